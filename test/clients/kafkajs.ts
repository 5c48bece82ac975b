// KafkaJS, in this process.

import kafkajs, { type Consumer, type IHeaders, type Producer } from 'kafkajs';
import type { Client, ClientSession, Codec, Header, ReceivedRecord, TestRecord } from './client.ts';
import { CODECS } from './client.ts';
import { registerKafkaJsCodecs } from './kafkajs-codecs.ts';
import { positionsAfter, RecordQueue } from './record-queue.ts';

const { CompressionTypes, Kafka, logLevel, Partitioners } = kafkajs;

const COMPRESSION: Record<Codec, number> = {
  none: CompressionTypes.None,
  gzip: CompressionTypes.GZIP,
  snappy: CompressionTypes.Snappy,
  lz4: CompressionTypes.LZ4,
  zstd: CompressionTypes.ZSTD,
};

/** Headers are an object in KafkaJS: those of one name stand together. */
function grouped(headers: readonly Header[]): Header[] {
  const names = [...new Set(headers.map(({ name }) => name))];
  return names.flatMap((name) => headers.filter((header) => header.name === name));
}

const groupHeaders = <R extends TestRecord>(record: R): R => ({ ...record, headers: grouped(record.headers) });

export const kafkaJs: Client = {
  name: 'KafkaJS',
  missing: () => undefined,
  writes: CODECS,
  reads: CODECS,
  partitions: 2,
  limits: [
    { name: 'keeps headers of one name together', write: groupHeaders, read: groupHeaders },
    {
      name: 'writes no null header value',
      write: (record) => ({ ...record, headers: record.headers.filter(({ value }) => value !== null) }),
    },
  ],
  async open(bootstrapServers) {
    await registerKafkaJsCodecs();
    return new KafkaJsSession(bootstrapServers);
  },
};

function toHeaders(headers: readonly Header[]): IHeaders {
  const result: Record<string, Buffer[]> = {};
  for (const { name, value } of headers) {
    result[name] ??= [];
    if (value !== null) result[name].push(value);
  }
  return result;
}

function fromHeaders(headers: IHeaders | undefined): Header[] {
  return Object.entries(headers ?? {}).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => ({
      name,
      value: one === undefined || one === null ? null : Buffer.from(one),
    })),
  );
}

class KafkaJsSession implements ClientSession {
  readonly #client;
  readonly #queue = new RecordQueue();
  readonly #toCommit: ReceivedRecord[] = [];
  #producer: Producer | undefined;
  #consumer: Consumer | undefined;

  constructor(bootstrapServers: string) {
    const retry = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 30 };
    const brokers = [bootstrapServers];
    this.#client = new Kafka({ clientId: 'kafkajs', brokers, retry, logLevel: logLevel.NOTHING });
  }

  async produce(topic: string, codec: Codec, records: readonly TestRecord[]): Promise<undefined> {
    if (this.#producer === undefined) {
      this.#producer = this.#client.producer({ createPartitioner: Partitioners.DefaultPartitioner });
      await this.#producer.connect();
    }
    const messages = records.map(({ partition, timestampMs, key, value, headers }) => ({
      partition,
      key,
      value,
      headers: toHeaders(headers),
      ...(timestampMs === undefined ? {} : { timestamp: String(timestampMs) }),
    }));
    await this.#producer.send({ topic, acks: -1, compression: COMPRESSION[codec], messages });
  }

  async subscribe(group: string, topics: readonly string[]): Promise<void> {
    const consumer = this.#client.consumer({
      groupId: group,
      sessionTimeout: 10_000,
      rebalanceTimeout: 10_000,
      heartbeatInterval: 500,
      maxWaitTimeInMs: 200,
    });
    this.#consumer = consumer;
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) this.#queue.fail(payload.error);
    });
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    const joined = new Promise<void>((resolve) => consumer.on(consumer.events.GROUP_JOIN, () => resolve()));
    await consumer.run({
      autoCommit: false,
      eachBatch: async ({ batch, resolveOffset, heartbeat }) => {
        for (const message of batch.messages) {
          this.#queue.push({
            topic: batch.topic,
            partition: batch.partition,
            offset: BigInt(message.offset),
            timestampMs: BigInt(message.timestamp),
            key: message.key,
            value: message.value,
            headers: fromHeaders(message.headers),
          });
          resolveOffset(message.offset);
        }
        await heartbeat();
      },
    });
    await joined;
  }

  async read(count: number, timeoutMs: number): Promise<ReceivedRecord[]> {
    const records = await this.#queue.take(count, timeoutMs);
    this.#toCommit.push(...records);
    return records;
  }

  async commit(): Promise<void> {
    const positions = positionsAfter(this.#toCommit.splice(0));
    await this.#consumer?.commitOffsets(
      positions.map((position) => ({ ...position, offset: String(position.offset) })),
    );
  }

  async close(): Promise<void> {
    await this.#consumer?.disconnect();
    await this.#producer?.disconnect();
  }
}
