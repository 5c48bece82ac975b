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

  /** False, and not taken, when no batch could hold it. */
  add(decision: Decision): boolean {
    const sizeBytes = decision.records.reduce((sum, record) => sum + recordSizeBytesMax(record), 0);
    if (sizeBytes > this.#batchBytesMax) return false;
    this.#decisions.push({ ...decision, sizeBytes });
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
