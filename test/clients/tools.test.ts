// Apache Kafka's own command line tools, unmodified, each run as a user runs it.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import { runTool, startTool } from '../support/java.ts';
import { missing } from '../support/paths.ts';
import type { LiveProcess } from '../support/process.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { waitUntil } from '../support/wait.ts';

const TOOLS = 'org.apache.kafka.tools';
const GROUP_COMMAND = `${TOOLS}.consumer.group.ConsumerGroupCommand`;
const reason = missingBroker() ?? missing.kafka();
if (reason !== undefined) console.log(`command line tools: skipped, ${reason}`);

describe.skipIf(reason !== undefined)('command line tools', () => {
  let broker: RunningBroker;
  const run = async (tool: string, ...args: string[]) => {
    const { stdout } = await runTool(tool, ['--bootstrap-server', broker.bootstrapServers, ...args]);
    return stdout.toString();
  };

  beforeAll(async () => {
    broker = await startBroker();
  }, 60_000);

  afterAll(async () => {
    await broker?.close();
  }, 60_000);

  it('TopicCommand creates, describes, lists, extends and deletes a topic', async () => {
    const topic = `${TOOLS}.TopicCommand`;
    const config = ['--config', 'segment.bytes=1048576', '--config', 'max.message.bytes=2000000'];
    await run(topic, '--create', '--topic', 'planets', '--partitions', '3', '--replication-factor', '1', ...config);
    const described = await run(topic, '--describe', '--topic', 'planets');
    expect(described).toMatch(/Topic: planets\s+TopicId: \S{22}\s+PartitionCount: 3\s+ReplicationFactor: 1/);
    expect(described).toContain('segment.bytes=1048576');
    expect(described).toContain('max.message.bytes=2000000');
    expect(described.match(/Partition: \d\s+Leader: 1\s+Replicas: 1\s+Isr: 1/g)).toHaveLength(3);
    await run(topic, '--alter', '--topic', 'planets', '--partitions', '5');
    expect(await run(topic, '--describe')).toMatch(/Topic: planets\s.*PartitionCount: 5/);
    await run(topic, '--delete', '--topic', 'planets');
    expect((await run(topic, '--list')).split('\n')).not.toContain('planets');
  }, 120_000);

  it('DeleteRecordsCommand moves the start of a log and says where it is', async () => {
    await run(`${TOOLS}.TopicCommand`, '--create', '--topic', 'forgotten', '--partitions', '1');
    const load = ['--topic', 'forgotten', '--max-messages', '10', '--acks', '-1'];
    await run(`${TOOLS}.VerifiableProducer`, ...load);
    const directory = await temporaryDirectory('delete-records');
    try {
      const file = join(directory, 'offsets.json');
      const partitions = [{ topic: 'forgotten', partition: 0, offset: 7 }];
      await writeFile(file, JSON.stringify({ version: 1, partitions }));
      const deleted = await run(`${TOOLS}.DeleteRecordsCommand`, '--offset-json-file', file);
      expect(deleted).toMatch(/partition: forgotten-0\s+low_watermark: 7/);
      const earliest = await run(`${TOOLS}.GetOffsetShell`, '--topic', 'forgotten', '--time', 'earliest');
      expect(earliest.trim()).toBe('forgotten:0:7');
    } finally {
      await removeDirectory(directory);
    }
  }, 120_000);

  it('VerifiableProducer and VerifiableConsumer go through a restart, ConsumerGroupCommand sees the group', async () => {
    await run(`${TOOLS}.TopicCommand`, '--create', '--topic', 'verified', '--partitions', '2');
    const count = 6_000;
    const server = ['--bootstrap-server', broker.bootstrapServers, '--topic', 'verified'];
    const load = ['--max-messages', `${count}`, '--throughput', '1500', '--acks', '-1'];
    const producer = startTool(`${TOOLS}.VerifiableProducer`, [...server, ...load]);
    const group = ['--group-id', 'verifiers', '--reset-policy', 'earliest', '--session-timeout', '10000'];
    const consumer = startTool(`${TOOLS}.VerifiableConsumer`, [...server, ...group, '--verbose']);

    await waitUntil(
      'both to be under way',
      () => acknowledged(producer).length > 500 && values(consumer).length > 500,
      {
        timeoutMs: 60_000,
      },
    );
    await broker.restart();
    expect(await producer.exited).toMatchObject({ code: 0 });
    // This producer never tries again: what was under way at the restart may be refused, or stored without an answer.
    const sent = acknowledged(producer);
    expect(sent.length + refused(producer)).toBe(count);
    expect(new Set(sent).size).toBe(sent.length);
    await waitUntil('the consumer to have all that was acknowledged', () => lacking(consumer, sent).length === 0, {
      timeoutMs: 60_000,
    });

    expect(await run(GROUP_COMMAND, '--list')).toContain('verifiers');
    const state = await run(GROUP_COMMAND, '--describe', '--group', 'verifiers', '--state');
    expect(state).toMatch(/verifiers\s+\S+\s+\(1\)\s+range\s+Stable\s+1/);
    await consumer.end('SIGTERM');

    const ends = await waitUntil('the group to have committed all', async () => {
      const lines = (await run(GROUP_COMMAND, '--describe', '--group', 'verifiers')).split('\n');
      const rows = lines.map((line) => line.split(/\s+/)).filter(([name]) => name === 'verifiers');
      return rows.length === 2 && rows.every((row) => row[5] === '0') ? rows.map((row) => Number(row[3])) : undefined;
    });
    expect(ends.reduce((sum, end) => sum + end, 0)).toBe(new Set(values(consumer)).size);
    const reset = ['--reset-offsets', '--to-earliest', '--execute', '--group', 'verifiers', '--topic', 'verified'];
    expect(await run(GROUP_COMMAND, ...reset)).toMatch(/verifiers\s+verified\s+[01]\s+0/);
  }, 240_000);
});

/** The values that the tool says were acknowledged. */
function acknowledged(producer: LiveProcess): string[] {
  return [...producer.stdout.matchAll(/"name":"producer_send_success".*?"value":"(\d+)"/g)].map(
    ([, value]) => value ?? '',
  );
}

function refused(producer: LiveProcess): number {
  return producer.stdout.split('"name":"producer_send_error"').length - 1;
}

function lacking(consumer: LiveProcess, wanted: readonly string[]): string[] {
  const had = new Set(values(consumer));
  return wanted.filter((value) => !had.has(value));
}

function values(consumer: LiveProcess): string[] {
  return [...consumer.stdout.matchAll(/"name":"record_data".*?"value":"(\d+)"/g)].map(([, value]) => value ?? '');
}
