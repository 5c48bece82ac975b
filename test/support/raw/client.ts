// A client of a few lines on a raw connection, for tests that look at one partition and want to see every answer.

import { readRecords, recordBatch, type StoredRecord } from './bytes.ts';
import { RawConnection } from './connection.ts';
import {
  fetchRequest,
  listOffsetsRequest,
  offsetCommitRequest,
  type ProduceAnswer,
  produceRequest,
  readFetchAnswer,
  readListOffsetsAnswer,
  readOffsetCommitAnswer,
  readProduceAnswer,
} from './requests.ts';

export class RawClient {
  readonly #connection: RawConnection;
  #correlationId = 0;

  private constructor(connection: RawConnection) {
    this.#connection = connection;
  }

  static async open(port: number): Promise<RawClient> {
    return new RawClient(await RawConnection.open(port));
  }

  /** One uncompressed batch, acks=all. */
  async produce(
    topic: string,
    partition: number,
    values: readonly Buffer[],
    timestampMs?: bigint,
  ): Promise<ProduceAnswer> {
    const batch = recordBatch(timestampMs === undefined ? { values } : { values, timestampMs });
    const frame = await this.#connection.call(produceRequest(topic, batch, this.#next(), { partition }), 30_000);
    return readProduceAnswer(frame);
  }

  async fetch(
    topic: string,
    partition: number,
    offset: bigint,
  ): Promise<{ errorCode: number; records: StoredRecord[] }> {
    const request = fetchRequest(topic, offset, this.#next(), { partition, waitMs: 100 });
    const { errorCode, records } = readFetchAnswer(await this.#connection.call(request));
    return { errorCode, records: readRecords(records).filter((record) => record.offset >= offset) };
  }

  /** Everything from `offset` to the end. */
  async readAll(topic: string, partition: number, offset = 0n): Promise<StoredRecord[]> {
    const all: StoredRecord[] = [];
    for (let due = offset; ; ) {
      const { errorCode, records } = await this.fetch(topic, partition, due);
      if (errorCode !== 0) throw new Error(`fetch ${topic}-${partition} at ${due}: error code ${errorCode}`);
      const last = records.at(-1);
      if (last === undefined) return all;
      for (const record of records) all.push(record);
      due = last.offset + 1n;
    }
  }

  async offsetAt(
    topic: string,
    partition: number,
    timestampMs: bigint,
  ): Promise<{ errorCode: number; offset: bigint }> {
    const request = listOffsetsRequest(topic, timestampMs, this.#next(), partition);
    return readListOffsetsAnswer(await this.#connection.call(request));
  }

  async commit(group: string, topic: string, partition: number, offset: bigint): Promise<{ errorCode: number }> {
    const request = offsetCommitRequest(group, topic, partition, offset, this.#next());
    return readOffsetCommitAnswer(await this.#connection.call(request));
  }

  close(): void {
    this.#connection.destroy();
  }

  #next(): number {
    this.#correlationId += 1;
    return this.#correlationId;
  }
}
