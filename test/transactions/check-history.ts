// Judges a history of transactions: whether what the clients were told, what readers saw meanwhile and what is there in
// the end can all be true of exactly-once transactions. Pure; each violation has a name.
//
//   lost write               told committed, and not there at the offset that was acknowledged
//   aborted read             a record of a transaction that was aborted
//   torn transaction         of a transaction whose fate nobody was told, one part is there and another is not
//   dirty read               read before its commit was even asked for: the last stable offset was ahead
//   vanished read            a reader had it, and in the end it is not there
//   skipped record           a reader went past it
//   duplicated record        there twice
//   reordered records        out of the order in which they were written, or read backwards
//   hanging transaction      in the end a partition is not stable up to its end: a marker was skipped
//   stale epoch accepted     a producer whose successor was initialised wrote or committed
//   offset without its writes   an offset is committed whose transaction is not
//   lost offset commit       an offset is behind that of a committed transaction
import type { History, OffsetEvent, ReadEvent, ReadRecord, TransactionEvent } from './history.ts';

export type ViolationName =
  | 'lost write'
  | 'aborted read'
  | 'torn transaction'
  | 'dirty read'
  | 'vanished read'
  | 'skipped record'
  | 'duplicated record'
  | 'reordered records'
  | 'hanging transaction'
  | 'stale epoch accepted'
  | 'offset without its writes'
  | 'lost offset commit';

export interface Violation {
  name: ViolationName;
  what: string;
}

export function checkHistory(history: History): Violation[] {
  return new Check(history).violations();
}

interface Place {
  partition: number;
  offset: number;
}

class Check {
  readonly #history: History;
  readonly #transactions = new Map<string, TransactionEvent>();
  /** Where each record is in the end. */
  readonly #stored = new Map<string, Place>();
  /** By partition: offsets of the stored records, ascending. */
  readonly #offsets = new Map<number, number[]>();
  readonly #found: Violation[] = [];

  constructor(history: History) {
    this.#history = history;
    for (const transaction of history.transactions) this.#transactions.set(nameOf(transaction), transaction);
  }

  violations(): Violation[] {
    this.#store();
    for (const transaction of this.#history.transactions) this.#checkTransaction(transaction);
    for (const [, reads] of groupBy(this.#history.reads, (read) => read.reader)) this.#checkReader(reads);
    for (const offset of this.#history.offsets) this.#checkOffset(offset);
    this.#checkEnds();
    return this.#found;
  }

  #add(name: ViolationName, what: string): void {
    this.#found.push({ name, what });
  }

  #store(): void {
    const last = new Map<string, [number, number]>();
    const stored = this.#history.stored.toSorted(([p, o], [q, r]) => p - q || o - r);
    for (const [partition, offset, value] of stored) {
      const known = this.#stored.get(value);
      if (known !== undefined) this.#add('duplicated record', `${value} at ${text(known)} and ${partition}@${offset}`);
      this.#stored.set(value, { partition, offset });
      const offsets = this.#offsets.get(partition);
      if (offsets === undefined) this.#offsets.set(partition, [offset]);
      else offsets.push(offset);
      this.#checkFate(value, `is stored at ${partition}@${offset}`);
      const { producer, number, index } = partsOf(value);
      const before = last.get(`${producer} ${partition}`) ?? [-1, -1];
      const isAfter = number > before[0] || (number === before[0] && index > before[1]);
      if (known === undefined && !isAfter) {
        this.#add(
          'reordered records',
          `${value} at ${partition}@${offset} comes after ${producer}/${before.join('/')}`,
        );
      }
      last.set(`${producer} ${partition}`, [number, index]);
    }
  }

  /** A record that is visible must be of a transaction that may have been committed. */
  #checkFate(value: string, what: string): void {
    const transaction = this.#transactions.get(transactionOf(value));
    if (transaction === undefined) return; // its event was not told: the workload was stopped in the middle
    if (transaction.outcome === 'aborted') this.#add('aborted read', `${value} ${what}`);
    if (transaction.outcome === 'fenced') this.#add('stale epoch accepted', `${value} ${what}`);
  }

  #checkTransaction(transaction: TransactionEvent): void {
    const name = nameOf(transaction);
    const { outcome, writes, writesBeforeFence } = transaction;
    if (writesBeforeFence >= 0) {
      if (outcome === 'committed') this.#add('stale epoch accepted', `${name} committed after it was fenced`);
      const late = writes.findIndex((write, index) => index >= writesBeforeFence && write.offset >= 0);
      if (late >= 0) this.#add('stale epoch accepted', `${name}/${late} was acknowledged after it was fenced`);
    }
    const visible = writes.filter((_, index) => this.#stored.has(`${name}/${index}`)).length;
    if (outcome === 'unknown' && visible > 0 && visible < writes.length) {
      this.#add('torn transaction', `${visible} of ${writes.length} records of ${name}`);
    }
    if (outcome === 'committed') this.#checkCommitted(transaction, name);
  }

  #checkCommitted(transaction: TransactionEvent, name: string): void {
    for (const [index, write] of transaction.writes.entries()) {
      const place = this.#stored.get(`${name}/${index}`);
      const there = place === undefined ? 'nowhere' : `at ${text(place)}`;
      if (place?.partition !== write.partition || (write.offset >= 0 && place.offset !== write.offset)) {
        this.#add('lost write', `${name}/${index}: acknowledged at ${text(write)}, is ${there}`);
      }
    }
  }

  #checkReader(reads: readonly ReadEvent[]): void {
    const next = new Map<number, number>();
    for (const { reader, ns, records } of reads) {
      for (const record of records) {
        this.#checkRead(reader, ns, record);
        const [partition, offset] = record;
        const from = next.get(partition) ?? 0;
        if (offset < from) this.#add('reordered records', `${reader} read ${partition}@${offset} after ${from - 1}`);
        const skipped = firstBetween(this.#offsets.get(partition) ?? [], from, offset);
        if (skipped !== undefined) this.#add('skipped record', `${reader} went past ${partition}@${skipped}`);
        next.set(partition, offset + 1);
      }
    }
  }

  #checkRead(reader: string, ns: number, [partition, offset, value]: ReadRecord): void {
    const place = this.#stored.get(value);
    if (place?.partition !== partition || place.offset !== offset) {
      this.#add('vanished read', `${reader} read ${value} at ${partition}@${offset}`);
    }
    this.#checkFate(value, `was read by ${reader} at ${partition}@${offset}`);
    const commitCalledNs = this.#transactions.get(transactionOf(value))?.commitCalledNs ?? -1;
    if (ns < commitCalledNs) {
      this.#add('dirty read', `${reader} read ${value} ${(commitCalledNs - ns) / 1e6} ms before its commit`);
    }
  }

  /** The offset of a group is that of its producer's last transaction that took effect. */
  #checkOffset({ producer, before, offset }: OffsetEvent): void {
    const own = this.#history.transactions.filter((transaction) => {
      return transaction.producer === producer && transaction.commitsOffset && transaction.number < before;
    });
    const committed = own.find(({ number }) => number === offset - 1);
    if (offset >= 0 && (committed === undefined || this.#tookEffect(committed) === 'no')) {
      this.#add('offset without its writes', `${producer} has the offset ${offset}`);
    }
    const later = own.find((transaction) => transaction.number >= offset && this.#tookEffect(transaction) === 'yes');
    if (later !== undefined) {
      this.#add('lost offset commit', `${producer} has the offset ${offset}, committed was ${later.number + 1}`);
    }
  }

  #tookEffect(transaction: TransactionEvent): 'yes' | 'no' {
    if (transaction.outcome === 'committed') return 'yes';
    // Every transaction writes at least one record.
    const isThere = transaction.writes.some((_, index) => this.#stored.has(`${nameOf(transaction)}/${index}`));
    return transaction.outcome === 'unknown' && isThere ? 'yes' : 'no';
  }

  #checkEnds(): void {
    const told = this.#history.ends;
    for (const [partition, end] of Object.entries(told?.ends ?? {})) {
      const stableTo = told?.stable[partition] ?? -1;
      if (stableTo !== end) {
        this.#add('hanging transaction', `partition ${partition} ends at ${end} and is stable up to ${stableTo}`);
      }
    }
  }
}

function nameOf({ producer, number }: TransactionEvent): string {
  return `${producer}/${number}`;
}

function transactionOf(value: string): string {
  return value.slice(0, value.lastIndexOf('/'));
}

function partsOf(value: string): { producer: string; number: number; index: number } {
  const [producer = '', number, index] = value.split('/');
  return { producer, number: Number(number), index: Number(index) };
}

function text({ partition, offset }: Place): string {
  return `${partition}@${offset}`;
}

/** The first of the ascending offsets in `from..to`. */
function firstBetween(offsets: readonly number[], from: number, to: number): number | undefined {
  let [low, high] = [0, offsets.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? to) < from) low = middle + 1;
    else high = middle;
  }
  const first = offsets[low];
  return first !== undefined && first < to ? first : undefined;
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
