// The files that a log directory has beside the partitions of topics, each damaged in each way while the broker is down:
// it starts with every record, or says in one sentence which file keeps it from that.

import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brokerKind, missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import { fingerprintsOf } from '../support/fingerprints.ts';
import { RawClient } from '../support/raw/client.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { committedOffsets, createTopics, withAdmin } from '../support/topics.ts';
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

  const copyOfThisTest = () => join(directory, `${expect.getState().currentTestName?.replaceAll(/\W+/g, '-')}`);

  /** A copy with these files damaged, and a start on it, after a look. */
  async function started(
    mutation: Mutation,
    files: (data: string) => Promise<string[]>,
    look: (data: string) => Promise<void> = async () => {},
  ): Promise<RunningBroker> {
    const data = copyOfThisTest();
    await cp(stopped(), data, { recursive: true });
    for (const file of await files(data)) await mutate(file, mutation, SEED);
    await look(data);
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
      let before: readonly string[] = [];
      const refusal = await started(
        mutation,
        async (data) => [join(data, 'one', METADATA_LOG), ...(await snapshotsIn(data))],
        async (data) => {
          before = await fingerprintsOf(data);
        },
      ).catch((error: Error) => error.message);
      expect(refusal).toMatch(
        /^millrace: .*__cluster_metadata-0.*(is damaged at byte \d+|ends at offset \d+, but was on the disk up to \d+|has no readable snapshot).*[;:] restore (that f|its newest)/m,
      );
      expect(await fingerprintsOf(copyOfThisTest())).toEqual(before);
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

  describe('a metadata log that nobody has checkpointed yet, after a kill', () => {
    const killed = () => join(directory, 'killed');
    const file = (data: string) => join(data, METADATA_LOG);

    beforeAll(async () => {
      const broker = await startBroker({ dataDirectory: killed() });
      for (const topic of TOPICS) await createTopics(broker.bootstrapServers, [{ topic, numPartitions: 1 }]);
      await broker.kill();
    }, 30_000);

    /** A copy whose metadata log is what `damage` makes of it. */
    async function damaged(damage: (log: Buffer) => Buffer): Promise<string> {
      const data = copyOfThisTest();
      await cp(killed(), data, { recursive: true });
      await writeFile(file(data), damage(await readFile(file(data))));
      return data;
    }

    it('with damage in the middle: no broker, and the files stay as they are', async () => {
      const data = await damaged((log) => {
        const at = log.indexOf(TOPICS[0] ?? '');
        return Buffer.from(log.map((byte, index) => (index === at ? byte ^ 0x80 : byte)));
      });
      const before = await fingerprintsOf(data);
      const refusal = await startBroker({ dataDirectory: data }).catch((error: Error) => error.message);
      expect(refusal).toMatch(
        /^millrace: \S*__cluster_metadata-0\/0+\.log is damaged at byte \d+: .*, and whole batches follow it, at byte \d+.*; restore that file/m,
      );
      expect(await fingerprintsOf(data)).toEqual(before);
    }, 30_000);

    it.each<[string, (log: Buffer) => Buffer]>([
      ['half a batch', (log) => Buffer.concat([log, log.subarray(0, 50)])],
      ['zeros', (log) => Buffer.concat([log, Buffer.alloc(2_000)])],
      // Of two batches that were written together only the second one has reached the disk.
      ['zeros and a whole batch', (log) => Buffer.concat([log, Buffer.alloc(600), lastBatchAs(log, 1_000_000n)])],
    ])(
      'with %s at the end, as a power loss leaves it: everything that was answered is there',
      async (_, damage) => {
        await using broker = await startBroker({ dataDirectory: await damaged(damage) });
        const names = await withAdmin(broker.bootstrapServers, (admin) => admin.listTopics());
        expect(names).toEqual(expect.arrayContaining(TOPICS));
        expect(toldBy(broker)).toMatch(/__cluster_metadata-0 recovered: .*cut \d+ bytes off the end/);
      },
      30_000,
    );
  });

  it('without the meta.properties of the second directory: no broker, as Apache Kafka', async () => {
    const data = copyOfThisTest();
    await cp(stopped(), data, { recursive: true });
    await rm(join(data, 'two', 'meta.properties'));
    const refusal = await startBroker({ dataDirectory: data, properties: properties(data) }).catch(
      (error: Error) => error.message,
    );
    expect(refusal).toMatch(
      /^millrace: \S*two cannot be used as a data directory: it holds '\S+' but no meta.properties/m,
    );
  }, 30_000);

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

/** The last batch of a log at another offset, which its checksum does not cover. */
function lastBatchAs(log: Buffer, baseOffset: bigint): Buffer {
  let start = 0;
  for (let next = 0; next + 12 <= log.length; next += 12 + log.readInt32BE(next + 8)) start = next;
  const batch = Buffer.from(log.subarray(start));
  batch.writeBigInt64BE(baseOffset, 0);
  return batch;
}

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
