// From the command to the first answer, and the memory of a broker that has done nothing yet. Every run starts and
// stops processes of its own.

import { dirname } from 'node:path';
import { missing } from '../../test/support/paths.ts';
import { removeDirectory } from '../../test/support/temporary.ts';
import type { Figure, Scenario } from '../support/scenario.ts';
import { startSide } from '../support/side.ts';
import { residentMegabytes } from '../support/usage.ts';

export const startScenario: Scenario = {
  name: 'start',
  missing: missing.kafka,
  async run({ name }): Promise<Figure[]> {
    const side = await startSide(name);
    const idle = residentMegabytes(side.process.pid);
    await side.process.end('SIGTERM', 60_000);
    const figures = [
      { row: 'start to first answer, s', value: side.startSeconds },
      { row: 'memory idle, MB', value: idle },
    ];
    await removeDirectory(dirname(side.dataDirectory));
    return figures;
  },
};
