// DescribeQuorum: the quorum of one that the metadata log has.
import {
  type DescribeQuorumResponse,
  describeQuorumRequest,
  describeQuorumResponse,
  newDescribeQuorumRequest,
  newDescribeQuorumRequestPartitionData,
  newDescribeQuorumRequestTopicData,
} from '../../../src/wire/generated/describe-quorum.ts';
import { type Call, versions } from '../call.ts';

function describe(says: string, version: number, topics: [string, number[]][]): Call {
  const request = newDescribeQuorumRequest({
    topics: topics.map(([topicName, partitions]) =>
      newDescribeQuorumRequestTopicData({
        topicName,
        partitions: partitions.map((partitionIndex) => newDescribeQuorumRequestPartitionData({ partitionIndex })),
      }),
    ),
  });
  return {
    says: `DescribeQuorum: ${says} (version ${version})`,
    later: false,
    send: async (connection) =>
      comparable(await connection.call(describeQuorumRequest, describeQuorumResponse, version, request)),
  };
}

/** Offsets, epochs and times are each log's own; Millrace's controller has no listener of its own. */
function comparable(response: DescribeQuorumResponse) {
  return {
    ...response,
    topics: response.topics.map(({ topicName, partitions }) => ({
      topicName,
      partitions: partitions.map((partition) => ({
        ...partition,
        leaderEpoch: partition.leaderEpoch > 0,
        highWatermark: partition.highWatermark > 0n,
        currentVoters: partition.currentVoters.map((voter) => ({
          ...voter,
          logEndOffset: voter.logEndOffset === partition.highWatermark,
          lastFetchTimestamp: isNow(voter.lastFetchTimestamp),
          lastCaughtUpTimestamp: isNow(voter.lastCaughtUpTimestamp),
        })),
      })),
    })),
    nodes: response.nodes.map(({ nodeId, listeners }) => ({ nodeId, listeners: listeners.map(({ name }) => name) })),
  };
}

/** Within a minute; the early versions have no time. */
function isNow(timestampMs: bigint): boolean | string {
  return timestampMs === -1n ? 'none' : Math.abs(Number(timestampMs) - Date.now()) < 60_000;
}

export const quorumCalls: readonly Call[] = [
  ...versions(0, 2).map((version) => describe('the metadata log', version, [['__cluster_metadata', [0]]])),
  ...versions(0, 2).map((version) => describe('another topic', version, [['replicas', [0]]])),
  describe('another partition', 2, [['__cluster_metadata', [1]]]),
  describe('two partitions', 2, [['__cluster_metadata', [0, 1]]]),
  describe('nothing', 2, []),
  describe('no partition', 2, [['__cluster_metadata', []]]),
  describe('another topic too', 2, [
    ['__cluster_metadata', [0]],
    ['replicas', [0]],
  ]),
];
