// The groups and offsets of one partition of `__consumer_offsets`: a pure state machine that a Journal runs.
// The service submits events; reads that decide nothing (heartbeats, listings) come straight to the methods below.
// Invariant: `groups` holds every group that has members, a stored GroupMetadata record or offsets; offsets alone make a
// group without a protocol type (a "simple" group).
import {
  type Coordinator,
  type JournalRecord,
  NO_PRODUCER,
  type Outcome,
  type ProducerIdentity,
  type ReplayContext,
  type ReplayedMarker,
} from '../journal/coordinator.ts';
import { ErrorCode } from '../wire/error-code.ts';
import type { DescribedGroup } from '../wire/generated/describe-groups.ts';
import type { HeartbeatRequest } from '../wire/generated/heartbeat.ts';
import { newLeaveGroupResponse, newMemberResponse } from '../wire/generated/leave-group.ts';
import type { ListedGroup } from '../wire/generated/list-groups.ts';
import { describeGroup, listGroup } from './classic/describe.ts';
import { sessionTimerFired } from './classic/expiry.ts';
import { ClassicGroup } from './classic/group.ts';
import { heartbeat } from './classic/heartbeat.ts';
import { joinGroup } from './classic/join.ts';
import { leaveGroup } from './classic/leave.ts';
import { joinTimerFired, prepareRebalance, syncTimerFired } from './classic/rebalance.ts';
import { applyAssignments, loadGroup } from './classic/replay.ts';
import { refuseJoin, refuseSync } from './classic/replies.ts';
import { restartSession } from './classic/session.ts';
import { syncGroup } from './classic/sync.ts';
import type { GroupEvent, JoinEvent, LeaveEvent, SyncEvent } from './event.ts';
import { commitOffsets } from './offsets/commit.ts';
import { deleteGroup, deleteOffsets } from './offsets/deletion.ts';
import { expireGroup, removeOffsetsOf } from './offsets/expiration.ts';
import { fetchOffsets } from './offsets/fetch.ts';
import { type GroupOffsets, OffsetStore } from './offsets/offset-store.ts';
import { PendingOffsets, type PendingPartitions } from './offsets/pending-offsets.ts';
import { commitTransactionalOffsets } from './offsets/transactional-commit.ts';
import { emptyGroupRecord, type OffsetRecord, parseGroupRecord } from './records.ts';
import { EXPIRE_OFFSETS_TIMER, parseTimer } from './timer-name.ts';
import { type Surroundings, Turn } from './turn.ts';

/** When a batch was full before the expiry was done. */
const NEXT_EXPIRY_PASS_MS = 100;

export class GroupShard implements Coordinator<GroupEvent> {
  readonly #surroundings: Surroundings;
  readonly #groups = new Map<string, ClassicGroup>();
  readonly #offsets = new OffsetStore();
  readonly #pending = new PendingOffsets();
  /** Groups of types that are not served here: their ids are taken, and what they stored is left alone. */
  readonly #otherGroups = new Set<string>();
  #isLoaded = false;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  handle(event: GroupEvent, nowMs: number): Outcome {
    const turn = new Turn(nowMs, this.#surroundings);
    this.#decide(turn, event);
    return turn.outcome();
  }

  timerFired(timer: string, nowMs: number): Outcome {
    const turn = new Turn(nowMs, this.#surroundings);
    const { kind, groupId } = parseTimer(timer);
    const group = this.#groups.get(groupId);
    if (kind === 'expire-offsets') this.#expireOffsets(turn);
    else if (group === undefined) return turn.outcome();
    else if (kind === 'session') sessionTimerFired(turn, group);
    else if (kind === 'join') joinTimerFired(turn, group);
    else syncTimerFired(turn, group);
    return turn.outcome();
  }

  loaded(nowMs: number): Outcome {
    this.#isLoaded = true;
    const turn = new Turn(nowMs, this.#surroundings);
    for (const group of this.#groups.values()) {
      for (const member of group.members.values()) restartSession(turn, group, member);
      if (group.members.size > turn.config.sizeMax) prepareRebalance(turn, group);
    }
    turn.schedule(EXPIRE_OFFSETS_TIMER, nowMs + turn.config.offsetsRetentionCheckIntervalMs);
    return turn.outcome();
  }

  replay(record: JournalRecord, context: ReplayContext): void {
    const parsed = parseGroupRecord(record);
    switch (parsed.kind) {
      case 'classic-group':
        this.#replayGroup(parsed.groupId, parsed.value, context.timestampMs);
        break;
      case 'offset':
        this.#replayOffset(parsed, context);
        break;
      case 'other-group':
        if (parsed.exists) this.#otherGroups.add(parsed.groupId);
        else this.#otherGroups.delete(parsed.groupId);
        break;
      case 'ignored':
        break;
    }
  }

  replayMarker({ producerId, committed }: ReplayedMarker): void {
    const offsets = this.#pending.end(producerId);
    if (committed && offsets !== undefined) this.#offsets.merge(offsets);
  }

  /** Whether offsets of this transaction were committed here, so that its coordinator knows of this partition. */
  isTransactionOpen(producer: ProducerIdentity): boolean {
    return this.#pending.isOpen(producer);
  }

  /** Not an event: it decides nothing, so it needs no turn and no journal. Returns the error code. */
  heartbeat(request: HeartbeatRequest, nowMs: number): number {
    const group = this.#groups.get(request.groupId);
    return group === undefined ? ErrorCode.UNKNOWN_MEMBER_ID : heartbeat(group, request, nowMs);
  }

  list(): ListedGroup[] {
    return Array.from(this.#classicGroups(), listGroup);
  }

  /** Null: no such group, or not a classic one. */
  describe(groupId: string): DescribedGroup | null {
    const group = this.#otherGroups.has(groupId) ? undefined : this.#groups.get(groupId);
    return group === undefined ? null : describeGroup(group);
  }

  /** For tests. */
  group(groupId: string): ClassicGroup | undefined {
    return this.#groups.get(groupId);
  }

  /** The topics that there are offsets of, committed or pending: name → the ids that they were committed under. */
  committedTopics(): Map<string, Set<string>> {
    const topics = new Map<string, Set<string>>();
    for (const store of this.#stores()) {
      for (const [topic, topicId] of store.topics()) {
        const ids = topics.get(topic) ?? new Set();
        topics.set(topic, ids.add(topicId));
      }
    }
    return topics;
  }

  /** False while its partition is read: nothing may be concluded from what is not there. */
  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  #decide(turn: Turn, event: GroupEvent): void {
    switch (event.kind) {
      case 'join-group':
        this.#join(turn, event);
        break;
      case 'sync-group':
        this.#sync(turn, event);
        break;
      case 'leave-group':
        this.#leave(turn, event);
        break;
      case 'commit-offsets':
        commitOffsets(turn, this.#lookup(event.commit.groupId), event);
        break;
      case 'commit-transactional-offsets':
        commitTransactionalOffsets(turn, this.#lookup(event.commit.groupId), event);
        break;
      case 'fetch-offsets':
        turn.reply(event.token, fetchOffsets(...this.#offsetsOf(event.query.groupId), event.query));
        break;
      case 'topics-deleted':
        turn.reply(event.token, removeOffsetsOf(turn, this.#stores(), event.topics));
        break;
      case 'delete-group':
        turn.reply(event.token, deleteGroup(turn, this.#lookup(event.groupId), ...this.#offsetsOf(event.groupId)));
        break;
      case 'delete-offsets':
        turn.reply(
          event.token,
          deleteOffsets(turn, this.#lookup(event.groupId), ...this.#offsetsOf(event.groupId), event.topics),
        );
        break;
    }
  }

  #join(turn: Turn, event: JoinEvent): void {
    const { groupId, memberId } = event.request;
    const existing = this.#groups.get(groupId);
    if (this.#otherGroups.has(groupId)) {
      refuseJoin(turn, event.token, ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
    } else if (existing !== undefined) {
      joinGroup(turn, existing, event);
    } else if (memberId !== '') {
      refuseJoin(turn, event.token, ErrorCode.UNKNOWN_MEMBER_ID, memberId);
    } else {
      const group = new ClassicGroup(groupId, turn.nowMs);
      this.#groups.set(groupId, group);
      turn.append(emptyGroupRecord(groupId, group.stateSinceMs));
      joinGroup(turn, group, event);
    }
  }

  #sync(turn: Turn, event: SyncEvent): void {
    const group = this.#lookup(event.request.groupId);
    if (group === undefined) refuseSync(turn, event.token, ErrorCode.UNKNOWN_MEMBER_ID);
    else syncGroup(turn, group, event);
  }

  #leave(turn: Turn, event: LeaveEvent): void {
    const group = this.#lookup(event.request.groupId);
    if (group !== undefined) {
      leaveGroup(turn, group, event);
      return;
    }
    const members = event.request.members.map(({ memberId, groupInstanceId }) =>
      newMemberResponse({ memberId, groupInstanceId, errorCode: ErrorCode.UNKNOWN_MEMBER_ID }),
    );
    turn.reply(event.token, newLeaveGroupResponse({ members }));
  }

  #expireOffsets(turn: Turn): void {
    let isDone = true;
    for (const group of this.#classicGroups()) {
      isDone = expireGroup(turn, group, ...this.#offsetsOf(group.groupId));
      if (!isDone) break;
    }
    const delayMs = isDone ? turn.config.offsetsRetentionCheckIntervalMs : NEXT_EXPIRY_PASS_MS;
    turn.schedule(EXPIRE_OFFSETS_TIMER, turn.nowMs + delayMs);
  }

  #replayGroup(groupId: string, value: Parameters<typeof loadGroup>[1] | null, timestampMs: number): void {
    const existing = this.#groups.get(groupId);
    if (value === null) this.#groups.delete(groupId);
    else if (this.#isLoaded && existing !== undefined) applyAssignments(existing, value, timestampMs);
    else this.#groups.set(groupId, loadGroup(groupId, value));
  }

  #replayOffset({ groupId, topic, partition, committed }: OffsetRecord, { offset, ...producer }: ReplayContext): void {
    if (committed === null) {
      this.#offsets.delete(groupId, topic, partition);
      this.#pending.delete(groupId, topic, partition);
      return;
    }
    if (!this.#groups.has(groupId)) this.#groups.set(groupId, new ClassicGroup(groupId, null));
    const stored = { ...committed, recordOffset: offset };
    if (producer.producerId === NO_PRODUCER.producerId) this.#offsets.set(groupId, topic, partition, stored);
    else this.#pending.set(producer, groupId, topic, partition, stored);
  }

  #offsetsOf(groupId: string): [GroupOffsets | undefined, PendingPartitions | undefined] {
    return [this.#offsets.ofGroup(groupId), this.#pending.ofGroup(groupId)];
  }

  /** What is committed, and what each open transaction would commit. */
  *#stores(): IterableIterator<OffsetStore> {
    yield this.#offsets;
    yield* this.#pending.stores();
  }

  #lookup(groupId: string): ClassicGroup | undefined {
    return this.#otherGroups.has(groupId) ? undefined : this.#groups.get(groupId);
  }

  *#classicGroups(): IterableIterator<ClassicGroup> {
    for (const group of this.#groups.values()) {
      if (!this.#otherGroups.has(group.groupId)) yield group;
    }
  }
}
