// Transactional ids that nobody uses are forgotten, as Apache Kafka 4.3.1 forgets them: what they are told, who keeps
// theirs, and that a restart does not bring them back.
import { describe, expect, it } from 'vitest';
import { Broker } from '../../src/index.ts';
import { missingBroker, startBroker } from '../support/broker.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { waitUntil } from '../support/wait.ts';
import { TransactionSession } from './transactions/session.ts';
import { TypedConnection } from './typed-connection.ts';

const properties = {
  'transaction.state.log.num.partitions': '2',
  'offsets.topic.num.partitions': '2',
  'transactional.id.expiration.ms': '1500',
  'transaction.remove.expired.transaction.cleanup.interval.ms': '200',
};
const T0 = [{ name: 't', partitions: [0] }];
const reason = missingBroker('kafka');

type Kind = 'millrace' | 'kafka';
interface Served {
  port: number;
  close(): Promise<unknown>;
}

function serve(kind: Kind, dataDirectory: string): Promise<Served> {
  return kind === 'kafka'
    ? startBroker({ dataDirectory, properties }, 'kafka')
    : Broker.start({ port: 0, dataDir: dataDirectory, properties });
}

async function told(kind: Kind): Promise<unknown[]> {
  const dataDirectory = await temporaryDirectory(`expiry-${kind}`);
  const answers: unknown[] = [];
  let broker = await serve(kind, dataDirectory);
  try {
    let session = new TransactionSession(await TypedConnection.open(broker.port));
    await session.prepare(['silent', 'open']);
    answers.push(await session.init('open', 4, { transactionalId: 'open' }));
    answers.push(await session.add('open', 3, session.producer('open'), T0));
    answers.push(await session.init('silent', 4, { transactionalId: 'silent' }));
    answers.push(await session.add('silent', 3, session.producer('silent'), T0));
    answers.push(await session.end('silent', 'silent', 4, session.producer('silent'), true));
    await waitUntil('the silent id to be forgotten', async () => {
      const { transactionState } = (await session.describe('silent')) ?? {};
      return transactionState === '';
    });
    answers.push(await session.described('silent'), await session.described('open'));
    answers.push(await session.end('silent', 'silent', 4, session.producer('silent'), true));
    session.connection.close();
    await broker.close();

    broker = await serve(kind, dataDirectory);
    session = new TransactionSession(await TypedConnection.open(broker.port));
    await session.prepare(['silent', 'open']);
    answers.push(await session.described('silent'));
    answers.push(await session.init('silent', 4, { transactionalId: 'silent' }));
    session.connection.close();
    return answers;
  } finally {
    await broker.close();
    await removeDirectory(dataDirectory);
  }
}

describe.skipIf(reason !== undefined)('Transactional ids that nobody uses', () => {
  it('are forgotten like those of Apache Kafka', async () => {
    const [theirs, ours] = await Promise.all([told('kafka'), told('millrace')]);
    expect(ours).toEqual(theirs);
    expect(ours).toContainEqual(expect.objectContaining({ error: 'TRANSACTIONAL_ID_NOT_FOUND' }));
    expect(ours).toContainEqual(expect.objectContaining({ error: 'INVALID_PRODUCER_ID_MAPPING' }));
    expect(ours).toContainEqual(expect.objectContaining({ transactionState: 'Ongoing' }));
  }, 120_000);
});
