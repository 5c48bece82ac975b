// Clients that mostly follow the protocol and sometimes do anything at all, drawn from a seed. They check what they are
// told; the model test checks the shard between their steps.
import { seededRandom } from '../../seeded-random.ts';
import { ErrorCode } from '../../wire/error-code.ts';
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
import { ZERO_UUID } from '../../wire/reader.ts';
import type { SimulatedShard } from './simulated-shard.ts';

export const GROUP = 'g';

export type Random = (below: number) => number;

/** Each call gives a whole number below the one that is asked for. */
export function randomBelow(seed: number): Random {
  const random = seededRandom(seed);
  return (below) => Math.floor(random() * below);
}

/** One process of a client; a static one shares its instance id with others. */
export class RandomClient {
  readonly name: string;
  readonly instanceId: string | null;
  readonly #random: Random;
  memberId = '';
  generation = -1;
  /** What a client that follows the protocol does next. */
  #next: 'join' | 'sync' | 'heartbeat' | 'wait' = 'join';
  /** Of the generation that this client leads: member id → instance id. */
  #led: ReadonlyMap<string, string | null> | null = null;

  constructor(name: string, instanceId: string | null, random: Random) {
    this.name = name;
    this.instanceId = instanceId;
    this.#random = random;
  }

  act(shard: SimulatedShard, waiting: Map<number, (response: unknown) => void>): void {
    if (this.#random(10) < 8) this.#actSensibly(shard, waiting);
    else this.#actAtRandom(shard, waiting);
  }

  #actSensibly(shard: SimulatedShard, waiting: Map<number, (response: unknown) => void>): void {
    if (this.#next === 'join') this.#join(shard, waiting);
    else if (this.#next === 'sync') this.#sync(shard, waiting);
    else if (this.#next === 'heartbeat') this.#heartbeat(shard);
  }

  #actAtRandom(shard: SimulatedShard, waiting: Map<number, (response: unknown) => void>): void {
    const step = this.#random(20);
    if (step < 7) this.#join(shard, waiting);
    else if (step < 13) this.#sync(shard, waiting);
    else if (step < 17) this.#heartbeat(shard);
    else if (step < 18) this.#leave(shard, waiting);
    else if (step < 19) this.#commit(shard, waiting);
    else this.#forget();
  }

  #join(shard: SimulatedShard, waiting: Map<number, (response: unknown) => void>): void {
    const protocols = [['range'], ['range', 'sticky'], ['sticky', 'range']][this.#random(3)] ?? [];
    const request = newJoinGroupRequest({
      groupId: GROUP,
      sessionTimeoutMs: 10_000 + this.#random(3) * 10_000,
      rebalanceTimeoutMs: 5_000 + this.#random(4) * 10_000,
      memberId: this.memberId,
      groupInstanceId: this.instanceId,
      protocolType: 'consumer',
      protocols: protocols.map((name) =>
        newJoinGroupRequestProtocol({ name, metadata: Buffer.from([0, 0, 0, 0, 0, 0, this.#random(8) === 0 ? 1 : 0]) }),
      ),
    });
    const apiVersion = [3, 5, 9][this.#random(3)] ?? 9;
    shard.idPrefix = this.instanceId ?? this.name;
    this.#next = 'wait';
    shard.submit((token) => {
      waiting.set(token, (response) => this.#joined(response as JoinGroupResponse));
      const client = { clientId: this.name, clientHost: '/127.0.0.1' };
      return { kind: 'join-group', token, request, apiVersion, client };
    });
  }

  #joined(response: JoinGroupResponse): void {
    this.#next = response.errorCode === ErrorCode.NONE ? 'sync' : 'join';
    switch (response.errorCode) {
      case ErrorCode.NONE: {
        this.memberId = response.memberId;
        this.generation = response.generationId;
        const isLeader = response.leader === response.memberId && !response.skipAssignment;
        this.#led = isLeader ? new Map(response.members.map((m) => [m.memberId, m.groupInstanceId])) : null;
        return;
      }
      case ErrorCode.MEMBER_ID_REQUIRED:
        this.memberId = response.memberId;
        return;
      case ErrorCode.REBALANCE_IN_PROGRESS:
        return;
      default:
        this.#forget();
    }
  }

  /** A leader gives every member a word that tells for whom and for which generation it was made. */
  #sync(shard: SimulatedShard, waiting: Map<number, (response: unknown) => void>): void {
    const generation = this.generation;
    const owner = this.instanceId ?? this.memberId;
    const assignments = Array.from(this.#led ?? [], ([memberId, instanceId]) =>
      newSyncGroupRequestAssignment({ memberId, assignment: Buffer.from(`${generation}/${instanceId ?? memberId}`) }),
    );
    const request = newSyncGroupRequest({
      groupId: GROUP,
      generationId: generation,
      memberId: this.memberId,
      groupInstanceId: this.instanceId,
      assignments,
    });
    this.#next = 'wait';
    shard.submit((token) => {
      waiting.set(token, (response) => this.#synced(response as SyncGroupResponse, generation, owner));
      return { kind: 'sync-group', token, request };
    });
  }

  #synced(response: SyncGroupResponse, generation: number, owner: string): void {
    this.#next = response.errorCode === ErrorCode.NONE ? 'heartbeat' : 'join';
    if (response.errorCode !== ErrorCode.NONE) return;
    const given = response.assignment.toString();
    if (given !== `${generation}/${owner}`)
      throw new Error(`${owner} synced generation ${generation} and got ${given}`);
  }

  #heartbeat(shard: SimulatedShard): void {
    const request = newHeartbeatRequest({
      groupId: GROUP,
      generationId: this.generation,
      memberId: this.memberId,
      groupInstanceId: this.instanceId,
    });
    const errorCode = shard.shard.heartbeat(request, shard.nowMs);
    if (errorCode !== ErrorCode.NONE) this.#next = 'join';
    if (errorCode === ErrorCode.UNKNOWN_MEMBER_ID || errorCode === ErrorCode.FENCED_INSTANCE_ID) this.#forget();
  }

  #leave(shard: SimulatedShard, waiting: Map<number, (response: unknown) => void>): void {
    const members = [newMemberIdentity({ memberId: this.memberId, groupInstanceId: this.instanceId })];
    const request = newLeaveGroupRequest({ groupId: GROUP, members });
    shard.submit((token) => {
      waiting.set(token, () => {});
      return { kind: 'leave-group', token, request };
    });
    this.#forget();
  }

  #commit(shard: SimulatedShard, waiting: Map<number, (response: unknown) => void>): void {
    const offset = { partition: this.#random(3), offset: BigInt(shard.log.length), leaderEpoch: -1, metadata: null };
    const commit = {
      groupId: GROUP,
      apiVersion: 9,
      memberId: this.memberId,
      groupInstanceId: this.instanceId,
      generation: this.generation,
      retentionTimeMs: -1n,
      topics: [{ topic: 't', topicId: ZERO_UUID, partitions: [offset] }],
    };
    shard.submit((token) => {
      waiting.set(token, () => {});
      return { kind: 'commit-offsets', token, commit };
    });
  }

  /** The process restarts. */
  #forget(): void {
    this.memberId = '';
    this.generation = -1;
    this.#next = 'join';
    this.#led = null;
  }
}
