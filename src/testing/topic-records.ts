// What a topic holds, decoded, with the fate of the transaction that each record belongs to. Read straight from the
// log: also what consumers are not shown yet.
import type { Metadata } from '../metadata/metadata.ts';
import type { DataPlane } from '../native/data-plane.ts';
import { readBatches } from '../native/read-batches.ts';
import type { DecodedBatch } from '../wire/record-batch.ts';
import { transactionMarker } from '../wire/transaction-marker.ts';

/** `none`: written without a transaction. */
export type Fate = 'none' | 'open' | 'committed' | 'aborted';

export interface TestRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: Date;
  /** UTF-8; the bytes are in `keyBytes`. */
  readonly key: string | null;
  readonly value: string | null;
  readonly keyBytes: Buffer | null;
  readonly valueBytes: Buffer | null;
  readonly headers: Readonly<Record<string, string | null>>;
  readonly transaction: Fate;
}

type Sources = { metadata: Metadata; dataPlane: Pick<DataPlane, 'offsets' | 'read'> };

/** Of all partitions, or of one; by partition and offset. Throws one sentence where there is no such topic. */
export function topicRecords({ metadata, dataPlane }: Sources, topic: string, partition?: number): TestRecord[] {
  const image = metadata.image.topicsByName.get(topic);
  if (image === undefined) throw new Error(`there is no topic ${topic}`);
  const partitions = partition === undefined ? image.partitions.map((one) => one.partition) : [partition];
  return partitions.flatMap((one) => {
    if (image.partitions[one] === undefined) throw new Error(`the topic ${topic} has no partition ${one}`);
    return partitionRecords(dataPlane, topic, one);
  });
}

/** How many from `offset` on somebody may still get to read: not those of aborted transactions, and no markers. */
export function recordsToRead(
  dataPlane: Sources['dataPlane'],
  { topic, partition }: { topic: string; partition: number },
  offset: bigint,
): number {
  const { logEndOffset } = dataPlane.offsets(topic, partition);
  if (offset >= logEndOffset) return 0;
  return partitionRecords(dataPlane, topic, partition, offset).filter(({ transaction }) => transaction !== 'aborted')
    .length;
}

function partitionRecords(dataPlane: Sources['dataPlane'], topic: string, partition: number, from = 0n): TestRecord[] {
  const records: TestRecord[] = [];
  /** Producer id → where its open transaction's records stand in the list. */
  const open = new Map<bigint, number[]>();
  const { logStartOffset } = dataPlane.offsets(topic, partition);
  const first = from > logStartOffset ? from : logStartOffset;
  for (const batch of [...readBatches(dataPlane, topic, partition, first)].flat()) {
    if (batch.isControl) {
      end(batch, open, records);
      continue;
    }
    for (const { offset, timestampMs, key, value, headers } of batch.records) {
      if (offset < first) continue;
      if (batch.isTransactional) {
        open.set(batch.producerId, [...(open.get(batch.producerId) ?? []), records.length]);
      }
      records.push({
        topic,
        partition,
        offset: Number(offset),
        timestamp: new Date(Number(timestampMs)),
        key: key?.toString() ?? null,
        value: value?.toString() ?? null,
        keyBytes: key,
        valueBytes: value,
        headers: Object.fromEntries(headers.map((header) => [header.key, header.value?.toString() ?? null])),
        transaction: batch.isTransactional ? 'open' : 'none',
      });
    }
  }
  return records;
}

function end({ producerId, records: [marker] }: DecodedBatch, open: Map<bigint, number[]>, all: TestRecord[]): void {
  const ending = marker === undefined ? null : transactionMarker(marker);
  if (ending === null) return;
  for (const index of open.get(producerId) ?? []) {
    const record = all[index];
    if (record !== undefined) all[index] = { ...record, transaction: ending.committed ? 'committed' : 'aborted' };
  }
  open.delete(producerId);
}
