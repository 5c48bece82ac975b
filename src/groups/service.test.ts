import { describe, expect, it } from 'vitest';
import { KafkaError } from '../errors.ts';
import { OFFSETS_TOPIC } from '../metadata/topic-name.ts';
import { ErrorCode } from '../wire/error-code.ts';
import { newHeartbeatRequest } from '../wire/generated/heartbeat.ts';
import {
  type JoinGroupRequest,
  type JoinGroupResponse,
  newJoinGroupRequest,
  newJoinGroupRequestProtocol,
} from '../wire/generated/join-group.ts';
import { newSyncGroupRequest, newSyncGroupRequestAssignment } from '../wire/generated/sync-group.ts';
import { ZERO_UUID } from '../wire/reader.ts';
import { groupPartition, javaHashCode } from './group-partition.ts';
import { createTopic, restarted, type ServiceBench, serviceBench, settle } from './testdata/service-bench.ts';

const client = { clientId: 'c', clientHost: '/127.0.0.1' };

function joinRequest(groupId: string, fields: Partial<JoinGroupRequest> = {}): JoinGroupRequest {
  const protocols = [newJoinGroupRequestProtocol({ name: 'range', metadata: Buffer.alloc(10) })];
  const times = { sessionTimeoutMs: 10_000, rebalanceTimeoutMs: 60_000 };
  return newJoinGroupRequest({ groupId, protocolType: 'consumer', protocols, ...times, ...fields });
}

async function joinFirst(bench: ServiceBench, groupId: string): Promise<JoinGroupResponse> {
  await bench.groups.coordinatorOf(groupId);
  const joined = bench.groups.joinGroup(joinRequest(groupId), 3, client);
  await settle();
  bench.clock.advance(1);
  return joined;
}

async function stableGroup(bench: ServiceBench, groupId: string): Promise<JoinGroupResponse> {
  const joined = await joinFirst(bench, groupId);
  const { memberId } = joined;
  const assignments = [newSyncGroupRequestAssignment({ memberId, assignment: Buffer.from('all') })];
  await bench.groups.syncGroup(
    newSyncGroupRequest({ groupId, memberId, generationId: joined.generationId, assignments }),
  );
  return joined;
}

function heartbeat(
  bench: ServiceBench,
  groupId: string,
  { memberId, generationId }: JoinGroupResponse,
): number | Promise<number> {
  return bench.groups.heartbeat(newHeartbeatRequest({ groupId, memberId, generationId }));
}

function commit(bench: ServiceBench, groupId: string, topic: string, topicId: string, offset: bigint) {
  const partitions = [{ partition: 0, offset, leaderEpoch: -1, metadata: null }];
  return bench.groups.commitOffsets({
    groupId,
    apiVersion: 9,
    memberId: '',
    groupInstanceId: null,
    generation: -1,
    retentionTimeMs: -1n,
    topics: [{ topic, topicId, partitions }],
  });
}

async function committed(bench: ServiceBench, groupId: string): Promise<string[]> {
  const fetched = await bench.groups.fetchOffsets({ groupId, topics: null, requireStable: false });
  return fetched.map(({ topic, partitions }) => `${topic}=${partitions[0]?.committed?.offset}`);
}

async function errorOf(promise: Promise<unknown>): Promise<number> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof KafkaError ? error.code : ErrorCode.NONE;
}

describe('the partition of a group', () => {
  it.each([
    ['', 0],
    ['a', 97],
    ['console-consumer-12345', 158_455_506],
    ['polygenelubricants', -2_147_483_648],
    ['größe 🦆', 175_604_087],
  ])('hashes %j as Java does', (text, hash) => {
    expect(javaHashCode(text)).toBe(hash);
  });

  it('takes 0 for the hash that has no absolute value', () => {
    expect(groupPartition('polygenelubricants', 50)).toBe(0);
    expect(groupPartition('console-consumer-12345', 50)).toBe(6);
  });
});

describe('the group service', () => {
  it('answers NOT_COORDINATOR until somebody looks for a coordinator', async () => {
    const bench = await serviceBench();
    expect(await errorOf(bench.groups.joinGroup(joinRequest('g'), 9, client))).toBe(ErrorCode.NOT_COORDINATOR);
    expect(bench.groups.heartbeat(newHeartbeatRequest({ groupId: 'g' }))).toBe(ErrorCode.NOT_COORDINATOR);
    expect((await bench.groups.describeGroup('g')).errorCode).toBe(ErrorCode.NOT_COORDINATOR);
    expect(await bench.groups.listGroups()).toEqual([]);
    expect(await bench.groups.coordinatorOf('g')).toBe(1);
    expect(bench.metadata.image.topicsByName.get(OFFSETS_TOPIC)?.partitions).toHaveLength(50);
  });

  it('refuses groups without a name and sessions outside of the limits', async () => {
    const bench = await serviceBench();
    await bench.groups.coordinatorOf('');
    const sessions = [5_999, 1_800_001].map((sessionTimeoutMs) => joinRequest('g', { sessionTimeoutMs }));
    for (const request of sessions) {
      expect(await errorOf(bench.groups.joinGroup(request, 9, client))).toBe(ErrorCode.INVALID_SESSION_TIMEOUT);
    }
    expect(await errorOf(bench.groups.joinGroup(joinRequest(''), 9, client))).toBe(ErrorCode.INVALID_GROUP_ID);
    expect(bench.groups.heartbeat(newHeartbeatRequest({ groupId: '' }))).toBe(ErrorCode.INVALID_GROUP_ID);
    // Offsets of the empty group are kept, as old clients commit to it.
    expect(await commit(bench, '', 't', ZERO_UUID, 7n)).toEqual([[ErrorCode.NONE]]);
    expect(await committed(bench, '')).toEqual(['t=7']);
  });

  it('keeps a group and its offsets over a restart', async () => {
    const before = await serviceBench();
    const topicId = await createTopic(before, 't');
    const joined = await stableGroup(before, 'g');
    await commit(before, 'h', 't', topicId, 5n);
    const after = await restarted(before);
    expect(after.groups.heartbeat(newHeartbeatRequest({ groupId: 'g' })), 'while it loads').toBe(ErrorCode.NONE);
    expect(await after.groups.describeGroup('g')).toMatchObject({ groupState: 'Stable', protocolData: 'range' });
    expect(heartbeat(after, 'g', joined)).toBe(ErrorCode.NONE);
    expect(await committed(after, 'h')).toEqual(['t=5']);
    expect((await after.groups.listGroups()).map(({ groupId }) => groupId).sort()).toEqual(['g', 'h']);
    after.clock.advance(10_000);
    expect(heartbeat(after, 'g', joined), 'its session ran from the load').toBe(ErrorCode.UNKNOWN_MEMBER_ID);
    expect([...before.fatal, ...after.fatal]).toEqual([]);
  });

  it('answers a member when its assignment is committed, and everybody with an error when it is not', async () => {
    const bench = await serviceBench();
    const { memberId, generationId } = await joinFirst(bench, 'g');
    const request = newSyncGroupRequest({ groupId: 'g', memberId, generationId });
    bench.dataPlane.fail({ kind: 'refused', code: ErrorCode.KAFKA_STORAGE_ERROR });
    expect(await errorOf(bench.groups.syncGroup(request))).toBe(ErrorCode.NOT_COORDINATOR);
    await settle();
    const again = await bench.groups.syncGroup(request);
    expect(again.errorCode, 'the generation was never stored').toBe(ErrorCode.UNKNOWN_MEMBER_ID);
    expect(bench.fatal).toEqual([]);
  });

  it('removes the offsets of deleted topics, also of those deleted while it did not look', async () => {
    const before = await serviceBench();
    const kept = await createTopic(before, 'kept');
    const gone = await createTopic(before, 'gone');
    await before.groups.coordinatorOf('g');
    await commit(before, 'g', 'kept', kept, 1n);
    await commit(before, 'g', 'gone', gone, 2n);
    await before.metadata.deleteTopics([{ name: 'gone', topicId: ZERO_UUID }]);
    await settle();
    expect(await committed(before, 'g')).toEqual(['kept=1']);
    await commit(before, 'g', 'gone', gone, 3n);
    const after = await restarted(before);
    await after.groups.describeGroup('g');
    await settle();
    expect(await committed(after, 'g')).toEqual(['kept=1']);
  });

  it('sends waiting members away when it closes', async () => {
    const bench = await serviceBench();
    await stableGroup(bench, 'g');
    const joining = errorOf(bench.groups.joinGroup(joinRequest('g'), 3, client));
    await bench.groups.close();
    expect(await joining).toBe(ErrorCode.COORDINATOR_NOT_AVAILABLE);
    expect(await errorOf(commit(bench, 'g', 't', ZERO_UUID, 1n))).toBe(ErrorCode.NOT_COORDINATOR);
  });

  it('makes the clients wait while a partition cannot be loaded, but not for long', async () => {
    const before = await serviceBench();
    await before.groups.coordinatorOf('g');
    await commit(before, 'g', 't', ZERO_UUID, 1n);
    const after = await restarted(before);
    const described = after.groups.describeGroup('g');
    after.clock.advance(1_000);
    const { errorCode, groupState } = await described;
    expect([errorCode, groupState]).toEqual([ErrorCode.COORDINATOR_LOAD_IN_PROGRESS, '']);
    await settle();
    expect((await after.groups.describeGroup('g')).groupState).toBe('Empty');
  });
});
