import { describe, expect, it } from 'vitest';
import { encodeBatch } from '../wire/record-batch.ts';
import { readPartition } from './load.ts';

/** As compaction leaves it: records removed from batches, batches removed, an end beyond the last batch. */
function compacted(batches: readonly Buffer[], logEndOffset: bigint) {
  return {
    offsets: () => ({ logStartOffset: 0n, highWatermark: logEndOffset, logEndOffset, sizeBytes: 0 }),
    read: (_topic: string, _partition: number, offset: bigint) =>
      batches.find((batch) => batch.readBigInt64BE(0) + BigInt(batch.readInt32BE(23)) >= offset) ?? Buffer.alloc(0),
  };
}

function batchAt(baseOffset: bigint, lastOffsetDelta: number, words: readonly string[]): Buffer {
  const records = words.map((word) => ({ key: null, value: Buffer.from(word) }));
  const batch = encodeBatch(records, { timestampMs: 1, producerId: 3n, producerEpoch: 2, transactional: true });
  batch.writeBigInt64BE(baseOffset, 0);
  batch.writeInt32BE(lastOffsetDelta, 23);
  return batch;
}

describe('reading a partition', () => {
  it('passes over what compaction removed', async () => {
    // The last batch has lost all its records and stands for its offsets alone.
    const dataPlane = compacted([batchAt(4n, 5, ['a', 'b']), batchAt(20n, 0, ['c']), batchAt(22n, 3, [])], 30n);
    const seen: string[] = [];
    const replay = (record: { value: Buffer | null }, context: { offset: bigint; producerId: bigint }) => {
      seen.push(`${context.offset} ${record.value} of ${context.producerId}`);
    };
    expect(await readPartition(dataPlane, 't', 0, { replay })).toBe(30n);
    expect(seen).toEqual(['4 a of 3', '5 b of 3', '20 c of 3']);
  });
});
