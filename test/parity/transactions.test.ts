// The transaction coordinator and Apache Kafka's, asked the same, one step after the other: the answers must be the same.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Broker } from '../../src/index.ts';
import { missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import { errorSteps } from './transactions/errors.ts';
import { lifeSteps } from './transactions/life.ts';
import { listSteps } from './transactions/lists.ts';
import { markerSteps } from './transactions/markers.ts';
import { produceSteps } from './transactions/produce.ts';
import { TransactionSession } from './transactions/session.ts';
import type { TransactionStep } from './transactions/steps.ts';
import { TypedConnection } from './typed-connection.ts';

const properties = {
  'offsets.topic.num.partitions': '4',
  'transaction.state.log.num.partitions': '4',
  'transaction.abort.timed.out.transaction.cleanup.interval.ms': '500',
};

const steps: TransactionStep[] = [...errorSteps, ...lifeSteps, ...markerSteps, ...listSteps, ...produceSteps];
const reason = missingBroker('kafka');

describe.skipIf(reason !== undefined)('Transactions are answered like Apache Kafka', () => {
  let kafka: RunningBroker;
  let millrace: Broker;
  let theirs: TransactionSession;
  let ours: TransactionSession;

  beforeAll(async () => {
    [kafka, millrace] = await Promise.all([
      startBroker({ properties }, 'kafka'),
      Broker.start({ port: 0, properties }),
    ]);
    theirs = new TransactionSession(await TypedConnection.open(kafka.port));
    ours = new TransactionSession(await TypedConnection.open(millrace.port));
    const ids = ['x', 'v1', 'lists', 'stranger', 'late', 'produce'];
    await Promise.all([theirs.prepare(ids), ours.prepare(ids)]);
  }, 120_000);

  afterAll(async () => {
    theirs?.connection.close();
    ours?.connection.close();
    await Promise.all([kafka?.close(), millrace?.close()]);
  }, 120_000);

  it.each(steps.map((one, index) => [`${index}. ${one.says}`, one] as const))('%s', async (_says, { run }) => {
    const [expected, actual] = await Promise.all([run(theirs), run(ours)]);
    expect(sorted(actual)).toEqual(sorted(expected));
  });
});

/** The order of lists is each broker's own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    const print = (item: unknown) =>
      JSON.stringify(item, (_key, field) => (typeof field === 'bigint' ? `${field}` : field));
    return value.map(sorted).sort((a, b) => (print(a) < print(b) ? -1 : 1));
  }
  if (value === null || typeof value !== 'object' || Buffer.isBuffer(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, sorted(field)]));
}
