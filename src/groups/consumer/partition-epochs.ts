// Partitions of a member, each with the assignment epoch in which the member got it: offsets that the member commits
// with an older epoch of its own are still good from then on.
import type { Partitions } from '../assignors/assignor.ts';

/** Topic id → partition → epoch. No topic without partitions is in it. */
export type PartitionEpochs = ReadonlyMap<string, ReadonlyMap<number, number>>;

export const NO_EPOCHS: PartitionEpochs = new Map();

export type PartitionEpochsDraft = Map<string, Map<number, number>>;

export function setEpoch(draft: PartitionEpochsDraft, topicId: string, partition: number, epoch: number): void {
  const partitions = draft.get(topicId);
  if (partitions === undefined) draft.set(topicId, new Map([[partition, epoch]]));
  else partitions.set(partition, epoch);
}

export function sameEpochs(one: PartitionEpochs, other: PartitionEpochs): boolean {
  if (one === other) return true;
  if (one.size !== other.size) return false;
  for (const [topicId, partitions] of one) {
    const others = other.get(topicId);
    if (others === undefined || others.size !== partitions.size) return false;
    for (const [partition, epoch] of partitions) if (others.get(partition) !== epoch) return false;
  }
  return true;
}

/** The same partitions, all with one epoch. */
export function withEpoch(partitions: PartitionEpochs | Partitions, epoch: number): PartitionEpochs {
  const draft: PartitionEpochsDraft = new Map();
  for (const [topicId, ofTopic] of partitions) {
    for (const partition of ofTopic.keys()) setEpoch(draft, topicId, partition, epoch);
  }
  return draft;
}

export function withoutEpochs(partitions: PartitionEpochs): Partitions {
  const sets = new Map<string, ReadonlySet<number>>();
  for (const [topicId, ofTopic] of partitions) sets.set(topicId, new Set(ofTopic.keys()));
  return sets;
}

export function hasPartition(partitions: PartitionEpochs, topicId: string, partition: number): boolean {
  return partitions.get(topicId)?.has(partition) === true;
}
