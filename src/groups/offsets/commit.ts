// OffsetCommit: members of the current generation store how far they have read; so may anybody for a group without
// members (a consumer that assigns its partitions itself, or an administrator).
// Called by the shard. The handler has resolved topics before: every partition here exists.
import type { JournalRecord } from '../../journal/coordinator.ts';
import { ErrorCode } from '../../wire/error-code.ts';
import type { ClassicGroup } from '../classic/group.ts';
import { restartSession } from '../classic/session.ts';
import { generationError } from '../classic/validation.ts';
import { consumerCommitError } from '../consumer/commit-validation.ts';
import type { CommitEvent } from '../event.ts';
import type { Group } from '../group.ts';
import { offsetCommitRecord } from '../records.ts';
import type { Turn } from '../turn.ts';

export interface PartitionCommit {
  readonly partition: number;
  readonly offset: bigint;
  readonly leaderEpoch: number;
  readonly metadata: string | null;
}

export interface TopicCommit {
  readonly topic: string;
  readonly topicId: string;
  readonly partitions: readonly PartitionCommit[];
}

/** What is to be stored, whoever asks for it. */
export interface CommitTarget {
  readonly groupId: string;
  readonly topics: readonly TopicCommit[];
}

export interface OffsetCommit extends CommitTarget {
  readonly apiVersion: number;
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  /** -1: the committer is not a member. */
  readonly generation: number;
  /** Versions 2 to 4; -1: the broker's retention. */
  readonly retentionTimeMs: bigint;
}

/** Error codes in the order of the commit's topics and partitions. */
export type CommitResult = readonly (readonly number[])[];

/** From this version on the error says that there is no such group; before, the generation is blamed. */
const GROUP_NOT_FOUND_FROM_VERSION = 9;

/** Why the whole commit is refused, or NONE. A missing group is made by the first commit of a non-member. */
export function commitError(group: Group | undefined, commit: OffsetCommit): number {
  const { memberId, groupInstanceId, generation } = commit;
  if (group?.type === 'consumer') return consumerCommitError(group, commit);
  if (group === undefined) {
    if (generation < 0) return ErrorCode.NONE;
    const hasOwnCode = commit.apiVersion >= GROUP_NOT_FOUND_FROM_VERSION;
    return hasOwnCode ? ErrorCode.GROUP_ID_NOT_FOUND : ErrorCode.ILLEGAL_GENERATION;
  }
  if (generation < 0 && group.state === 'Empty') return ErrorCode.NONE;
  const isMember = generation >= 0 || memberId !== '' || groupInstanceId !== null;
  if (!isMember) return group.state === 'Empty' ? ErrorCode.NONE : ErrorCode.UNKNOWN_MEMBER_ID;
  const errorCode = generationError(group, memberId, groupInstanceId, generation);
  if (errorCode !== ErrorCode.NONE) return errorCode;
  return group.state === 'CompletingRebalance' ? ErrorCode.REBALANCE_IN_PROGRESS : ErrorCode.NONE;
}

export function commitOffsets(turn: Turn, group: Group | undefined, { commit, token }: CommitEvent): void {
  const errorCode = commitError(group, commit);
  const stored = errorCode === ErrorCode.NONE;
  if (stored && group?.type === 'classic') keepAlive(turn, group, commit.memberId);
  const expireTimestampMs = commit.retentionTimeMs < 0n ? null : turn.nowMs + Number(commit.retentionTimeMs);
  turn.reply(token, stored ? storeOffsets(turn, commit, expireTimestampMs) : refuseAll(commit, errorCode));
}

function keepAlive(turn: Turn, group: ClassicGroup, memberId: string): void {
  const member = group.members.get(memberId);
  if (member !== undefined) restartSession(turn, group, member);
}

/** All or nothing, as far as size goes: a commit is one batch. */
export function storeOffsets(turn: Turn, commit: CommitTarget, expireTimestampMs: number | null = null): CommitResult {
  const result: number[][] = [];
  for (const topic of commit.topics) {
    const errorCodes: number[] = [];
    for (const partition of topic.partitions) {
      const isTooLarge = (partition.metadata ?? '').length > turn.config.offsetMetadataBytesMax;
      errorCodes.push(isTooLarge ? ErrorCode.OFFSET_METADATA_TOO_LARGE : ErrorCode.NONE);
      if (isTooLarge || turn.append(recordOf(turn, commit.groupId, topic, partition, expireTimestampMs))) continue;
      turn.withdrawRecords();
      return refuseAll(commit, ErrorCode.INVALID_COMMIT_OFFSET_SIZE);
    }
    result.push(errorCodes);
  }
  return result;
}

export function refuseAll(commit: CommitTarget, errorCode: number): CommitResult {
  return commit.topics.map(({ partitions }) => partitions.map(() => errorCode));
}

function recordOf(
  turn: Turn,
  groupId: string,
  topic: TopicCommit,
  partition: PartitionCommit,
  expireTimestampMs: number | null,
): JournalRecord {
  return offsetCommitRecord(groupId, topic.topic, partition.partition, {
    offset: partition.offset,
    leaderEpoch: partition.leaderEpoch,
    metadata: partition.metadata ?? '',
    commitTimestampMs: turn.nowMs,
    expireTimestampMs,
    topicId: topic.topicId,
  });
}
