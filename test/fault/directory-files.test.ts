// The files that a log directory has beside the partitions of topics, each damaged in each way while the broker is down:
// it starts with every record, or says in one sentence which file keeps it from that.

import { cp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brokerKind, missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import { RawClient } from '../support/raw/client.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { committedOffsets, createTopics } from '../support/topics.ts';
import { waitUntil } from '../support/wait.ts';
import { MUTATIONS, type Mutation, mutate } from './mutations.ts';
import { PartitionFolder } from './partition-folder.ts';

const SEED = 5;
const TOPICS = ['first', 'second'];
const PARTITIONS = 4;
const KAFKA_STORAGE_ERROR = 56;
const COORDINATOR_LOAD_IN_PROGRESS = 14;
const COORDINATOR_NOT_AVAILABLE = 15;
/** Whatever is wrong with them, nothing is lost. */
const DISPENSABLE = [
  'recovery-point-offset-checkpoint',
  'replication-offset-checkpoint',
  'log-start-offset-checkpoint',
  'cleaner-offset-checkpoint',
  '.kafka_cleanshutdown',
  'bootstrap.checkpoint',
];
const METADATA_LOG = join('__cluster_metadata-0', '00000000000000000000.log');
const SNAPSHOTS = { 'metadata.log.max.record.bytes.between.snapshots': '1', 'metadata.max.retention.bytes': '-1' };

const reason = missingBroker() ?? (brokerKind() === 'kafka' ? 'these are sentences of Millrace' : undefined);
if (reason !== undefined) console.log(`damaged files of directories: skipped, ${reason}`);

describe.skipIf(reason !== undefined)('damaged files of a log directory', () => {
  let directory: string;
  /** Two directories as a clean stop left them. */
  const stopped = () => join(directory, 'stopped');
  const properties = (data: string) => ({ ...SNAPSHOTS, 'log.dirs': `${data}/one,${data}/two` });

  beforeAll(async () => {
    directory = await temporaryDirectory('directory-files');
    const broker = await startBroker({ dataDirectory: stopped(), properties: properties(stopped()) });
    for (const topic of TOPICS) {
      await createTopics(broker.bootstrapServers, [{ topic, numPartitions: PARTITIONS }]);
    }
    const client = await RawClient.open(broker.port);
    for (const topic of TOPICS) {
      for (let partition = 0; partition < PARTITIONS; partition++) {
        expect((await client.produce(topic, partition, [recordOf(topic, partition)])).errorCode).toBe(0);
      }
    }
    client.close();
    await broker.stop();
    const newest = (await snapshotsIn(stopped())).at(-1) ?? '';
    await cp(newest, join(stopped(), 'one', 'bootstrap.checkpoint'));
    await writeFile(join(stopped(), 'one', 'cleaner-offset-checkpoint'), '0\n1\nfirst 0 1\n');
  }, 60_000);

  afterAll(() => removeDirectory(directory));

  /** A copy with these files damaged, and a start on it. */
  async function started(mutation: Mutation, files: (data: string) => Promise<string[]>): Promise<RunningBroker> {
    const data = join(directory, `${expect.getState().currentTestName?.replaceAll(/\W+/g, '-')}`);
    await cp(stopped(), data, { recursive: true });
    for (const file of await files(data)) await mutate(file, mutation, SEED);
    return startBroker({ dataDirectory: data, properties: properties(data) });
  }

  for (const mutation of MUTATIONS) {
    it(`${DISPENSABLE.join(', ')} ${mutation.name}`, async () => {
      const broker = await started(mutation, async (data) => DISPENSABLE.map((name) => join(data, 'one', name)));
      expect(await unread(broker)).toEqual([]);
      await broker.close();
    }, 30_000);

    it(`the newest snapshot of the metadata ${mutation.name}`, async () => {
      const broker = await started(mutation, async (data) => (await snapshotsIn(data)).slice(-1));
      expect(await unread(broker)).toEqual([]);
      expect(toldBy(broker)).toMatch(
        /snapshot of the metadata is passed over.*\.checkpoint.*(is damaged at byte \d+|has no footer)/,
      );
      await broker.close();
    }, 30_000);

    it(`the metadata log and all its snapshots ${mutation.name}: no broker rather than one without topics`, async () => {
      const files = async (data: string) => [join(data, 'one', METADATA_LOG), ...(await snapshotsIn(data))];
      const refusal = await started(mutation, files).catch((error: Error) => error.message);
      expect(refusal).toMatch(
        /^millrace: .*__cluster_metadata-0.*(is damaged at byte \d+|ends at offset \d+, but was on the disk up to \d+|has no readable snapshot).*[;:] restore (that f|its newest)/m,
      );
    }, 30_000);

    it(`meta.properties of the first directory ${mutation.name}`, async () => {
      const refusal = await started(mutation, async (data) => [join(data, 'one', 'meta.properties')]).catch(
        (error: Error) => error.message,
      );
      expect(refusal).toMatch(/^millrace: \S*one\/meta.properties is damaged at byte 0: its? .*; restore that file/m);
    }, 30_000);

    it(`meta.properties of the second directory ${mutation.name}: its partitions are offline, no others`, async () => {
      const broker = await started(mutation, async (data) => [join(data, 'two', 'meta.properties')]);
      expect(toldBy(broker)).toMatch(
        /log directory \S*two is offline: \S*two\/meta.properties is damaged at byte 0: it.*; restore that file/,
      );
      const lost = await partitionsIn(join(stopped(), 'two'));
      expect(lost.length).toBeGreaterThan(0);
      expect(await unread(broker)).toEqual(lost.map((name) => `${name}: ${KAFKA_STORAGE_ERROR}`));
      await broker.close();
    }, 30_000);
  }

  it('what a coordinator is loaded from, with flipped bits: that coordinator is not available, and why is told', async () => {
    const [data, topic] = [join(directory, 'coordinator'), TOPICS[0] ?? ''];
    const broker = await startBroker({ dataDirectory: data, properties: { 'offsets.topic.num.partitions': '2' } });
    await createTopics(broker.bootstrapServers, [{ topic, numPartitions: 1 }]);
    const groups = ['a', 'b', 'c', 'd'];
    for (const group of groups) expect(await committedOffsets(broker.bootstrapServers, group, topic)).toEqual([-1]);
    let client = await RawClient.open(broker.port);
    for (let offset = 1n; offset <= 20n; offset++) {
      for (const group of groups) expect(await client.commit(group, topic, 0, offset)).toEqual({ errorCode: 0 });
    }
    client.close();
    await broker.stop();
    const log = await new PartitionFolder(data, '__consumer_offsets', 0).newest('.log');
    const [flipped] = MUTATIONS;
    if (flipped !== undefined) await mutate(log, flipped, SEED);
    const commits = async () => {
      client = await RawClient.open(broker.port);
      const codes = await Promise.all(groups.map((group) => client.commit(group, topic, 0, 21n)));
      client.close();
      return codes.map(({ errorCode }) => errorCode).sort();
    };
    await broker.start();
    await waitUntil('both partitions to be loaded', async () =>
      (await commits()).every((code) => code !== COORDINATOR_LOAD_IN_PROGRESS),
    );
    expect(await commits()).toEqual([0, 0, COORDINATOR_NOT_AVAILABLE, COORDINATOR_NOT_AVAILABLE]);
    expect(toldBy(broker)).toMatch(
      new RegExp(`cannot be loaded.*${log} is damaged at byte \\d+: .*; restore that file, or move it away to go on`),
    );
    // As it says.
    await broker.stop();
    await rm(log);
    await broker.start();
    await waitUntil('all groups', async () => (await commits()).every((code) => code === 0));
    await broker.close();
  }, 30_000);
});

const recordOf = (topic: string, partition: number) => Buffer.from(`record of ${topic}-${partition}`);

async function snapshotsIn(data: string): Promise<string[]> {
  const folder = join(data, 'one', '__cluster_metadata-0');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.checkpoint'));
  return names.sort().map((name) => join(folder, name));
}

async function partitionsIn(directory: string): Promise<string[]> {
  return (await readdir(directory)).filter((name) => TOPICS.some((topic) => name.startsWith(`${topic}-`))).sort();
}

function toldBy(broker: RunningBroker): string {
  return broker.process.stdout + broker.process.stderr;
}

/** Partitions whose record is not there, with the error code that tells why. */
async function unread(broker: RunningBroker): Promise<string[]> {
  const client = await RawClient.open(broker.port);
  const missing: string[] = [];
  for (const topic of TOPICS) {
    for (let partition = 0; partition < PARTITIONS; partition++) {
      const { errorCode } = await client.offsetAt(topic, partition, -1n);
      const { records } = await client.fetch(topic, partition, 0n);
      const isThere = records.length === 1 && records[0]?.value.equals(recordOf(topic, partition));
      if (!isThere) missing.push(`${topic}-${partition}: ${errorCode}`);
    }
  }
  client.close();
  return missing;
}
