// Every API that this broker serves: the handlers, and the native ones of the data plane. This list is what ApiVersions
// advertises and what docs/COMPATIBILITY.md shows; a key stands here exactly when it works.
import type { NativeServedApi } from '../native/addon.ts';
import { ApiKey } from '../wire/api-key.ts';
import { addOffsetsToTxn } from './add-offsets-to-txn.ts';
import { addPartitionsToTxn } from './add-partitions-to-txn.ts';
import { alterConfigs } from './alter-configs.ts';
import { alterPartitionReassignments } from './alter-partition-reassignments.ts';
import { alterReplicaLogDirs } from './alter-replica-log-dirs.ts';
import { consumerGroupDescribe } from './consumer-group-describe.ts';
import { consumerGroupHeartbeat } from './consumer-group-heartbeat.ts';
import { createPartitions } from './create-partitions.ts';
import { createTopics } from './create-topics.ts';
import { deleteGroups } from './delete-groups.ts';
import { deleteRecords } from './delete-records.ts';
import { deleteTopics } from './delete-topics.ts';
import { describeCluster } from './describe-cluster.ts';
import { describeConfigs } from './describe-configs.ts';
import { describeGroups } from './describe-groups.ts';
import { describeLogDirs } from './describe-log-dirs.ts';
import { describeProducers } from './describe-producers.ts';
import { describeQuorum } from './describe-quorum.ts';
import { describeTopicPartitions } from './describe-topic-partitions.ts';
import { describeTransactions } from './describe-transactions.ts';
import { electLeaders } from './elect-leaders.ts';
import { endTxn } from './end-txn.ts';
import { findCoordinator } from './find-coordinator.ts';
import type { Handler } from './handler.ts';
import { heartbeat } from './heartbeat.ts';
import { incrementalAlterConfigs } from './incremental-alter-configs.ts';
import { initProducerId } from './init-producer-id.ts';
import { joinGroup } from './join-group.ts';
import { leaveGroup } from './leave-group.ts';
import { listConfigResources } from './list-config-resources.ts';
import { listGroups } from './list-groups.ts';
import { listPartitionReassignments } from './list-partition-reassignments.ts';
import { listTransactions } from './list-transactions.ts';
import { metadata } from './metadata.ts';
import { offsetCommit } from './offset-commit.ts';
import { offsetDelete } from './offset-delete.ts';
import { offsetFetch } from './offset-fetch.ts';
import { syncGroup } from './sync-group.ts';
import { txnOffsetCommit } from './txn-offset-commit.ts';
import { unregisterBroker } from './unregister-broker.ts';
import { updateFeatures } from './update-features.ts';
import { writeTxnMarkers } from './write-txn-markers.ts';

/** In the order of their keys. */
export const handlers: readonly Handler[] = [
  metadata,
  offsetCommit,
  offsetFetch,
  findCoordinator,
  joinGroup,
  heartbeat,
  leaveGroup,
  syncGroup,
  describeGroups,
  listGroups,
  createTopics,
  deleteTopics,
  deleteRecords,
  initProducerId,
  addPartitionsToTxn,
  addOffsetsToTxn,
  endTxn,
  writeTxnMarkers,
  txnOffsetCommit,
  describeConfigs,
  alterConfigs,
  createPartitions,
  deleteGroups,
  electLeaders,
  incrementalAlterConfigs,
  alterPartitionReassignments,
  listPartitionReassignments,
  offsetDelete,
  alterReplicaLogDirs,
  describeLogDirs,
  describeQuorum,
  updateFeatures,
  describeCluster,
  describeProducers,
  unregisterBroker,
  describeTransactions,
  listTransactions,
  consumerGroupHeartbeat,
  consumerGroupDescribe,
  listConfigResources,
  describeTopicPartitions,
];

function native(apiKey: number, versionMin: number, versionMax: number, advertisedMin = versionMin): NativeServedApi {
  return { apiKey, versionMin, versionMax, advertisedMin };
}

const nativeApis: readonly NativeServedApi[] = [
  // Old librdkafka chooses its codecs by the advertised minimum (KAFKA-18659), so Kafka advertises more than it takes.
  native(ApiKey.PRODUCE, 3, 13, 0),
  native(ApiKey.FETCH, 4, 18),
  native(ApiKey.LIST_OFFSETS, 1, 11),
  native(ApiKey.API_VERSIONS, 0, 4),
  native(ApiKey.OFFSET_FOR_LEADER_EPOCH, 2, 4),
];

export const servedApis: readonly NativeServedApi[] = [
  ...nativeApis,
  ...handlers.map(({ apiKey, minVersion, maxVersion }) => native(apiKey, minVersion, maxVersion)),
].sort((a, b) => a.apiKey - b.apiKey);
