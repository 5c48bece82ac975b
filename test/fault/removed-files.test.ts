// What somebody takes away while the broker runs: segments, indexes, the right to write on one of two disks. Only that
// partition, or that directory, suffers; clients get Kafka's error, and the operator is told which file and what to do.

import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { brokerKind, missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import { Mounts } from '../support/mounts.ts';
import { RawClient } from '../support/raw/client.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { createTopics, topicsServe } from '../support/topics.ts';
import { waitUntil } from '../support/wait.ts';
import { PartitionFolder } from './partition-folder.ts';

const KAFKA_STORAGE_ERROR = 56;
const RECORDS = 20;
const TOPIC = 'taken';
const small = [{ name: 'internal.segment.bytes', value: '2500' }];
const recordOf = (partition: number, number: number) => Buffer.alloc(400, `${partition}:${number};`);

const reason = missingBroker() ?? (brokerKind() === 'kafka' ? 'these are sentences of Millrace' : undefined);
if (reason !== undefined) console.log(`removed files: skipped, ${reason}`);

describe.skipIf(reason !== undefined)('removed files', () => {
  let directory: string;
  let broker: RunningBroker;
  let client: RawClient;

  beforeEach(async () => {
    directory = await temporaryDirectory('removed');
  });

  afterEach(async () => {
    client?.close();
    await broker?.close();
    await removeDirectory(directory);
  }, 60_000);

  async function reopen(): Promise<void> {
    client.close();
    await broker.restart();
    await topicsServe(broker.bootstrapServers, [TOPIC]);
    client = await RawClient.open(broker.port);
  }

  async function filled(partitions: number): Promise<void> {
    for (let partition = 0; partition < partitions; partition++) {
      for (let number = 0; number < RECORDS; number++) {
        expect((await client.produce(TOPIC, partition, [recordOf(partition, number)])).errorCode).toBe(0);
      }
    }
  }

  /** Offsets whose record is there. */
  async function readable(partition: number): Promise<number[]> {
    const found: number[] = [];
    for (let offset = 0; offset < RECORDS; offset++) {
      const { records } = await client.fetch(TOPIC, partition, BigInt(offset));
      const first = records[0];
      if (first?.offset === BigInt(offset) && first.value.equals(recordOf(partition, offset))) found.push(offset);
    }
    return found;
  }

  const all = Array.from({ length: RECORDS }, (_, number) => number);
  const told = () => broker.process.stdout + broker.process.stderr;

  it('segments and indexes', { timeout: 60_000 }, async () => {
    broker = await startBroker({ dataDirectory: join(directory, 'data') });
    await createTopics(broker.bootstrapServers, [{ topic: TOPIC, numPartitions: 4, configEntries: small }]);
    client = await RawClient.open(broker.port);
    await filled(4);
    // Files that are open are still read when their names are gone.
    await reopen();
    const folder = (partition: number) => new PartitionFolder(join(directory, 'data'), TOPIC, partition);
    const [segment, timeIndex] = [await folder(0).oldest('.log'), await folder(2).oldest('.timeindex')];
    for (const file of [segment, timeIndex]) await rm(file);
    await folder(1).remove('.index', '.timeindex');

    expect(await readable(0)).toEqual([]);
    expect(await client.produce(TOPIC, 0, [recordOf(0, RECORDS)])).toMatchObject({ errorCode: KAFKA_STORAGE_ERROR });
    await waitUntil('a line', () => told().includes(`a partition is offline: opening ${segment} failed`));
    expect(told()).toContain('something removed it; restore it, or restart the broker to go on without it');
    // Indexes only shorten the way.
    expect(await client.offsetAt(TOPIC, 2, 0n)).toEqual({ errorCode: 0, offset: 0n });
    for (const partition of [1, 2, 3]) {
      expect(await readable(partition)).toEqual(all);
      const answer = await client.produce(TOPIC, partition, [recordOf(partition, RECORDS)]);
      expect(answer).toEqual({ errorCode: 0, baseOffset: BigInt(RECORDS) });
    }

    await reopen();
    const left = await readable(0);
    expect(left.length).toBeGreaterThan(0);
    expect(left).toEqual(all.slice(-left.length));
    expect(await client.produce(TOPIC, 0, [recordOf(0, RECORDS)])).toEqual({
      errorCode: 0,
      baseOffset: BigInt(RECORDS),
    });
    for (const partition of [1, 2, 3]) expect(await readable(partition)).toEqual(all);
  });

  it('a partition folder, while the broker is down', { timeout: 60_000 }, async () => {
    broker = await startBroker({ dataDirectory: join(directory, 'data') });
    await createTopics(broker.bootstrapServers, [{ topic: TOPIC, numPartitions: 2, configEntries: small }]);
    client = await RawClient.open(broker.port);
    await filled(2);
    await broker.stop();
    await rm(join(directory, 'data', `${TOPIC}-0`), { recursive: true });
    await broker.start();
    await topicsServe(broker.bootstrapServers, [TOPIC]);
    client.close();
    client = await RawClient.open(broker.port);
    expect(told()).toMatch(
      new RegExp(`${TOPIC}-0 had records up to offset ${RECORDS} and has no folder any more; it begins empty`),
    );
    expect(await client.produce(TOPIC, 0, [recordOf(0, 0)])).toEqual({ errorCode: 0, baseOffset: 0n });
    expect(await readable(1)).toEqual(all);
  });

  it('the folder of the metadata log, while the broker is down', { timeout: 60_000 }, async () => {
    broker = await startBroker({ dataDirectory: join(directory, 'data') });
    await createTopics(broker.bootstrapServers, [{ topic: TOPIC, numPartitions: 2 }]);
    client = await RawClient.open(broker.port);
    await broker.stop();
    const folder = join(directory, 'data', '__cluster_metadata-0');
    await rename(folder, join(directory, 'away'));
    for (const _twice of [1, 2]) {
      await expect(broker.start()).rejects.toThrow(
        /millrace: \S+__cluster_metadata-0 ends at offset 0, but was on the disk up to \d+: .*; restore that folder/,
      );
    }
    await rm(folder, { recursive: true, force: true });
    await rename(join(directory, 'away'), folder);
    await broker.start();
    await topicsServe(broker.bootstrapServers, [TOPIC]);
  });

  it('the right to write on one of two disks', { timeout: 60_000 }, async (context) => {
    const [one, two] = [join(directory, 'one'), join(directory, 'two')];
    for (const folder of [one, two]) await mkdir(folder);
    const mounts = new Mounts();
    try {
      const refusal = mounts.add('-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', two);
      if (refusal !== undefined) return context.skip(refusal);
      broker = await startBroker({ dataDirectory: one, properties: { 'log.dirs': `${one},${two}` } });
      await createTopics(broker.bootstrapServers, [{ topic: TOPIC, numPartitions: 4, configEntries: small }]);
      client = await RawClient.open(broker.port);
      await filled(4);
      const lost = [0, 1, 2, 3].filter((partition) => existsSync(join(two, `${TOPIC}-${partition}`)));
      expect(lost).toHaveLength(2);

      // A mount that somebody writes to cannot be remounted; what is opened from now on meets a read-only one.
      mounts.add('--bind', two, two);
      mounts.add('-o', 'remount,bind,ro', two);
      const first = lost[0] ?? -1;
      const refused = async (partition: number) =>
        (await client.produce(TOPIC, partition, [recordOf(partition, RECORDS)])).errorCode === KAFKA_STORAGE_ERROR;
      await waitUntil('a roll to be refused', () => refused(first), { everyMs: 1 });
      // The answer does not wait for the line. Until it is there nothing else is written on that disk, so that it was
      // this partition which met the fault.
      const line = new RegExp(
        `log directory ${two} is offline and with it 2 partitions: .*${two}/${TOPIC}-${first}/.*Read-only file system.*; mount that file system writable`,
      );
      await waitUntil(`a line like ${line}`, () => line.test(told()));
      await waitUntil('the other partition to be refused', () => refused(lost[1] ?? -1));
      for (const partition of [0, 1, 2, 3].filter((each) => !lost.includes(each))) {
        expect(await readable(partition)).toEqual(all);
        expect((await client.produce(TOPIC, partition, [recordOf(partition, RECORDS)])).errorCode).toBe(0);
      }
      client.close();
      await broker.stop();
      mounts.removeLast();
      await broker.start();
      await topicsServe(broker.bootstrapServers, [TOPIC]);
      client = await RawClient.open(broker.port);
      for (const partition of lost) expect(await readable(partition)).toEqual(all);
    } finally {
      client?.close();
      await broker?.close();
      mounts.close();
    }
  });
});
