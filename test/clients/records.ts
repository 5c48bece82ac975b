// The records that every client writes: each shape that Kafka's record format knows, in a fixed order.

import { seededRandom } from '../../src/seeded-random.ts';
import type { TestRecord } from './client.ts';

const LARGE_VALUE_BYTES = 900_000;

/** Text that compresses about as well as log lines do, without line ends. */
function largeText(seed: number): Buffer {
  const random = seededRandom(seed);
  const words = Array.from({ length: 400 }, () => Math.floor(random() * 2 ** 32).toString(36));
  const text: string[] = [];
  for (let size = 0; size < LARGE_VALUE_BYTES; ) {
    const word = words[Math.floor(random() * words.length)] ?? '';
    text.push(word);
    size += word.length + 1;
  }
  return Buffer.from(text.join(' ').slice(0, LARGE_VALUE_BYTES));
}

const ALL_BYTES = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
const text = (value: string) => Buffer.from(value);

type Shape = Pick<TestRecord, 'key' | 'value' | 'headers'>;

function shapes(label: string, seed: number): Shape[] {
  const small = Array.from({ length: 20 }, (_, i) => ({
    key: text(`key-${i % 7}`),
    value: text(`${label} small ${i} ${'x'.repeat(i * 11)}`),
    headers: [],
  }));
  return [
    { key: text('key'), value: text(`${label} plain`), headers: [] },
    { key: null, value: text(`${label} without key`), headers: [] },
    { key: text(''), value: text(`${label} empty key`), headers: [] },
    { key: text('null value'), value: null, headers: [] },
    { key: text('empty value'), value: text(''), headers: [] },
    { key: null, value: null, headers: [] },
    { key: text(''), value: text(''), headers: [] },
    { key: text('k'), value: text('one header'), headers: [{ name: 'trace', value: text('a1b2') }] },
    {
      key: text('k'),
      value: text('the same header three times'),
      headers: [
        { name: 'step', value: text('one') },
        { name: 'step', value: text('two') },
        { name: 'other', value: text('ünïcödé ✓') },
        { name: 'step', value: text('three') },
      ],
    },
    { key: text('k'), value: text('empty header'), headers: [{ name: 'empty', value: text('') }] },
    { key: text('k'), value: text('null header'), headers: [{ name: 'null', value: null }] },
    { key: text('k'), value: text('header with all bytes'), headers: [{ name: 'bytes', value: ALL_BYTES }] },
    { key: ALL_BYTES, value: Buffer.concat([ALL_BYTES, ALL_BYTES]), headers: [] },
    { key: text('ключ'), value: text('värde 値 🦀'), headers: [] },
    { key: text('large'), value: largeText(seed), headers: [] },
    ...small,
  ];
}

/** Spread over `partitions`; timestamps rise and sometimes fall back, as those of real producers do. */
export function testRecords(label: string, seed: number, partitions: number, firstTimestampMs: bigint): TestRecord[] {
  return shapes(label, seed).map((shape, i) => ({
    ...shape,
    partition: i % partitions,
    timestampMs: firstTimestampMs + BigInt(i * 10 - (i % 5 === 4 ? 25 : 0)),
  }));
}
