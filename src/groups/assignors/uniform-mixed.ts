// The uniform assignor for members that are subscribed to different topics. Balance comes before keeping partitions
// where they are:
//   1. everybody keeps what it has of the topics that it still reads,
//   2. what nobody has goes to the least loaded subscriber, beginning with the topics that have the most partitions per
//      subscriber, because they leave the least choice,
//   3. per topic, partitions move from the most loaded subscriber to the least loaded one until they differ by one at
//      most; again over all topics until nothing moves. With subscriptions that overlap this converges slowly, so the
//      number of rounds is limited.
import type { Assignment, AssignmentTask } from './assignor.ts';
import { LoadHeap } from './load-heap.ts';

const ROUNDS_MAX = 16;
const NOBODY = -1;

interface Topic {
  readonly topicId: string;
  /** Member index of each partition. */
  readonly owners: number[];
  /** Member indexes, ascending. */
  readonly subscribers: readonly number[];
}

export function assignMixed(task: AssignmentTask): Assignment {
  const topics = sortedTopics(task);
  const loads = new Array<number>(task.members.length).fill(0);
  keepAssigned(task, topics, loads);
  for (const topic of topics) assignFree(topic, loads);
  const movable = topics.filter(({ subscribers }) => subscribers.length > 1);
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    let moves = 0;
    for (const topic of movable) moves += balance(topic, loads);
    if (moves === 0) break;
  }
  return toAssignment(task, topics);
}

function sortedTopics({ members, partitionCount }: AssignmentTask): Topic[] {
  const subscribers = new Map<string, number[]>();
  for (const [index, { topicIds }] of members.entries()) {
    for (const topicId of topicIds) {
      const ofTopic = subscribers.get(topicId);
      if (ofTopic === undefined) subscribers.set(topicId, [index]);
      else ofTopic.push(index);
    }
  }
  const topics = Array.from(subscribers, ([topicId, indexes]) => ({
    topicId,
    owners: new Array<number>(partitionCount(topicId)).fill(NOBODY),
    subscribers: indexes,
  }));
  return topics.sort(
    (a, b) =>
      b.owners.length / b.subscribers.length - a.owners.length / a.subscribers.length ||
      a.subscribers.length - b.subscribers.length ||
      (a.topicId < b.topicId ? -1 : 1),
  );
}

function keepAssigned({ members }: AssignmentTask, topics: readonly Topic[], loads: number[]): void {
  const ownersByTopic = new Map(topics.map(({ topicId, owners }) => [topicId, owners]));
  for (const [index, { assigned, topicIds }] of members.entries()) {
    for (const [topicId, partitions] of assigned) {
      const owners = topicIds.has(topicId) ? ownersByTopic.get(topicId) : undefined;
      if (owners === undefined) continue;
      for (const partition of partitions) {
        owners[partition] = index;
        loads[index] = (loads[index] ?? 0) + 1;
      }
    }
  }
}

function assignFree({ owners, subscribers }: Topic, loads: number[]): void {
  if (!owners.includes(NOBODY)) return;
  const least = heapOf('least', subscribers, loads);
  for (const [partition, owner] of owners.entries()) {
    const receiver = owner === NOBODY ? least.pop() : undefined;
    if (receiver === undefined) continue;
    owners[partition] = receiver.index;
    loads[receiver.index] = receiver.load + 1;
    least.push({ index: receiver.index, load: receiver.load + 1 });
  }
}

/** Returns how many partitions moved. */
function balance({ owners, subscribers }: Topic, loads: number[]): number {
  const owned = partitionsByOwner(owners);
  const least = heapOf('least', subscribers, loads);
  const most = heapOf('most', subscribers, loads);
  let moves = 0;
  for (let giver = most.pop(), receiver = least.pop(); giver !== undefined && receiver !== undefined; ) {
    // Loads in the heaps may be old, but never of one who could be next: givers and receivers meet in the middle.
    if (giver.load - receiver.load <= 1) break;
    const partition = owned.get(giver.index)?.pop();
    if (partition !== undefined) {
      owners[partition] = receiver.index;
      loads[giver.index] = giver.load - 1;
      loads[receiver.index] = receiver.load + 1;
      most.push({ index: giver.index, load: giver.load - 1 });
      least.push({ index: receiver.index, load: receiver.load + 1 });
      receiver = least.pop();
      moves += 1;
    }
    giver = most.pop();
  }
  return moves;
}

/** Ascending, so that the last ones are given away first. */
function partitionsByOwner(owners: readonly number[]): Map<number, number[]> {
  const owned = new Map<number, number[]>();
  for (const [partition, owner] of owners.entries()) {
    const partitions = owned.get(owner);
    if (partitions === undefined) owned.set(owner, [partition]);
    else partitions.push(partition);
  }
  return owned;
}

function heapOf(top: 'least' | 'most', indexes: readonly number[], loads: readonly number[]): LoadHeap {
  const heap = new LoadHeap(top);
  for (const index of indexes) heap.push({ index, load: loads[index] ?? 0 });
  return heap;
}

function toAssignment({ members }: AssignmentTask, topics: readonly Topic[]): Assignment {
  const drafts = members.map(() => new Map<string, Set<number>>());
  for (const { topicId, owners } of topics) {
    for (const [partition, owner] of owners.entries()) {
      const draft = drafts[owner];
      const partitions = draft?.get(topicId);
      if (partitions === undefined) draft?.set(topicId, new Set([partition]));
      else partitions.add(partition);
    }
  }
  return new Map(members.map(({ memberId }, index) => [memberId, drafts[index] ?? new Map()]));
}
