import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseProperties } from './properties.ts';

const cases: readonly [text: string, expected: Record<string, string>][] = [
  ['', {}],
  ['# a comment\n! another\n\n', {}],
  ['a=1', { a: '1' }],
  ['a = 1', { a: '1' }],
  ['a:1', { a: '1' }],
  ['a : 1 ', { a: '1 ' }],
  ['a 1', { a: '1' }],
  ['a\t1', { a: '1' }],
  ['a', { a: '' }],
  ['a=', { a: '' }],
  ['  a  =  1', { a: '1' }],
  ['a==1', { a: '=1' }],
  ['a 1=2', { a: '1=2' }],
  ['listeners=PLAINTEXT://:9092,CONTROLLER://:9093', { listeners: 'PLAINTEXT://:9092,CONTROLLER://:9093' }],
  ['a\\=b=c', { 'a=b': 'c' }],
  ['a\\ b c', { 'a b': 'c' }],
  ['a=one \\\n   two', { a: 'one two' }],
  ['a=one\\\n# no comment', { a: 'one# no comment' }],
  ['a=one\\\\\nb=2', { a: 'one\\', b: '2' }],
  ['a=one\\', { a: 'one' }],
  ['a=tab\\there\\nline\\u0041\\q', { a: 'tab\there\nlineAq' }],
  ['a=1\r\nb=2\rc=3', { a: '1', b: '2', c: '3' }],
  ['a=1\na=2', { a: '2' }],
  ['a=b # c', { a: 'b # c' }],
];

describe('properties', () => {
  test.each(cases)('%j', (text, expected) => {
    expect(Object.fromEntries(parseProperties(text))).toEqual(expected);
  });

  test('a \\u escape without four digits is refused', () => {
    expect(() => parseProperties('a=\\u12')).toThrow('Malformed \\u escape');
  });

  test('what is escaped as Java stores it comes back', () => {
    const escapeText = (text: string) => text.replace(/[\\=:#! \t\n\r\f]/g, (c) => store[c] ?? `\\${c}`);
    const store: Record<string, string> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '\f': '\\f' };
    const name = fc.string({ minLength: 1 });
    fc.assert(
      fc.property(fc.dictionary(name, fc.string()), (settings) => {
        const entries = Object.entries(settings);
        const text = entries.map(([key, value]) => `${escapeText(key)}=${escapeText(value)}`).join('\n');
        expect([...parseProperties(text)]).toEqual(entries);
      }),
    );
  });

  test('any text is read or refused with a sentence', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\\', '=', ':', ' ', '\n', '\r', '#', 'u', '0') }), (text) => {
        try {
          parseProperties(text);
        } catch (error) {
          expect(error).toMatchObject({ name: 'ConfigError' });
        }
      }),
    );
  });
});
