// The notation of the layouts: what each mark means, and that a mark which is not known is an error.

import { expect, test } from 'vitest';
import type { Message } from './layout.ts';
import { parseLayout } from './parse.ts';
import { minimalElementSize } from './sizes.ts';
import { defaultOf } from './values.ts';
import { conditionOf, parseVersions } from './versions.ts';

const ALWAYS = { from: 0, to: Number.POSITIVE_INFINITY };

function parseOne(text: string): Message {
  const [message] = parseLayout(text);
  if (message === undefined) throw new Error('no message');
  return message;
}

test('every mark of a field', () => {
  const message =
    parseOne(`request ARequest · versions 2-5 · flexible 4+ · key 9 · listeners broker · latest version unstable
  Name : []string · 3-4 · nullable 4+ · tag 7 4+ · default null · key · ignorable
`);
  const range = { from: 4, to: Number.POSITIVE_INFINITY };
  expect(message).toEqual({
    kind: 'request',
    name: 'ARequest',
    versions: { from: 2, to: 5 },
    flexible: range,
    key: 9,
    latestVersionUnstable: true,
    structs: [
      {
        name: 'ARequest',
        versions: { from: 2, to: 5 },
        isMessage: true,
        fields: [
          {
            name: 'Name',
            type: { kind: 'array', element: { kind: 'scalar', name: 'string' } },
            versions: { from: 3, to: 4 },
            nullable: range,
            tag: 7,
            tagged: range,
            defaultText: 'null',
            ignorable: true,
            neverFlexible: false,
          },
        ],
      },
    ],
  });
});

test('a field that says only where it is tagged exists there', () => {
  const message = parseOne('data A · versions 0-2 · flexible 1+\n  B : int64 · tag 0 1+ · default -1\n');
  expect(message.structs[0]?.fields[0]?.versions).toEqual({ from: 1, to: Number.POSITIVE_INFINITY });
});

test('structs in place and structs below the fields know the versions in which they occur', () => {
  const message = parseOne(`data A · versions 0-9 · flexible none
  First : []Shared · 2-3
  Second : Shared · 5+
  Third : Own · 7+
    Inner : Shared · 0+
  struct Shared · versions 0+
    X : int8 · 0+
`);
  expect(message.structs.map(({ name, versions }) => [name, versions])).toEqual([
    ['A', { from: 0, to: 9 }],
    ['Own', { from: 7, to: 9 }],
    ['Shared', { from: 2, to: 9 }],
  ]);
});

test.each([
  ['a word that is not known', 'data A · versions 0 · flexible none\n  B : int8 · 0+ · odd\n', 'line 2: odd'],
  ['a head that is not known', 'thing A · versions 0 · flexible none\n', 'message head'],
  ['a mark of the head that is not known', 'data A · versions 0 · flexible none · fast\n', 'fast'],
  ['a struct that is not there', 'data A · versions 0 · flexible none\n  B : C · 0+\n', 'struct C is not defined'],
  [
    'a struct twice',
    'data A · versions 0 · flexible none\n  B : C · 0+\n    D : int8 · 0+\n  struct C · versions 0+\n',
    'second',
  ],
  [
    'fields below a scalar',
    'data A · versions 0 · flexible none\n  B : int8 · 0+\n    C : int8 · 0+\n',
    'below a scalar',
  ],
  ['no versions', 'data A · versions 0 · flexible none\n  B : int8\n', 'missing versions'],
  ['a range that is none', 'data A · versions 3- · flexible none\n', 'not a version range'],
  ['indentation', 'data A · versions 0 · flexible none\n      B : int8 · 0+\n', 'indentation'],
])('refused: %s', (_, text, complaint) => {
  expect(() => parseLayout(text)).toThrow(complaint);
});

test.each([
  ['int32 · 0+ · default 0x7fffffff', { kind: 'integer', value: 2147483647n }],
  ['int64 · 0+ · default -1', { kind: 'integer', value: -1n }],
  ['int8 · 0+', { kind: 'integer', value: 0n }],
  ['bool · 0+ · default true', { kind: 'bool', value: true }],
  ['float64 · 0+', { kind: 'float', value: 0 }],
  ['string · 0+ · default ""', { kind: 'empty' }],
  ['string · 0+ · nullable 0+', { kind: 'empty' }],
  ['string · 0+ · nullable 0+ · default null', { kind: 'null' }],
  ['records · 0+ · nullable 0+', { kind: 'null' }],
  ['[]int8 · 0+', { kind: 'empty' }],
  ['uuid · 0+', { kind: 'zero-uuid' }],
])('default of %s', (field, expected) => {
  const message = parseOne(`data A · versions 0 · flexible none\n  B : ${field}\n`);
  const [first] = message.structs[0]?.fields ?? [];
  expect(first === undefined ? null : defaultOf(first)).toEqual(expected);
});

test('conditions say no more than is needed', () => {
  const within = { from: 2, to: 9 };
  expect(conditionOf(parseVersions('0+'), within)).toBe('always');
  expect(conditionOf(parseVersions('0-1'), within)).toBe('never');
  expect(conditionOf(parseVersions('none'), within)).toBe('never');
  expect(conditionOf(parseVersions('4+'), within)).toEqual({ text: 'version >= 4', negated: 'version < 4' });
  expect(conditionOf(parseVersions('0-4'), within)).toEqual({ text: 'version <= 4', negated: 'version > 4' });
  expect(conditionOf(parseVersions('4'), within)).toEqual({ text: 'version == 4', negated: 'version != 4' });
  expect(conditionOf(parseVersions('4-5'), ALWAYS)).toEqual({
    text: 'version >= 4 && version <= 5',
    negated: '(version < 4 || version > 5)',
  });
});

test('the fewest bytes of an element', () => {
  const message = parseOne(`data A · versions 0-2 · flexible 2+
  B : []C · 0+
    D : string · 0+
    E : []int64 · 1+
    F : uuid · 1+ · tag 0 2+
`);
  // Version 0: a string's length. Later versions take more.
  expect(minimalElementSize(message, { kind: 'struct', name: 'C' })).toBe(2);
});

test('elements that could be empty on the wire are refused: an array of them would be endless work', () => {
  const message = parseOne('data A · versions 0-1 · flexible none\n  B : []C · 0+\n    D : int8 · 1+\n');
  expect(() => minimalElementSize(message, { kind: 'struct', name: 'C' })).toThrow('empty on the wire');
});
