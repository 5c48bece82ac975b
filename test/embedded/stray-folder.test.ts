// A folder that was left when a crash came between the deletion of a topic and the removal of its files must not stand
// in the way of a new topic of the same name.
import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Broker } from '../../src/index.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { consume, kafkaOf, produce } from './kafkajs-client.ts';

const properties = { 'group.initial.rebalance.delay.ms': '0' };

it('sets the old folder aside and starts the topic anew', async () => {
  const dataDir = await temporaryDirectory('stray');
  const kept = await temporaryDirectory('stray-kept');
  try {
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
    {
      await using broker = await Broker.start({ port: 0, dataDir, properties });
      await produce(broker.bootstrapServers, 'words', ['new']);
      expect(await consume(broker.bootstrapServers, 'words', 'readers', 1)).toEqual(['new']);
    }
    expect((await readdir(dataDir)).filter((name) => name.startsWith('words-'))).toEqual([
      'words-0',
      expect.stringMatching(/^words-0\..*-stray$/),
    ]);
  } finally {
    await removeDirectory(dataDir);
    await removeDirectory(kept);
  }
});
