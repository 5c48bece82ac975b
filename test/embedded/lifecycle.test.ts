// A process that embeds a broker ends as if it had none: by itself once the broker is closed, and by whatever else
// ends a process. Its directory can be used again, and what was acknowledged is there.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Broker } from '../../src/index.ts';
import { missing, ROOT } from '../support/paths.ts';
import { LiveProcess } from '../support/process.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { within } from '../support/wait.ts';
import { consume, produce } from './kafkajs-client.ts';

const LIMIT_MS = 20_000;
const notBuilt = missing.millrace();
if (notBuilt !== undefined) console.warn(`processes that embed a broker are not tested: ${notBuilt}`);

let directory = '';
beforeEach(async () => {
  directory = await temporaryDirectory('lifecycle');
});
afterEach(() => removeDirectory(directory));

interface Program {
  process: LiveProcess;
  port: number;
  dataDir: string;
}

async function start(ending: string, dataDir?: string): Promise<Program> {
  const args = [join(ROOT, 'test/embedded/lifecycle-program.mjs'), ending];
  const program = new LiveProcess(ending, process.execPath, dataDir === undefined ? args : [...args, dataDir], {
    env: { TMPDIR: directory },
  });
  const [line] = await program.waitForOutput(/^\{.*\}$/m, LIMIT_MS);
  return { process: program, ...(JSON.parse(line) as { port: number; dataDir: string }) };
}

const ended = ({ process }: Program) => within('the process ending by itself', LIMIT_MS, process.exited);

describe.skipIf(notBuilt !== undefined)('A process with a broker', { timeout: 60_000 }, () => {
  it.each(['closes', 'disposes'])('ends by itself when it %s', async (ending) => {
    const program = await start(ending);
    expect(await ended(program)).toEqual({ code: 0, signal: null });
    expect(program.dataDir.startsWith(directory)).toBe(true);
    expect(existsSync(program.dataDir)).toBe(false);
  });

  it('stays alive while the broker serves, and SIGTERM ends it', async () => {
    const dataDir = join(directory, 'data');
    const program = await start('forgets', dataDir);
    const bootstrapServers = `127.0.0.1:${program.port}`;
    await produce(bootstrapServers, 'words', ['one', 'two']);
    expect(program.process.running).toBe(true);
    expect(await program.process.end('SIGTERM', LIMIT_MS)).toEqual({ code: null, signal: 'SIGTERM' });

    await using again = await Broker.start({ port: 0, dataDir, properties: { 'group.initial.rebalance.delay.ms': 0 } });
    expect(await consume(again.bootstrapServers, 'words', 'readers', 2)).toEqual(['one', 'two']);
  });

  it.each([
    ['exits', 3, /^$/],
    ['throws', 1, /the user made a mistake/],
    ['starts a second one', 1, /cannot listen on 127\.0\.0\.1:\d+: Address already in use/],
  ])('ends when it %s without closing', async (ending, code, stderr) => {
    const dataDir = join(directory, 'data');
    const program = await start(ending, dataDir);
    expect(await ended(program)).toEqual({ code, signal: null });
    expect(program.process.stderr).toMatch(stderr);
    await (await Broker.start({ port: 0, dataDir })).close();
  });
});
