/**
 * The broker configs that this broker obeys. Read by notices.ts, which tells the user about the others.
 *
 * Invariant: the names that the code reads with `config.get` are here, and no others (config.test.ts compares).
 */
import { topicConfigSynonyms } from './topic-synonyms.ts';

/** Read by name; `broker.id` is another name of `node.id`. */
export const namesRead: readonly string[] = [
  'advertised.listeners',
  'auto.create.topics.enable',
  'broker.id',
  'broker.rack',
  'connections.max.idle.ms',
  'controller.listener.names',
  'controller.quorum.voters',
  'default.replication.factor',
  'delete.topic.enable',
  'fetch.max.bytes',
  'group.initial.rebalance.delay.ms',
  'group.max.session.timeout.ms',
  'group.max.size',
  'group.min.session.timeout.ms',
  'internal.metadata.max.batch.size.in.bytes',
  'listener.security.protocol.map',
  'listeners',
  'log.dir',
  'log.dirs',
  'log.flush.offset.checkpoint.interval.ms',
  'log.retention.check.interval.ms',
  'max.connections',
  'max.connections.per.ip',
  'max.incremental.fetch.session.cache.slots',
  'max.request.partition.size.limit',
  'metadata.log.segment.bytes',
  'metadata.log.segment.ms',
  'millrace.durable',
  'millrace.io.threads',
  'node.id',
  'num.partitions',
  'num.recovery.threads.per.data.dir',
  'offset.metadata.max.bytes',
  'offsets.retention.check.interval.ms',
  'offsets.retention.minutes',
  'offsets.topic.num.partitions',
  'offsets.topic.replication.factor',
  'offsets.topic.segment.bytes',
  'process.roles',
  'producer.id.expiration.ms',
  'queued.max.request.bytes',
  'socket.request.max.bytes',
];

/** Topic configs that act, by toPartitionConfig; the broker configs behind them are their defaults. */
const topicConfigsWithEffect = [
  'cleanup.policy',
  'compression.gzip.level',
  'compression.lz4.level',
  'compression.type',
  'compression.zstd.level',
  'file.delete.delay.ms',
  'flush.messages',
  'flush.ms',
  'index.interval.bytes',
  'max.message.bytes',
  'message.timestamp.after.max.ms',
  'message.timestamp.before.max.ms',
  'message.timestamp.type',
  'min.insync.replicas',
  'preallocate',
  'retention.bytes',
  'retention.ms',
  'segment.bytes',
  'segment.index.bytes',
  'segment.jitter.ms',
  'segment.ms',
] as const;

export const namesWithEffect: ReadonlySet<string> = new Set([
  ...namesRead,
  ...topicConfigsWithEffect.flatMap((name) => (topicConfigSynonyms[name] ?? []).map((synonym) => synonym.name)),
]);
