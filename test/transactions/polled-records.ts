// What a client's callbacks bring, taken by a test in portions. Used for the clients that push records. A member that
// joins its group again starts at the committed offset; what it is given twice for that reason is left out here.

import { waitUntil } from '../support/wait.ts';
import type { ReadRecord } from './client.ts';

export class PolledRecords<R extends ReadRecord> {
  #records: R[] = [];
  readonly #positions = new Map<number, bigint>();
  #failure: unknown;

  push(record: R): void {
    this.#records.push(record);
  }

  fail(error: unknown): void {
    this.#failure ??= error;
  }

  /** Before everything that was taken is given again. */
  clear(): void {
    this.#records = [];
    this.#positions.clear();
    this.#failure = undefined;
  }

  /** At most `countMax`, as soon as there are some; none when none came in time. */
  async take(countMax: number, timeoutMs: number): Promise<R[]> {
    const some = () => this.#records.length > 0 || this.#failure !== undefined;
    await waitUntil('records', some, { timeoutMs, everyMs: 10 }).catch(() => {});
    if (this.#failure !== undefined) throw this.#failure;
    const taken: R[] = [];
    let next = this.#records.shift();
    for (; next !== undefined; next = taken.length < countMax ? this.#records.shift() : undefined) {
      const { partition, offset } = next;
      if (offset < (this.#positions.get(partition) ?? 0n)) continue;
      this.#positions.set(partition, offset + 1n);
      taken.push(next);
    }
    return taken;
  }
}
