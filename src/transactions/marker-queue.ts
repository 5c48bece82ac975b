// Gathers the markers of all transactions that end in one turn of the event loop, so that they cross the seam together.
import type { PartitionOutcome, TransactionMarkers } from '../native/data-plane.ts';
import type { WriteMarkers } from './markers.ts';

interface Waiting {
  markers: TransactionMarkers;
  resolve(outcomes: PartitionOutcome[]): void;
  reject(error: unknown): void;
}

export class MarkerQueue {
  readonly #write: WriteMarkers;
  #waiting: Waiting[] = [];

  constructor(write: WriteMarkers) {
    this.#write = write;
  }

  /** Resolves with one outcome per partition, in order. */
  write(markers: TransactionMarkers): Promise<PartitionOutcome[]> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) queueMicrotask(() => void this.#flush());
      this.#waiting.push({ markers, resolve, reject });
    });
  }

  async #flush(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    try {
      const outcomes = await this.#write(waiting.map(({ markers }) => markers));
      let first = 0;
      for (const { markers, resolve } of waiting) {
        resolve(outcomes.slice(first, first + markers.partitions.length));
        first += markers.partitions.length;
      }
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }
}
