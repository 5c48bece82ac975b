// Snapshots: whatever a broker holds comes back, as often as wanted and in as many brokers as wanted.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it } from 'vitest';
import { insidesOf, startAs } from '../../src/broker.ts';
import { systemClock } from '../../src/clock.ts';
import { METADATA_TOPIC } from '../../src/metadata/topic-name.ts';
import { TestBroker, type TestSnapshot } from '../../src/testing/index.ts';
import { stateOf } from '../../src/testing/snapshot.ts';
import { kafkaOf } from '../embedded/kafkajs-client.ts';
import { missing } from '../support/paths.ts';

const notBuilt = missing.millrace();
if (notBuilt !== undefined) console.warn(`snapshots are not tested: ${notBuilt}`);

const HOUR_MS = 3_600_000;

const connected: { disconnect(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(connected.splice(0).map((client) => client.disconnect()));
});

async function producerOf(kafka: TestBroker, transactionalId?: string) {
  const options = transactionalId === undefined ? {} : { transactionalId, idempotent: true, maxInFlightRequests: 1 };
  const producer = kafkaOf(kafka.bootstrapServers).producer(options);
  await producer.connect();
  connected.push(producer);
  return producer;
}

/** Reads what there is to read but for `left` records of open transactions, commits it and leaves. */
async function readAll(kafka: TestBroker, groupId: string, left = 0): Promise<string[]> {
  const values: string[] = [];
  const consumer = kafkaOf(kafka.bootstrapServers).consumer({ groupId, maxWaitTimeInMs: 50 });
  await consumer.connect();
  await consumer.subscribe({ topics: ['orders'], fromBeginning: true });
  await consumer.run({ eachMessage: async ({ message }) => void values.push(String(message.value)) });
  await kafka.until(async () => (await kafka.group(groupId))?.lag === left, {
    what: `${groupId} having read everything`,
  });
  await consumer.disconnect();
  return values;
}

const values = (kafka: TestBroker) =>
  kafka.records('orders').map(({ value, transaction }) => `${value} ${transaction}`);

async function describeTopic(kafka: TestBroker): Promise<unknown> {
  const admin = kafkaOf(kafka.bootstrapServers).admin();
  await admin.connect();
  try {
    const configs = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: 2, name: 'orders', configNames: ['retention.ms'] }],
    });
    const { topics } = await admin.fetchTopicMetadata({ topics: ['orders'] });
    return [configs.resources[0]?.configEntries[0]?.configValue, topics[0]?.partitions];
  } finally {
    await admin.disconnect();
  }
}

/** Records, one of them in a transaction that is open, a group that has read some of it, a clock that is ahead. */
async function prepared(): Promise<TestBroker> {
  const kafka = await TestBroker.start({
    topics: { orders: { partitions: 2, configs: { 'retention.ms': 7 * HOUR_MS } } },
    properties: { 'message.max.bytes': 2_000_000 },
  });
  const producer = await producerOf(kafka, 'payments');
  const transaction = await producer.transaction();
  await transaction.send({ topic: 'orders', messages: [{ partition: 0, value: 'kept' }] });
  await transaction.commit();
  await readAll(kafka, 'shipping');
  const open = await producer.transaction();
  await open.send({ topic: 'orders', messages: [{ partition: 0, value: 'open' }] });
  await kafka.clock.advance(1000);
  return kafka;
}

/** Of JavaScript, without what is only waiting to be collected. */
function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

/** What a broker that begins with it has to read before it serves. */
async function metadataBytes(snapshot: TestSnapshot): Promise<number> {
  const broker = await startAs({ storage: 'memory', port: 0 }, { clock: systemClock, origin: stateOf(snapshot) });
  try {
    return insidesOf(broker).parts.dataPlane.offsets(METADATA_TOPIC, 0).sizeBytes;
  } finally {
    await broker.close();
  }
}

describe.skipIf(notBuilt !== undefined)('A snapshot', { timeout: 60_000 }, () => {
  it('brings everything back, as often as wanted', async () => {
    await using kafka = await prepared();
    const [servers, described] = [kafka.bootstrapServers, await describeTopic(kafka)];
    const [group, transactions] = [await kafka.group('shipping'), await kafka.transactions()];
    const snapshot = await kafka.snapshot();
    for (let round = 0; round < 3; round++) {
      await kafka.clock.advance(HOUR_MS);
      expect(values(kafka).slice(0, 2)).toEqual(['kept committed', 'open aborted']);
      await kafka.createTopic('others');
      const producer = await producerOf(kafka);
      await producer.send({ topic: 'orders', messages: [{ partition: 1, value: 'later' }] });
      expect((await readAll(kafka, 'shipping')).filter((value) => value !== 'later')).toEqual([]);

      await kafka.restore(snapshot);
      expect(kafka.bootstrapServers).toBe(servers);
      expect(kafka.topics).toEqual(['orders']);
      expect(values(kafka)).toEqual(['kept committed', 'open open']);
      expect(await kafka.group('shipping')).toEqual(group);
      expect(await kafka.transactions()).toEqual(transactions);
      expect(await describeTopic(kafka)).toEqual(described);
      const aheadMs = kafka.clock.now().getTime() - Date.now();
      expect(Math.abs(aheadMs - 1000)).toBeLessThan(100);
      // The client of before finds its way back by itself.
      await producer.send({ topic: 'orders', messages: [{ partition: 1, value: 'again' }] });
      expect(await readAll(kafka, 'shipping', 1)).toEqual(['again']);
    }
  });

  it('begins other brokers, which share nothing', async () => {
    await using kafka = await prepared();
    const snapshot = await kafka.snapshot();
    await kafka.close();
    const brokers = await Promise.all(
      Array.from({ length: 5 }, (_, index) => TestBroker.start({ from: snapshot, topics: { [`own-${index}`]: 1 } })),
    );
    try {
      for (const [index, broker] of brokers.entries()) {
        const producer = await producerOf(broker);
        await producer.send({ topic: 'orders', messages: [{ partition: 1, value: `${index}` }] });
      }
      for (const [index, broker] of brokers.entries()) {
        expect(values(broker)).toEqual(['kept committed', 'open open', `${index} none`]);
        expect(broker.topics).toEqual(['orders', `own-${index}`].sort());
        expect((await broker.group('shipping'))?.lag).toBe(2);
      }
      const [first] = brokers;
      await first?.reset();
      expect(values(first as TestBroker)).toEqual(['kept committed', 'open open']);
      expect(first?.topics).toEqual(['orders', 'own-0']);
    } finally {
      await Promise.all(brokers.map((broker) => broker.close()));
    }
  });

  it('loses nothing that was acknowledged while it was taken', async () => {
    await using kafka = await TestBroker.start({ topics: { orders: 2 } });
    const producer = await producerOf(kafka);
    let [acknowledged, isOver] = [0, false];
    const sending = (async () => {
      while (!isOver) {
        await producer.send({ topic: 'orders', messages: [{ partition: acknowledged % 2, value: `${acknowledged}` }] });
        acknowledged++;
      }
    })();
    const taken: { snapshot: TestSnapshot; count: number }[] = [];
    while (taken.length < 5) {
      const before = acknowledged;
      await kafka.until(() => acknowledged > before);
      const count = acknowledged;
      taken.push({ count, snapshot: await kafka.snapshot() });
    }
    isOver = true;
    await sending;
    for (const { snapshot, count } of taken) {
      await kafka.restore(snapshot);
      const numbers = kafka.records('orders').map(({ value }) => Number(value));
      expect(numbers.length).toBeGreaterThanOrEqual(count);
      // In order without a gap, over both partitions: the disk is that of one moment.
      expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, index) => index));
    }
  });

  it('does not grow with what was reset before it', async () => {
    const topics = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`topic-${index}`, 1]));
    await using kafka = await TestBroker.start({ topics });
    const first = await metadataBytes(await kafka.snapshot());
    for (let round = 0; round < 60; round++) await kafka.reset();
    // Without an end it would be sixty times as much.
    expect(await metadataBytes(await kafka.snapshot())).toBeLessThan(10 * first);
    const before = heapBytes();
    for (let round = 0; round < 300; round++) await kafka.reset();
    // Thirty bytes a topic that was deleted and made again would be too much.
    expect(heapBytes() - before).toBeLessThan(30 * 100 * 300);
  });

  it('answers wrong use with one sentence', async () => {
    const kafka = await TestBroker.start();
    const snapshot = await kafka.snapshot();
    const wrong: [unknown, string][] = [
      ['yesterday', 'a string'],
      [undefined, 'undefined'],
      [{}, 'another object'],
      [new (class TestSnapshot {})(), 'a snapshot of another version of millrace'],
    ];
    for (const [value, what] of wrong) {
      const sentence = new RegExp(`^a broker is restored from what snapshot\\(\\) gave, not from ${what}$`);
      await expect(kafka.restore(value as TestSnapshot)).rejects.toThrow(sentence);
      if (value === undefined) continue;
      await expect(TestBroker.start({ from: value as TestSnapshot })).rejects.toThrow(sentence);
    }
    const restoring = kafka.restore(snapshot);
    await Promise.resolve();
    expect(() => kafka.topics).toThrow(/^the broker is being restored: wait until restore\(\) has resolved$/);
    await restoring;
    const late = kafka.restore(snapshot);
    await kafka.close();
    await late;
    await expect(kafka.snapshot()).rejects.toThrow(/^the broker is closed$/);
    await expect(kafka.restore(snapshot)).rejects.toThrow(/^the broker is closed$/);
  });
});
