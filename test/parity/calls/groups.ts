// DeleteGroups and OffsetDelete: groups with offsets alone, with members, and that do not exist.

import { encodeVersioned } from '../../../src/wire/framed-record.ts';
import {
  consumerProtocolSubscription,
  newConsumerProtocolSubscription,
} from '../../../src/wire/generated/consumer-protocol-subscription.ts';
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
  findCoordinatorRequest,
  findCoordinatorResponse,
  newFindCoordinatorRequest,
} from '../../../src/wire/generated/find-coordinator.ts';
import {
  joinGroupRequest,
  joinGroupResponse,
  newJoinGroupRequest,
  newJoinGroupRequestProtocol,
} from '../../../src/wire/generated/join-group.ts';
import {
  newOffsetCommitRequest,
  newOffsetCommitRequestPartition,
  newOffsetCommitRequestTopic,
  type OffsetCommitRequest,
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
  offsetFetchRequest,
  offsetFetchResponse,
} from '../../../src/wire/generated/offset-fetch.ts';
import { pause } from '../../support/wait.ts';
import { type Call, call, versions } from '../call.ts';

function deleteGroups(says: string, version: number, groupsNames: string[]): Call {
  const request = newDeleteGroupsRequest({ groupsNames });
  return call(`DeleteGroups: ${says}`, [deleteGroupsRequest, deleteGroupsResponse], version, request);
}

function deleteOffsets(says: string, groupId: string, topics: Record<string, number[]>): Call {
  const request = newOffsetDeleteRequest({
    groupId,
    topics: Object.entries(topics).map(([name, partitions]) =>
      newOffsetDeleteRequestTopic({
        name,
        partitions: partitions.map((partitionIndex) => newOffsetDeleteRequestPartition({ partitionIndex })),
      }),
    ),
  });
  return call(`OffsetDelete: ${says}`, [offsetDeleteRequest, offsetDeleteResponse], 0, request);
}

type Who = Pick<Partial<OffsetCommitRequest>, 'memberId' | 'generationIdOrMemberEpoch' | 'groupInstanceId'>;

/** @param who the member and its generation; without, nobody */
function commit(groupId: string, topics: Record<string, number[]>, who: Who = {}, version = 8): Call {
  const request = newOffsetCommitRequest({
    groupId,
    generationIdOrMemberEpoch: -1,
    ...who,
    topics: Object.entries(topics).map(([name, partitions]) =>
      newOffsetCommitRequestTopic({
        name,
        partitions: partitions.map((partitionIndex) =>
          newOffsetCommitRequestPartition({ partitionIndex, committedOffset: 7n }),
        ),
      }),
    ),
  });
  const says = `OffsetCommit: ${groupId} ${Object.values(who).join(' ')}`;
  return call(says, [offsetCommitRequest, offsetCommitResponse], version, request);
}

function fetchAll(groupId: string): Call {
  const request = newOffsetFetchRequest({ groups: [newOffsetFetchRequestGroup({ groupId, topics: null })] });
  return call(`OffsetFetch: ${groupId}`, [offsetFetchRequest, offsetFetchResponse], 8, request);
}

/** A member without an id of its own; the answer comes after the initial delay. Version 3 needs no second join. */
function join(groupId: string, protocolType: string, metadata: Buffer): Call {
  const request = newJoinGroupRequest({
    groupId,
    sessionTimeoutMs: 30_000,
    rebalanceTimeoutMs: 30_000,
    protocolType,
    protocols: [newJoinGroupRequestProtocol({ name: 'range', metadata })],
  });
  return {
    says: `JoinGroup: ${groupId}`,
    later: false,
    send: async (connection) => {
      const { errorCode, generationId } = await connection.call(joinGroupRequest, joinGroupResponse, 3, request);
      return { errorCode, generationId };
    },
  };
}

const subscription = encodeVersioned(
  consumerProtocolSubscription,
  1,
  newConsumerProtocolSubscription({ topics: ['offsets-a'] }),
);

const group = (letter: string) => `group-${letter}`;

export function findCoordinator(groupId = group('a')): Call {
  const request = newFindCoordinatorRequest({ coordinatorKeys: [groupId], keyType: 0 });
  return {
    says: 'FindCoordinator: until it is there',
    later: false,
    send: async (connection) => {
      let answer = await connection.call(findCoordinatorRequest, findCoordinatorResponse, 4, request);
      while (answer.coordinators[0]?.errorCode !== 0) {
        await pause(100);
        answer = await connection.call(findCoordinatorRequest, findCoordinatorResponse, 4, request);
      }
      return answer.coordinators.length;
    },
  };
}

/** Some of it exists and some does not. */
const mixed = { 'offsets-a': [0, 9, 1, -1], nobody: [0], 'offsets-b': [7], 'not valid': [0], '': [0] };

/** Commits that are refused as a whole, of a group with a member and of groups without. */
const refusedCommits: readonly Call[] = [
  commit(group('members'), mixed),
  commit(group('members'), mixed, { memberId: 'stranger', generationIdOrMemberEpoch: 1 }),
  commit(group('members'), mixed, { memberId: 'stranger', generationIdOrMemberEpoch: 9 }),
  commit(group('members'), mixed, { memberId: 'x', generationIdOrMemberEpoch: 1, groupInstanceId: 'nobody' }),
  commit(group('members'), { nobody: [0], 'offsets-a': [9] }, { memberId: 'stranger', generationIdOrMemberEpoch: 1 }),
  ...versions(2, 9).map((version) =>
    commit('nobody', mixed, { memberId: 'stranger', generationIdOrMemberEpoch: version }, version),
  ),
  commit('', mixed, { memberId: 'stranger' }),
  commit('', { nobody: [0] }),
];

export const groupCalls: readonly Call[] = [
  call(
    'CreateTopics: two to commit offsets of',
    [createTopicsRequest, createTopicsResponse],
    5,
    newCreateTopicsRequest({
      topics: ['offsets-a', 'offsets-b'].map((name) =>
        newCreatableTopic({ name, numPartitions: 3, replicationFactor: 1 }),
      ),
      timeoutMs: 10_000,
    }),
  ),
  deleteGroups('before there is a coordinator', 2, ['nobody']),
  deleteOffsets('before there is a coordinator', 'nobody', { 'offsets-a': [0] }),
  commit('nobody', mixed),
  commit('nobody', { nobody: [0] }),
  findCoordinator(),
  { ...deleteGroups('unknown ones', 2, ['nobody', 'somebody']), later: true },
  deleteGroups('none', 2, []),
  deleteGroups('the empty id', 2, ['']),
  deleteGroups('one twice', 2, ['nobody', 'nobody']),
  deleteOffsets('of an unknown group', 'nobody', { 'offsets-a': [0] }),
  deleteOffsets('unknown topics of an unknown group', 'nobody', { nobody: [0] }),
  deleteOffsets('one partition twice', group('a'), { 'offsets-b': [2, 2] }),
  deleteOffsets('of the empty group', '', { 'offsets-a': [0] }),
  ...['a', 'b', 'c', 'd'].map((letter) => commit(group(letter), { 'offsets-a': [0, 1, 2], 'offsets-b': [0] })),
  deleteOffsets('some', group('a'), { 'offsets-a': [0, 2] }),
  fetchAll(group('a')),
  deleteOffsets('what is not committed', group('a'), { 'offsets-a': [0], 'offsets-b': [1] }),
  deleteOffsets('unknown topics and partitions', group('a'), {
    nobody: [0, 1],
    'offsets-a': [1, 9, -1],
    'not valid': [0],
  }),
  deleteOffsets('nothing', group('a'), {}),
  deleteOffsets('a topic without partitions', group('a'), { 'offsets-a': [] }),
  fetchAll(group('a')),
  deleteOffsets('the rest', group('a'), { 'offsets-b': [0] }),
  fetchAll(group('a')),
  deleteOffsets('of a group that is left with none', group('a'), { 'offsets-b': [0] }),
  ...versions(0, 2).map((version) => deleteGroups('some', version, [group('bcd'[version] ?? ''), 'nobody'])),
  deleteGroups('again', 2, [group('a'), group('b'), group('c'), group('d')]),
  fetchAll(group('b')),
  commit(group('members'), { 'offsets-a': [0, 1], 'offsets-b': [0] }),
  join(group('members'), 'consumer', subscription),
  deleteGroups('with members', 2, [group('members')]),
  deleteOffsets('with members', group('members'), { 'offsets-a': [0, 7], 'offsets-b': [0, 1], nobody: [0] }),
  fetchAll(group('members')),
  ...refusedCommits,
  commit(group('odd'), { 'offsets-a': [0] }),
  join(group('odd'), 'connect', subscription),
  deleteOffsets('with members of another protocol type', group('odd'), { 'offsets-a': [0], nobody: [0] }),
  deleteGroups('with members of another protocol type', 2, [group('odd')]),
];
