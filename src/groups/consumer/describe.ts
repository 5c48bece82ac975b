// A group as ConsumerGroupDescribe and ListGroups show it. Read straight from the state; nothing is decided.
import type { MetadataImage } from '../../metadata/image.ts';
import {
  type DescribedGroup,
  type Member,
  newDescribedGroup,
  newMember,
  type TopicPartitions,
} from '../../wire/generated/consumer-group-describe.ts';
import { type ListedGroup, newListedGroup } from '../../wire/generated/list-groups.ts';
import { CONSUMER_PROTOCOL_TYPE } from '../classic/group.ts';
import { mostVoted } from '../votes.ts';
import type { ConsumerGroup } from './group.ts';
import type { ConsumerMember } from './member.ts';

const CLASSIC_MEMBER = 0;
const CONSUMER_MEMBER = 1;

export function describeConsumerGroup(
  group: ConsumerGroup,
  image: MetadataImage,
  defaultAssignor: string,
): DescribedGroup {
  return newDescribedGroup({
    groupId: group.groupId,
    groupState: group.state,
    groupEpoch: group.groupEpoch,
    assignmentEpoch: group.assignmentEpoch,
    assignorName: mostVoted(group.serverAssignors) ?? defaultAssignor,
    members: Array.from(group.members.values(), (member) => describeMember(group, member, image)),
  });
}

export function listConsumerGroup(group: ConsumerGroup): ListedGroup {
  return newListedGroup({
    groupId: group.groupId,
    protocolType: CONSUMER_PROTOCOL_TYPE,
    groupState: group.state,
    groupType: 'consumer',
  });
}

/** What a member has includes what it still has to give up. */
function describeMember(group: ConsumerGroup, member: ConsumerMember, image: MetadataImage): Member {
  const target = group.target.get(member.memberId) ?? new Map();
  return newMember({
    memberId: member.memberId,
    instanceId: member.instanceId,
    rackId: member.rackId,
    memberEpoch: member.memberEpoch,
    clientId: member.clientId,
    clientHost: member.clientHost,
    subscribedTopicNames: [...member.topicNames],
    subscribedTopicRegex: member.topicRegex,
    assignment: { topicPartitions: topicPartitions([member.assigned, member.pendingRevocation], image) },
    targetAssignment: { topicPartitions: topicPartitions([target], image) },
    memberType: member.classic === null ? CONSUMER_MEMBER : CLASSIC_MEMBER,
  });
}

interface PartitionsByTopic extends Iterable<readonly [string, { keys(): Iterable<number> }]> {}

/** Topics that do not exist any more are left out. */
function topicPartitions(sources: readonly PartitionsByTopic[], image: MetadataImage): TopicPartitions[] {
  const topics = new Map<string, TopicPartitions>();
  for (const source of sources) {
    for (const [topicId, ofTopic] of source) {
      const topicName = image.topicsById.get(topicId)?.name;
      if (topicName === undefined) continue;
      const topic = topics.get(topicId) ?? { topicId, topicName, partitions: [] };
      topic.partitions.push(...ofTopic.keys());
      topics.set(topicId, topic);
    }
  }
  return [...topics.values()];
}
