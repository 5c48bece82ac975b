// Topic patterns of a group (RE2's syntax). Members name a pattern; which topics it matches is worked out for all
// patterns of the group together, elsewhere (a pattern may be slow on purpose, and none may hold up the broker), and
// stored with the group. It is worked out again when topics were created, and from time to time; heartbeats see to it.
import { KafkaError } from '../../errors.ts';
import type { JournalRecord } from '../../journal/coordinator.ts';
import { ErrorCode } from '../../wire/error-code.ts';
import type { Turn } from '../turn.ts';
import type { GroupChange } from './change.ts';
import { type ConsumerGroup, countTopic } from './group.ts';
import type { ConsumerMember } from './member.ts';
import { metadataHash } from './metadata-hash.ts';
import { groupEpochRecord, regexRecord, regexTombstone } from './records.ts';
import { abandonedRegexes, regexCountsAfter } from './subscription.ts';

export interface ResolvedRegex {
  readonly topics: ReadonlySet<string>;
  /** Offset of the metadata that it was resolved over. */
  readonly version: bigint;
  readonly timestampMs: number;
}

/** How a member's pattern changed: not at all; to one that must be resolved first; or in a way that shows at once. */
export type RegexChange = 'none' | 'unresolved' | 'resolved';

/** At least so long from one resolution to the next. */
const REFRESH_INTERVAL_MS_MIN = 10_000;
/** After patterns that took too long. */
const RETRY_INTERVAL_MS = 60_000;

/** A member as it was (null: in none of the group's counts) and as it is from now on. */
export interface RegexUpdate {
  readonly before: ConsumerMember | null;
  readonly after: ConsumerMember;
}

/**
 * Takes back the patterns that lose their last member, checks a new one, and asks for a resolution where one is due.
 * Throws INVALID_REGULAR_EXPRESSION.
 */
export function updateRegexes(turn: Turn, change: GroupChange, member: RegexUpdate): RegexChange {
  const { group, records } = change;
  const regex = member.after.topicRegex;
  const isNew = regex !== '' && !group.regexCounts.has(regex);
  if (isNew) checkRegex(turn, regex);
  const hasChanged = regex !== (member.before?.topicRegex ?? '');
  if (hasChanged) {
    for (const gone of abandonedRegexes(group, [member])) records.push(regexTombstone(group.groupId, gone));
  }
  const regexes = [...regexCountsAfter(group, [member]).keys()];
  const isDue = isNew || regexes.length !== group.resolvedRegexes.size;
  if (regexes.length > 0 && isRefreshDue(turn, group, isDue)) change.regexesToResolve = regexes;
  if (!hasChanged) return 'none';
  return regex === '' || (!isNew && group.resolvedRegexes.has(regex)) ? 'resolved' : 'unresolved';
}

function checkRegex(turn: Turn, regex: string): void {
  const problem = turn.topicRegexes.problem(regex);
  if (problem === null) return;
  throw new KafkaError(
    ErrorCode.INVALID_REGULAR_EXPRESSION,
    `SubscribedTopicRegex \`${regex}\` is not a valid regular expression: ${problem}.`,
  );
}

/** Whether the group's patterns should be resolved now; `isDue`: there is a reason that the group does not show. */
export function isRefreshDue(turn: Turn, group: ConsumerGroup, isDue: boolean): boolean {
  if (group.isResolving || turn.nowMs < group.regexRetryMs) return false;
  const last: ResolvedRegex | undefined = group.resolvedRegexes.values().next().value;
  if (last === undefined) return isDue || group.regexCounts.size > 0;
  if (turn.nowMs <= last.timestampMs + REFRESH_INTERVAL_MS_MIN) return false;
  const isOld = turn.nowMs > last.timestampMs + turn.config.consumer.regexRefreshIntervalMs;
  return isDue || isOld || last.version < turn.newTopicsVersion;
}

/** The answer to a resolution is there; empty: the patterns could not be worked out. */
export function endResolution(turn: Turn, group: ConsumerGroup, isDone: boolean): void {
  group.isResolving = false;
  if (!isDone) group.regexRetryMs = turn.nowMs + RETRY_INTERVAL_MS;
}

/** The records of a resolution; with a new group epoch where the group reads other topics now. */
export function resolvedRecords(
  turn: Turn,
  group: ConsumerGroup,
  resolved: ReadonlyMap<string, ResolvedRegex>,
): JournalRecord[] {
  const records: JournalRecord[] = [];
  const counts = new Map(group.topicCounts);
  let hasChanged = false;
  for (const [regex, next] of resolved) {
    // Its last member may have gone meanwhile.
    if (!group.regexCounts.has(regex)) continue;
    records.push(regexRecord(group.groupId, regex, next));
    const before = group.resolvedRegexes.get(regex)?.topics ?? new Set<string>();
    hasChanged ||= before.size !== next.topics.size || [...before].some((topic) => !next.topics.has(topic));
    for (const topic of before) countTopic(counts, topic, 0, -1);
    for (const topic of next.topics) countTopic(counts, topic, 0, 1);
  }
  const hash = metadataHash(counts.keys(), turn.image);
  if (!hasChanged && hash === group.metadataHash) return records;
  records.push(groupEpochRecord(group.groupId, group.groupEpoch + 1, hash));
  return records;
}
