import { describe, expect, test } from 'vitest';
import { alterationRefused, alterOverrides, type ListConfig, withChanges } from './alter.ts';
import { loadConfig } from './config.ts';
import { ConfigSource, describeBrokerConfigs, describeGroupConfigs, describeTopicConfigs } from './describe.ts';
import {
  effectiveTopicConfig,
  toPartitionConfig,
  topicConfig,
  validateTopicConfig,
  validateTopicConfigs,
} from './topic-config.ts';

const broker = (overrides: Record<string, string> = {}) => loadConfig({ overrides });
const topic = (overrides: Record<string, string> = {}) => new Map(Object.entries(overrides));

describe('effective topic config', () => {
  test('a durable broker flushes for every acknowledgement, whatever a topic says', () => {
    const durable = broker({ 'millrace.durable': 'true' });
    const overrides = topic({ 'flush.messages': '1000' });
    expect(toPartitionConfig(effectiveTopicConfig(overrides, durable), durable).flushMessages).toBe(1);
    expect(toPartitionConfig(effectiveTopicConfig(overrides, broker()), broker()).flushMessages).toBe(1000);
  });

  const cases: readonly [name: string, brokerConfigs: Record<string, string>, value: number][] = [
    ['retention.ms', {}, 604_800_000],
    ['retention.ms', { 'log.retention.hours': '2' }, 7_200_000],
    ['retention.ms', { 'log.retention.hours': '2', 'log.retention.minutes': '3' }, 180_000],
    ['retention.ms', { 'log.retention.hours': '2', 'log.retention.minutes': '3', 'log.retention.ms': '4' }, 4],
    ['retention.ms', { 'log.retention.hours': '-1' }, -1],
    ['segment.ms', { 'log.roll.hours': '1' }, 3_600_000],
    ['segment.ms', { 'log.roll.hours': '1', 'log.roll.ms': '9' }, 9],
    ['segment.jitter.ms', { 'log.roll.jitter.hours': '1' }, 3_600_000],
    ['flush.ms', { 'log.flush.scheduler.interval.ms': '5' }, 5],
    ['flush.ms', { 'log.flush.scheduler.interval.ms': '5', 'log.flush.interval.ms': '6' }, 6],
    ['segment.bytes', { 'log.segment.bytes': '2000000' }, 2_000_000],
    ['max.message.bytes', { 'message.max.bytes': '77' }, 77],
  ];
  test.each(cases)('%s over %j', (name, brokerConfigs, value) => {
    expect(effectiveTopicConfig(topic(), broker(brokerConfigs)).get(name as 'retention.ms')).toBe(value);
  });

  test('an override is stronger than every broker config', () => {
    const config = broker({ 'log.retention.ms': '4' });
    expect(effectiveTopicConfig(topic({ 'retention.ms': '5' }), config).get('retention.ms')).toBe(5);
  });

  test('what the data plane gets', () => {
    const overrides = topic({
      'internal.segment.bytes': '1000',
      'cleanup.policy': 'delete,compact',
      'min.cleanable.dirty.ratio': '0.25',
      'max.compaction.lag.ms': '3000',
      'compression.type': 'zstd',
      'compression.zstd.level': '7',
      'message.timestamp.type': 'LogAppendTime',
    });
    expect(toPartitionConfig(effectiveTopicConfig(overrides, broker()), broker())).toEqual({
      segmentBytes: 1000,
      segmentMs: 3000,
      segmentJitterMs: 0,
      indexIntervalBytes: 4096,
      segmentIndexBytes: 10_485_760,
      preallocate: false,
      maxMessageBytes: 1_048_588,
      compacted: true,
      deletes: true,
      retentionMs: 604_800_000,
      retentionBytes: -1,
      fileDeleteDelayMs: 60_000,
      minCleanableRatio: 0.25,
      minCompactionLagMs: 0,
      maxCompactionLagMs: 3000,
      deleteRetentionMs: 86_400_000,
      logAppendTime: true,
      timestampBeforeMaxMs: Number.MAX_SAFE_INTEGER,
      timestampAfterMaxMs: 3_600_000,
      compression: 'zstd',
      compressionLevel: 7,
      minInsyncReplicas: 1,
      flushMessages: Number.MAX_SAFE_INTEGER,
      flushMs: Number.MAX_SAFE_INTEGER,
      producerIdExpirationMs: 86_400_000,
      producerIdExpirationCheckIntervalMs: 600_000,
    });
  });
});

describe('validation', () => {
  test('an unknown name', () => {
    expect(() => validateTopicConfig('nope', '1')).toThrow('Unknown topic config name: nope');
  });

  test('settings that contradict each other', () => {
    const overrides = topic({ 'min.compaction.lag.ms': '5', 'max.compaction.lag.ms': '4' });
    expect(() => validateTopicConfigs(overrides, broker())).toThrow(
      'conflict topic config setting min.compaction.lag.ms (5) > max.compaction.lag.ms (4)',
    );
  });

  test('tiered storage', () => {
    expect(() => validateTopicConfigs(topic({ 'remote.storage.enable': 'true' }), broker())).toThrow(
      'Tiered Storage functionality is disabled in the broker.',
    );
  });
});

describe('alterations', () => {
  const [SET, DELETE, APPEND, SUBTRACT] = [0, 1, 2, 3];
  const cases: readonly [before: Record<string, string>, steps: [string, number, string | null], after: object][] = [
    [{}, ['flush.ms', SET, '5'], { 'flush.ms': '5' }],
    [{ 'flush.ms': '5' }, ['flush.ms', DELETE, null], {}],
    [{}, ['flush.ms', DELETE, null], {}],
    [{}, ['nope', DELETE, null], {}],
    [{}, ['cleanup.policy', APPEND, 'compact'], { 'cleanup.policy': 'delete,compact' }],
    [{}, ['cleanup.policy', SUBTRACT, 'delete'], { 'cleanup.policy': '' }],
    [
      { 'cleanup.policy': 'compact' },
      ['cleanup.policy', APPEND, 'compact,delete'],
      { 'cleanup.policy': 'compact,delete' },
    ],
    [{ 'cleanup.policy': 'compact,delete' }, ['cleanup.policy', SUBTRACT, 'compact,x'], { 'cleanup.policy': 'delete' }],
  ];
  const list: ListConfig = (name, operation) => {
    const definition = topicConfig(name);
    if (definition?.type === 'LIST') return definition;
    throw alterationRefused(name, operation);
  };

  test.each(cases)('%j after %j', (before, [name, operation, value], after) => {
    const overrides = topic(before);
    const changes = alterOverrides(overrides, [{ name, operation: operation ?? 0, value }], list);
    expect(Object.fromEntries(withChanges(overrides, changes))).toEqual(after);
  });

  test('only lists can be appended to', () => {
    const append = (name: string) => alterOverrides(topic(), [{ name, operation: APPEND ?? 2, value: '1' }], list);
    expect(() => append('flush.ms')).toThrow("Can't APPEND to key flush.ms because its type is not LIST.");
    expect(() => append('nope')).toThrow("Can't APPEND to key nope because its type is not LIST.");
  });

  test('what stays the same is no change', () => {
    const alterations = [{ name: 'flush.ms', operation: 0, value: '5' }];
    expect(alterOverrides(topic({ 'flush.ms': '5' }), alterations, list).size).toBe(0);
  });
});

describe('descriptions', () => {
  const find = <T extends { name: string }>(configs: readonly T[], name: string) =>
    configs.find((config) => config.name === name);

  test('a topic override comes first, then the broker, then the default', () => {
    const configs = describeTopicConfigs(
      topic({ 'cleanup.policy': 'compact, delete' }),
      broker({ 'log.cleanup.policy': 'compact' }),
    );
    expect(find(configs, 'cleanup.policy')).toEqual({
      name: 'cleanup.policy',
      value: 'compact,delete',
      readOnly: false,
      source: ConfigSource.TOPIC,
      sensitive: false,
      synonyms: [
        { name: 'cleanup.policy', value: 'compact,delete', source: 1 },
        { name: 'log.cleanup.policy', value: 'compact', source: 4 },
        { name: 'log.cleanup.policy', value: 'delete', source: 5 },
      ],
      type: 7,
    });
  });

  test('hours behind a topic config count for its value, not as its synonyms', () => {
    const config = find(describeTopicConfigs(topic(), broker({ 'log.roll.hours': '100' })), 'segment.ms');
    expect(config).toMatchObject({ value: '360000000', source: ConfigSource.DEFAULT, synonyms: [] });
  });

  test('internal names are listed only where they were set', () => {
    const name = 'internal.segment.bytes';
    expect(find(describeTopicConfigs(topic(), broker()), name)).toBeUndefined();
    expect(find(describeTopicConfigs(topic({ [name]: '20000' }), broker()), name)?.value).toBe('20000');
    expect(find(describeBrokerConfigs(broker()), 'unstable.api.versions.enable')).toBeUndefined();
  });

  test('broker configs: sources, families, secrets, unknown names', () => {
    const configs = describeBrokerConfigs(
      broker({ 'num.partitions': '02', 'log.roll.hours': '100', 'ssl.key.password': 'xyzzy', 'my.name': 'xyzzy' }),
    );
    expect(find(configs, 'num.partitions')).toMatchObject({
      value: '2',
      readOnly: true,
      source: ConfigSource.STATIC_BROKER,
      synonyms: [
        { name: 'num.partitions', value: '02', source: 4 },
        { name: 'num.partitions', value: '1', source: 5 },
      ],
    });
    expect(find(configs, 'log.roll.ms')).toMatchObject({ value: null, readOnly: false, source: 5, synonyms: [] });
    expect(find(configs, 'log.roll.hours')?.synonyms.map((synonym) => synonym.value)).toEqual(['100', '168']);
    expect(find(configs, 'ssl.key.password')).toMatchObject({ value: null, sensitive: true, source: 4 });
    expect(find(configs, 'my.name')).toMatchObject({ value: null, sensitive: true, readOnly: true, source: 4 });
    expect(JSON.stringify(configs).includes('xyzzy')).toBe(false);
  });

  test('a group has the defaults of the broker', () => {
    const configs = describeGroupConfigs(new Map(), broker({ 'group.consumer.session.timeout.ms': '50000' }));
    expect(find(configs, 'consumer.session.timeout.ms')).toMatchObject({
      value: '50000',
      source: ConfigSource.STATIC_BROKER,
    });
    expect(find(configs, 'share.auto.offset.reset')).toMatchObject({ value: 'latest', source: ConfigSource.DEFAULT });
  });
});
