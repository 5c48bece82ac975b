// Says what of the build is missing or stale, quickly: nothing is read but names, sizes and times of the inputs.
// Used by build.mjs. Plain Node without dependencies, because it runs before anything is installed.
//
// Invariant: a part is fresh exactly when its outputs exist and its inputs look as they did when it was built.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What each part is built from and where it goes, below the project's root. */
export const parts = {
  native: { inputs: ['native', 'Cargo.toml', 'Cargo.lock'], outputs: ['dist/native/millrace.node'] },
  typescript: {
    inputs: ['src', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'],
    outputs: ['dist/cli.js', 'dist/index.js'],
  },
};

export function isFresh(root, name) {
  const { outputs } = parts[name];
  if (!outputs.every((output) => existsSync(join(root, output)))) return false;
  return readStamp(root, name) === fingerprint(root, parts[name].inputs);
}

/** Call `before` the build and `markFresh` with its result after it: what changes meanwhile is built next time. */
export function fingerprintOf(root, name) {
  return fingerprint(root, parts[name].inputs);
}

export function markFresh(root, name, print) {
  const path = stampPath(root, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, print);
}

function stampPath(root, name) {
  return join(root, 'dist', `.${name}-stamp`);
}

function readStamp(root, name) {
  try {
    return readFileSync(stampPath(root, name), 'utf8');
  } catch {
    return null;
  }
}

/** A hash over path, size and time of every file below the inputs; tests do not count. */
export function fingerprint(root, inputs) {
  const hash = createHash('sha256');
  for (const input of [...inputs].sort()) addPath(hash, root, input);
  return hash.digest('hex');
}

function addPath(hash, root, path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (stat.isDirectory()) {
    for (const name of readdirSync(join(root, path)).sort()) addPath(hash, root, `${path}/${name}`);
  } else if (!path.endsWith('.test.ts')) {
    hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\n`);
  }
}

/** True where node_modules holds what package-lock.json names: not older, or the same packages all the same. */
export function isInstalled(root) {
  const lock = statSync(join(root, 'package-lock.json'), { throwIfNoEntry: false });
  const installed = statSync(join(root, 'node_modules/.package-lock.json'), { throwIfNoEntry: false });
  if (installed === undefined || lock === undefined) return false;
  return installed.mtimeMs >= lock.mtimeMs || holdsThePackages(root);
}

function holdsThePackages(root) {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(join(root, 'node_modules/.package-lock.json'));
  const same = (path) => wanted[path]?.version === present[path].version;
  const missing = (path) => present[path] === undefined && wanted[path].optional !== true;
  return Object.keys(present).every(same) && !Object.keys(wanted).some(missing);
}

function packagesOf(path) {
  const { '': _project, ...packages } = JSON.parse(readFileSync(path, 'utf8')).packages;
  return packages;
}

/** Removes compiled files whose source is gone. */
export function removeSurplus(root, folder = '') {
  for (const entry of readdirSync(join(root, 'dist', folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      removeSurplus(root, path);
      continue;
    }
    const source = /^(.*)\.(?:js|d\.ts|js\.map)$/.exec(path)?.[1];
    if (source !== undefined && !existsSync(join(root, 'src', `${source}.ts`))) rmSync(join(root, 'dist', path));
  }
}
