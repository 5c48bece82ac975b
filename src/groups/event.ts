// What can happen to a shard, besides its timers: the requests that change groups or offsets, and deleted topics.
// Built by the service, decided by the shard.
import type { ReplyToken } from '../journal/coordinator.ts';
import type { ConsumerGroupHeartbeatRequest } from '../wire/generated/consumer-group-heartbeat.ts';
import type { HeartbeatRequest } from '../wire/generated/heartbeat.ts';
import type { JoinGroupRequest } from '../wire/generated/join-group.ts';
import type { LeaveGroupRequest } from '../wire/generated/leave-group.ts';
import type { SyncGroupRequest } from '../wire/generated/sync-group.ts';
import type { ResolvedRegex } from './consumer/regex.ts';
import type { OffsetCommit } from './offsets/commit.ts';
import type { TopicOffsetsToDelete } from './offsets/deletion.ts';
import type { OffsetQuery } from './offsets/fetch.ts';
import type { TransactionalOffsetCommit } from './offsets/transactional-commit.ts';

/** Who sent a request, as far as groups care. */
export interface GroupClient {
  /** An absent client id is empty here. */
  readonly clientId: string;
  /** As Java prints an address: a slash, then the address. */
  readonly clientHost: string;
}

export interface JoinEvent {
  readonly kind: 'join-group';
  readonly token: ReplyToken;
  readonly request: JoinGroupRequest;
  readonly apiVersion: number;
  readonly client: GroupClient;
}

export interface SyncEvent {
  readonly kind: 'sync-group';
  readonly token: ReplyToken;
  readonly request: SyncGroupRequest;
}

export interface LeaveEvent {
  readonly kind: 'leave-group';
  readonly token: ReplyToken;
  /** In the form of version 3 and later: always with `members`. */
  readonly request: LeaveGroupRequest;
}

/** Heartbeat of a classic member in a consumer group. Answered with the error code. */
export interface ClassicHeartbeatEvent {
  readonly kind: 'classic-heartbeat';
  readonly token: ReplyToken;
  readonly request: HeartbeatRequest;
}

/** ConsumerGroupHeartbeat that may change something. */
export interface ConsumerHeartbeatEvent {
  readonly kind: 'consumer-heartbeat';
  readonly token: ReplyToken;
  readonly request: ConsumerGroupHeartbeatRequest;
  readonly client: GroupClient;
}

/** The topics that the patterns of a group match; empty where they could not be worked out. Answered with null. */
export interface RegexesResolvedEvent {
  readonly kind: 'regexes-resolved';
  readonly token: ReplyToken;
  readonly groupId: string;
  readonly resolved: ReadonlyMap<string, ResolvedRegex>;
}

/** The group is to rebalance although nothing about it changed. Answered with whether it has members that can. */
export interface RebalanceEvent {
  readonly kind: 'rebalance';
  readonly token: ReplyToken;
  readonly groupId: string;
}

export interface CommitEvent {
  readonly kind: 'commit-offsets';
  readonly token: ReplyToken;
  readonly commit: OffsetCommit;
}

/** Its transaction is known to be open: the coordinator of the transaction was asked. */
export interface TransactionalCommitEvent {
  readonly kind: 'commit-transactional-offsets';
  readonly token: ReplyToken;
  readonly commit: TransactionalOffsetCommit;
}

export interface FetchEvent {
  readonly kind: 'fetch-offsets';
  readonly token: ReplyToken;
  readonly query: OffsetQuery;
}

export interface DeletedTopic {
  readonly name: string;
  readonly id: string;
}

/** Topics that are gone: their offsets go too. Answered with false when a batch was full before all were. */
export interface TopicsDeletedEvent {
  readonly kind: 'topics-deleted';
  readonly token: ReplyToken;
  readonly topics: readonly DeletedTopic[];
}

/** Answered with an error code, or with null when a batch was full before all was gone. */
export interface DeleteGroupEvent {
  readonly kind: 'delete-group';
  readonly token: ReplyToken;
  readonly groupId: string;
}

/** Answered with an OffsetDeletion, or with null when a batch was full before all was gone. */
export interface DeleteOffsetsEvent {
  readonly kind: 'delete-offsets';
  readonly token: ReplyToken;
  readonly groupId: string;
  readonly topics: readonly TopicOffsetsToDelete[];
}

export type GroupEvent =
  | JoinEvent
  | SyncEvent
  | ClassicHeartbeatEvent
  | LeaveEvent
  | ConsumerHeartbeatEvent
  | RegexesResolvedEvent
  | RebalanceEvent
  | CommitEvent
  | TransactionalCommitEvent
  | FetchEvent
  | TopicsDeletedEvent
  | DeleteGroupEvent
  | DeleteOffsetsEvent;
