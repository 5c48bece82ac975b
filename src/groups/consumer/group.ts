// The state of one consumer group (KIP-848). The files beside this one decide on it; what is durable changes only by
// replay.ts, and by migration.ts, which makes a group that is not there yet.
//
//   group epoch       grows with every change of members, subscriptions or topics that calls for a new assignment
//   assignment epoch  the group epoch that the target assignment was computed for
//   member epoch      the assignment epoch that the member has reached
//
// Invariants: a partition has one epoch in `partitionEpochs` as long as any member has it assigned or has to revoke it;
// the counts say what the members say.
import type { Partitions } from '../assignors/assignor.ts';
import { type ConsumerMember, isReconciledTo } from './member.ts';
import type { PartitionEpochs } from './partition-epochs.ts';
import type { ResolvedRegex } from './regex.ts';

export type ConsumerGroupState = 'Empty' | 'Assigning' | 'Reconciling' | 'Stable';

/** How many members name a topic, and how many patterns of the group match it. */
export interface TopicCount {
  readonly byName: number;
  readonly byRegex: number;
}

/** Until when one member must be heard of, or must have done something. Infinity: no such deadline. Soft. */
export interface Deadlines {
  sessionMs: number;
  /** For giving partitions up, in `rebalanceEpoch`. */
  rebalanceMs: number;
  rebalanceEpoch: number;
  /** For the next JoinGroup and SyncGroup of a classic member. */
  joinMs: number;
  syncMs: number;
}

const INITIAL_EPOCH = 1;
/** After the target assignment was deleted. */
export const NO_ASSIGNMENT_EPOCH = -1;

export class ConsumerGroup {
  readonly type = 'consumer';
  readonly groupId: string;
  groupEpoch = INITIAL_EPOCH;
  assignmentEpoch = INITIAL_EPOCH;
  /** When the target assignment was computed; 0: not known. */
  assignmentTimestampMs = 0;
  /** Of the topics that the group reads, when the group epoch began. */
  metadataHash = 0n;
  /** A ConsumerGroupPartitionMetadata record of an older broker is to be taken back. */
  hasPartitionMetadata = false;
  /** In order of joining. */
  readonly members = new Map<string, ConsumerMember>();
  /** `group.instance.id` → member id. */
  readonly staticMembers = new Map<string, string>();
  readonly target = new Map<string, Partitions>();
  readonly topicCounts = new Map<string, TopicCount>();
  readonly serverAssignors = new Map<string, number>();
  /** Pattern → how many members are subscribed to it. */
  readonly regexCounts = new Map<string, number>();
  readonly resolvedRegexes = new Map<string, ResolvedRegex>();
  /** Members that speak the classic protocol, and how many of them support each protocol name. */
  classicMemberCount = 0;
  readonly classicProtocols = new Map<string, number>();
  readonly #partitionEpochs = new Map<string, Map<number, number>>();

  /** Soft from here on. When to look at the topics' metadata again; 0: now. */
  metadataRefreshMs = 0;
  readonly deadlines = new Map<string, Deadlines>();
  /** When the group's timer fires; Infinity: not set. */
  timerAtMs = Number.POSITIVE_INFINITY;
  /** The patterns are being resolved. */
  isResolving = false;
  /** Not before then: the last time they could not be worked out. */
  regexRetryMs = 0;

  constructor(groupId: string) {
    this.groupId = groupId;
  }

  get state(): ConsumerGroupState {
    if (this.members.size === 0) return 'Empty';
    if (this.groupEpoch > this.assignmentEpoch) return 'Assigning';
    for (const member of this.members.values()) {
      if (!isReconciledTo(member, this.assignmentEpoch)) return 'Reconciling';
    }
    return 'Stable';
  }

  get isEmpty(): boolean {
    return this.members.size === 0;
  }

  staticMember(instanceId: string): ConsumerMember | undefined {
    return this.members.get(this.staticMembers.get(instanceId) ?? '');
  }

  /** Whether committed offsets of the topic must be kept because a member reads it. */
  isSubscribedTo(topic: string): boolean {
    return this.topicCounts.has(topic);
  }

  /** The epoch of the member that owns the partition; undefined: it is free. */
  partitionEpoch(topicId: string, partition: number): number | undefined {
    return this.#partitionEpochs.get(topicId)?.get(partition);
  }

  put(member: ConsumerMember): void {
    const previous = this.members.get(member.memberId);
    if (previous !== undefined) this.#uncount(previous);
    this.members.set(member.memberId, member);
    this.#count(member);
    if (member.instanceId !== null) this.staticMembers.set(member.instanceId, member.memberId);
  }

  remove(memberId: string): void {
    const member = this.members.get(memberId);
    if (member === undefined) return;
    this.members.delete(memberId);
    this.#uncount(member);
    const { instanceId } = member;
    // The place may be another member's by now.
    if (instanceId !== null && this.staticMembers.get(instanceId) === memberId) this.staticMembers.delete(instanceId);
  }

  setResolvedRegex(regex: string, resolved: ResolvedRegex | null): void {
    for (const topic of this.resolvedRegexes.get(regex)?.topics ?? []) countTopic(this.topicCounts, topic, 0, -1);
    if (resolved === null) {
      this.resolvedRegexes.delete(regex);
      return;
    }
    this.resolvedRegexes.set(regex, resolved);
    for (const topic of resolved.topics) countTopic(this.topicCounts, topic, 0, 1);
  }

  #count(member: ConsumerMember): void {
    for (const topic of member.topicNames) countTopic(this.topicCounts, topic, 1, 0);
    if (member.serverAssignor !== null) addTo(this.serverAssignors, member.serverAssignor, 1);
    if (member.topicRegex !== '') addTo(this.regexCounts, member.topicRegex, 1);
    if (member.classic !== null) this.classicMemberCount += 1;
    for (const { name } of member.classic?.supportedProtocols ?? []) addTo(this.classicProtocols, name, 1);
    this.#own(member.assigned, member.memberEpoch);
    this.#own(member.pendingRevocation, member.memberEpoch);
  }

  #uncount(member: ConsumerMember): void {
    for (const topic of member.topicNames) countTopic(this.topicCounts, topic, -1, 0);
    if (member.serverAssignor !== null) addTo(this.serverAssignors, member.serverAssignor, -1);
    if (member.topicRegex !== '') addTo(this.regexCounts, member.topicRegex, -1);
    if (member.classic !== null) this.classicMemberCount -= 1;
    for (const { name } of member.classic?.supportedProtocols ?? []) addTo(this.classicProtocols, name, -1);
    this.#disown(member.assigned, member.memberEpoch);
    this.#disown(member.pendingRevocation, member.memberEpoch);
  }

  #own(partitions: PartitionEpochs, memberEpoch: number): void {
    for (const [topicId, ofTopic] of partitions) {
      const owned = this.#partitionEpochs.get(topicId) ?? new Map<number, number>();
      this.#partitionEpochs.set(topicId, owned);
      for (const partition of ofTopic.keys()) {
        const epoch = owned.get(partition);
        if (epoch === undefined || epoch < memberEpoch) owned.set(partition, memberEpoch);
      }
    }
  }

  /** A partition that somebody owns in another epoch stays theirs. */
  #disown(partitions: PartitionEpochs, memberEpoch: number): void {
    for (const [topicId, ofTopic] of partitions) {
      const owned = this.#partitionEpochs.get(topicId);
      if (owned === undefined) continue;
      for (const partition of ofTopic.keys()) {
        if (owned.get(partition) === memberEpoch) owned.delete(partition);
      }
      if (owned.size === 0) this.#partitionEpochs.delete(topicId);
    }
  }
}

export function addTo(counts: Map<string, number>, key: string, step: number): void {
  const count = (counts.get(key) ?? 0) + step;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}

export function countTopic(counts: Map<string, TopicCount>, topic: string, byName: number, byRegex: number): void {
  const before = counts.get(topic);
  const after = { byName: (before?.byName ?? 0) + byName, byRegex: (before?.byRegex ?? 0) + byRegex };
  if (after.byName === 0 && after.byRegex === 0) counts.delete(topic);
  else counts.set(topic, after);
}
