// Damaged files: the broker starts, every acknowledged record is there, lookups by offset and by time find them, and
// writing goes on at the right offset. All damages of one kind go through one restart, a partition for each.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import { RawClient } from '../support/raw/client.ts';
import { createTopics, topicsServe } from '../support/topics.ts';
import { AFTER_A_CLEAN_STOP, AFTER_A_KILL, type Damage } from './damage.ts';
import { PartitionFolder } from './partition-folder.ts';

const BATCHES = 60;
const RECORDS_PER_BATCH = 10;
const RECORD_BYTES = 4_000;
const SEGMENT_BYTES = 1_048_576;
const MS_PER_BATCH = 1_000n;
const CHECKPOINTS = [
  'recovery-point-offset-checkpoint',
  'log-start-offset-checkpoint',
  'replication-offset-checkpoint',
];

const reason = missingBroker();
if (reason !== undefined) console.log(`damaged files: skipped, ${reason}`);

const firstTimestampMs = BigInt(Date.now()) - 10_000_000n;
const recordValue = (partition: number, number: number) => Buffer.alloc(RECORD_BYTES, `${partition}:${number};`);

describe.skipIf(reason !== undefined)('damaged files', () => {
  let broker: RunningBroker;
  let client: RawClient;
  const kinds: [string, string, readonly Damage[], () => Promise<unknown>][] = [
    ['after a clean stop', 'stopped', AFTER_A_CLEAN_STOP, () => broker.stop()],
    ['after a kill', 'killed', AFTER_A_KILL, () => broker.kill()],
  ];

  beforeAll(async () => {
    broker = await startBroker();
    const configEntries = [{ name: 'segment.bytes', value: String(SEGMENT_BYTES) }];
    const topics = kinds.map(([, topic, damages]) => ({ topic, numPartitions: damages.length, configEntries }));
    await createTopics(broker.bootstrapServers, topics);
  }, 60_000);

  afterAll(async () => {
    client?.close();
    await broker?.close();
  }, 60_000);

  /** Stops, lets `damage` work on the data directory, and starts again. */
  const interrupted = async (stop: () => Promise<unknown>, damage: () => Promise<void>) => {
    client?.close();
    await stop();
    await damage();
    await broker.start();
    await topicsServe(
      broker.bootstrapServers,
      kinds.map(([, topic]) => topic),
    );
    client = await RawClient.open(broker.port);
  };

  for (const [when, topic, damages, stop] of kinds) {
    describe(when, () => {
      beforeAll(async () => {
        const writer = await RawClient.open(broker.port);
        for (const partition of damages.keys()) await write(writer, topic, partition, 0, BATCHES);
        writer.close();
        await interrupted(stop, async () => {
          const end = BigInt(BATCHES * RECORDS_PER_BATCH);
          for (const [partition, { apply }] of damages.entries()) {
            await apply(new PartitionFolder(broker.dataDirectory, topic, partition), end);
          }
        });
      }, 120_000);

      for (const [partition, { name }] of damages.entries()) {
        it(name, async () => {
          await verify(client, topic, partition, BATCHES);
          await write(client, topic, partition, BATCHES, 1);
          expect(await client.readAll(topic, partition, BigInt(BATCHES * RECORDS_PER_BATCH))).toHaveLength(
            RECORDS_PER_BATCH,
          );
        });
      }
    });
  }

  it('no checkpoints', async () => {
    await interrupted(kinds[0]?.[3] ?? (() => broker.stop()), async () => {
      for (const name of CHECKPOINTS) await rm(join(broker.dataDirectory, name), { force: true });
    });
    for (const [, topic, damages] of kinds) {
      for (const partition of damages.keys()) await verify(client, topic, partition, BATCHES + 1);
    }
  }, 60_000);
});

async function write(client: RawClient, topic: string, partition: number, from: number, count: number): Promise<void> {
  for (let batch = from; batch < from + count; batch++) {
    const first = batch * RECORDS_PER_BATCH;
    const values = Array.from({ length: RECORDS_PER_BATCH }, (_, i) => recordValue(partition, first + i));
    const timestampMs = firstTimestampMs + BigInt(batch) * MS_PER_BATCH;
    const answer = await client.produce(topic, partition, values, timestampMs);
    expect(answer).toEqual({ errorCode: 0, baseOffset: BigInt(first) });
  }
}

async function verify(client: RawClient, topic: string, partition: number, batches: number): Promise<void> {
  const count = batches * RECORDS_PER_BATCH;
  expect(await client.offsetAt(topic, partition, -1n)).toEqual({ errorCode: 0, offset: BigInt(count) });
  const records = await client.readAll(topic, partition);
  expect(records.length).toBe(count);
  const wrong = records.filter(
    ({ offset, value }, i) => offset !== BigInt(i) || !value.equals(recordValue(partition, i)),
  );
  expect(wrong.map(({ offset }) => offset)).toEqual([]);

  for (let batch = 0; batch < batches; batch += 7) {
    const first = BigInt(batch * RECORDS_PER_BATCH);
    const timestampMs = firstTimestampMs + BigInt(batch) * MS_PER_BATCH;
    expect(await client.offsetAt(topic, partition, timestampMs), `batch ${batch} by time`).toMatchObject({
      offset: first,
    });
    const fetched = await client.fetch(topic, partition, first + 3n);
    expect(fetched.records[0]?.offset, `batch ${batch} by offset`).toBe(first + 3n);
  }
}
