// Comparison of what a reader showed with what lies in the topics, with differences that a person can read.

import { asRead, type Client, type ReceivedRecord } from './client.ts';
import type { MatrixTopic } from './matrix.ts';

/** Differences between what `reader` received of `topic` and what it should have; empty when there are none. */
export function differences(reader: Client, topic: MatrixTopic, received: readonly ReceivedRecord[]): string[] {
  const expected = topic.stored.map((record) => asRead(reader, record));
  const found: string[] = [];
  const shownTopic = expected[0]?.topic;
  const candidates = received.filter((record) => record.topic === shownTopic);
  if (shownTopic === topic.name) found.push(...orderProblems(topic, candidates));
  const byPlace = new Map<string, ReceivedRecord[]>();
  for (const record of candidates) {
    const place = placeOf(record);
    byPlace.set(place, [...(byPlace.get(place) ?? []), record]);
  }
  for (const record of expected) {
    const atPlace = byPlace.get(placeOf(record)) ?? [];
    if (!atPlace.some((candidate) => recordDifference(topic, record, candidate) === undefined)) {
      const closest = atPlace.find((candidate) => candidate.timestampMs === record.timestampMs) ?? atPlace[0];
      const what = closest === undefined ? 'is missing' : recordDifference(topic, record, closest);
      found.push(`${topic.name}-${record.partition}@${record.offset}: ${what}`);
    }
  }
  return found.slice(0, 10);
}

const placeOf = ({ partition, offset }: ReceivedRecord) => `${partition}@${offset}`;

/** Every partition's records came once each and in the order of their offsets. */
function orderProblems(topic: MatrixTopic, received: readonly ReceivedRecord[]): string[] {
  const next = new Map<number, bigint>();
  const found: string[] = [];
  for (const { partition, offset } of received) {
    const due = next.get(partition) ?? 0n;
    if (offset !== due) found.push(`${topic.name}-${partition}: offset ${offset} came where ${due} was due`);
    next.set(partition, offset + 1n);
  }
  return found;
}

function recordDifference(topic: MatrixTopic, wanted: ReceivedRecord, got: ReceivedRecord): string | undefined {
  if (!sameTimestamp(topic, wanted, got)) return `timestamp ${got.timestampMs}, not ${wanted.timestampMs}`;
  if (!sameBytes(wanted.key, got.key)) return `key ${show(got.key)}, not ${show(wanted.key)}`;
  if (!sameBytes(wanted.value, got.value)) return `value ${show(got.value)}, not ${show(wanted.value)}`;
  const headers = (record: ReceivedRecord) =>
    record.headers.map(({ name, value }) => `${name}=${value === null ? 'null' : value.toString('hex')}`).join(' ');
  if (headers(wanted) === headers(got)) return undefined;
  return `headers ${headers(got).slice(0, 100)}, not ${headers(wanted).slice(0, 100)}`;
}

/** A timestamp that the writer set itself lies between start and end of the writing; all readers must see the same. */
function sameTimestamp(topic: MatrixTopic, wanted: ReceivedRecord, got: ReceivedRecord): boolean {
  if (wanted.timestampMs !== undefined) return wanted.timestampMs === got.timestampMs;
  const shown = Number(got.timestampMs);
  return shown >= topic.writtenFromMs - 1 && shown <= topic.writtenUntilMs + 1;
}

function sameBytes(left: Buffer | null, right: Buffer | null): boolean {
  return left === null || right === null ? left === right : left.equals(right);
}

function show(bytes: Buffer | null): string {
  if (bytes === null) return 'null';
  return bytes.length <= 40 ? JSON.stringify(bytes.toString('latin1')) : `${bytes.length} bytes`;
}
