// Decisions on their way to the log, in order, and where they are cut into batches. `CoordinatorRun` fills it as
// coordinators decide and empties it one append at a time.
// Invariant: the records of one decision are never spread over two batches, so a crash keeps a decision whole or not
// at all.
import { BATCH_HEADER_SIZE, recordSizeBytesMax } from '../wire/record-batch.ts';
import type { JournalRecord, ReplyEffect } from './coordinator.ts';

export interface Decision {
  records: readonly JournalRecord[];
  /** Leave when the records, and those of all earlier decisions, are committed. */
  replies: readonly ReplyEffect[];
  decidedAtMs: number;
}

interface SizedDecision extends Decision {
  sizeBytes: number;
}

export class DecisionQueue {
  readonly #batchBytesMax: number;
  #decisions: SizedDecision[] = [];

  constructor(batchBytesMax: number) {
    this.#batchBytesMax = batchBytesMax - BATCH_HEADER_SIZE;
  }

  get isEmpty(): boolean {
    return this.#decisions.length === 0;
  }

  /** Whether one batch can hold the records. */
  fits(records: readonly JournalRecord[]): boolean {
    return sizeBytesMax(records) <= this.#batchBytesMax;
  }

  /** False, and not taken, when no batch could hold it. */
  add(decision: Decision): boolean {
    if (!this.fits(decision.records)) return false;
    this.#decisions.push({ ...decision, sizeBytes: sizeBytesMax(decision.records) });
    return true;
  }

  /** The oldest decisions that fit into one batch; none when there is nothing left. */
  take(): Decision[] {
    let sizeBytes = 0;
    let count = 0;
    for (const decision of this.#decisions) {
      sizeBytes += decision.sizeBytes;
      if (sizeBytes > this.#batchBytesMax) break;
      count++;
    }
    const taken = this.#decisions.slice(0, count);
    this.#decisions = this.#decisions.slice(count);
    return taken;
  }
}

function sizeBytesMax(records: readonly JournalRecord[]): number {
  return records.reduce((sum, record) => sum + recordSizeBytesMax(record), 0);
}
