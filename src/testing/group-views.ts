// Groups as a test looks at them: state, members, committed offsets and what is left to read.
import type { GroupCoordinatorService } from '../groups/service.ts';
import type { Metadata } from '../metadata/metadata.ts';
import type { DataPlane } from '../native/data-plane.ts';
import { recordsToRead } from './topic-records.ts';

export interface TestGroup {
  readonly groupId: string;
  /** `classic` or `consumer`. */
  readonly type: string;
  readonly state: string;
  readonly members: readonly { memberId: string; clientId: string; instanceId: string | null }[];
  readonly offsets: readonly TestOffset[];
  /**
   * Records left to read, over all partitions of the topics that it has committed for; where a partition has no offset,
   * all of them. Null: nothing is committed.
   */
  readonly lag: number | null;
}

export interface TestOffset {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Records from the offset on that may still be read: none of aborted transactions, and no transaction markers. */
  readonly lag: number;
  readonly metadata: string;
}

export interface GroupSources {
  readonly groups: GroupCoordinatorService;
  readonly metadata: Metadata;
  readonly dataPlane: Pick<DataPlane, 'offsets' | 'read'>;
}

export async function groupViews(sources: GroupSources): Promise<TestGroup[]> {
  const listed = await sources.groups.listGroups();
  const views = await Promise.all(
    listed.map(async ({ groupId, groupState, groupType }) => {
      const [members, offsets] = await Promise.all([
        groupType === 'consumer' ? consumerMembers(sources, groupId) : classicMembers(sources, groupId),
        offsetsOf(sources, groupId),
      ]);
      const lag = offsets.length === 0 ? null : lagOf(sources, offsets);
      return { groupId, type: groupType, state: groupState, members, offsets, lag };
    }),
  );
  return views.sort((a, b) => (a.groupId < b.groupId ? -1 : 1));
}

async function classicMembers({ groups }: GroupSources, groupId: string): Promise<TestGroup['members']> {
  const { members } = await groups.describeGroup(groupId);
  return members.map(({ memberId, clientId, groupInstanceId }) => ({
    memberId,
    clientId,
    instanceId: groupInstanceId,
  }));
}

async function consumerMembers({ groups }: GroupSources, groupId: string): Promise<TestGroup['members']> {
  const { members } = await groups.describeConsumerGroup(groupId);
  return members.map(({ memberId, clientId, instanceId }) => ({ memberId, clientId, instanceId }));
}

/** A partition that nobody has committed for is still to be read, too. */
function lagOf({ metadata, dataPlane }: GroupSources, offsets: readonly TestOffset[]): number {
  const committed = new Set(offsets.map(({ topic, partition }) => `${topic}-${partition}`));
  const unread = [...new Set(offsets.map(({ topic }) => topic))].flatMap((topic) => {
    const partitions = metadata.image.topicsByName.get(topic)?.partitions ?? [];
    return partitions.flatMap(({ partition }) => {
      if (committed.has(`${topic}-${partition}`)) return [];
      return [recordsToRead(dataPlane, { topic, partition }, 0n)];
    });
  });
  return [...offsets.map(({ lag }) => lag), ...unread].reduce((sum, lag) => sum + lag, 0);
}

async function offsetsOf({ groups, metadata, dataPlane }: GroupSources, groupId: string): Promise<TestOffset[]> {
  const topics = await groups.fetchOffsets({ groupId, topics: null, requireStable: false });
  const offsets = topics.flatMap(({ topic, partitions }) =>
    partitions.flatMap(({ partition, committed }) => {
      if (committed === null) return [];
      const exists = metadata.image.topicsByName.get(topic)?.partitions[partition] !== undefined;
      const lag = exists ? recordsToRead(dataPlane, { topic, partition }, committed.offset) : 0;
      return [{ topic, partition, offset: Number(committed.offset), lag, metadata: committed.metadata }];
    }),
  );
  return offsets.sort((a, b) => a.topic.localeCompare(b.topic) || a.partition - b.partition);
}
