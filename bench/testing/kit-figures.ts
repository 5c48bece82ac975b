// What the kit itself costs: brokers in one process, resets and restores, in milliseconds and memory. Run by kit.ts in a
// process of its own, and at smoke size by smoke.test.ts.
import kafkajs from 'kafkajs';
import type { TestBroker, TestBrokerOptions } from '../../src/testing/index.ts';

export interface KitSize {
  readonly brokers: number;
  readonly resets: number;
  readonly restores: number;
}

export interface KitFigure {
  readonly row: string;
  readonly unit: 'ms' | 'MB';
  readonly value: number;
  /** What it must not be above; null: told, not asked for. */
  readonly max: number | null;
}

export type StartBroker = (options?: TestBrokerOptions) => Promise<TestBroker>;

export const FULL: KitSize = { brokers: 50, resets: 2000, restores: 200 };
export const SMOKE: KitSize = { brokers: 5, resets: 20, restores: 3 };

const TOPICS = 100;
const WARM_UP = 5;
/** Of resets, first as many to warm up. */
const ROUNDS = 10;
const MEGABYTE = 2 ** 20;

export async function kitFigures(start: StartBroker, size: KitSize): Promise<KitFigure[]> {
  // What is loaded and made once is not in the figures.
  for (let round = 0; round < WARM_UP; round++) {
    await using warm = await start();
    await useOnce(warm);
  }
  return [...(await ofBrokers(start, size)), ...(await ofResets(start, size))];
}

/** Each with a topic, and then with a record, a group and its offset, all in one transaction. */
async function ofBrokers(start: StartBroker, { brokers }: KitSize): Promise<KitFigure[]> {
  const startMs: number[] = [];
  const running: TestBroker[] = [];
  const before = megabytes();
  try {
    for (let index = 0; index < brokers; index++) {
      startMs.push(await timed(async () => void running.push(await start({ topics: { orders: 1 } }))));
    }
    const idle = (megabytes() - before) / brokers;
    for (const broker of running) await useOnce(broker);
    return [
      { row: `start of one of ${brokers} brokers, median`, unit: 'ms', value: quantile(startMs, 0.5), max: 50 },
      { row: `start of one of ${brokers} brokers, slowest`, unit: 'ms', value: quantile(startMs, 1), max: 50 },
      { row: `memory of each of ${brokers} brokers`, unit: 'MB', value: idle, max: 5 },
      { row: 'the same, used by a client', unit: 'MB', value: (megabytes() - before) / brokers, max: 5 },
    ];
  } finally {
    await Promise.all(running.map((broker) => broker.close()));
  }
}

async function ofResets(start: StartBroker, { resets, restores }: KitSize): Promise<KitFigure[]> {
  const topics = Object.fromEntries(Array.from({ length: TOPICS }, (_, index) => [`topic-${index}`, 1]));
  const kafka = await start({ topics });
  try {
    const rounds: Round[] = [];
    for (let round = 0; round < 2 * ROUNDS; round++) rounds.push(await resetRound(kafka, Math.ceil(resets / ROUNDS)));
    const resetMs = rounds.slice(ROUNDS).flatMap(({ tookMs }) => tookMs);
    // The least, because a collector or an allocator may hold on for a while.
    const least = (some: readonly Round[]) => Math.min(...some.map((round) => round.megabytesAfter));
    const grown = least(rounds.slice(ROUNDS)) - least(rounds.slice(0, ROUNDS));
    const snapshot = await kafka.snapshot();
    const restoreMs = await timedEach(restores, () => kafka.restore(snapshot));
    return [
      { row: `reset() with ${TOPICS} topics, median`, unit: 'ms', value: quantile(resetMs, 0.5), max: 5 },
      { row: `reset() with ${TOPICS} topics, p99`, unit: 'ms', value: quantile(resetMs, 0.99), max: null },
      { row: `memory that ${resetMs.length} resets leave behind`, unit: 'MB', value: grown, max: null },
      {
        row: `restore() after ${2 * resetMs.length} resets, median`,
        unit: 'ms',
        value: quantile(restoreMs, 0.5),
        max: null,
      },
      {
        row: `restore() after ${2 * resetMs.length} resets, p99`,
        unit: 'ms',
        value: quantile(restoreMs, 0.99),
        max: null,
      },
    ];
  } finally {
    await kafka.close();
  }
}

interface Round {
  readonly tookMs: readonly number[];
  readonly megabytesAfter: number;
}

async function resetRound(kafka: TestBroker, resets: number): Promise<Round> {
  const tookMs = await timedEach(resets, () => kafka.reset());
  return { tookMs, megabytesAfter: megabytes() };
}

async function useOnce(kafka: TestBroker): Promise<void> {
  const client = new kafkajs.Kafka({ brokers: [kafka.bootstrapServers], logLevel: kafkajs.logLevel.NOTHING });
  const producer = client.producer({ transactionalId: 'shipping', idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  const transaction = await producer.transaction();
  await transaction.send({ topic: 'orders', messages: [{ value: 'one' }] });
  const topics = [{ topic: 'orders', partitions: [{ partition: 0, offset: '1' }] }];
  await transaction.sendOffsets({ consumerGroupId: 'shipping', topics });
  await transaction.commit();
  await producer.disconnect();
}

async function timed(action: () => Promise<void>): Promise<number> {
  const startMs = performance.now();
  await action();
  return performance.now() - startMs;
}

async function timedEach(count: number, action: () => Promise<void>): Promise<number[]> {
  const tookMs: number[] = [];
  for (let round = 0; round < count; round++) tookMs.push(await timed(action));
  return tookMs;
}

/** Of the process, without what is only waiting to be collected where Node was started with --expose-gc. */
function megabytes(): number {
  globalThis.gc?.();
  return process.memoryUsage.rss() / MEGABYTE;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
