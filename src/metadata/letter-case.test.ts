import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { caseMattersIn, TakenSpellings } from './letter-case.ts';

const folder = mkdtempSync(join(tmpdir(), 'millrace-case-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('caseMattersIn', () => {
  it('is false where one directory finds its file under another spelling', () => {
    const [one, two] = [join(folder, 'one'), join(folder, 'two')];
    for (const directory of [one, two]) mkdirSync(directory);
    expect(caseMattersIn([one, two])).toBe(true);
    // As a disk shows it that does not tell the spellings apart.
    writeFileSync(join(two, 'Meta.Properties'), '');
    expect(caseMattersIn([one, two])).toBe(false);
  });
});

describe('TakenSpellings', () => {
  it('finds what differs in upper and lower case alone', () => {
    const taken = new TakenSpellings(['orders', 'Words']);
    expect(['Orders', 'ORDERS', 'orders', 'words', 'order'].map((name) => taken.twinOf(name))).toEqual([
      'orders',
      'orders',
      undefined,
      'Words',
      undefined,
    ]);
  });
});
