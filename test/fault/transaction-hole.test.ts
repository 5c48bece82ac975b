// A power loss takes the commit of a transaction, a segment of its own, and leaves the segments behind it, in which
// the same producer aborts its next transaction. What is behind the hole goes, and the coordinator knows what was decided.
// Apache Kafka keeps it, and the abort there takes the committed record along.

import { rm, truncate } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { write } from '../parity/transactions/produce.ts';
import { TransactionSession } from '../parity/transactions/session.ts';
import { completed, end, init } from '../parity/transactions/steps.ts';
import { TypedConnection } from '../parity/typed-connection.ts';
import { brokerKind, missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import { createTopics, topicsServe } from '../support/topics.ts';
import { PartitionFolder } from './partition-folder.ts';
import { viewOf } from './partition-view.ts';

const TOPIC = 't';
const ID = 'writer';
/** A record or a marker. */
const SEGMENT_BYTES = '100';
const reason = missingBroker();
if (reason !== undefined) console.log(`a hole in a transaction: skipped, ${reason}`);

let broker: RunningBroker | undefined;

afterAll(() => broker?.close(), 60_000);

it.skipIf(reason !== undefined)('a lost commit with whole segments behind it', { timeout: 120_000 }, async () => {
  broker = await startBroker();
  const configEntries = [{ name: 'internal.segment.bytes', value: SEGMENT_BYTES }];
  await createTopics(broker.bootstrapServers, [{ topic: TOPIC, numPartitions: 1, configEntries }]);
  const before = await TypedConnection.open(broker.port);
  const session = new TransactionSession(before);
  await session.prepare([ID]);
  await init('a', ID).run(session);
  for (const committed of [true, false]) {
    await write(12, 'a record', { by: 'a', id: ID, sequence: 0 }).run(session);
    await end('a', ID, 5, committed).run(session);
    await completed(ID).run(session);
  }
  const whole = await viewOf(before, TOPIC, 0);
  before.close();
  await broker.kill();
  expect(whole).toMatchObject({ logEnd: 4n, aborted: [expect.stringContaining(' from 2')] });

  const folder = new PartitionFolder(broker.dataDirectory, TOPIC, 0);
  const segments = await folder.files('.log');
  expect(segments.map((file) => Number(basename(file, '.log')))).toEqual([0, 1, 2, 3]);
  await truncate(segments[1] ?? '');
  // As if nothing had been checkpointed yet.
  await rm(join(broker.dataDirectory, 'recovery-point-offset-checkpoint'), { force: true });
  await broker.start();
  await topicsServe(broker.bootstrapServers, [TOPIC]);
  const after = await TypedConnection.open(broker.port);
  const left = await viewOf(after, TOPIC, 0);
  if (brokerKind() === 'kafka') {
    expect([...left.batches.keys()]).toEqual([0n, 2n, 3n]);
    expect(left.aborted).toEqual([expect.stringContaining(' from 0')]);
  } else {
    expect([...left.batches.keys()]).toEqual([0n]);
    expect(left.aborted).toEqual([]);
    expect(broker.process.stdout + broker.process.stderr).toMatch(/offsets 1 to 1 before \S*0+2\.log are missing/);
  }
  after.close();
});
