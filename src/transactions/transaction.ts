// What the coordinator knows of one transactional id: one immutable value, made by replaying its last record.
//
//   Empty ──► Ongoing ──► PrepareCommit ──► CompleteCommit ─┐
//     │          └──────► PrepareAbort ───► CompleteAbort ──┤
//     └── (an empty abort) ──┘     ▲                        ├──► Ongoing, PrepareAbort (empty), Empty (a new producer)
//                                  └────────────────────────┘
//
// The outcome is decided once the Prepare record is committed; Complete is written when every partition has its marker.
import type { PartitionName } from '../native/data-plane.ts';

export type TransactionState =
  | 'Empty'
  | 'Ongoing'
  | 'PrepareCommit'
  | 'PrepareAbort'
  | 'CompleteCommit'
  | 'CompleteAbort';

/** Index = the number in the log. */
export const TRANSACTION_STATES: readonly TransactionState[] = [
  'Empty',
  'Ongoing',
  'PrepareCommit',
  'PrepareAbort',
  'CompleteCommit',
  'CompleteAbort',
];

/** Names that filters may give although nothing is ever stored in these states. */
export const TRANSIENT_STATES: readonly string[] = ['Dead', 'PrepareEpochFence'];

/** Partition numbers by topic. */
export type TransactionPartitions = ReadonlyMap<string, ReadonlySet<number>>;

export interface Transaction {
  readonly transactionalId: string;
  readonly producerId: bigint;
  /** The producer id before the last change of state; -1: none. */
  readonly previousProducerId: bigint;
  /** Which id the producer goes on with, once the transaction that used up the epochs of this one is complete. */
  readonly nextProducerId: bigint;
  readonly producerEpoch: number;
  readonly timeoutMs: number;
  readonly state: TransactionState;
  readonly partitions: TransactionPartitions;
  /** When its first partition was added; -1 before any. */
  readonly startMs: number;
  readonly lastUpdateMs: number;
  /** 2 where the epoch moves on with every transaction (KIP-890). */
  readonly clientTransactionVersion: number;
}

export const NO_PRODUCER_ID = -1n;
export const NO_PRODUCER_EPOCH = -1;
export const EPOCH_MAX = 0x7fff;

/** Clients get no epoch beyond this one, so that there is always one left to fence them with. */
export const EPOCH_EXHAUSTED = EPOCH_MAX - 1;

/** The transaction version from which the epoch moves on with every transaction. */
export const EPOCH_BUMP_VERSION = 2;

export const NO_PARTITIONS: TransactionPartitions = new Map();

export function bumpsEpoch(transactionVersion: number): boolean {
  return transactionVersion >= EPOCH_BUMP_VERSION;
}

/** Its outcome is decided, and markers are on their way. */
export function isPreparing({ state }: Transaction): boolean {
  return state === 'PrepareCommit' || state === 'PrepareAbort';
}

export function hasPartition(partitions: TransactionPartitions, { topic, partition }: PartitionName): boolean {
  return partitions.get(topic)?.has(partition) === true;
}

export function withPartitions(
  partitions: TransactionPartitions,
  added: readonly PartitionName[],
): TransactionPartitions {
  const all = new Map(partitions);
  for (const { topic, partition } of added) {
    const ofTopic = all.get(topic);
    if (ofTopic?.has(partition) !== true) all.set(topic, new Set(ofTopic).add(partition));
  }
  return all;
}

export function partitionNames(partitions: TransactionPartitions): PartitionName[] {
  const names: PartitionName[] = [];
  for (const [topic, numbers] of partitions) {
    for (const partition of numbers) names.push({ topic, partition });
  }
  return names;
}
