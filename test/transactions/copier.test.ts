// Kafka's own TransactionalMessageCopier between VerifiableProducer and VerifiableConsumer: random aborts, a copier killed
// and started again, the broker killed and restarted. What was written must come out once.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import { runTool, startTool } from '../support/java.ts';
import { missing } from '../support/paths.ts';
import type { LiveProcess } from '../support/process.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { createTopics } from '../support/topics.ts';
import { waitUntil } from '../support/wait.ts';

const TOOLS = 'org.apache.kafka.tools';
const PARTITIONS = 2;
const RECORDS = 2_000;
const TRANSACTION_SIZE = 50;
const reason = missingBroker() ?? missing.kafka();
if (reason !== undefined) console.log(`transactional copier: skipped, ${reason}`);

describe.skipIf(reason !== undefined)('TransactionalMessageCopier', () => {
  let broker: RunningBroker;
  let directory: string;

  beforeAll(async () => {
    broker = await startBroker();
    directory = await temporaryDirectory('copier');
  }, 60_000);

  afterAll(async () => {
    await broker?.close();
    await removeDirectory(directory);
  }, 60_000);

  function copier(partition: number): LiveProcess {
    const names = ['--transactional-id', `copier-${partition}`, '--consumer-group', `copiers-${partition}`];
    const topics = ['--input-topic', 'copier-in', '--input-partition', `${partition}`, '--output-topic', 'copier-out'];
    const size = ['--transaction-size', `${TRANSACTION_SIZE}`, '--enable-random-aborts', '--use-group-metadata'];
    return startTool(`${TOOLS}.TransactionalMessageCopier`, [
      '--broker-list',
      broker.bootstrapServers,
      ...names,
      ...topics,
      ...size,
    ]);
  }

  it('copies every record once, through kills of copier and broker', async () => {
    const topics = ['copier-in', 'copier-out'].map((topic) => ({ topic, numPartitions: PARTITIONS }));
    await createTopics(broker.bootstrapServers, topics);
    const server = ['--bootstrap-server', broker.bootstrapServers];
    const load = ['--topic', 'copier-in', '--max-messages', `${RECORDS}`, '--acks', '-1', '--repeating-keys', '7'];
    const produced = await runTool(`${TOOLS}.VerifiableProducer`, [...server, ...load]);
    const written = values(produced.stdout.toString(), /"name":"producer_send_success".*?"value":"(\d+)"/g);
    expect(written).toHaveLength(RECORDS);

    const copiers = [copier(0), copier(1)];
    await waitUntil('a copier to be under way', () => copiers.some((one) => progress(one) > 0), { timeoutMs: 90_000 });
    await copiers[0]?.end('SIGKILL');
    await broker.kill();
    await broker.start();
    copiers[0] = copier(0);
    await waitUntil('the copiers to go on', () => copiers.every((one) => progress(one) > 0 || !one.running), {
      timeoutMs: 90_000,
    });
    await broker.restart();
    await waitUntil('the copiers to be done', () => copiers.every((one) => isDone(one) || !one.running), {
      timeoutMs: 120_000,
    });
    for (const one of copiers) expect(`${isDone(one)} ${one.running ? '' : one.tail()}`).toMatch(/^true/);

    const config = join(directory, 'consumer.properties');
    await writeFile(config, 'isolation.level=read_committed\n');
    const group = ['--topic', 'copier-out', '--group-id', 'verifiers', '--reset-policy', 'earliest', '--verbose'];
    const reader = startTool(`${TOOLS}.VerifiableConsumer`, [...server, ...group, '--consumer.config', config]);
    const read = () => values(reader.stdout, /"name":"record_data".*?"value":"(\d+)"/g);
    await waitUntil('all to be read', () => new Set(read()).size >= RECORDS || !reader.running, { timeoutMs: 90_000 });
    await reader.end('SIGTERM');
    const sorted = (all: readonly string[]) => all.map(Number).sort((a, b) => a - b);
    expect(sorted(read())).toEqual(sorted(written));
    for (const one of copiers) await one.end('SIGKILL');
  }, 400_000);
});

function values(output: string, pattern: RegExp): string[] {
  return [...output.matchAll(pattern)].map(([, value]) => value ?? '');
}

/** Transactions that it has told of. */
function progress(one: LiveProcess): number {
  return one.stdout.split('"stage":"ProcessLoop"').length - 1;
}

function isDone(one: LiveProcess): boolean {
  return one.stdout.includes('"stage":"ShutdownComplete"') || /"remaining":0/.test(one.stdout);
}
