import { expect, it } from 'vitest';
import { MemoryBroker } from '../../test/support/memory-broker.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  createTopicsRequest,
  createTopicsResponse,
  newCreatableTopic,
  newCreateTopicsRequest,
} from '../wire/generated/create-topics.ts';
import {
  deleteRecordsRequest,
  deleteRecordsResponse,
  newDeleteRecordsPartition,
  newDeleteRecordsRequest,
  newDeleteRecordsTopic,
} from '../wire/generated/delete-records.ts';

type Target = [topic: string, partition: number, offset: bigint];

async function brokerWith(...names: string[]): Promise<MemoryBroker> {
  const broker = await MemoryBroker.start();
  const topics = names.map((name) => newCreatableTopic({ name, numPartitions: 2, replicationFactor: 1 }));
  await broker.call(createTopicsRequest, createTopicsResponse, 7, newCreateTopicsRequest({ topics }));
  return broker;
}

async function remove(broker: MemoryBroker, version: number, ...targets: Target[]) {
  const topics = targets.map(([name, partitionIndex, offset]) =>
    newDeleteRecordsTopic({ name, partitions: [newDeleteRecordsPartition({ partitionIndex, offset })] }),
  );
  const request = newDeleteRecordsRequest({ topics, timeoutMs: 1_000 });
  const answer = await broker.call(deleteRecordsRequest, deleteRecordsResponse, version, request);
  return answer?.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map((one) => [one.partitionIndex, one.lowWatermark, one.errorCode]),
  }));
}

it.each([0, 1, 2])('version %i answers every partition with its log start or its error', async (version) => {
  const broker = await brokerWith('words');
  expect(
    await remove(broker, version, ['words', 0, -1n], ['nobody', 0, 0n], ['words', 1, 3n], ['words', 7, 0n]),
  ).toEqual([
    { name: 'nobody', partitions: [[0, -1n, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION]] },
    {
      name: 'words',
      partitions: [
        [7, -1n, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION],
        [0, 0n, ErrorCode.NONE],
        [1, -1n, ErrorCode.OFFSET_OUT_OF_RANGE],
      ],
    },
  ]);
});

it('a partition that stands twice counts once, with its last offset', async () => {
  const broker = await brokerWith('words');
  const answer = await remove(broker, 2, ['words', 0, 9n], ['words', 0, 0n]);
  expect(answer).toEqual([{ name: 'words', partitions: [[0, 0n, ErrorCode.NONE]] }]);
});

it('no topics, no answer but an empty one', async () => {
  expect(await remove(await brokerWith(), 2)).toEqual([]);
});
