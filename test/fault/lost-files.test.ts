// Files that somebody takes away: a log directory without permission while it serves, a partition's folder removed
// under the broker, a damaged snapshot of the metadata. Each is told with the file and what to do.
import { chmod, chown, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { brokerKind, missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import { MILLRACE_CLI } from '../support/paths.ts';
import { LiveProcess } from '../support/process.ts';
import { RawClient } from '../support/raw/client.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { createTopics, withAdmin } from '../support/topics.ts';
import { waitUntil } from '../support/wait.ts';

const NOBODY = 65_534;
const KAFKA_STORAGE_ERROR = 56;
const SEGMENT_BYTES = 1_048_576;
const IMPATIENT = { retries: 1, initialRetryTime: 50 };

const reason = missingBroker() ?? (brokerKind() === 'kafka' ? 'these are sentences of Millrace' : undefined);
const isRoot = process.getuid?.() === 0;

describe.skipIf(reason !== undefined)('lost files', () => {
  let directory: string;
  let data: string;
  let broker: RunningBroker | undefined;
  let live: LiveProcess | undefined;

  beforeEach(async () => {
    directory = await temporaryDirectory('lost');
    data = join(directory, 'data');
  });

  afterEach(async () => {
    await chmod(data, 0o755).catch(() => {});
    await live?.end('SIGKILL');
    await broker?.close();
    [live, broker] = [undefined, undefined];
    await removeDirectory(directory);
  }, 60_000);

  it.skipIf(!isRoot)(
    'without permission the only log directory ends the broker, loudly',
    { timeout: 60_000 },
    async () => {
      await mkdir(data);
      await chmod(directory, 0o755);
      await chown(data, NOBODY, NOBODY);
      const start = async () => {
        const command = [MILLRACE_CLI, 'start', '--port', '0', '--data-dir', data];
        const user = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
        live = new LiveProcess('millrace', 'setpriv', [...user, process.execPath, ...command]);
        const [, port] = await live.waitForOutput(/^millrace ready on \S+:(\d+)$/m, 30_000);
        return { process: live, port: Number(port) };
      };
      const first = await start();
      await createTopics(`127.0.0.1:${first.port}`, [{ topic: 'kept', numPartitions: 1 }]);
      const client = await RawClient.open(first.port);
      expect((await client.produce('kept', 0, [Buffer.from('acknowledged')])).errorCode).toBe(0);
      await chmod(data, 0);
      // The first record of a partition makes its folder.
      await withAdmin(
        `127.0.0.1:${first.port}`,
        (admin) => admin.createTopics({ topics: [{ topic: 'later' }], timeout: 2_000 }),
        IMPATIENT,
      ).catch(() => {});
      await client.produce('later', 0, [Buffer.from('x')]).catch(() => {});
      client.close();
      const { code } = await first.process.exited;
      expect(code).not.toBe(0);
      const told = first.process.stdout + first.process.stderr;
      expect(told).toContain(data);
      expect(told).toMatch(/give the broker's user read and write permission there/);
      await chmod(data, 0o755);
      const second = await start();
      const reader = await RawClient.open(second.port);
      expect((await reader.readAll('kept', 0)).map(({ value }) => value.toString())).toEqual(['acknowledged']);
      reader.close();
    },
  );

  it('a folder that is removed under the broker takes its partition offline, and nothing else', {
    timeout: 60_000,
  }, async () => {
    broker = await startBroker({ dataDirectory: data });
    const configEntries = [{ name: 'segment.bytes', value: String(SEGMENT_BYTES) }];
    await createTopics(broker.bootstrapServers, [
      { topic: 'removed', numPartitions: 1, configEntries },
      { topic: 'beside', numPartitions: 1, configEntries },
    ]);
    const client = await RawClient.open(broker.port);
    const record = Buffer.alloc(100_000);
    for (const topic of ['removed', 'beside']) expect((await client.produce(topic, 0, [record])).errorCode).toBe(0);
    await rm(join(data, 'removed-0'), { recursive: true });
    let errorCode = 0;
    for (let round = 0; round < 30 && errorCode === 0; round++) {
      errorCode = (await client.produce('removed', 0, [record])).errorCode;
      expect((await client.produce('beside', 0, [record])).errorCode).toBe(0);
    }
    expect(errorCode).toBe(KAFKA_STORAGE_ERROR);
    const told = broker.process.stdout + broker.process.stderr;
    expect(told).toMatch(/removed-0\/.*(restore it, or restart the broker)/);
    client.close();
    await broker.stop();
    await broker.start();
    const after = await RawClient.open(broker.port);
    await waitUntil(
      'the partition to serve',
      async () => (await after.produce('removed', 0, [record])).errorCode === 0,
    );
    expect((await after.readAll('beside', 0)).length).toBeGreaterThan(2);
    after.close();
  });

  it('a damaged snapshot of the metadata is told, and the one before it is used', {
    timeout: 60_000,
  }, async () => {
    const properties = {
      'metadata.log.max.record.bytes.between.snapshots': '1',
      'metadata.max.retention.bytes': '-1',
    };
    broker = await startBroker({ dataDirectory: data, properties });
    const { bootstrapServers } = broker;
    for (const topic of ['one', 'two']) await createTopics(bootstrapServers, [{ topic, numPartitions: 1 }]);
    const folder = join(data, '__cluster_metadata-0');
    const snapshots = async () => (await readdir(folder)).filter((name) => name.endsWith('.checkpoint')).sort();
    await waitUntil('a snapshot', async () => (await snapshots()).length > 1);
    await broker.stop();
    const newest = join(folder, (await snapshots()).at(-1) ?? '');
    const bytes = await readFile(newest);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 90) ^ 1, bytes.length - 90);
    await rm(newest);
    await writeFile(newest, bytes);
    await broker.start();
    expect(broker.process.stdout + broker.process.stderr).toMatch(
      /snapshot of the metadata is passed over.*damaged at byte \d+/,
    );
    const topics = await withAdmin(broker.bootstrapServers, (admin) => admin.listTopics());
    expect(topics).toEqual(expect.arrayContaining(['one', 'two']));
  });
});
