import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryBroker } from '../../test/support/memory-broker.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  describeQuorumRequest,
  describeQuorumResponse,
  newDescribeQuorumRequest,
} from '../wire/generated/describe-quorum.ts';

let broker: MemoryBroker;

beforeEach(async () => {
  broker = await MemoryBroker.start();
});

function ask(version: number, ...topics: [string, number[]][]) {
  const request = newDescribeQuorumRequest({
    topics: topics.map(([topicName, partitions]) => ({
      topicName,
      partitions: partitions.map((partitionIndex) => ({ partitionIndex })),
    })),
  });
  return broker.call(describeQuorumRequest, describeQuorumResponse, version, request);
}

describe('DescribeQuorum', () => {
  it.each([0, 1, 2])('version %i: this node leads and votes alone', async (version) => {
    const answer = await ask(version, ['__cluster_metadata', [0]]);
    const { logEndOffset } = broker.dataPlane.offsets('__cluster_metadata', 0);
    const nowMs = version === 0 ? -1n : BigInt(broker.clock.nowMs());
    const voter = { replicaId: 1, logEndOffset, lastFetchTimestamp: nowMs, lastCaughtUpTimestamp: nowMs };
    const partition = { partitionIndex: 0, errorCode: 0, leaderId: 1, leaderEpoch: 1, highWatermark: logEndOffset };
    expect(answer).toMatchObject({
      errorCode: ErrorCode.NONE,
      topics: [{ topicName: '__cluster_metadata', partitions: [{ ...partition, observers: [] }] }],
    });
    expect(answer?.topics[0]?.partitions[0]?.currentVoters).toMatchObject([voter]);
    const listeners = [{ name: 'CONTROLLER', host: 'broker.test', port: 9092 }];
    expect(answer?.nodes).toEqual(version < 2 ? [] : [{ nodeId: 1, listeners }]);
  });

  it.each<[string, [string, number[]][]]>([
    ['another topic', [['t', [0]]]],
    ['another partition', [['__cluster_metadata', [1]]]],
    ['two partitions', [['__cluster_metadata', [0, 1]]]],
    [
      'two topics',
      [
        ['__cluster_metadata', [0]],
        ['t', [0]],
      ],
    ],
  ])('does not know %s', async (_says, topics) => {
    const answer = await ask(2, ...topics);
    expect(answer?.topics.map(({ topicName }) => topicName)).toEqual(topics.map(([name]) => name));
    for (const { errorCode } of answer?.topics.flatMap(({ partitions }) => partitions) ?? []) {
      expect(errorCode).toBe(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    }
  });
});
