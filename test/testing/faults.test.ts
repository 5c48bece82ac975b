// Faults through real clients: what they make of a request, and how clients come through them.
import { Consumer, Producer, stringDeserializers, stringSerializers } from '@platformatic/kafka';
import { afterEach, describe, expect, it } from 'vitest';
import { type FaultOptions, TestBroker, type TestBrokerOptions } from '../../src/testing/index.ts';
import { java } from '../clients/java.ts';
import { kafkaOf } from '../embedded/kafkajs-client.ts';
import { missing } from '../support/paths.ts';

const notBuilt = missing.millrace();
if (notBuilt !== undefined) console.warn(`faults are not tested: ${notBuilt}`);

/** What a test has connected; it leaves before the broker does. */
const connected: (() => Promise<unknown>)[] = [];
const running: TestBroker[] = [];
afterEach(async () => {
  await Promise.all(connected.splice(0).map((leave) => leave()));
  await Promise.all(running.splice(0).map((broker) => broker.close()));
});

async function start(options: TestBrokerOptions = { topics: { orders: 1 } }): Promise<TestBroker> {
  const kafka = await TestBroker.start(options);
  running.push(kafka);
  return kafka;
}

async function producerOf(kafka: TestBroker, options: { idempotent?: boolean; transactionalId?: string } = {}) {
  const producer = kafkaOf(kafka.bootstrapServers).producer({ maxInFlightRequests: 1, ...options });
  await producer.connect();
  connected.push(() => producer.disconnect());
  return producer;
}

async function readerOf(kafka: TestBroker, groupId: string, onValue: (value: string) => void = () => {}) {
  const options = { groupId, maxWaitTimeInMs: 50, heartbeatInterval: 20, retry: { initialRetryTime: 20 } };
  const consumer = kafkaOf(kafka.bootstrapServers).consumer(options);
  await consumer.connect();
  connected.push(() => consumer.disconnect());
  await consumer.subscribe({ topics: ['orders'], fromBeginning: true });
  await consumer.run({ autoCommitInterval: 10, eachMessage: async ({ message }) => onValue(String(message.value)) });
  return consumer;
}

function platformaticOf(kafka: TestBroker) {
  const producer = new Producer({
    clientId: 'platformatic',
    bootstrapBrokers: kafka.bootstrapServers.split(','),
    serializers: stringSerializers,
    retryDelay: 20,
    idempotent: true,
  });
  connected.push(() => producer.close());
  return producer;
}

const values = (kafka: TestBroker) => kafka.records('orders').map(({ value }) => value);

describe.skipIf(notBuilt !== undefined)('faults', { timeout: 60_000 }, () => {
  it('answers with an error for the partitions that match, and performs the others', async () => {
    const kafka = await start({ topics: { orders: 2 } });
    const fault = kafka.faults.add({ api: 'Produce', partition: 1, error: 'NOT_ENOUGH_REPLICAS', times: 2 });
    const producer = await producerOf(kafka);
    await producer.send({
      topic: 'orders',
      messages: [
        { partition: 0, value: 'zero' },
        { partition: 1, value: 'one' },
      ],
    });
    expect(fault.hits).toBe(2);
    expect(kafka.faults.list).toEqual([]);
    expect(values(kafka).filter((value) => value === 'one')).toHaveLength(1);
    expect(values(kafka)).toContain('zero');
  });

  it.each(['KafkaJS', '@platformatic/kafka'])('%s tries again, and a lost reply leaves one record', async (client) => {
    const kafka = await start();
    const faults = [
      kafka.faults.add({ api: 'Produce', error: 'NOT_LEADER_OR_FOLLOWER', times: 1 }),
      kafka.faults.add({ api: 'Produce', topic: 'orders', disconnect: 'after', times: 1, skip: 1 }),
    ];
    if (client === 'KafkaJS') {
      const producer = await producerOf(kafka, { idempotent: true });
      await producer.send({ topic: 'orders', acks: -1, messages: [{ value: 'once' }] });
    } else await platformaticOf(kafka).send({ messages: [{ topic: 'orders', value: 'once' }] });
    expect(faults.map(({ hits }) => hits)).toEqual([1, 1]);
    expect(values(kafka)).toEqual(['once']);
  });

  it('drops the connection before the effect', async () => {
    const kafka = await start();
    const producer = await producerOf(kafka);
    kafka.faults.add({ api: 'Produce', disconnect: 'before', times: 1 });
    await producer.send({ topic: 'orders', messages: [{ value: 'once' }] });
    expect(values(kafka)).toEqual(['once']);
  });

  it('lies about what was performed', async () => {
    const kafka = await start();
    const producer = await producerOf(kafka);
    kafka.faults.add({ api: 'Produce', error: 'REQUEST_TIMED_OUT', when: 'after', times: 1 });
    await producer.send({ topic: 'orders', messages: [{ value: 'twice' }] });
    expect(values(kafka)).toEqual(['twice', 'twice']);
  });

  it('delays, throttles, and leaves other clients alone', async () => {
    const kafka = await start();
    const producer = await producerOf(kafka);
    kafka.faults.add({ api: 'Produce', clientId: /^nobody$/, error: 'TOPIC_AUTHORIZATION_FAILED' });
    const timed = async () => {
      const startedMs = performance.now();
      await producer.send({ topic: 'orders', messages: [{ value: 'slow' }] });
      return performance.now() - startedMs;
    };
    const delay = kafka.faults.add({ api: 'Produce', clientId: 'embedded-test', delayMs: 80 });
    expect(await timed()).toBeGreaterThanOrEqual(79);
    delay.remove();
    kafka.faults.add({ api: 'Produce', throttleMs: 100, times: 1 });
    // The first reply comes at once; what comes after it is not read for a while.
    expect((await timed()) + (await timed())).toBeGreaterThanOrEqual(99);
  });

  it('takes requests by a seeded probability', async () => {
    const options: FaultOptions = { api: 'Produce', error: 'NOT_ENOUGH_REPLICAS', probability: 0.5, seed: 7 };
    const hits = async () => {
      const kafka = await start();
      const fault = kafka.faults.add(options);
      const producer = await producerOf(kafka);
      for (let count = 0; count < 5; count++) await producer.send({ topic: 'orders', messages: [{ value: 'one' }] });
      await Promise.all(connected.splice(0).map((leave) => leave()));
      return [fault.seed, fault.hits];
    };
    const first = await hits();
    expect(first).toEqual([7, expect.any(Number)]);
    expect(await hits()).toEqual(first);
  });

  it('shows its faults, and the seed that brings the same about again', async () => {
    const kafka = await start({});
    const fault = kafka.faults.add({ api: 'Produce', topic: /^a/, delayMs: 1, probability: 0.5 });
    const seed = `seed ${fault.seed}`;
    expect(await kafka.dump()).toBe(
      `no topics and no groups\nfault api "Produce", topic /^a/, delayMs 1, probability 0.5, ${seed}: took 0 requests`,
    );
  });

  it('sends fetches an error, also to a client that has begun to read', async () => {
    const kafka = await start();
    const seen: string[] = [];
    await readerOf(kafka, 'shipping', (value) => seen.push(value));
    const fault = kafka.faults.add({ api: 'Fetch', topic: /ord/, error: 'NOT_LEADER_OR_FOLLOWER', times: 2 });
    const producer = await producerOf(kafka);
    await producer.send({ topic: 'orders', messages: [{ value: 'one' }] });
    await kafka.until(() => seen.length === 1, { what: 'the record being read' });
    expect(fault.hits).toBe(2);
  });

  it.skipIf(java.missing() !== undefined)('a fetch session of Java goes on without, when a fault comes', async () => {
    const kafka = await start();
    const session = await java.open(kafka.bootstrapServers);
    connected.push(() => session.close());
    await session.subscribe('shipping', ['orders']);
    const roundTrip = async (value: string) => {
      const record = { partition: 0, value: Buffer.from(value), key: null, headers: [], timestampMs: undefined };
      await session.produce('orders', 'none', [record]);
      return (await session.read(1, 30_000)).map((read) => String(read.value));
    };
    expect(await roundTrip('one')).toEqual(['one']);
    const fault = kafka.faults.add({ api: 'Fetch', topic: 'orders', error: 'UNKNOWN_LEADER_EPOCH', times: 2 });
    // The fetch that waits at the broker is served as ever; the next ones hear of it.
    expect(await roundTrip('two')).toEqual(['two']);
    expect(await roundTrip('three')).toEqual(['three']);
    expect(fault.hits).toBe(2);
  });

  it('answers members and transactions that the coordinator has moved', async () => {
    const kafka = await start();
    const faults = [
      kafka.faults.add({ api: 'OffsetCommit', groupId: 'shipping', error: 'NOT_COORDINATOR', times: 1 }),
      kafka.faults.add({ api: 'EndTxn', transactionalId: 'payments', error: 'NOT_COORDINATOR', times: 1 }),
    ];
    const producer = await producerOf(kafka, { idempotent: true, transactionalId: 'payments' });
    const transaction = await producer.transaction();
    await transaction.send({ topic: 'orders', messages: [{ value: 'one' }] });
    // KafkaJS does not look for a coordinator in the middle of a transaction.
    await expect(transaction.commit()).rejects.toThrow('This is not the correct coordinator');
    // Its transaction is over by the broker's time, so that there is something to read.
    await kafka.clock.advance(120_000);
    await (await producerOf(kafka)).send({ topic: 'orders', messages: [{ value: 'two' }] });
    await readerOf(kafka, 'shipping');
    await kafka.until(async () => (await kafka.group('shipping'))?.lag === 0, { what: 'the offset being committed' });
    expect(faults.map(({ hits }) => hits)).toEqual([1, 1]);
  });

  it('rebalances a classic group now', async () => {
    const kafka = await start();
    const consumer = await readerOf(kafka, 'shipping');
    let joins = 0;
    consumer.on('consumer.group_join', () => joins++);
    const isStable = async () => (await kafka.group('shipping'))?.state === 'Stable';
    await kafka.until(isStable, { what: 'the group being there' });
    await kafka.rebalance('shipping');
    await kafka.until(async () => joins > 0 && (await isStable()), { what: 'the member joining again' });
    await expect(kafka.rebalance('nobody')).rejects.toThrow(/^there is no group nobody with members$/);
  });

  it('rebalances a group of the consumer protocol now', async () => {
    const properties = {
      'group.consumer.heartbeat.interval.ms': 50,
      'group.consumer.min.heartbeat.interval.ms': 50,
    };
    const kafka = await start({ topics: { orders: 1 }, properties });
    const consumer = new Consumer({
      clientId: 'platformatic',
      groupId: 'shipping',
      groupProtocol: 'consumer',
      bootstrapBrokers: [kafka.bootstrapServers],
      deserializers: stringDeserializers,
    });
    const stream = await consumer.consume({ topics: ['orders'], sessionTimeout: 10_000, heartbeatInterval: 100 });
    stream.on('data', () => {});
    connected.push(async () => {
      await stream.close();
      await consumer.close();
    });
    const describe = async () => (await kafka.group('shipping'))?.state;
    await kafka.until(async () => (await describe()) === 'Stable', { what: 'the group being stable' });
    await kafka.rebalance('shipping');
    expect(await describe()).not.toBe('Stable');
    await kafka.until(async () => (await describe()) === 'Stable', { what: 'the group being stable again' });
  });

  it('fills the disk and frees it', async () => {
    const kafka = await start();
    const producer = await producerOf(kafka);
    await producer.send({ topic: 'orders', messages: [{ value: 'before' }] });
    await kafka.fillDisk();
    const seen: string[] = [];
    await readerOf(kafka, 'shipping', (value) => seen.push(value));
    await kafka.until(() => seen.length === 1, { what: 'reads going on' });
    let isSent = false;
    const sending = producer.send({ topic: 'orders', messages: [{ value: 'after' }] }).then(() => {
      isSent = true;
    });
    const [full] = kafka.faults.list;
    await kafka.until(() => (full?.hits ?? 0) >= 2, { what: 'the producer trying' });
    expect(isSent).toBe(false);
    kafka.freeDisk();
    await sending;
    expect(values(kafka)).toEqual(['before', 'after']);
  });

  it('performs a request whose client has gone meanwhile', async () => {
    const kafka = await start();
    const producer = await producerOf(kafka);
    const fault = kafka.faults.add({ api: 'Produce', delayMs: 150, times: 1 });
    const sending = producer.send({ topic: 'orders', messages: [{ value: 'late' }] }).catch(() => {});
    await kafka.until(() => fault.hits === 1);
    await Promise.all(connected.splice(0).map((leave) => leave()));
    await kafka.until(() => values(kafka).length >= 1, { what: 'the record being written' });
    await sending;
  });

  it.each<[unknown, RegExp]>([
    [null, /^a fault is added with an object, not with null$/],
    [{ api: 'Produce' }, /^a fault needs what happens: one or more of error, delayMs, throttleMs and disconnect$/],
    [{ api: 'Produced', delayMs: 1 }, /^there is no API Produced: did you mean Produce\?$/],
    [{ apis: 'Produce', delayMs: 1 }, /^there is no fault option apis: did you mean api\?$/],
    [{ error: 'NOT_LEADER_FOR_PARTITION_' }, /^Kafka has no error NOT_LEADER_FOR_PARTITION_: did you mean /],
    [{ error: 4711 }, /^Kafka has no error 4711$/],
    [{ error: 'NONE' }, /^NONE is no error: leave the fault out$/],
    [{ delayMs: '1' }, /^the fault option delayMs is milliseconds from 0 to 2147483647, not "1"$/],
    [{ delayMs: 1, topic: 3 }, /^the fault option topic is a text or a RegExp, not 3$/],
    [{ delayMs: 1, probability: 1.5 }, /^the fault option probability is a number from 0 to 1, not 1.5$/],
    [{ delayMs: 1, times: 0 }, /^the fault option times is a whole number from 1, not 0$/],
    [{ disconnect: 'after', error: 'NOT_COORDINATOR' }, /^a fault that disconnects sends no reply: /],
    [{ disconnect: 'now' }, /^the fault option disconnect is 'before' or 'after', not "now"$/],
    [{ when: 'after', disconnect: 'after' }, /^when belongs to error or delayMs: /],
  ])('refuses %j with one sentence', async (options, message) => {
    const kafka = await start();
    expect(() => kafka.faults.add(options as FaultOptions)).toThrow(message);
  });

  it('takes no fault after close', async () => {
    const kafka = await TestBroker.start();
    await kafka.close();
    expect(() => kafka.faults.add({ delayMs: 1 })).toThrow(/^the broker is closed$/);
  });
});
