// A consumer group (KIP-848) over SIGKILL of the broker: members, epochs, assignment and committed offsets are there
// after the restart, from the log of the group alone, and the members go on where they were. Kafka's DumpLogSegments
// reads that log.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/wire/error-code.ts';
import {
  consumerGroupDescribeRequest,
  consumerGroupDescribeResponse,
  newConsumerGroupDescribeRequest,
} from '../../src/wire/generated/consumer-group-describe.ts';
import {
  type ConsumerGroupHeartbeatRequest,
  type ConsumerGroupHeartbeatResponse,
  consumerGroupHeartbeatRequest,
  consumerGroupHeartbeatResponse,
  newConsumerGroupHeartbeatRequest,
} from '../../src/wire/generated/consumer-group-heartbeat.ts';
import {
  findCoordinatorRequest,
  findCoordinatorResponse,
  newFindCoordinatorRequest,
} from '../../src/wire/generated/find-coordinator.ts';
import {
  newOffsetCommitRequest,
  newOffsetCommitRequestPartition,
  newOffsetCommitRequestTopic,
  offsetCommitRequest,
  offsetCommitResponse,
} from '../../src/wire/generated/offset-commit.ts';
import {
  newOffsetFetchRequest,
  newOffsetFetchRequestGroup,
  offsetFetchRequest,
  offsetFetchResponse,
} from '../../src/wire/generated/offset-fetch.ts';
import { TypedConnection } from '../parity/typed-connection.ts';
import { missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import { runTool } from '../support/java.ts';
import { missing } from '../support/paths.ts';
import { createTopics } from '../support/topics.ts';
import { waitUntil } from '../support/wait.ts';

const [TOPIC, GROUP] = ['shared', 'readers'];
const PARTITIONS = 6;
const reason = missingBroker('millrace');

/** A committed offset; the group's epoch, its members, its target's epoch, their targets, and what they have. */
const recordTypes = [1, 3, 5, 6, 7, 8];

/** What a member was last told. */
interface Member {
  memberId: string;
  instanceId: string | null;
  memberEpoch: number;
  topicPartitions: { topicId: string; partitions: number[] }[];
}

const member = (memberId: string, instanceId: string | null = null): Member => ({
  memberId,
  instanceId,
  memberEpoch: 0,
  topicPartitions: [],
});

describe.skipIf(reason !== undefined)('a consumer group over SIGKILL', () => {
  let broker: RunningBroker;
  let connection: TypedConnection;
  const members = [member('first'), member('second'), member('static', 'instance')];

  beforeAll(async () => {
    // Long sessions, so that nobody is lost on a slow machine.
    const properties = {
      'offsets.topic.num.partitions': '1',
      'group.consumer.session.timeout.ms': '60000',
      'group.consumer.max.session.timeout.ms': '60000',
    };
    broker = await startBroker({ properties }, 'millrace');
    await createTopics(broker.bootstrapServers, [{ topic: TOPIC, numPartitions: PARTITIONS }]);
    connection = await TypedConnection.open(broker.port);
    await coordinatorIsThere(connection);
  }, 60_000);

  afterAll(async () => {
    connection?.close();
    await broker?.close();
  }, 60_000);

  it('is the same, and its members go on', { timeout: 90_000 }, async () => {
    for (const one of members) await beat(connection, one, joining(one));
    await waitUntil('the members to share', async () => {
      for (const one of members) await beat(connection, one);
      const epochs = new Set(members.map(({ memberEpoch }) => memberEpoch));
      return epochs.size === 1 && members.every((one) => owned(one).length === PARTITIONS / members.length);
    });
    for (const one of members) await commit(connection, one);
    const before = await whatIsThere(connection);
    expect(before.group?.members).toHaveLength(members.length);
    expect(before.group?.groupState).toBe('Stable');
    expect(before.offsets).toEqual(Array.from({ length: PARTITIONS }, (_, partition) => offsetOf(partition)));

    connection.close();
    await broker.kill('SIGKILL');
    await broker.start();
    connection = await TypedConnection.open(broker.port);
    await coordinatorIsThere(connection);
    expect(await whatIsThere(connection)).toEqual(before);

    const told = members.map(({ memberEpoch }) => memberEpoch);
    for (const one of members) await beat(connection, one);
    expect(members.map(({ memberEpoch }) => memberEpoch)).toEqual(told);
    const stale = { ...joining(member('second')), memberEpoch: (told[1] ?? 0) + 1 };
    expect((await ask(connection, stale)).errorCode).toBe(ErrorCode.FENCED_MEMBER_EPOCH);
  });

  it.skipIf(missing.kafka() !== undefined)('is read by DumpLogSegments', { timeout: 60_000 }, async () => {
    await broker.kill('SIGKILL');
    const folder = join(broker.dataDirectory, '__consumer_offsets-0');
    const logs = (await readdir(folder)).filter((file) => file.endsWith('.log')).map((file) => join(folder, file));
    const args = ['--offsets-decoder', '--files', logs.join(',')];
    const { stdout, stderr } = await runTool('org.apache.kafka.tools.DumpLogSegments', args);
    const text = `${stdout}\n${stderr}`;
    expect(
      text.split('\n').filter((line) => /isvalid: false|Could not|mismatch|Exception|skipping/i.test(line)),
    ).toEqual([]);
    expect(recordTypes.filter((type) => !text.includes(`key: {"type":"${type}","data":`))).toEqual([]);
  });
});

const joining = ({ memberId, instanceId }: Member): Partial<ConsumerGroupHeartbeatRequest> => ({
  memberId,
  instanceId,
  rebalanceTimeoutMs: 60_000,
  subscribedTopicNames: [TOPIC],
  topicPartitions: [],
});

const owned = (one: Member): number[] => one.topicPartitions.flatMap(({ partitions }) => partitions);

const offsetOf = (partition: number) => ({ partition, offset: BigInt(100 + partition), metadata: `of ${partition}` });

async function coordinatorIsThere(connection: TypedConnection): Promise<void> {
  const request = newFindCoordinatorRequest({ keyType: 0, coordinatorKeys: [GROUP] });
  await waitUntil('the coordinator', async () => {
    const found = await connection.call(findCoordinatorRequest, findCoordinatorResponse, 4, request);
    if (found.coordinators[0]?.errorCode !== ErrorCode.NONE) return false;
    return (await fetchGroup(connection))?.errorCode === ErrorCode.NONE;
  });
}

function ask(
  connection: TypedConnection,
  fields: Partial<ConsumerGroupHeartbeatRequest>,
): Promise<ConsumerGroupHeartbeatResponse> {
  const request = newConsumerGroupHeartbeatRequest({ groupId: GROUP, ...fields });
  return connection.call(consumerGroupHeartbeatRequest, consumerGroupHeartbeatResponse, 1, request);
}

/** A heartbeat that says what the member owns, which is all that it was told to. */
async function beat(connection: TypedConnection, one: Member, fields: Partial<ConsumerGroupHeartbeatRequest> = {}) {
  const { memberId, instanceId, memberEpoch, topicPartitions } = one;
  const answer = await ask(connection, { memberId, instanceId, memberEpoch, topicPartitions, ...fields });
  expect([memberId, answer.errorCode, answer.errorMessage]).toEqual([memberId, ErrorCode.NONE, null]);
  one.memberEpoch = answer.memberEpoch;
  if (answer.assignment !== null) one.topicPartitions = answer.assignment.topicPartitions;
}

async function commit(connection: TypedConnection, one: Member): Promise<void> {
  const partitions = owned(one).map((partitionIndex) => {
    const { offset, metadata } = offsetOf(partitionIndex);
    return newOffsetCommitRequestPartition({ partitionIndex, committedOffset: offset, committedMetadata: metadata });
  });
  const request = newOffsetCommitRequest({
    groupId: GROUP,
    memberId: one.memberId,
    generationIdOrMemberEpoch: one.memberEpoch,
    topics: [newOffsetCommitRequestTopic({ name: TOPIC, partitions })],
  });
  const { topics } = await connection.call(offsetCommitRequest, offsetCommitResponse, 9, request);
  expect(topics.flatMap((topic) => topic.partitions.map(({ errorCode }) => errorCode))).toEqual(
    partitions.map(() => ErrorCode.NONE),
  );
}

async function fetchGroup(connection: TypedConnection) {
  const groups = [newOffsetFetchRequestGroup({ groupId: GROUP, topics: null })];
  const answer = await connection.call(offsetFetchRequest, offsetFetchResponse, 9, newOffsetFetchRequest({ groups }));
  return answer.groups[0];
}

/** The group as operators see it, and its offsets. */
async function whatIsThere(connection: TypedConnection) {
  const request = newConsumerGroupDescribeRequest({ groupIds: [GROUP] });
  const { groups } = await connection.call(consumerGroupDescribeRequest, consumerGroupDescribeResponse, 1, request);
  const offsets = (await fetchGroup(connection))?.topics.flatMap(({ partitions }) =>
    partitions.map(({ partitionIndex, committedOffset, metadata }) => ({
      partition: partitionIndex,
      offset: committedOffset,
      metadata,
    })),
  );
  const [group] = groups;
  group?.members.sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
  return { group, offsets: offsets?.sort((a, b) => a.partition - b.partition) };
}
