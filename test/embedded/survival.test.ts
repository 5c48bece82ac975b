// The addon in rough hands: worker threads, child processes, two copies in one process, processes that end in the
// middle of work, a signal during the start. Nothing crashes, and nothing is left locked.
import { cp, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MILLRACE_CLI, missing, ROOT } from '../support/paths.ts';
import { LiveProcess } from '../support/process.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { within } from '../support/wait.ts';

const LIMIT_MS = 50_000;
const notBuilt = missing.millrace();
if (notBuilt !== undefined) console.warn(`the addon in rough hands is not tested: ${notBuilt}`);

let directory = '';
beforeEach(async () => {
  directory = await temporaryDirectory('survival');
});
afterEach(() => removeDirectory(directory));

async function ends(way: string, ...rest: string[]) {
  const args = [join(ROOT, 'test/embedded/survival-program.mjs'), way, ...rest];
  const program = new LiveProcess(way, process.execPath, args, { env: { TMPDIR: directory } });
  const exit = await within(`${way} ending`, LIMIT_MS, program.exited).catch(async (error: unknown) => {
    await program.end('SIGKILL');
    throw error;
  });
  return { ...exit, lines: program.stdout.trim().split('\n'), stderr: program.stderr };
}

describe.skipIf(notBuilt !== undefined)('The addon', { timeout: 2 * LIMIT_MS }, () => {
  it.each(['in worker threads', 'in a worker that is terminated', 'in child processes'])('works %s', async (way) => {
    expect(await ends(way)).toEqual({ code: 0, signal: null, lines: ['fine'], stderr: '' });
  });

  it('works in two versions in one process', async () => {
    const copy = join(directory, 'copy');
    await mkdir(copy);
    await cp(join(ROOT, 'dist'), join(copy, 'dist'), { recursive: true });
    await cp(join(ROOT, 'package.json'), join(copy, 'package.json'));
    await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    expect(await ends('in two versions', copy)).toEqual({ code: 0, signal: null, lines: ['fine'], stderr: '' });
  });

  it.each([
    ['left with process.exit under load', 7, /^$/],
    ['left by an exception under load', 1, /the user made a mistake/],
  ])('is %s', async (way, code, stderr) => {
    const outcome = await ends(way);
    expect(outcome).toMatchObject({ code, signal: null, lines: ['fine'] });
    expect(outcome.stderr).toMatch(stderr);
  });

  it('gives way to SIGINT at any moment of the start', async () => {
    const exits = [];
    for (const delayMs of [0, 40, 80, 120, 160, 200, 250, 300]) {
      const dataDir = join(directory, 'data');
      const args = [MILLRACE_CLI, 'start', '--port', '0', '--data-dir', dataDir];
      const broker = new LiveProcess('millrace', process.execPath, args);
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      exits.push(await broker.end('SIGINT', LIMIT_MS));
    }
    // Before the program has begun, the signal's own effect; from there on a clean stop.
    for (const exit of exits)
      expect([
        { code: 0, signal: null },
        { code: null, signal: 'SIGINT' },
      ]).toContainEqual(exit);
  });
});
