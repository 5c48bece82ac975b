// @platformatic/kafka, in this process.

import zlib from 'node:zlib';
import { Consumer, type Message, type MessagesStream, ProduceAcks, Producer } from '@platformatic/kafka';
import type { Client, ClientSession, Codec, ReceivedRecord, TestRecord } from './client.ts';
import { CODECS } from './client.ts';
import { positionsAfter, RecordQueue } from './record-queue.ts';

// Its Zstandard is Node's own, which came with 22.15.
const codecs = CODECS.filter((codec) => codec !== 'zstd' || 'zstdCompressSync' in zlib);

const REOPENINGS_MAX = 3;

export const platformatic: Client = {
  name: '@platformatic/kafka',
  missing: () => undefined,
  writes: codecs,
  reads: codecs,
  partitions: 2,
  limits: [
    { name: 'reads no tagged fields in answers: opened again where a restarted broker hints at the current leader' },
    {
      name: 'reads no framed snappy, which Java writes',
      cannotRead: (writer, codec) => codec === 'snappy' && writer.framesSnappy === true,
    },
  ],
  open: async (bootstrapServers) => new PlatformaticSession(bootstrapServers),
};

class PlatformaticSession implements ClientSession {
  readonly #connection;
  readonly #queue = new RecordQueue();
  readonly #toCommit: ReceivedRecord[] = [];
  #failures = 0;
  #producer: Producer | undefined;
  #consumer: Consumer | undefined;
  #stream: MessagesStream<Buffer, Buffer, Buffer, Buffer> | undefined;

  constructor(bootstrapServers: string) {
    this.#connection = {
      clientId: 'platformatic',
      bootstrapBrokers: [bootstrapServers],
      retries: 40,
      retryDelay: 100,
    };
  }

  async produce(topic: string, codec: Codec, records: readonly TestRecord[]): Promise<undefined> {
    this.#producer ??= new Producer(this.#connection);
    const messages = records.map(({ partition, timestampMs, key, value, headers }) => ({
      topic,
      partition,
      headers: new Map(headers.map((header) => [Buffer.from(header.name), header.value as Buffer])),
      // Both may be null in Kafka and in what the library writes; its types know undefined only for the key.
      key: key as Buffer,
      value: value as Buffer,
      ...(timestampMs === undefined ? {} : { timestamp: timestampMs }),
    }));
    await this.#producer.send({ messages, acks: ProduceAcks.ALL, compression: codec });
  }

  async subscribe(group: string, topics: readonly string[]): Promise<void> {
    this.#consumer = new Consumer({
      ...this.#connection,
      groupId: group,
      sessionTimeout: 10_000,
      rebalanceTimeout: 10_000,
      heartbeatInterval: 500,
      maxWaitTime: 200,
    });
    this.#stream = await this.#consumer.consume({
      topics: [...topics],
      mode: 'committed',
      fallbackMode: 'earliest',
      autocommit: false,
    });
    this.#stream.on('data', (message) => this.#queue.push(received(message)));
    this.#stream.on('error', (error) => {
      this.#failures += 1;
      if (this.#failures > REOPENINGS_MAX) this.#queue.fail(error);
      else void this.#reopen(group, topics).catch((reason: unknown) => this.#queue.fail(reason));
    });
  }

  async #reopen(group: string, topics: readonly string[]): Promise<void> {
    await Promise.resolve(this.#consumer?.close(true)).catch(() => {}); // its stream has failed: no orderly leave
    await this.subscribe(group, topics);
  }

  async read(count: number, timeoutMs: number): Promise<ReceivedRecord[]> {
    const records = await this.#queue.take(count, timeoutMs);
    this.#toCommit.push(...records);
    return records;
  }

  async commit(): Promise<void> {
    const offsets = positionsAfter(this.#toCommit.splice(0)).map((position) => ({ ...position, leaderEpoch: -1 }));
    await this.#consumer?.commit({ offsets });
  }

  async close(): Promise<void> {
    await this.#stream?.close();
    await this.#consumer?.close(true);
    await this.#producer?.close();
  }
}

function received(message: Message<Buffer, Buffer, Buffer, Buffer>): ReceivedRecord {
  return {
    topic: message.topic,
    partition: message.partition,
    offset: message.offset,
    timestampMs: message.timestamp,
    key: message.key ?? null,
    value: message.value ?? null,
    headers: [...message.headers].map(([name, value]) => ({ name: name.toString(), value: value ?? null })),
  };
}
