// The package as a user of it sees it: brokers in this process, real clients over real sockets.
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Consumer, MessagesStreamModes, Producer, stringDeserializers, stringSerializers } from '@platformatic/kafka';
import { afterEach, describe, expect, it } from 'vitest';
import { Broker } from '../../src/index.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { consume, kafkaOf, nodeIdsOf, produce, topicsOf } from './kafkajs-client.ts';

/** The first rebalance of a group waits for nobody else. */
const properties = { 'group.initial.rebalance.delay.ms': '0' };

const leftovers: string[] = [];

async function directory(): Promise<string> {
  const path = await temporaryDirectory('embedded');
  leftovers.push(path);
  return path;
}

afterEach(async () => {
  for (const path of leftovers.splice(0)) await removeDirectory(path);
});

function connected(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

const words = Array.from({ length: 100 }, (_, index) => `word ${index}`).sort();

describe('An embedded broker', () => {
  it.each([
    ['', {}],
    [' and with every acknowledgement on the disk', { 'millrace.durable': 'true' }],
  ])('serves KafkaJS, in a group, in a directory that goes with it%s', async (_, durability) => {
    let dataDir = '';
    {
      await using broker = await Broker.start({ port: 0, properties: { ...properties, ...durability } });
      dataDir = broker.dataDir;
      expect(existsSync(join(dataDir, 'meta.properties'))).toBe(true);
      expect(broker.bootstrapServers).toBe(`127.0.0.1:${broker.port}`);
      await produce(broker.bootstrapServers, 'words', words);
      expect(await consume(broker.bootstrapServers, 'words', 'readers', 100)).toEqual(words);
      expect(await topicsOf(broker.bootstrapServers)).toEqual(['words']);
    }
    expect(existsSync(dataDir)).toBe(false);
  });

  it('serves @platformatic/kafka', async () => {
    await using broker = await Broker.start({ port: 0, properties });
    const bootstrapBrokers = [broker.bootstrapServers];
    const producer = new Producer({
      clientId: 'p',
      bootstrapBrokers,
      serializers: stringSerializers,
      idempotent: true,
    });
    const options = { autocreateTopics: true, acks: -1 };
    await producer.send({ ...options, messages: words.map((value) => ({ topic: 'words', key: value, value })) });
    await producer.close();
    const consumer = new Consumer({
      clientId: 'c',
      groupId: 'readers',
      bootstrapBrokers,
      deserializers: stringDeserializers,
    });
    const stream = await consumer.consume({ topics: ['words'], mode: MessagesStreamModes.EARLIEST, autocommit: true });
    const values: string[] = [];
    for await (const message of stream) {
      values.push(message.value);
      if (values.length === words.length) break;
    }
    await consumer.close(true);
    expect(values.sort()).toEqual(words);
  });

  it('keeps everything over a restart: topics, configs, records, offsets, producer ids', async () => {
    const dataDir = await directory();
    const first = await Broker.start({ port: 0, dataDir, properties });
    const admin = kafkaOf(first.bootstrapServers).admin();
    await admin.connect();
    const configEntries = [{ name: 'max.message.bytes', value: '5000' }];
    await admin.createTopics({ topics: [{ topic: 'words', numPartitions: 3, configEntries }], waitForLeaders: true });
    await admin.disconnect();
    await produce(first.bootstrapServers, 'words', words);
    expect(await consume(first.bootstrapServers, 'words', 'readers', 100)).toEqual(words);
    const { clusterId } = first;
    await first.close();

    await using second = await Broker.start({ port: 0, dataDir, properties });
    expect(second.clusterId).toBe(clusterId);
    expect(await topicsOf(second.bootstrapServers)).toEqual(['words']);
    await produce(second.bootstrapServers, 'words', ['new']);
    // The group goes on where it stopped.
    expect(await consume(second.bootstrapServers, 'words', 'readers', 1)).toEqual(['new']);
    const large = produce(second.bootstrapServers, 'words', ['x'.repeat(6000)]);
    await expect(large).rejects.toThrow(/larger than the max/);
  });

  it('deletes and makes anew a topic of the same name', async () => {
    await using broker = await Broker.start({ port: 0, properties });
    const admin = kafkaOf(broker.bootstrapServers).admin();
    await admin.connect();
    for (let round = 0; round < 3; round++) {
      await admin.createTopics({ topics: [{ topic: 'again', numPartitions: 2 }], waitForLeaders: true });
      await produce(broker.bootstrapServers, 'again', words.slice(0, 10));
      const offsets = await admin.fetchTopicOffsets('again');
      expect(offsets.reduce((sum, { high }) => sum + Number(high), 0)).toBe(10);
      await admin.deleteTopics({ topics: ['again'] });
    }
    await admin.disconnect();
    expect(await topicsOf(broker.bootstrapServers)).toEqual([]);
  });

  it('lives beside others in one process, isolated', async () => {
    await using one = await Broker.start({ port: 0, properties });
    await using two = await Broker.start({ port: 0, properties: { ...properties, 'node.id': '7' } });
    await produce(one.bootstrapServers, 'mine', ['one']);
    await produce(two.bootstrapServers, 'mine', ['two', 'three']);
    expect(await consume(one.bootstrapServers, 'mine', 'g', 1)).toEqual(['one']);
    expect(await consume(two.bootstrapServers, 'mine', 'g', 2)).toEqual(['three', 'two']);
    expect(one.clusterId).not.toBe(two.clusterId);
    expect(await nodeIdsOf(one.bootstrapServers)).toEqual([1]);
    expect(await nodeIdsOf(two.bootstrapServers)).toEqual([7]);
    await one.close();
    expect(await topicsOf(two.bootstrapServers)).toEqual(['mine']);
  });

  it('closes as often as it is told to', async () => {
    const broker = await Broker.start({ port: 0 });
    await expect(connected(broker.port)).resolves.toBe(true);
    expect(broker.close()).toBe(broker.close());
    await broker.close();
    await broker.close();
    await expect(connected(broker.port)).resolves.toBe(false);
  });
});
