// The broker behind a fixture of a test runner: one per file that is as new for every test, or one per test.
// Called by vitest.ts and jest.cts.
// Invariant: what a test has left behind is there until the next one begins, so that a failed test can be looked at.
import { ConfigError } from '../config/config-error.ts';
import { TestBroker } from './test-broker.ts';
import type { TestBrokerOptions } from './test-broker-options.ts';

export interface KafkaFixtureOptions extends TestBrokerOptions {
  /**
   * `file`, unless given: one broker for the tests of a file, `reset()` before each of them.
   * `test`: a broker for each test, also for those that run concurrently.
   */
  readonly per?: 'file' | 'test';
}

export class FixtureBroker {
  readonly per: 'file' | 'test';
  readonly #options: TestBrokerOptions;
  #broker: TestBroker | null = null;

  /** Throws one sentence where the options are none. */
  constructor({ per = 'file', ...options }: KafkaFixtureOptions) {
    if (per !== 'file' && per !== 'test') {
      throw new ConfigError(`a fixture has one broker per file or per test, not per ${String(per)}`);
    }
    this.per = per;
    this.#options = options;
  }

  /** The broker of the test that runs; throws one sentence outside of tests. */
  get current(): TestBroker {
    if (this.#broker === null) throw new Error('there is a broker only while a test runs: use it within test()');
    return this.#broker;
  }

  /** As new, for the test that begins. */
  async begin(): Promise<TestBroker> {
    if (this.#broker === null) this.#broker = await TestBroker.start(this.#options);
    else await this.#broker.reset();
    return this.#broker;
  }

  /** After a test. */
  async end(): Promise<void> {
    if (this.per === 'test') await this.close();
  }

  /** After the last test. */
  async close(): Promise<void> {
    const broker = this.#broker;
    this.#broker = null;
    await broker?.close();
  }
}

const ALREADY_TOLD = / has not come true within \d+ ms/;

/** For the message of a failed test; null where that says already what the broker holds, as `until` does. */
export async function failureText(broker: TestBroker, message: string): Promise<string | null> {
  if (ALREADY_TOLD.test(message)) return null;
  return broker.dump().then(
    (held) => `What the broker holds:\n${held}`,
    (error: unknown) => `What the broker holds is not known: ${error instanceof Error ? error.message : String(error)}`,
  );
}
