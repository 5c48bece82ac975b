// TxnOffsetCommit: offsets that are committed with the transaction that they belong to. They are pending until the
// transaction's marker comes.
// Called by the shard. The handler has resolved topics, and the coordinator of the transaction has agreed.
import { ErrorCode } from '../../wire/error-code.ts';
import { generationError } from '../classic/validation.ts';
import { transactionalConsumerCommitError } from '../consumer/commit-validation.ts';
import type { TransactionalCommitEvent } from '../event.ts';
import type { Group } from '../group.ts';
import type { Turn } from '../turn.ts';
import { type CommitTarget, refuseAll, storeOffsets } from './commit.ts';

export interface TransactionalOffsetCommit extends CommitTarget {
  readonly apiVersion: number;
  readonly transactionalId: string;
  readonly producerId: bigint;
  readonly producerEpoch: number;
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  /** -1: the committer is not a member, or its client is too old to say. */
  readonly generation: number;
}

/** Unlike a plain commit, it is taken while a rebalance completes, and from clients that name no member at all. */
export function transactionalCommitError(group: Group | undefined, commit: TransactionalOffsetCommit): number {
  const { memberId, groupInstanceId, generation } = commit;
  if (group?.type === 'consumer') return transactionalConsumerCommitError(group, commit);
  if (group === undefined) return generation < 0 ? ErrorCode.NONE : ErrorCode.ILLEGAL_GENERATION;
  if (generation < 0 && group.state === 'Empty') return ErrorCode.NONE;
  const namesMember = generation >= 0 || memberId !== '' || groupInstanceId !== null;
  return namesMember ? generationError(group, memberId, groupInstanceId, generation) : ErrorCode.NONE;
}

export function commitTransactionalOffsets(
  turn: Turn,
  group: Group | undefined,
  { commit, token }: TransactionalCommitEvent,
): void {
  const errorCode = transactionalCommitError(group, commit);
  const { producerId, producerEpoch } = commit;
  turn.transaction = { producerId, producerEpoch };
  turn.reply(token, errorCode === ErrorCode.NONE ? storeOffsets(turn, commit) : refuseAll(commit, errorCode));
}
