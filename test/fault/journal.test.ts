// Durable partitions whose records were flushed together, by way of the journal of their log directory: after SIGKILL
// the directory is a whole one for `millrace check`, for Apache Kafka and for the next start, and all that was
// acknowledged is there. (What a power loss takes is the crash test's, which has a disk that can lose it.)
import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkDirectory } from '../../src/check/check-directory.ts';
import { reportOf } from '../../src/check/report.ts';
import { missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import { RawClient } from '../support/raw/client.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { createTopics } from '../support/topics.ts';

const TOPIC = 'durable';
const PARTITIONS = 16;
const PRODUCERS = 8;
const RECORDS_EACH = 100;

const reason = missingBroker('millrace');
const missingKafka = missingBroker('kafka');

describe.skipIf(reason !== undefined)('a journal', () => {
  let directory: string;
  let data: string;
  let acknowledged: string[];

  beforeEach(async () => {
    directory = await temporaryDirectory('journal');
    data = join(directory, 'data');
    const broker = await startBroker({ dataDirectory: data }, 'millrace');
    const configEntries = [{ name: 'flush.messages', value: '1' }];
    await createTopics(broker.bootstrapServers, [{ topic: TOPIC, numPartitions: PARTITIONS, configEntries }]);
    const producers = Array.from({ length: PRODUCERS }, (_, producer) => produceSome(broker.port, producer));
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
      expect(await stored(kafka)).toEqual(acknowledged);
      await kafka.close();
      expect(await journals(copy)).not.toEqual([]);
      const broker = await startBroker({ dataDirectory: copy }, 'millrace');
      expect(await stored(broker)).toEqual(acknowledged);
      expect(await journals(copy), 'the clean stop vouches for the logs').toEqual([]);
      await broker.close();
    },
  );
});

async function journals(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.startsWith('.millrace_journal_'));
}

/** `partition@offset value` of each record that was acknowledged. */
async function produceSome(port: number, producer: number): Promise<string[]> {
  const client = await RawClient.open(port);
  const told: string[] = [];
  for (let index = 0; index < RECORDS_EACH; index++) {
    const [partition, value] = [(producer + index) % PARTITIONS, `${producer} ${index}`];
    const answer = await client.produce(TOPIC, partition, [Buffer.from(value)]);
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
