// What happened in a run of random transactions, as the clients saw it: what Workload.java and workload.py print, one
// event a line. Checked by check-history.ts.
//
// A record's value names it: producer/transaction/index, the index counting the writes of its transaction.

/**
 * `committed`: the client was told so. `aborted`: the commit was never asked for. `fenced`: asked for by a producer whose
 * successor had been initialised, and refused. `unknown`: asked for, and nobody was told what became of it.
 */
export type Outcome = 'committed' | 'aborted' | 'fenced' | 'unknown';

export interface Write {
  partition: number;
  /** As acknowledged; -1: it was not. */
  offset: number;
}

export interface TransactionEvent {
  type: 'transaction';
  /** Its transactional id, and the group whose offset it commits. */
  producer: string;
  /** Counted up from 0 by each producer, one after another. */
  number: number;
  outcome: Outcome;
  writes: Write[];
  /** The writes from this one on were tried after a successor had been initialised; -1: none. */
  writesBeforeFence: number;
  /** It commits the offset `number + 1`. */
  commitsOffset: boolean;
  /** By the machine's monotonic clock; -1: never. */
  commitCalledNs: number;
  /** What the client's error said, where one decided the outcome. */
  because: string;
}

/** Partition, offset, value. */
export type ReadRecord = [partition: number, offset: number, value: string];

export interface ReadEvent {
  /** `stored`: read when all was over. */
  type: 'read' | 'stored';
  reader: string;
  ns: number;
  records: ReadRecord[];
}

export interface OffsetEvent {
  type: 'offset';
  producer: string;
  /** Read when all transactions before this one were over. */
  before: number;
  /** -1: none. */
  offset: number;
}

/** When all was over: where each partition ends, and up to where it is stable. */
export interface EndsEvent {
  type: 'ends';
  ends: Record<string, number>;
  stable: Record<string, number>;
}

export type HistoryEvent = TransactionEvent | ReadEvent | OffsetEvent | EndsEvent;

export interface History {
  transactions: TransactionEvent[];
  reads: ReadEvent[];
  stored: ReadRecord[];
  offsets: OffsetEvent[];
  ends: EndsEvent | null;
}

export function newHistory(): History {
  return { transactions: [], reads: [], stored: [], offsets: [], ends: null };
}

export function addEvent(history: History, event: HistoryEvent): void {
  switch (event.type) {
    case 'transaction':
      history.transactions.push(event);
      return;
    case 'read':
      history.reads.push(event);
      return;
    case 'stored':
      history.stored.push(...event.records);
      return;
    case 'offset':
      history.offsets.push(event);
      return;
    case 'ends':
      history.ends = event;
      return;
  }
}
