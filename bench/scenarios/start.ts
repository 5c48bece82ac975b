// From the command to the first answer, and the memory of a broker that has done nothing yet; the same embedded in a
// Node process, which only Millrace can be. Every run starts and stops processes of its own.

import { dirname, join } from 'node:path';
import { missing, ROOT } from '../../test/support/paths.ts';
import { runProcess } from '../../test/support/process.ts';
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
    if (name === 'millrace') figures.push({ row: 'embedded start, s', value: await embeddedStartSeconds() });
    return figures;
  },
};

/** The first `Broker.start` of a fresh process, its modules loaded. */
async function embeddedStartSeconds(): Promise<number> {
  const program = `
    import { Broker } from ${JSON.stringify(join(ROOT, 'dist/index.js'))};
    const start = performance.now();
    const broker = await Broker.start({ port: 0 });
    console.log((performance.now() - start) / 1000);
    await broker.close();
  `;
  const result = await runProcess(process.execPath, ['--input-type=module', '--eval', program]);
  return Number(result.stdout.toString());
}
