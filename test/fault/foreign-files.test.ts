// What operators and strangers put among the files of a data directory while no broker runs: a link in the place of a
// partition's folder, names that only look like ours, sizes that nobody would write. As with Apache Kafka the link is
// followed, with all that is known of its partition.

import { mkdir, rename, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { brokerKind, missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import { RawClient } from '../support/raw/client.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { createTopics, topicsServe, withAdmin } from '../support/topics.ts';

const TOPIC = 'linked';
const EARLIEST = -2n;
const VALUES = ['a', 'b', 'c', 'd', 'e'];
const reason = missingBroker();
if (reason !== undefined) console.log(`foreign files: skipped, ${reason}`);

let directory: string;
let data: string;
let broker: RunningBroker | undefined;

beforeEach(async () => {
  directory = await temporaryDirectory('foreign');
  data = join(directory, 'data');
});

afterEach(async () => {
  await broker?.close();
  broker = undefined;
  await removeDirectory(directory);
}, 60_000);

/** A topic of five records, of which the first two were deleted; the broker has stopped. */
async function stopped(): Promise<RunningBroker> {
  const properties = { 'log.dirs': `${join(data, 'one')},${join(data, 'two')}` };
  broker = await startBroker({ dataDirectory: data, properties });
  await createTopics(broker.bootstrapServers, [{ topic: TOPIC, numPartitions: 1 }]);
  const client = await RawClient.open(broker.port);
  for (const value of VALUES) expect((await client.produce(TOPIC, 0, [Buffer.from(value)])).errorCode).toBe(0);
  client.close();
  await withAdmin(broker.bootstrapServers, async (admin) => {
    await admin.fetchTopicOffsets(TOPIC); // deleteTopicRecords counts on knowing the topic
    await admin.deleteTopicRecords({ topic: TOPIC, partitions: [{ partition: 0, offset: '2' }] });
  });
  await broker.stop();
  return broker;
}

async function homeOf(folder: string): Promise<string> {
  for (const name of ['one', 'two']) {
    const path = join(data, name, folder);
    if ((await stat(path).catch(() => undefined)) !== undefined) return path;
  }
  throw new Error(`${folder} is in no directory`);
}

async function makeAbsurd(path: string): Promise<void> {
  await writeFile(path, '', { flag: 'a' });
  await truncate(path, 2 ** 40);
}

async function expectAllThere(running: RunningBroker): Promise<void> {
  await topicsServe(running.bootstrapServers, [TOPIC]);
  const client = await RawClient.open(running.port);
  expect(await client.offsetAt(TOPIC, 0, EARLIEST)).toMatchObject({ errorCode: 0, offset: 2n });
  const values = (await client.readAll(TOPIC, 0, 2n)).map(({ value }) => value.toString());
  expect(values).toEqual(VALUES.slice(2));
  expect(await client.produce(TOPIC, 0, [Buffer.from('later')])).toEqual({ errorCode: 0, baseOffset: 5n });
  client.close();
}

it.skipIf(reason !== undefined)(
  'a link to a partition folder on another disk is that partition',
  { timeout: 120_000 },
  async () => {
    const running = await stopped();
    const home = await homeOf(`${TOPIC}-0`);
    const elsewhere = join(directory, 'elsewhere');
    await rename(home, elsewhere);
    await symlink(elsewhere, home);
    await running.start();
    await expectAllThere(running);
    await running.stop();
    const file = await stat(join(elsewhere, '00000000000000000000.log'));
    expect(file.size).toBeGreaterThan(5 * 61);
  },
);

it.skipIf(reason !== undefined || brokerKind() === 'kafka')(
  'names that only look like ours and files of a terabyte take no partition offline',
  { timeout: 60_000 },
  async () => {
    const running = await stopped();
    const home = await homeOf(`${TOPIC}-0`);
    for (const name of ['7.log', '00.index', '3.snapshot', '+1.txnindex']) await writeFile(join(home, name), 'x');
    await mkdir(join(home, 'folder.deleted'));
    await mkdir(`${home}0`);
    for (const name of ['leader-epoch-checkpoint', 'partition.metadata', '00000000000000000005.snapshot']) {
      await makeAbsurd(join(home, name));
    }
    await makeAbsurd(join(data, 'one', 'replication-offset-checkpoint'));
    await running.start();
    await expectAllThere(running);
    expect((await running.residentBytes()) ?? 0).toBeLessThan(2 ** 29);
  },
);
