// The handlers of groups and offsets, from request bytes to response bytes, in every version that they serve.
import { beforeEach, describe, expect, it } from 'vitest';
import { createTopic, type ServiceBench, serviceBench, settle } from '../groups/testdata/service-bench.ts';
import { ErrorCode } from '../wire/error-code.ts';
import { encodeMessage } from '../wire/framed-record.ts';
import {
  describeGroupsRequest,
  describeGroupsResponse,
  newDescribeGroupsRequest,
} from '../wire/generated/describe-groups.ts';
import {
  findCoordinatorRequest,
  findCoordinatorResponse,
  newFindCoordinatorRequest,
} from '../wire/generated/find-coordinator.ts';
import { heartbeatRequest, heartbeatResponse, newHeartbeatRequest } from '../wire/generated/heartbeat.ts';
import {
  joinGroupRequest,
  joinGroupResponse,
  newJoinGroupRequest,
  newJoinGroupRequestProtocol,
} from '../wire/generated/join-group.ts';
import {
  leaveGroupRequest,
  leaveGroupResponse,
  newLeaveGroupRequest,
  newMemberIdentity,
} from '../wire/generated/leave-group.ts';
import { listGroupsRequest, listGroupsResponse, newListGroupsRequest } from '../wire/generated/list-groups.ts';
import {
  newOffsetCommitRequest,
  newOffsetCommitRequestPartition,
  newOffsetCommitRequestTopic,
  offsetCommitRequest,
  offsetCommitResponse,
} from '../wire/generated/offset-commit.ts';
import {
  newOffsetFetchRequest,
  newOffsetFetchRequestGroup,
  newOffsetFetchRequestTopic,
  newOffsetFetchRequestTopics,
  offsetFetchRequest,
  offsetFetchResponse,
} from '../wire/generated/offset-fetch.ts';
import {
  newSyncGroupRequest,
  newSyncGroupRequestAssignment,
  syncGroupRequest,
  syncGroupResponse,
} from '../wire/generated/sync-group.ts';
import type { MessageCodec } from '../wire/message-codec.ts';
import { Reader } from '../wire/reader.ts';
import { Writer } from '../wire/writer.ts';
import { describeGroups } from './describe-groups.ts';
import { findCoordinator } from './find-coordinator.ts';
import type { BrokerParts, Handler } from './handler.ts';
import { heartbeat } from './heartbeat.ts';
import { joinGroup } from './join-group.ts';
import { leaveGroup } from './leave-group.ts';
import { listGroups } from './list-groups.ts';
import { offsetCommit } from './offset-commit.ts';
import { offsetFetch } from './offset-fetch.ts';
import { syncGroup } from './sync-group.ts';

let bench: ServiceBench;
let broker: BrokerParts;
let topicId: string;

beforeEach(async () => {
  bench = await serviceBench();
  topicId = await createTopic(bench, 't', 2);
  const { metadata, groups } = bench;
  broker = { metadata, groups, advertised: { nodeId: 1, host: 'here', port: 9 } } as unknown as BrokerParts;
});

/** Sends one request as bytes and reads the answer; a KafkaError goes the way of the dispatcher. */
async function ask<Q, R>(
  handler: Handler,
  codecs: [MessageCodec<Q>, MessageCodec<R>],
  version: number,
  request: Q,
): Promise<R> {
  const context = {
    apiKey: handler.apiKey,
    apiVersion: version,
    correlationId: 1,
    clientId: 'client',
    clientHost: '127.0.0.1',
    connectionId: 1,
  };
  const prepared = handler.read(new Reader(encodeMessage(codecs[0], version, request)), context);
  const write = await prepared.answer(broker).catch((error: { code: number; message: string }) => {
    const failure = prepared.failure(error.code, error.message);
    if (failure === null) throw error;
    return failure;
  });
  const writer = new Writer();
  write(writer);
  return codecs[1].read(new Reader(writer.bytes()), version);
}

function versionsOf(handler: Handler): number[] {
  return Array.from({ length: handler.maxVersion - handler.minVersion + 1 }, (_, index) => handler.minVersion + index);
}

const find = (version: number, key: string, keyType = 0) =>
  ask(
    findCoordinator,
    [findCoordinatorRequest, findCoordinatorResponse],
    version,
    newFindCoordinatorRequest(version < 4 ? { key, keyType } : { coordinatorKeys: [key], keyType }),
  );

async function join(version: number, memberId = '') {
  await find(6, 'g');
  const request = newJoinGroupRequest({
    groupId: 'g',
    sessionTimeoutMs: 10_000,
    rebalanceTimeoutMs: 60_000,
    memberId,
    protocolType: 'consumer',
    protocols: [newJoinGroupRequestProtocol({ name: 'range', metadata: Buffer.alloc(10) })],
  });
  const joined = ask(joinGroup, [joinGroupRequest, joinGroupResponse], version, request);
  await settle();
  bench.clock.advance(1);
  return joined;
}

const sync = (version: number, generationId: number, memberId: string) =>
  ask(
    syncGroup,
    [syncGroupRequest, syncGroupResponse],
    version,
    newSyncGroupRequest({
      groupId: 'g',
      generationId,
      memberId,
      ...(version < 5 ? {} : { protocolType: 'consumer', protocolName: 'range' }),
      assignments: [newSyncGroupRequestAssignment({ memberId, assignment: Buffer.from('all') })],
    }),
  );

function commit(version: number, offset: bigint, fields: object = {}, topic: { name?: string; topicId?: string } = {}) {
  const partition = (partitionIndex: number) =>
    newOffsetCommitRequestPartition({ partitionIndex, committedOffset: offset, committedMetadata: 'm' });
  const named = version < 10 ? { name: 't' } : { topicId };
  const topics = [newOffsetCommitRequestTopic({ ...named, ...topic, partitions: [partition(0), partition(2)] })];
  const request = newOffsetCommitRequest({ groupId: 'g', topics, ...fields });
  return ask(offsetCommit, [offsetCommitRequest, offsetCommitResponse], version, request);
}

function fetch(version: number, all: boolean, fields: { name?: string; topicId?: string } = {}) {
  const named = { ...(version < 10 ? { name: 't' } : { topicId }), ...fields };
  const old = [newOffsetFetchRequestTopic({ name: 't', partitionIndexes: [0, 1] })];
  const topics = all ? null : [newOffsetFetchRequestTopics({ ...named, partitionIndexes: [0, 1] })];
  const request =
    version < 8
      ? newOffsetFetchRequest({ groupId: 'g', topics: all ? null : old })
      : newOffsetFetchRequest({ groups: [newOffsetFetchRequestGroup({ groupId: 'g', topics })] });
  return ask(offsetFetch, [offsetFetchRequest, offsetFetchResponse], version, request);
}

describe('FindCoordinator', () => {
  it.each(versionsOf(findCoordinator))('version %i finds the coordinator of a group', async (version) => {
    const response = await find(version, 'g');
    const found = version < 4 ? response : response.coordinators[0];
    expect(found).toMatchObject({ errorCode: ErrorCode.NONE, nodeId: 1, host: 'here', port: 9 });
  });

  it('refuses share groups', async () => {
    expect((await find(6, 'x', 2)).coordinators).toMatchObject([{ key: 'x', errorCode: ErrorCode.INVALID_REQUEST }]);
  });
});

describe('members', () => {
  it.each(versionsOf(joinGroup))('JoinGroup version %i', async (version) => {
    const first = await join(version);
    expect(first.errorCode).toBe(version < 4 ? ErrorCode.NONE : ErrorCode.MEMBER_ID_REQUIRED);
    const { errorCode, memberId, leader, members } = version < 4 ? first : await join(version, first.memberId);
    expect(errorCode).toBe(ErrorCode.NONE);
    expect(memberId).toMatch(/^client-/);
    expect([leader, members.length]).toEqual([memberId, 1]);
  });

  it('JoinGroup names the member in refusals', async () => {
    expect(await join(9, 'ghost')).toMatchObject({ errorCode: ErrorCode.UNKNOWN_MEMBER_ID, memberId: 'ghost' });
    const request = newJoinGroupRequest({ groupId: '', sessionTimeoutMs: 10_000, memberId: 'x' });
    const refused = await ask(joinGroup, [joinGroupRequest, joinGroupResponse], 2, request);
    expect(refused).toMatchObject({ errorCode: ErrorCode.INVALID_GROUP_ID, memberId: 'x' });
  });

  it.each(versionsOf(syncGroup))('SyncGroup version %i', async (version) => {
    const { memberId, generationId } = await join(3);
    const synced = await sync(version, generationId, memberId);
    expect(synced).toMatchObject({ errorCode: ErrorCode.NONE, assignment: Buffer.from('all') });
    expect(synced.protocolName).toBe(version < 5 ? null : 'range');
    expect((await sync(version, generationId, 'x')).errorCode).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  });

  it.each(versionsOf(heartbeat))('Heartbeat version %i', async (version) => {
    const { memberId, generationId } = await join(3);
    const beat = (id: string) =>
      ask(
        heartbeat,
        [heartbeatRequest, heartbeatResponse],
        version,
        newHeartbeatRequest({ groupId: 'g', generationId, memberId: id }),
      );
    expect((await beat(memberId)).errorCode).toBe(ErrorCode.NONE);
    expect((await beat('x')).errorCode).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  });

  it.each(versionsOf(leaveGroup))('LeaveGroup version %i', async (version) => {
    const { memberId } = await join(3);
    const leave = (groupId: string, id: string) => {
      const one = version < 3 ? { memberId: id } : { members: [newMemberIdentity({ memberId: id })] };
      const request = newLeaveGroupRequest({ groupId, ...one });
      return ask(leaveGroup, [leaveGroupRequest, leaveGroupResponse], version, request);
    };
    const codeOf = ({ errorCode, members }: Awaited<ReturnType<typeof leave>>) =>
      version < 3 ? errorCode : members[0]?.errorCode;
    expect(codeOf(await leave('g', 'x'))).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
    expect(codeOf(await leave('g', memberId))).toBe(ErrorCode.NONE);
    expect(codeOf(await leave('none', memberId))).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
    expect((await leave('', memberId)).errorCode).toBe(ErrorCode.INVALID_GROUP_ID);
  });
});

describe('offsets', () => {
  it.each(versionsOf(offsetCommit))(
    'OffsetCommit version %i stores what exists and refuses the rest',
    async (version) => {
      await find(6, 'g');
      const { topics } = await commit(version, 7n);
      expect(topics).toMatchObject([version < 10 ? { name: 't' } : { topicId }]);
      expect(topics[0]?.partitions).toEqual([
        { partitionIndex: 0, errorCode: ErrorCode.NONE },
        { partitionIndex: 2, errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION },
      ]);
      const member = { memberId: 'x', generationIdOrMemberEpoch: 3 };
      expect((await commit(version, 8n, member)).topics[0]?.partitions[0]?.errorCode).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
    },
  );

  it('OffsetCommit tells an unknown name from an unknown id', async () => {
    await find(6, 'g');
    const codes = async (version: number, topic: object) =>
      (await commit(version, 1n, {}, topic)).topics[0]?.partitions.map(({ errorCode }) => errorCode);
    const unknown = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    expect(await codes(9, { name: 'nowhere' })).toEqual([unknown, unknown]);
    const unknownId = 'ZZZZZZZZZZZZZZZZZZZZZQ';
    expect(await codes(10, { topicId: unknownId })).toEqual([ErrorCode.UNKNOWN_TOPIC_ID, ErrorCode.UNKNOWN_TOPIC_ID]);
  });

  it('OffsetCommit without a coordinator says so in every partition that exists', async () => {
    const partitions = (await commit(9, 1n)).topics[0]?.partitions;
    expect(partitions?.map(({ errorCode }) => errorCode)).toEqual([
      ErrorCode.NOT_COORDINATOR,
      ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
    ]);
  });

  it.each(versionsOf(offsetFetch))('OffsetFetch version %i', async (version) => {
    await find(6, 'g');
    await commit(10, 7n);
    const asked = await fetch(version, false);
    const topics = version < 8 ? asked.topics : asked.groups[0]?.topics;
    const epoch = -1;
    expect(topics?.[0]?.partitions).toMatchObject([
      { partitionIndex: 0, committedOffset: 7n, committedLeaderEpoch: epoch, metadata: 'm', errorCode: ErrorCode.NONE },
      { partitionIndex: 1, committedOffset: -1n, metadata: '', errorCode: ErrorCode.NONE },
    ]);
    if (version < 2) return;
    const all = await fetch(version, true);
    const allTopics = version < 8 ? all.topics : all.groups[0]?.topics;
    expect(allTopics).toMatchObject([{ partitions: [{ partitionIndex: 0, committedOffset: 7n }] }]);
  });

  it.each([1, 7, 8, 10])('OffsetFetch version %i without a coordinator', async (version) => {
    const { topics, errorCode, groups } = await fetch(version, false);
    if (version === 1) expect(topics[0]?.partitions[1]?.errorCode).toBe(ErrorCode.NOT_COORDINATOR);
    else expect(version < 8 ? errorCode : groups[0]?.errorCode).toBe(ErrorCode.NOT_COORDINATOR);
  });

  it('OffsetFetch shows nothing of a topic that was deleted and made anew, and refuses unknown ids', async () => {
    await find(6, 'g');
    await commit(10, 7n);
    const old = topicId;
    await bench.metadata.deleteTopics([{ name: 't', topicId: 'AAAAAAAAAAAAAAAAAAAAAA' }]);
    topicId = await createTopic(bench, 't', 2);
    expect((await fetch(9, false)).groups[0]?.topics[0]?.partitions[0]?.committedOffset).toBe(-1n);
    const byOldId = await fetch(10, false, { topicId: old });
    expect(byOldId.groups[0]?.topics[0]).toMatchObject({
      topicId: old,
      partitions: [{ errorCode: ErrorCode.UNKNOWN_TOPIC_ID }, { errorCode: ErrorCode.UNKNOWN_TOPIC_ID }],
    });
  });
});

describe('listings', () => {
  const list = async (version: number, fields: object = {}) =>
    (await ask(listGroups, [listGroupsRequest, listGroupsResponse], version, newListGroupsRequest(fields))).groups;

  it.each(versionsOf(listGroups))('ListGroups version %i', async (version) => {
    await join(3);
    expect(await list(version)).toMatchObject([{ groupId: 'g', protocolType: 'consumer' }]);
  });

  it('ListGroups filters by state and type without regard to case', async () => {
    await join(3);
    expect(await list(5, { statesFilter: ['completingrebalance'], typesFilter: ['Classic'] })).toHaveLength(1);
    expect(await list(5, { statesFilter: ['Stable', 'Empty'] })).toEqual([]);
    expect(await list(5, { typesFilter: ['consumer'] })).toEqual([]);
    expect(await list(4, { statesFilter: ['nonsense'] })).toEqual([]);
  });

  it.each(versionsOf(describeGroups))('DescribeGroups version %i', async (version) => {
    const { memberId, generationId } = await join(3);
    await sync(5, generationId, memberId);
    const includeAuthorizedOperations = version >= 3;
    const request = newDescribeGroupsRequest({ groups: ['g', 'none'], includeAuthorizedOperations });
    const { groups } = await ask(describeGroups, [describeGroupsRequest, describeGroupsResponse], version, request);
    expect(groups[0]).toMatchObject({
      errorCode: ErrorCode.NONE,
      groupState: 'Stable',
      protocolType: 'consumer',
      protocolData: 'range',
      members: [{ memberId, clientId: 'client', clientHost: '/127.0.0.1', memberAssignment: Buffer.from('all') }],
    });
    if (version >= 3) expect(groups[0]?.authorizedOperations).toBe(3400);
    const errorCode = version < 6 ? ErrorCode.NONE : ErrorCode.GROUP_ID_NOT_FOUND;
    expect(groups[1]).toMatchObject({ groupId: 'none', groupState: 'Dead', errorCode });
  });
});
