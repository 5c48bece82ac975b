// Durable partitions whose records were flushed together, by way of the journal of their log directory: after SIGKILL
// the directory is a whole one for `millrace check`, for Apache Kafka and for the next start, and all that was
// acknowledged is there. (What a power loss takes is the crash test's, which has a disk that can lose it.)
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { checkDirectory } from '../../src/check/check-directory.ts';
import { reportOf } from '../../src/check/report.ts';
import { missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import { Mounts } from '../support/mounts.ts';
import { RawClient } from '../support/raw/client.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { createTopics } from '../support/topics.ts';
import { waitUntil } from '../support/wait.ts';

const TOPIC = 'durable';
const PARTITIONS = 16;
const PRODUCERS = 8;
const RECORDS_EACH = 100;
const KAFKA_STORAGE_ERROR = 56;

const reason = missingBroker('millrace');
const missingKafka = missingBroker('kafka');

describe.skipIf(reason !== undefined)('a journal', () => {
  let directory: string;
  let data: string;
  let acknowledged: string[];

  beforeEach(async () => {
    directory = await temporaryDirectory('journal');
    data = join(directory, 'data');
    const broker = await startDurable(data);
    const producers = Array.from({ length: PRODUCERS }, (_, producer) =>
      produceSome(broker.port, producer, RECORDS_EACH, 10),
    );
    acknowledged = (await Promise.all(producers)).flat().sort();
    await broker.kill('SIGKILL');
    expect(await journals(data)).not.toEqual([]);
  }, 120_000);

  afterEach(() => removeDirectory(directory));

  it('of a killed broker is no matter to a check, and the next start needs it no more', {
    timeout: 60_000,
  }, async () => {
    const { text, isReady } = reportOf(await checkDirectory(data));
    expect(isReady, text).toBe(true);
    expect(text).toMatch(/16 partitions recovered: checked \d+ bytes in 16 segments, all of them whole/);
    expect(await journals(data), 'a check changes nothing').not.toEqual([]);
    const broker = await startBroker({ dataDirectory: data }, 'millrace');
    expect(await stored(broker)).toEqual(acknowledged);
    expect(await journals(data)).toEqual([]);
    await broker.close();
    expect(await journals(data)).toEqual([]);
  });

  it.skipIf(missingKafka !== undefined)(
    `lies beside what Apache Kafka opens and closes${missingKafka === undefined ? '' : ` (${missingKafka})`}`,
    { timeout: 180_000 },
    async () => {
      const copy = join(directory, 'copy');
      await cp(data, copy, { recursive: true });
      const kafka = await startBroker({ dataDirectory: copy }, 'kafka');
      // It leads its partitions a while after it serves.
      const found = await waitUntil('Apache Kafka to lead', () => stored(kafka));
      expect(found).toEqual(acknowledged);
      await kafka.close();
      expect(await journals(copy)).not.toEqual([]);
      const broker = await startBroker({ dataDirectory: copy }, 'millrace');
      expect(await stored(broker)).toEqual(acknowledged);
      expect(await journals(copy), 'the clean stop vouches for the logs').toEqual([]);
      await broker.close();
    },
  );
});

describe.skipIf(reason !== undefined)('a journal on a disk that is full', () => {
  it('takes nothing away from what was acknowledged, and is there again with space', {
    timeout: 120_000,
  }, async (context) => {
    const disk = await temporaryDirectory('full-journal');
    const mounts = new Mounts();
    onTestFinished(async () => {
      mounts.close();
      await removeDirectory(disk);
    });
    const refusal = mounts.add('-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', disk);
    if (refusal !== undefined) return context.skip(refusal);
    const data = join(disk, 'data');
    await mkdir(data);
    await writeFile(join(disk, 'ballast'), Buffer.alloc(2_000_000));
    const broker = await startDurable(data);
    onTestFinished(() => broker.close());
    const told = await Promise.all(
      Array.from({ length: PRODUCERS }, (_, producer) => produceSome(broker.port, producer, Infinity, 2_000)),
    );
    const acknowledged = told.flat().sort();
    expect(broker.process.running).toBe(true);
    await rm(join(disk, 'ballast'));
    await broker.restart();
    expect(await stored(broker)).toEqual(acknowledged);
    const more = Array.from({ length: PRODUCERS }, (_, producer) => produceSome(broker.port, producer, 20, 100));
    expect(await stored(broker)).toEqual([...acknowledged, ...(await Promise.all(more)).flat()].sort());
    expect(await journals(data)).not.toEqual([]);
  });
});

async function startDurable(dataDirectory: string): Promise<RunningBroker> {
  const broker = await startBroker({ dataDirectory }, 'millrace');
  const configEntries = [{ name: 'flush.messages', value: '1' }];
  await createTopics(broker.bootstrapServers, [{ topic: TOPIC, numPartitions: PARTITIONS, configEntries }]);
  return broker;
}

async function journals(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.startsWith('.millrace_journal_'));
}

/** Until so many are acknowledged or the disk is full. `partition@offset value` of each that was acknowledged. */
async function produceSome(port: number, producer: number, countMax: number, valueBytes: number): Promise<string[]> {
  const client = await RawClient.open(port);
  const told: string[] = [];
  for (let index = 0; index < countMax; index++) {
    const partition = (producer + index) % PARTITIONS;
    const value = `${producer} ${index}`.padEnd(valueBytes);
    const answer = await client.produce(TOPIC, partition, [Buffer.from(value)]);
    if (answer.errorCode === KAFKA_STORAGE_ERROR) break;
    expect(answer.errorCode).toBe(0);
    told.push(`${partition}@${answer.baseOffset} ${value}`);
  }
  client.close();
  return told;
}

async function stored(broker: RunningBroker): Promise<string[]> {
  const client = await RawClient.open(broker.port);
  const found: string[] = [];
  for (let partition = 0; partition < PARTITIONS; partition++) {
    for (const { offset, value } of await client.readAll(TOPIC, partition))
      found.push(`${partition}@${offset} ${value}`);
  }
  client.close();
  return found.sort();
}
