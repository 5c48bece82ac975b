// Load from Apache Kafka's own perf tools, in a Java virtual machine of their own.

import { KAFKA_LIBS, SUPPORT } from '../../test/support/paths.ts';
import { runProcess } from '../../test/support/process.ts';

const TIMEOUT_MS = 300_000;

async function runPerfTool(name: string, args: readonly string[]): Promise<string> {
  const logging = `-Dlog4j2.configurationFile=${SUPPORT}/maven/log4j2-tools.properties`;
  const java = ['-Xmx512m', logging, '-cp', `${KAFKA_LIBS}/*`, `org.apache.kafka.tools.${name}`];
  const result = await runProcess('java', [...java, ...args], { timeoutMs: TIMEOUT_MS });
  return result.stdout.toString();
}

export interface ProducerLoad {
  bootstrapServers: string;
  topic: string;
  recordCount: number;
  recordBytes: number;
  compression: string;
}

export async function produceLoad(load: ProducerLoad): Promise<{ recordsPerSecond: number }> {
  const output = await runPerfTool('ProducerPerformance', [
    '--bootstrap-server',
    load.bootstrapServers,
    '--topic',
    load.topic,
    '--num-records',
    String(load.recordCount),
    '--record-size',
    String(load.recordBytes),
    '--throughput',
    '-1',
    '--command-property',
    `compression.type=${load.compression}`,
  ]);
  const summary = new RegExp(`^${load.recordCount} records sent, ([\\d.]+) records/sec`, 'm').exec(output);
  if (summary === null) throw new Error(`ProducerPerformance did not send all records:\n${output}`);
  return { recordsPerSecond: Number(summary[1]) };
}

export async function consumeLoad(bootstrapServers: string, topic: string, recordCount: number): Promise<void> {
  const group = `bench-${topic}-${process.hrtime.bigint()}`;
  const output = await runPerfTool('ConsumerPerformance', [
    '--bootstrap-server',
    bootstrapServers,
    '--topic',
    topic,
    '--num-records',
    String(recordCount),
    '--group',
    group,
    '--timeout',
    '60000',
    '--hide-header',
  ]);
  const consumed = Number(output.trim().split('\n').at(-1)?.split(',')[4]);
  if (!(consumed >= recordCount))
    throw new Error(`ConsumerPerformance did not read ${recordCount} records:\n${output}`);
}
