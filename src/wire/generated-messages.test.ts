// Every message of every kind in every version: what is written is read again, what is broken is refused.
// The values follow the layouts, from a seed that each failure names; MILLRACE_SEED sets another.

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Message } from '../../protocol/layout.ts';
import { Random } from '../../protocol/random.ts';
import { defaultMessage, FILLED, MIXED, randomMessage } from '../../protocol/random-message.ts';
import { readProtocol } from '../../protocol/source.ts';
import { contains } from '../../protocol/versions.ts';
import { encodeMessage } from './framed-record.ts';
import { allCodecs } from './generated/all-codecs.ts';
import { type MessageCodec, UnsupportedVersionError } from './message-codec.ts';
import { DecodeError, Reader } from './reader.ts';

const SEED = Number(process.env.MILLRACE_SEED ?? 20_260_301);
const protocolDirectory = join(dirname(fileURLToPath(import.meta.url)), '../../protocol');
const layouts = new Map(
  readProtocol(protocolDirectory)
    .files.flatMap((file) => file.messages)
    .map((message) => [message.name, message]),
);
console.log(`seed ${SEED}`);

interface Case {
  readonly name: string;
  readonly codec: MessageCodec<unknown>;
  readonly layout: Message;
  readonly version: number;
  /** A generator of its own, so that one case can be repeated alone. */
  random(): Random;
}

function layoutOf(codec: MessageCodec<unknown>): Message {
  const layout = layouts.get(codec.name);
  if (layout === undefined) throw new Error(`no layout of ${codec.name}`);
  return layout;
}

const cases: Case[] = allCodecs.flatMap((codec, index) => {
  const versions = Array.from({ length: codec.maxVersion - codec.minVersion + 1 }, (_, at) => codec.minVersion + at);
  return versions.map((version) => ({
    name: `${codec.name} v${version}, seed ${SEED}`,
    codec,
    layout: layoutOf(codec),
    version,
    random: () => new Random(SEED + index * 1000 + version),
  }));
});

function decode({ codec, version }: Case, bytes: Buffer): unknown {
  const reader = new Reader(bytes);
  const value = codec.read(reader, version);
  if (reader.remaining !== 0) throw new Error(`${reader.remaining} bytes left`);
  return value;
}

function filled(one: Case): Buffer {
  return encodeMessage(one.codec, one.version, randomMessage(one.layout, one.version, one.random(), FILLED));
}

/** Reading must answer or throw DecodeError; nothing else may come out of broken bytes. */
function readsOrRefuses({ codec, version }: Case, bytes: Buffer): boolean {
  try {
    codec.read(new Reader(bytes), version);
    return true;
  } catch (error) {
    if (error instanceof DecodeError) return false;
    throw error;
  }
}

test('every layout has its codec', () => {
  expect(allCodecs.map(({ name }) => name).sort()).toEqual([...layouts.keys()].sort());
  expect(new Set(allCodecs.map(({ name }) => name)).size).toBe(allCodecs.length);
});

describe('round trip', () => {
  test.each(cases)('$name', (one) => {
    const random = one.random();
    const values = [
      defaultMessage(one.layout),
      randomMessage(one.layout, one.version, random, FILLED),
      ...Array.from({ length: 6 }, () => randomMessage(one.layout, one.version, random, MIXED)),
    ];
    for (const value of values) {
      if (value === values[0] && !defaultIsWritable(one)) continue;
      const read = decode(one, encodeMessage(one.codec, one.version, value));
      if (!isDeepStrictEqual(read, value)) expect(read).toEqual(value);
    }
  });
});

/** A default of null is no value in a version that has no null there. */
function defaultIsWritable({ layout, version }: Case): boolean {
  return !layout.structs.some((struct) =>
    struct.fields.some(
      (field) =>
        field.defaultText === 'null' && contains(field.versions, version) && !contains(field.nullable, version),
    ),
  );
}

describe('unknown tagged fields are skipped', () => {
  const flexible = cases.filter(({ codec, version }) => version >= codec.flexibleFrom);
  test.each(flexible)('$name', (one) => {
    const value = defaultMessage(one.layout);
    if (!defaultIsWritable(one)) return;
    const bytes = encodeMessage(one.codec, one.version, value);
    if (one.codec.name === 'RequestHeader' || bytes.at(-1) === 0) {
      // The last byte counts the tagged fields of the message itself: none.
      const unknown = Buffer.from([2, 0x90, 0x4e, 3, 1, 2, 3, 0x91, 0x4e, 0]);
      expect(decode(one, Buffer.concat([bytes.subarray(0, -1), unknown]))).toEqual(value);
    } else expect.unreachable('a flexible message ends with its tagged fields');
  });
});

describe('hostile bytes', () => {
  test.each(cases)('$name: cut at every length', (one) => {
    const bytes = filled(one);
    for (let length = 0; length < bytes.length; length++) {
      if (readsOrRefuses(one, bytes.subarray(0, length))) expect.unreachable(`read from ${length} bytes`);
    }
  });

  test.each(cases)('$name: random and damaged bytes', (one) => {
    const random = one.random();
    const bytes = filled(one);
    for (let round = 0; round < 40; round++) {
      readsOrRefuses(one, random.bytes(random.below(200)));
      const damaged = Buffer.from(bytes);
      if (damaged.length === 0) continue;
      damaged[random.below(damaged.length)] = random.pick([0, 0x7f, 0x80, 0xff, random.below(256)]);
      readsOrRefuses(one, damaged);
    }
  });

  test.each(cases)('$name: lengths of two gigabytes', (one) => {
    const bytes = filled(one);
    const absurd = [Buffer.from([0x7f, 0xff, 0xff, 0xff]), Buffer.from([0xff, 0xff, 0xff, 0xff, 0x07])];
    for (let position = 0; position < bytes.length; position++) {
      for (const claim of absurd) {
        readsOrRefuses(one, Buffer.concat([bytes.subarray(0, position), claim, bytes.subarray(position)]));
      }
    }
  });
});

test.each(allCodecs)('$name refuses versions that do not exist', (codec) => {
  const value = defaultMessage(layoutOf(codec));
  for (const version of [codec.minVersion - 1, codec.maxVersion + 1]) {
    expect(() => codec.read(new Reader(Buffer.alloc(1000)), version)).toThrow(UnsupportedVersionError);
    expect(() => encodeMessage(codec, version, value)).toThrow(UnsupportedVersionError);
  }
});
