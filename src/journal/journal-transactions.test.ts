// What the journal makes of transactions: batches of a producer, markers, and writes that the log refuses.
import fc from 'fast-check';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../clock.ts';
import { KafkaError } from '../errors.ts';
import type { PartitionConfig } from '../native/data-plane.ts';
import { ErrorCode } from '../wire/error-code.ts';
import { decodeBatches, encodeBatch } from '../wire/record-batch.ts';
import type {
  Coordinator,
  JournalRecord,
  Outcome,
  ProducerIdentity,
  ReplayContext,
  ReplayedMarker,
  ReplyToken,
} from './coordinator.ts';
import { Journal } from './journal.ts';
import { coordinatorErrors } from './journal-errors.ts';
import { MemoryDataPlane } from './memory-data-plane.ts';
import type { MarkerToWrite } from './partition-writer.ts';

const TOPIC = '__lines';

interface LineEvent {
  token: ReplyToken;
  lines: string[];
  transaction: ProducerIdentity | null;
}

/** Remembers everything that was replayed, in order. */
class Lines implements Coordinator<LineEvent> {
  readonly seen: string[] = [];
  decisions = 0;

  handle({ token, lines, transaction }: LineEvent): Outcome {
    this.decisions++;
    const records = lines.map((line) => ({ key: null, value: Buffer.from(line) }));
    const effects = [{ kind: 'reply' as const, token, response: [...this.seen] }];
    return transaction === null ? { records, effects } : { records, effects, transaction };
  }

  replay(record: JournalRecord, { offset, producerId, producerEpoch }: ReplayContext): void {
    this.seen.push(`${offset} ${record.value} of ${producerId}/${producerEpoch}`);
  }

  replayMarker({ offset, producerId, producerEpoch, committed }: ReplayedMarker): void {
    this.seen.push(`${offset} ${committed ? 'commit' : 'abort'} of ${producerId}/${producerEpoch}`);
  }

  timerFired(): Outcome {
    throw new Error('no timer was set');
  }
}

interface Bench {
  dataPlane: MemoryDataPlane;
  journal: Journal<LineEvent>;
  fatal: Error[];
  coordinators: Lines[];
  /** Resolves with what had been replayed when it was decided. */
  put(lines: string[], transaction?: ProducerIdentity): Promise<string[]>;
  end(producer: ProducerIdentity, fields?: Partial<MarkerToWrite>): Promise<void>;
  seen(): Promise<string[]>;
}

async function bench(dataPlane?: MemoryDataPlane): Promise<Bench> {
  const plane = dataPlane ?? new MemoryDataPlane();
  if (dataPlane === undefined) {
    const config = {} as PartitionConfig;
    await plane.openPartitions([
      { topic: TOPIC, topicId: 'A', partition: 0, directoryId: 'D', leaderEpoch: 0, config },
    ]);
  }
  const fatal: Error[] = [];
  const coordinators: Lines[] = [];
  const journal = new Journal<LineEvent>({
    dataPlane: plane,
    topic: TOPIC,
    partition: 0,
    coordinator: () => {
      const coordinator = new Lines();
      coordinators.push(coordinator);
      return coordinator;
    },
    clock: new VirtualClock(1000),
    log: pino({ level: 'silent' }),
    batchBytesMax: 600,
    errors: coordinatorErrors,
    onFatal: (error) => fatal.push(error),
  });
  await journal.load();
  const put = (lines: string[], transaction: ProducerIdentity | null = null) =>
    journal.submit<string[]>((token) => ({ token, lines, transaction }));
  return {
    dataPlane: plane,
    journal,
    fatal,
    coordinators,
    put,
    end: (producer, fields = {}) =>
      journal.writeMarker({ ...producer, coordinatorEpoch: 0, committed: true, transactionVersion: 1, ...fields }),
    seen: () => put([]),
  };
}

async function seenAfterRestart(dataPlane: MemoryDataPlane): Promise<string[]> {
  return (await bench(dataPlane.restarted())).seen();
}

/** Lets everything that is already possible happen. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 40; turn++) await new Promise((resolve) => setImmediate(resolve));
}

async function codeOf(promise: Promise<unknown>): Promise<number> {
  const reason: unknown = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  if (reason === null) return ErrorCode.NONE;
  if (!(reason instanceof KafkaError)) throw reason;
  return reason.code;
}

const SEVEN = { producerId: 7n, producerEpoch: 1 };
const EIGHT = { producerId: 8n, producerEpoch: 0 };

describe('A decision of a transaction', () => {
  it('is a transactional batch of its own, with the producer id and epoch', async () => {
    const { dataPlane, put, seen } = await bench();
    dataPlane.hold();
    const puts = [put(['a']), put(['b', 'c'], SEVEN), put(['d'], EIGHT), put(['e']), put(['f'])];
    dataPlane.release();
    await Promise.all(puts);
    const batches = [...decodeBatches(dataPlane.read(TOPIC, 0, 0n, 1 << 20))];
    const shown = batches.map((batch) => [batch.isTransactional, batch.producerId, batch.records.length]);
    expect(shown).toEqual([
      [false, -1n, 1],
      [true, 7n, 2],
      [true, 8n, 1],
      [false, -1n, 2],
    ]);
    const lines = ['0 a of -1/-1', '1 b of 7/1', '2 c of 7/1', '3 d of 8/0', '4 e of -1/-1', '5 f of -1/-1'];
    expect(await seen()).toEqual(lines);
    expect(await seenAfterRestart(dataPlane)).toEqual(lines);
  });

  it('shows in memory when it is in the log, and what comes meanwhile is decided after it', async () => {
    const { dataPlane, put } = await bench();
    dataPlane.hold();
    const transactional = put(['a'], SEVEN);
    const later = put(['b']);
    await settle();
    dataPlane.release();
    expect(await transactional).toEqual([]);
    expect(await later).toEqual(['0 a of 7/1']);
  });

  it('of a fenced producer is refused, and nothing else is disturbed', async () => {
    const { dataPlane, put, seen, coordinators } = await bench();
    await put(['new'], { producerId: 7n, producerEpoch: 2 });
    const [stale, plain] = [put(['stale'], SEVEN), put(['plain'])];
    expect(await codeOf(stale)).toBe(ErrorCode.INVALID_PRODUCER_EPOCH);
    await plain;
    expect(await seen()).toEqual(['0 new of 7/2', '1 plain of -1/-1']);
    expect(coordinators).toHaveLength(1);
    expect(await seenAfterRestart(dataPlane)).toEqual(await seen());
  });

  it('that no batch can hold is refused', async () => {
    const { put, seen } = await bench();
    expect(await codeOf(put(['x'.repeat(700)], SEVEN))).toBe(ErrorCode.UNKNOWN_SERVER_ERROR);
    await settle();
    expect(await seen()).toEqual([]);
  });

  it('whose append fails otherwise ends the run, with all that was held back', async () => {
    const { dataPlane, put, seen, coordinators } = await bench();
    await put(['kept']);
    dataPlane.hold();
    dataPlane.fail({ kind: 'torn', code: ErrorCode.KAFKA_STORAGE_ERROR });
    const [first, second] = [put(['torn'], SEVEN), put(['after'])];
    await settle();
    dataPlane.release();
    expect(await codeOf(first)).toBe(ErrorCode.NOT_COORDINATOR);
    expect(await codeOf(second)).toBe(ErrorCode.NOT_COORDINATOR);
    await settle();
    expect(coordinators).toHaveLength(2);
    expect(await seen()).toEqual(['0 kept of -1/-1', '1 torn of 7/1']);
  });
});

describe('A marker', () => {
  it('is replayed where it stands in the log', async () => {
    const { dataPlane, put, end, seen } = await bench();
    const all = [put(['a'], SEVEN), end(SEVEN), put(['b']), put(['c'], EIGHT), end(EIGHT, { committed: false })];
    await Promise.all(all);
    await put(['d']);
    const lines = ['0 a of 7/1', '1 commit of 7/1', '2 b of -1/-1', '3 c of 8/0', '4 abort of 8/0', '5 d of -1/-1'];
    expect(await seen()).toEqual(lines);
    expect(await seenAfterRestart(dataPlane)).toEqual(lines);
  });

  it('that comes too late is refused, and nothing else is disturbed', async () => {
    const { put, end, seen, coordinators } = await bench();
    await put(['a'], SEVEN);
    await end(SEVEN, { coordinatorEpoch: 4 });
    expect(await codeOf(end({ ...SEVEN, producerEpoch: 0 }))).toBe(ErrorCode.INVALID_PRODUCER_EPOCH);
    expect(await codeOf(end(SEVEN, { coordinatorEpoch: 3 }))).toBe(ErrorCode.TRANSACTION_COORDINATOR_FENCED);
    await put(['b']);
    expect(await seen()).toEqual(['0 a of 7/1', '1 commit of 7/1', '2 b of -1/-1']);
    expect(coordinators).toHaveLength(1);
  });

  it('cannot be written before the journal is loaded, nor after it is closed', async () => {
    const { journal, end } = await bench();
    await journal.close();
    expect(await codeOf(end(SEVEN))).toBe(ErrorCode.COORDINATOR_NOT_AVAILABLE);
  });

  it('of a kind that is not known is passed over', async () => {
    const { dataPlane, journal } = await bench();
    await journal.close();
    const key = Buffer.from([0, 0, 0, 9]);
    const options = { timestampMs: 1, control: true, transactional: true, producerId: 7n, producerEpoch: 1 };
    await dataPlane.append(TOPIC, 0, encodeBatch([{ key, value: Buffer.alloc(6) }], options));
    const again = await bench(dataPlane.restarted());
    await again.put(['a']);
    expect(await again.seen()).toEqual(['1 a of -1/-1']);
  });
});

describe('Whatever happens', () => {
  const producer = fc.record({
    producerId: fc.constantFrom(7n, 8n),
    producerEpoch: fc.integer({ min: 0, max: 2 }),
  });
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('put' as const), size: fc.integer({ min: 0, max: 3 }) }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('transactional' as const), producer }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('end' as const), producer, committed: fc.boolean() }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('settle' as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('hold' as const, 'release' as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('refused' as const, 'torn' as const) }) },
  );

  it('the state is what the log says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { dataPlane, put, end, seen, fatal } = await bench();
        const acknowledged: string[] = [];
        for (const [index, action] of steps.entries()) {
          if (action.kind === 'settle') await settle();
          else if (action.kind === 'hold') dataPlane.hold();
          else if (action.kind === 'release') dataPlane.release();
          else if (action.kind === 'end') void codeOf(end(action.producer, { committed: action.committed }));
          else if (action.kind === 'put' || action.kind === 'transactional') {
            const count = action.kind === 'put' ? action.size : 2;
            const lines = Array.from({ length: count }, (_, part) => `line ${index}.${part}`);
            const transaction = action.kind === 'put' ? undefined : action.producer;
            void codeOf(put(lines, transaction)).then((code) => {
              if (code === ErrorCode.NONE) acknowledged.push(...lines);
            });
          } else dataPlane.fail({ kind: action.kind, code: ErrorCode.KAFKA_STORAGE_ERROR });
        }
        dataPlane.release();
        await settle();
        const inMemory = await seen();
        expect(inMemory).toEqual(await seenAfterRestart(dataPlane));
        const stored = inMemory.map((line) => line.split(' ').slice(1, 3).join(' '));
        expect(stored.filter((line) => acknowledged.includes(line))).toEqual(acknowledged);
        expect(fatal).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
