import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ConfigDefinition, defaultConfig, parseConfigValue } from './definition.ts';
import { brokerConfigDefinitions } from './generated/broker-configs.ts';
import { groupConfigDefinitions } from './generated/group-configs.ts';
import { topicConfigDefinitions } from './generated/topic-configs.ts';

const all = [...brokerConfigDefinitions, ...topicConfigDefinitions, ...groupConfigDefinitions];
const named = (name: string): ConfigDefinition => {
  const definition = all.find((candidate) => candidate.name === name);
  if (definition === undefined) throw new Error(`no definition ${name}`);
  return definition;
};

// The sentences are those of Apache Kafka 4.3.1.
const refused: readonly [name: string, text: string, sentence: string][] = [
  ['segment.bytes', '5', 'Invalid value 5 for configuration segment.bytes: Value must be at least 1048576'],
  [
    'segment.bytes',
    '99999999999',
    'Invalid value 99999999999 for configuration segment.bytes: Not a number of type INT',
  ],
  ['retention.ms', 'xyz', 'Invalid value xyz for configuration retention.ms: Not a number of type LONG'],
  ['retention.ms', '', 'Invalid value  for configuration retention.ms: Not a number of type LONG'],
  ['retention.ms', '-2', 'Invalid value -2 for configuration retention.ms: Value must be at least -1'],
  [
    'flush.ms',
    '9223372036854775808',
    'Invalid value 9223372036854775808 for configuration flush.ms: Not a number of type LONG',
  ],
  [
    'preallocate',
    'maybe',
    'Invalid value maybe for configuration preallocate: Expected value to be either true or false',
  ],
  [
    'compression.type',
    'foo',
    'Invalid value foo for configuration compression.type: ' +
      'String must be one of: uncompressed, zstd, lz4, snappy, gzip, producer',
  ],
  [
    'cleanup.policy',
    'foo',
    'Invalid value foo for configuration cleanup.policy: String must be one of: compact, delete',
  ],
  ['cleanup.policy', 'delete,', "Configuration 'cleanup.policy' values must not be empty."],
  [
    'compression.gzip.level',
    '0',
    'Invalid value 0 for configuration compression.gzip.level: Value must be between 1 and 9 or equal to -1',
  ],
  [
    'min.cleanable.dirty.ratio',
    '1.5',
    'Invalid value 1.5 for configuration min.cleanable.dirty.ratio: Value must be no more than 1',
  ],
  [
    'leader.replication.throttled.replicas',
    '0:1, *',
    'Invalid value [0:1, *] for configuration leader.replication.throttled.replicas: ' +
      "leader.replication.throttled.replicas must be the literal '*' or a list of replicas in the following format: " +
      '[partitionId]:[brokerId],[partitionId]:[brokerId],...',
  ],
  [
    'share.auto.offset.reset',
    'by_duration:1h',
    'Invalid value by_duration:1h for configuration share.auto.offset.reset: ' +
      "must be 'earliest', 'latest' or 'by_duration:' with a duration such as PT1H",
  ],
  [
    'group.consumer.migration.policy',
    'no',
    'Invalid value no for configuration group.consumer.migration.policy: ' +
      'String must be one of (case insensitive): DISABLED, DOWNGRADE, UPGRADE, BIDIRECTIONAL',
  ],
];

const accepted: readonly [name: string, text: string, value: unknown, canonical: string][] = [
  ['retention.ms', ' 0077 ', 77, '77'],
  ['retention.ms', '+5', 5, '5'],
  ['flush.ms', '9223372036854775807', Number.MAX_SAFE_INTEGER, '9223372036854775807'],
  ['preallocate', ' TRUE', true, 'true'],
  ['cleanup.policy', 'compact , delete', ['compact', 'delete'], 'compact,delete'],
  ['cleanup.policy', 'delete,delete', ['delete'], 'delete'],
  ['cleanup.policy', '', [], ''],
  ['leader.replication.throttled.replicas', '*', ['*'], '*'],
  ['leader.replication.throttled.replicas', '0:1,0:1', ['0:1', '0:1'], '0:1,0:1'],
  ['min.cleanable.dirty.ratio', '1', 1, '1.0'],
  ['min.cleanable.dirty.ratio', '1e-1', 0.1, '0.1'],
  ['log.cleaner.io.max.bytes.per.second', '1.7976931348623157E308', Number.MAX_VALUE, '1.7976931348623157E308'],
  ['compression.gzip.level', '-1', -1, '-1'],
  ['share.auto.offset.reset', 'by_duration:P1DT2H', 'by_duration:P1DT2H', 'by_duration:P1DT2H'],
  ['group.consumer.migration.policy', 'upgrade', 'upgrade', 'upgrade'],
];

describe('config values', () => {
  test.each(refused)('%s=%s is refused', (name, text, sentence) => {
    expect(() => parseConfigValue(named(name), text)).toThrow(sentence);
  });

  test.each(accepted)('%s=%s', (name, text, value, canonical) => {
    expect(parseConfigValue(named(name), text)).toEqual({ value, text: canonical });
  });

  test('a password does not appear in the sentence', () => {
    const definition: ConfigDefinition = { ...named('ssl.key.password'), rule: { kind: 'non-empty' } };
    expect(() => parseConfigValue(definition, ' ')).toThrow(
      'Invalid value [hidden] for configuration ssl.key.password',
    );
  });

  test.each(all.filter((definition) => definition.defaultText !== null))('default of $name', (definition) => {
    expect(defaultConfig(definition).text).toBe(definition.defaultText);
  });

  test('canonical text means the same value', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...all),
        fc.oneof(fc.string(), fc.integer().map(String), fc.double().map(String)),
        (definition, text) => {
          let parsed: ReturnType<typeof parseConfigValue>;
          try {
            parsed = parseConfigValue(definition, text);
          } catch (error) {
            expect(error).toMatchObject({ name: 'ConfigError' });
            return;
          }
          expect(parseConfigValue(definition, parsed.text ?? '')).toEqual(parsed);
        },
      ),
    );
  });
});
