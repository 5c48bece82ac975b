// The generated files in the tree are those that the generator writes today.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { findDifferences } from './generate.ts';
import { describeDifferences, writeDifferences } from './output.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

test('generated code is fresh (else: npm run generate)', async () => {
  expect((await findDifferences()).map(({ kind, path }) => `${kind}: ${path}`)).toEqual([]);
});

test('stale, missing and surplus files are named, and put right', () => {
  const root = mkdtempSync(join(tmpdir(), 'generate-'));
  folders.push(root);
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  put('out/fresh', 'fresh');
  put('out/stale', 'old');
  put('out/surplus', '');
  put('elsewhere', '');
  const outputs = ['fresh', 'stale', 'missing'].map((name) => ({ path: `out/${name}`, text: name }));
  const differences = describeDifferences(root, outputs, ['out']);
  expect(differences.map(({ kind, path }) => `${kind}: ${path}`)).toEqual([
    'stale: out/stale',
    'missing: out/missing',
    'surplus: out/surplus',
  ]);
  writeDifferences(root, differences);
  expect(describeDifferences(root, outputs, ['out'])).toEqual([]);
  expect(readFileSync(join(root, 'out/stale'), 'utf8')).toBe('stale');
  expect(readFileSync(join(root, 'elsewhere'), 'utf8')).toBe('');
});
