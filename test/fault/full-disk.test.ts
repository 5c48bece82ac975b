// A disk that fills up, as a small tmpfs: the producer is told, the broker lives on, nothing acknowledged is lost, and
// with space again and a restart everything goes on.

import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Admin } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brokerKind, missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import { Mounts } from '../support/mounts.ts';
import { RawClient } from '../support/raw/client.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { committedOffsets, createTopics, withAdmin } from '../support/topics.ts';

const DISK_MEGABYTES = 24;
const BALLAST_BYTES = 6_000_000;
const RECORD_BYTES = 100_000;
const KAFKA_STORAGE_ERROR = 56;
const ATTEMPTS_MAX = 300;
const GROUP = 'readers';
const laterTopic = (attempt: number) => `later-${attempt}`;
const IMPATIENT = { retries: 1, initialRetryTime: 50 };

const reason =
  missingBroker() ?? (brokerKind() === 'kafka' ? 'Apache Kafka stops when its only disk is full' : undefined);
if (reason !== undefined) console.log(`full disk: skipped, ${reason}`);

describe.skipIf(reason !== undefined)('full disk', () => {
  let disk: string;
  const mounts = new Mounts();
  let broker: RunningBroker | undefined;
  let refusal: string | undefined;
  let topicsCreated = 0;
  let committed = 0;
  const acknowledged = new Map<number, number>();

  beforeAll(async () => {
    disk = await temporaryDirectory('disk');
    refusal = mounts.add('-t', 'tmpfs', '-o', `size=${DISK_MEGABYTES}m`, 'tmpfs', disk);
    if (refusal !== undefined) {
      console.log(`full disk: skipped, ${refusal}`);
      return;
    }
    await mkdir(join(disk, 'data'));
    await writeFile(join(disk, 'ballast'), Buffer.alloc(BALLAST_BYTES));
    broker = await startBroker({ dataDirectory: join(disk, 'data') });
    await createTopics(broker.bootstrapServers, [{ topic: 'filled', numPartitions: 2 }]);
    await createTopics(broker.bootstrapServers, [{ topic: 'beside', numPartitions: 1 }]);
  }, 60_000);

  afterAll(async () => {
    await broker?.close();
    mounts.close();
    await removeDirectory(disk);
  }, 60_000);

  const recordValue = (partition: number, number: number) => Buffer.alloc(RECORD_BYTES, `${partition}:${number};`);

  /** Writes until the first refusal and gives its code. */
  async function fill(client: RawClient, partition: number): Promise<number> {
    for (let number = 0; number < (2 * DISK_MEGABYTES * 1_000_000) / RECORD_BYTES; number++) {
      const { errorCode, baseOffset } = await client.produce('filled', partition, [recordValue(partition, number)]);
      if (errorCode !== 0) return errorCode;
      expect(baseOffset).toBe(BigInt(number));
      acknowledged.set(partition, number + 1);
    }
    throw new Error('the disk did not fill up');
  }

  async function allThere(client: RawClient, partition: number): Promise<void> {
    const records = await client.readAll('filled', partition);
    const count = acknowledged.get(partition) ?? 0;
    expect(records.length).toBe(count);
    expect(records.filter(({ value }, number) => !value.equals(recordValue(partition, number)))).toEqual([]);
  }

  it('refuses writes with KAFKA_STORAGE_ERROR, serves what else there is, loses nothing', async (context) => {
    if (broker === undefined) return context.skip(refusal);
    const client = await RawClient.open(broker.port);
    const small = Buffer.from('written before');
    expect(await client.produce('beside', 0, [small])).toMatchObject({ errorCode: 0 });
    expect(await committedOffsets(broker.bootstrapServers, GROUP, 'beside')).toEqual([-1]); // finds the coordinator
    expect(await client.commit(GROUP, 'beside', 0, 0n)).toEqual({ errorCode: 0 });
    expect(await fill(client, 0)).toBe(KAFKA_STORAGE_ERROR);
    expect(acknowledged.get(0)).toBeGreaterThan(10);

    // The other partition shares the disk, not the state: it can be read, and it refuses writes by itself.
    expect((await client.readAll('beside', 0)).map(({ value }) => value.toString())).toEqual(['written before']);
    const other = await client.produce('filled', 1, [recordValue(1, 0)]);
    expect(other.errorCode).toBe(KAFKA_STORAGE_ERROR);
    client.close();
    expect(broker.process.running).toBe(true);
  }, 60_000);

  it('refuses a new topic and a commit, and lives on', async (context) => {
    if (broker === undefined) return context.skip(refusal);
    await fillRest(join(disk, 'rest'));
    // A file's last page may have room for a few small records yet: as many as are accepted have to be there later.
    await refused(broker, async (admin, attempt) => {
      await admin.createTopics({ topics: [{ topic: laterTopic(attempt), numPartitions: 1 }] });
      topicsCreated = attempt + 1;
    });
    const client = await RawClient.open(broker.port);
    let answer = { errorCode: 0 };
    for (let offset = 1n; answer.errorCode === 0 && offset < ATTEMPTS_MAX; offset++) {
      answer = await client.commit(GROUP, 'beside', 0, offset);
      if (answer.errorCode === 0) committed = Number(offset);
    }
    expect(answer.errorCode).not.toBe(0);
    expect((await client.readAll('beside', 0)).map(({ value }) => value.toString())).toEqual(['written before']);
    client.close();
    expect(broker.process.running).toBe(true);
  }, 60_000);

  it('goes on after a restart when there is space again', async (context) => {
    if (broker === undefined) return context.skip(refusal);
    for (const name of ['ballast', 'rest']) await rm(join(disk, name));
    await broker.restart();
    const client = await RawClient.open(broker.port);
    await allThere(client, 0);
    await allThere(client, 1);
    for (const partition of [0, 1]) {
      const count = acknowledged.get(partition) ?? 0;
      const answer = await client.produce('filled', partition, [recordValue(partition, count)]);
      expect(answer).toEqual({ errorCode: 0, baseOffset: BigInt(count) });
      acknowledged.set(partition, count + 1);
      await allThere(client, partition);
    }
    expect((await client.readAll('beside', 0)).map(({ value }) => value.toString())).toEqual(['written before']);

    const { bootstrapServers } = broker;
    const topics = await withAdmin(bootstrapServers, (admin) => admin.listTopics());
    const created = Array.from({ length: topicsCreated }, (_, attempt) => laterTopic(attempt));
    expect(topics).toEqual(expect.arrayContaining(created));
    expect((await committedOffsets(bootstrapServers, GROUP, 'beside'))[0]).toBeGreaterThanOrEqual(committed);
    await createTopics(bootstrapServers, [{ topic: 'after', numPartitions: 1 }]);
    expect(await client.commit(GROUP, 'beside', 0, 1n)).toEqual({ errorCode: 0 });
    expect(await committedOffsets(bootstrapServers, GROUP, 'beside')).toEqual([1]);
    client.close();
  }, 60_000);
});

/** Takes what a refused write has given back. */
async function fillRest(path: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    for (;;) await file.write(Buffer.alloc(4_096));
  } catch {
    // the disk is full
  } finally {
    await file.close();
  }
}

/** Tries until it is refused; fails when it never is. */
async function refused(broker: RunningBroker, attempt: (admin: Admin, number: number) => Promise<void>): Promise<void> {
  let number = 0;
  const tries = async (admin: Admin) => {
    for (; number < ATTEMPTS_MAX; number++) await attempt(admin, number);
  };
  await expect(withAdmin(broker.bootstrapServers, tries, IMPATIENT)).rejects.toThrow();
}
