// DescribeQuorum (key 55), versions 0-2: the metadata log's quorum of one. This node leads it, votes alone, and has
// caught up by itself; where clients reach it as a broker stands for the controller's listener, which is not opened.
// Asked for anything but that one partition, all of it is unknown, as in Apache Kafka.

import { UNKNOWN_TOPIC } from '../metadata/refusals.ts';
import { METADATA_TOPIC } from '../metadata/topic-name.ts';
import type { DataPlane } from '../native/data-plane.ts';
import {
  type DescribeQuorumRequest,
  type DescribeQuorumResponse,
  describeQuorumRequest,
  describeQuorumResponse,
  newDescribeQuorumResponse,
  newDescribeQuorumResponsePartitionData,
  newReplicaState,
} from '../wire/generated/describe-quorum.ts';
import { type BrokerParts, defineHandler } from './handler.ts';

const NODES_FROM_VERSION = 2;
/** Of a v2 record batch. */
const LEADER_EPOCH_POSITION = 12;

export const describeQuorum = defineHandler({
  request: describeQuorumRequest,
  response: describeQuorumResponse,
  handle: (request, { apiVersion }, broker) => (asksForQuorum(request) ? quorum(apiVersion, broker) : unknown(request)),
  onError: (errorCode, errorMessage) => newDescribeQuorumResponse({ errorCode, errorMessage }),
});

function asksForQuorum({ topics }: DescribeQuorumRequest): boolean {
  const [topic] = topics;
  const isOnly = topics.length === 1 && topic?.partitions.length === 1;
  return isOnly && topic.topicName === METADATA_TOPIC && topic.partitions[0]?.partitionIndex === 0;
}

function quorum(apiVersion: number, broker: BrokerParts): DescribeQuorumResponse {
  const { metadata, dataPlane, clock } = broker;
  const { nodeId } = broker.advertised;
  const { highWatermark, logEndOffset } = dataPlane.offsets(METADATA_TOPIC, 0);
  const nowMs = BigInt(clock.nowMs());
  const voter = newReplicaState({
    replicaId: nodeId,
    logEndOffset,
    lastFetchTimestamp: nowMs,
    lastCaughtUpTimestamp: nowMs,
  });
  const partition = newDescribeQuorumResponsePartitionData({
    errorMessage: '',
    leaderId: nodeId,
    leaderEpoch: leaderEpoch(dataPlane, logEndOffset),
    highWatermark,
    currentVoters: [voter],
  });
  const endpoints = metadata.image.brokers.get(nodeId)?.endpoints ?? [];
  const [name = ''] = broker.config.get('controller.listener.names');
  const listeners = endpoints.map(({ host, port }) => ({ name, host, port }));
  return newDescribeQuorumResponse({
    errorMessage: '',
    topics: [{ topicName: METADATA_TOPIC, partitions: [partition] }],
    nodes: apiVersion < NODES_FROM_VERSION ? [] : [{ nodeId, listeners }],
  });
}

/** Every start registers the broker anew, so the last batch is of the epoch that runs. */
function leaderEpoch(dataPlane: DataPlane, logEndOffset: bigint): number {
  return dataPlane.read(METADATA_TOPIC, 0, logEndOffset - 1n, 1).readInt32BE(LEADER_EPOCH_POSITION);
}

function unknown({ topics }: DescribeQuorumRequest): DescribeQuorumResponse {
  return newDescribeQuorumResponse({
    errorMessage: '',
    topics: topics.map(({ topicName, partitions }) => ({
      topicName,
      partitions: partitions.map(({ partitionIndex }) =>
        newDescribeQuorumResponsePartitionData({ partitionIndex, ...UNKNOWN_TOPIC }),
      ),
    })),
  });
}
