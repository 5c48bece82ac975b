// Simulated members of groups, of either protocol: what a client sends to join, to be assigned one partition each, and to
// stay. Used by the group scenarios; the same requests go to both brokers.

import { setTimeout as pause } from 'node:timers/promises';
import { encodeVersioned } from '../../src/wire/framed-record.ts';
import {
  consumerGroupDescribeRequest,
  consumerGroupDescribeResponse,
  newConsumerGroupDescribeRequest,
} from '../../src/wire/generated/consumer-group-describe.ts';
import {
  type ConsumerGroupHeartbeatResponse,
  consumerGroupHeartbeatRequest,
  consumerGroupHeartbeatResponse,
  newConsumerGroupHeartbeatRequest,
} from '../../src/wire/generated/consumer-group-heartbeat.ts';
import {
  consumerProtocolAssignment,
  newConsumerProtocolAssignment,
} from '../../src/wire/generated/consumer-protocol-assignment.ts';
import {
  consumerProtocolSubscription,
  newConsumerProtocolSubscription,
} from '../../src/wire/generated/consumer-protocol-subscription.ts';
import {
  findCoordinatorRequest,
  findCoordinatorResponse,
  newFindCoordinatorRequest,
} from '../../src/wire/generated/find-coordinator.ts';
import { joinGroupRequest, joinGroupResponse, newJoinGroupRequest } from '../../src/wire/generated/join-group.ts';
import {
  newSyncGroupRequest,
  newSyncGroupRequestAssignment,
  syncGroupRequest,
  syncGroupResponse,
} from '../../src/wire/generated/sync-group.ts';
import type { MemberConnection } from './member-connection.ts';

const GROUP_ID_NOT_FOUND = 69;
const MEMBER_ID_REQUIRED = 79;

export class ConsumerMember {
  readonly #connection: MemberConnection;
  readonly #groupId: string;
  readonly #memberId = crypto.randomUUID();
  #epoch = 0;
  #assigned: { topicId: string; partitions: number[] }[] = [];
  /** What it has said that it has. */
  #acknowledged = this.#assigned;

  constructor(connection: MemberConnection, groupId: string) {
    this.#connection = connection;
    this.#groupId = groupId;
  }

  get partitionCount(): number {
    return this.#assigned.reduce((count, { partitions }) => count + partitions.length, 0);
  }

  async join(topic: string): Promise<void> {
    await this.#beat({ rebalanceTimeoutMs: 60_000, subscribedTopicNames: [topic], topicPartitions: [] });
  }

  /** As clients do, it says what it has only once after that changed. */
  async beat(): Promise<void> {
    const told = this.#assigned;
    await this.#beat(this.#acknowledged === told ? {} : { topicPartitions: told });
    this.#acknowledged = told;
  }

  async leave(): Promise<void> {
    this.#epoch = -1;
    await this.#beat({});
  }

  async #beat(fields: Parameters<typeof newConsumerGroupHeartbeatRequest>[0]): Promise<void> {
    const identity = { groupId: this.#groupId, memberId: this.#memberId, memberEpoch: this.#epoch };
    const request = newConsumerGroupHeartbeatRequest({ ...identity, ...fields });
    const codecs = [consumerGroupHeartbeatRequest, consumerGroupHeartbeatResponse] as const;
    const answer: ConsumerGroupHeartbeatResponse = await this.#connection.call(...codecs, 1, request);
    if (answer.errorCode !== 0) throw new Error(`heartbeat: ${answer.errorCode} ${answer.errorMessage}`);
    this.#epoch = answer.memberEpoch;
    if (answer.assignment !== null) this.#assigned = answer.assignment.topicPartitions;
  }
}

/** Joins a classic group and resolves when it has its assignment: partition n for the n-th member. */
export async function joinClassic(connection: MemberConnection, groupId: string, topic: string): Promise<void> {
  const metadata = encodeVersioned(
    consumerProtocolSubscription,
    1,
    newConsumerProtocolSubscription({ topics: [topic] }),
  );
  for (let memberId = ''; ; ) {
    const joined = await connection.call(
      joinGroupRequest,
      joinGroupResponse,
      9,
      newJoinGroupRequest({
        groupId,
        memberId,
        sessionTimeoutMs: 45_000,
        rebalanceTimeoutMs: 120_000,
        protocolType: 'consumer',
        protocols: [{ name: 'range', metadata }],
      }),
    );
    memberId = joined.memberId;
    if (joined.errorCode === MEMBER_ID_REQUIRED) continue;
    if (joined.errorCode !== 0) throw new Error(`join: ${joined.errorCode}`);
    const assignments = joined.members.map((member, partition) =>
      newSyncGroupRequestAssignment({
        memberId: member.memberId,
        assignment: encodeVersioned(
          consumerProtocolAssignment,
          1,
          newConsumerProtocolAssignment({ assignedPartitions: [{ topic, partitions: [partition] }] }),
        ),
      }),
    );
    const names = { protocolType: 'consumer', protocolName: 'range' };
    const request = newSyncGroupRequest({
      groupId,
      memberId,
      generationId: joined.generationId,
      ...names,
      assignments,
    });
    const synced = await connection.call(syncGroupRequest, syncGroupResponse, 5, request);
    if (synced.errorCode === 0) return;
  }
}

/** Makes the broker make its topic of offsets, and waits until the group's partition of it is loaded. */
export async function awaitCoordinator(connection: MemberConnection, groupId: string): Promise<void> {
  const find = newFindCoordinatorRequest({ coordinatorKeys: [groupId], keyType: 0 });
  const describe = newConsumerGroupDescribeRequest({ groupIds: [groupId] });
  for (;;) {
    const found = await connection.call(findCoordinatorRequest, findCoordinatorResponse, 4, find);
    const codecs = [consumerGroupDescribeRequest, consumerGroupDescribeResponse] as const;
    const described = await connection.call(...codecs, 0, describe);
    const isLoaded = described.groups[0]?.errorCode === GROUP_ID_NOT_FOUND;
    if (found.coordinators[0]?.errorCode === 0 && isLoaded) return;
    await pause(100);
  }
}
