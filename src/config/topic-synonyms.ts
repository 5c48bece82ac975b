/**
 * Which broker configs give a topic config its default (Kafka's ServerTopicConfigSynonyms), the strongest first.
 * Read by topic-config.ts, config.ts and DescribeConfigs.
 */
import type { BrokerConfigName } from './generated/broker-configs.ts';
import type { TopicConfigName } from './generated/topic-configs.ts';

export interface TopicSynonym {
  readonly name: BrokerConfigName;
  /** The topic config's value is the broker config's times this. */
  readonly factor: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const same = (name: BrokerConfigName): readonly TopicSynonym[] => [{ name, factor: 1 }];

/** A topic config that is missing here has no broker-wide form. */
export const topicConfigSynonyms: Readonly<Partial<Record<TopicConfigName, readonly TopicSynonym[]>>> = {
  'cleanup.policy': same('log.cleanup.policy'),
  'compression.gzip.level': same('compression.gzip.level'),
  'compression.lz4.level': same('compression.lz4.level'),
  'compression.type': same('compression.type'),
  'compression.zstd.level': same('compression.zstd.level'),
  'delete.retention.ms': same('log.cleaner.delete.retention.ms'),
  'file.delete.delay.ms': same('log.segment.delete.delay.ms'),
  'flush.messages': same('log.flush.interval.messages'),
  'flush.ms': [
    { name: 'log.flush.interval.ms', factor: 1 },
    { name: 'log.flush.scheduler.interval.ms', factor: 1 },
  ],
  'index.interval.bytes': same('log.index.interval.bytes'),
  'local.retention.bytes': same('log.local.retention.bytes'),
  'local.retention.ms': same('log.local.retention.ms'),
  'max.compaction.lag.ms': same('log.cleaner.max.compaction.lag.ms'),
  'max.message.bytes': same('message.max.bytes'),
  'message.timestamp.after.max.ms': same('log.message.timestamp.after.max.ms'),
  'message.timestamp.before.max.ms': same('log.message.timestamp.before.max.ms'),
  'message.timestamp.type': same('log.message.timestamp.type'),
  'min.cleanable.dirty.ratio': same('log.cleaner.min.cleanable.ratio'),
  'min.compaction.lag.ms': same('log.cleaner.min.compaction.lag.ms'),
  'min.insync.replicas': same('min.insync.replicas'),
  preallocate: same('log.preallocate'),
  'retention.bytes': same('log.retention.bytes'),
  'retention.ms': [
    { name: 'log.retention.ms', factor: 1 },
    { name: 'log.retention.minutes', factor: minuteMs },
    { name: 'log.retention.hours', factor: hourMs },
  ],
  'segment.bytes': same('log.segment.bytes'),
  'segment.index.bytes': same('log.index.size.max.bytes'),
  'segment.jitter.ms': [
    { name: 'log.roll.jitter.ms', factor: 1 },
    { name: 'log.roll.jitter.hours', factor: hourMs },
  ],
  'segment.ms': [
    { name: 'log.roll.ms', factor: 1 },
    { name: 'log.roll.hours', factor: hourMs },
  ],
  'unclean.leader.election.enable': same('unclean.leader.election.enable'),
};

/** The broker configs that say the same in other units, in the order in which Kafka looks at them. */
export function synonymFamily(name: string): readonly string[] {
  return families.get(name) ?? [name];
}

const families: ReadonlyMap<string, readonly string[]> = new Map(
  Object.values(topicConfigSynonyms)
    .filter((synonyms) => synonyms.length > 1)
    .map((synonyms) => synonyms.map(({ name }) => name))
    .flatMap((names) => names.map((name) => [name, names] as const)),
);
