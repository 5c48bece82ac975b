// Configs that change while the broker runs: what they do to topics, and that they are there after a restart. The words
// of refusals are compared with Apache Kafka in test/parity/dynamic-configs.test.ts.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MemoryBroker } from '../../test/support/memory-broker.ts';
import { AlterOperation } from '../config/alter.ts';
import { groupConfigOf } from '../config/group-config.ts';
import { ConfigResourceType, configsOf } from '../metadata/image.ts';
import {
  incrementalAlterConfigsRequest,
  incrementalAlterConfigsResponse,
  newIncrementalAlterConfigsRequest,
} from '../wire/generated/incremental-alter-configs.ts';

let broker: MemoryBroker;

beforeEach(async () => {
  broker = await MemoryBroker.start();
  const topic = (name: string, configs: { name: string; value: string }[]) => ({
    name,
    numPartitions: 1,
    replicationFactor: 1,
    assignments: [],
    configs,
  });
  const topics = [topic('plain', []), topic('own', [{ name: 'retention.ms', value: '9' }])];
  await broker.parts.metadata.createTopics(topics, { validateOnly: false });
});

afterEach(() => broker.close());

async function set(type: number, resourceName: string, name: string, value: string | null, validateOnly = false) {
  const configOperation = value === null ? AlterOperation.DELETE : AlterOperation.SET;
  const resources = [{ resourceType: type, resourceName, configs: [{ name, configOperation, value }] }];
  const request = newIncrementalAlterConfigsRequest({ resources, validateOnly });
  const answer = await broker.call(incrementalAlterConfigsRequest, incrementalAlterConfigsResponse, 1, request);
  expect(answer?.responses[0]?.errorMessage).toBeNull();
}

/** What topics were told since the last look. */
function told(): Record<string, number[]> {
  const configured = broker.dataPlane.configured.splice(0);
  return Object.fromEntries(
    configured.map(({ topic, config }) => [topic, [config.retentionMs, config.maxMessageBytes]]),
  );
}

test('a default of all topics reaches those that have none of their own', async () => {
  await set(ConfigResourceType.BROKER, '', 'log.retention.ms', '77');
  expect(told()).toEqual({ plain: [77, 1_048_588], own: [9, 1_048_588] });
  await set(ConfigResourceType.BROKER, '1', 'message.max.bytes', '500');
  expect(told()).toEqual({ plain: [77, 500], own: [9, 500] });
  expect(broker.parts.config.get('message.max.bytes')).toBe(500);
  await set(ConfigResourceType.BROKER, '', 'log.retention.ms', null);
  expect(told()).toEqual({ plain: [604_800_000, 500], own: [9, 500] });
});

test('what changes nothing for topics does not reach them', async () => {
  await set(ConfigResourceType.BROKER, '1', 'max.connections', '5');
  await set(ConfigResourceType.BROKER, '1', 'log.retention.ms', '77', true);
  await set(ConfigResourceType.GROUP, 'g', 'consumer.session.timeout.ms', '50000');
  expect(told()).toEqual({});
  expect(broker.parts.config.get('max.connections')).toBe(5);
});

test('new topics get the defaults of now', async () => {
  await set(ConfigResourceType.BROKER, '', 'log.retention.ms', '77');
  const topic = { name: 'new', numPartitions: 1, replicationFactor: 1, assignments: [], configs: [] };
  await broker.parts.metadata.createTopics([topic], { validateOnly: false });
  expect(broker.dataPlane.opened.at(-1)).toMatchObject({ topic: 'new', config: { retentionMs: 77 } });
});

test('all of it is there after a restart, before partitions are opened', async () => {
  await set(ConfigResourceType.BROKER, '', 'log.retention.ms', '77');
  await set(ConfigResourceType.GROUP, 'g', 'consumer.session.timeout.ms', '50000');
  await broker.close();
  const again = await MemoryBroker.start({ dataPlane: broker.dataPlane });
  const { config, metadata } = again.parts;
  expect(config.get('log.retention.ms')).toBe(77);
  const opened = again.dataPlane.opened.filter(({ topic }) => topic === 'plain');
  expect(opened.at(-1)?.config.retentionMs).toBe(77);
  const overrides = configsOf(metadata.image, ConfigResourceType.GROUP, 'g');
  expect(groupConfigOf('consumer.session.timeout.ms', overrides, config)).toBe(50_000);
  await again.close();
});
