// The order service with @platformatic/kafka. Messages come as a stream; what fails is tried again before the next one.
import { setTimeout as sleep } from 'node:timers/promises';
import { Consumer, type Message, Producer, stringDeserializers, stringSerializers } from '@platformatic/kafka';
import { invoiceOf, type OrderService, type OrderServiceOptions, parsed, TOPICS } from '../orders.ts';

type Text = Message<string, string, string, string>;
type TextConsumer = Consumer<string, string, string, string>;
type TextProducer = Producer<string, string, string, string>;

const RETRY_MS = 50;
const TRIES_MAX = 10;
/** Errors of a member that the group has gone on without. */
const FENCED = ['ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID', 'FENCED_INSTANCE_ID'];

export async function startOrderService(options: OrderServiceOptions): Promise<OrderService> {
  const { bootstrapServers, groupId, transactionalId } = options;
  const client = { clientId: 'orders', bootstrapBrokers: bootstrapServers.split(',') };
  const producer = new Producer({ ...client, serializers: stringSerializers, transactionalId, idempotent: true });
  const consumer = new Consumer({ ...client, groupId, deserializers: stringDeserializers, autocommit: false });
  const stream = await consumer.consume({
    topics: [TOPICS.orders],
    mode: 'committed',
    fallbackMode: 'earliest',
    maxWaitTime: 100,
  });
  const running = (async () => {
    for await (const message of stream) await handle(message, consumer, producer, options);
  })();
  return {
    async stop() {
      await stream.close();
      await running;
      await consumer.close();
      await producer.close();
    },
  };
}

async function handle(
  message: Text,
  consumer: TextConsumer,
  producer: TextProducer,
  options: OrderServiceOptions,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await handleOnce(message, consumer, producer, options);
    } catch (error) {
      if (isFenced(error)) return;
      if (tries === TRIES_MAX) throw error;
      await sleep(RETRY_MS * tries);
    }
  }
}

/** The partition has changed hands: whoever has it now gets the message. */
function isFenced(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isFenced);
  return error instanceof Error && 'apiId' in error && FENCED.includes(String(error.apiId));
}

async function handleOnce(
  message: Text,
  consumer: TextConsumer,
  producer: TextProducer,
  { charge, beforeCommit }: OrderServiceOptions,
): Promise<void> {
  const { topic, partition, offset, key, value } = message;
  const parsing = parsed(value);
  const transaction = await producer.beginTransaction();
  try {
    await transaction.addConsumer(consumer);
    if (parsing.order === null) {
      const headers = { reason: parsing.reason, source: `${topic}-${partition}@${offset}` };
      await transaction.send({ messages: [{ topic: TOPICS.deadLetters, key, value, headers }] });
    } else {
      await charge(parsing.order);
      await transaction.send({ messages: [{ topic: TOPICS.invoices, key, value: invoiceOf(parsing.order) }] });
      await beforeCommit?.(parsing.order);
    }
    await transaction.addOffset(message);
    await transaction.commit();
  } catch (error) {
    await transaction.abort();
    throw error;
  }
}
