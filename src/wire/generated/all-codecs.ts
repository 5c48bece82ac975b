// Generated from protocol/messages by `npm run generate`: change that, not this file.

import type { MessageCodec } from '../message-codec.ts';
import { produceRequest, produceResponse } from './produce.ts';
import { fetchRequest, fetchResponse } from './fetch.ts';
import { listOffsetsRequest, listOffsetsResponse } from './list-offsets.ts';
import { metadataRequest, metadataResponse } from './metadata.ts';
import { offsetCommitRequest, offsetCommitResponse } from './offset-commit.ts';
import { offsetFetchRequest, offsetFetchResponse } from './offset-fetch.ts';
import { findCoordinatorRequest, findCoordinatorResponse } from './find-coordinator.ts';
import { joinGroupRequest, joinGroupResponse } from './join-group.ts';
import { heartbeatRequest, heartbeatResponse } from './heartbeat.ts';
import { leaveGroupRequest, leaveGroupResponse } from './leave-group.ts';
import { syncGroupRequest, syncGroupResponse } from './sync-group.ts';
import { describeGroupsRequest, describeGroupsResponse } from './describe-groups.ts';
import { listGroupsRequest, listGroupsResponse } from './list-groups.ts';
import { saslHandshakeRequest, saslHandshakeResponse } from './sasl-handshake.ts';
import { apiVersionsRequest, apiVersionsResponse } from './api-versions.ts';
import { createTopicsRequest, createTopicsResponse } from './create-topics.ts';
import { deleteTopicsRequest, deleteTopicsResponse } from './delete-topics.ts';
import { deleteRecordsRequest, deleteRecordsResponse } from './delete-records.ts';
import { initProducerIdRequest, initProducerIdResponse } from './init-producer-id.ts';
import { offsetForLeaderEpochRequest, offsetForLeaderEpochResponse } from './offset-for-leader-epoch.ts';
import { addPartitionsToTxnRequest, addPartitionsToTxnResponse } from './add-partitions-to-txn.ts';
import { addOffsetsToTxnRequest, addOffsetsToTxnResponse } from './add-offsets-to-txn.ts';
import { endTxnRequest, endTxnResponse } from './end-txn.ts';
import { writeTxnMarkersRequest, writeTxnMarkersResponse } from './write-txn-markers.ts';
import { txnOffsetCommitRequest, txnOffsetCommitResponse } from './txn-offset-commit.ts';
import { describeAclsRequest, describeAclsResponse } from './describe-acls.ts';
import { createAclsRequest, createAclsResponse } from './create-acls.ts';
import { deleteAclsRequest, deleteAclsResponse } from './delete-acls.ts';
import { describeConfigsRequest, describeConfigsResponse } from './describe-configs.ts';
import { alterConfigsRequest, alterConfigsResponse } from './alter-configs.ts';
import { alterReplicaLogDirsRequest, alterReplicaLogDirsResponse } from './alter-replica-log-dirs.ts';
import { describeLogDirsRequest, describeLogDirsResponse } from './describe-log-dirs.ts';
import { saslAuthenticateRequest, saslAuthenticateResponse } from './sasl-authenticate.ts';
import { createPartitionsRequest, createPartitionsResponse } from './create-partitions.ts';
import { createDelegationTokenRequest, createDelegationTokenResponse } from './create-delegation-token.ts';
import { renewDelegationTokenRequest, renewDelegationTokenResponse } from './renew-delegation-token.ts';
import { expireDelegationTokenRequest, expireDelegationTokenResponse } from './expire-delegation-token.ts';
import { describeDelegationTokenRequest, describeDelegationTokenResponse } from './describe-delegation-token.ts';
import { deleteGroupsRequest, deleteGroupsResponse } from './delete-groups.ts';
import { electLeadersRequest, electLeadersResponse } from './elect-leaders.ts';
import { incrementalAlterConfigsRequest, incrementalAlterConfigsResponse } from './incremental-alter-configs.ts';
import { alterPartitionReassignmentsRequest, alterPartitionReassignmentsResponse } from './alter-partition-reassignments.ts';
import { listPartitionReassignmentsRequest, listPartitionReassignmentsResponse } from './list-partition-reassignments.ts';
import { offsetDeleteRequest, offsetDeleteResponse } from './offset-delete.ts';
import { describeClientQuotasRequest, describeClientQuotasResponse } from './describe-client-quotas.ts';
import { alterClientQuotasRequest, alterClientQuotasResponse } from './alter-client-quotas.ts';
import { describeUserScramCredentialsRequest, describeUserScramCredentialsResponse } from './describe-user-scram-credentials.ts';
import { alterUserScramCredentialsRequest, alterUserScramCredentialsResponse } from './alter-user-scram-credentials.ts';
import { voteRequest, voteResponse } from './vote.ts';
import { beginQuorumEpochRequest, beginQuorumEpochResponse } from './begin-quorum-epoch.ts';
import { endQuorumEpochRequest, endQuorumEpochResponse } from './end-quorum-epoch.ts';
import { describeQuorumRequest, describeQuorumResponse } from './describe-quorum.ts';
import { alterPartitionRequest, alterPartitionResponse } from './alter-partition.ts';
import { updateFeaturesRequest, updateFeaturesResponse } from './update-features.ts';
import { envelopeRequest, envelopeResponse } from './envelope.ts';
import { fetchSnapshotRequest, fetchSnapshotResponse } from './fetch-snapshot.ts';
import { describeClusterRequest, describeClusterResponse } from './describe-cluster.ts';
import { describeProducersRequest, describeProducersResponse } from './describe-producers.ts';
import { brokerRegistrationRequest, brokerRegistrationResponse } from './broker-registration.ts';
import { brokerHeartbeatRequest, brokerHeartbeatResponse } from './broker-heartbeat.ts';
import { unregisterBrokerRequest, unregisterBrokerResponse } from './unregister-broker.ts';
import { describeTransactionsRequest, describeTransactionsResponse } from './describe-transactions.ts';
import { listTransactionsRequest, listTransactionsResponse } from './list-transactions.ts';
import { allocateProducerIdsRequest, allocateProducerIdsResponse } from './allocate-producer-ids.ts';
import { consumerGroupHeartbeatRequest, consumerGroupHeartbeatResponse } from './consumer-group-heartbeat.ts';
import { consumerGroupDescribeRequest, consumerGroupDescribeResponse } from './consumer-group-describe.ts';
import { controllerRegistrationRequest, controllerRegistrationResponse } from './controller-registration.ts';
import { getTelemetrySubscriptionsRequest, getTelemetrySubscriptionsResponse } from './get-telemetry-subscriptions.ts';
import { pushTelemetryRequest, pushTelemetryResponse } from './push-telemetry.ts';
import { assignReplicasToDirsRequest, assignReplicasToDirsResponse } from './assign-replicas-to-dirs.ts';
import { listConfigResourcesRequest, listConfigResourcesResponse } from './list-config-resources.ts';
import { describeTopicPartitionsRequest, describeTopicPartitionsResponse } from './describe-topic-partitions.ts';
import { shareGroupHeartbeatRequest, shareGroupHeartbeatResponse } from './share-group-heartbeat.ts';
import { shareGroupDescribeRequest, shareGroupDescribeResponse } from './share-group-describe.ts';
import { shareFetchRequest, shareFetchResponse } from './share-fetch.ts';
import { shareAcknowledgeRequest, shareAcknowledgeResponse } from './share-acknowledge.ts';
import { addRaftVoterRequest, addRaftVoterResponse } from './add-raft-voter.ts';
import { removeRaftVoterRequest, removeRaftVoterResponse } from './remove-raft-voter.ts';
import { updateRaftVoterRequest, updateRaftVoterResponse } from './update-raft-voter.ts';
import { initializeShareGroupStateRequest, initializeShareGroupStateResponse } from './initialize-share-group-state.ts';
import { readShareGroupStateRequest, readShareGroupStateResponse } from './read-share-group-state.ts';
import { writeShareGroupStateRequest, writeShareGroupStateResponse } from './write-share-group-state.ts';
import { deleteShareGroupStateRequest, deleteShareGroupStateResponse } from './delete-share-group-state.ts';
import { readShareGroupStateSummaryRequest, readShareGroupStateSummaryResponse } from './read-share-group-state-summary.ts';
import { streamsGroupHeartbeatRequest, streamsGroupHeartbeatResponse } from './streams-group-heartbeat.ts';
import { streamsGroupDescribeRequest, streamsGroupDescribeResponse } from './streams-group-describe.ts';
import { describeShareGroupOffsetsRequest, describeShareGroupOffsetsResponse } from './describe-share-group-offsets.ts';
import { alterShareGroupOffsetsRequest, alterShareGroupOffsetsResponse } from './alter-share-group-offsets.ts';
import { deleteShareGroupOffsetsRequest, deleteShareGroupOffsetsResponse } from './delete-share-group-offsets.ts';
import { consumerGroupCurrentMemberAssignmentKey } from './consumer-group-current-member-assignment-key.ts';
import { consumerGroupMemberMetadataKey } from './consumer-group-member-metadata-key.ts';
import { consumerGroupMetadataKey } from './consumer-group-metadata-key.ts';
import { consumerGroupPartitionMetadataKey } from './consumer-group-partition-metadata-key.ts';
import { consumerGroupRegularExpressionKey } from './consumer-group-regular-expression-key.ts';
import { consumerGroupTargetAssignmentMemberKey } from './consumer-group-target-assignment-member-key.ts';
import { consumerGroupTargetAssignmentMetadataKey } from './consumer-group-target-assignment-metadata-key.ts';
import { groupMetadataKey } from './group-metadata-key.ts';
import { legacyOffsetCommitKey } from './legacy-offset-commit-key.ts';
import { offsetCommitKey } from './offset-commit-key.ts';
import { shareGroupCurrentMemberAssignmentKey } from './share-group-current-member-assignment-key.ts';
import { shareGroupMemberMetadataKey } from './share-group-member-metadata-key.ts';
import { shareGroupMetadataKey } from './share-group-metadata-key.ts';
import { shareGroupStatePartitionMetadataKey } from './share-group-state-partition-metadata-key.ts';
import { shareGroupTargetAssignmentMemberKey } from './share-group-target-assignment-member-key.ts';
import { shareGroupTargetAssignmentMetadataKey } from './share-group-target-assignment-metadata-key.ts';
import { streamsGroupCurrentMemberAssignmentKey } from './streams-group-current-member-assignment-key.ts';
import { streamsGroupMemberMetadataKey } from './streams-group-member-metadata-key.ts';
import { streamsGroupMetadataKey } from './streams-group-metadata-key.ts';
import { streamsGroupTargetAssignmentMemberKey } from './streams-group-target-assignment-member-key.ts';
import { streamsGroupTargetAssignmentMetadataKey } from './streams-group-target-assignment-metadata-key.ts';
import { streamsGroupTopologyKey } from './streams-group-topology-key.ts';
import { shareSnapshotKey } from './share-snapshot-key.ts';
import { shareUpdateKey } from './share-update-key.ts';
import { transactionLogKey } from './transaction-log-key.ts';
import { consumerGroupCurrentMemberAssignmentValue } from './consumer-group-current-member-assignment-value.ts';
import { consumerGroupMemberMetadataValue } from './consumer-group-member-metadata-value.ts';
import { consumerGroupMetadataValue } from './consumer-group-metadata-value.ts';
import { consumerGroupPartitionMetadataValue } from './consumer-group-partition-metadata-value.ts';
import { consumerGroupRegularExpressionValue } from './consumer-group-regular-expression-value.ts';
import { consumerGroupTargetAssignmentMemberValue } from './consumer-group-target-assignment-member-value.ts';
import { consumerGroupTargetAssignmentMetadataValue } from './consumer-group-target-assignment-metadata-value.ts';
import { groupMetadataValue } from './group-metadata-value.ts';
import { legacyOffsetCommitValue } from './legacy-offset-commit-value.ts';
import { offsetCommitValue } from './offset-commit-value.ts';
import { shareGroupCurrentMemberAssignmentValue } from './share-group-current-member-assignment-value.ts';
import { shareGroupMemberMetadataValue } from './share-group-member-metadata-value.ts';
import { shareGroupMetadataValue } from './share-group-metadata-value.ts';
import { shareGroupStatePartitionMetadataValue } from './share-group-state-partition-metadata-value.ts';
import { shareGroupTargetAssignmentMemberValue } from './share-group-target-assignment-member-value.ts';
import { shareGroupTargetAssignmentMetadataValue } from './share-group-target-assignment-metadata-value.ts';
import { streamsGroupCurrentMemberAssignmentValue } from './streams-group-current-member-assignment-value.ts';
import { streamsGroupMemberMetadataValue } from './streams-group-member-metadata-value.ts';
import { streamsGroupMetadataValue } from './streams-group-metadata-value.ts';
import { streamsGroupTargetAssignmentMemberValue } from './streams-group-target-assignment-member-value.ts';
import { streamsGroupTargetAssignmentMetadataValue } from './streams-group-target-assignment-metadata-value.ts';
import { streamsGroupTopologyValue } from './streams-group-topology-value.ts';
import { shareSnapshotValue } from './share-snapshot-value.ts';
import { shareUpdateValue } from './share-update-value.ts';
import { transactionLogValue } from './transaction-log-value.ts';
import { consumerProtocolAssignment } from './consumer-protocol-assignment.ts';
import { consumerProtocolSubscription } from './consumer-protocol-subscription.ts';
import { controlRecordTypeSchema } from './control-record-type-schema.ts';
import { defaultPrincipalData } from './default-principal-data.ts';
import { endTxnMarker } from './end-txn-marker.ts';
import { kRaftVersionRecord } from './kraft-version-record.ts';
import { leaderChangeMessage } from './leader-change-message.ts';
import { requestHeader } from './request-header.ts';
import { responseHeader } from './response-header.ts';
import { snapshotFooterRecord } from './snapshot-footer-record.ts';
import { snapshotHeaderRecord } from './snapshot-header-record.ts';
import { votersRecord } from './voters-record.ts';
import { quorumStateData } from './quorum-state-data.ts';
import { abortTransactionRecord } from './abort-transaction-record.ts';
import { accessControlEntryRecord } from './access-control-entry-record.ts';
import { beginTransactionRecord } from './begin-transaction-record.ts';
import { brokerRegistrationChangeRecord } from './broker-registration-change-record.ts';
import { clearElrRecord } from './clear-elr-record.ts';
import { clientQuotaRecord } from './client-quota-record.ts';
import { configRecord } from './config-record.ts';
import { delegationTokenRecord } from './delegation-token-record.ts';
import { endTransactionRecord } from './end-transaction-record.ts';
import { featureLevelRecord } from './feature-level-record.ts';
import { fenceBrokerRecord } from './fence-broker-record.ts';
import { noOpRecord } from './no-op-record.ts';
import { partitionChangeRecord } from './partition-change-record.ts';
import { partitionRecord } from './partition-record.ts';
import { producerIdsRecord } from './producer-ids-record.ts';
import { registerBrokerRecord } from './register-broker-record.ts';
import { registerControllerRecord } from './register-controller-record.ts';
import { removeAccessControlEntryRecord } from './remove-access-control-entry-record.ts';
import { removeDelegationTokenRecord } from './remove-delegation-token-record.ts';
import { removeTopicRecord } from './remove-topic-record.ts';
import { removeUserScramCredentialRecord } from './remove-user-scram-credential-record.ts';
import { topicRecord } from './topic-record.ts';
import { unfenceBrokerRecord } from './unfence-broker-record.ts';
import { unregisterBrokerRecord } from './unregister-broker-record.ts';
import { userScramCredentialRecord } from './user-scram-credential-record.ts';
import { zkMigrationStateRecord } from './zk-migration-state-record.ts';

export const allCodecs: readonly MessageCodec<unknown>[] = [
  produceRequest,
  produceResponse,
  fetchRequest,
  fetchResponse,
  listOffsetsRequest,
  listOffsetsResponse,
  metadataRequest,
  metadataResponse,
  offsetCommitRequest,
  offsetCommitResponse,
  offsetFetchRequest,
  offsetFetchResponse,
  findCoordinatorRequest,
  findCoordinatorResponse,
  joinGroupRequest,
  joinGroupResponse,
  heartbeatRequest,
  heartbeatResponse,
  leaveGroupRequest,
  leaveGroupResponse,
  syncGroupRequest,
  syncGroupResponse,
  describeGroupsRequest,
  describeGroupsResponse,
  listGroupsRequest,
  listGroupsResponse,
  saslHandshakeRequest,
  saslHandshakeResponse,
  apiVersionsRequest,
  apiVersionsResponse,
  createTopicsRequest,
  createTopicsResponse,
  deleteTopicsRequest,
  deleteTopicsResponse,
  deleteRecordsRequest,
  deleteRecordsResponse,
  initProducerIdRequest,
  initProducerIdResponse,
  offsetForLeaderEpochRequest,
  offsetForLeaderEpochResponse,
  addPartitionsToTxnRequest,
  addPartitionsToTxnResponse,
  addOffsetsToTxnRequest,
  addOffsetsToTxnResponse,
  endTxnRequest,
  endTxnResponse,
  writeTxnMarkersRequest,
  writeTxnMarkersResponse,
  txnOffsetCommitRequest,
  txnOffsetCommitResponse,
  describeAclsRequest,
  describeAclsResponse,
  createAclsRequest,
  createAclsResponse,
  deleteAclsRequest,
  deleteAclsResponse,
  describeConfigsRequest,
  describeConfigsResponse,
  alterConfigsRequest,
  alterConfigsResponse,
  alterReplicaLogDirsRequest,
  alterReplicaLogDirsResponse,
  describeLogDirsRequest,
  describeLogDirsResponse,
  saslAuthenticateRequest,
  saslAuthenticateResponse,
  createPartitionsRequest,
  createPartitionsResponse,
  createDelegationTokenRequest,
  createDelegationTokenResponse,
  renewDelegationTokenRequest,
  renewDelegationTokenResponse,
  expireDelegationTokenRequest,
  expireDelegationTokenResponse,
  describeDelegationTokenRequest,
  describeDelegationTokenResponse,
  deleteGroupsRequest,
  deleteGroupsResponse,
  electLeadersRequest,
  electLeadersResponse,
  incrementalAlterConfigsRequest,
  incrementalAlterConfigsResponse,
  alterPartitionReassignmentsRequest,
  alterPartitionReassignmentsResponse,
  listPartitionReassignmentsRequest,
  listPartitionReassignmentsResponse,
  offsetDeleteRequest,
  offsetDeleteResponse,
  describeClientQuotasRequest,
  describeClientQuotasResponse,
  alterClientQuotasRequest,
  alterClientQuotasResponse,
  describeUserScramCredentialsRequest,
  describeUserScramCredentialsResponse,
  alterUserScramCredentialsRequest,
  alterUserScramCredentialsResponse,
  voteRequest,
  voteResponse,
  beginQuorumEpochRequest,
  beginQuorumEpochResponse,
  endQuorumEpochRequest,
  endQuorumEpochResponse,
  describeQuorumRequest,
  describeQuorumResponse,
  alterPartitionRequest,
  alterPartitionResponse,
  updateFeaturesRequest,
  updateFeaturesResponse,
  envelopeRequest,
  envelopeResponse,
  fetchSnapshotRequest,
  fetchSnapshotResponse,
  describeClusterRequest,
  describeClusterResponse,
  describeProducersRequest,
  describeProducersResponse,
  brokerRegistrationRequest,
  brokerRegistrationResponse,
  brokerHeartbeatRequest,
  brokerHeartbeatResponse,
  unregisterBrokerRequest,
  unregisterBrokerResponse,
  describeTransactionsRequest,
  describeTransactionsResponse,
  listTransactionsRequest,
  listTransactionsResponse,
  allocateProducerIdsRequest,
  allocateProducerIdsResponse,
  consumerGroupHeartbeatRequest,
  consumerGroupHeartbeatResponse,
  consumerGroupDescribeRequest,
  consumerGroupDescribeResponse,
  controllerRegistrationRequest,
  controllerRegistrationResponse,
  getTelemetrySubscriptionsRequest,
  getTelemetrySubscriptionsResponse,
  pushTelemetryRequest,
  pushTelemetryResponse,
  assignReplicasToDirsRequest,
  assignReplicasToDirsResponse,
  listConfigResourcesRequest,
  listConfigResourcesResponse,
  describeTopicPartitionsRequest,
  describeTopicPartitionsResponse,
  shareGroupHeartbeatRequest,
  shareGroupHeartbeatResponse,
  shareGroupDescribeRequest,
  shareGroupDescribeResponse,
  shareFetchRequest,
  shareFetchResponse,
  shareAcknowledgeRequest,
  shareAcknowledgeResponse,
  addRaftVoterRequest,
  addRaftVoterResponse,
  removeRaftVoterRequest,
  removeRaftVoterResponse,
  updateRaftVoterRequest,
  updateRaftVoterResponse,
  initializeShareGroupStateRequest,
  initializeShareGroupStateResponse,
  readShareGroupStateRequest,
  readShareGroupStateResponse,
  writeShareGroupStateRequest,
  writeShareGroupStateResponse,
  deleteShareGroupStateRequest,
  deleteShareGroupStateResponse,
  readShareGroupStateSummaryRequest,
  readShareGroupStateSummaryResponse,
  streamsGroupHeartbeatRequest,
  streamsGroupHeartbeatResponse,
  streamsGroupDescribeRequest,
  streamsGroupDescribeResponse,
  describeShareGroupOffsetsRequest,
  describeShareGroupOffsetsResponse,
  alterShareGroupOffsetsRequest,
  alterShareGroupOffsetsResponse,
  deleteShareGroupOffsetsRequest,
  deleteShareGroupOffsetsResponse,
  consumerGroupCurrentMemberAssignmentKey,
  consumerGroupMemberMetadataKey,
  consumerGroupMetadataKey,
  consumerGroupPartitionMetadataKey,
  consumerGroupRegularExpressionKey,
  consumerGroupTargetAssignmentMemberKey,
  consumerGroupTargetAssignmentMetadataKey,
  groupMetadataKey,
  legacyOffsetCommitKey,
  offsetCommitKey,
  shareGroupCurrentMemberAssignmentKey,
  shareGroupMemberMetadataKey,
  shareGroupMetadataKey,
  shareGroupStatePartitionMetadataKey,
  shareGroupTargetAssignmentMemberKey,
  shareGroupTargetAssignmentMetadataKey,
  streamsGroupCurrentMemberAssignmentKey,
  streamsGroupMemberMetadataKey,
  streamsGroupMetadataKey,
  streamsGroupTargetAssignmentMemberKey,
  streamsGroupTargetAssignmentMetadataKey,
  streamsGroupTopologyKey,
  shareSnapshotKey,
  shareUpdateKey,
  transactionLogKey,
  consumerGroupCurrentMemberAssignmentValue,
  consumerGroupMemberMetadataValue,
  consumerGroupMetadataValue,
  consumerGroupPartitionMetadataValue,
  consumerGroupRegularExpressionValue,
  consumerGroupTargetAssignmentMemberValue,
  consumerGroupTargetAssignmentMetadataValue,
  groupMetadataValue,
  legacyOffsetCommitValue,
  offsetCommitValue,
  shareGroupCurrentMemberAssignmentValue,
  shareGroupMemberMetadataValue,
  shareGroupMetadataValue,
  shareGroupStatePartitionMetadataValue,
  shareGroupTargetAssignmentMemberValue,
  shareGroupTargetAssignmentMetadataValue,
  streamsGroupCurrentMemberAssignmentValue,
  streamsGroupMemberMetadataValue,
  streamsGroupMetadataValue,
  streamsGroupTargetAssignmentMemberValue,
  streamsGroupTargetAssignmentMetadataValue,
  streamsGroupTopologyValue,
  shareSnapshotValue,
  shareUpdateValue,
  transactionLogValue,
  consumerProtocolAssignment,
  consumerProtocolSubscription,
  controlRecordTypeSchema,
  defaultPrincipalData,
  endTxnMarker,
  kRaftVersionRecord,
  leaderChangeMessage,
  requestHeader,
  responseHeader,
  snapshotFooterRecord,
  snapshotHeaderRecord,
  votersRecord,
  quorumStateData,
  abortTransactionRecord,
  accessControlEntryRecord,
  beginTransactionRecord,
  brokerRegistrationChangeRecord,
  clearElrRecord,
  clientQuotaRecord,
  configRecord,
  delegationTokenRecord,
  endTransactionRecord,
  featureLevelRecord,
  fenceBrokerRecord,
  noOpRecord,
  partitionChangeRecord,
  partitionRecord,
  producerIdsRecord,
  registerBrokerRecord,
  registerControllerRecord,
  removeAccessControlEntryRecord,
  removeDelegationTokenRecord,
  removeTopicRecord,
  removeUserScramCredentialRecord,
  topicRecord,
  unfenceBrokerRecord,
  unregisterBrokerRecord,
  userScramCredentialRecord,
  zkMigrationStateRecord,
];
