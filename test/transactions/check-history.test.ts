// The checker, proved: a history that is exactly once passes, and one that a bug of the broker would have left behind is
// caught by the bug's name.

import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/seeded-random.ts';
import { checkHistory, type ViolationName } from './check-history.ts';
import type { History, Outcome, ReadRecord, TransactionEvent } from './history.ts';

const PARTITIONS = 3;
const PRODUCERS = ['a', 'b', 'c'];
const TRANSACTIONS = 40;

/** A broker without mistakes, and clients that tell what they saw: the log by partition, markers included. */
class SimulatedRun {
  readonly #random: () => number;
  readonly #logs: (string | null)[][] = Array.from({ length: PARTITIONS }, () => []);
  readonly #visible = new Set<string>();
  readonly #offsets = new Map<string, number>();
  readonly history: History = { transactions: [], reads: [], stored: [], offsets: [], ends: null };
  #ns = 1_000;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
    for (let number = 0; number < TRANSACTIONS; number++) {
      for (const producer of PRODUCERS) this.#transact(producer, number);
    }
    const ends = Object.fromEntries(this.#logs.map((log, partition) => [partition, log.length]));
    this.history.ends = { type: 'ends', ends, stable: { ...ends } };
    this.history.stored = this.#committed(this.#logs.map((log) => log.length));
    for (const producer of PRODUCERS) this.#readOffset(producer, TRANSACTIONS);
  }

  #transact(producer: string, number: number): void {
    const outcome = this.#pick<Outcome>(['committed', 'committed', 'committed', 'aborted', 'fenced', 'unknown']);
    const tookEffect = outcome === 'committed' || (outcome === 'unknown' && this.#random() < 0.5);
    const stableTo = this.#logs.map((log) => log.length);
    const writes = Array.from({ length: 1 + Math.floor(this.#random() * 4) }, (_, index) => {
      const partition = Math.floor(this.#random() * PARTITIONS);
      const log = this.#logs[partition] ?? [];
      return { partition, offset: log.push(`${producer}/${number}/${index}`) - 1 };
    });
    this.#read(stableTo);
    const writesBeforeFence = outcome === 'fenced' ? writes.length : -1;
    if (outcome === 'fenced') writes.push({ partition: 0, offset: -1 });
    const commitCalledNs = outcome === 'aborted' ? -1 : this.#tick();
    const commitsOffset = this.#random() < 0.5;
    for (const index of tookEffect ? writes.keys() : []) this.#visible.add(`${producer}/${number}/${index}`);
    if (tookEffect && commitsOffset) this.#offsets.set(producer, number + 1);
    for (const partition of new Set(writes.map((write) => write.partition))) this.#logs[partition]?.push(null);
    const told = { producer, number, outcome, writes, writesBeforeFence, commitsOffset, commitCalledNs, because: '' };
    this.history.transactions.push({ type: 'transaction', ...told });
    this.#read(this.#logs.map((log) => log.length));
    if (this.#random() < 0.3) this.#readOffset(producer, number + 1);
  }

  readonly #positions = this.#logs.map(() => 0);

  #read(stableTo: readonly number[]): void {
    const before = [...this.#positions];
    const records = this.#committed(stableTo).filter(([partition, offset]) => offset >= (before[partition] ?? 0));
    stableTo.forEach((end, partition) => {
      this.#positions[partition] = Math.max(end, before[partition] ?? 0);
    });
    if (records.length > 0) this.history.reads.push({ type: 'read', reader: 'r', ns: this.#tick(), records });
  }

  #committed(stableTo: readonly number[]): ReadRecord[] {
    return this.#logs.flatMap((log, partition) =>
      log.slice(0, stableTo[partition]).flatMap((value, offset): ReadRecord[] => {
        return value !== null && this.#visible.has(value) ? [[partition, offset, value]] : [];
      }),
    );
  }

  #readOffset(producer: string, before: number): void {
    this.history.offsets.push({ type: 'offset', producer, before, offset: this.#offsets.get(producer) ?? -1 });
  }

  #tick(): number {
    this.#ns += 1_000;
    return this.#ns;
  }

  #pick<T>(from: readonly [T, ...T[]]): T {
    return from[Math.floor(this.#random() * from.length)] ?? from[0];
  }
}

function run(seed = 1): History {
  return new SimulatedRun(seed).history;
}

function names(history: History): Set<ViolationName> {
  return new Set(checkHistory(history).map(({ name }) => name));
}

/** The last transaction with this outcome, or one that fits better. */
function last(history: History, outcome: Outcome, fits: (one: TransactionEvent) => boolean = () => true) {
  const found = history.transactions.findLast((one) => one.outcome === outcome && fits(one));
  if (found === undefined) throw new Error(`no ${outcome} transaction in this run`);
  return found;
}

const isOf = (transaction: TransactionEvent) => {
  const prefix = `${transaction.producer}/${transaction.number}/`;
  return ([, , value]: ReadRecord) => value.startsWith(prefix);
};

/** The records of a transaction as they would be read if it counted. */
function recordsOf({ producer, number, writes }: TransactionEvent): ReadRecord[] {
  return writes.flatMap(({ partition, offset }, index): ReadRecord[] => {
    return offset < 0 ? [] : [[partition, offset, `${producer}/${number}/${index}`]];
  });
}

function forget(history: History, isGone: (record: ReadRecord) => boolean): void {
  history.stored = history.stored.filter((record) => !isGone(record));
  for (const read of history.reads) read.records = read.records.filter((record) => !isGone(record));
}

describe('a history', () => {
  it.each([1, 2, 3, 4, 5])('that is exactly once passes, seed %i', (seed) => {
    expect(checkHistory(run(seed))).toEqual([]);
  });

  it('with a marker skipped is caught: a partition stays unstable for ever', () => {
    const history = run();
    if (history.ends !== null) history.ends.stable['1'] = (history.ends.ends['1'] ?? 0) - 2;
    expect(names(history)).toEqual(new Set(['hanging transaction']));
  });

  it('with a marker skipped in one of two partitions is caught where the reader got the other half', () => {
    const history = run();
    const unknown = last(history, 'unknown', (one) => history.stored.some(isOf(one)) && one.writes.length > 1);
    const [half] = recordsOf(unknown);
    forget(history, (record) => record[2] === half?.[2]);
    expect(names(history)).toContain('torn transaction');
  });

  it('with a stale epoch accepted is caught: by its commit, by its acknowledgement, by its records', () => {
    const committed = run();
    last(committed, 'fenced').outcome = 'committed';
    expect(names(committed)).toContain('stale epoch accepted');

    const acknowledged = run();
    const late = last(acknowledged, 'fenced').writes.at(-1);
    if (late !== undefined) late.offset = 1_000_000;
    expect(names(acknowledged)).toEqual(new Set(['stale epoch accepted']));

    const visible = run();
    visible.stored.push(...recordsOf(last(visible, 'fenced')));
    expect(names(visible)).toContain('stale epoch accepted');
  });

  it('with the last stable offset advanced early is caught: read before the commit, or though it was aborted', () => {
    const early = run();
    const committed = last(early, 'committed', (one) => early.reads.some((read) => read.records.some(isOf(one))));
    for (const read of early.reads) {
      if (read.records.some(isOf(committed))) read.ns = committed.commitCalledNs - 1;
    }
    expect(names(early)).toEqual(new Set(['dirty read']));

    const aborted = run();
    const records = recordsOf(last(aborted, 'aborted'));
    aborted.reads.push({ type: 'read', reader: 'other', ns: 5, records });
    expect(names(aborted)).toEqual(new Set(['aborted read', 'vanished read', 'skipped record']));
  });

  it('with an aborted transaction missing from the index is caught', () => {
    const history = run();
    history.stored.push(...recordsOf(last(history, 'aborted')));
    expect(names(history)).toContain('aborted read');
  });

  it('with an acknowledged record gone or moved is caught', () => {
    const gone = run();
    const [record] = recordsOf(last(gone, 'committed'));
    forget(gone, ([, , value]) => value === record?.[2]);
    expect(names(gone)).toEqual(new Set(['lost write']));

    const moved = run();
    const write = last(moved, 'committed').writes[0];
    if (write !== undefined) write.offset += 1;
    expect(names(moved)).toEqual(new Set(['lost write']));
  });

  it('with a record stored twice, or two of them exchanged, is caught', () => {
    const twice = run();
    const [partition = 0, , value = ''] = twice.stored.at(-1) ?? [];
    twice.stored.push([partition, 1_000_000, value]);
    expect(names(twice)).toContain('duplicated record');

    const exchanged = run();
    const own = exchanged.stored.filter((record) => record[0] === 0 && record[2].startsWith('a/'));
    const [first, second] = own;
    if (first === undefined || second === undefined) throw new Error('too few records in this run');
    [first[2], second[2]] = [second[2], first[2]];
    expect(names(exchanged)).toContain('reordered records');
  });

  it('with a reader that went past records or back to them is caught', () => {
    const past = run();
    const long = past.reads.find((read) => read.records.filter(([partition]) => partition === 0).length > 1);
    const skipped = long?.records.find(([partition]) => partition === 0);
    if (long === undefined) throw new Error('no long read in this run');
    long.records = long.records.filter((record) => record !== skipped);
    expect(names(past)).toEqual(new Set(['skipped record']));

    const back = run();
    back.reads.push(...back.reads.slice(0, 1));
    expect(names(back)).toContain('reordered records');
  });

  it('with an offset committed without its writes, or writes without their offset, is caught', () => {
    const without = run();
    const aborted = last(without, 'aborted', (one) => one.commitsOffset);
    const { producer, number } = aborted;
    without.offsets.push({ type: 'offset', producer, before: number + 1, offset: number + 1 });
    expect(names(without)).toContain('offset without its writes');

    const lost = run();
    const committed = last(lost, 'committed', (one) => one.commitsOffset);
    lost.offsets.push({ type: 'offset', producer: committed.producer, before: TRANSACTIONS, offset: -1 });
    expect(names(lost)).toEqual(new Set(['lost offset commit']));
  });
});
