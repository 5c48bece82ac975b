// Generated from protocol/configs-topic.tsv by `npm run generate`: change that, not this file.
import type { ConfigDefinition } from '../definition.ts';

export const topicConfigDefinitions: readonly ConfigDefinition[] = [
  { name: 'cleanup.policy', type: 'LIST', defaultText: 'delete', rule: {"kind":"one-of","values":["compact","delete"]} },
  { name: 'compression.gzip.level', type: 'INT', defaultText: '-1', rule: {"kind":"range","min":1,"max":9,"also":-1} },
  { name: 'compression.lz4.level', type: 'INT', defaultText: '9', rule: {"kind":"range","min":1,"max":17} },
  { name: 'compression.type', type: 'STRING', defaultText: 'producer', rule: {"kind":"one-of","values":["uncompressed","zstd","lz4","snappy","gzip","producer"]} },
  { name: 'compression.zstd.level', type: 'INT', defaultText: '3', rule: {"kind":"range","min":-131072,"max":22} },
  { name: 'delete.retention.ms', type: 'LONG', defaultText: '86400000', rule: {"kind":"range","min":0} },
  { name: 'file.delete.delay.ms', type: 'LONG', defaultText: '60000', rule: {"kind":"range","min":0} },
  { name: 'flush.messages', type: 'LONG', defaultText: '9223372036854775807', rule: {"kind":"range","min":1} },
  { name: 'flush.ms', type: 'LONG', defaultText: '9223372036854775807', rule: {"kind":"range","min":0} },
  { name: 'follower.replication.throttled.replicas', type: 'LIST', defaultText: '', rule: {"kind":"throttled-replicas"} },
  { name: 'index.interval.bytes', type: 'INT', defaultText: '4096', rule: {"kind":"range","min":0} },
  { name: 'internal.segment.bytes', type: 'INT', defaultText: null, internal: true },
  { name: 'leader.replication.throttled.replicas', type: 'LIST', defaultText: '', rule: {"kind":"throttled-replicas"} },
  { name: 'local.retention.bytes', type: 'LONG', defaultText: '-2', rule: {"kind":"range","min":-2} },
  { name: 'local.retention.ms', type: 'LONG', defaultText: '-2', rule: {"kind":"range","min":-2} },
  { name: 'max.compaction.lag.ms', type: 'LONG', defaultText: '9223372036854775807', rule: {"kind":"range","min":1} },
  { name: 'max.message.bytes', type: 'INT', defaultText: '1048588', rule: {"kind":"range","min":0} },
  { name: 'message.timestamp.after.max.ms', type: 'LONG', defaultText: '3600000', rule: {"kind":"range","min":0} },
  { name: 'message.timestamp.before.max.ms', type: 'LONG', defaultText: '9223372036854775807', rule: {"kind":"range","min":0} },
  { name: 'message.timestamp.type', type: 'STRING', defaultText: 'CreateTime', rule: {"kind":"one-of","values":["CreateTime","LogAppendTime"]} },
  { name: 'min.cleanable.dirty.ratio', type: 'DOUBLE', defaultText: '0.5', rule: {"kind":"range","min":0,"max":1} },
  { name: 'min.compaction.lag.ms', type: 'LONG', defaultText: '0', rule: {"kind":"range","min":0} },
  { name: 'min.insync.replicas', type: 'INT', defaultText: '1', rule: {"kind":"range","min":1} },
  { name: 'preallocate', type: 'BOOLEAN', defaultText: 'false' },
  { name: 'remote.log.copy.disable', type: 'BOOLEAN', defaultText: 'false' },
  { name: 'remote.log.delete.on.disable', type: 'BOOLEAN', defaultText: 'false' },
  { name: 'remote.storage.enable', type: 'BOOLEAN', defaultText: 'false' },
  { name: 'retention.bytes', type: 'LONG', defaultText: '-1' },
  { name: 'retention.ms', type: 'LONG', defaultText: '604800000', rule: {"kind":"range","min":-1} },
  { name: 'segment.bytes', type: 'INT', defaultText: '1073741824', rule: {"kind":"range","min":1048576} },
  { name: 'segment.index.bytes', type: 'INT', defaultText: '10485760', rule: {"kind":"range","min":4} },
  { name: 'segment.jitter.ms', type: 'LONG', defaultText: '0', rule: {"kind":"range","min":0} },
  { name: 'segment.ms', type: 'LONG', defaultText: '604800000', rule: {"kind":"range","min":1} },
  { name: 'unclean.leader.election.enable', type: 'BOOLEAN', defaultText: 'false' },
];

export interface TopicConfigValues {
  readonly 'cleanup.policy': readonly string[];
  readonly 'compression.gzip.level': number;
  readonly 'compression.lz4.level': number;
  readonly 'compression.type': string;
  readonly 'compression.zstd.level': number;
  readonly 'delete.retention.ms': number;
  readonly 'file.delete.delay.ms': number;
  readonly 'flush.messages': number;
  readonly 'flush.ms': number;
  readonly 'follower.replication.throttled.replicas': readonly string[];
  readonly 'index.interval.bytes': number;
  readonly 'internal.segment.bytes': number | null;
  readonly 'leader.replication.throttled.replicas': readonly string[];
  readonly 'local.retention.bytes': number;
  readonly 'local.retention.ms': number;
  readonly 'max.compaction.lag.ms': number;
  readonly 'max.message.bytes': number;
  readonly 'message.timestamp.after.max.ms': number;
  readonly 'message.timestamp.before.max.ms': number;
  readonly 'message.timestamp.type': string;
  readonly 'min.cleanable.dirty.ratio': number;
  readonly 'min.compaction.lag.ms': number;
  readonly 'min.insync.replicas': number;
  readonly 'preallocate': boolean;
  readonly 'remote.log.copy.disable': boolean;
  readonly 'remote.log.delete.on.disable': boolean;
  readonly 'remote.storage.enable': boolean;
  readonly 'retention.bytes': number;
  readonly 'retention.ms': number;
  readonly 'segment.bytes': number;
  readonly 'segment.index.bytes': number;
  readonly 'segment.jitter.ms': number;
  readonly 'segment.ms': number;
  readonly 'unclean.leader.election.enable': boolean;
}

export type TopicConfigName = keyof TopicConfigValues;
