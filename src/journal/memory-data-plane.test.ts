import { expect, test } from 'vitest';
import type { PartitionConfig, TransactionMarkers } from '../native/data-plane.ts';
import { ErrorCode } from '../wire/error-code.ts';
import { decodeBatches, encodeBatch } from '../wire/record-batch.ts';
import { MemoryDataPlane } from './memory-data-plane.ts';

const PRODUCER_ID = 7n;

function marker(fields: Partial<TransactionMarkers>): TransactionMarkers {
  const partitions = [{ topic: 'events', partition: 0 }];
  const epochs = { producerEpoch: 1, coordinatorEpoch: 3 };
  return { producerId: PRODUCER_ID, ...epochs, committed: true, transactionVersion: 2, partitions, ...fields };
}

async function withOpenTransaction(): Promise<MemoryDataPlane> {
  const dataPlane = new MemoryDataPlane();
  const config = {} as PartitionConfig;
  await dataPlane.openPartitions([
    { topic: 'events', topicId: 'A', partition: 0, directoryId: 'D', leaderEpoch: 0, config },
  ]);
  const options = { timestampMs: 5, producerId: PRODUCER_ID, producerEpoch: 0, baseSequence: 0, transactional: true };
  await dataPlane.append('events', 0, encodeBatch([{ key: null, value: Buffer.from('x') }], options));
  return dataPlane;
}

test('a marker is a control batch that ends the transaction', async () => {
  const dataPlane = await withOpenTransaction();
  expect(dataPlane.describeProducers('events', 0)[0]).toMatchObject({ currentTransactionStartOffset: 0n });
  const outcomes = await dataPlane.writeTransactionMarkers([marker({ committed: false })]);
  expect(outcomes).toEqual([{ topic: 'events', partition: 0, errorCode: ErrorCode.NONE }]);
  const [, batch] = [...decodeBatches(dataPlane.read('events', 0, 0n, 1 << 20))];
  expect(batch).toMatchObject({ baseOffset: 1n, isControl: true, isTransactional: true, producerEpoch: 1 });
  expect(batch?.records[0]?.key).toEqual(Buffer.from([0, 0, 0, 0]));
  expect(batch?.records[0]?.value).toEqual(Buffer.from([0, 0, 0, 0, 0, 3]));
  expect(dataPlane.describeProducers('events', 0)).toMatchObject([
    { producerEpoch: 1, coordinatorEpoch: 3, currentTransactionStartOffset: -1n },
  ]);
});

test('late markers are refused, repeated ones are not', async () => {
  const dataPlane = await withOpenTransaction();
  const code = async (fields: Partial<TransactionMarkers>) =>
    (await dataPlane.writeTransactionMarkers([marker(fields)])).map((outcome) => outcome.errorCode);
  expect(await code({ producerEpoch: 0 })).toEqual([ErrorCode.INVALID_PRODUCER_EPOCH]);
  expect(await code({})).toEqual([ErrorCode.NONE]);
  expect(await code({})).toEqual([ErrorCode.NONE]);
  expect(await code({ coordinatorEpoch: 2 })).toEqual([ErrorCode.TRANSACTION_COORDINATOR_FENCED]);
  expect(await code({ producerEpoch: 0, transactionVersion: 1 })).toEqual([ErrorCode.INVALID_PRODUCER_EPOCH]);
  const partitions = [{ topic: 'events', partition: 9 }];
  expect(await code({ partitions })).toEqual([ErrorCode.UNKNOWN_TOPIC_OR_PARTITION]);
});
