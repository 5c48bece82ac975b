// What callers without types may hand to a test broker: throws one sentence where it makes no sense. Pure; called by
// test-broker.ts before anything happens.
import { ConfigError } from '../config/config-error.ts';
import type { TestBrokerOptions, TestTopic } from './test-broker-options.ts';
import { BROKERS_MAX } from './test-nodes.ts';
import type { UntilOptions } from './until.ts';

const OPTION_TYPES = {
  topics: 'object',
  properties: 'object',
  port: 'number',
  log: 'object',
  brokers: 'number',
  from: undefined,
} as const satisfies Record<keyof TestBrokerOptions, string | undefined>;

const TOPIC_OPTIONS: readonly string[] = ['partitions', 'configs'] satisfies (keyof TestTopic)[];
const UNTIL_OPTIONS: readonly string[] = ['timeoutMs', 'what'] satisfies (keyof UntilOptions)[];

export function checkOptions(options: unknown): asserts options is TestBrokerOptions {
  if (!isObject(options)) throw new ConfigError(`a test broker is started with an object, not with ${told(options)}`);
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(OPTION_TYPES, name)) {
      const known = Object.keys(OPTION_TYPES).join(', ');
      throw new ConfigError(`Unknown option ${name}: a test broker is started with ${known}`);
    }
    const type = OPTION_TYPES[name as keyof TestBrokerOptions];
    if (type === undefined || value === undefined) continue;
    const fits = type === 'object' ? isObject(value) : typeof value === type;
    if (!fits) throw new ConfigError(`Invalid value for option ${name}: it must be of type ${type}`);
  }
  const { brokers = 1, log, topics = {} } = options as TestBrokerOptions;
  if (!Number.isSafeInteger(brokers) || brokers < 1 || brokers > BROKERS_MAX) {
    const allowed = `a whole number from 1 to ${BROKERS_MAX}`;
    throw new ConfigError(`Invalid value ${brokers} for option brokers: it must be ${allowed}`);
  }
  if (log !== undefined && typeof log.child !== 'function') {
    throw new ConfigError('Invalid value for option log: it must be a logger of pino');
  }
  for (const [name, topic] of Object.entries(topics)) checkTopic(name, topic);
}

export function checkTopic(name: unknown, topic: unknown): void {
  checkText('the name of a topic', name);
  if (typeof topic === 'number') return;
  const wanted = `topic ${name} is a number of partitions, or { partitions, configs }`;
  if (!isObject(topic)) throw new TypeError(`${wanted}, not ${told(topic)}`);
  const unknown = Object.keys(topic).find((key) => !TOPIC_OPTIONS.includes(key));
  if (unknown !== undefined) throw new TypeError(`${wanted}: there is no ${unknown}`);
  const { partitions = 1, configs = {} } = topic as TestTopic;
  if (typeof partitions !== 'number') {
    throw new TypeError(`partitions of topic ${name} is a number, not ${told(partitions)}`);
  }
  if (!isObject(configs)) throw new TypeError(`configs of topic ${name} are an object, not ${told(configs)}`);
}

export function checkText(what: string, value: unknown): void {
  if (typeof value !== 'string') throw new TypeError(`${what} is a text, not ${told(value)}`);
}

export function checkPartition(value: unknown): void {
  if (Number.isSafeInteger(value) && Number(value) >= 0) return;
  throw new TypeError(`a partition is a whole number from 0, not ${told(value)}`);
}

export function checkFillDisk(options: unknown): void {
  const isKnown = isObject(options) && Object.keys(options).every((name) => name === 'topic');
  if (!isKnown) throw new TypeError(`fillDisk takes nothing or { topic }, not ${told(options)}`);
}

export function checkUntil(condition: unknown, options: unknown): void {
  if (typeof condition !== 'function') throw new TypeError(`until takes a function, not ${told(condition)}`);
  const isKnown = isObject(options) && Object.keys(options).every((name) => UNTIL_OPTIONS.includes(name));
  if (!isKnown) throw new TypeError(`the options of until are { timeoutMs, what }, not ${told(options)}`);
  const { timeoutMs = 0 } = options as UntilOptions;
  if (typeof timeoutMs === 'number' && timeoutMs >= 0) return;
  throw new TypeError(`timeoutMs of until is a number of milliseconds from 0, not ${told(timeoutMs)}`);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function told(value: unknown): string {
  return value instanceof Promise ? 'a promise' : (JSON.stringify(value) ?? String(value));
}
