// Hands records from a client's callbacks to a test that takes them in counted portions. A member that joins its group
// again starts at the committed offset; what it is given twice for that reason is left out here.

import { waitUntil } from '../support/wait.ts';
import type { ReceivedRecord } from './client.ts';

export class RecordQueue {
  readonly #records: ReceivedRecord[] = [];
  readonly #due = new Map<string, bigint>();
  #failure: unknown;

  push(record: ReceivedRecord): void {
    const place = `${record.topic}:${record.partition}`;
    if (record.topic !== '') {
      if (record.offset < (this.#due.get(place) ?? 0n)) return;
      this.#due.set(place, record.offset + 1n);
    }
    this.#records.push(record);
  }

  fail(error: unknown): void {
    this.#failure ??= error;
  }

  async take(count: number, timeoutMs: number): Promise<ReceivedRecord[]> {
    const enough = () => {
      if (this.#failure !== undefined) return true;
      return this.#records.length >= count;
    };
    await waitUntil(`${count} records`, enough, { timeoutMs, everyMs: 20 }).catch(() => {
      throw new Error(`only ${this.#records.length} of ${count} records came within ${timeoutMs} ms`);
    });
    if (this.#failure !== undefined) throw this.#failure;
    return this.#records.splice(0, count);
  }
}

/** For each topic and partition the offset after the last of `records`: what to commit. */
export function positionsAfter(records: readonly ReceivedRecord[]) {
  const positions = new Map<string, { topic: string; partition: number; offset: bigint }>();
  for (const { topic, partition, offset } of records) {
    const key = `${topic}:${partition}`;
    const known = positions.get(key)?.offset ?? -1n;
    if (offset + 1n > known) positions.set(key, { topic, partition, offset: offset + 1n });
  }
  return [...positions.values()];
}
