// Several logical brokers through real clients: who leads what, and how clients follow when it changes.
import { connect } from 'node:net';
import { Producer, stringSerializers } from '@platformatic/kafka';
import kafkajs from 'kafkajs';
import { afterEach, describe, expect, it } from 'vitest';
import { TestBroker, type TestBrokerOptions } from '../../src/testing/index.ts';
import type { Client, TestRecord } from '../clients/client.ts';
import { java } from '../clients/java.ts';
import { python } from '../clients/python.ts';
import { missing } from '../support/paths.ts';

const notBuilt = missing.millrace();
if (notBuilt !== undefined) console.warn(`logical brokers are not tested: ${notBuilt}`);

const PARTITIONS = [0, 1, 2];

/** What a test has connected; it leaves before the broker does. */
const connected: (() => Promise<unknown>)[] = [];
const running: TestBroker[] = [];
afterEach(async () => {
  await Promise.all(connected.splice(0).map((leave) => leave()));
  await Promise.all(running.splice(0).map((broker) => broker.close()));
});

async function start(options: TestBrokerOptions = { topics: { orders: 3 }, brokers: 3 }): Promise<TestBroker> {
  const kafka = await TestBroker.start(options);
  running.push(kafka);
  return kafka;
}

function kafkaOf(kafka: TestBroker): kafkajs.Kafka {
  return new kafkajs.Kafka({
    brokers: kafka.bootstrapServers.split(','),
    logLevel: kafkajs.logLevel.NOTHING,
    retry: { initialRetryTime: 20, maxRetryTime: 200, retries: 20 },
  });
}

async function adminOf(kafka: TestBroker) {
  const admin = kafkaOf(kafka).admin();
  await admin.connect();
  connected.push(() => admin.disconnect());
  return admin;
}

async function producerOf(kafka: TestBroker, options: kafkajs.ProducerConfig = {}) {
  const producer = kafkaOf(kafka).producer(options);
  await producer.connect();
  connected.push(() => producer.disconnect());
  return producer;
}

async function leadersOf(admin: kafkajs.Admin, topic = 'orders'): Promise<number[]> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  const partitions = topics[0]?.partitions ?? [];
  return partitions.sort((a, b) => a.partitionId - b.partitionId).map(({ leader }) => leader);
}

/** One record for each partition. */
function messages(text: string) {
  return PARTITIONS.map((partition) => ({ partition, value: `${text} ${partition}` }));
}

function texts(...names: string[]): string[] {
  return names.flatMap((name) => PARTITIONS.map((partition) => `${name} ${partition}`)).sort();
}

describe.skipIf(notBuilt !== undefined)('logical brokers', { timeout: 90_000 }, () => {
  it('spreads leaders over brokers that all clients see', async () => {
    const kafka = await start();
    const ids = kafka.brokers.map(({ nodeId }) => nodeId);
    expect(ids).toEqual([1, 2, 3]);
    expect(kafka.bootstrapServers).toBe(kafka.brokers.map(({ host, port }) => `${host}:${port}`).join(','));
    const admin = await adminOf(kafka);
    const { brokers, controller } = await admin.describeCluster();
    expect(brokers).toEqual(kafka.brokers.map(({ nodeId, host, port }) => ({ nodeId, host, port })));
    expect(controller).toBe(1);
    expect(await leadersOf(admin)).toEqual([1, 2, 3]);
    await admin.createTopics({ topics: [{ topic: 'replicated', numPartitions: 1, replicationFactor: 3 }] });
    const { topics } = await admin.fetchTopicMetadata({ topics: ['replicated'] });
    expect(topics[0]?.partitions).toMatchObject([{ leader: 1, replicas: [1, 2, 3], isr: [1, 2, 3] }]);
    const [resource] = (
      await admin.describeConfigs({
        includeSynonyms: false,
        resources: [{ type: kafkajs.ConfigResourceTypes.BROKER, name: '2', configNames: ['num.partitions'] }],
      })
    ).resources;
    expect(resource).toMatchObject({ errorCode: 0, resourceName: '2', configEntries: [{ configValue: '1' }] });
    // Assignments name the brokers that clients see.
    const grow = (count: number, ...assignments: number[][]) =>
      admin.createPartitions({ topicPartitions: [{ topic: 'replicated', count, assignments }] });
    await grow(2, [3, 2]);
    await admin.alterPartitionReassignments({
      topics: [{ topic: 'replicated', partitionAssignment: [{ partition: 1, replicas: [2, 3] }] }],
    });
    const { topics: ongoing } = await admin.listPartitionReassignments({
      topics: [{ topic: 'replicated', partitions: [0, 1] }],
    });
    expect(ongoing).toEqual([]);
    expect(await leadersOf(admin, 'replicated')).toEqual([1, 2]);
    await expect(grow(3, [4])).rejects.toThrow(/replica assignment/i);
    await expect(
      admin.createTopics({ topics: [{ topic: 'too-many', numPartitions: 1, replicationFactor: 4 }] }),
    ).rejects.toThrow();
  });

  it('sends clients to the new leader', async () => {
    const kafka = await start();
    const admin = await adminOf(kafka);
    const producer = await producerOf(kafka, { idempotent: true });
    const seen: string[] = [];
    const consumer = kafkaOf(kafka).consumer({ groupId: 'shipping', maxWaitTimeInMs: 50 });
    await consumer.connect();
    connected.push(() => consumer.disconnect());
    await consumer.subscribe({ topics: ['orders'], fromBeginning: true });
    await consumer.run({ eachMessage: async ({ message }) => void seen.push(String(message.value)) });
    await producer.send({ topic: 'orders', messages: messages('before') });
    await kafka.until(() => seen.length === 3, { what: 'the first records' });
    // All of them: KafkaJS loses what it has to send again to a broker that took another part of the same call.
    await kafka.moveLeader('orders', 0, 2);
    await kafka.moveLeader('orders', 1);
    await kafka.moveLeader('orders', 2);
    await producer.send({ topic: 'orders', messages: messages('after') });
    expect(await leadersOf(admin)).toEqual([2, 3, 1]);
    // A reader that has to look for a leader may read again what it has not committed.
    await kafka.until(() => new Set(seen).size === 6, { what: 'the records after the move' });
  });

  it('moves the coordinators of a group and of a transaction', async () => {
    const kafka = await start();
    const seen: string[] = [];
    const consumer = kafkaOf(kafka).consumer({ groupId: 'shipping', maxWaitTimeInMs: 50, heartbeatInterval: 50 });
    await consumer.connect();
    connected.push(() => consumer.disconnect());
    await consumer.subscribe({ topics: ['orders'], fromBeginning: true });
    await consumer.run({ eachMessage: async ({ message }) => void seen.push(String(message.value)) });
    const producer = await producerOf(kafka, { transactionalId: 'payments', idempotent: true, maxInFlightRequests: 1 });
    const committed = async () => (await kafka.group('shipping'))?.offsets.map(({ offset }) => offset);
    for (const [round, offset] of [
      ['first', 1],
      ['second', 3],
    ] as const) {
      const transaction = await producer.transaction();
      await transaction.send({ topic: 'orders', messages: messages(round) });
      await transaction.commit();
      // Or one more, where the marker was there already when the record was read.
      const isCommitted = async () => (await committed())?.filter((one) => one >= offset).length === 3;
      await kafka.until(isCommitted, { what: `the ${round} commit` });
      await kafka.moveCoordinator({ groupId: 'shipping' });
    }
    // What was read and not committed when the coordinator moved is read again.
    expect([...new Set(seen)].sort()).toEqual(texts('first', 'second'));
    const before = await coordinatorPort(kafka, 'payments');
    await kafka.moveCoordinator({ transactionalId: 'payments' });
    expect(await coordinatorPort(kafka, 'payments')).not.toBe(before);
  });

  it('goes on while a broker is stopped, and has it back', async () => {
    const kafka = await start();
    const admin = await adminOf(kafka);
    const producer = await producerOf(kafka, { idempotent: true });
    await producer.send({ topic: 'orders', messages: messages('before') });
    const second = kafka.brokers[1];
    if (second === undefined) throw new Error('there is no second broker');
    await second.stop();
    await expect(connects(second.port)).resolves.toBe(false);
    await producer.send({ topic: 'orders', messages: messages('meanwhile') });
    expect(await leadersOf(admin)).toEqual([1, 3, 3]);
    const { brokers } = await admin.describeCluster();
    expect(brokers.map(({ nodeId }) => nodeId)).toEqual([1, 3]);
    await second.start();
    await expect(connects(second.port)).resolves.toBe(true);
    expect(await leadersOf(admin)).toEqual([1, 3, 3]);
    await kafka.moveLeader('orders', 1, 2);
    const platformatic = new Producer({
      clientId: 'platformatic',
      bootstrapBrokers: kafka.bootstrapServers.split(','),
      serializers: stringSerializers,
      retryDelay: 20,
    });
    connected.push(() => platformatic.close());
    await platformatic.send({ messages: messages('after').map((message) => ({ topic: 'orders', ...message })) });
    const values = kafka.records('orders').map(({ value }) => value);
    expect(values.sort()).toEqual(texts('after', 'before', 'meanwhile'));
  });

  it('is away and back, where there is only one', async () => {
    const kafka = await start({ topics: { orders: 3 } });
    const producer = await producerOf(kafka, { idempotent: true });
    const [broker] = kafka.brokers;
    await broker?.stop();
    const sending = producer.send({ topic: 'orders', messages: messages('late') });
    await kafka.clock.advance(1_000);
    expect(kafka.records('orders')).toEqual([]);
    await broker?.start();
    await sending;
    expect(
      kafka
        .records('orders')
        .map(({ value }) => value)
        .sort(),
    ).toEqual(texts('late'));
  });

  it('is as after the start, after a reset', async () => {
    const kafka = await start();
    const admin = await adminOf(kafka);
    kafka.faults.add({ api: 'Metadata', delayMs: 60_000 });
    await kafka.moveLeader('orders', 1, 1);
    await kafka.brokers[2]?.stop();
    await kafka.reset();
    expect(kafka.faults.list).toEqual([]);
    expect(await leadersOf(admin)).toEqual([1, 2, 3]);
    expect((await admin.describeCluster()).brokers).toHaveLength(3);
  });

  it('keeps faults to one broker', async () => {
    const kafka = await start();
    const producer = await producerOf(kafka);
    const fault = kafka.faults.add({ api: 'Produce', brokerId: 2, error: 'NOT_ENOUGH_REPLICAS', times: 1 });
    await producer.send({ topic: 'orders', messages: messages('one') });
    expect(fault.hits).toBe(1);
    expect(kafka.records('orders').length).toBe(3);
  });

  for (const client of [python, java]) {
    it.skipIf(client.missing() !== undefined)(`${client.name} follows leaders, a coordinator and a stop`, async () => {
      const kafka = await start();
      await followEverything(kafka, client);
    });
  }

  it('answers wrong use with one sentence', async () => {
    const kafka = await start();
    await expect(kafka.moveLeader('others', 0)).rejects.toThrow(/^there is no topic others$/);
    await expect(kafka.moveLeader('orders', 3)).rejects.toThrow(/^the topic orders has no partition 3$/);
    await expect(kafka.moveLeader('orders', 0, 4)).rejects.toThrow(/^there is no broker 4: the brokers are 1, 2, 3$/);
    await kafka.brokers[2]?.stop();
    await expect(kafka.moveCoordinator({ groupId: 'a' }, 3)).rejects.toThrow(/^broker 3 is stopped$/);
    await expect(kafka.moveCoordinator({} as { groupId: string })).rejects.toThrow(/^moveCoordinator takes /);
    const alone = await start({ topics: { orders: 1 } });
    await expect(alone.moveLeader('orders', 0)).rejects.toThrow(/^there is no other broker to move to: /);
    await expect(TestBroker.start({ brokers: 0 })).rejects.toThrow(/^Invalid value 0 for option brokers: /);
    await expect(TestBroker.start({ brokers: '3' as unknown as number })).rejects.toThrow(/must be of type number$/);
    await expect(TestBroker.start({ brokers: 2, port: alone.port })).rejects.toThrow(/Address already in use$/);
    await kafka.close();
    await expect(kafka.moveLeader('orders', 0)).rejects.toThrow(/^the broker is closed$/);
    await expect(kafka.brokers[0]?.start()).rejects.toThrow(/^the broker is closed$/);
  });
});

async function followEverything(kafka: TestBroker, client: Client): Promise<void> {
  const session = await client.open(kafka.bootstrapServers);
  connected.push(() => session.close());
  const rounds = ['first', 'moved', 'coordinated', 'stopped'];
  const changes: (() => Promise<unknown> | undefined)[] = [
    () => session.subscribe('shipping', ['orders']),
    () => Promise.all(PARTITIONS.map((partition) => kafka.moveLeader('orders', partition))),
    () => kafka.moveCoordinator({ groupId: 'shipping' }),
    () => kafka.brokers[0]?.stop(),
  ];
  const values: string[] = [];
  for (const [index, round] of rounds.entries()) {
    await changes[index]?.();
    await session.produce('orders', 'none', messages(round).map(record));
    const read = await session.read(PARTITIONS.length, 60_000);
    values.push(...read.map(({ value }) => String(value)));
    await session.commit();
  }
  expect(values.sort()).toEqual(texts(...rounds));
  expect((await kafka.group('shipping'))?.lag).toBe(0);
}

function record({ partition, value }: { partition: number; value: string }): TestRecord {
  return { partition, value: Buffer.from(value), key: null, headers: [], timestampMs: BigInt(Date.now()) };
}

/** As a client finds it: where a producer sends its last InitProducerId, the one for transactions. */
async function coordinatorPort(kafka: TestBroker, transactionalId: string): Promise<number | undefined> {
  const producer = kafkaOf(kafka).producer({ transactionalId, idempotent: true, maxInFlightRequests: 1 });
  let port: number | undefined;
  producer.on('producer.network.request', ({ payload }) => {
    if (payload.apiName === 'InitProducerId') port = Number(payload.broker.split(':')[1]);
  });
  await producer.connect();
  await (await producer.transaction()).abort();
  await producer.disconnect();
  return port;
}

function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
