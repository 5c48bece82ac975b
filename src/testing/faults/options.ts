// What a fault is made of, and whether it makes sense. Pure; called by faults.ts.
import { ErrorCode } from '../../wire/error-code.ts';
import { type ApiName, apiKeyOf } from './api-name.ts';
import { nearest } from './nearest.ts';

/** Kafka's names of its error codes. */
export type ErrorName = keyof typeof ErrorCode;

export interface FaultOptions {
  // Which requests: what is given must all match, by what the request itself names: one for all topics names none.
  // Requests that arrived before the fault are served as ever, such as a fetch that waits.
  /** Kafka's names. */
  readonly api?: ApiName | readonly ApiName[];
  readonly topic?: string | RegExp;
  readonly partition?: number;
  readonly clientId?: string | RegExp;
  readonly groupId?: string | RegExp;
  readonly transactionalId?: string | RegExp;
  /** The logical broker that the request came to. */
  readonly brokerId?: number;
  /** After so many requests the fault is gone. */
  readonly times?: number;
  /** So many matching requests pass first. */
  readonly skip?: number;
  /** From 0 to 1: how many of the matching requests, by a random number from `seed`. */
  readonly probability?: number;
  readonly seed?: number;

  // What becomes of them: at least one.
  /**
   * The error that the reply holds, by Kafka's name or number: at the matching partitions, topics, groups or
   * transactional ids where the reply has a place for it, otherwise at its top.
   */
  readonly error?: ErrorName | number;
  /**
   * For `error` and `delayMs`: `before`, the usual one, and what matches is not performed (the delay comes first);
   * `after`, and it is performed, but the reply does not say so (the delay comes before the reply).
   */
  readonly when?: 'before' | 'after';
  /** Of the machine's time. */
  readonly delayMs?: number;
  /** The connection ends: before the request is performed, or after it, without the reply. */
  readonly disconnect?: 'before' | 'after';
  /** As with a quota: the reply names this throttle time, and the connection is not read for as long. */
  readonly throttleMs?: number;
}

/** Options that make sense, in numbers. */
export interface FaultRule extends Omit<FaultOptions, 'api' | 'error' | 'when' | 'skip' | 'probability' | 'seed'> {
  /** Null: every API. */
  readonly apiKeys: ReadonlySet<number> | null;
  readonly errorCode: number | null;
  readonly when: 'before' | 'after';
  readonly skip: number;
  readonly probability: number;
  readonly seed: number;
}

const TYPES = {
  api: 'a name or a list of names',
  topic: 'a text or a RegExp',
  partition: 'a whole number from 0',
  clientId: 'a text or a RegExp',
  groupId: 'a text or a RegExp',
  transactionalId: 'a text or a RegExp',
  brokerId: 'a whole number from 0',
  times: 'a whole number from 1',
  skip: 'a whole number from 0',
  probability: 'a number from 0 to 1',
  seed: 'a whole number from 0',
  error: "a name or number of Kafka's errors",
  when: "'before' or 'after'",
  delayMs: 'milliseconds from 0 to 2147483647',
  disconnect: "'before' or 'after'",
  throttleMs: 'milliseconds from 0 to 2147483647',
} as const satisfies Record<keyof FaultOptions, string>;

type OptionType = (typeof TYPES)[keyof typeof TYPES];

const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0;
const isPattern = (value: unknown) => typeof value === 'string' || value instanceof RegExp;
const isSide = (value: unknown) => value === 'before' || value === 'after';
const isTime = (value: unknown) => typeof value === 'number' && value >= 0 && value <= 0x7fff_ffff;

const CHECKS: Record<OptionType, (value: unknown) => boolean> = {
  'a name or a list of names': (value) => typeof value === 'string' || (Array.isArray(value) && value.length > 0),
  'a text or a RegExp': isPattern,
  'a whole number from 0': isCount,
  'a whole number from 1': (value) => isCount(value) && value !== 0,
  'a number from 0 to 1': (value) => typeof value === 'number' && value >= 0 && value <= 1,
  "a name or number of Kafka's errors": (value) => typeof value === 'string' || typeof value === 'number',
  "'before' or 'after'": isSide,
  'milliseconds from 0 to 2147483647': isTime,
};

const CODES: ReadonlySet<number> = new Set(Object.values(ErrorCode));

/** Throws one sentence where the options make no sense. `seed` is taken where none is given. */
export function faultRule(options: FaultOptions, seed: number): FaultRule {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`a fault is added with an object, not with ${String(options)}`);
  }
  for (const [name, value] of Object.entries(options)) checkOption(name, value);
  const { api, error, when, skip = 0, probability = 1, seed: given = seed, ...rest } = options;
  if (error === undefined && !rest.delayMs && !rest.throttleMs && rest.disconnect === undefined) {
    throw new TypeError('a fault needs what happens: one or more of error, delayMs, throttleMs and disconnect');
  }
  if (rest.disconnect !== undefined && (error !== undefined || rest.throttleMs !== undefined)) {
    throw new TypeError('a fault that disconnects sends no reply: it has neither error nor throttleMs');
  }
  if (when !== undefined && error === undefined && rest.delayMs === undefined) {
    throw new TypeError('when belongs to error or delayMs: disconnect itself says before or after');
  }
  const names = api === undefined ? null : typeof api === 'string' ? [api] : api;
  return {
    ...rest,
    apiKeys: names === null ? null : new Set(names.map(apiKeyOf)),
    errorCode: error === undefined ? null : errorCodeOf(error),
    when: when ?? 'before',
    skip,
    probability,
    seed: given,
  };
}

function checkOption(name: string, value: unknown): void {
  if (!Object.hasOwn(TYPES, name)) {
    throw new TypeError(`there is no fault option ${name}: did you mean ${nearest(name, Object.keys(TYPES))}?`);
  }
  const type = TYPES[name as keyof typeof TYPES];
  if (value === undefined || CHECKS[type](value)) return;
  throw new TypeError(`the fault option ${name} is ${type}, not ${JSON.stringify(value) ?? String(value)}`);
}

/** Throws one sentence for what is not an error of Kafka's. */
function errorCodeOf(error: ErrorName | number): number {
  if (error === 'NONE' || error === 0) throw new TypeError('NONE is no error: leave the fault out');
  if (typeof error === 'number') {
    if (CODES.has(error)) return error;
    throw new TypeError(`Kafka has no error ${error}`);
  }
  if (Object.hasOwn(ErrorCode, error)) return ErrorCode[error];
  throw new TypeError(`Kafka has no error ${error}: did you mean ${nearest(error, Object.keys(ErrorCode))}?`);
}
