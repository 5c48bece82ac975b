// The range assignor: every topic is cut into consecutive ranges, one per subscribed member, and the members stand in
// the same order for every topic, so that partitions of the same number come to the same member where topics have the
// same number of partitions. Members in order of their instance ids, those without one behind them by their member ids.
import type { AssignableMember, Assignment, AssignmentTask, Assignor, PartitionsDraft } from './assignor.ts';

export const rangeAssignor: Assignor = { name: 'range', assign };

/** How one topic is cut. */
interface Cut {
  readonly partitionCount: number;
  readonly subscriberCount: number;
  /** The first partition that nobody has yet. */
  next: number;
  /** How many subscribers have their range. */
  served: number;
}

function assign({ members, partitionCount }: AssignmentTask): Assignment {
  const cuts = new Map<string, Cut>();
  for (const [topicId, subscriberCount] of countSubscribers(members)) {
    cuts.set(topicId, { partitionCount: partitionCount(topicId), subscriberCount, next: 0, served: 0 });
  }
  const assignment = new Map<string, PartitionsDraft>();
  for (const member of [...members].sort(byInstanceThenMember)) {
    const draft: PartitionsDraft = new Map();
    for (const topicId of member.topicIds) {
      const range = nextRange(cuts.get(topicId));
      if (range.size > 0) draft.set(topicId, range);
    }
    assignment.set(member.memberId, draft);
  }
  return assignment;
}

function countSubscribers(members: readonly AssignableMember[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { topicIds } of members) {
    for (const topicId of topicIds) counts.set(topicId, (counts.get(topicId) ?? 0) + 1);
  }
  return counts;
}

/** The first ones get one more where the partitions do not come out even. */
function nextRange(cut: Cut | undefined): Set<number> {
  const range = new Set<number>();
  if (cut === undefined) return range;
  const extra = cut.served < cut.partitionCount % cut.subscriberCount ? 1 : 0;
  const end = Math.min(cut.next + Math.floor(cut.partitionCount / cut.subscriberCount) + extra, cut.partitionCount);
  for (let partition = cut.next; partition < end; partition += 1) range.add(partition);
  cut.next = end;
  cut.served += 1;
  return range;
}

function byInstanceThenMember(a: AssignableMember, b: AssignableMember): number {
  if (a.instanceId !== null && b.instanceId !== null) return compare(a.instanceId, b.instanceId);
  if (a.instanceId !== null) return -1;
  if (b.instanceId !== null) return 1;
  return compare(a.memberId, b.memberId);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
