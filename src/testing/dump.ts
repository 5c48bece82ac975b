// The state of a test broker as text, for the message of a test that failed.
import type { Fault } from './faults/faults.ts';
import type { TestGroup } from './group-views.ts';
import type { TestRecord } from './topic-records.ts';

export interface DumpedTopic {
  readonly name: string;
  readonly records: readonly TestRecord[];
}

/** Per topic, the last ones. */
const RECORDS_MAX = 20;
const TEXT_LENGTH_MAX = 60;

export interface Dumped {
  readonly topics: readonly DumpedTopic[];
  readonly groups: readonly TestGroup[];
  readonly faults: readonly Fault[];
}

export function dumpText({ topics, groups, faults }: Dumped): string {
  const held = [...topics.map(topicText), ...groups.map(groupText)].join('\n') || 'no topics and no groups';
  return [held, ...faults.map(faultText)].join('\n');
}

/** With its seed, which brings the same requests about again. */
function faultText({ options, hits, seed }: Fault): string {
  const texts = Object.entries(options).map(
    ([name, value]) => `${name} ${value instanceof RegExp ? value : JSON.stringify(value)}`,
  );
  const random = options.probability === undefined || options.seed !== undefined ? '' : `, seed ${seed}`;
  return `fault ${texts.join(', ')}${random}: took ${hits} requests`;
}

function topicText({ name, records }: DumpedTopic): string {
  const shown = records.slice(-RECORDS_MAX).map(recordText);
  const before = records.length > shown.length ? [`  … ${records.length - shown.length} before`] : [];
  return [`topic ${name}: ${records.length} records`, ...before, ...shown].join('\n');
}

function recordText({ partition, offset, key, value, transaction }: TestRecord): string {
  const fate = transaction === 'none' ? '' : ` (${transaction})`;
  return `  ${partition}@${offset}  ${short(key)} = ${short(value)}${fate}`;
}

function groupText({ groupId, type, state, members, offsets, lag }: TestGroup): string {
  const names = members.map(({ clientId, memberId }) => `  member ${clientId} ${memberId}`);
  const committed = offsets.map(
    (offset) => `  ${offset.topic}-${offset.partition} committed ${offset.offset}, ${offset.lag} to read`,
  );
  return [
    `group ${groupId}: ${type}, ${state}, ${lag ?? 'nothing committed, all'} to read`,
    ...names,
    ...committed,
  ].join('\n');
}

function short(text: string | null): string {
  if (text === null) return 'null';
  return text.length > TEXT_LENGTH_MAX ? `${JSON.stringify(text.slice(0, TEXT_LENGTH_MAX))}…` : JSON.stringify(text);
}
