// The testing kit through real clients: what a test sees of the broker, and how it moves the broker's time.
import { afterEach, describe, expect, it } from 'vitest';
import { TestBroker } from '../../src/testing/index.ts';
import { kafkaOf } from '../embedded/kafkajs-client.ts';
import { missing } from '../support/paths.ts';

const notBuilt = missing.millrace();
if (notBuilt !== undefined) console.warn(`the testing kit is not tested: ${notBuilt}`);

const HOUR_MS = 3_600_000;

/** What a test has connected; it leaves before the broker does. */
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

async function readerOf(
  kafka: TestBroker,
  topic: string,
  groupId: string,
  onValue: (value: string) => void = () => {},
) {
  const consumer = kafkaOf(kafka.bootstrapServers).consumer({ groupId, maxWaitTimeInMs: 50 });
  await consumer.connect();
  connected.push(consumer);
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({ eachMessage: async ({ message }) => onValue(String(message.value)) });
  return consumer;
}

describe.skipIf(notBuilt !== undefined)('TestBroker', { timeout: 60_000 }, () => {
  it('shows the records of a topic, decoded', async () => {
    await using kafka = await TestBroker.start({ topics: { orders: 2 } });
    const producer = await producerOf(kafka);
    const timestamp = '1700000000000';
    await producer.send({
      topic: 'orders',
      messages: [
        { partition: 1, key: 'a', value: 'one', headers: { source: 'web' }, timestamp },
        { partition: 1, key: null, value: null, timestamp },
      ],
    });
    expect(kafka.topics).toEqual(['orders']);
    expect(kafka.records('orders', 0)).toEqual([]);
    const [first, second] = kafka.records('orders');
    expect(first).toMatchObject({ partition: 1, offset: 0, key: 'a', value: 'one', headers: { source: 'web' } });
    expect(first).toMatchObject({ transaction: 'none', timestamp: new Date(1_700_000_000_000) });
    expect(first?.valueBytes).toEqual(Buffer.from('one'));
    expect(second).toMatchObject({ offset: 1, key: null, value: null });
  });

  it('shows the fate of every transaction, and ends one that takes too long', async () => {
    await using kafka = await TestBroker.start({ topics: { orders: 1 } });
    const producer = await producerOf(kafka, 'payments');
    const fates = () => kafka.records('orders').map(({ value, transaction }) => [value, transaction]);
    for (const [value, ending] of [
      ['kept', 'commit'],
      ['dropped', 'abort'],
    ] as const) {
      const transaction = await producer.transaction();
      await transaction.send({ topic: 'orders', messages: [{ value }] });
      await transaction[ending]();
    }
    const forgotten = await producer.transaction();
    await forgotten.send({ topic: 'orders', messages: [{ value: 'forgotten' }] });
    await kafka.until(() => fates()[1]?.[1] === 'aborted');
    expect(fates()).toEqual([
      ['kept', 'committed'],
      ['dropped', 'aborted'],
      ['forgotten', 'open'],
    ]);
    expect(await kafka.transactions()).toMatchObject([
      { transactionalId: 'payments', state: 'Ongoing', partitions: [{ topic: 'orders', partition: 0 }] },
    ]);
    await kafka.clock.advance(120_000);
    await kafka.until(() => fates()[2]?.[1] === 'aborted', { what: 'the forgotten transaction being aborted' });
    expect(await kafka.transactions()).toMatchObject([{ state: 'CompleteAbort' }]);
  });

  it('shows groups, their offsets and what is left to read', async () => {
    await using kafka = await TestBroker.start({ topics: { orders: 1 } });
    expect(await kafka.group('shipping')).toBeNull();
    const producer = await producerOf(kafka);
    await producer.send({ topic: 'orders', messages: [{ value: 'one' }, { value: 'two' }] });
    const values: string[] = [];
    const reader = await readerOf(kafka, 'orders', 'shipping', (value) => values.push(value));
    await kafka.until(async () => (await kafka.group('shipping'))?.lag === 0, { what: 'everything read' });
    expect(values).toEqual(['one', 'two']);
    expect(await kafka.group('shipping')).toMatchObject({
      type: 'classic',
      state: 'Stable',
      members: [{ clientId: 'embedded-test', instanceId: null }],
      offsets: [{ topic: 'orders', partition: 0, offset: 2, lag: 0 }],
    });
    await reader.stop();
    await producer.send({ topic: 'orders', messages: [{ value: 'three' }] });
    expect((await kafka.group('shipping'))?.lag).toBe(1);
    const transactional = await producerOf(kafka, 'payments');
    for (const ending of ['abort', 'commit'] as const) {
      const transaction = await transactional.transaction();
      await transaction.send({ topic: 'orders', messages: [{ value: ending }] });
      await transaction[ending]();
    }
    // What was aborted is not to be read, nor is the mark at a transaction's end.
    await kafka.until(() => kafka.records('orders').at(-1)?.transaction === 'committed');
    expect((await kafka.group('shipping'))?.lag).toBe(2);
  });

  it('takes a member whose session is over by its time out of the group', async () => {
    await using kafka = await TestBroker.start({ topics: { orders: 1 } });
    await readerOf(kafka, 'orders', 'shipping');
    const memberOf = async () => (await kafka.group('shipping'))?.members[0]?.memberId;
    const before = await kafka.until(memberOf, { what: 'a member' });
    await kafka.clock.advance(31_000);
    expect(await memberOf()).not.toBe(before);
    // The client hears of it with its next heartbeat, and joins anew.
    await kafka.until(memberOf, { what: 'the member coming back' });
  });

  it('waits by its time for more members of a new group', async () => {
    const properties = { 'group.initial.rebalance.delay.ms': 25_000 };
    await using kafka = await TestBroker.start({ topics: { orders: 1 }, properties });
    const reading = readerOf(kafka, 'orders', 'shipping');
    const state = async () => (await kafka.group('shipping'))?.state;
    await kafka.until(async () => (await state()) === 'PreparingRebalance', { what: 'the group waiting' });
    await kafka.clock.advance(25_000);
    await reading;
    await kafka.until(async () => (await state()) === 'Stable', { what: 'the group after the delay' });
  });

  it('goes on without a member that does not join again in time', async () => {
    await using kafka = await TestBroker.start({ topics: { orders: 1 } });
    let release = () => {};
    const stuck = new Promise<void>((resolve) => {
      release = resolve;
    });
    let isStuck = false;
    const consumer = kafkaOf(kafka.bootstrapServers).consumer({
      groupId: 'shipping',
      sessionTimeout: HOUR_MS / 4,
      rebalanceTimeout: 60_000,
      maxWaitTimeInMs: 50,
    });
    await consumer.connect();
    connected.push(consumer);
    await consumer.subscribe({ topics: ['orders'], fromBeginning: true });
    await consumer.run({
      eachMessage: () => {
        isStuck = true;
        return stuck;
      },
    });
    try {
      const producer = await producerOf(kafka);
      await producer.send({ topic: 'orders', messages: [{ value: 'one' }] });
      await kafka.until(() => isStuck, { what: 'a handler that does not return' });
      await kafka.rebalance('shipping');
      await kafka.clock.advance(59_000);
      expect((await kafka.group('shipping'))?.members).toHaveLength(1);
      await kafka.clock.advance(2_000);
      expect((await kafka.group('shipping'))?.members).toEqual([]);
    } finally {
      release();
    }
  });

  it('lets records and offsets grow old', async () => {
    await using kafka = await TestBroker.start({
      topics: { orders: { configs: { 'retention.ms': HOUR_MS } } },
      properties: { 'offsets.retention.minutes': 180 },
    });
    const producer = await producerOf(kafka);
    await producer.send({ topic: 'orders', messages: [{ value: 'one' }] });
    const reader = await readerOf(kafka, 'orders', 'shipping');
    await kafka.until(async () => (await kafka.group('shipping'))?.lag === 0);
    await reader.stop();
    await reader.disconnect();
    await kafka.clock.advance(HOUR_MS / 2);
    expect(kafka.records('orders')).toHaveLength(1);
    await kafka.clock.advance(HOUR_MS);
    expect(kafka.records('orders')).toEqual([]);
    expect((await kafka.group('shipping'))?.offsets).toHaveLength(1);
    await kafka.clock.advance(3 * HOUR_MS);
    expect(await kafka.group('shipping')).toBeNull();
  });

  it('is one of fifty in a process, which share nothing', async () => {
    const brokers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => TestBroker.start({ topics: { orders: 1, [`own-${index}`]: 1 } })),
    );
    try {
      expect(new Set(brokers.map(({ port }) => port)).size).toBe(brokers.length);
      await Promise.all(
        brokers.map(async (kafka, index) => {
          const producer = await producerOf(kafka);
          await producer.send({ topic: 'orders', messages: [{ value: `${index}` }] });
        }),
      );
      await brokers[0]?.clock.advance(HOUR_MS);
      for (const [index, kafka] of brokers.entries()) {
        expect(kafka.topics).toEqual(['orders', `own-${index}`]);
        expect(kafka.records('orders')).toMatchObject([{ offset: 0, value: `${index}` }]);
        const aheadMs = kafka.clock.now().getTime() - Date.now();
        expect(aheadMs > HOUR_MS / 2).toBe(index === 0);
      }
    } finally {
      await Promise.all(connected.splice(0).map((client) => client.disconnect()));
      await Promise.all(brokers.map((kafka) => kafka.close()));
    }
  });

  it('is as new after a reset, with its clients connected', async () => {
    await using kafka = await TestBroker.start({ topics: { orders: 2 } });
    const producer = await producerOf(kafka);
    await producer.send({ topic: 'others', messages: [{ value: 'one' }] });
    const reader = await readerOf(kafka, 'others', 'shipping');
    await kafka.until(async () => (await kafka.group('shipping'))?.lag === 0);
    await reader.stop();
    await reader.disconnect();
    await kafka.reset();
    expect(kafka.topics).toEqual(['orders']);
    expect(await kafka.groups()).toEqual([]);
    await producer.send({ topic: 'orders', messages: [{ value: 'two', partition: 0 }] });
    expect(kafka.records('orders')).toMatchObject([{ offset: 0, value: 'two' }]);
  });

  it('is in its own time again after a reset, and without faults', async () => {
    await using kafka = await TestBroker.start({ topics: { orders: { configs: { 'retention.ms': HOUR_MS } } } });
    const fault = kafka.faults.add({ api: 'Produce', error: 'NOT_LEADER_OR_FOLLOWER' });
    await kafka.clock.advance(10 * HOUR_MS);
    await kafka.reset();
    expect(Math.abs(kafka.clock.now().getTime() - Date.now())).toBeLessThan(1000);
    const producer = await producerOf(kafka);
    await producer.send({ topic: 'orders', messages: [{ value: 'one' }] });
    await kafka.clock.advance(HOUR_MS / 2);
    expect(kafka.records('orders')).toHaveLength(1);
    expect([fault.hits, kafka.faults.list]).toEqual([0, []]);
  });

  it('says what it holds when a condition does not come true', async () => {
    await using kafka = await TestBroker.start();
    await kafka.createTopic('orders', { partitions: 1, configs: { 'cleanup.policy': 'compact' } });
    const producer = await producerOf(kafka);
    await producer.send({ topic: 'orders', messages: [{ key: 'a', value: 'one' }] });
    const waiting = kafka.until(() => false, { timeoutMs: 30, what: 'the impossible' });
    await expect(waiting).rejects.toThrow(
      /^the impossible has not come true within 30 ms\ntopic orders: 1 records\n {2}0@0 {2}"a" = "one"$/,
    );
  });

  it('answers wrong use with one sentence', async () => {
    const kafka = await TestBroker.start();
    expect(() => kafka.records('orders')).toThrow(/^there is no topic orders$/);
    await expect(kafka.clock.advance(-1)).rejects.toThrow(/^time goes ahead by 0 milliseconds or more, not -1$/);
    await expect(kafka.createTopic('no good')).rejects.toThrow(/^topic no good cannot be made: .*invalid/);
    await expect(TestBroker.start({ port: kafka.port })).rejects.toThrow(
      /^cannot listen on .*: Address already in use/,
    );
    await expect(TestBroker.start({ tpics: {} } as object)).rejects.toThrow(/^Unknown option tpics: /);
    await kafka.close();
    await kafka.close();
    expect(() => kafka.records('orders')).toThrow(/^the broker is closed$/);
    await expect(kafka.reset()).rejects.toThrow(/^the broker is closed$/);
  });
});
