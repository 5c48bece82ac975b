/**
 * The broker configs that this broker obeys. Read by notices.ts, which tells the user about the others.
 *
 * Invariant: every name that the code reads with `config.get` is here (config-effect.test.ts compares).
 */
import { topicConfigSynonyms } from './topic-synonyms.ts';

const read: readonly string[] = [
  'advertised.listeners',
  'auto.create.topics.enable',
  'broker.id',
  'controller.listener.names',
  'controller.quorum.voters',
  'default.replication.factor',
  'group.initial.rebalance.delay.ms',
  'group.max.session.timeout.ms',
  'group.max.size',
  'group.min.session.timeout.ms',
  'internal.metadata.max.batch.size.in.bytes',
  'listener.security.protocol.map',
  'listeners',
  'log.dir',
  'log.dirs',
  'metadata.log.segment.bytes',
  'metadata.log.segment.ms',
  'millrace.io.threads',
  'node.id',
  'num.partitions',
  'offset.metadata.max.bytes',
  'offsets.retention.check.interval.ms',
  'offsets.retention.minutes',
  'offsets.topic.num.partitions',
  'offsets.topic.replication.factor',
  'offsets.topic.segment.bytes',
  'process.roles',
];

/** Topic configs that act, by toPartitionConfig; the broker configs behind them are their defaults. */
const topicConfigsWithEffect = [
  'cleanup.policy',
  'compression.gzip.level',
  'compression.lz4.level',
  'compression.type',
  'compression.zstd.level',
  'flush.messages',
  'flush.ms',
  'index.interval.bytes',
  'max.message.bytes',
  'message.timestamp.after.max.ms',
  'message.timestamp.before.max.ms',
  'message.timestamp.type',
  'min.insync.replicas',
  'preallocate',
  'segment.bytes',
  'segment.index.bytes',
  'segment.jitter.ms',
  'segment.ms',
] as const;

export const namesWithEffect: ReadonlySet<string> = new Set([
  ...read,
  ...topicConfigsWithEffect.flatMap((name) => (topicConfigSynonyms[name] ?? []).map((synonym) => synonym.name)),
]);
