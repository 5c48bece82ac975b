// Configs: the same DescribeConfigs and IncrementalAlterConfigs to Millrace and to Apache Kafka 4.3.1.
import { brokerConfigDefinitions } from '../../src/config/generated/broker-configs.ts';
import { topicConfigDefinitions } from '../../src/config/generated/topic-configs.ts';
import { singleNodeDefaults } from '../../src/config/own-configs.ts';
import {
  createTopicsRequest,
  createTopicsResponse,
  newCreatableTopic,
  newCreatableTopicConfig,
  newCreateTopicsRequest,
} from '../../src/wire/generated/create-topics.ts';
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
import { type Call, call, versions } from './call.ts';
import { compareAnswers } from './compare-answers.ts';

const [TOPIC, BROKER, BROKER_LOGGER, GROUP] = [2, 4, 8, 32];
const [SET, DELETE, APPEND, SUBTRACT] = [0, 1, 2, 3];

/** Differ on purpose: a single node's defaults, what the reference is started with, what Kafka makes dynamic itself. */
const different = new Set([
  ...Object.keys(singleNodeDefaults),
  'advertised.listeners',
  'broker.heartbeat.interval.ms',
  'broker.session.timeout.ms',
  'controller.quorum.voters',
  'min.insync.replicas',
  'share.coordinator.state.topic.min.isr',
  'share.coordinator.state.topic.num.partitions',
  'share.coordinator.state.topic.replication.factor',
  'transaction.state.log.min.isr',
  'transaction.state.log.num.partitions',
  'transaction.state.log.replication.factor',
]);

const comparable = (definitions: readonly { name: string }[]) =>
  definitions.map(({ name }) => name).filter((name) => !different.has(name));
const brokerNames = comparable(brokerConfigDefinitions);
const topicNames = comparable(topicConfigDefinitions);

function create(name: string, configs: Record<string, string>): Call {
  const list = Object.entries(configs).map(([config, value]) => newCreatableTopicConfig({ name: config, value }));
  const topics = [newCreatableTopic({ name, numPartitions: 1, replicationFactor: 1, configs: list })];
  const request = newCreateTopicsRequest({ topics, timeoutMs: 10_000 });
  return call(`CreateTopics: ${name}`, [createTopicsRequest, createTopicsResponse], 4, request);
}

function describe(
  says: string,
  version: number,
  resourceType: number | undefined,
  resourceName: string,
  configurationKeys: string[] | null,
  options: { synonyms?: boolean; later?: boolean } = {},
): Call {
  const resources = [newDescribeConfigsResource({ resourceType: resourceType ?? 0, resourceName, configurationKeys })];
  const request = newDescribeConfigsRequest({ resources, includeSynonyms: options.synonyms ?? true });
  const codecs = [describeConfigsRequest, describeConfigsResponse] as const;
  return call(`DescribeConfigs: ${says}`, codecs, version, request, options.later);
}

type Change = [name: string, operation: number | undefined, value: string | null];

function alter(says: string, version: number, topics: [name: string, changes: Change[]][], validateOnly = false): Call {
  const resources = topics.map(([resourceName, changes]) => {
    const configs = changes.map(([name, operation, value]) =>
      newAlterableConfig({ name, configOperation: operation ?? 0, value }),
    );
    return newAlterConfigsResource({ resourceType: TOPIC ?? 0, resourceName, configs });
  });
  const request = newIncrementalAlterConfigsRequest({ resources, validateOnly });
  const codecs = [incrementalAlterConfigsRequest, incrementalAlterConfigsResponse] as const;
  return call(`IncrementalAlterConfigs: ${says}`, codecs, version, request);
}

const refused: [topic: string, name: string, operation: number | undefined, value: string | null][] = [
  ['a', 'segment.bytes', SET, '5'],
  ['a', 'segment.bytes', SET, '99999999999'],
  ['a', 'retention.ms', SET, 'xyz'],
  ['a', 'retention.ms', SET, '-2'],
  ['a', 'preallocate', SET, 'maybe'],
  ['a', 'compression.type', SET, 'Gzip'],
  ['a', 'cleanup.policy', SET, 'foo'],
  ['a', 'cleanup.policy', SET, 'delete,'],
  ['a', 'leader.replication.throttled.replicas', SET, '0:x,*'],
  ['a', 'min.cleanable.dirty.ratio', SET, '1.5'],
  ['a', 'compression.gzip.level', SET, '0'],
  ['a', 'compression.lz4.level', SET, '18'],
  ['a', 'remote.storage.enable', SET, 'true'],
  ['a', 'nope', SET, '5'],
  ['a', 'nope', APPEND, '5'],
  ['a', 'retention.ms', SET, null],
  ['a', 'cleanup.policy', APPEND, null],
  ['a', 'retention.ms', APPEND, '5'],
  ['a', 'retention.ms', SUBTRACT, '5'],
  ['zzz', 'retention.ms', SET, '5'],
  ['a b', 'retention.ms', SET, '5'],
  ['', 'retention.ms', SET, '5'],
];

const steps: [says: string, changes: Change[]][] = [
  ['set with spaces', [['retention.ms', SET, ' 77 ']]],
  ['the same word twice', [['cleanup.policy', SET, 'delete,delete']]],
  ['append a word', [['cleanup.policy', APPEND, 'compact,compact']]],
  ['append replicas', [['leader.replication.throttled.replicas', APPEND, '0:1,1:1']]],
  ['append one that is there', [['leader.replication.throttled.replicas', APPEND, '1:1,2:1']]],
  ['subtract', [['leader.replication.throttled.replicas', SUBTRACT, '0:1,7:1']]],
  ['a small internal segment', [['internal.segment.bytes', SET, '100']]],
  ['a number with an exponent', [['min.cleanable.dirty.ratio', SET, '1e-1']]],
  ['delete what is set', [['retention.ms', DELETE, null]]],
  ['delete what is not set', [['segment.ms', DELETE, 'x']]],
  ['delete what does not exist', [['nope', DELETE, null]]],
  ['subtract everything', [['cleanup.policy', SUBTRACT, 'compact,delete']]],
  ['nothing', []],
];

const calls: Call[] = [
  create('a', { 'retention.ms': '01000', 'cleanup.policy': 'compact, delete', 'internal.segment.bytes': '20000' }),
  create('b', {}),
  ...versions(1, 4).map((version) => describe('all of a topic', version, TOPIC, 'a', topicNames)),
  describe('without synonyms', 4, TOPIC, 'a', topicNames, { synonyms: false }),
  describe('no override', 4, TOPIC, 'b', topicNames),
  describe('one key, an unknown one', 4, TOPIC, 'a', ['retention.ms', 'nope']),
  describe('all of a broker', 4, BROKER, '1', brokerNames),
  describe('a group', 4, GROUP, 'g', null),
  describe('another broker', 4, BROKER, '7', null),
  describe('a broker that is no number', 4, BROKER, 'x', null),
  describe('an unknown topic', 4, TOPIC, 'zzz', null),
  describe('an invalid topic', 4, TOPIC, 'a b', null),
  describe('an empty topic', 4, TOPIC, '', null),
  describe('an empty group', 4, GROUP, '', null),
  describe('loggers of no broker', 4, BROKER_LOGGER, '', null),
  describe('loggers of another broker', 4, BROKER_LOGGER, '7', null),
  ...refused.map(([topic, name, operation, value]) =>
    alter(`${topic} ${name} ${operation} ${value}`, 1, [[topic, [[name, operation, value]]]]),
  ),
  alter('a key twice', 1, [
    [
      'a',
      [
        ['flush.ms', SET, '5'],
        ['flush.ms', DELETE, null],
      ],
    ],
  ]),
  alter('a topic twice', 1, [
    ['a', [['flush.ms', SET, '5']]],
    ['a', [['retention.ms', SET, '6']]],
  ]),
  alter('a topic three times and others', 1, [
    ['a', [['flush.ms', SET, '5']]],
    ['b', [['flush.ms', SET, '5']]],
    ['a', [['flush.ms', SET, '5']]],
    ['zzz', [['flush.ms', SET, '5']]],
    ['a', [['nope', SET, '5']]],
  ]),
  alter('an unknown topic twice', 1, [
    ['zzz', []],
    ['zzz', []],
  ]),
  alter(
    'a topic twice, validate only',
    0,
    [
      ['a', [['flush.ms', SET, '5']]],
      ['a', [['flush.ms', SET, '5']]],
    ],
    true,
  ),
  describe('after a topic twice', 4, TOPIC, 'a', topicNames, { later: true }),
  alter('lags that contradict', 1, [
    [
      'a',
      [
        ['min.compaction.lag.ms', SET, '5'],
        ['max.compaction.lag.ms', SET, '4'],
      ],
    ],
  ]),
  alter('one wrong, one right', 0, [
    ['a', [['flush.ms', SET, 'x']]],
    ['b', [['flush.ms', SET, '7']]],
  ]),
  alter('validate only', 1, [['b', [['flush.messages', SET, '7']]]], true),
  describe('after one right', 4, TOPIC, 'b', topicNames, { later: true }),
  ...steps.flatMap(([says, changes], index) => [
    alter(says, index % 2, [['b', changes]]),
    describe(`after: ${says}`, 4, TOPIC, 'b', topicNames, { later: true }),
  ]),
];

compareAnswers('configs', calls);
