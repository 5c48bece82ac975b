// A full data directory of Apache Kafka 4.3.1, taken over and given back: every topic, id, config, offset, group,
// transaction and record that a client can see is the same on the other broker, whose metadata begin with a snapshot.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkDirectory } from '../../../src/check/check-directory.ts';
import { reportOf } from '../../../src/check/report.ts';
import { Broker } from '../../../src/index.ts';
import { missingBroker, startBroker } from '../../support/broker.ts';
import { missing } from '../../support/paths.ts';
import { removeDirectory, temporaryDirectory } from '../../support/temporary.ts';
import { dumpEverything } from './dump.ts';
import { GROUPS, live, TRANSACTIONAL_IDS } from './life.ts';
import { portrait } from './portrait.ts';

type Kind = 'millrace' | 'kafka';

/** A snapshot now and then, of which only the last one may stay, with the log behind it. */
const properties = {
  'group.initial.rebalance.delay.ms': '0',
  'offsets.topic.num.partitions': '4',
  'transaction.state.log.num.partitions': '4',
  'metadata.log.max.record.bytes.between.snapshots': '1500',
  'metadata.max.retention.bytes': '4000',
};
const reason = missingBroker('kafka') ?? missing.kcat();

describe.skipIf(reason !== undefined)(`A full data directory${reason === undefined ? '' : ` (${reason})`}`, () => {
  let directory: string;
  let data: string;

  beforeEach(async () => {
    directory = await temporaryDirectory('interchange');
    data = join(directory, 'data');
  });

  afterEach(() => removeDirectory(directory));

  async function serve<T>(kind: Kind, use: (port: number) => Promise<T>): Promise<T> {
    const broker =
      kind === 'kafka'
        ? await startBroker({ dataDirectory: data, properties }, 'kafka')
        : await Broker.start({ port: 0, dataDir: data, properties });
    try {
      return await use(broker.port);
    } finally {
      await broker.close();
    }
  }

  const seen = (port: number) => portrait({ port, groups: GROUPS, transactionalIds: TRANSACTIONAL_IDS });

  async function snapshots(): Promise<string[]> {
    return (await readdir(join(data, '__cluster_metadata-0'))).filter((name) => name.endsWith('.checkpoint')).sort();
  }

  it('goes from Apache Kafka to Millrace and back', { timeout: 400_000 }, async () => {
    const ofKafka = await serve('kafka', async (port) => {
      await live(port, 0);
      return seen(port);
    });
    const kafkasSnapshots = await snapshots();
    expect(kafkasSnapshots.length).toBeGreaterThan(0);
    const { text, isReady } = reportOf(await checkDirectory(data));
    expect(isReady, text).toBe(true);
    expect(text).toMatch(/of\.round-0: 5 partitions, 1 own setting/);

    const ofMillrace = await serve('millrace', async (port) => {
      expect(await seen(port)).toEqual(ofKafka);
      await live(port, 1);
      return seen(port);
    });
    const ours = (await snapshots()).filter((name) => !kafkasSnapshots.includes(name));
    expect(ours.length).toBeGreaterThan(0);
    expect(kafkasSnapshots.filter((name) => ours.includes(name))).toEqual([]);
    const { counts, complaints } = await dumpEverything(data);
    expect(complaints).toEqual([]);
    for (const suffix of ['.log', '.index', '.timeindex', '.txnindex', '.snapshot', '.checkpoint']) {
      expect(counts[suffix], suffix).toBeGreaterThan(0);
    }

    await serve('kafka', async (port) => {
      expect(await seen(port)).toEqual(ofMillrace);
      await live(port, 2);
    });
    await serve('millrace', async (port) => {
      const topics = (await seen(port)).topics.map(({ name }) => name);
      expect(topics.filter((name) => name.startsWith('of.round'))).toEqual(['of.round-0', 'of.round-1', 'of.round-2']);
    });
  });
});
