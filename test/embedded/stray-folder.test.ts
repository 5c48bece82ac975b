// A folder that was left when a crash came between the deletion of a topic and the removal of its files must not stand
// in the way of a new topic of the same name, nor give it records; also where a power loss took the file that says whose
// it is.
import { cp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Broker } from '../../src/index.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { consume, kafkaOf, produce } from './kafkajs-client.ts';

const properties = { 'group.initial.rebalance.delay.ms': '0' };
let dataDir = '';
let kept = '';

beforeEach(async () => {
  dataDir = await temporaryDirectory('stray');
  kept = await temporaryDirectory('stray-kept');
});

afterEach(async () => {
  await removeDirectory(dataDir);
  await removeDirectory(kept);
});

/** A directory in which the topic was deleted, and its folder not. */
async function leaveFolderOfDeletedTopic(): Promise<void> {
  {
    await using broker = await Broker.start({ port: 0, dataDir, properties });
    await produce(broker.bootstrapServers, 'words', ['old', 'older', 'oldest']);
  }
  await cp(join(dataDir, 'words-0'), join(kept, 'words-0'), { recursive: true });
  {
    await using broker = await Broker.start({ port: 0, dataDir, properties });
    const admin = kafkaOf(broker.bootstrapServers).admin();
    await admin.connect();
    await admin.deleteTopics({ topics: ['words'] });
    await admin.disconnect();
  }
  expect(await readdir(dataDir)).not.toContain('words-0');
  await cp(join(kept, 'words-0'), join(dataDir, 'words-0'), { recursive: true });
}

async function foldersOf(topic: string): Promise<string[]> {
  return (await readdir(dataDir)).filter((name) => name.startsWith(`${topic}-`));
}

for (const lost of [null, 'partition.metadata']) {
  it(`sets the folder aside and starts the topic anew, ${lost ?? 'nothing'} being lost`, async () => {
    await leaveFolderOfDeletedTopic();
    if (lost !== null) await rm(join(dataDir, 'words-0', lost));
    {
      await using broker = await Broker.start({ port: 0, dataDir, properties });
      const stray = expect.stringMatching(/^words-0\.[0-9a-f]{32}-stray$/);
      expect(await foldersOf('words')).toEqual([stray]);
      await produce(broker.bootstrapServers, 'words', ['new']);
      expect(await consume(broker.bootstrapServers, 'words', 'readers', 1)).toEqual(['new']);
      expect(await foldersOf('words')).toEqual(['words-0', stray]);
    }
    const [stray = ''] = (await foldersOf('words')).filter((name) => name.endsWith('-stray'));
    expect(await readdir(join(dataDir, stray))).toContain('00000000000000000000.log');
  });
}
