// `npm run demo`: installs and builds what is missing, then runs demo/main.ts with the same arguments, in this process,
// so that the terminal, signals and the exit code are the demo's own.
import { ensureBuilt, orExit } from './build.mjs';

orExit(ensureBuilt);
const { register } = await import('tsx/esm/api');
register();
await import('../demo/main.ts');
