// Random transactions of two clients while the broker is killed and connections are cut; the history must be one that
// exactly-once transactions can have. The seed is printed; MILLRACE_TEST_SEED runs another one, and
// MILLRACE_TEST_TRANSACTIONS more. With MILLRACE_TEST_BROKER=kafka the same run judges Apache Kafka.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/seeded-random.ts';
import { brokerKind, missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import { missing } from '../support/paths.ts';
import { createTopics } from '../support/topics.ts';
import { pause } from '../support/wait.ts';
import { checkHistory } from './check-history.ts';
import { CuttingProxy } from './cutting-proxy.ts';
import type { History, Outcome, TransactionEvent } from './history.ts';
import { ClientDied, Workload } from './workload.ts';

const TOPIC = 'ledger';
const PARTITIONS = 5;
const TRANSACTIONS = Number(process.env.MILLRACE_TEST_TRANSACTIONS ?? 1_000);
/** At most about sixty kills, however long the run is. */
const TRANSACTIONS_PER_KILL = Math.max(brokerKind() === 'kafka' ? 400 : 150, TRANSACTIONS / 60);
const LONGEST_PAUSE_BEFORE_KILL_MS = 100;
const CUT_EVERY_MS = 250;
const TIMEOUT_MS = 120_000 + TRANSACTIONS * 150;
const SEGMENT_MS = 3_000;

const seed = Number(process.env.MILLRACE_TEST_SEED ?? 6);
const reason = missingBroker() ?? missing.javaCompiler() ?? missing.python();
if (reason !== undefined) console.log(`history of transactions: skipped, ${reason}`);

describe.skipIf(reason !== undefined)('random transactions', () => {
  const random = seededRandom(seed);
  let proxy: CuttingProxy;
  let broker: RunningBroker;
  let workload: Workload | undefined;
  let killCount = 0;

  beforeAll(async () => {
    proxy = await CuttingProxy.start();
    const properties = {
      'advertised.listeners': `PLAINTEXT://127.0.0.1:${proxy.port}`,
      'transaction.abort.timed.out.transaction.cleanup.interval.ms': '300',
      'log.flush.offset.checkpoint.interval.ms': '1000',
    };
    broker = await startBroker({ properties, startTimeoutMs: 120_000 });
    proxy.target = broker.port;
  }, 120_000);

  afterAll(async () => {
    await workload?.kill();
    await broker?.close();
    await proxy?.close();
  }, 60_000);

  it(
    `${TRANSACTIONS} of them under kills and cuts are exactly once, seed ${seed}`,
    async () => {
      const begunMs = Date.now();
      const history = await historyOf(TOPIC).catch((error: unknown) => {
        if (!(error instanceof ClientDied)) throw error;
        console.log(`once more from the beginning: ${error.message.slice(-1_000)}`);
        return historyOf(`${TOPIC}-again`);
      });
      if (process.env.MILLRACE_TEST_REASONS !== undefined) console.log(reasons(history));
      console.log(summary(history, (Date.now() - begunMs) / 1000));
      const violations = checkHistory(history);
      expect(violations.slice(0, 20), counts(violations.map(({ name }) => name))).toEqual([]);
      expect(history.transactions.length).toBe(TRANSACTIONS);
      expect(history.transactions.filter(({ outcome }) => outcome === 'committed').length).toBeGreaterThan(
        TRANSACTIONS / 2,
      );
      expect(history.ends).not.toBeNull();
    },
    2 * TIMEOUT_MS,
  );

  async function historyOf(topic: string): Promise<History> {
    await workload?.kill();
    const bootstrapServers = `127.0.0.1:${proxy.port}`;
    const configEntries = [{ name: 'segment.ms', value: String(SEGMENT_MS) }];
    await createTopics(bootstrapServers, [{ topic, numPartitions: PARTITIONS, configEntries }]);
    const workers = { javaWorkers: 5, pythonWorkers: 3, readers: 2 };
    const load = { topic, partitions: PARTITIONS, seed, transactions: TRANSACTIONS };
    workload = await Workload.start({ bootstrapServers, ...load, ...workers });
    const cutting = setInterval(() => proxy.cut(random), CUT_EVERY_MS);
    try {
      await killAlongTheWay(workload);
    } finally {
      clearInterval(cutting);
    }
    return workload.finish();
  }

  async function killAlongTheWay(running: Workload): Promise<void> {
    const { transactions } = running.history;
    while (transactions.length + TRANSACTIONS_PER_KILL < TRANSACTIONS) {
      await running.progress(transactions.length + TRANSACTIONS_PER_KILL);
      await pause(random() * LONGEST_PAUSE_BEFORE_KILL_MS);
      await broker.kill('SIGKILL');
      killCount++;
      await broker.start();
    }
    await running.progress(Number.POSITIVE_INFINITY);
  }

  function summary(history: History, seconds: number): string {
    const count = (outcome: Outcome) => history.transactions.filter((one) => one.outcome === outcome).length;
    const outcomes = (['committed', 'aborted', 'fenced', 'unknown'] as const).map((name) => `${count(name)} ${name}`);
    return (
      `history of ${broker.kind}: ${history.transactions.length} transactions (${outcomes.join(', ')}) in ` +
      `${seconds.toFixed(0)} s, ${killCount} kills, ${proxy.cutCount} cuts, ${history.stored.length} records stored, ` +
      `${history.offsets.length} offsets read, seed ${seed}`
    );
  }
});

/** How often each error decided an outcome. */
function reasons(history: History): string {
  const decided = history.transactions.filter(({ because }) => because !== '');
  const text = ({ producer, outcome, because }: TransactionEvent) =>
    `${producer.split('-')[0]} ${outcome}: ${because.replaceAll(/\d+/g, '#').slice(0, 220)}`;
  return counts(decided.map(text));
}

function counts(texts: readonly string[]): string {
  const found = new Map<string, number>();
  for (const text of texts) found.set(text, (found.get(text) ?? 0) + 1);
  return [...found].map(([text, count]) => `${count} × ${text}`).join('\n');
}
