// Records that go: by size and time, set while the broker runs, and by request of KafkaJS's admin client.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Broker } from '../../src/index.ts';
import {
  incrementalAlterConfigsRequest,
  incrementalAlterConfigsResponse,
  newAlterConfigsResource,
  newIncrementalAlterConfigsRequest,
} from '../../src/wire/generated/incremental-alter-configs.ts';
import { TypedConnection } from '../parity/typed-connection.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { withAdmin } from '../support/topics.ts';
import { waitUntil } from '../support/wait.ts';
import { consume, kafkaOf, produce } from './kafkajs-client.ts';

const properties = { 'log.retention.check.interval.ms': '1', 'group.initial.rebalance.delay.ms': '0' };
let dataDir: string;

beforeEach(async () => {
  dataDir = await temporaryDirectory('retention');
});

afterEach(async () => {
  await removeDirectory(dataDir);
});

const start = () => Broker.start({ port: 0, dataDir, properties });

/** Batches of one record each of about 100 KB, in segments of 1 MB. */
async function fill(broker: Broker, topic: string, policy: string, batches: number): Promise<void> {
  const configEntries = [
    { name: 'segment.bytes', value: '1048576' },
    { name: 'file.delete.delay.ms', value: '0' },
    { name: 'cleanup.policy', value: policy },
  ];
  await withAdmin(broker.bootstrapServers, (admin) => {
    return admin.createTopics({ topics: [{ topic, numPartitions: 1, configEntries }], waitForLeaders: true });
  });
  const producer = kafkaOf(broker.bootstrapServers).producer();
  await producer.connect();
  for (let index = 0; index < batches; index++) {
    await producer.send({ topic, messages: [{ key: 'key', value: `${index}:`.padEnd(100_000, 'x') }] });
  }
  await producer.disconnect();
}

async function configure(broker: Broker, topic: string, name: string, value: string): Promise<void> {
  const configs = [{ name, configOperation: 0, value }];
  const resources = [newAlterConfigsResource({ resourceType: 2, resourceName: topic, configs })];
  const request = newIncrementalAlterConfigsRequest({ resources });
  const connection = await TypedConnection.open(broker.port);
  await connection.call(incrementalAlterConfigsRequest, incrementalAlterConfigsResponse, 1, request);
  connection.close();
}

async function offsets(broker: Broker, topic: string): Promise<{ low: number; high: number }> {
  const [partition] = await withAdmin(broker.bootstrapServers, (admin) => admin.fetchTopicOffsets(topic));
  return { low: Number(partition?.low), high: Number(partition?.high) };
}

async function segments(topic: string, suffix = '.log'): Promise<string[]> {
  return (await readdir(join(dataDir, `${topic}-0`))).filter((name) => name.endsWith(suffix)).sort();
}

it('sizes and ages act as they are set, and a restart changes nothing', async () => {
  let broker = await start();
  try {
    await fill(broker, 'logs', 'delete', 25);
    expect(await segments('logs')).toHaveLength(3);
    await configure(broker, 'logs', 'retention.bytes', '1200000');
    await waitUntil('the first segment to go', async () => (await offsets(broker, 'logs')).low > 0);
    await waitUntil('its files to go', async () => (await segments('logs', '.deleted')).length === 0);
    const kept = { offsets: await offsets(broker, 'logs'), segments: await segments('logs') };
    expect(kept.offsets.high).toBe(25);
    expect(kept.segments).toHaveLength(2);
    expect(Number(kept.segments[0]?.split('.')[0])).toBe(kept.offsets.low);
    await broker.close();
    broker = await start();
    expect({ offsets: await offsets(broker, 'logs'), segments: await segments('logs') }).toEqual(kept);
    await configure(broker, 'logs', 'retention.ms', '1');
    await waitUntil('everything to go', async () => (await offsets(broker, 'logs')).low === 25);
    expect(await offsets(broker, 'logs')).toEqual({ low: 25, high: 25 });
    await produce(broker.bootstrapServers, 'logs', ['after']);
  } finally {
    await broker.close();
  }
}, 60_000);

it('a topic that is compacted alone keeps what is old', async () => {
  await using broker = await start();
  await fill(broker, 'tables', 'compact', 12);
  await fill(broker, 'logs', 'delete', 1);
  for (const topic of ['tables', 'logs']) await configure(broker, topic, 'retention.ms', '1');
  await waitUntil('the other topic to be emptied', async () => (await offsets(broker, 'logs')).low === 1);
  expect(await offsets(broker, 'tables')).toEqual({ low: 0, high: 12 });
}, 60_000);

it("KafkaJS's admin deletes records, for good", async () => {
  let broker = await start();
  try {
    await fill(broker, 'logs', 'delete', 12);
    const remove = (offset: string) =>
      withAdmin(broker.bootstrapServers, async (admin) => {
        await admin.fetchTopicOffsets('logs'); // deleteTopicRecords counts on knowing the topic
        await admin.deleteTopicRecords({ topic: 'logs', partitions: [{ partition: 0, offset }] });
      });
    await remove('11');
    expect(await offsets(broker, 'logs')).toEqual({ low: 11, high: 12 });
    await expect(remove('13')).rejects.toThrow();
    const values = await consume(broker.bootstrapServers, 'logs', 'readers', 1);
    expect(values.map((value) => value.split(':')[0])).toEqual(['11']);
    await waitUntil('the segment before it to go', async () => (await segments('logs')).length === 1);
    await broker.close();
    broker = await start();
    expect(await offsets(broker, 'logs')).toEqual({ low: 11, high: 12 });
    await remove('-1');
    expect(await offsets(broker, 'logs')).toEqual({ low: 12, high: 12 });
  } finally {
    await broker.close();
  }
}, 60_000);

it('looks at retention, and writes checkpoints, as soon after a start as log.initial.task.delay.ms says', {
  timeout: 60_000,
}, async () => {
  const file = join(dataDir, 'recovery-point-offset-checkpoint');
  const ofOneMinute = { 'log.retention.check.interval.ms': '60000' };
  const filling = await Broker.start({ port: 0, dataDir, properties: ofOneMinute });
  await fill(filling, 'first-look', 'delete', 25);
  await configure(filling, 'first-look', 'retention.bytes', '1200000');
  await filling.close();
  const { mtimeMs } = await stat(file);
  await using broker = await Broker.start({
    port: 0,
    dataDir,
    properties: { ...ofOneMinute, 'log.initial.task.delay.ms': '0' },
  });
  await waitUntil('the first look at retention', async () => (await offsets(broker, 'first-look')).low > 0);
  await waitUntil('the first checkpoint', async () => (await stat(file)).mtimeMs > mtimeMs);
});
