// The state of one classic group: its members, who waits, and the generation. The files beside this one decide on it.
//
//            first member            all joined, or time is up            leader's assignment stored
//   Empty ───────────────► Preparing ────────────────────────► Completing ──────────────────────────► Stable
//     ▲                     │  ▲  ▲                              │                                       │
//     └── nobody joined ────┘  │  └──── member joins, leaves ────┘                                       │
//                              └──────── member joins, leaves, vanishes, changes ────────────────────────┘
//
// A group that does not exist is what Kafka calls Dead.
// Durable is what a GroupMetadata record says: the last generation whose assignment was stored. Everything newer (who
// joins, the running rebalance) is soft, as in Apache Kafka: a restart falls back to the stored generation.
// Invariants: the leader is a member; `awaitingJoinCount` counts the members with a join token; `supportedProtocols`
// counts each member once per protocol.

import { mostVoted } from '../votes.ts';
import type { Member } from './member.ts';
import { subscribedTopics } from './subscription.ts';

export type GroupState = 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable';

export const CONSUMER_PROTOCOL_TYPE = 'consumer';

/** The first wait of a new group: the part that runs, and what may still be added while members keep coming. */
export interface InitialDelay {
  delayMs: number;
  remainingMs: number;
}

export class ClassicGroup {
  readonly type = 'classic';
  readonly groupId: string;
  state: GroupState = 'Empty';
  /** Empty while a group without members forms its first generation. */
  previousState: GroupState | 'Dead' = 'Dead';
  /** When `state` began; null in groups stored by very old brokers. */
  stateSinceMs: number | null;
  generation = 0;
  protocolType: string | null = null;
  protocolName: string | null = null;
  leaderId: string | null = null;
  /** In order of joining. */
  readonly members = new Map<string, Member>();
  /** `group.instance.id` → member id. */
  readonly staticMembers = new Map<string, string>();
  /** Ids given out with MEMBER_ID_REQUIRED and not used yet → when they expire. */
  readonly pendingMembers = new Map<string, number>();
  /** Members of the running generation that have not sent SyncGroup. */
  readonly pendingSync = new Set<string>();
  awaitingJoinCount = 0;
  /** A member came while the initial delay ran. */
  newMemberAdded = false;
  initialDelay: InitialDelay | null = null;
  /** When the session timer fires; Infinity: not set. */
  sessionTimerAtMs = Number.POSITIVE_INFINITY;
  /** Null: not known, because the protocol is not `consumer` or its metadata could not be read. */
  subscribedTopics: ReadonlySet<string> | null = null;
  readonly #supportedProtocols = new Map<string, number>();

  constructor(groupId: string, stateSinceMs: number | null) {
    this.groupId = groupId;
    this.stateSinceMs = stateSinceMs;
  }

  transitionTo(state: GroupState, nowMs: number): void {
    this.previousState = this.state;
    this.state = state;
    this.stateSinceMs = nowMs;
  }

  add(member: Member): void {
    this.leaderId ??= member.memberId;
    this.members.set(member.memberId, member);
    if (member.groupInstanceId !== null) this.staticMembers.set(member.groupInstanceId, member.memberId);
    this.pendingMembers.delete(member.memberId);
    this.#countProtocols(member, 1);
    if (member.joinToken !== null) this.awaitingJoinCount += 1;
  }

  /** Forgets a member, or an id that was only given out. Whoever waits must have been answered before. */
  remove(memberId: string): void {
    const member = this.members.get(memberId);
    if (member !== undefined) {
      this.members.delete(memberId);
      this.#countProtocols(member, -1);
      if (member.joinToken !== null) this.awaitingJoinCount -= 1;
      if (member.groupInstanceId !== null) this.staticMembers.delete(member.groupInstanceId);
    }
    this.pendingMembers.delete(memberId);
    this.pendingSync.delete(memberId);
    if (this.leaderId === memberId) this.leaderId = this.members.keys().next().value ?? null;
  }

  /** Gives a static member's place, leadership included, to a new member id. */
  replace(previous: Member, next: Member): void {
    const wasLeader = this.leaderId === previous.memberId;
    this.remove(previous.memberId);
    this.add(next);
    if (wasLeader) this.leaderId = next.memberId;
  }

  setProtocols(member: Member, protocols: Member['protocols']): void {
    this.#countProtocols(member, -1);
    member.protocols = protocols;
    this.#countProtocols(member, 1);
  }

  setJoinToken(member: Member, token: Member['joinToken']): void {
    if (member.joinToken !== null) this.awaitingJoinCount -= 1;
    member.joinToken = token;
    if (token !== null) this.awaitingJoinCount += 1;
  }

  get canRebalance(): boolean {
    return this.state !== 'PreparingRebalance';
  }

  get hasAllMembersJoined(): boolean {
    return this.members.size === this.awaitingJoinCount && this.pendingMembers.size === 0;
  }

  get usesConsumerProtocol(): boolean {
    return this.protocolType === CONSUMER_PROTOCOL_TYPE;
  }

  isLeader(memberId: string): boolean {
    return this.leaderId === memberId;
  }

  /** The longest of its members'. */
  rebalanceTimeoutMs(): number {
    let longestMs = 0;
    for (const member of this.members.values()) longestMs = Math.max(longestMs, member.rebalanceTimeoutMs);
    return longestMs;
  }

  /** Whether a member with these protocols fits: the same type, and one protocol that all members have. */
  supports(protocolType: string, protocols: Member['protocols']): boolean {
    if (this.state === 'Empty') return protocolType !== '' && protocols.length > 0;
    return protocolType === this.protocolType && protocols.some(({ name }) => this.#isCommon(name));
  }

  /** The protocol that all have and most members like best. */
  selectProtocol(): string | null {
    const votes = new Map<string, number>();
    for (const member of this.members.values()) {
      const choice = member.protocols.find(({ name }) => this.#isCommon(name));
      if (choice !== undefined) votes.set(choice.name, (votes.get(choice.name) ?? 0) + 1);
    }
    return mostVoted(votes);
  }

  /** The leader keeps its role if it rejoined; otherwise the first member that did takes it. False: nobody joined. */
  electJoinedLeader(): boolean {
    if (this.leaderId === null) return false;
    if (this.members.get(this.leaderId)?.joinToken != null) return true;
    for (const member of this.members.values()) {
      if (member.joinToken === null) continue;
      this.leaderId = member.memberId;
      return true;
    }
    return false;
  }

  startNextGeneration(nowMs: number): void {
    this.generation += 1;
    this.protocolName = this.members.size === 0 ? null : this.selectProtocol();
    this.refreshSubscribedTopics();
    this.transitionTo(this.members.size === 0 ? 'Empty' : 'CompletingRebalance', nowMs);
    this.pendingSync.clear();
  }

  refreshSubscribedTopics(): void {
    this.subscribedTopics = this.usesConsumerProtocol
      ? subscribedTopics(this.members.values(), this.members.size, this.protocolName)
      : null;
  }

  /** Whether committed offsets of the topic must be kept because a member reads it, or might. */
  isSubscribedTo(topic: string): boolean {
    return this.subscribedTopics === null ? this.usesConsumerProtocol : this.subscribedTopics.has(topic);
  }

  #isCommon(protocolName: string): boolean {
    return this.#supportedProtocols.get(protocolName) === this.members.size;
  }

  #countProtocols(member: Member, step: 1 | -1): void {
    for (const { name } of member.protocols) {
      const count = (this.#supportedProtocols.get(name) ?? 0) + step;
      if (count === 0) this.#supportedProtocols.delete(name);
      else this.#supportedProtocols.set(name, count);
    }
  }
}
