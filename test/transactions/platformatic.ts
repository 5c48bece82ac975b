// Transactions with @platformatic/kafka, in this process.

import { Consumer, type Message, type MessagesStream, Producer } from '@platformatic/kafka';
import type { Isolation, ReadRecord, TransactionalClient, TransactionalSession } from './client.ts';
import { kafkaJs } from './kafkajs.ts';
import { PolledRecords } from './polled-records.ts';

type Transaction = Awaited<ReturnType<Producer['beginTransaction']>>;
type Bytes = Message<Buffer, Buffer, Buffer, Buffer>;
type Polled = ReadRecord & { message: Bytes };

export const platformatic: TransactionalClient = {
  name: '@platformatic/kafka',
  missing: () => undefined,
  reader: kafkaJs,
  limits: [
    'shows an aborted transaction as committed when a fetch holds two of one producer: KafkaJS reads for it',
    'takes over a transactional id only when it is told the producer id and epoch of the one before',
  ],
  open: (...args) => PlatformaticSession.open(...args),
};

class PlatformaticSession implements TransactionalSession {
  readonly #connection;
  readonly #producer: Producer;
  readonly #polled = new PolledRecords<Polled>();
  readonly #positions = new Map<number, Bytes>();
  #info: { producerId: bigint; producerEpoch: number } | undefined;
  #transaction: Transaction | undefined;
  #consumer: Consumer | undefined;
  #stream: MessagesStream<Buffer, Buffer, Buffer, Buffer> | undefined;
  #subscription: [group: string, topic: string, isolation: Isolation] = ['', '', 'read_committed'];

  private constructor(bootstrapServers: string, transactionalId: string, predecessor: PlatformaticSession | undefined) {
    this.#connection = {
      clientId: 'platformatic',
      bootstrapBrokers: [bootstrapServers],
      retries: 40,
      retryDelay: 100,
    };
    const taken = predecessor === undefined ? {} : predecessor.#info;
    this.#producer = new Producer({ ...this.#connection, idempotent: true, transactionalId, ...taken });
  }

  static async open(
    bootstrapServers: string,
    transactionalId: string,
    predecessor?: TransactionalSession,
  ): Promise<PlatformaticSession> {
    const before = predecessor instanceof PlatformaticSession ? predecessor : undefined;
    const session = new PlatformaticSession(bootstrapServers, transactionalId, before);
    try {
      const transaction = await session.#producer.beginTransaction();
      const { producerId, producerEpoch } = session.#producer;
      if (producerId !== undefined && producerEpoch !== undefined) session.#info = { producerId, producerEpoch };
      await transaction.cancel();
      return session;
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  async begin(): Promise<void> {
    this.#transaction = await this.#producer.beginTransaction();
  }

  async send(topic: string, partition: number, values: readonly string[]): Promise<void> {
    const messages = values.map((value) => ({ topic, partition, value: Buffer.from(value) }));
    await this.#open.send({ messages });
  }

  async sendOffsets(): Promise<void> {
    if (this.#consumer === undefined) throw new Error('nothing is subscribed');
    await this.#open.addConsumer(this.#consumer);
    for (const message of this.#positions.values()) await this.#open.addOffset(message);
  }

  commit = () => this.#open.commit();
  abort = () => this.#open.abort();

  async subscribe(group: string, topic: string, isolation: Isolation): Promise<void> {
    this.#subscription = [group, topic, isolation];
    this.#consumer = new Consumer({
      ...this.#connection,
      groupId: group,
      sessionTimeout: 10_000,
      rebalanceTimeout: 10_000,
      heartbeatInterval: 500,
      maxWaitTime: 200,
      isolationLevel: isolation === 'read_committed' ? 1 : 0,
    });
    await this.#consume();
  }

  async poll(countMax: number, timeoutMs: number): Promise<ReadRecord[]> {
    const records = await this.#polled.take(countMax, timeoutMs);
    for (const { partition, message } of records) this.#positions.set(partition, message);
    return records;
  }

  async rewind(): Promise<void> {
    await this.#stream?.close();
    await this.#consume();
  }

  async close(): Promise<void> {
    await Promise.resolve(this.#stream?.close()).catch(() => {});
    await Promise.resolve(this.#consumer?.close(true)).catch(() => {});
    await Promise.resolve(this.#producer.close(true)).catch(() => {});
  }

  async #consume(): Promise<void> {
    this.#positions.clear();
    this.#polled.clear();
    const [, topic] = this.#subscription;
    const stream = await this.#consumer?.consume({
      topics: [topic],
      mode: 'committed',
      fallbackMode: 'earliest',
      autocommit: false,
    });
    this.#stream = stream;
    stream?.on('data', (message) => {
      const { partition, offset, value } = message;
      if (this.#stream === stream) this.#polled.push({ partition, offset, value: value.toString(), message });
    });
    stream?.on('error', (error) => {
      if (this.#stream === stream) this.#polled.fail(error);
    });
  }

  get #open(): Transaction {
    if (this.#transaction === undefined) throw new Error('no transaction has begun');
    return this.#transaction;
  }
}
