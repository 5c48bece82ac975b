// A transaction moves between Millrace and Apache Kafka 4.3.1 with its data directory: what is open on one is ended on
// the other, in both generations. Kafka's own tool reads the transaction log that we wrote.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Broker } from '../../src/index.ts';
import { missingBroker, startBroker } from '../support/broker.ts';
import { runTool } from '../support/java.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { type Producer, TransactionSession } from './transactions/session.ts';
import { TypedConnection } from './typed-connection.ts';

type Kind = 'millrace' | 'kafka';

const properties = { 'transaction.state.log.num.partitions': '4', 'offsets.topic.num.partitions': '4' };
const TOPICS = [{ name: 't', partitions: [0, 1] }];
const reason = missingBroker('kafka');

describe.skipIf(reason !== undefined)(`Transactions move${reason === undefined ? '' : ` (${reason})`}`, () => {
  let directory: string;

  beforeEach(async () => {
    directory = await temporaryDirectory('moving-transactions');
  });

  afterEach(() => removeDirectory(directory));

  async function serve(kind: Kind, use: (session: TransactionSession) => Promise<void>): Promise<void> {
    const dataDirectory = join(directory, 'data');
    const broker =
      kind === 'kafka'
        ? await startBroker({ dataDirectory, properties }, 'kafka')
        : await Broker.start({ port: 0, dataDir: dataDirectory, properties });
    try {
      const session = new TransactionSession(await TypedConnection.open(broker.port));
      await use(session);
      session.connection.close();
    } finally {
      await broker.close();
    }
  }

  const journeys: [Kind, Kind][] = [
    ['millrace', 'kafka'],
    ['kafka', 'millrace'],
  ];

  it.each(journeys)('from %s to %s', { timeout: 240_000 }, async (from, to) => {
    const producers = new Map<string, Producer>();
    await serve(from, async (session) => {
      await session.prepare(['old', 'new']);
      for (const [id, version] of [
        ['old', 3],
        ['new', 5],
      ] as const) {
        await session.init(id, 4, { transactionalId: id });
        await session.add(id, version, session.producer(id), TOPICS);
        expect(await session.described(id)).toMatchObject({ transactionState: 'Ongoing', producerEpoch: 0 });
        producers.set(id, session.producer(id));
      }
    });
    await serve(to, async (session) => {
      await session.coordinatorsOf(['old', 'new']);
      for (const [id, version] of [
        ['old', 4],
        ['new', 5],
      ] as const) {
        const producer = producers.get(id);
        if (producer === undefined) throw new Error(`${id} has not begun`);
        expect(await session.described(id)).toMatchObject({
          transactionState: 'Ongoing',
          topics: [{ topic: 't', partitions: expect.arrayContaining([0, 1]) }],
        });
        expect(await session.end(id, id, version, producer, id === 'new')).toMatchObject({ error: 'NONE' });
        const state = id === 'new' ? 'CompleteCommit' : 'CompleteAbort';
        expect(await session.completed(id)).toMatchObject({ transactionState: state, topics: [] });
      }
    });
    // And back, where they are found as they were left.
    await serve(from, async (session) => {
      await session.coordinatorsOf(['old', 'new']);
      expect(await session.described('new')).toMatchObject({ transactionState: 'CompleteCommit', producerEpoch: 1 });
      expect(await session.described('old')).toMatchObject({ transactionState: 'CompleteAbort', producerEpoch: 0 });
    });
  });

  it('in a log that DumpLogSegments understands', { timeout: 120_000 }, async () => {
    await serve('millrace', async (session) => {
      await session.prepare(['x']);
      await session.init('x', 4, { transactionalId: 'x' });
      await session.add('x', 5, session.producer('x'), TOPICS);
      await session.end('x', 'x', 5, session.producer('x'), true);
      await session.completed('x');
    });
    const lines = await dumped(join(directory, 'data'));
    const states = lines.flatMap((line) => /"transactionStatus":(\d+)/.exec(line)?.[1] ?? []);
    expect(states).toEqual(['0', '1', '2', '4']);
    expect(lines.filter((line) => line.includes('"transactionalId":"x"'))).toHaveLength(4);
    expect(lines.join('\n')).toMatch(/"transactionStatus":2.*"clientTransactionVersion":2/);
  });
});

/** What Kafka's tool says of every partition of the transaction log that holds something. */
async function dumped(dataDirectory: string): Promise<string[]> {
  const lines: string[] = [];
  for (const folder of await readdir(dataDirectory)) {
    if (!folder.startsWith('__transaction_state-')) continue;
    const log = join(dataDirectory, folder, '00000000000000000000.log');
    const size = await stat(log).then(
      (found) => found.size,
      () => 0,
    );
    if (size === 0) continue;
    const args = ['--transaction-log-decoder', '--files', log];
    const { stdout } = await runTool('org.apache.kafka.tools.DumpLogSegments', args);
    lines.push(...String(stdout).split('\n'));
  }
  return lines;
}
