// The groups and offsets of one partition of `__consumer_offsets`: a pure state machine that a Journal runs.
// The service submits events; reads that decide nothing (heartbeats, listings) come straight to the methods below.
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
import type { DescribedGroup as DescribedConsumerGroup } from '../wire/generated/consumer-group-describe.ts';
import type {
  ConsumerGroupHeartbeatRequest,
  ConsumerGroupHeartbeatResponse,
} from '../wire/generated/consumer-group-heartbeat.ts';
import type { DescribedGroup } from '../wire/generated/describe-groups.ts';
import type { HeartbeatRequest } from '../wire/generated/heartbeat.ts';
import type { ListedGroup } from '../wire/generated/list-groups.ts';
import { describeGroup, listGroup } from './classic/describe.ts';
import { sessionTimerFired } from './classic/expiry.ts';
import type { ClassicGroup } from './classic/group.ts';
import { heartbeat } from './classic/heartbeat.ts';
import { joinTimerFired, prepareRebalance, syncTimerFired } from './classic/rebalance.ts';
import { restartSession } from './classic/session.ts';
import { checkFetch } from './consumer/commit-validation.ts';
import { describeConsumerGroup, listConsumerGroup } from './consumer/describe.ts';
import type { ConsumerGroup } from './consumer/group.ts';
import { idleHeartbeat } from './consumer/idle.ts';
import { loadedConsumerGroup } from './consumer/load.ts';
import { consumerTimerFired } from './consumer/timer.ts';
import type { FetchEvent, GroupClient, GroupEvent } from './event.ts';
import { forceRebalance } from './forced-rebalance.ts';
import { GroupDirectory } from './group-directory.ts';
import { classicHeartbeat, heartbeatOfConsumer, join, leave, regexesResolved, sync } from './member-requests.ts';
import { commitOffsets } from './offsets/commit.ts';
import { deleteGroup, deleteOffsets } from './offsets/deletion.ts';
import { expireGroup, removeOffsetsOf } from './offsets/expiration.ts';
import { fetchOffsets } from './offsets/fetch.ts';
import { type GroupOffsets, OffsetStore } from './offsets/offset-store.ts';
import { PendingOffsets, type PendingPartitions } from './offsets/pending-offsets.ts';
import { commitTransactionalOffsets } from './offsets/transactional-commit.ts';
import { type OffsetRecord, parseGroupRecord } from './records.ts';
import { EXPIRE_OFFSETS_TIMER, parseTimer } from './timer-name.ts';
import { type Surroundings, Turn } from './turn.ts';

/** When a batch was full before the expiry was done. */
const NEXT_EXPIRY_PASS_MS = 100;

export class GroupShard implements Coordinator<GroupEvent> {
  readonly #surroundings: Surroundings;
  readonly #groups = new GroupDirectory();
  readonly #offsets = new OffsetStore();
  readonly #pending = new PendingOffsets();
  /** Offset of the metadata that had the last new topics: patterns that were resolved before may match more now. */
  #newTopicsVersion = -1n;
  #isLoaded = false;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  handle(event: GroupEvent, nowMs: number): Outcome {
    const turn = this.#turn(nowMs);
    this.#decide(turn, event);
    return turn.outcome();
  }

  timerFired(timer: string, nowMs: number): Outcome {
    const turn = this.#turn(nowMs);
    const { kind, groupId } = parseTimer(timer);
    const group = this.#groups.get(groupId);
    if (kind === 'expire-offsets') this.#expireOffsets(turn);
    else if (group?.type === 'consumer') this.#groups.set(consumerTimerFired(turn, group));
    else if (group === undefined) return turn.outcome();
    else if (kind === 'session') sessionTimerFired(turn, group);
    else if (kind === 'join') joinTimerFired(turn, group);
    else syncTimerFired(turn, group);
    return turn.outcome();
  }

  loaded(nowMs: number): Outcome {
    this.#isLoaded = true;
    this.#newTopicsVersion = this.#surroundings.image().offset;
    const turn = this.#turn(nowMs);
    for (const group of this.#groups) {
      if (group.type === 'consumer') loadedConsumerGroup(turn, group);
      else loadedClassicGroup(turn, group);
    }
    turn.schedule(EXPIRE_OFFSETS_TIMER, nowMs + turn.config.offsetsRetentionCheckIntervalMs);
    return turn.outcome();
  }

  replay(record: JournalRecord, context: ReplayContext): void {
    const parsed = parseGroupRecord(record);
    switch (parsed.kind) {
      case 'classic-group':
        this.#groups.replayClassic(parsed.groupId, parsed.value, this.#isLoaded, context.timestampMs);
        break;
      case 'consumer-group':
        this.#groups.replayConsumer(parsed.record);
        break;
      case 'offset':
        this.#replayOffset(parsed, context);
        break;
      case 'other-group':
        this.#groups.replayOther(parsed.groupId, parsed.exists);
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

  /**
   * Not an event: it decides nothing, so it needs no turn of the journal. Returns the error code; null: the group is a
   * consumer group, where a heartbeat may decide something.
   */
  heartbeat(request: HeartbeatRequest, nowMs: number): number | null {
    const group = this.#groups.get(request.groupId);
    if (group?.type === 'consumer') return null;
    return group === undefined ? ErrorCode.UNKNOWN_MEMBER_ID : heartbeat(group, request, nowMs);
  }

  /** The same for a member of a consumer group; null: there is something to decide. */
  consumerHeartbeat(
    request: ConsumerGroupHeartbeatRequest,
    client: GroupClient,
    nowMs: number,
  ): ConsumerGroupHeartbeatResponse | null {
    const group = this.#groups.get(request.groupId);
    return group?.type === 'consumer' ? idleHeartbeat(this.#turn(nowMs), group, request, client) : null;
  }

  list(): ListedGroup[] {
    return Array.from(this.#groups, (group) =>
      group.type === 'consumer' ? listConsumerGroup(group) : listGroup(group),
    );
  }

  /** Null: no such group, or not a classic one. */
  describe(groupId: string): DescribedGroup | null {
    const group = this.#groups.get(groupId);
    return group?.type === 'classic' ? describeGroup(group) : null;
  }

  /** Null: no such group, or not a consumer group. */
  describeConsumer(groupId: string): DescribedConsumerGroup | null {
    const group = this.#groups.get(groupId);
    if (group?.type !== 'consumer') return null;
    const [defaultAssignor] = this.#surroundings.config.consumer.assignors;
    return describeConsumerGroup(group, this.#surroundings.image(), defaultAssignor.name);
  }

  has(groupId: string): boolean {
    return this.#groups.get(groupId) !== undefined || this.#groups.isOther(groupId);
  }

  /** Topics were created, changed or deleted: groups that read them look at them with the next heartbeat. */
  topicsChanged(names: ReadonlySet<string>, hasNewTopics: boolean): void {
    if (hasNewTopics) this.#newTopicsVersion = this.#surroundings.image().offset;
    for (const group of this.#groups) {
      if (group.type === 'consumer' && isSubscribedToAny(group, names)) group.metadataRefreshMs = 0;
    }
  }

  /** For tests. */
  group(groupId: string): ClassicGroup | undefined {
    const group = this.#groups.get(groupId);
    return group?.type === 'classic' ? group : undefined;
  }

  /** For tests. */
  consumerGroup(groupId: string): ConsumerGroup | undefined {
    const group = this.#groups.get(groupId);
    return group?.type === 'consumer' ? group : undefined;
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
        join(turn, this.#groups, event);
        break;
      case 'sync-group':
        sync(turn, this.#groups, event);
        break;
      case 'classic-heartbeat':
        classicHeartbeat(turn, this.#groups, event);
        break;
      case 'leave-group':
        leave(turn, this.#groups, event);
        break;
      case 'consumer-heartbeat':
        heartbeatOfConsumer(turn, this.#groups, event);
        break;
      case 'regexes-resolved':
        regexesResolved(turn, this.#groups, event);
        break;
      case 'rebalance':
        forceRebalance(turn, this.#groups.get(event.groupId), event);
        break;
      case 'commit-offsets':
        commitOffsets(turn, this.#groups.get(event.commit.groupId), event);
        break;
      case 'commit-transactional-offsets':
        commitTransactionalOffsets(turn, this.#groups.get(event.commit.groupId), event);
        break;
      case 'fetch-offsets':
        this.#fetch(turn, event);
        break;
      case 'topics-deleted':
        turn.reply(event.token, removeOffsetsOf(turn, this.#stores(), event.topics));
        break;
      case 'delete-group':
        turn.reply(event.token, deleteGroup(turn, this.#groups.get(event.groupId), ...this.#offsetsOf(event.groupId)));
        break;
      case 'delete-offsets':
        turn.reply(
          event.token,
          deleteOffsets(turn, this.#groups.get(event.groupId), ...this.#offsetsOf(event.groupId), event.topics),
        );
        break;
    }
  }

  #turn(nowMs: number): Turn {
    return new Turn(nowMs, this.#surroundings, this.#newTopicsVersion);
  }

  #fetch(turn: Turn, { query, token }: FetchEvent): void {
    const group = this.#groups.get(query.groupId);
    if (group?.type === 'consumer') checkFetch(group, query.memberId ?? null, query.memberEpoch ?? -1);
    turn.reply(token, fetchOffsets(...this.#offsetsOf(query.groupId), query));
  }

  #expireOffsets(turn: Turn): void {
    let isDone = true;
    for (const group of this.#groups) {
      isDone = expireGroup(turn, group, ...this.#offsetsOf(group.groupId));
      if (!isDone) break;
    }
    const delayMs = isDone ? turn.config.offsetsRetentionCheckIntervalMs : NEXT_EXPIRY_PASS_MS;
    turn.schedule(EXPIRE_OFFSETS_TIMER, turn.nowMs + delayMs);
  }

  #replayOffset({ groupId, topic, partition, committed }: OffsetRecord, { offset, ...producer }: ReplayContext): void {
    if (committed === null) {
      this.#offsets.delete(groupId, topic, partition);
      this.#pending.delete(groupId, topic, partition);
      return;
    }
    this.#groups.ensure(groupId);
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
}

function loadedClassicGroup(turn: Turn, group: ClassicGroup): void {
  for (const member of group.members.values()) restartSession(turn, group, member);
  if (group.members.size > turn.config.sizeMax) prepareRebalance(turn, group);
}

function isSubscribedToAny(group: ConsumerGroup, names: ReadonlySet<string>): boolean {
  for (const name of names) if (group.isSubscribedTo(name)) return true;
  return false;
}
