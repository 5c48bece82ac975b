// Apache Kafka's Java client sometimes sends a commit before the transaction's last record (see
// programs/CommitBeforeRecord.java, which brings it about). It ends the producer at an Apache Kafka that is through with
// the transaction before; here the commit is sent back once and comes again behind its record.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrokerKind, missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import { compiledJava } from '../support/compiled-java.ts';
import { javaArguments } from '../support/java.ts';
import { missing, ROOT } from '../support/paths.ts';
import { runProcess } from '../support/process.ts';
import { createTopics } from '../support/topics.ts';

const PROGRAM = join(ROOT, 'test/transactions/programs/CommitBeforeRecord.java');
const MAIN = 'org.apache.kafka.clients.producer.internals.CommitBeforeRecord';
/** Enough for an Apache Kafka to complete a transaction. */
const APART_MS = 1_000;

const LOST = /^commit: InvalidTxnStateException\nrecord: InvalidTxnStateException\n$/;
const KEPT = /^commit: done\nrecord: offset \d+\n$/;
const cases: [BrokerKind, number, RegExp][] = [
  ['millrace', 0, KEPT],
  ['millrace', APART_MS, KEPT],
  ['kafka', APART_MS, LOST],
];

const reason = missingBroker('kafka') ?? missing.javaCompiler();
if (reason !== undefined) console.log(`a commit before its record: skipped, ${reason}`);

describe.skipIf(reason !== undefined)('a commit that its client sends before its record', () => {
  const brokers = new Map<BrokerKind, RunningBroker>();

  beforeAll(async () => {
    for (const kind of ['millrace', 'kafka'] as const) {
      const broker = await startBroker({}, kind);
      brokers.set(kind, broker);
      await createTopics(broker.bootstrapServers, [{ topic: 't', numPartitions: 1 }]);
    }
  }, 90_000);

  afterAll(async () => {
    for (const broker of brokers.values()) await broker.close();
  }, 90_000);

  it.each(cases)(
    'at %s, %i ms after the transaction before',
    async (kind, apartMs, outcome) => {
      const classes = await compiledJava(PROGRAM);
      const servers = brokers.get(kind)?.bootstrapServers ?? '';
      const command = [...javaArguments('tools', 256, [classes]), MAIN, servers, 't', `${apartMs}`];
      const { stdout } = await runProcess('java', command, { timeoutMs: 60_000 });
      expect(stdout.toString()).toMatch(outcome);
    },
    90_000,
  );
});
