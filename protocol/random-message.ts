// Values of a message as its layout allows them in one version, in the shape of the TypeScript codecs: what the
// tests of both languages write and read. Fields that the version lacks have their defaults.

import type { ElementType, Field, Message, ScalarName, Struct } from './layout.ts';
import { lowerFirst } from './names.ts';
import type { Random } from './random.ts';
import { findStruct } from './sizes.ts';
import { defaultOf } from './values.ts';
import { contains } from './versions.ts';

export interface ValueOptions {
  /** How often, once in so many times, a field keeps its default; Infinity: never. */
  readonly defaultOnceIn: number;
  /** How often a field that may be null is; Infinity: never. */
  readonly nullOnceIn: number;
  /** Arrays have fewer elements than this, and at least one where it is 2. */
  readonly arrayLengthBelow: number;
}

export const FILLED: ValueOptions = {
  defaultOnceIn: Number.POSITIVE_INFINITY,
  nullOnceIn: Number.POSITIVE_INFINITY,
  arrayLengthBelow: 2,
};
export const MIXED: ValueOptions = { defaultOnceIn: 5, nullOnceIn: 4, arrayLengthBelow: 4 };

type Value = { [field: string]: unknown };

export function defaultMessage(message: Message): Value {
  return defaultStruct(message, findStruct(message, message.name));
}

export function randomMessage(message: Message, version: number, random: Random, options: ValueOptions): Value {
  return randomStruct(message, findStruct(message, message.name), version, random, options);
}

function defaultStruct(message: Message, struct: Struct): Value {
  return Object.fromEntries(struct.fields.map((field) => [lowerFirst(field.name), defaultField(message, field)]));
}

function defaultField(message: Message, field: Field): unknown {
  const value = defaultOf(field);
  switch (value.kind) {
    case 'null':
      return null;
    case 'struct':
      return field.type.kind === 'struct' ? defaultStruct(message, findStruct(message, field.type.name)) : null;
    case 'zero-uuid':
      return Buffer.alloc(16).toString('base64url');
    case 'bool':
    case 'float':
      return value.value;
    case 'integer':
      return field.type.kind === 'scalar' && field.type.name === 'int64' ? value.value : Number(value.value);
    case 'empty':
      if (field.type.kind === 'array') return [];
      return field.type.kind === 'scalar' && field.type.name === 'string' ? '' : Buffer.alloc(0);
  }
}

function randomStruct(message: Message, struct: Struct, version: number, random: Random, options: ValueOptions): Value {
  return Object.fromEntries(
    struct.fields.map((field) => [lowerFirst(field.name), randomField(message, field, version, random, options)]),
  );
}

function once(random: Random, times: number): boolean {
  return Number.isFinite(times) && random.oneIn(times);
}

function randomField(message: Message, field: Field, version: number, random: Random, options: ValueOptions): unknown {
  if (!contains(field.versions, version)) return defaultField(message, field);
  const nullable = contains(field.nullable, version);
  if (nullable && once(random, options.nullOnceIn)) return null;
  const fallback = defaultField(message, field);
  if (once(random, options.defaultOnceIn) && (fallback !== null || nullable)) return fallback;
  const { type } = field;
  if (type.kind !== 'array') return randomElement(message, type, version, random, options);
  const length = options.arrayLengthBelow === 2 ? 1 : arrayLength(type.element, random, options);
  return Array.from({ length }, () => randomElement(message, type.element, version, random, options));
}

/** Now and then an array whose length needs two bytes in the compact form. */
function arrayLength(element: ElementType, random: Random, options: ValueOptions): number {
  if (element.kind === 'scalar' && random.oneIn(20)) return 127 + random.below(3);
  return random.below(options.arrayLengthBelow);
}

function randomElement(
  message: Message,
  type: ElementType,
  version: number,
  random: Random,
  options: ValueOptions,
): unknown {
  if (type.kind === 'struct') return randomStruct(message, findStruct(message, type.name), version, random, options);
  return randomScalar(type.name, random);
}

const TEXTS: readonly [string, ...string[]] = [
  'a',
  'orders',
  'Zürich',
  '東京',
  '🚂',
  'e\u0301',
  'x'.repeat(40),
  'ß'.repeat(100),
];

function randomScalar(name: ScalarName, random: Random): unknown {
  switch (name) {
    case 'bool':
      return random.oneIn(2);
    case 'int8':
      return edge(random, [-0x80, 0x7f], () => (random.bits() << 24) >> 24);
    case 'int16':
      return edge(random, [-0x8000, 0x7fff], () => (random.bits() << 16) >> 16);
    case 'uint16':
      return edge(random, [0, 0xffff], () => random.bits() & 0xffff);
    case 'int32':
      return edge(random, [-0x80000000, 0x7fffffff], () => random.bits() | 0);
    case 'uint32':
      return edge(random, [0, 0xffffffff], () => random.bits());
    case 'int64':
      return edge(random, [-(2n ** 63n), 2n ** 63n - 1n], () =>
        BigInt.asIntN(64, (BigInt(random.bits()) << 32n) | BigInt(random.bits())),
      );
    case 'float64':
      return edge(random, [-1.5, Number.MAX_VALUE], () => random.bits() / 1024);
    case 'uuid':
      return random.bytes(16).toString('base64url');
    case 'string':
      return random.oneIn(3) ? random.pick(TEXTS) : `name-${random.below(100_000)}`;
    case 'bytes':
    case 'records':
      return random.bytes(random.oneIn(10) ? 130 + random.below(200) : 1 + random.below(12));
  }
}

function edge<T>(random: Random, edges: readonly [T, T], usual: () => T): T {
  return random.oneIn(8) ? random.pick(edges) : usual();
}
