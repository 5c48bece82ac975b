// Brokers whose data is in memory: as good as one with a disk while they live, many in one process, nothing on the disk.
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { Broker, type BrokerOptions } from '../../src/index.ts';
import { missing } from '../support/paths.ts';
import { consume, produce, topicsOf } from './kafkajs-client.ts';

const notBuilt = missing.millrace();
if (notBuilt !== undefined) console.warn(`brokers in memory are not tested: ${notBuilt}`);

const options: BrokerOptions = {
  port: 0,
  storage: 'memory',
  properties: { 'group.initial.rebalance.delay.ms': 0, 'offsets.topic.num.partitions': 1 },
};

async function temporaryFolders(): Promise<string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith('millrace-'));
}

describe.skipIf(notBuilt !== undefined)('A broker in memory', { timeout: 60_000 }, () => {
  it('serves records in segments, with nothing on the disk', async () => {
    const before = await temporaryFolders();
    await using broker = await Broker.start({
      ...options,
      properties: { ...options.properties, 'log.segment.bytes': 1_048_576 },
    });
    const values = Array.from({ length: 300 }, (_, index) => `${String(index).padStart(4, '0')}${'x'.repeat(10_000)}`);
    for (let from = 0; from < values.length; from += 50) {
      await produce(broker.bootstrapServers, 'words', values.slice(from, from + 50));
    }
    expect(await consume(broker.bootstrapServers, 'words', 'readers', values.length)).toEqual(values);
    expect(await temporaryFolders()).toEqual(before);
  });

  it('lives beside forty-nine others in one process, and shares nothing with them', async () => {
    const brokers = await Promise.all(Array.from({ length: 50 }, () => Broker.start(options)));
    try {
      await Promise.all(brokers.map(({ bootstrapServers }, index) => produce(bootstrapServers, 'words', [`${index}`])));
      for (const [index, { bootstrapServers }] of brokers.entries()) {
        expect(await topicsOf(bootstrapServers)).toEqual(['words']);
        if (index % 10 === 0) expect(await consume(bootstrapServers, 'words', 'readers', 1)).toEqual([`${index}`]);
      }
    } finally {
      await Promise.all(brokers.map((broker) => broker.close()));
    }
  });

  it.each([
    [{ storage: 'memory', dataDir: '/data' }, /^A broker in memory has no data directory/],
    [{ storage: 'memory', properties: { 'log.dirs': '/data' } }, /^A broker in memory has no data directory/],
    [{ storage: 'cloud' } as unknown as BrokerOptions, /^Invalid value for option storage: .* not cloud$/],
  ] as [BrokerOptions, RegExp][])('refuses %j', async (wrong, sentence) => {
    await expect(Broker.start(wrong)).rejects.toThrow(sentence);
  });
});
