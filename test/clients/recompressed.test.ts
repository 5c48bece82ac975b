// What the broker compresses itself, because the topic asks for a codec that the producer did not use, is read by
// every client that reads the codec.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import { createTopics } from '../support/topics.ts';
import { type Client, CODECS, canRead } from './client.ts';
import { differences } from './compare.ts';
import { java } from './java.ts';
import { kafkaJs } from './kafkajs.ts';
import { kcat } from './kcat.ts';
import { type MatrixTopic, writeHalf } from './matrix.ts';
import { platformatic } from './platformatic.ts';
import { python } from './python.ts';

const READ_TIMEOUT_MS = 60_000;
/** Of a batch's header; the codec is in the lowest three bits of the second byte. */
const ATTRIBUTES_OFFSET = 21;
const missing = missingBroker();
const readers = [kcat, python, kafkaJs, platformatic, java].filter((client) => client.missing() === undefined);

const topics = CODECS.map((codec): MatrixTopic => {
  return { name: `made-${codec}`, writer: kafkaJs, codec: 'none', stored: [], writtenFromMs: 0, writtenUntilMs: 0 };
});

describe.skipIf(missing !== undefined)('batches that the broker compresses', () => {
  let broker: RunningBroker;

  beforeAll(async () => {
    broker = await startBroker();
    const wanted = CODECS.map((codec, index) => ({
      topic: topics[index]?.name ?? '',
      numPartitions: kafkaJs.partitions,
      configEntries: [{ name: 'compression.type', value: codec === 'none' ? 'uncompressed' : codec }],
    }));
    await createTopics(broker.bootstrapServers, wanted);
    const session = await kafkaJs.open(broker.bootstrapServers);
    for (const [index, topic] of topics.entries()) await writeHalf(session, topic, index, 0);
    await session.close();
  }, 120_000);
  afterAll(async () => await broker?.close(), 60_000);

  it('have the codec of the topic', async () => {
    for (const [id, { name }] of topics.entries()) {
      for (let partition = 0; partition < kafkaJs.partitions; partition++) {
        const found = await firstCodec(join(broker.dataDirectory, `${name}-${partition}`));
        expect(found, name).toBe(id);
      }
    }
  });

  for (const reader of readers) {
    it(`are read by ${reader.name}`, { timeout: READ_TIMEOUT_MS * 2 }, async () => {
      // The broker frames snappy as Java does.
      const readable = topics.filter((_, index) => canRead(reader, java, CODECS[index] ?? 'none'));
      expect(readable.length).toBeGreaterThan(2);
      const received = await readAll(reader, readable);
      expect(readable.flatMap((topic) => differences(reader, topic, received))).toEqual([]);
    });
  }

  async function readAll(reader: Client, readable: readonly MatrixTopic[]) {
    const session = await reader.open(broker.bootstrapServers);
    try {
      const names = readable.map(({ name }) => name);
      await session.subscribe(`readers-${readers.indexOf(reader)}`, names);
      const total = readable.reduce((sum, { stored }) => sum + stored.length, 0);
      return await session.read(total, READ_TIMEOUT_MS);
    } finally {
      await session.close();
    }
  }
});

/** Of the first batch of a partition: Kafka's id. */
async function firstCodec(folder: string): Promise<number> {
  const log = (await readdir(folder)).find((name) => name.endsWith('.log'));
  const bytes = await readFile(join(folder, log ?? ''));
  return bytes.readInt16BE(ATTRIBUTES_OFFSET) & 7;
}
