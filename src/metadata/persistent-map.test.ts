import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PersistentMap } from './persistent-map.ts';

const steps = fc.array(
  fc.record({ key: fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom('a', 'b', 'c')), value: fc.option(fc.nat()) }),
  { maxLength: 300 },
);

describe('PersistentMap', () => {
  it('agrees with Map after any sequence of set and delete', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const expected = new Map<string, number>();
        let map = PersistentMap.empty<number>();
        for (const { key, value } of sequence) {
          if (value === null) {
            expected.delete(key);
            map = map.delete(key);
          } else {
            expected.set(key, value);
            map = map.set(key, value);
          }
          expect(map.size).toBe(expected.size);
          expect(map.get(key)).toBe(expected.get(key));
        }
        expect(new Map(map)).toEqual(expected);
        expect([...map.keys()].sort()).toEqual([...expected.keys()].sort());
      }),
    );
  });

  it('leaves older maps as they were', () => {
    const first = PersistentMap.empty<number>().set('a', 1).set('b', 2);
    const second = first.set('a', 3).delete('b');
    expect([...first].sort()).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    expect([...second]).toEqual([['a', 3]]);
  });

  it('holds keys whose hashes meet', () => {
    const colliding = collidingKeys();
    let map = PersistentMap.empty<string>();
    for (const key of colliding) map = map.set(key, key);
    for (const key of colliding) expect(map.get(key)).toBe(key);
    for (const key of colliding) map = map.delete(key);
    expect(map.size).toBe(0);
    expect([...map]).toEqual([]);
  });

  it('takes many keys', () => {
    let map = PersistentMap.empty<number>();
    for (let index = 0; index < 20_000; index++) map = map.set(`topic-${index}`, index);
    expect(map.size).toBe(20_000);
    for (let index = 0; index < 20_000; index++) expect(map.get(`topic-${index}`)).toBe(index);
    for (let index = 0; index < 20_000; index += 2) map = map.delete(`topic-${index}`);
    expect(map.size).toBe(10_000);
    expect(map.get('topic-2')).toBeUndefined();
    expect(map.get('topic-3')).toBe(3);
  });
});

/** Two keys with one 32-bit FNV-1a hash, found by walking until two meet. */
function collidingKeys(): string[] {
  const byHash = new Map<number, string>();
  for (let index = 0; ; index++) {
    const key = `k${index}`;
    let hash = 0x811c9dc5;
    for (let position = 0; position < key.length; position++) {
      hash = Math.imul(hash ^ key.charCodeAt(position), 0x01000193);
    }
    const other = byHash.get(hash);
    if (other !== undefined) return [other, key];
    byHash.set(hash, key);
  }
}
