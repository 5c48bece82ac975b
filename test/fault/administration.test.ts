// Configs of brokers and groups, and committed offsets, are there after SIGKILL and after a clean stop, each time from
// the internal topics alone; Kafka's DumpLogSegments reads those topics with its decoders.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  describeConfigsRequest,
  describeConfigsResponse,
  newDescribeConfigsRequest,
  newDescribeConfigsResource,
} from '../../src/wire/generated/describe-configs.ts';
import {
  incrementalAlterConfigsRequest,
  incrementalAlterConfigsResponse,
  newAlterableConfig,
  newAlterConfigsResource,
  newIncrementalAlterConfigsRequest,
} from '../../src/wire/generated/incremental-alter-configs.ts';
import { consume, produce } from '../embedded/kafkajs-client.ts';
import { TypedConnection } from '../parity/typed-connection.ts';
import { missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import { runTool } from '../support/java.ts';
import { missing } from '../support/paths.ts';
import { committedOffsets } from '../support/topics.ts';
import { waitUntil } from '../support/wait.ts';

const [TOPIC, BROKER, GROUP] = [2, 4, 32] as const;
const SET = 0;
const reason = missingBroker('millrace');
const noKafka = missing.kafka();

type Setting = readonly [type: number, resource: string, name: string, value: string];

const rounds: readonly (readonly Setting[])[] = [
  [
    [BROKER, '', 'message.max.bytes', '2000000'],
    [BROKER, '1', 'log.retention.ms', '86400000'],
    [GROUP, 'readers', 'consumer.session.timeout.ms', '50000'],
    [TOPIC, 'words', 'flush.ms', '77'],
  ],
  [
    [BROKER, '', 'message.max.bytes', '3000000'],
    [BROKER, '1', 'log.roll.ms', '700000'],
    [GROUP, 'readers', 'consumer.heartbeat.interval.ms', '6000'],
  ],
];

describe.skipIf(reason !== undefined)('what administration leaves behind', () => {
  let broker: RunningBroker;
  const expected = new Map<string, string>();

  beforeAll(async () => {
    const properties = { 'group.initial.rebalance.delay.ms': '0', 'offsets.topic.num.partitions': '2' };
    broker = await startBroker({ properties }, 'millrace');
    await produce(broker.bootstrapServers, 'words', ['one', 'two', 'three']);
    expect(await consume(broker.bootstrapServers, 'words', 'readers', 3)).toHaveLength(3);
  }, 60_000);

  afterAll(async () => {
    await broker?.close();
  }, 60_000);

  it.each([
    ['SIGKILL', rounds[0] ?? []],
    ['SIGTERM', rounds[1] ?? []],
  ] as const)('survives %s', { timeout: 60_000 }, async (signal, settings) => {
    for (const setting of settings) {
      await withConnection((connection) => set(connection, setting));
      expected.set(setting.slice(0, 3).join(' '), setting[3]);
    }
    if (signal === 'SIGKILL') await broker.kill('SIGKILL');
    else await broker.stop();
    await broker.start();
    for (const [key, value] of expected) {
      const [type = '', resource = '', name = ''] = key.split(' ');
      expect([key, await withConnection((one) => configValue(one, Number(type), resource, name))]).toEqual([
        key,
        value,
      ]);
    }
    // The topic has what it inherits.
    expect(await withConnection((one) => configValue(one, TOPIC, 'words', 'max.message.bytes'))).toBe(
      expected.get(`${BROKER}  message.max.bytes`),
    );
    const offsets = () => committedOffsets(broker.bootstrapServers, 'readers', 'words').catch(() => undefined);
    expect(await waitUntil('the group', offsets)).toEqual([3]);
  });

  it.skipIf(noKafka !== undefined)('is read by the decoders of DumpLogSegments', { timeout: 120_000 }, async () => {
    await broker.stop();
    const folders = await readdir(broker.dataDirectory);
    const logs = (prefix: string) =>
      folders
        .filter((folder) => folder.startsWith(prefix))
        .map((folder) => join(broker.dataDirectory, folder, '00000000000000000000.log'));
    const metadata = await dump('--cluster-metadata-decoder', logs('__cluster_metadata-0'));
    expect(metadata.match(/"type":"CONFIG_RECORD"/g)?.length).toBeGreaterThanOrEqual(7);
    expect(metadata).toContain('"name":"consumer.session.timeout.ms","value":"50000"');
    const groups = await dump('--offsets-decoder', logs('__consumer_offsets-'));
    expect(groups).toContain('"group":"readers"');
  });

  async function withConnection<R>(use: (connection: TypedConnection) => Promise<R>): Promise<R> {
    const connection = await TypedConnection.open(broker.port);
    try {
      return await use(connection);
    } finally {
      connection.close();
    }
  }
});

async function set(connection: TypedConnection, [type, resourceName, name, value]: Setting): Promise<void> {
  const configs = [newAlterableConfig({ name, configOperation: SET, value })];
  const resources = [newAlterConfigsResource({ resourceType: type, resourceName, configs })];
  const request = newIncrementalAlterConfigsRequest({ resources });
  const answer = await connection.call(incrementalAlterConfigsRequest, incrementalAlterConfigsResponse, 1, request);
  expect(answer.responses[0]?.errorMessage).toBeNull();
}

async function configValue(connection: TypedConnection, type: number, resourceName: string, name: string) {
  const resources = [newDescribeConfigsResource({ resourceType: type, resourceName, configurationKeys: [name] })];
  const request = newDescribeConfigsRequest({ resources });
  const { results } = await connection.call(describeConfigsRequest, describeConfigsResponse, 4, request);
  return results[0]?.configs[0]?.value;
}

/** What the tool prints, which holds no complaint. */
async function dump(decoder: string, logs: readonly string[]): Promise<string> {
  const args = [decoder, '--files', logs.join(',')];
  const { stdout, stderr } = await runTool('org.apache.kafka.tools.DumpLogSegments', args);
  const text = String(stdout);
  const complaints = `${text}\n${String(stderr)}`
    .split('\n')
    .filter((line) => /isvalid: false|Could not|mismatch|Exception|skipping/i.test(line));
  expect(complaints).toEqual([]);
  return text;
}
