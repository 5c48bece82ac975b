/**
 * Topic configs: what exists, what is valid, and what holds for a topic (its overrides over the broker's synonyms
 * over the defaults). Used by the metadata image, CreateTopics, IncrementalAlterConfigs and DescribeConfigs.
 *
 * Invariant: overrides that were checked by validateTopicConfigs always make a TopicConfig.
 */
import type { PartitionConfig } from '../native/data-plane.ts';
import type { ConfigName } from './broker-definitions.ts';
import type { Config, ConfigView } from './config.ts';
import { ConfigError } from './config-error.ts';
import { type ConfigDefinition, defaultConfig, type ParsedConfig, parseConfigValue } from './definition.ts';
import { type TopicConfigName, type TopicConfigValues, topicConfigDefinitions } from './generated/topic-configs.ts';
import { synonymFamily, topicConfigSynonyms } from './topic-synonyms.ts';

export const topicDefinitions: ReadonlyMap<string, ConfigDefinition> = new Map(
  topicConfigDefinitions.map((definition) => [definition.name, definition]),
);

/** The definition of a topic config; undefined: no such name. */
export function topicConfig(name: string): ConfigDefinition | undefined {
  return topicDefinitions.get(name);
}

/** Checks one topic config; throws ConfigError in Kafka's words. */
export function validateTopicConfig(name: string, value: string): ParsedConfig {
  const definition = topicDefinitions.get(name);
  if (definition === undefined) throw new ConfigError(`Unknown topic config name: ${name}`);
  return parseConfigValue(definition, value);
}

/** Checks all overrides of a topic, each alone and together; throws ConfigError. */
export function validateTopicConfigs(overrides: ReadonlyMap<string, string>, config: Config): void {
  for (const [name, value] of overrides) validateTopicConfig(name, value);
  const effective = effectiveTopicConfig(overrides, config);
  const [least, most] = [effective.get('min.compaction.lag.ms'), effective.get('max.compaction.lag.ms')];
  if (least > most) {
    throw new ConfigError(
      `conflict topic config setting min.compaction.lag.ms (${effective.text('min.compaction.lag.ms')}) > ` +
        `max.compaction.lag.ms (${effective.text('max.compaction.lag.ms')})`,
    );
  }
  if (effective.get('remote.storage.enable')) {
    throw new ConfigError(
      'Tiered Storage functionality is disabled in the broker. Topic cannot be configured with remote log storage.',
    );
  }
}

/** The settings that hold for one topic. */
export class TopicConfig {
  readonly #parsed: ReadonlyMap<string, ParsedConfig>;

  constructor(parsed: ReadonlyMap<string, ParsedConfig>) {
    this.#parsed = parsed;
    Object.freeze(this);
  }

  /** LONG values are clamped to Number.MAX_SAFE_INTEGER. */
  get<Name extends TopicConfigName>(name: Name): TopicConfigValues[Name] {
    return this.#parsed.get(name)?.value as TopicConfigValues[Name];
  }

  /** The value as Kafka shows it; null: no value, undefined: no such name. */
  text(name: string): string | null | undefined {
    return this.#parsed.get(name)?.text;
  }
}

/** Throws ConfigError where an override is not valid. */
export function effectiveTopicConfig(overrides: ReadonlyMap<string, string>, config: Config): TopicConfig {
  const parsed = new Map<string, ParsedConfig>();
  for (const [name, definition] of topicDefinitions) {
    const text = overrides.get(name);
    parsed.set(name, text === undefined ? inherited(definition, config) : parseConfigValue(definition, text));
  }
  return new TopicConfig(parsed);
}

/** The first synonym that has a value; the last one always has, by its default. */
function inherited(definition: ConfigDefinition, config: Config): ParsedConfig {
  for (const { name, factor } of topicConfigSynonyms[definition.name as TopicConfigName] ?? []) {
    const text = config.text(name);
    if (text === null || text === undefined) continue;
    if (factor === 1 && !isUnlimited(name, config)) return { value: config.get(name as ConfigName), text };
    const value = scaled(config.get(name as ConfigName) as number, factor);
    return { value, text: value.toString() };
  }
  return defaultConfig(definition);
}

/** Everything below zero is, where a config can also be given in other units. */
function isUnlimited(name: string, config: ConfigView): boolean {
  return synonymFamily(name).length > 1 && Number(config.get(name as ConfigName)) < 0;
}

/** Hours or minutes in milliseconds; -1 (no limit) stays -1. */
function scaled(value: number, factor: number): number {
  return value < 0 ? -1 : value * factor;
}

/** The settings that act on the hot path; `millrace.durable` stands above a topic's `flush.messages`. */
export function toPartitionConfig(topic: TopicConfig, config: ConfigView): PartitionConfig {
  const compression = topic.get('compression.type');
  const compacted = topic.get('cleanup.policy').includes('compact');
  return {
    segmentBytes: topic.get('internal.segment.bytes') ?? topic.get('segment.bytes'),
    segmentMs: compacted
      ? Math.min(topic.get('segment.ms'), topic.get('max.compaction.lag.ms'))
      : topic.get('segment.ms'),
    segmentJitterMs: topic.get('segment.jitter.ms'),
    indexIntervalBytes: topic.get('index.interval.bytes'),
    segmentIndexBytes: topic.get('segment.index.bytes'),
    preallocate: topic.get('preallocate'),
    maxMessageBytes: topic.get('max.message.bytes'),
    compacted,
    deletes: topic.get('cleanup.policy').includes('delete'),
    retentionMs: topic.get('retention.ms'),
    retentionBytes: topic.get('retention.bytes'),
    fileDeleteDelayMs: topic.get('file.delete.delay.ms'),
    minCleanableRatio: topic.get('min.cleanable.dirty.ratio'),
    minCompactionLagMs: topic.get('min.compaction.lag.ms'),
    maxCompactionLagMs: topic.get('max.compaction.lag.ms'),
    deleteRetentionMs: topic.get('delete.retention.ms'),
    logAppendTime: topic.get('message.timestamp.type') === 'LogAppendTime',
    timestampBeforeMaxMs: topic.get('message.timestamp.before.max.ms'),
    timestampAfterMaxMs: topic.get('message.timestamp.after.max.ms'),
    compression,
    compressionLevel: compressionLevel(topic, compression),
    minInsyncReplicas: topic.get('min.insync.replicas'),
    flushMessages: config.get('millrace.durable') ? 1 : topic.get('flush.messages'),
    flushMs: topic.get('flush.ms'),
    producerIdExpirationMs: config.get('producer.id.expiration.ms'),
    producerIdExpirationCheckIntervalMs: config.get('producer.id.expiration.check.interval.ms'),
  };
}

/** The level of a codec that has levels, else 0. */
function compressionLevel(topic: TopicConfig, compression: string): number {
  switch (compression) {
    case 'gzip':
      return topic.get('compression.gzip.level');
    case 'lz4':
      return topic.get('compression.lz4.level');
    case 'zstd':
      return topic.get('compression.zstd.level');
    default:
      return 0;
  }
}
