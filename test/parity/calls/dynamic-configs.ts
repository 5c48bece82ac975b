// Configs that change while the broker runs: of one broker, of all brokers, of groups, of loggers. Each line is a request
// to both brokers; after some, both are asked what is set. Left out: what Kafka's eligible leader replicas do to
// min.insync.replicas, classes and listeners, which Kafka loads and opens and this broker does not have.
import {
  alterConfigsRequest,
  alterConfigsResponse,
  newAlterConfigsRequest,
} from '../../../src/wire/generated/alter-configs.ts';
import {
  describeConfigsRequest,
  describeConfigsResponse,
  newDescribeConfigsRequest,
  newDescribeConfigsResource,
} from '../../../src/wire/generated/describe-configs.ts';
import {
  incrementalAlterConfigsRequest,
  incrementalAlterConfigsResponse,
  newAlterableConfig,
  newAlterConfigsResource,
  newIncrementalAlterConfigsRequest,
} from '../../../src/wire/generated/incremental-alter-configs.ts';
import { type Call, call } from '../call.ts';

const [BROKER, BROKER_LOGGER, GROUP] = [4, 8, 32] as const;
const [SET, DELETE, APPEND, SUBTRACT] = [0, 1, 2, 3] as const;
const [TOPIC_SOURCE, STATIC, DEFAULT] = [1, 4, 5] as const;

type Change = readonly [name: string, operation: number, value: string | null];

function alter(type: number, name: string, changes: readonly Change[], validateOnly = false): Call {
  const configs = changes.map(([config, configOperation, value]) =>
    newAlterableConfig({ name: config, configOperation, value }),
  );
  const resources = [newAlterConfigsResource({ resourceType: type, resourceName: name, configs })];
  const request = newIncrementalAlterConfigsRequest({ resources, validateOnly });
  const codecs = [incrementalAlterConfigsRequest, incrementalAlterConfigsResponse] as const;
  const only = validateOnly ? ', validate only' : '';
  return unwrapped(call(`${type} "${name}" ${JSON.stringify(changes)}${only}`, codecs, 1, request));
}

function replace(type: number, name: string, configs: Record<string, string | null>, validateOnly = false): Call {
  const entries = Object.entries(configs).map(([config, value]) => ({ name: config, value }));
  const resources = [{ resourceType: type, resourceName: name, configs: entries }];
  const request = newAlterConfigsRequest({ resources, validateOnly });
  const says = `${type} "${name}" becomes ${JSON.stringify(configs)}`;
  return unwrapped(call(says, [alterConfigsRequest, alterConfigsResponse], 2, request));
}

/** What is set dynamically, and the configs named. */
function show(type: number, name: string, also: readonly string[] = []): Call {
  const resources = [newDescribeConfigsResource({ resourceType: type, resourceName: name, configurationKeys: null })];
  const request = newDescribeConfigsRequest({ resources, includeSynonyms: true });
  return {
    says: `what is set on ${type} "${name}"`,
    later: true,
    send: async (connection) => {
      const { results } = await connection.call(describeConfigsRequest, describeConfigsResponse, 4, request);
      const fixed: readonly number[] = [TOPIC_SOURCE, STATIC, DEFAULT];
      return results.map(({ configs, ...rest }) => ({
        ...rest,
        configs: configs
          .filter((config) => !fixed.includes(config.configSource) || also.includes(config.name))
          .filter((config) => config.name !== 'min.insync.replicas'),
      }));
    },
  };
}

/** Where Kafka puts a sentence into its exception's name and another sentence, only the sentence counts. */
function unwrapped(one: Call): Call {
  const wrapper = /^Invalid value \S*ConfigException: (.*) for configuration Invalid dynamic configuration$/s;
  const unwrap = (_key: string, value: unknown) => (typeof value === 'string' ? value.replace(wrapper, '$1') : value);
  return { ...one, send: async (connection) => JSON.parse(JSON.stringify(await one.send(connection), unwrap)) };
}

const brokerChanges: readonly Change[] = [
  ['message.max.bytes', SET, '2000000'],
  ['message.max.bytes', SET, '-1'],
  ['message.max.bytes', SET, 'x'],
  ['message.max.bytes', APPEND, '5'],
  ['message.max.bytes', SUBTRACT, '5'],
  ['message.max.bytes', 7, 'x'],
  ['broker.rack', SET, 'x'],
  ['broker.rack', DELETE, null],
  ['advertised.listeners', SET, 'PLAINTEXT://127.0.0.1:1'],
  ['transactional.id.expiration.ms', SET, '1000000'],
  ['group.consumer.session.timeout.ms', SET, '50000'],
  ['nope', SET, 'x'],
  ['nope', APPEND, 'x'],
  ['num.io.threads', SET, '100'],
  ['num.io.threads', SET, '1'],
  ['num.io.threads', SET, '0'],
  ['num.io.threads', SET, '10'],
  ['num.network.threads', SET, '100'],
  ['background.threads', SET, '100'],
  ['num.replica.fetchers', SET, '100'],
  ['num.recovery.threads.per.data.dir', SET, '100'],
  ['remote.log.reader.threads', SET, '100'],
  ['log.cleaner.threads', SET, '100'],
  ['log.cleaner.threads', SET, '2'],
  ['log.cleaner.dedupe.buffer.size', SET, '1'],
  ['log.cleaner.io.buffer.size', SET, '-1'],
  ['log.cleaner.io.max.bytes.per.second', SET, '1000'],
  ['log.cleaner.backoff.ms', SET, '1'],
  ['log.cleanup.policy', APPEND, 'compact'],
  ['log.cleanup.policy', SUBTRACT, 'delete'],
  ['log.cleanup.policy', SUBTRACT, 'compact'],
  ['log.cleanup.policy', SET, 'foo'],
  ['log.cleanup.policy', APPEND, 'foo'],
  ['log.cleanup.policy', SET, null],
  ['log.cleanup.policy', DELETE, null],
  ['log.retention.ms', SET, '0'],
  ['log.retention.ms', SET, ' 86400 '],
  ['log.retention.bytes', SET, '-5'],
  ['log.local.retention.ms', SET, '9999999999'],
  ['log.local.retention.ms', SET, '-1'],
  ['ssl.keystore.location', SET, '/x'],
  ['ssl.client.auth', SET, 'x'],
  ['ssl.client.auth', SET, 'none'],
  ['sasl.jaas.config', SET, 'none'],
  ['ssl.engine.factory.class', SET, 'x.y'],
  ['principal.builder.class', SET, 'nope.Nope'],
  ['metric.reporters', SET, 'nope.Nope'],
  ['config.providers', SET, 'x'],
  ['listener.name.plaintext.ssl.keystore.location', SET, '/x'],
  ['listener.name.plaintext.ssl.keystore.password', SET, 'secret'],
  ['listener.name.plaintext.max.connections', SET, '100'],
  ['listener.name.plaintext.max.connections', SET, 'x'],
  ['max.connections', SET, '100'],
  ['max.connections.per.ip', SET, '0'],
  ['max.connections.per.ip', SET, '50'],
  ['max.connections.per.ip.overrides', SET, 'localhost:x'],
  ['max.connections.per.ip.overrides', SET, 'a b:5'],
  ['max.connections.per.ip.overrides', SET, '127.0.0.1:90'],
  ['max.connection.creation.rate', SET, '50'],
  ['min.insync.replicas', SET, '0'],
  ['unclean.leader.election.enable', SET, 'true'],
  ['producer.id.expiration.ms', SET, '1000000'],
  ['transaction.partition.verification.enable', SET, 'false'],
  ['group.consumer.assignment.interval.ms', SET, '20000'],
  ['group.consumer.assignment.interval.ms', SET, '2000'],
  ['group.coordinator.cached.buffer.max.bytes', SET, '600000'],
  ['compression.type', SET, 'Zip'],
  ['compression.type', SET, 'zstd'],
  ['compression.gzip.level', SET, '0'],
  ['leader.replication.throttled.rate', SET, '1000'],
  ['leader.replication.throttled.rate', SET, '-5'],
  ['leader.replication.throttled.rate', SET, 'x'],
  ['cordoned.log.dirs', SET, '/x'],
  ['cordoned.log.dirs', SET, '*'],
  ['cordoned.log.dirs', DELETE, null],
  ['log.segment.bytes', SET, '5'],
  ['log.segment.bytes', SET, '2000000'],
  ['log.roll.ms', SET, '600000'],
  ['log.message.timestamp.type', SET, 'x'],
  ['log.message.timestamp.after.max.ms', SET, '-1'],
];

const families = ['log.retention.ms', 'log.retention.hours', 'log.roll.ms', 'log.roll.hours', 'message.max.bytes'];

function brokerCalls(name: string): Call[] {
  return [
    ...brokerChanges.map((change) => alter(BROKER, name, [change])),
    alter(BROKER, name, [
      ['log.retention.ms', SET, '1000'],
      ['broker.rack', SET, 'x'],
    ]),
    alter(BROKER, name, [
      ['log.retention.ms', SET, '1000'],
      ['log.retention.ms', DELETE, null],
    ]),
    alter(BROKER, name, [['log.retention.ms', SET, '70000']], true),
    show(BROKER, name),
    show(BROKER, '1', families),
  ];
}

const groupChanges: readonly Change[] = [
  ['nope', SET, '50000'],
  ['nope', APPEND, '50000'],
  ['consumer.session.timeout.ms', SET, 'x'],
  ['consumer.session.timeout.ms', SET, '0'],
  ['consumer.session.timeout.ms', SET, '5'],
  ['consumer.session.timeout.ms', SET, '70000'],
  ['consumer.session.timeout.ms', SET, null],
  ['consumer.session.timeout.ms', APPEND, '3'],
  ['consumer.heartbeat.interval.ms', SET, '1'],
  ['consumer.heartbeat.interval.ms', SET, '16000'],
  ['consumer.assignment.interval.ms', SET, '16000'],
  ['consumer.assignment.interval.ms', SET, '3000'],
  ['share.isolation.level', SET, 'x'],
  ['share.isolation.level', SET, 'READ_COMMITTED'],
  ['share.auto.offset.reset', SET, 'by_duration:PT1H'],
  ['share.delivery.count.limit', SET, '100'],
  ['share.record.lock.duration.ms', SET, '999'],
  ['share.record.lock.duration.ms', SET, '1000'],
  ['share.session.timeout.ms', SET, '50000'],
  ['streams.num.standby.replicas', SET, '3'],
  ['streams.session.timeout.ms', SET, '1'],
  ['streams.heartbeat.interval.ms', SET, '5001'],
];

const loggerChanges: readonly Change[] = [
  ['nope.nope', SET, 'DEBUG'],
  ['nope.nope', DELETE, null],
  ['root', SET, 'LOUD'],
  ['root', SET, 'debug'],
  ['root', DELETE, null],
  ['root', APPEND, 'INFO'],
  ['root', SUBTRACT, 'INFO'],
];

export const dynamicConfigCalls: readonly Call[] = [
  show(BROKER, ''),
  show(BROKER, '1', families),
  ...brokerCalls('1'),
  ...brokerCalls(''),
  replace(BROKER, '1', { 'log.retention.ms': '7', 'broker.rack': 'x' }),
  replace(BROKER, '1', { 'log.retention.ms': null }),
  replace(BROKER, '1', { 'log.retention.ms': '70000', foo: 'bar' }, true),
  show(BROKER, '1'),
  replace(BROKER, '1', { 'log.retention.ms': '70000', foo: 'bar' }),
  show(BROKER, '1'),
  replace(BROKER, '1', {}),
  show(BROKER, '1', families),
  alter(BROKER, '7', [['log.retention.ms', SET, '5']]),
  alter(BROKER, 'x', [['log.retention.ms', SET, '5']]),
  alter(BROKER, '-1', [['log.retention.ms', SET, '5']]),
  replace(BROKER, '7', { 'log.retention.ms': '5' }),
  ...loggerChanges.map((change) => alter(BROKER_LOGGER, '1', [change])),
  alter(BROKER_LOGGER, '7', [['root', SET, 'INFO']]),
  alter(BROKER_LOGGER, 'x', [['root', SET, 'INFO']]),
  alter(BROKER_LOGGER, '', [['root', SET, 'INFO']]),
  alter(BROKER_LOGGER, '1', [['root', SET, 'INFO']], true),
  replace(BROKER_LOGGER, '1', { root: 'INFO' }),
  alter(GROUP, '', [['consumer.session.timeout.ms', SET, '50000']]),
  ...groupChanges.map((change) => alter(GROUP, 'g', [change])),
  alter(GROUP, 'g', [['consumer.session.timeout.ms', SET, '50000']], true),
  show(GROUP, 'g'),
  alter(GROUP, 'g', [
    ['consumer.session.timeout.ms', SET, '50000'],
    ['consumer.heartbeat.interval.ms', SET, '6000'],
  ]),
  show(GROUP, 'g', ['share.session.timeout.ms', 'streams.session.timeout.ms']),
  show(GROUP, 'another', ['consumer.session.timeout.ms']),
  replace(GROUP, 'g', { 'consumer.session.timeout.ms': '55000' }),
  show(GROUP, 'g'),
  replace(GROUP, 'g', {}),
  show(GROUP, 'g'),
];
