// Why an order may be handled twice over a rebalance with @platformatic/kafka, however exactly its transactions work:
// its consumer asks for committed offsets without requireStable (clients/consumer/consumer.js, #listCommittedOffsets), so
// who takes a partition over begins before the offsets of a transaction that is about to commit. The same happens at
// Apache Kafka. Java's consumer asks with it, is told UNSTABLE_OFFSET_COMMIT, and comes back when the transaction has ended.
import { Consumer, type Message, Producer, stringDeserializers, stringSerializers } from '@platformatic/kafka';
import { afterEach, describe, expect, it } from 'vitest';
import { TestBroker } from '../../src/testing/index.ts';
import { missingBroker, startBroker } from '../support/broker.ts';
import { createTopics } from '../support/topics.ts';

type Text = Message<string, string, string, string>;

const GROUP = 'billing';

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function theKit(): Promise<string> {
  const kafka = await TestBroker.start();
  opened.push(() => kafka.close());
  return kafka.bootstrapServers;
}

async function apacheKafka(): Promise<string> {
  const broker = await startBroker({ properties: { 'group.initial.rebalance.delay.ms': '0' } }, 'kafka');
  opened.push(() => broker.close());
  return broker.bootstrapServers;
}

/** A member of the group that has its first message. */
async function member(servers: string) {
  const client = { clientId: 'orders', bootstrapBrokers: [servers] };
  const transactional = { transactionalId: crypto.randomUUID(), idempotent: true };
  const producer = new Producer({ ...client, ...transactional, serializers: stringSerializers });
  const consumer = new Consumer({ ...client, groupId: GROUP, deserializers: stringDeserializers, autocommit: false });
  const stream = await consumer.consume({
    topics: ['orders'],
    mode: 'committed',
    fallbackMode: 'earliest',
    maxWaitTime: 100,
  });
  const message = await new Promise<Text>((resolve) => stream.once('data', resolve));
  opened.push(() => producer.close());
  let isMember = true;
  const leave = async () => {
    if (!isMember) return;
    isMember = false;
    await stream.close();
    await consumer.close();
  };
  opened.push(leave);
  return { producer, consumer, message, leave };
}

/** The invoice and the offset are in the transaction that is returned; what is left is its commit. */
async function handle({ producer, consumer, message }: Awaited<ReturnType<typeof member>>) {
  const transaction = await producer.beginTransaction();
  await transaction.addConsumer(consumer);
  await transaction.send({ messages: [{ topic: 'invoices', key: message.key, value: message.value }] });
  await transaction.addOffset(message);
  return transaction;
}

describe.each([
  ['the kit', theKit, missingBroker('millrace')],
  ['Apache Kafka', apacheKafka, missingBroker('kafka')],
] as const)('@platformatic/kafka at %s', { timeout: 60_000 }, (_name, start, missing) => {
  it.skipIf(missing !== undefined)('reads again what a transaction is about to commit', async () => {
    const servers = await start();
    await createTopics(servers, [
      { topic: 'orders', numPartitions: 1 },
      { topic: 'invoices', numPartitions: 1 },
    ]);
    const seed = new Producer({ clientId: 'seed', bootstrapBrokers: [servers], serializers: stringSerializers });
    await seed.send({ messages: [{ topic: 'orders', key: '1', value: 'one' }] });
    await seed.close();

    const first = await member(servers);
    const transaction = await handle(first);
    await first.leave();

    const second = await member(servers);
    expect([first.message.offset, second.message.offset]).toEqual([0n, 0n]);
    // Each is a transaction as it should be, and there are two invoices.
    await transaction.commit();
    await (await handle(second)).commit();
  });
});
