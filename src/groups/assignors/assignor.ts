// What an assignor of the broker is given and gives: who gets which partitions. Called by the groups whose assignments
// the broker computes. Pure, and the same input gives the same output.

/** Topic id → partitions. No topic without partitions is in it. */
export type Partitions = ReadonlyMap<string, ReadonlySet<number>>;

export const NO_PARTITIONS: Partitions = new Map();

export interface AssignableMember {
  readonly memberId: string;
  /** `group.instance.id` of a static member. */
  readonly instanceId: string | null;
  /** The ids of the topics that it is subscribed to and that exist. */
  readonly topicIds: ReadonlySet<string>;
  /** What the last assignment gave it. No partition stands with two members. */
  readonly assigned: Partitions;
}

export interface AssignmentTask {
  readonly members: readonly AssignableMember[];
  /** All members are subscribed to the same topics. */
  readonly isHomogeneous: boolean;
  /** Of a topic that exists. */
  readonly partitionCount: (topicId: string) => number;
}

/** Member id → its partitions; members that get nothing may be left out. */
export type Assignment = ReadonlyMap<string, Partitions>;

export interface Assignor {
  readonly name: string;
  assign(task: AssignmentTask): Assignment;
}

export function samePartitions(one: Partitions, other: Partitions): boolean {
  if (one === other) return true;
  if (one.size !== other.size) return false;
  for (const [topicId, partitions] of one) {
    const others = other.get(topicId);
    if (others === undefined || others.size !== partitions.size) return false;
    for (const partition of partitions) if (!others.has(partition)) return false;
  }
  return true;
}

/** Partitions under construction. */
export type PartitionsDraft = Map<string, Set<number>>;

export function addPartition(draft: PartitionsDraft, topicId: string, partition: number): void {
  const partitions = draft.get(topicId);
  if (partitions === undefined) draft.set(topicId, new Set([partition]));
  else partitions.add(partition);
}
