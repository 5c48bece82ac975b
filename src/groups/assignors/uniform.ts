// The uniform assignor: as many partitions for everybody, and as few moves as possible. Members with the same topics are
// served here; groups whose members read different topics by uniform-mixed.ts.
//
// Every member may keep what it has up to its quota. The quota is the even share; where the partitions do not come out
// even, as many members as there are left over get one more, and those that have one more already keep it.
import {
  type AssignableMember,
  type Assignment,
  type AssignmentTask,
  type Assignor,
  addPartition,
  type PartitionsDraft,
} from './assignor.ts';
import { assignMixed } from './uniform-mixed.ts';

export const uniformAssignor: Assignor = { name: 'uniform', assign };

interface FreePartition {
  readonly topicId: string;
  readonly partition: number;
}

interface Share {
  readonly draft: PartitionsDraft;
  /** How many more it is to get. */
  missing: number;
}

function assign(task: AssignmentTask): Assignment {
  if (task.members.length === 0) return new Map();
  return task.isHomogeneous ? assignAlike(task) : assignMixed(task);
}

function assignAlike({ members, partitionCount }: AssignmentTask): Assignment {
  const topicIds = members[0]?.topicIds ?? new Set<string>();
  let total = 0;
  for (const topicId of topicIds) total += partitionCount(topicId);
  const free = unassignedPartitions(members, topicIds, partitionCount);
  const evenShare = Math.floor(total / members.length);
  let extras = total % members.length;
  const assignment = new Map<string, PartitionsDraft>();
  const unfilled: Share[] = [];
  for (const [index, member] of members.entries()) {
    const mayHaveExtra = extras > 0;
    const share = keepUpTo(member, topicIds, evenShare + (mayHaveExtra ? 1 : 0), free);
    assignment.set(member.memberId, share.draft);
    // The extra is left to a member that has one, unless so few members remain that each of them must take one.
    const leavesExtra = mayHaveExtra && share.missing > 0 && members.length - index > extras;
    if (leavesExtra) share.missing -= 1;
    else if (mayHaveExtra) extras -= 1;
    if (share.missing > 0) unfilled.push(share);
  }
  handOut(free, unfilled);
  return assignment;
}

function unassignedPartitions(
  members: readonly AssignableMember[],
  topicIds: ReadonlySet<string>,
  partitionCount: (topicId: string) => number,
): FreePartition[] {
  const assigned = new Map<string, Set<number>>();
  for (const topicId of topicIds) assigned.set(topicId, new Set());
  for (const member of members) {
    for (const [topicId, partitions] of member.assigned) {
      const ofTopic = assigned.get(topicId);
      if (ofTopic !== undefined) for (const partition of partitions) ofTopic.add(partition);
    }
  }
  const free: FreePartition[] = [];
  for (const [topicId, ofTopic] of assigned) {
    const count = partitionCount(topicId);
    for (let partition = 0; partition < count; partition += 1) {
      if (!ofTopic.has(partition)) free.push({ topicId, partition });
    }
  }
  return free;
}

/** What is more than the quota becomes free; what is not subscribed to any more is dropped. */
function keepUpTo(
  { assigned }: AssignableMember,
  topicIds: ReadonlySet<string>,
  quota: number,
  free: FreePartition[],
): Share {
  const draft: PartitionsDraft = new Map();
  let missing = quota;
  for (const [topicId, partitions] of assigned) {
    if (!topicIds.has(topicId)) continue;
    for (const partition of partitions) {
      if (missing === 0) {
        free.push({ topicId, partition });
        continue;
      }
      addPartition(draft, topicId, partition);
      missing -= 1;
    }
  }
  return { draft, missing };
}

function handOut(free: readonly FreePartition[], unfilled: readonly Share[]): void {
  let next = 0;
  for (const { draft, missing } of unfilled) {
    for (const { topicId, partition } of free.slice(next, next + missing)) addPartition(draft, topicId, partition);
    next += missing;
  }
  if (next < free.length) throw new Error('the uniform assignor left partitions unassigned');
}
