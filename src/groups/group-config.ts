// The limits and times of the group coordinator, read once from the broker's config.
import type { Config } from '../config/config.ts';
import { ConfigError } from '../config/config-error.ts';
import type { Assignor } from './assignors/assignor.ts';
import { rangeAssignor } from './assignors/range.ts';
import { uniformAssignor } from './assignors/uniform.ts';
import type { ConsumerTimes } from './consumer/config.ts';

export interface ConsumerGroupConfig {
  readonly times: ConsumerTimes;
  readonly sizeMax: number;
  /** Those that members may ask for; the first is for groups whose members ask for none. */
  readonly assignors: readonly [Assignor, ...Assignor[]];
  /** Which way groups may change their protocol while they have members. */
  readonly migration: { readonly upgrade: boolean; readonly downgrade: boolean };
  /** Topic patterns are resolved anew after so long, whatever happens. */
  readonly regexRefreshIntervalMs: number;
}

export interface GroupConfig {
  /** How long a new group waits for more members before its first generation. */
  readonly initialRebalanceDelayMs: number;
  readonly sessionTimeoutMsMin: number;
  readonly sessionTimeoutMsMax: number;
  /** Members of one classic group. */
  readonly sizeMax: number;
  /** How long a new member may wait in its first JoinGroup: it cannot heartbeat before it has its id. */
  readonly newMemberJoinTimeoutMs: number;
  readonly consumer: ConsumerGroupConfig;
  readonly offsetMetadataBytesMax: number;
  readonly offsetsRetentionMs: number;
  readonly offsetsRetentionCheckIntervalMs: number;
  /** `max.message.bytes` of `__consumer_offsets`: what one decision writes must fit into one batch. */
  readonly batchBytesMax: number;
}

/** Not configurable in Apache Kafka either. */
const NEW_MEMBER_JOIN_TIMEOUT_MS = 5 * 60_000;

export function groupConfig(config: Config, batchBytesMax: number): GroupConfig {
  return {
    initialRebalanceDelayMs: config.get('group.initial.rebalance.delay.ms'),
    sessionTimeoutMsMin: config.get('group.min.session.timeout.ms'),
    sessionTimeoutMsMax: config.get('group.max.session.timeout.ms'),
    sizeMax: config.get('group.max.size'),
    newMemberJoinTimeoutMs: NEW_MEMBER_JOIN_TIMEOUT_MS,
    consumer: consumerGroupConfig(config),
    offsetMetadataBytesMax: config.get('offset.metadata.max.bytes'),
    offsetsRetentionMs: config.get('offsets.retention.minutes') * 60_000,
    offsetsRetentionCheckIntervalMs: config.get('offsets.retention.check.interval.ms'),
    batchBytesMax,
  };
}

function consumerGroupConfig(config: Config): ConsumerGroupConfig {
  const policy = config.get('group.consumer.migration.policy').toLowerCase();
  return {
    times: {
      sessionTimeout: {
        defaultMs: config.get('group.consumer.session.timeout.ms'),
        minMs: config.get('group.consumer.min.session.timeout.ms'),
        maxMs: config.get('group.consumer.max.session.timeout.ms'),
      },
      heartbeatInterval: {
        defaultMs: config.get('group.consumer.heartbeat.interval.ms'),
        minMs: config.get('group.consumer.min.heartbeat.interval.ms'),
        maxMs: config.get('group.consumer.max.heartbeat.interval.ms'),
      },
      assignmentInterval: {
        // May change while the broker runs.
        get defaultMs() {
          return config.get('group.consumer.assignment.interval.ms');
        },
        minMs: config.get('group.consumer.min.assignment.interval.ms'),
        maxMs: config.get('group.consumer.max.assignment.interval.ms'),
      },
    },
    sizeMax: config.get('group.consumer.max.size'),
    assignors: assignorsNamed(config.get('group.consumer.assignors')),
    migration: {
      upgrade: policy === 'bidirectional' || policy === 'upgrade',
      downgrade: policy === 'bidirectional' || policy === 'downgrade',
    },
    regexRefreshIntervalMs: config.get('group.consumer.regex.refresh.interval.ms'),
  };
}

/** By name, or by the names of the classes that have them in Apache Kafka. */
const ASSIGNORS: Readonly<Record<string, Assignor>> = {
  uniform: uniformAssignor,
  range: rangeAssignor,
  'org.apache.kafka.coordinator.group.assignor.UniformAssignor': uniformAssignor,
  'org.apache.kafka.coordinator.group.assignor.RangeAssignor': rangeAssignor,
};

function assignorsNamed(names: readonly string[]): [Assignor, ...Assignor[]] {
  const [first, ...others] = names.map((name) => {
    const assignor = ASSIGNORS[name];
    if (assignor !== undefined) return assignor;
    throw new ConfigError(`group.consumer.assignors: there is no assignor ${name}; there are uniform and range`);
  });
  if (first === undefined) throw new ConfigError('group.consumer.assignors must name at least one assignor');
  return [first, ...others];
}
