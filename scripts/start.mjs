// `npm start`: installs and builds what is missing, then is `millrace start` with the same arguments, in this process,
// so that signals and the exit code are the broker's own.

import { join } from 'node:path';
import { ensureBuilt, orExit, root } from './build.mjs';

orExit(ensureBuilt);
process.argv = [process.argv[0], join(root, 'dist/cli.js'), 'start', ...process.argv.slice(2)];
await import('../dist/cli.js');
