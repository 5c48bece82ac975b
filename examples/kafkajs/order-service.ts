// The order service with KafkaJS. A handler that throws is called again by the consumer, with the same message.
import { type EachMessagePayload, Kafka, logLevel, type Producer } from 'kafkajs';
import { invoiceOf, type OrderService, type OrderServiceOptions, parsed, TOPICS } from '../orders.ts';

const RETRY = { initialRetryTime: 50, maxRetryTime: 1000, retries: 10 };

export async function startOrderService(options: OrderServiceOptions): Promise<OrderService> {
  const { bootstrapServers, groupId, transactionalId } = options;
  const kafka = new Kafka({ clientId: 'orders', brokers: bootstrapServers.split(','), logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ transactionalId, idempotent: true, maxInFlightRequests: 1, retry: RETRY });
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100, retry: RETRY });
  await Promise.all([producer.connect(), consumer.connect()]);
  await consumer.subscribe({ topics: [TOPICS.orders], fromBeginning: true });
  await consumer.run({ autoCommit: false, eachMessage: (payload) => handle(payload, producer, options) });
  return {
    async stop() {
      await consumer.disconnect();
      await producer.disconnect();
    },
  };
}

async function handle(
  { topic, partition, message }: EachMessagePayload,
  producer: Producer,
  { groupId, charge, beforeCommit }: OrderServiceOptions,
): Promise<void> {
  const { key } = message;
  const text = message.value?.toString() ?? '';
  const parsing = parsed(text);
  const transaction = await producer.transaction();
  try {
    if (parsing.order === null) {
      const headers = { reason: parsing.reason, source: `${topic}-${partition}@${message.offset}` };
      await transaction.send({ topic: TOPICS.deadLetters, messages: [{ key, value: text, headers }] });
    } else {
      await charge(parsing.order);
      await transaction.send({ topic: TOPICS.invoices, messages: [{ key, value: invoiceOf(parsing.order) }] });
      await beforeCommit?.(parsing.order);
    }
    const offset = String(BigInt(message.offset) + 1n);
    await transaction.sendOffsets({
      consumerGroupId: groupId,
      topics: [{ topic, partitions: [{ partition, offset }] }],
    });
    await transaction.commit();
  } catch (error) {
    await transaction.abort();
    throw error;
  }
}
