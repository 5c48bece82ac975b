// The order service as a NestJS microservice: Nest's Kafka transport brings the messages, and calls the handler again
// when it throws. The transport knows no transactions; the handler writes with a producer of its own from KafkaJS.
import 'reflect-metadata';
import { Controller, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, type KafkaContext, type MicroserviceOptions, Transport } from '@nestjs/microservices';
import { Kafka, logLevel, type Producer } from 'kafkajs';
import { invoiceOf, type OrderService, type OrderServiceOptions, parsed, TOPICS } from '../orders.ts';

const OPTIONS = Symbol('options');
const PRODUCER = Symbol('producer');
const RETRY = { initialRetryTime: 50, maxRetryTime: 1000, retries: 10 };

@Controller()
class OrdersController implements OnApplicationShutdown {
  readonly #options: OrderServiceOptions;
  readonly #producer: Producer;

  constructor(@Inject(OPTIONS) options: OrderServiceOptions, @Inject(PRODUCER) producer: Producer) {
    this.#options = options;
    this.#producer = producer;
  }

  @EventPattern(TOPICS.orders)
  async take(@Ctx() context: KafkaContext): Promise<void> {
    const { groupId, charge, beforeCommit } = this.#options;
    const [message, topic, partition] = [context.getMessage(), context.getTopic(), context.getPartition()];
    const key = message.key === null ? null : String(message.key);
    // The transport has parsed what looks like JSON.
    const text = typeof message.value === 'object' ? JSON.stringify(message.value) : String(message.value);
    const parsing = parsed(text);
    const transaction = await this.#producer.transaction();
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
      const topics = [{ topic, partitions: [{ partition, offset }] }];
      await transaction.sendOffsets({ consumerGroupId: groupId, topics });
      await transaction.commit();
    } catch (error) {
      await transaction.abort();
      throw error;
    }
  }

  onApplicationShutdown(): Promise<void> {
    return this.#producer.disconnect();
  }
}

@Module({})
class OrdersModule {}

export async function startOrderService(options: OrderServiceOptions): Promise<OrderService> {
  const { bootstrapServers, groupId, transactionalId } = options;
  const client = { clientId: 'orders', brokers: bootstrapServers.split(','), logLevel: logLevel.NOTHING };
  const producer = new Kafka(client).producer({
    transactionalId,
    idempotent: true,
    maxInFlightRequests: 1,
    retry: RETRY,
  });
  await producer.connect();
  const module = {
    module: OrdersModule,
    controllers: [OrdersController],
    providers: [
      { provide: OPTIONS, useValue: options },
      { provide: PRODUCER, useValue: producer },
    ],
  };
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(module, {
    logger: false,
    transport: Transport.KAFKA,
    options: {
      client,
      postfixId: '',
      consumer: { groupId, maxWaitTimeInMs: 100, retry: RETRY },
      subscribe: { fromBeginning: true },
      run: { autoCommit: false },
    },
  });
  await app.listen();
  return { stop: () => app.close() };
}
