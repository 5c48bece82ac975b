// The fixture for jest (29 or newer), CommonJS or ESM.
//
//   const { useKafka } = require('millrace/testing/jest');
//   const kafka = useKafka({ topics: { orders: 3 } });
//   test('…', async () => { … kafka.bootstrapServers … });
//
// `TestBroker` is here, too, for tests that start brokers of their own.
//
// A CommonJS module, because jest's own `require` takes no ESM; the kit is loaded by Node's, outside of jest's sandbox.
// Invariant: the process loads the kit and the addon once, however many test files jest runs in it.
import type NodeModule = require('node:module');

import type * as fixtures from './fixture.ts' with { 'resolution-mode': 'import' };
import type * as kit from './index.ts' with { 'resolution-mode': 'import' };

type Hook = (action: () => Promise<void>, timeoutMs?: number) => void;

/** What jest puts into the scope of a test file. */
interface JestGlobals {
  readonly beforeEach?: Hook;
  readonly afterEach?: Hook;
  readonly afterAll?: Hook;
}

/** As jest's runner keeps it, under a symbol of this name. */
interface RunnerState {
  readonly currentlyRunningTest?: { readonly errors: readonly unknown[] } | null;
}

const STATE_SYMBOL = 'JEST_STATE_SYMBOL';
const HOOK_TIMEOUT_MS = 30_000;

const load = requireOutside();
const { FixtureBroker, failureText } = load('./fixture.js') as typeof fixtures;
const { TestBroker } = load('./index.js') as typeof kit;

/**
 * A broker for the tests of this file: registers what starts, resets and closes it. What it returns is the broker of
 * the test that runs. When a test fails, what the broker holds is printed. Throws one sentence outside of jest.
 */
function useKafka(options: fixtures.KafkaFixtureOptions = {}): kit.TestBroker {
  const { beforeEach, afterEach, afterAll } = globalThis as JestGlobals;
  if (beforeEach === undefined || afterEach === undefined || afterAll === undefined) {
    throw new Error('useKafka() is called in a test file of jest, where beforeEach, afterEach and afterAll are there');
  }
  const fixture = new FixtureBroker(options);
  beforeEach(async () => {
    await fixture.begin();
  }, HOOK_TIMEOUT_MS);
  afterEach(async () => {
    const error = failureOfTest();
    const text = error === null ? null : await failureText(fixture.current, error);
    if (text !== null) console.error(text);
    await fixture.end();
  }, HOOK_TIMEOUT_MS);
  afterAll(() => fixture.close(), HOOK_TIMEOUT_MS);
  return currentOf(fixture);
}

/**
 * Node's own `require`: jest's would read the kit anew for every file, and takes no ESM. In jest `node:module` is a
 * class of jest's that extends Node's.
 */
function requireOutside(): NodeJS.Require {
  const within: typeof NodeModule = require('node:module');
  const outside: unknown = Object.getPrototypeOf(within);
  const { createRequire } = isNodeModule(outside) ? outside : within;
  return createRequire(__filename);
}

function isNodeModule(value: unknown): value is typeof NodeModule {
  return typeof value === 'function' && 'createRequire' in value;
}

/** Stands for the broker of the test that runs, whichever that is. */
function currentOf(fixture: fixtures.FixtureBroker): kit.TestBroker {
  return new Proxy({} as kit.TestBroker, {
    get(_target, name) {
      const broker = fixture.current;
      const member: unknown = Reflect.get(broker, name, broker);
      return typeof member === 'function' ? member.bind(broker) : member;
    },
  });
}

/** The message of the failed test whose hooks run; null: it has not failed. */
function failureOfTest(): string | null {
  const symbol = Object.getOwnPropertySymbols(globalThis).find(({ description }) => description === STATE_SYMBOL);
  if (symbol === undefined) return null;
  const state = (globalThis as unknown as Record<symbol, RunnerState>)[symbol];
  const [first] = state?.currentlyRunningTest?.errors ?? [];
  if (first === undefined) return null;
  const error: unknown = Array.isArray(first) ? first[0] : first;
  return error instanceof Error ? error.message : String((error as { message?: unknown } | null)?.message ?? error);
}

export = { useKafka, TestBroker };
