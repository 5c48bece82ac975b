// Whether offsets may be committed and fetched in a consumer group. A member's epoch must be its current one; what it
// commits with an older one is still good for partitions that it has had since then.
import { KafkaError } from '../../errors.ts';
import { ErrorCode } from '../../wire/error-code.ts';
import type { CommitTarget } from '../offsets/commit.ts';
import type { ConsumerGroup } from './group.ts';
import type { ConsumerMember } from './member.ts';

/** From this version of OffsetCommit on, its errors can tell members what is wrong with their epochs. */
const EPOCHS_FROM_VERSION = 9;

export interface Committer {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  /** -1: not a member, or its client is too old to say. */
  readonly generation: number;
  readonly apiVersion: number;
}

/** Why the whole commit is refused, or NONE. */
export function consumerCommitError(group: ConsumerGroup, commit: CommitTarget & Committer): number {
  if (commit.generation < 0 && group.isEmpty) return ErrorCode.NONE;
  const member = group.members.get(commit.memberId);
  if (member === undefined) return ErrorCode.UNKNOWN_MEMBER_ID;
  if (member.classic === null && commit.apiVersion < EPOCHS_FROM_VERSION) return ErrorCode.UNSUPPORTED_VERSION;
  return epochError(member, commit);
}

/** Old producers do not say who they are. */
export function transactionalConsumerCommitError(group: ConsumerGroup, commit: CommitTarget & Committer): number {
  if (commit.generation < 0 && group.isEmpty) return ErrorCode.NONE;
  const isUnnamed = commit.generation < 0 && commit.memberId === '' && commit.groupInstanceId === null;
  if (isUnnamed) return ErrorCode.NONE;
  const member = group.members.get(commit.memberId);
  if (member === undefined) return ErrorCode.UNKNOWN_MEMBER_ID;
  return epochError(member, commit) === ErrorCode.NONE ? ErrorCode.NONE : ErrorCode.ILLEGAL_GENERATION;
}

/** Throws KafkaError where a member asks with an epoch that is not its own. Who is no member may ask. */
export function checkFetch(group: ConsumerGroup, memberId: string | null, memberEpoch: number): void {
  if (memberId === null && memberEpoch < 0) return;
  const member = group.members.get(memberId ?? '');
  if (member === undefined) throw new KafkaError(ErrorCode.UNKNOWN_MEMBER_ID);
  if (member.memberEpoch !== memberEpoch) throw new KafkaError(staleCode(member));
}

function epochError(member: ConsumerMember, { generation, topics }: CommitTarget & Committer): number {
  if (generation === member.memberEpoch) return ErrorCode.NONE;
  if (generation > member.memberEpoch) return staleCode(member);
  for (const { topicId, partitions } of topics) {
    const assigned = member.assigned.get(topicId);
    const pending = member.pendingRevocation.get(topicId);
    for (const { partition } of partitions) {
      const sinceEpoch = assigned?.get(partition) ?? pending?.get(partition);
      if (sinceEpoch === undefined || generation < sinceEpoch) return staleCode(member);
    }
  }
  return ErrorCode.NONE;
}

function staleCode(member: ConsumerMember): number {
  return member.classic === null ? ErrorCode.STALE_MEMBER_EPOCH : ErrorCode.ILLEGAL_GENERATION;
}
