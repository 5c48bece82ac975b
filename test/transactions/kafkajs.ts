// Transactions with KafkaJS, in this process.

import kafkajs, { type Consumer, type Kafka as KafkaJs, type Producer, type Transaction } from 'kafkajs';
import type { Isolation, ReadRecord, TransactionalClient, TransactionalSession } from './client.ts';
import { PolledRecords } from './polled-records.ts';

const { Kafka, logLevel, Partitioners } = kafkajs;

export const kafkaJs: TransactionalClient = {
  name: 'KafkaJS',
  missing: () => undefined,
  limits: ['commits offsets without its generation, so that only the transactional id fences a zombie'],
  open: (...[bootstrapServers, transactionalId]) => KafkaJsSession.open(bootstrapServers, transactionalId),
};

class KafkaJsSession implements TransactionalSession {
  readonly #client: KafkaJs;
  readonly #producer: Producer;
  readonly #polled = new PolledRecords<ReadRecord>();
  readonly #positions = new Map<number, bigint>();
  #transaction: Transaction | undefined;
  #consumer: Consumer | undefined;
  #group = '';
  #topic = '';

  private constructor(client: KafkaJs, transactionalId: string) {
    this.#client = client;
    this.#producer = client.producer({
      transactionalId,
      idempotent: true,
      maxInFlightRequests: 1,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
  }

  static async open(bootstrapServers: string, transactionalId: string): Promise<KafkaJsSession> {
    const retry = { initialRetryTime: 50, maxRetryTime: 1_000, retries: 20 };
    const client = new Kafka({ brokers: [bootstrapServers], retry, logLevel: logLevel.NOTHING });
    const session = new KafkaJsSession(client, transactionalId);
    await session.#producer.connect();
    // The id is taken by the first transaction of a producer, not before.
    await (await session.#producer.transaction()).abort();
    return session;
  }

  async begin(): Promise<void> {
    this.#transaction = await this.#producer.transaction();
  }

  async send(topic: string, partition: number, values: readonly string[]): Promise<void> {
    const messages = values.map((value) => ({ partition, value }));
    await this.#open.send({ topic, acks: -1, messages });
  }

  async sendOffsets(): Promise<void> {
    const partitions = Array.from(this.#positions, ([partition, offset]) => ({ partition, offset: String(offset) }));
    const topics = [{ topic: this.#topic, partitions }];
    await this.#open.sendOffsets({ consumerGroupId: this.#group, topics });
  }

  commit = () => this.#open.commit();
  abort = () => this.#open.abort();

  async subscribe(group: string, topic: string, isolation: Isolation): Promise<void> {
    this.#group = group;
    this.#topic = topic;
    const consumer = this.#client.consumer({
      groupId: group,
      readUncommitted: isolation === 'read_uncommitted',
      sessionTimeout: 10_000,
      rebalanceTimeout: 10_000,
      heartbeatInterval: 500,
      maxWaitTimeInMs: 200,
    });
    this.#consumer = consumer;
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) this.#polled.fail(payload.error);
    });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatch: async ({ batch, isStale, resolveOffset, heartbeat }) => {
        for (const message of batch.messages) {
          if (isStale()) return;
          const value = message.value?.toString() ?? '';
          this.#polled.push({ partition: batch.partition, offset: BigInt(message.offset), value });
          resolveOffset(message.offset);
        }
        await heartbeat();
      },
    });
  }

  async poll(countMax: number, timeoutMs: number): Promise<ReadRecord[]> {
    const records = await this.#polled.take(countMax, timeoutMs);
    for (const { partition, offset } of records) this.#positions.set(partition, offset + 1n);
    return records;
  }

  async rewind(): Promise<void> {
    const admin = this.#client.admin();
    await admin.connect();
    const [committed] = await admin.fetchOffsets({ groupId: this.#group, topics: [this.#topic] });
    await admin.disconnect();
    for (const { partition, offset } of committed?.partitions ?? []) {
      const to = offset === '-1' ? '0' : offset;
      this.#consumer?.seek({ topic: this.#topic, partition, offset: to });
    }
    this.#positions.clear();
    this.#polled.clear();
  }

  async close(): Promise<void> {
    await this.#consumer?.disconnect().catch(() => {});
    await this.#producer.disconnect().catch(() => {});
  }

  get #open(): Transaction {
    if (this.#transaction === undefined) throw new Error('no transaction has begun');
    return this.#transaction;
  }
}
