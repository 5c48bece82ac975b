// `npm run compare`: installs and builds what is missing, then runs bench/testing/main.ts.
import { ensureBuilt, orExit } from './build.mjs';

orExit(ensureBuilt);
const { register } = await import('tsx/esm/api');
register();
await import('../bench/testing/main.ts');
