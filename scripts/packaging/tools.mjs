// Installs what packaging needs into .cache/: npm's part as its lock file says (.cache/packaging), and zig, which
// links for other platforms and for old C libraries, from PyPI (.cache/zig). What is there is left alone.

import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BuildError, root, run, say } from '../build.mjs';

const FOLDER = join(root, '.cache/packaging');
const MANIFESTS = ['package.json', 'package-lock.json'];
const ZIG = join(root, '.cache/zig');
const ZIG_PACKAGES = ['ziglang==0.13.0', 'cargo-zigbuild==0.24.0'];

/** The folder whose node_modules holds the tools. */
export function packagingTools() {
  const present = MANIFESTS.every((name) => sameText(join(FOLDER, name), join(root, 'scripts/packaging', name)));
  if (present && existsSync(join(FOLDER, 'node_modules'))) return FOLDER;
  say('installing the tools for packaging');
  const incoming = `${FOLDER}.incoming-${process.pid}`;
  rmSync(incoming, { recursive: true, force: true });
  mkdirSync(incoming, { recursive: true });
  for (const name of MANIFESTS) copyFileSync(join(root, 'scripts/packaging', name), join(incoming, name));
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  run('npm', ['ci', '--prefix', incoming, ...flags], 'The tools for packaging could not be installed.');
  rmSync(FOLDER, { recursive: true, force: true });
  renameSync(incoming, FOLDER);
  return FOLDER;
}

/** The folder to put first on the PATH: it has cargo-zigbuild, and a Python that has zig. */
export function zigTools() {
  const folder = join(ZIG, 'bin');
  if (existsSync(join(folder, 'cargo-zigbuild'))) return folder;
  say('installing zig');
  rmSync(ZIG, { recursive: true, force: true });
  run('python3', ['-m', 'venv', ZIG], 'A Python environment could not be made (Debian: apt-get install python3-venv).');
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...ZIG_PACKAGES];
  run(join(folder, 'python'), pip, 'zig could not be installed from PyPI.');
  if (!existsSync(join(folder, 'cargo-zigbuild'))) throw new BuildError('PyPI gave no cargo-zigbuild.');
  return folder;
}

function sameText(left, right) {
  return existsSync(left) && readFileSync(left, 'utf8') === readFileSync(right, 'utf8');
}
