// Transactions of 1, 10 and 100 records, by Apache Kafka's Java client: how many a second, what one costs the broker,
// and how long a record takes into the hands of a read_committed consumer.
// About 45 seconds for each side and round: six minutes with three rounds and the warm-up, and what `fillPageCache`
// takes, which these figures do not need (`npm run bench -- --only transactions --no-fill`).
import { fileURLToPath } from 'node:url';
import { compiledJava } from '../../test/support/compiled-java.ts';
import { KAFKA_LIBS, missing, SUPPORT } from '../../test/support/paths.ts';
import { runProcess } from '../../test/support/process.ts';
import type { Figure, Scenario, Size } from '../support/scenario.ts';
import type { Side } from '../support/side.ts';
import { createTopic, deleteTopic } from '../support/topics.ts';
import { processorSeconds } from '../support/usage.ts';

const PROGRAM = fileURLToPath(new URL('Transactions.java', import.meta.url));
const PARTITION_COUNT = 3;
const PRODUCER_COUNT = 4;
const RECORD_COUNTS = [1, 10, 100];
const SECONDS = { full: 8, smoke: 0.5 };
/** Of the latency run: modest, so that nothing queues. */
const TRANSACTIONS_PER_SECOND = 100;
/** Reached at 10 records at least, beside Apache Kafka. */
const RATIO_MIN_AT_TEN = 1.5;

interface Load {
  producers: number;
  records: number;
  seconds: number;
  /** 0: as fast as they go. */
  perSecond: number;
}

interface Outcome {
  committed: number;
  /** Producers that the client's mistake ended, see Transactions.java. */
  replaced: number;
  perSecond: number;
  p50: number;
  p99: number;
  processorSeconds: number;
}

export const transactionsScenario: Scenario = {
  name: 'transactions',
  missing: missing.javaCompiler,
  async run(side, size, round): Promise<Figure[]> {
    const topic = `transactions-${round}`;
    await createTopic(side.bootstrapServers, topic, PARTITION_COUNT);
    const figures: Figure[] = [];
    for (const records of RECORD_COUNTS) figures.push(...(await throughput(side, topic, size, records)));
    figures.push(...(await latency(side, topic, size)));
    await deleteTopic(side.bootstrapServers, topic);
    return figures;
  },
};

async function throughput(side: Side, topic: string, size: Size, records: number): Promise<Figure[]> {
  const load = { producers: PRODUCER_COUNT, records, seconds: SECONDS[size], perSecond: 0 };
  const outcome = await run(side, topic, load);
  const of = records === 1 ? 'of 1 record' : `of ${records} records`;
  const ratioMin = records === 10 ? RATIO_MIN_AT_TEN : 1;
  return [
    { row: `transactions ${of}/s`, value: outcome.perSecond, ratioMin },
    { row: `transaction ${of}, CPU µs`, value: (outcome.processorSeconds / outcome.committed) * 1e6, ratioMax: 1 },
  ];
}

async function latency(side: Side, topic: string, size: Size): Promise<Figure[]> {
  const load = { producers: 1, records: 1, seconds: SECONDS[size], perSecond: TRANSACTIONS_PER_SECOND };
  const { p50, p99 } = await run(side, topic, load);
  return [
    { row: 'read_committed p50, ms', value: p50, ratioMax: 1 },
    { row: 'read_committed p99, ms', value: p99, ratioMax: 1 },
  ];
}

async function run(side: Side, topic: string, load: Load): Promise<Outcome> {
  const logging = `-Dlog4j2.configurationFile=${SUPPORT}/maven/log4j2-tools.properties`;
  const numbers = [PARTITION_COUNT, load.producers, load.records, load.seconds, load.perSecond].map(String);
  const classPath = `${await compiledJava(PROGRAM)}:${KAFKA_LIBS}/*`;
  const args = ['-Xmx512m', logging, '-cp', classPath, 'Transactions', side.bootstrapServers, topic, ...numbers];
  const start = processorSeconds(side.process.pid);
  const { stdout } = await runProcess('java', args, { timeoutMs: 180_000 });
  const used = processorSeconds(side.process.pid) - start;
  const outcome = { ...(JSON.parse(stdout.toString()) as Outcome), processorSeconds: used };
  if (outcome.replaced > 0) {
    process.stderr.write(`bench: transactions at ${side.name}: ${outcome.replaced} commits overtook their record\n`);
  }
  return outcome;
}
