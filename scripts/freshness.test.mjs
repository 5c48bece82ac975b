import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fingerprintOf, isFresh, isInstalled, markFresh, removeSurplus } from './freshness.mjs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'millrace-freshness-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function put(path, text = '', time = 1_000) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  utimesSync(join(root, path), time, time);
}

describe('the native part', () => {
  const built = () => {
    for (const path of ['native/log/src/lib.rs', 'Cargo.toml', 'Cargo.lock', 'dist/native/millrace.node']) put(path);
    markFresh(root, 'native', fingerprintOf(root, 'native'));
  };

  test('is stale before it was ever built', () => {
    put('native/log/src/lib.rs');
    expect(isFresh(root, 'native')).toBe(false);
  });

  test('is fresh after it was built, whatever else changes', () => {
    built();
    put('src/cli.ts', 'new');
    expect(isFresh(root, 'native')).toBe(true);
  });

  const changes = {
    'a source was touched': () => put('native/log/src/lib.rs', '', 2_000),
    'a source has another size': () => put('native/log/src/lib.rs', 'x'),
    'a source came': () => put('native/log/src/new.rs'),
    'a source went': () => rmSync(join(root, 'native/log/src/lib.rs')),
    'the lock file changed': () => put('Cargo.lock', 'x'),
    'the addon is gone': () => rmSync(join(root, 'dist/native/millrace.node')),
    'the stamp is gone': () => rmSync(join(root, 'dist/.native-stamp')),
  };
  test.each(Object.entries(changes))('is stale when %s', (_, change) => {
    built();
    change();
    expect(isFresh(root, 'native')).toBe(false);
  });

  test('what changes during the build is built next time', () => {
    built();
    put('native/log/src/lib.rs', '', 2_000);
    const before = fingerprintOf(root, 'native');
    put('native/log/src/lib.rs', '', 3_000);
    markFresh(root, 'native', before);
    expect(isFresh(root, 'native')).toBe(false);
  });
});

test('tests are no input of the TypeScript part', () => {
  for (const path of ['src/cli.ts', 'dist/cli.js', 'dist/index.js']) put(path);
  markFresh(root, 'typescript', fingerprintOf(root, 'typescript'));
  put('src/cli.test.ts', 'new');
  expect(isFresh(root, 'typescript')).toBe(true);
  put('src/other.ts', 'new');
  expect(isFresh(root, 'typescript')).toBe(false);
});

describe('packages', () => {
  const lock = (packages) => JSON.stringify({ packages });
  const one = { 'node_modules/a': { version: '1.0.0' } };

  const cases = [
    ['nothing is installed', { '': {}, ...one }, null, 0, false],
    ['the installation is newer', { '': {}, ...one }, {}, 2_000, true],
    ['older with the same packages', { '': {}, ...one }, one, 500, true],
    ['older with another version', { '': {}, ...one }, { 'node_modules/a': { version: '0.9.0' } }, 500, false],
    ['older with a package missing', { '': {}, ...one, 'node_modules/b': { version: '1.0.0' } }, one, 500, false],
    [
      'older without a package of another platform',
      { '': {}, ...one, 'node_modules/b': { version: '1.0.0', optional: true } },
      one,
      500,
      true,
    ],
  ];
  test.each(cases)('%s', (_, wanted, installed, time, fresh) => {
    put('package-lock.json', lock(wanted), 1_000);
    if (installed !== null) put('node_modules/.package-lock.json', lock(installed), time);
    expect(isInstalled(root)).toBe(fresh);
  });
});

test('compiled files without a source go, others stay', () => {
  for (const path of ['src/a.ts', 'src/b/c.ts']) put(path);
  const kept = ['dist/a.js', 'dist/a.d.ts', 'dist/b/c.js', 'dist/native/millrace.node', 'dist/.native-stamp'];
  for (const path of [...kept, 'dist/old.js', 'dist/b/old.js.map', 'dist/b/old.d.ts']) put(path);
  removeSurplus(root);
  const left = (path) => {
    try {
      utimesSync(join(root, path), 1, 1);
      return true;
    } catch {
      return false;
    }
  };
  expect(kept.every(left)).toBe(true);
  expect(['dist/old.js', 'dist/b/old.js.map', 'dist/b/old.d.ts'].some(left)).toBe(false);
});
