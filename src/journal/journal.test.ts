import fc from 'fast-check';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../clock.ts';
import { KafkaError } from '../errors.ts';
import type { PartitionConfig } from '../native/data-plane.ts';
import { ErrorCode } from '../wire/error-code.ts';
import { encodeBatch } from '../wire/record-batch.ts';
import { type Coordinator, type JournalRecord, NOTHING, type Outcome, type ReplyToken } from './coordinator.ts';
import { Journal } from './journal.ts';
import { coordinatorErrors } from './journal-errors.ts';
import { MemoryDataPlane } from './memory-data-plane.ts';

const TOPIC = '__words';

/** Numbered words: `put` appends one, `get` reads, `wait` is answered by the next `put`, `remind` by a timer. */
type WordEvent =
  | { kind: 'put'; token: ReplyToken; words: string[] }
  | { kind: 'get'; token: ReplyToken }
  | { kind: 'wait'; token: ReplyToken }
  | { kind: 'remind'; token: ReplyToken; atMs: number }
  | { kind: 'refuse'; token: ReplyToken }
  | { kind: 'crash'; token: ReplyToken };

class Words implements Coordinator<WordEvent> {
  readonly words: string[] = [];
  readonly #waiting: ReplyToken[] = [];

  handle(event: WordEvent): Outcome {
    switch (event.kind) {
      case 'put': {
        const waiting = this.#waiting
          .splice(0)
          .map((token) => ({ kind: 'reply' as const, token, response: event.words }));
        const count = this.words.length + event.words.length;
        return {
          records: event.words.map((word) => ({ key: null, value: Buffer.from(word) })),
          effects: [{ kind: 'reply', token: event.token, response: count }, ...waiting],
        };
      }
      case 'get':
        return { records: [], effects: [{ kind: 'reply', token: event.token, response: [...this.words] }] };
      case 'wait':
        this.#waiting.push(event.token);
        return NOTHING;
      case 'remind':
        return { records: [], effects: [{ kind: 'schedule', timer: String(event.token), atMs: event.atMs }] };
      case 'refuse':
        throw new KafkaError(ErrorCode.INVALID_REQUEST, 'no');
      case 'crash':
        throw new Error('a mistake');
    }
  }

  replay(record: JournalRecord): void {
    this.words.push(record.value?.toString() ?? '');
  }

  timerFired(timer: string, nowMs: number): Outcome {
    return { records: [], effects: [{ kind: 'reply', token: Number(timer), response: nowMs }] };
  }
}

interface Bench {
  dataPlane: MemoryDataPlane;
  clock: VirtualClock;
  journal: Journal<WordEvent>;
  fatal: Error[];
  put(...words: string[]): Promise<number>;
  get(): Promise<string[]>;
}

async function bench(dataPlane?: MemoryDataPlane, batchBytesMax = 100_000): Promise<Bench> {
  const plane = dataPlane ?? new MemoryDataPlane();
  if (dataPlane === undefined) {
    await plane.openPartitions([
      { topic: TOPIC, topicId: 'A', partition: 0, directoryId: 'D', leaderEpoch: 0, config: {} as PartitionConfig },
    ]);
  }
  const clock = new VirtualClock(1000);
  const fatal: Error[] = [];
  const journal = new Journal<WordEvent>({
    dataPlane: plane,
    topic: TOPIC,
    partition: 0,
    coordinator: () => new Words(),
    clock,
    log: pino({ level: 'silent' }),
    batchBytesMax,
    errors: coordinatorErrors,
    onFatal: (error) => fatal.push(error),
  });
  await journal.load();
  return {
    dataPlane: plane,
    clock,
    journal,
    fatal,
    put: (...words) => journal.submit((token) => ({ kind: 'put', token, words })),
    get: () => journal.submit((token) => ({ kind: 'get', token })),
  };
}

async function wordsAfterRestart(dataPlane: MemoryDataPlane): Promise<string[]> {
  return (await bench(dataPlane.restarted())).get();
}

/** Lets everything that is already possible happen. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe('Journal', () => {
  it('answers when the decision is committed, and finds it after a restart', async () => {
    const { dataPlane, put, get } = await bench();
    expect(await put('a', 'b')).toBe(2);
    expect(await get()).toEqual(['a', 'b']);
    expect(await wordsAfterRestart(dataPlane)).toEqual(['a', 'b']);
  });

  it('carries the decisions of one turn in one append', async () => {
    const { dataPlane, put } = await bench();
    const counts = await Promise.all(Array.from({ length: 100 }, (_, index) => put(`word ${index}`)));
    expect(counts).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
    expect(dataPlane.appendCount).toBe(1);
  });

  it('collects what is decided while an append is under way', async () => {
    const { dataPlane, put } = await bench();
    dataPlane.hold();
    const first = put('first');
    await settle();
    const others = Promise.all([put('second'), put('third'), put('fourth')]);
    await settle();
    dataPlane.release();
    expect([await first, ...(await others)]).toEqual([1, 2, 3, 4]);
    expect(dataPlane.appendCount).toBe(2);
  });

  it('lets no reply overtake what it depends on', async () => {
    const { dataPlane, put, get } = await bench();
    const order: string[] = [];
    dataPlane.hold();
    void put('a').then(() => order.push('put'));
    void get().then((words) => order.push(`get ${words.join()}`));
    await settle();
    expect(order).toEqual([]);
    dataPlane.release();
    await settle();
    expect(order).toEqual(['put', 'get a']);
  });

  it('answers a read at once when nothing is under way', async () => {
    const { dataPlane, get } = await bench();
    dataPlane.hold();
    expect(await get()).toEqual([]);
  });

  it('cuts batches at their size and keeps a decision whole', async () => {
    const { dataPlane, put } = await bench(undefined, 1000);
    const word = 'x'.repeat(300);
    const counts = await Promise.all([put(word), put(word), put(word, word), put(word)]);
    expect(counts).toEqual([1, 2, 4, 5]);
    expect(dataPlane.appendCount).toBe(3);
    expect(await wordsAfterRestart(dataPlane)).toHaveLength(5);
  });

  it('refuses a decision that no batch holds, and keeps what came before', async () => {
    const { dataPlane, put, get, fatal } = await bench(undefined, 1000);
    const before = put('before');
    await expect(put('x'.repeat(1000))).rejects.toMatchObject({ code: ErrorCode.UNKNOWN_SERVER_ERROR });
    expect(await before).toBe(1);
    await settle();
    expect(await get()).toEqual(['before']);
    expect(await put('after')).toBe(2);
    expect(await wordsAfterRestart(dataPlane)).toEqual(['before', 'after']);
    expect(fatal).toEqual([]);
  });

  it('answers a waiting event from a later one', async () => {
    const { journal, put } = await bench();
    const waited = journal.submit<string[]>((token) => ({ kind: 'wait', token }));
    await put('news');
    expect(await waited).toEqual(['news']);
  });

  it('fires timers on the given clock', async () => {
    const { journal, clock } = await bench();
    const reminded = journal.submit<number>((token) => ({ kind: 'remind', token, atMs: 5000 }));
    await settle();
    clock.advance(10_000);
    expect(await reminded).toBe(5000);
  });

  it('passes on a refusal of the coordinator, and goes on', async () => {
    const { journal, put } = await bench();
    const refused = journal.submit((token) => ({ kind: 'refuse', token }));
    await expect(refused).rejects.toMatchObject({ code: ErrorCode.INVALID_REQUEST, message: 'no' });
    expect(await put('a')).toBe(1);
  });

  it('stops the broker at a mistake in the coordinator', async () => {
    const { journal, put, fatal, dataPlane } = await bench();
    const crashed = journal.submit((token) => ({ kind: 'crash', token }));
    await expect(crashed).rejects.toBeInstanceOf(KafkaError);
    expect(fatal.map((error) => error.message)).toEqual(['a mistake']);
    await expect(put('a')).rejects.toMatchObject({ code: ErrorCode.COORDINATOR_NOT_AVAILABLE });
    expect(dataPlane.appendCount).toBe(0);
  });

  it('starts anew when somebody else wrote into its partition', async () => {
    const { dataPlane, put, get, fatal } = await bench();
    await dataPlane.append(TOPIC, 0, encodeBatch([{ key: null, value: Buffer.from('foreign') }], { timestampMs: 1 }));
    await expect(put('a')).rejects.toMatchObject({ code: ErrorCode.COORDINATOR_NOT_AVAILABLE });
    await settle();
    expect(await get()).toEqual(['foreign', 'a']);
    expect(fatal).toEqual([]);
  });

  it('passes over control batches while loading', async () => {
    const dataPlane = (await bench()).dataPlane;
    const control = encodeBatch([{ key: Buffer.from([0, 0, 0, 2]), value: null }], { timestampMs: 1, control: true });
    await dataPlane.append(TOPIC, 0, control);
    const { put, get } = await bench(dataPlane.restarted());
    expect(await get()).toEqual([]);
    expect(await put('a')).toBe(1);
  });

  it('says that it loads, then serves', async () => {
    const { dataPlane, put } = await bench();
    await put(...Array.from({ length: 50 }, (_, index) => `word ${index}`));
    const clock = new VirtualClock();
    const journal = new Journal<WordEvent>({
      dataPlane: dataPlane.restarted(),
      topic: TOPIC,
      partition: 0,
      coordinator: () => new Words(),
      clock,
      log: pino({ level: 'silent' }),
      batchBytesMax: 1000,
      errors: coordinatorErrors,
      onFatal: () => {},
    });
    const early = journal.submit((token) => ({ kind: 'get', token }));
    await expect(early).rejects.toMatchObject({ code: ErrorCode.COORDINATOR_LOAD_IN_PROGRESS });
    await journal.load();
    expect(await journal.submit<string[]>((token) => ({ kind: 'get', token }))).toHaveLength(50);
  });

  it('tries again to read a partition that could not be read', async () => {
    const clock = new VirtualClock();
    const dataPlane = new MemoryDataPlane();
    const journal = new Journal<WordEvent>({
      dataPlane,
      topic: TOPIC,
      partition: 0,
      coordinator: () => new Words(),
      clock,
      log: pino({ level: 'silent' }),
      batchBytesMax: 1000,
      errors: coordinatorErrors,
      onFatal: () => {},
    });
    await expect(journal.load()).rejects.toBeInstanceOf(KafkaError);
    const refused = journal.submit((token) => ({ kind: 'get', token }));
    await expect(refused).rejects.toMatchObject({ code: ErrorCode.COORDINATOR_NOT_AVAILABLE });
    const spec = {
      topic: TOPIC,
      topicId: 'A',
      partition: 0,
      directoryId: 'D',
      leaderEpoch: 0,
      config: {} as PartitionConfig,
    };
    await dataPlane.openPartitions([spec]);
    clock.advance(1000);
    await settle();
    expect(await journal.submit((token) => ({ kind: 'get', token }))).toEqual([]);
  });

  it('closes after what was decided, and sends the waiting away', async () => {
    const { dataPlane, journal, put } = await bench();
    const waiting = journal.submit((token) => ({ kind: 'remind', token, atMs: 9_999_999 }));
    dataPlane.hold();
    const last = put('last');
    const closed = journal.close();
    await expect(put('late')).rejects.toMatchObject({ code: ErrorCode.COORDINATOR_NOT_AVAILABLE });
    dataPlane.release();
    expect(await last).toBe(1);
    await closed;
    await expect(waiting).rejects.toMatchObject({ code: ErrorCode.COORDINATOR_NOT_AVAILABLE });
    await journal.close();
    expect(await wordsAfterRestart(dataPlane)).toEqual(['last']);
  });
});

describe('A failed append', () => {
  const cases: { code: number; told: number }[] = [
    { code: ErrorCode.KAFKA_STORAGE_ERROR, told: ErrorCode.NOT_COORDINATOR },
    { code: ErrorCode.NOT_ENOUGH_REPLICAS, told: ErrorCode.COORDINATOR_NOT_AVAILABLE },
    { code: ErrorCode.MESSAGE_TOO_LARGE, told: ErrorCode.UNKNOWN_SERVER_ERROR },
  ];
  for (const { code, told } of cases) {
    it(`with ${code} tells the submitters ${told} and forgets what it carried`, async () => {
      const { dataPlane, put, get, fatal } = await bench();
      await put('kept');
      dataPlane.fail({ kind: 'refused', code });
      const lost = await Promise.allSettled([put('lost'), put('lost too')]);
      for (const result of lost) expect(result).toMatchObject({ status: 'rejected', reason: { code: told } });
      await settle();
      expect(await get()).toEqual(['kept']);
      expect(await put('next')).toBe(2);
      expect(await wordsAfterRestart(dataPlane)).toEqual(['kept', 'next']);
      expect(fatal).toEqual([]);
    });
  }

  it('fails what was decided on top of it, and those who wait', async () => {
    const { dataPlane, journal, clock, put, get } = await bench();
    const waiting = journal.submit((token) => ({ kind: 'wait', token }));
    const reminder = journal.submit((token) => ({ kind: 'remind', token, atMs: 5000 }));
    dataPlane.hold();
    dataPlane.fail({ kind: 'refused', code: ErrorCode.KAFKA_STORAGE_ERROR });
    const first = put('first');
    await settle();
    const second = put('second');
    const read = get();
    dataPlane.release();
    const results = await Promise.allSettled([waiting, reminder, first, second, read]);
    expect(results.map((result) => result.status)).toEqual(Array.from({ length: 5 }, () => 'rejected'));
    expect(clock.pendingTimerCount).toBe(0);
    await settle();
    expect(await get()).toEqual([]);
  });

  it('that was written nevertheless is in the state after the reload', async () => {
    const { dataPlane, put, get } = await bench();
    dataPlane.fail({ kind: 'torn', code: ErrorCode.KAFKA_STORAGE_ERROR });
    await expect(put('perhaps')).rejects.toBeInstanceOf(KafkaError);
    await settle();
    expect(await get()).toEqual(['perhaps']);
    expect(await put('sure')).toBe(2);
  });
});

describe('Whatever happens', () => {
  it('acknowledged words are in the log, and the state is what the log says', async () => {
    const step = fc.oneof(
      { weight: 5, arbitrary: fc.record({ kind: fc.constant('put' as const), words: fc.integer({ min: 0, max: 4 }) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('settle' as const) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('hold' as const) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('release' as const) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('refused' as const, 'torn' as const) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { dataPlane, put, get, fatal } = await bench(undefined, 600);
        const acknowledged: string[] = [];
        let next = 0;
        for (const action of steps) {
          if (action.kind === 'put') {
            const words = Array.from({ length: action.words }, () => `word ${next++}`);
            void put(...words).then(
              () => acknowledged.push(...words),
              () => {},
            );
          } else if (action.kind === 'settle') await settle();
          else if (action.kind === 'hold') dataPlane.hold();
          else if (action.kind === 'release') dataPlane.release();
          else dataPlane.fail({ kind: action.kind, code: ErrorCode.KAFKA_STORAGE_ERROR });
        }
        // One moment: what was told until now, and what a restart from now finds.
        const toldUntilNow = [...acknowledged];
        const atCrash = await wordsAfterRestart(dataPlane);
        expect(atCrash).toEqual(expect.arrayContaining(toldUntilNow));
        dataPlane.release();
        await settle();
        const inMemory = await get();
        expect(inMemory).toEqual(await wordsAfterRestart(dataPlane));
        expect(inMemory.filter((word) => acknowledged.includes(word))).toEqual(acknowledged);
        expect(fatal).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
