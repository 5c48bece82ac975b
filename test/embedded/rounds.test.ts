// Starting is quick and leaves nothing behind: after fifty brokers, one after the other, the process has as many open
// files and threads as after the first few, and closed brokers are garbage. Each round serves clients, so that
// everything has been in use.
import { existsSync, readdirSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Broker } from '../../src/index.ts';
import { RawClient } from '../support/raw/client.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { createTopics } from '../support/topics.ts';
import { waitUntil } from '../support/wait.ts';

const WARM_UP_ROUNDS = 3;
const ROUNDS = 50;
/** Less than one per ten rounds is no leak but chance: something that was in use just now. */
const CHANCE = 4;

const hasProc = existsSync('/proc/self/fd');
if (!hasProc) console.warn('open files and threads are not counted: there is no /proc here');

interface Times {
  startMs: number;
  closeMs: number;
}

let directory = '';
beforeEach(async () => {
  directory = await temporaryDirectory('rounds');
  vi.stubEnv('TMPDIR', directory);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await removeDirectory(directory);
});

/** Broker objects that nothing but this refers to. */
const closed: WeakRef<Broker>[] = [];

async function round(): Promise<Times> {
  const startMs = performance.now();
  const broker = await Broker.start({ port: 0 });
  const servesMs = performance.now();
  await createTopics(broker.bootstrapServers, [{ topic: 'words', numPartitions: 2 }]);
  const client = await RawClient.open(broker.port);
  await client.produce('words', 1, [Buffer.from('one')]);
  expect((await client.readAll('words', 1)).length).toBe(1);
  const closesMs = performance.now();
  await broker.close(); // the client is still there
  const closedMs = performance.now();
  client.close();
  closed.push(new WeakRef(broker));
  return { startMs: servesMs - startMs, closeMs: closedMs - closesMs };
}

function inUse(): { files: number; threads: number } {
  return { files: readdirSync('/proc/self/fd').length, threads: readdirSync('/proc/self/task').length };
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

it.skipIf(!hasProc)(`leaves nothing behind in ${ROUNDS} rounds`, { timeout: 120_000 }, async () => {
  for (let count = 0; count < WARM_UP_ROUNDS; count++) await round();
  const before = inUse();
  const memoryBefore = process.memoryUsage.rss();
  const times: Times[] = [];
  for (let count = 0; count < ROUNDS; count++) times.push(await round());

  const starts = median(times.map(({ startMs }) => startMs));
  const closes = median(times.map(({ closeMs }) => closeMs));
  const grownMb = (process.memoryUsage.rss() - memoryBefore) / 2 ** 20;
  const text = `start ${starts.toFixed(1)} ms, close ${closes.toFixed(1)} ms (medians), memory +${grownMb.toFixed(1)} MB`;
  console.log(`${ROUNDS} embedded brokers: ${text}, ${JSON.stringify(before)} then ${JSON.stringify(inUse())}`);
  await waitUntil('files and threads to be what they were', () => {
    const { files, threads } = inUse();
    return files <= before.files + CHANCE && threads <= before.threads + CHANCE;
  });
  expect(readdirSync(directory)).toEqual([]);
  await waitUntil('closed brokers to be garbage', () => {
    collectGarbage();
    return closed.filter((broker) => broker.deref() !== undefined).length <= CHANCE;
  });
});
