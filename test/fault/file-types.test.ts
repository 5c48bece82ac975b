// Each type of file of a partition, damaged in each way, while the broker is down: it starts, every record that is not
// damaged is there, what files are derived from records is right again, and no other partition suffers.

import { cp, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { write } from '../parity/transactions/produce.ts';
import { TransactionSession } from '../parity/transactions/session.ts';
import { completed, end, init } from '../parity/transactions/steps.ts';
import { TypedConnection } from '../parity/typed-connection.ts';
import { brokerKind, missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import { RawClient } from '../support/raw/client.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { createTopics, topicsServe } from '../support/topics.ts';
import { MUTATIONS, mutate } from './mutations.ts';
import { PartitionFolder } from './partition-folder.ts';
import { type PartitionView, viewOf } from './partition-view.ts';

const TOPIC = 't';
const ID = 'writer';
const ROUNDS = 12;
const SEED = 4;

interface FileType {
  readonly name: string;
  /** Of which segment it holds the records; none: everything in it can be had from the records. */
  readonly records?: 'old' | 'newest';
  file(folder: PartitionFolder): Promise<string>;
}

const middle = async (folder: PartitionFolder, suffix: string) => (await folder.files(suffix))[1] ?? '';
const FILE_TYPES: readonly FileType[] = [
  { name: '.log of an old segment', records: 'old', file: (folder) => middle(folder, '.log') },
  { name: '.log of the newest segment', records: 'newest', file: (folder) => folder.newest('.log') },
  { name: '.index', file: (folder) => middle(folder, '.index') },
  { name: '.timeindex', file: (folder) => middle(folder, '.timeindex') },
  { name: '.txnindex of an old segment', file: (folder) => middle(folder, '.txnindex') },
  { name: '.txnindex of the newest segment', file: (folder) => folder.newest('.txnindex') },
  { name: 'newest .snapshot', file: (folder) => folder.newest('.snapshot') },
  { name: 'leader-epoch-checkpoint', file: async (folder) => join(folder.path, 'leader-epoch-checkpoint') },
  { name: 'partition.metadata', file: async (folder) => join(folder.path, 'partition.metadata') },
];
const CASES = FILE_TYPES.flatMap((type) => MUTATIONS.map((mutation) => ({ type, mutation })));
/** Partition 0 is what was written, and stays as it is. */
const partitionOf = (index: number) => index + 1;

const reason = missingBroker();
if (reason !== undefined) console.log(`damaged types of files: skipped, ${reason}`);

describe.skipIf(reason !== undefined)('damaged types of files', () => {
  let directory: string;
  let writer: RunningBroker | undefined;
  const data = (name: string) => join(directory, name);

  beforeAll(async () => {
    directory = await temporaryDirectory('file-types');
    writer = await startBroker({ dataDirectory: data('stopped') });
    const configEntries = [{ name: 'internal.segment.bytes', value: '2500' }];
    await createTopics(writer.bootstrapServers, [{ topic: TOPIC, numPartitions: 1 + CASES.length, configEntries }]);
    await live(writer.port, 'first');
    // The next leader epoch.
    await writer.kill();
    await writer.start();
    await topicsServe(writer.bootstrapServers, [TOPIC]);
    await live(writer.port, 'second');
    await writer.kill();
    await cp(data('stopped'), data('killed'), { recursive: true });
    await writer.start();
    await topicsServe(writer.bootstrapServers, [TOPIC]);
    await writer.stop();
  }, 120_000);

  afterAll(async () => {
    await writer?.close();
    await removeDirectory(directory);
  }, 60_000);

  for (const state of ['stopped', 'killed'] as const) {
    describe(state, () => {
      let broker: RunningBroker | undefined;
      let connection: TypedConnection;
      let client: RawClient;
      let undamaged: PartitionView;

      beforeAll(async () => {
        const source = new PartitionFolder(data(state), TOPIC, 0);
        for (const [index, { type, mutation }] of CASES.entries()) {
          const folder = new PartitionFolder(data(state), TOPIC, partitionOf(index));
          await rm(folder.path, { recursive: true, force: true });
          await cp(source.path, folder.path, { recursive: true });
          await mutate(await type.file(folder), mutation, SEED + index);
        }
        broker = await startBroker({ dataDirectory: data(state) });
        await topicsServe(broker.bootstrapServers, [TOPIC]);
        connection = await TypedConnection.open(broker.port);
        client = await RawClient.open(broker.port);
        undamaged = await viewOf(connection, TOPIC, 0);
      }, 120_000);

      afterAll(async () => {
        connection?.close();
        client?.close();
        await broker?.close();
      }, 60_000);

      it('the undamaged one is whole', () => {
        expect(undamaged.unreadable.size).toBe(0);
        expect(undamaged.aborted.length).toBe(ROUNDS);
        expect(undamaged.epochEnds.filter((text) => !text.endsWith('-1')).length).toBeGreaterThan(1);
      });

      for (const [index, { type, mutation }] of CASES.entries()) {
        it(`${type.name} ${mutation.name}`, async () => {
          const partition = partitionOf(index);
          const view = await viewOf(connection, TOPIC, partition);
          if (type.records === undefined) expect(view).toEqual(undamaged);
          else if (state === 'killed') expectBeginning(view, undamaged, await damagedSegment(type.records));
          else expectTheRest(view, undamaged, await damagedSegment(type.records));
          if (mutation.name === 'flipped bits' && state === 'stopped') {
            expect(undamaged.batches.size - view.batches.size).toBeLessThanOrEqual(2);
          }
          const written = await client.produce(TOPIC, partition, [Buffer.from('written after')]);
          expect(written).toEqual({ errorCode: 0, baseOffset: view.logEnd });
          expect((await client.fetch(TOPIC, partition, view.logEnd)).records).toHaveLength(1);
        });
      }

      /** Offsets of its first record and of the first one of the next. */
      async function damagedSegment(records: 'old' | 'newest'): Promise<[bigint, bigint]> {
        const files = await new PartitionFolder(data(state), TOPIC, 0).files('.log');
        const bases = files.map((file) => BigInt(basename(file, '.log')));
        const index = records === 'old' ? 1 : bases.length - 1;
        return [bases[index] ?? -1n, bases[index + 1] ?? undamaged.logEnd];
      }

      it.skipIf(brokerKind() === 'kafka')('what cannot be read is told with file and byte, once', async () => {
        const lines = told(broker).filter((line) => line.includes('some records cannot be read'));
        const files = lines.map((line) => /read: (\S+) is damaged at byte \d+: .*; restore the file/.exec(line)?.[1]);
        expect(new Set(files).size).toBe(lines.length);
        expect(lines.length).toBe(state === 'stopped' ? 2 : 0);
      });
    });
  }
});

async function live(port: number, part: string): Promise<void> {
  const connection = await TypedConnection.open(port);
  const plain = await RawClient.open(port);
  const session = new TransactionSession(connection);
  if (part === 'first') await session.prepare([ID]);
  else await session.coordinatorsOf([ID]);
  await init('a', ID).run(session);
  for (let round = 0; round < ROUNDS / 2; round++) {
    await write(12, 'committed', { by: 'a', id: ID, sequence: 0 }).run(session);
    await end('a', ID, 5, true).run(session);
    await completed(ID).run(session);
    await write(12, 'aborted', { by: 'a', id: ID, sequence: 0 }).run(session);
    const answer = await plain.produce(TOPIC, 0, [Buffer.alloc(400, `${part} ${round};`)]);
    expect(answer.errorCode).toBe(0);
    await end('a', ID, 5, false).run(session);
    await completed(ID).run(session);
  }
  plain.close();
  connection.close();
}

function told(broker: RunningBroker | undefined): string[] {
  return `${broker?.process.stdout}\n${broker?.process.stderr}`.split('\n');
}

/** After a clean stop nothing is missing but what was in the damaged segment. */
function expectTheRest(view: PartitionView, undamaged: PartitionView, [first, next]: [bigint, bigint]): void {
  const isOutside = ([offset]: [bigint, unknown]) => offset < first || offset >= next;
  expect([...view.batches].filter(isOutside)).toEqual([...undamaged.batches].filter(isOutside));
  expect([...undamaged.batches]).toEqual(expect.arrayContaining([...view.batches]));
  expect([...view.unreadable].filter(isOutside)).toEqual([]);
  expect(view.logEnd).toBe(next === undamaged.logEnd ? view.logEnd : undamaged.logEnd);
}

/** After a kill the log ends where the first damage is, as Apache Kafka's does. */
function expectBeginning(view: PartitionView, undamaged: PartitionView, [first]: [bigint, bigint]): void {
  expect(view.logEnd).toBeGreaterThanOrEqual(first);
  expect([...view.batches]).toEqual([...undamaged.batches].filter(([offset]) => offset < view.logEnd));
  expect(view.unreadable.size).toBe(0);
}
