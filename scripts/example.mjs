// `npm run example -- NAME`: installs and builds what is missing, then runs the tests of examples/NAME, which start and
// test a small service against the testing kit. Without a name: which there are.

import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BuildError, ensureBuilt, orExit, root } from './build.mjs';

const folders = readdirSync(join(root, 'examples'), { withFileTypes: true });
const names = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name);

orExit(() => {
  const name = process.argv[2];
  if (name === undefined || !names.includes(name)) {
    throw new BuildError(`Say which example: npm run example -- ${names.join(' | ')}`);
  }
  ensureBuilt();
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--reporter=verbose', `examples/${name}/`];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  process.exitCode = status ?? 1;
});
