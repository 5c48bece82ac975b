// Transactions on the disk: Kafka's DumpLogSegments says the same of our log, transaction index and producer snapshot as
// of Apache Kafka's, and a data directory with open, committed and aborted transactions moves between the two.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Broker } from '../../src/index.ts';
import { consume } from '../embedded/kafkajs-client.ts';
import { missingBroker, startBroker } from '../support/broker.ts';
import { runTool } from '../support/java.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { waitUntil } from '../support/wait.ts';
import { write } from './transactions/produce.ts';
import { TransactionSession } from './transactions/session.ts';
import { completed, end, init, type TransactionStep } from './transactions/steps.ts';
import { TypedConnection } from './typed-connection.ts';

type Kind = 'millrace' | 'kafka';

const properties = {
  'offsets.topic.num.partitions': '4',
  'transaction.state.log.num.partitions': '4',
  'group.initial.rebalance.delay.ms': '0',
};
const reason = missingBroker('kafka');

/** A committed transaction, an aborted one, one of the old generation, and one that stays open. */
const life: TransactionStep[] = [
  init('a', 'first'),
  write(12, 'first', { by: 'a', id: 'first', sequence: 0 }),
  write(12, 'first', { by: 'a', id: 'first', sequence: 1, partitions: [0] }),
  end('a', 'first', 5, true),
  completed('first'),
  write(12, 'aborted', { by: 'a', id: 'first', sequence: 0 }),
  init('b', 'second'),
  write(12, 'between', { by: 'b', id: 'second', sequence: 0 }),
  end('a', 'first', 5, false),
  completed('first'),
  end('b', 'second', 5, true),
  completed('second'),
  write(12, 'open', { by: 'b', id: 'second', sequence: 0 }),
];

const isDone = (answer: unknown) => JSON.stringify(answer).includes('"error":"NONE"');

describe.skipIf(reason !== undefined)('Transactions on the disk', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await temporaryDirectory('transactions');
  });

  afterEach(() => removeDirectory(directory));

  async function serve(kind: Kind, folder: string, use: (port: number) => Promise<void>): Promise<void> {
    if (kind === 'millrace') {
      await using broker = await Broker.start({ port: 0, dataDir: join(directory, folder), properties });
      await use(broker.port);
      return;
    }
    const kafka = await startBroker({ dataDirectory: join(directory, folder), properties }, 'kafka');
    try {
      await use(kafka.port);
    } finally {
      await kafka.close();
    }
  }

  async function inSession(port: number, use: (session: TransactionSession) => Promise<void>): Promise<void> {
    const connection = await TypedConnection.open(port);
    try {
      await use(new TransactionSession(connection));
    } finally {
      connection.close();
    }
  }

  /** What DumpLogSegments says of a partition, without what is each broker's own: ids, times, checksums, paths. */
  async function dump(kind: Kind): Promise<string[]> {
    const folder = join(directory, kind, 't-0');
    const files = (await readdir(folder)).filter((name) => /\.(log|txnindex|snapshot)$/.test(name)).toSorted();
    const paths = files.map((file) => join(folder, file)).join(',');
    const { stdout } = await runTool('org.apache.kafka.tools.DumpLogSegments', ['--print-data-log', '--files', paths]);
    const own = /(producerId|crc|CreateTime|lastTimestamp|timestamp): -?\d+/g;
    return stdout.toString().replaceAll(folder, '').replaceAll(own, '$1: …').trim().split('\n');
  }

  it('are the same to DumpLogSegments', { timeout: 180_000 }, async () => {
    for (const kind of ['millrace', 'kafka'] as const) {
      await serve(kind, kind, (port) =>
        inSession(port, async (session) => {
          await session.prepare(['first', 'second']);
          for (const { run } of life) await run(session);
        }),
      );
    }
    const [ours, theirs] = [await dump('millrace'), await dump('kafka')];
    // Producers are listed in no order.
    expect(ours.toSorted()).toEqual(theirs.toSorted());
    const told = ours.join('\n');
    expect([...told.matchAll(/endTxnMarker: (\w+)/g)].map(([, type]) => type)).toEqual(['COMMIT', 'ABORT', 'COMMIT']);
    expect(told).toMatch(/version: 0 producerId: … firstOffset: 3 lastOffset: 5 lastStableOffset: 4/);
    expect(told).toMatch(/currentTxnFirstOffset: OptionalLong\[7\]/);
    expect(told).not.toMatch(/isvalid: false|Could not|error/i);
  });

  const journeys: Kind[][] = [
    ['millrace', 'kafka', 'millrace'],
    ['kafka', 'millrace'],
  ];

  it.each(journeys.map((journey) => [journey.join(' → '), journey] as const))(
    'move: %s',
    { timeout: 240_000 },
    async (_name, journey) => {
      for (const [round, kind] of journey.entries()) {
        await serve(kind, 'moving', async (port) => {
          await inSession(port, async (session) => {
            if (round === 0) await session.prepare(['first', 'second']);
            // The transaction that the last broker left open is aborted by its producer's return.
            await waitUntil('a coordinator', async () => isDone(await init('b', 'second').run(session)));
            await completed('second').run(session);
            for (const { run } of life) await run(session);
          });
          const visible = ['value 0', 'value 0', 'value 1'];
          const expected = journey.slice(0, round + 1).flatMap(() => visible);
          const read = await consume(`127.0.0.1:${port}`, 't', `readers-${round}`, expected.length);
          expect(read).toEqual(expected.toSorted());
        });
      }
    },
  );
});
