// Installs and builds what is missing or stale: the npm packages, the native addon (dist/native/millrace.node), the
// compiled TypeScript (dist/). Run by `npm run build`; `npm start` and `npm test` call `ensureBuilt`. Plain Node
// without dependencies, because it runs before anything is installed.
//
// Invariant: nothing is written to standard output, which belongs to the ready line; a failed build leaves no stamp.

import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, realpathSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fingerprintOf, isFresh, isInstalled, markFresh, removeSurplus } from './freshness.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A step that did not succeed, with one sentence for the user. */
export class BuildError extends Error {}

export function ensureInstalled() {
  if (isInstalled(root)) return;
  say('installing the npm packages');
  const flags = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  run('npm', ['ci', ...flags], 'The npm packages could not be installed; the reason is above.');
}

export function ensureBuilt() {
  ensureInstalled();
  if (!isFresh(root, 'native')) build('native', buildNative);
  ensureTypescript();
}

/** For binaries that come from elsewhere. */
export function ensureTypescript() {
  ensureInstalled();
  if (!isFresh(root, 'typescript')) build('typescript', buildTypescript);
}

function build(name, step) {
  const print = fingerprintOf(root, name);
  step();
  markFresh(root, name, print);
}

function buildNative() {
  requireCargo();
  say('building the native part (the first time takes a few minutes)');
  run('cargo', ['build', '--release', '-p', 'binding'], 'The native part did not compile; the reason is above.');
  const library = join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'release', libraryName());
  const addon = join(root, 'dist/native/millrace.node');
  mkdirSync(dirname(addon), { recursive: true });
  // A running broker has the old file mapped: it must stay whole, so the new one takes its name.
  copyFileSync(library, `${addon}.incoming`);
  renameSync(`${addon}.incoming`, addon);
}

function libraryName() {
  if (process.platform === 'win32') return 'binding.dll';
  return process.platform === 'darwin' ? 'libbinding.dylib' : 'libbinding.so';
}

export function requireCargo() {
  if (spawnSync('cargo', ['--version'], { cwd: root }).status === 0) return;
  const installed = join(homedir(), '.cargo/bin');
  if (existsSync(join(installed, 'cargo'))) {
    process.env.PATH = `${process.env.PATH}${delimiter}${installed}`;
    return;
  }
  throw new BuildError(
    "Rust's cargo (1.95 or newer) is needed to build the native part and is not here: install it as https://rustup.rs says, then run this again.",
  );
}

function buildTypescript() {
  say('compiling the TypeScript');
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const args = [compiler, '-p', join(root, 'tsconfig.build.json'), '--noEmitOnError'];
  run(process.execPath, args, 'The TypeScript did not compile; the reason is above.');
  removeSurplus(root);
}

/** Runs a command whose whole output goes to standard error. */
export function run(command, args, sentence, cwd = root) {
  // npm is a script on Windows, which only a shell starts.
  const shell = process.platform === 'win32' && command === 'npm';
  const { status, error } = spawnSync(command, args, { cwd, shell, stdio: ['ignore', 2, 2] });
  if (error?.code === 'ENOENT') throw new BuildError(`The program ${command} is needed and is not on the PATH.`);
  if (status !== 0) throw new BuildError(sentence);
}

export function say(text) {
  process.stderr.write(`millrace: ${text}\n`);
}

/** Runs the steps of a script; a BuildError becomes its sentence and exit code 1. */
export function orExit(steps) {
  try {
    return steps();
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    say(error.message);
    process.exit(1);
  }
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const steps = { '--install-only': ensureInstalled, '--typescript-only': ensureTypescript };
  orExit(steps[process.argv[2]] ?? ensureBuilt);
}
