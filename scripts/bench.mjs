// `npm run bench`: builds what is missing or stale, installs the clients that make the load, then runs bench/main.ts.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { orExit, requireCargo } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs a step to its end; its failure is ours. */
function step(command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

orExit(requireCargo); // here, because some loads are programs of cargo
step(process.execPath, ['scripts/build.mjs']);
step(process.execPath, ['scripts/test-clients.mjs']);
step(process.execPath, ['--import', 'tsx', 'bench/main.ts', ...process.argv.slice(2)]);
