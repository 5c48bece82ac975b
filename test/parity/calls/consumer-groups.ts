// ConsumerGroupHeartbeat, ConsumerGroupDescribe and the group APIs around them: joining, refusals, static members,
// patterns, commits with member epochs, classic members, and what operators see.

import {
  consumerGroupDescribeRequest,
  consumerGroupDescribeResponse,
  newConsumerGroupDescribeRequest,
} from '../../../src/wire/generated/consumer-group-describe.ts';
import {
  type ConsumerGroupHeartbeatRequest,
  consumerGroupHeartbeatRequest,
  consumerGroupHeartbeatResponse,
  newConsumerGroupHeartbeatRequest,
} from '../../../src/wire/generated/consumer-group-heartbeat.ts';
import {
  createTopicsRequest,
  createTopicsResponse,
  newCreatableTopic,
  newCreateTopicsRequest,
} from '../../../src/wire/generated/create-topics.ts';
import {
  deleteGroupsRequest,
  deleteGroupsResponse,
  newDeleteGroupsRequest,
} from '../../../src/wire/generated/delete-groups.ts';
import {
  describeGroupsRequest,
  describeGroupsResponse,
  newDescribeGroupsRequest,
} from '../../../src/wire/generated/describe-groups.ts';
import { heartbeatRequest, heartbeatResponse, newHeartbeatRequest } from '../../../src/wire/generated/heartbeat.ts';
import { joinGroupRequest, joinGroupResponse, newJoinGroupRequest } from '../../../src/wire/generated/join-group.ts';
import {
  leaveGroupRequest,
  leaveGroupResponse,
  newLeaveGroupRequest,
  newMemberIdentity,
} from '../../../src/wire/generated/leave-group.ts';
import {
  listGroupsRequest,
  listGroupsResponse,
  newListGroupsRequest,
} from '../../../src/wire/generated/list-groups.ts';
import {
  newOffsetCommitRequest,
  newOffsetCommitRequestPartition,
  newOffsetCommitRequestTopic,
  offsetCommitRequest,
  offsetCommitResponse,
} from '../../../src/wire/generated/offset-commit.ts';
import {
  newOffsetDeleteRequest,
  newOffsetDeleteRequestPartition,
  newOffsetDeleteRequestTopic,
  offsetDeleteRequest,
  offsetDeleteResponse,
} from '../../../src/wire/generated/offset-delete.ts';
import {
  newOffsetFetchRequest,
  newOffsetFetchRequestGroup,
  newOffsetFetchRequestTopics,
  offsetFetchRequest,
  offsetFetchResponse,
} from '../../../src/wire/generated/offset-fetch.ts';
import { newSyncGroupRequest, syncGroupRequest, syncGroupResponse } from '../../../src/wire/generated/sync-group.ts';
import { type Call, call } from '../call.ts';
import { findCoordinator } from './groups.ts';

const TOPIC = 'shared';
const TOPICS = ['shared', 'shared-too'];
/** Kafka does not compute an assignment more often than that; calls marked so wait for it. */
const later = true;

type Fields = Partial<ConsumerGroupHeartbeatRequest>;

const whole: Fields = { rebalanceTimeoutMs: 60_000, topicPartitions: [], subscribedTopicNames: [TOPIC] };

function beat(says: string, fields: Fields, version = 1, waits = false): Call {
  const request = newConsumerGroupHeartbeatRequest({ groupId: 'kip848', memberId: 'm1', ...fields });
  const codecs = [consumerGroupHeartbeatRequest, consumerGroupHeartbeatResponse] as const;
  return call(`ConsumerGroupHeartbeat: ${says}`, codecs, version, request, waits);
}

function describe(says: string, groupIds: string[], version = 1, includeAuthorizedOperations = false): Call {
  const request = newConsumerGroupDescribeRequest({ groupIds, includeAuthorizedOperations });
  const codecs = [consumerGroupDescribeRequest, consumerGroupDescribeResponse] as const;
  return call(`ConsumerGroupDescribe: ${says}`, codecs, version, request);
}

function describeClassic(groups: string[], version: number): Call {
  const codecs = [describeGroupsRequest, describeGroupsResponse] as const;
  return call(`DescribeGroups: ${groups}`, codecs, version, newDescribeGroupsRequest({ groups }));
}

function list(says: string, typesFilter: string[], statesFilter: string[] = []): Call {
  const codecs = [listGroupsRequest, listGroupsResponse] as const;
  const request = newListGroupsRequest({ typesFilter, statesFilter });
  const one = call(`ListGroups: ${says}`, codecs, 5, request);
  return {
    ...one,
    send: async (connection) => {
      const { groups, errorCode } = await connection.call(...codecs, 5, request);
      return { errorCode, groups: groups.filter(({ groupId }) => groupId.startsWith('kip848')) };
    },
  };
}

function commit(says: string, memberId: string, generationIdOrMemberEpoch: number, version = 9): Call {
  const partitions = [newOffsetCommitRequestPartition({ partitionIndex: 0, committedOffset: 5n })];
  const request = newOffsetCommitRequest({
    groupId: 'kip848',
    memberId,
    generationIdOrMemberEpoch,
    topics: [newOffsetCommitRequestTopic({ name: TOPIC, partitions })],
  });
  return call(`OffsetCommit: ${says}`, [offsetCommitRequest, offsetCommitResponse], version, request);
}

function fetch(says: string, memberId: string | null, memberEpoch: number, groupId = 'kip848'): Call {
  const topics = [newOffsetFetchRequestTopics({ name: TOPIC, partitionIndexes: [0, 1] })];
  const request = newOffsetFetchRequest({
    groups: [newOffsetFetchRequestGroup({ groupId, memberId, memberEpoch, topics })],
  });
  return call(`OffsetFetch: ${says}`, [offsetFetchRequest, offsetFetchResponse], 9, request);
}

function deleteGroup(says: string, groupId: string): Call {
  const request = newDeleteGroupsRequest({ groupsNames: [groupId] });
  return call(`DeleteGroups: ${says}`, [deleteGroupsRequest, deleteGroupsResponse], 2, request);
}

function deleteOffsets(says: string, groupId: string, name: string): Call {
  const partitions = [newOffsetDeleteRequestPartition({ partitionIndex: 0 })];
  const request = newOffsetDeleteRequest({ groupId, topics: [newOffsetDeleteRequestTopic({ name, partitions })] });
  return call(`OffsetDelete: ${says}`, [offsetDeleteRequest, offsetDeleteResponse], 0, request);
}

function leave(says: string, memberId: string, groupInstanceId: string | null = null): Call {
  const members = [newMemberIdentity({ memberId, groupInstanceId })];
  const request = newLeaveGroupRequest({ groupId: 'kip848', members });
  return call(`LeaveGroup: ${says}`, [leaveGroupRequest, leaveGroupResponse], 5, request);
}

const classicRequests: readonly Call[] = [
  call(
    'Heartbeat: of a member that does not speak it',
    [heartbeatRequest, heartbeatResponse],
    4,
    newHeartbeatRequest({ groupId: 'kip848', memberId: 'm1', generationId: 2 }),
  ),
  call(
    'SyncGroup: of a member that does not speak it',
    [syncGroupRequest, syncGroupResponse],
    5,
    newSyncGroupRequest({ groupId: 'kip848', memberId: 'm1', generationId: 2 }),
  ),
  call(
    'JoinGroup: of another protocol type',
    [joinGroupRequest, joinGroupResponse],
    9,
    newJoinGroupRequest({
      groupId: 'kip848',
      memberId: 'c1',
      sessionTimeoutMs: 30_000,
      rebalanceTimeoutMs: 30_000,
      protocolType: 'connect',
      protocols: [{ name: 'range', metadata: Buffer.alloc(10) }],
    }),
  ),
];

export const consumerGroupCalls: readonly Call[] = [
  call(
    'CreateTopics: two to be shared',
    [createTopicsRequest, createTopicsResponse],
    5,
    newCreateTopicsRequest({
      topics: TOPICS.map((name) => newCreatableTopic({ name, numPartitions: 4, replicationFactor: 1 })),
      timeoutMs: 10_000,
    }),
  ),
  findCoordinator('kip848'),
  { ...describe('no such group', ['kip848']), later },
  describe('nothing', []),
  describe('an empty id', ['']),
  ...[0, 1].map((version) => beat('no member id', { ...whole, memberId: '', memberEpoch: -1 }, version)),
  beat('no member id', { ...whole, memberId: '' }, 1),
  beat('an empty group id', { ...whole, groupId: '' }),
  beat('a blank instance id', { ...whole, instanceId: ' ' }),
  beat('a blank rack', { ...whole, rackId: '' }),
  beat('no rebalance timeout', { ...whole, rebalanceTimeoutMs: -1 }),
  beat('no partitions', { ...whole, topicPartitions: null }),
  beat('neither topics nor pattern', { ...whole, subscribedTopicNames: null }),
  beat('an epoch that means nothing', { ...whole, memberEpoch: -3 }),
  beat('away without an instance id', { memberEpoch: -2 }),
  beat('an unknown assignor', { ...whole, serverAssignor: 'sticky' }),
  beat('a malformed pattern', { ...whole, subscribedTopicNames: null, subscribedTopicRegex: '[a' }),
  beat('a group that is not there', { memberEpoch: 3 }),
  beat('leaving a group that is not there', { memberEpoch: -1 }),
  beat('the first member', whole, 1, later),
  beat('nothing new', { memberEpoch: 2 }),
  beat('nothing new, old version', { memberEpoch: 2 }, 0),
  beat('all again', { ...whole, memberEpoch: 2 }),
  beat('an epoch of the past', { memberEpoch: 1 }),
  beat('an epoch of the future', { memberEpoch: 7 }),
  beat('a member that is not there', { memberId: 'm9', memberEpoch: 2 }),
  beat('an instance id that is not there', { memberEpoch: 2, instanceId: 'i9' }),
  describe('one member', ['kip848', 'nobody'], 1, true),
  describe('one member, old version', ['kip848'], 0),
  describeClassic(['kip848'], 5),
  describeClassic(['kip848'], 6),
  list('of consumers', ['consumer']),
  list('of consumers that are stable', ['CONSUMER'], ['stable']),
  list('of consumers that are empty', ['consumer'], ['Empty']),
  list('classic ones', ['classic']),
  commit('of the member', 'm1', 2),
  commit('of a stale epoch', 'm1', 1),
  commit('of an epoch of the future', 'm1', 9),
  commit('of nobody', '', -1),
  commit('of somebody else', 'm9', 2),
  commit('too old a version', 'm1', 2, 8),
  fetch('of the member', 'm1', 2),
  fetch('of a stale epoch', 'm1', 1),
  fetch('of somebody else', 'm9', 2),
  fetch('of nobody', null, -1),
  fetch('of a group that is not there', 'm1', 2, 'nobody'),
  deleteGroup('with a member', 'kip848'),
  deleteOffsets('of a topic that is read', 'kip848', TOPIC),
  deleteOffsets('of a topic that nobody reads', 'kip848', 'shared-too'),
  ...classicRequests,
  beat('a second member', { ...whole, memberId: 'm2' }, 1, later),
  { ...beat('the first is to give up', { memberEpoch: 2 }), later },
  beat('the second waits', { memberId: 'm2', memberEpoch: 3 }),
  {
    says: 'ConsumerGroupHeartbeat: it has given up all',
    later: false,
    send: async (connection) => {
      const request = newConsumerGroupHeartbeatRequest({
        groupId: 'kip848',
        memberId: 'm1',
        memberEpoch: 2,
        topicPartitions: [],
      });
      const answer = await connection.call(consumerGroupHeartbeatRequest, consumerGroupHeartbeatResponse, 1, request);
      return { errorCode: answer.errorCode, memberEpoch: answer.memberEpoch };
    },
  },
  {
    says: 'ConsumerGroupHeartbeat: the second gets as many as are free',
    later: false,
    send: async (connection) => {
      const request = newConsumerGroupHeartbeatRequest({ groupId: 'kip848', memberId: 'm2', memberEpoch: 3 });
      const answer = await connection.call(consumerGroupHeartbeatRequest, consumerGroupHeartbeatResponse, 1, request);
      return answer.assignment?.topicPartitions.map(({ partitions }) => partitions.length);
    },
  },
  leave('by an administrator', 'm2'),
  leave('again', 'm2'),
  leave('an instance id that is not there', '', 'i9'),
  beat('leaving', { memberEpoch: -1 }),
  list('of consumers', ['consumer']),
  describe('no members', ['kip848']),
  commit('of nobody, without members', '', -1),
  deleteOffsets('without members', 'kip848', TOPIC),
  beat('a static member', { ...whole, instanceId: 'i1' }, 1, later),
  beat('another one with its instance id', { ...whole, memberId: 'm3', instanceId: 'i1' }),
  beat('another one without joining', { memberId: 'm3', memberEpoch: 6, instanceId: 'i1' }),
  beat('away', { memberEpoch: -2, instanceId: 'i1' }),
  describe('a member that is away', ['kip848']),
  beat('its successor', { ...whole, memberId: 'm3', instanceId: 'i1' }),
  beat('what it was before', { memberEpoch: 6, instanceId: 'i1' }),
  beat('leaving for good', { memberId: 'm3', memberEpoch: -1, instanceId: 'i1' }),
  deleteGroup('without members', 'kip848'),
  describe('a group that was deleted', ['kip848']),
  beat(
    'the range assignor',
    { ...whole, groupId: 'kip848-range', serverAssignor: 'range', subscribedTopicNames: TOPICS },
    1,
    later,
  ),
  describe('with the range assignor', ['kip848-range']),
  beat('topics that do not exist', { ...whole, groupId: 'kip848-nothing', subscribedTopicNames: ['nothing'] }),
  describe('topics that do not exist', ['kip848-nothing']),
  beat('no topics at all', { ...whole, groupId: 'kip848-none', subscribedTopicNames: [] }),
  beat('a pattern', {
    ...whole,
    groupId: 'kip848-regex',
    subscribedTopicNames: null,
    subscribedTopicRegex: 'shared.*',
  }),
  beat('a pattern that is resolved', { groupId: 'kip848-regex', memberEpoch: 1 }, 1, later),
  describe('a pattern', ['kip848-regex']),
];
