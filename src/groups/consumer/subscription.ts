// Which topics members read: by name, by pattern, and what that makes of the whole group.
import type { MetadataImage } from '../../metadata/image.ts';
import { addTo, type ConsumerGroup, countTopic, type TopicCount } from './group.ts';
import type { ConsumerMember } from './member.ts';

/** The ids of the topics that the member reads and that exist. A pattern that is not resolved yet matches nothing. */
export function subscribedTopicIds(
  group: ConsumerGroup,
  member: ConsumerMember,
  image: MetadataImage,
): ReadonlySet<string> {
  const ids = new Set<string>();
  const matched = group.resolvedRegexes.get(member.topicRegex)?.topics ?? [];
  for (const names of [member.topicNames, matched]) {
    for (const name of names) {
      const topic = image.topicsByName.get(name);
      if (topic !== undefined) ids.add(topic.id);
    }
  }
  return ids;
}

/** The group as it will be when `before` is `after`; null: no such member. */
export interface MemberChange {
  readonly before: ConsumerMember | null;
  readonly after: ConsumerMember | null;
}

/** Patterns that lose their last member take the topics that they matched with them. */
export function topicCountsAfter(group: ConsumerGroup, changes: readonly MemberChange[]): Map<string, TopicCount> {
  const counts = new Map(group.topicCounts);
  for (const { before, after } of changes) {
    for (const topic of before?.topicNames ?? []) countTopic(counts, topic, -1, 0);
    for (const topic of after?.topicNames ?? []) countTopic(counts, topic, 1, 0);
  }
  const regexCounts = regexCountsAfter(group, changes);
  for (const regex of group.regexCounts.keys()) {
    if (regexCounts.has(regex)) continue;
    for (const topic of group.resolvedRegexes.get(regex)?.topics ?? []) countTopic(counts, topic, 0, -1);
  }
  return counts;
}

export function regexCountsAfter(group: ConsumerGroup, changes: readonly MemberChange[]): Map<string, number> {
  const counts = new Map(group.regexCounts);
  for (const { before, after } of changes) {
    if (before !== null && before.topicRegex !== '') addTo(counts, before.topicRegex, -1);
    if (after !== null && after.topicRegex !== '') addTo(counts, after.topicRegex, 1);
  }
  return counts;
}

/** The patterns of the changed members that nobody is subscribed to any more. */
export function abandonedRegexes(group: ConsumerGroup, changes: readonly MemberChange[]): string[] {
  const counts = regexCountsAfter(group, changes);
  return [...group.regexCounts.keys()].filter((regex) => !counts.has(regex));
}

/** All members read the same topics: the same names and no pattern, or one pattern and no names. */
export function isHomogeneous(
  topics: ReadonlyMap<string, TopicCount>,
  regexes: ReadonlyMap<string, number>,
  memberCount: number,
): boolean {
  const [regexMembers] = regexes.values();
  if (regexMembers !== undefined && regexMembers !== memberCount) return false;
  for (const { byName, byRegex } of topics.values()) {
    const isOfAll = regexMembers === undefined ? byName === memberCount : byRegex === 1 && byName === 0;
    if (!isOfAll) return false;
  }
  return true;
}
