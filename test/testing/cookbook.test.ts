// The recipes of docs/TESTING.md. What stands between `recipe` and `end` is in the page, letter by letter, and
// cookbook-page.test.ts compares the two. The recipe for jest is run by fixtures.test.ts.

// recipe: imports
import { Kafka, logLevel } from 'kafkajs';
import { TestBroker } from 'millrace/testing';
import { kafkaTest } from 'millrace/testing/vitest';
import { expect } from 'vitest';

const clientOf = ({ bootstrapServers }: TestBroker) =>
  new Kafka({ brokers: bootstrapServers.split(','), logLevel: logLevel.NOTHING });

async function send(kafka: TestBroker, topic: string, values: string[]) {
  const producer = clientOf(kafka).producer();
  await producer.connect();
  await producer.send({ topic, messages: values.map((value) => ({ value })) });
  await producer.disconnect();
}

/** Stands for your service: reads a topic and does something with every value. */
async function startReader(kafka: TestBroker, topic: string, onValue: (value: string) => Promise<void> | void) {
  const consumer = clientOf(kafka).consumer({ groupId: 'shipping', maxWaitTimeInMs: 50 });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({ eachMessage: async ({ message }) => onValue(String(message.value)) });
  return consumer;
}
// end

// recipe: fixture
const test = kafkaTest({ topics: { orders: 3, 'orders.dead-letter': 1 } });

test('every test gets a broker as new', async ({ kafka }) => {
  expect(kafka.topics).toEqual(['orders', 'orders.dead-letter']);
  expect(kafka.records('orders')).toEqual([]);
});
// end

// recipe: broker
test('a broker in any test runner', async () => {
  const kafka = await TestBroker.start({ topics: { orders: 3 } });
  try {
    await send(kafka, 'orders', ['one']);
    expect(kafka.records('orders')).toHaveLength(1);
  } finally {
    await kafka.close(); // or `await using kafka = ...`, where it is understood
  }
});
// end

// recipe: records
test('what a service has written', async ({ kafka }) => {
  const producer = clientOf(kafka).producer();
  await producer.connect();
  await producer.send({
    topic: 'orders',
    messages: [{ partition: 2, key: 'anna', value: '{"cents":100}', headers: { source: 'web' } }],
  });
  await producer.disconnect();
  expect(kafka.records('orders')).toMatchObject([
    { partition: 2, offset: 0, key: 'anna', value: '{"cents":100}', headers: { source: 'web' } },
  ]);
});
// end

// recipe: until
test('waiting for what happens in its own time', async ({ kafka }) => {
  const seen: string[] = [];
  const reader = await startReader(kafka, 'orders', (value) => void seen.push(value));
  await send(kafka, 'orders', ['one', 'two']);
  // When this does not come true within 10 seconds, the error shows topics, groups and what is left to read.
  await kafka.until(() => seen.length === 2, { what: 'both orders being seen' });
  await reader.disconnect();
});
// end

// recipe: lag
test('a group has read everything, and has committed it', async ({ kafka }) => {
  const reader = await startReader(kafka, 'orders', () => {});
  await send(kafka, 'orders', ['one', 'two']);
  await kafka.until(async () => (await kafka.group('shipping'))?.lag === 0);
  const group = await kafka.group('shipping');
  expect(group).toMatchObject({ state: 'Stable', members: [{ clientId: 'kafkajs' }] });
  await reader.disconnect();
});
// end

// recipe: poison
test('what nobody can read goes to the dead-letter topic', async ({ kafka }) => {
  const read: unknown[] = [];
  const reader = await startReader(kafka, 'orders', async (value) => {
    try {
      read.push(JSON.parse(value));
    } catch {
      await send(kafka, 'orders.dead-letter', [value]);
    }
  });
  await send(kafka, 'orders', ['no JSON', '{"cents":100}']);
  await kafka.until(async () => (await kafka.group('shipping'))?.lag === 0);
  await reader.disconnect();
  expect(kafka.records('orders.dead-letter')).toMatchObject([{ value: 'no JSON' }]);
  expect(read).toEqual([{ cents: 100 }]);
});
// end

// recipe: retry
test('what fails for a while is done in the end', async ({ kafka }) => {
  let tries = 0;
  const reader = await startReader(kafka, 'orders', () => {
    if (++tries < 3) throw new Error('the warehouse does not answer');
  });
  await send(kafka, 'orders', ['one']);
  await kafka.until(async () => (await kafka.group('shipping'))?.lag === 0);
  await reader.disconnect();
  expect(tries).toBe(3);
});
// end

// recipe: fault
test('a producer tries again when the leader has moved on', async ({ kafka }) => {
  const fault = kafka.faults.add({ api: 'Produce', topic: 'orders', error: 'NOT_LEADER_OR_FOLLOWER', times: 2 });
  await send(kafka, 'orders', ['one']);
  expect(fault.hits).toBe(2);
  expect(kafka.records('orders')).toHaveLength(1);
});
// end

// recipe: lost
test('an idempotent producer writes once, also when the answer is lost', async ({ kafka }) => {
  const producer = clientOf(kafka).producer({ idempotent: true });
  await producer.connect();
  const fault = kafka.faults.add({ api: 'Produce', disconnect: 'after', times: 1 }); // written, and nobody hears of it
  await producer.send({ topic: 'orders', messages: [{ partition: 0, value: 'one' }] });
  await producer.disconnect();
  expect(fault.hits).toBe(1);
  expect(kafka.records('orders')).toHaveLength(1);
});
// end

// recipe: leader
test('a producer follows a leader that moves', async () => {
  const kafka = await TestBroker.start({ topics: { orders: 1 }, brokers: 3 });
  try {
    await send(kafka, 'orders', ['before']);
    await kafka.moveLeader('orders', 0, 2); // without the last argument: to any other
    await send(kafka, 'orders', ['after']);
    expect(kafka.records('orders')).toHaveLength(2);
  } finally {
    await kafka.close();
  }
});
// end

// recipe: coordinator
test('a group goes on when its coordinator moves', async () => {
  const kafka = await TestBroker.start({ topics: { orders: 3 }, brokers: 3 });
  try {
    const reader = await startReader(kafka, 'orders', () => {});
    await send(kafka, 'orders', ['one']);
    await kafka.until(async () => (await kafka.group('shipping'))?.lag === 0);
    await kafka.moveCoordinator({ groupId: 'shipping' }); // or { transactionalId }
    await send(kafka, 'orders', ['two']);
    await kafka.until(async () => (await kafka.group('shipping'))?.lag === 0);
    await reader.disconnect();
  } finally {
    await kafka.close();
  }
});
// end

// recipe: rebalance
test('nothing is lost when the group rebalances in the middle', async ({ kafka }) => {
  const seen = new Set<string>();
  const reader = await startReader(kafka, 'orders', async (value) => {
    if (value === 'two' && !seen.has(value)) await kafka.rebalance('shipping'); // members hear of it now
    seen.add(value);
  });
  await send(kafka, 'orders', ['one', 'two', 'three']);
  await kafka.until(async () => (await kafka.group('shipping'))?.lag === 0);
  await reader.disconnect();
  expect([...seen].sort()).toEqual(['one', 'three', 'two']);
});
// end

// recipe: disk
test('a producer waits while the disk is full', async ({ kafka }) => {
  await kafka.fillDisk(); // writes fail, reads go on; { topic } for one topic alone
  const sending = send(kafka, 'orders', ['one']);
  const [full] = kafka.faults.list;
  await kafka.until(() => full && full.hits >= 2, { what: 'the producer trying' });
  expect(kafka.records('orders')).toEqual([]);
  kafka.freeDisk();
  await sending;
  expect(kafka.records('orders')).toHaveLength(1);
});
// end

// recipe: session
test('a member whose session is over loses its place', async ({ kafka }) => {
  const reader = await startReader(kafka, 'orders', () => {});
  const memberId = async () => (await kafka.group('shipping'))?.members[0]?.memberId;
  const before = await kafka.until(memberId);
  await kafka.clock.advance(31_000); // a second more than KafkaJS's session time-out, without waiting for it
  expect(await memberId()).not.toBe(before);
  await reader.disconnect();
});
// end

// recipe: aborted
test('nobody is shown what was aborted', async ({ kafka }) => {
  const producer = clientOf(kafka).producer({ transactionalId: 'payments', idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  const transaction = await producer.transaction();
  await transaction.send({ topic: 'orders', messages: [{ value: 'taken back' }] });
  await transaction.abort();
  await producer.disconnect();
  await send(kafka, 'orders', ['kept']);
  const seen: string[] = [];
  const reader = await startReader(kafka, 'orders', (value) => void seen.push(value));
  await kafka.until(async () => (await kafka.group('shipping'))?.lag === 0);
  await reader.disconnect();
  expect(seen).toEqual(['kept']);
  const fates = kafka.records('orders').map(({ value, transaction }) => `${value}: ${transaction}`);
  expect(fates.sort()).toEqual(['kept: none', 'taken back: aborted']);
});
// end

// recipe: forgotten
test('a transaction that nobody ends is aborted', async ({ kafka }) => {
  const producer = clientOf(kafka).producer({ transactionalId: 'payments', idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  const transaction = await producer.transaction();
  await transaction.send({ topic: 'orders', messages: [{ value: 'forgotten' }] });
  expect(await kafka.transactions()).toMatchObject([{ transactionalId: 'payments', state: 'Ongoing' }]);
  await kafka.clock.advance(120_000); // transaction.timeout.ms is a minute
  await kafka.until(() => kafka.records('orders')[0]?.transaction === 'aborted');
  await producer.disconnect();
});
// end

// recipe: retention
test('records grow old', async ({ kafka }) => {
  await kafka.createTopic('clicks', { configs: { 'retention.ms': 3_600_000 } });
  await send(kafka, 'clicks', ['one']);
  await kafka.clock.advance(2 * 3_600_000);
  expect(kafka.records('clicks')).toEqual([]);
});
// end

// recipe: snapshot
test('many tests begin where one preparation ends', async ({ kafka }) => {
  await send(kafka, 'orders', ['a thousand orders, say']);
  const prepared = await kafka.snapshot();

  await send(kafka, 'orders', ['one more']);
  await kafka.restore(prepared); // everything is as it was: records, groups, transactions, configs, the clock
  expect(kafka.records('orders')).toHaveLength(1);

  const another = await TestBroker.start({ from: prepared }); // or kafkaTest({ from: prepared })
  await send(another, 'orders', ['one more, here']);
  expect([another.records('orders').length, kafka.records('orders').length]).toEqual([2, 1]);
  await another.close();
});
// end
