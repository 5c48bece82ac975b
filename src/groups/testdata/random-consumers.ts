// Members of a consumer group that mostly follow the protocol and sometimes do anything at all, drawn from a seed: some
// speak ConsumerGroupHeartbeat, some JoinGroup (eagerly: they give everything up before they join). Each knows what it
// reads; the model test compares that with the shard and with the others.
import { KafkaError } from '../../errors.ts';
import { ErrorCode } from '../../wire/error-code.ts';
import { encodeVersioned } from '../../wire/framed-record.ts';
import {
  type ConsumerGroupHeartbeatResponse,
  newConsumerGroupHeartbeatRequest,
} from '../../wire/generated/consumer-group-heartbeat.ts';
import {
  consumerProtocolSubscription,
  newConsumerProtocolSubscription,
} from '../../wire/generated/consumer-protocol-subscription.ts';
import { newHeartbeatRequest } from '../../wire/generated/heartbeat.ts';
import {
  type JoinGroupResponse,
  newJoinGroupRequest,
  newJoinGroupRequestProtocol,
} from '../../wire/generated/join-group.ts';
import { newLeaveGroupRequest, newMemberIdentity } from '../../wire/generated/leave-group.ts';
import {
  newSyncGroupRequest,
  newSyncGroupRequestAssignment,
  type SyncGroupResponse,
} from '../../wire/generated/sync-group.ts';
import { readAssignment, writeAssignment } from '../consumer-protocol.ts';
import { GROUP, type Random } from './random-clients.ts';
import type { SimulatedShard } from './simulated-shard.ts';

export type Waiting = Map<number, (response: unknown) => void>;

/** What a member reads: `topic id/partition`. */
export type Reading = ReadonlySet<string>;

const SUBSCRIPTIONS: readonly (readonly string[])[] = [['t'], ['t', 'u'], ['u', 'v'], []];
const REGEXES = ['', '', 't|u', '[uv]'];

export class RandomConsumer {
  readonly name: string;
  readonly instanceId: string | null;
  readonly #random: Random;
  #starts = 0;
  memberId = '';
  #epoch = 0;
  #topics: readonly string[] = ['t'];
  #regex = '';
  #assignor: string | null = null;
  /** Told by the last answer. */
  #told: Reading = new Set();
  /** It still has these; a consumer gives partitions up in its own time. */
  #reading = new Set<string>();
  #isJoined = false;
  isStopped = false;

  constructor(name: string, instanceId: string | null, random: Random) {
    this.name = name;
    this.instanceId = instanceId;
    this.#random = random;
  }

  get reading(): Reading {
    return this.#isJoined ? this.#reading : new Set();
  }

  act(shard: SimulatedShard): void {
    const step = this.#random(40);
    if (this.isStopped) this.isStopped = step > 5;
    else if (step === 0) this.#leave(shard, -1);
    else if (step === 1 && this.instanceId !== null) this.#leave(shard, -2);
    else if (step === 2) this.isStopped = true;
    else if (step === 3) this.#forget();
    else this.#beat(shard, step < 8);
  }

  /** One heartbeat of a member that does nothing else. */
  settle(shard: SimulatedShard): void {
    this.isStopped = false;
    this.#beat(shard, false);
  }

  #beat(shard: SimulatedShard, changes: boolean): void {
    const isJoin = !this.#isJoined;
    if (isJoin) {
      this.#starts += 1;
      this.memberId = `${this.name}-${this.#starts}`;
      this.#epoch = 0;
    }
    if (changes) {
      this.#topics = SUBSCRIPTIONS[this.#random(SUBSCRIPTIONS.length)] ?? [];
      this.#regex = REGEXES[this.#random(REGEXES.length)] ?? '';
      this.#assignor = [null, 'uniform', 'range'][this.#random(3)] ?? null;
    }
    for (const partition of this.#reading) if (!this.#told.has(partition)) this.#reading.delete(partition);
    const isFull = isJoin || changes;
    const request = newConsumerGroupHeartbeatRequest({
      groupId: GROUP,
      memberId: this.memberId,
      memberEpoch: this.#epoch,
      instanceId: this.instanceId,
      rebalanceTimeoutMs: isFull ? 20_000 : -1,
      subscribedTopicNames: isFull ? [...this.#topics] : null,
      subscribedTopicRegex: isFull ? this.#regex : null,
      serverAssignor: this.#assignor,
      topicPartitions: isJoin ? [] : ownedBy(this.#reading),
    });
    const client = { clientId: this.name, clientHost: '/127.0.0.1' };
    const idle = shard.shard.consumerHeartbeat(request, client, shard.nowMs);
    const response = idle ?? shard.answerTo((token) => ({ kind: 'consumer-heartbeat', token, request, client }));
    if (response instanceof KafkaError) this.#refused(response.code);
    else this.#answered(response as ConsumerGroupHeartbeatResponse);
  }

  #answered({ memberEpoch, assignment }: ConsumerGroupHeartbeatResponse): void {
    this.#isJoined = true;
    this.#epoch = memberEpoch;
    if (assignment === null) return;
    this.#told = new Set(
      assignment.topicPartitions.flatMap(({ topicId, partitions }) => partitions.map((p) => `${topicId}/${p}`)),
    );
    for (const partition of this.#told) this.#reading.add(partition);
  }

  #refused(code: number): void {
    const expected: number[] = [
      ErrorCode.UNKNOWN_MEMBER_ID,
      ErrorCode.FENCED_MEMBER_EPOCH,
      ErrorCode.GROUP_ID_NOT_FOUND,
      ErrorCode.UNRELEASED_INSTANCE_ID,
      ErrorCode.FENCED_INSTANCE_ID,
    ];
    if (!expected.includes(code)) throw new Error(`${this.name} was refused with ${code}`);
    this.#forget();
  }

  #leave(shard: SimulatedShard, memberEpoch: number): void {
    if (!this.#isJoined) return;
    const request = newConsumerGroupHeartbeatRequest({
      groupId: GROUP,
      memberId: this.memberId,
      memberEpoch,
      instanceId: this.instanceId,
    });
    const client = { clientId: this.name, clientHost: '/127.0.0.1' };
    shard.answerTo((token) => ({ kind: 'consumer-heartbeat', token, request, client }));
    this.#forget();
  }

  #forget(): void {
    this.#isJoined = false;
    this.#told = new Set();
    this.#reading = new Set();
  }
}

/** A member that speaks the classic protocol, in a group of either protocol. */
export class RandomClassicConsumer {
  readonly name: string;
  readonly #random: Random;
  memberId = '';
  #generation = -1;
  #next: 'join' | 'sync' | 'heartbeat' | 'wait' = 'join';
  #led: readonly string[] = [];
  #reading = new Set<string>();

  constructor(name: string, random: Random) {
    this.name = name;
    this.#random = random;
  }

  get reading(): Reading {
    return this.#reading;
  }

  act(shard: SimulatedShard, waiting: Waiting): void {
    const step = this.#random(40);
    if (step === 0) this.#leave(shard, waiting);
    else if (step > 2) this.settle(shard, waiting);
  }

  settle(shard: SimulatedShard, waiting: Waiting): void {
    if (this.#next === 'join') this.#join(shard, waiting);
    else if (this.#next === 'sync') this.#sync(shard, waiting);
    else if (this.#next === 'heartbeat') this.#heartbeat(shard, waiting);
  }

  /** The broker restarted: nobody answers any more. */
  disconnected(): void {
    if (this.#next === 'wait') this.#next = 'join';
  }

  #join(shard: SimulatedShard, waiting: Waiting): void {
    this.#reading = new Set();
    const metadata = encodeVersioned(
      consumerProtocolSubscription,
      1,
      newConsumerProtocolSubscription({ topics: ['t', 'u'] }),
    );
    const request = newJoinGroupRequest({
      groupId: GROUP,
      sessionTimeoutMs: 30_000,
      rebalanceTimeoutMs: 20_000,
      memberId: this.memberId,
      protocolType: 'consumer',
      protocols: [newJoinGroupRequestProtocol({ name: 'range', metadata })],
    });
    shard.idPrefix = this.name;
    this.#next = 'wait';
    shard.submit((token) => {
      waiting.set(token, (response) => this.#joined(response));
      const client = { clientId: this.name, clientHost: '/127.0.0.1' };
      return { kind: 'join-group', token, request, apiVersion: 9, client };
    });
  }

  #joined(response: unknown): void {
    this.#next = 'join';
    if (response instanceof KafkaError) {
      this.memberId = '';
      return;
    }
    const { errorCode, memberId, generationId, leader, members } = response as JoinGroupResponse;
    if (errorCode === ErrorCode.NONE) {
      this.#generation = generationId;
      this.#led = leader === memberId ? members.map((member) => member.memberId) : [];
      this.#next = 'sync';
    }
    const keepsId = [ErrorCode.NONE, ErrorCode.MEMBER_ID_REQUIRED, ErrorCode.REBALANCE_IN_PROGRESS].some(
      (c) => c === errorCode,
    );
    this.memberId = keepsId ? memberId : '';
  }

  /** As leader of a classic group it gives every partition of its topics to one member after the other. */
  #sync(shard: SimulatedShard, waiting: Waiting): void {
    const shares = this.#led.map(() => new Map<string, Set<number>>());
    let next = 0;
    for (const name of this.#led.length === 0 ? [] : ['t', 'u']) {
      const topic = shard.image.topicsByName.get(name);
      for (const { partition } of topic?.partitions ?? []) {
        const share = shares[next++ % shares.length];
        const topicId = topic?.id ?? '';
        share?.set(topicId, (share.get(topicId) ?? new Set()).add(partition));
      }
    }
    const request = newSyncGroupRequest({
      groupId: GROUP,
      generationId: this.#generation,
      memberId: this.memberId,
      assignments: this.#led.map((memberId, index) =>
        newSyncGroupRequestAssignment({
          memberId,
          assignment: writeAssignment(shares[index] ?? new Map(), 1, shard.image),
        }),
      ),
    });
    this.#next = 'wait';
    shard.submit((token) => {
      waiting.set(token, (response) => this.#synced(shard, response));
      return { kind: 'sync-group', token, request };
    });
  }

  #synced(shard: SimulatedShard, response: unknown): void {
    this.#next = 'join';
    const { errorCode, assignment } =
      response instanceof KafkaError ? { errorCode: response.code, assignment: null } : (response as SyncGroupResponse);
    if (errorCode === ErrorCode.UNKNOWN_MEMBER_ID) this.memberId = '';
    if (errorCode !== ErrorCode.NONE || assignment === null) return;
    this.#next = 'heartbeat';
    if (assignment.length === 0) return;
    for (const { topic, partitions } of readAssignment(assignment).assignedPartitions) {
      const topicId = shard.image.topicsByName.get(topic)?.id;
      for (const partition of partitions) this.#reading.add(`${topicId}/${partition}`);
    }
  }

  #heartbeat(shard: SimulatedShard, waiting: Waiting): void {
    const request = newHeartbeatRequest({ groupId: GROUP, generationId: this.#generation, memberId: this.memberId });
    const errorCode = shard.shard.heartbeat(request, shard.nowMs);
    if (errorCode !== null) {
      this.#heard(errorCode);
      return;
    }
    this.#next = 'wait';
    shard.submit((token) => {
      waiting.set(token, (response) =>
        this.#heard(response instanceof KafkaError ? response.code : (response as number)),
      );
      return { kind: 'classic-heartbeat', token, request };
    });
  }

  #heard(errorCode: number): void {
    this.#next = errorCode === ErrorCode.NONE ? 'heartbeat' : 'join';
    if (errorCode !== ErrorCode.UNKNOWN_MEMBER_ID) return;
    this.memberId = '';
    this.#reading = new Set();
  }

  #leave(shard: SimulatedShard, waiting: Waiting): void {
    const request = newLeaveGroupRequest({ groupId: GROUP, members: [newMemberIdentity({ memberId: this.memberId })] });
    this.#reading = new Set();
    if (this.#next === 'wait') return;
    shard.submit((token) => {
      waiting.set(token, () => {});
      return { kind: 'leave-group', token, request };
    });
    this.memberId = '';
    this.#next = 'join';
  }
}

function ownedBy(reading: Reading): { topicId: string; partitions: number[] }[] {
  const topics = new Map<string, number[]>();
  for (const key of reading) {
    const [topicId = '', partition = ''] = key.split('/');
    topics.set(topicId, [...(topics.get(topicId) ?? []), Number(partition)]);
  }
  return Array.from(topics, ([topicId, partitions]) => ({ topicId, partitions }));
}
