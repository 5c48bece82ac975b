// Members that are no members any more: they left, or their time is over. The group epoch grows, and the next heartbeat
// of whoever remains brings the new assignment. When no member of the consumer protocol remains, the group may go back
// to the classic protocol (migration.ts).
import { prepareRebalance } from '../classic/rebalance.ts';
import type { Group } from '../group.ts';
import { groupMetadataRecord } from '../records.ts';
import type { Turn } from '../turn.ts';
import { GroupChange } from './change.ts';
import { downgradedGroup, downgradeTombstones, finishDowngrade, mayDowngrade } from './downgrade.ts';
import type { ConsumerGroup } from './group.ts';
import type { ConsumerMember } from './member.ts';
import { metadataHash } from './metadata-hash.ts';
import { groupEpochRecord, memberTombstones, regexTombstone } from './records.ts';
import { abandonedRegexes, topicCountsAfter } from './subscription.ts';

/** Returns the group that remains. Throws KafkaError where the records are more than a batch holds. */
export function fence(turn: Turn, group: ConsumerGroup, members: readonly ConsumerMember[]): Group {
  if (members.length === 0) return group;
  return mayDowngrade(turn, group, members) ? downgrade(turn, group, members) : remove(turn, group, members);
}

function remove(turn: Turn, group: ConsumerGroup, members: readonly ConsumerMember[]): ConsumerGroup {
  const { groupId } = group;
  const change = new GroupChange(group);
  for (const { memberId } of members) {
    change.records.push(...memberTombstones(groupId, memberId));
    change.removedMembers.push(memberId);
  }
  const changes = members.map((before) => ({ before, after: null }));
  for (const regex of abandonedRegexes(group, changes)) change.records.push(regexTombstone(groupId, regex));
  const hash = metadataHash(topicCountsAfter(group, changes).keys(), turn.image);
  change.records.push(groupEpochRecord(groupId, group.groupEpoch + 1, hash));
  change.apply(turn);
  return group;
}

function downgrade(turn: Turn, group: ConsumerGroup, leaving: readonly ConsumerMember[]): Group {
  const remaining = [...group.members.values()].filter((member) => !leaving.includes(member));
  const classic = downgradedGroup(turn, group, remaining);
  const change = new GroupChange(group);
  change.records.push(...downgradeTombstones(group, [...group.members.keys()]), groupMetadataRecord(classic, null));
  change.apply(turn);
  finishDowngrade(turn, classic);
  prepareRebalance(turn, classic);
  return classic;
}
