// Generated from protocol/configs-broker.tsv by `npm run generate`: change that, not this file.
import type { ConfigDefinition } from '../definition.ts';

export const brokerConfigDefinitions: readonly ConfigDefinition[] = [
  { name: 'add.partitions.to.txn.retry.backoff.max.ms', type: 'INT', defaultText: '100', rule: {"kind":"range","min":0} },
  { name: 'add.partitions.to.txn.retry.backoff.ms', type: 'INT', defaultText: '20', rule: {"kind":"range","min":1} },
  { name: 'advertised.listeners', type: 'LIST', defaultText: null },
  { name: 'alter.config.policy.class.name', type: 'CLASS', defaultText: null },
  { name: 'alter.log.dirs.replication.quota.window.num', type: 'INT', defaultText: '11', rule: {"kind":"range","min":1} },
  { name: 'alter.log.dirs.replication.quota.window.size.seconds', type: 'INT', defaultText: '1', rule: {"kind":"range","min":1} },
  { name: 'authorizer.class.name', type: 'STRING', defaultText: '' },
  { name: 'auto.create.topics.enable', type: 'BOOLEAN', defaultText: 'true' },
  { name: 'auto.leader.rebalance.enable', type: 'BOOLEAN', defaultText: 'true' },
  { name: 'background.threads', type: 'INT', defaultText: '10', dynamic: true, rule: {"kind":"range","min":1} },
  { name: 'broker.heartbeat.interval.ms', type: 'INT', defaultText: '2000' },
  { name: 'broker.id', type: 'INT', defaultText: '-1' },
  { name: 'broker.rack', type: 'STRING', defaultText: null },
  { name: 'broker.session.timeout.ms', type: 'INT', defaultText: '9000' },
  { name: 'client.quota.callback.class', type: 'CLASS', defaultText: null },
  { name: 'compression.gzip.level', type: 'INT', defaultText: '-1', dynamic: true, rule: {"kind":"range","min":1,"max":9,"also":-1} },
  { name: 'compression.lz4.level', type: 'INT', defaultText: '9', dynamic: true, rule: {"kind":"range","min":1,"max":17} },
  { name: 'compression.type', type: 'STRING', defaultText: 'producer', dynamic: true, rule: {"kind":"one-of","values":["uncompressed","zstd","lz4","snappy","gzip","producer"]} },
  { name: 'compression.zstd.level', type: 'INT', defaultText: '3', dynamic: true, rule: {"kind":"range","min":-131072,"max":22} },
  { name: 'config.providers', type: 'LIST', defaultText: '', dynamic: true },
  { name: 'connection.failed.authentication.delay.ms', type: 'INT', defaultText: '100', rule: {"kind":"range","min":0} },
  { name: 'connections.max.idle.ms', type: 'LONG', defaultText: '600000' },
  { name: 'connections.max.reauth.ms', type: 'LONG', defaultText: '0' },
  { name: 'controlled.shutdown.enable', type: 'BOOLEAN', defaultText: 'true' },
  { name: 'controller.listener.names', type: 'LIST', defaultText: null, required: true },
  { name: 'controller.performance.always.log.threshold.ms', type: 'LONG', defaultText: '2000', internal: true, rule: {"kind":"range","min":0} },
  { name: 'controller.performance.sample.period.ms', type: 'LONG', defaultText: '60000', internal: true, rule: {"kind":"range","min":100} },
  { name: 'controller.quorum.append.linger.ms', type: 'INT', defaultText: '25', rule: {"kind":"range","min":0} },
  { name: 'controller.quorum.auto.join.enable', type: 'BOOLEAN', defaultText: 'false' },
  { name: 'controller.quorum.bootstrap.servers', type: 'LIST', defaultText: '', rule: {"kind":"non-empty"} },
  { name: 'controller.quorum.election.backoff.max.ms', type: 'INT', defaultText: '1000', rule: {"kind":"range","min":0} },
  { name: 'controller.quorum.election.timeout.ms', type: 'INT', defaultText: '1000', rule: {"kind":"range","min":0} },
  { name: 'controller.quorum.fetch.max.bytes', type: 'INT', defaultText: '1048576', rule: {"kind":"range","min":1} },
  { name: 'controller.quorum.fetch.snapshot.max.bytes', type: 'INT', defaultText: '1048576', rule: {"kind":"range","min":1} },
  { name: 'controller.quorum.fetch.timeout.ms', type: 'INT', defaultText: '2000', rule: {"kind":"range","min":0} },
  { name: 'controller.quorum.request.timeout.ms', type: 'INT', defaultText: '2000', rule: {"kind":"range","min":0} },
  { name: 'controller.quorum.retry.backoff.ms', type: 'INT', defaultText: '20', rule: {"kind":"range","min":0} },
  { name: 'controller.quorum.voters', type: 'LIST', defaultText: '', rule: {"kind":"non-empty"} },
  { name: 'controller.quota.window.num', type: 'INT', defaultText: '11', rule: {"kind":"range","min":1} },
  { name: 'controller.quota.window.size.seconds', type: 'INT', defaultText: '1', rule: {"kind":"range","min":1} },
  { name: 'controller.socket.timeout.ms', type: 'INT', defaultText: '30000' },
  { name: 'cordoned.log.dirs', type: 'LIST', defaultText: '', dynamic: true },
  { name: 'create.topic.policy.class.name', type: 'CLASS', defaultText: null },
  { name: 'default.replication.factor', type: 'INT', defaultText: '1' },
  { name: 'delegation.token.expiry.check.interval.ms', type: 'LONG', defaultText: '3600000', rule: {"kind":"range","min":1} },
  { name: 'delegation.token.expiry.time.ms', type: 'LONG', defaultText: '86400000', rule: {"kind":"range","min":1} },
  { name: 'delegation.token.max.lifetime.ms', type: 'LONG', defaultText: '604800000', rule: {"kind":"range","min":1} },
  { name: 'delegation.token.secret.key', type: 'PASSWORD', defaultText: null },
  { name: 'delete.records.purgatory.purge.interval.requests', type: 'INT', defaultText: '1' },
  { name: 'delete.topic.enable', type: 'BOOLEAN', defaultText: 'true' },
  { name: 'early.start.listeners', type: 'LIST', defaultText: null },
  { name: 'fetch.max.bytes', type: 'INT', defaultText: '57671680', rule: {"kind":"range","min":1024} },
  { name: 'fetch.purgatory.purge.interval.requests', type: 'INT', defaultText: '1000' },
  { name: 'follower.fetch.last.tiered.offset.enable', type: 'BOOLEAN', defaultText: 'false', dynamic: true },
  { name: 'group.consumer.assignment.interval.ms', type: 'INT', defaultText: '1000', dynamic: true, rule: {"kind":"range","min":0} },
  { name: 'group.consumer.assignors', type: 'LIST', defaultText: 'uniform,range' },
  { name: 'group.consumer.heartbeat.interval.ms', type: 'INT', defaultText: '5000', rule: {"kind":"range","min":1} },
  { name: 'group.consumer.max.assignment.interval.ms', type: 'INT', defaultText: '15000', rule: {"kind":"range","min":0} },
  { name: 'group.consumer.max.heartbeat.interval.ms', type: 'INT', defaultText: '15000', rule: {"kind":"range","min":1} },
  { name: 'group.consumer.max.session.timeout.ms', type: 'INT', defaultText: '60000', rule: {"kind":"range","min":1} },
  { name: 'group.consumer.max.size', type: 'INT', defaultText: '2147483647', rule: {"kind":"range","min":1} },
  { name: 'group.consumer.migration.policy', type: 'STRING', defaultText: 'bidirectional', rule: {"kind":"one-of","values":["DISABLED","DOWNGRADE","UPGRADE","BIDIRECTIONAL"],"ignoreCase":true} },
  { name: 'group.consumer.min.assignment.interval.ms', type: 'INT', defaultText: '0', rule: {"kind":"range","min":0} },
  { name: 'group.consumer.min.heartbeat.interval.ms', type: 'INT', defaultText: '5000', rule: {"kind":"range","min":1} },
  { name: 'group.consumer.min.session.timeout.ms', type: 'INT', defaultText: '45000', rule: {"kind":"range","min":1} },
  { name: 'group.consumer.regex.refresh.interval.ms', type: 'INT', defaultText: '600000', internal: true, rule: {"kind":"range","min":10000} },
  { name: 'group.consumer.session.timeout.ms', type: 'INT', defaultText: '45000', rule: {"kind":"range","min":1} },
  { name: 'group.coordinator.append.linger.ms', type: 'INT', defaultText: '-1', rule: {"kind":"range","min":-1} },
  { name: 'group.coordinator.background.threads', type: 'INT', defaultText: '2', rule: {"kind":"range","min":1} },
  { name: 'group.coordinator.cached.buffer.max.bytes', type: 'INT', defaultText: '1048588', dynamic: true, rule: {"kind":"range","min":524288} },
  { name: 'group.coordinator.rebalance.protocols', type: 'LIST', defaultText: 'classic,consumer,streams', rule: {"kind":"one-of","values":["consumer","classic","share","streams"]} },
  { name: 'group.coordinator.threads', type: 'INT', defaultText: '4', rule: {"kind":"range","min":1} },
  { name: 'group.initial.rebalance.delay.ms', type: 'INT', defaultText: '3000' },
  { name: 'group.max.session.timeout.ms', type: 'INT', defaultText: '1800000' },
  { name: 'group.max.size', type: 'INT', defaultText: '2147483647', rule: {"kind":"range","min":1} },
  { name: 'group.min.session.timeout.ms', type: 'INT', defaultText: '6000' },
  { name: 'group.share.assignment.interval.ms', type: 'INT', defaultText: '1000', dynamic: true, rule: {"kind":"range","min":0} },
  { name: 'group.share.assignors', type: 'LIST', defaultText: 'simple' },
  { name: 'group.share.delivery.count.limit', type: 'INT', defaultText: '5', rule: {"kind":"range","min":2,"max":10} },
  { name: 'group.share.heartbeat.interval.ms', type: 'INT', defaultText: '5000', rule: {"kind":"range","min":1} },
  { name: 'group.share.initialize.retry.interval.ms', type: 'INT', defaultText: '30000', internal: true, rule: {"kind":"range","min":1} },
  { name: 'group.share.max.assignment.interval.ms', type: 'INT', defaultText: '15000', rule: {"kind":"range","min":0} },
  { name: 'group.share.max.delivery.count.limit', type: 'INT', defaultText: '10', rule: {"kind":"range","min":5,"max":25} },
  { name: 'group.share.max.heartbeat.interval.ms', type: 'INT', defaultText: '15000', rule: {"kind":"range","min":1} },
  { name: 'group.share.max.partition.max.record.locks', type: 'INT', defaultText: '4000', rule: {"kind":"range","min":2000,"max":10000} },
  { name: 'group.share.max.record.lock.duration.ms', type: 'INT', defaultText: '60000', rule: {"kind":"range","min":30000,"max":3600000} },
  { name: 'group.share.max.session.timeout.ms', type: 'INT', defaultText: '60000', rule: {"kind":"range","min":1} },
  { name: 'group.share.max.share.sessions', type: 'INT', defaultText: '2000', rule: {"kind":"range","min":1} },
  { name: 'group.share.max.size', type: 'INT', defaultText: '200', rule: {"kind":"range","min":1,"max":1000} },
  { name: 'group.share.min.assignment.interval.ms', type: 'INT', defaultText: '0', rule: {"kind":"range","min":0} },
  { name: 'group.share.min.delivery.count.limit', type: 'INT', defaultText: '2', rule: {"kind":"range","min":2,"max":5} },
  { name: 'group.share.min.heartbeat.interval.ms', type: 'INT', defaultText: '5000', rule: {"kind":"range","min":1} },
  { name: 'group.share.min.partition.max.record.locks', type: 'INT', defaultText: '100', rule: {"kind":"range","min":100,"max":2000} },
  { name: 'group.share.min.record.lock.duration.ms', type: 'INT', defaultText: '15000', rule: {"kind":"range","min":1000,"max":30000} },
  { name: 'group.share.min.session.timeout.ms', type: 'INT', defaultText: '45000', rule: {"kind":"range","min":1} },
  { name: 'group.share.partition.max.record.locks', type: 'INT', defaultText: '2000', rule: {"kind":"range","min":100,"max":10000} },
  { name: 'group.share.persister.class.name', type: 'STRING', defaultText: 'org.apache.kafka.server.share.persister.DefaultStatePersister', internal: true },
  { name: 'group.share.record.lock.duration.ms', type: 'INT', defaultText: '30000', rule: {"kind":"range","min":1000,"max":3600000} },
  { name: 'group.share.session.timeout.ms', type: 'INT', defaultText: '45000', rule: {"kind":"range","min":1} },
  { name: 'group.streams.assignment.interval.ms', type: 'INT', defaultText: '1000', dynamic: true, rule: {"kind":"range","min":0} },
  { name: 'group.streams.heartbeat.interval.ms', type: 'INT', defaultText: '5000', rule: {"kind":"range","min":1} },
  { name: 'group.streams.initial.rebalance.delay.ms', type: 'INT', defaultText: '3000', rule: {"kind":"range","min":0} },
  { name: 'group.streams.max.assignment.interval.ms', type: 'INT', defaultText: '15000', rule: {"kind":"range","min":0} },
  { name: 'group.streams.max.heartbeat.interval.ms', type: 'INT', defaultText: '15000', rule: {"kind":"range","min":1} },
  { name: 'group.streams.max.session.timeout.ms', type: 'INT', defaultText: '60000', rule: {"kind":"range","min":1} },
  { name: 'group.streams.max.size', type: 'INT', defaultText: '2147483647', rule: {"kind":"range","min":1} },
  { name: 'group.streams.max.standby.replicas', type: 'INT', defaultText: '2', rule: {"kind":"range","min":0} },
  { name: 'group.streams.min.assignment.interval.ms', type: 'INT', defaultText: '0', rule: {"kind":"range","min":0} },
  { name: 'group.streams.min.heartbeat.interval.ms', type: 'INT', defaultText: '5000', rule: {"kind":"range","min":1} },
  { name: 'group.streams.min.session.timeout.ms', type: 'INT', defaultText: '45000', rule: {"kind":"range","min":1} },
  { name: 'group.streams.num.standby.replicas', type: 'INT', defaultText: '0', rule: {"kind":"range","min":0} },
  { name: 'group.streams.session.timeout.ms', type: 'INT', defaultText: '45000', rule: {"kind":"range","min":1} },
  { name: 'initial.broker.registration.timeout.ms', type: 'INT', defaultText: '60000' },
  { name: 'inter.broker.listener.name', type: 'STRING', defaultText: null },
  { name: 'internal.metadata.delete.delay.millis', type: 'LONG', defaultText: '60000', internal: true },
  { name: 'internal.metadata.log.segment.bytes', type: 'INT', defaultText: null, internal: true },
  { name: 'internal.metadata.max.batch.size.in.bytes', type: 'INT', defaultText: '8388608', internal: true },
  { name: 'kafka.metrics.polling.interval.secs', type: 'INT', defaultText: '10', rule: {"kind":"range","min":1} },
  { name: 'kafka.metrics.reporters', type: 'LIST', defaultText: '' },
  { name: 'leader.imbalance.check.interval.seconds', type: 'LONG', defaultText: '300', rule: {"kind":"range","min":1} },
  { name: 'listener.security.protocol.map', type: 'STRING', defaultText: 'SASL_SSL:SASL_SSL,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT', dynamic: true },
  { name: 'listeners', type: 'LIST', defaultText: 'PLAINTEXT://:9092', dynamic: true },
  { name: 'log.cleaner.backoff.ms', type: 'LONG', defaultText: '15000', dynamic: true, rule: {"kind":"range","min":0} },
  { name: 'log.cleaner.dedupe.buffer.size', type: 'LONG', defaultText: '134217728', dynamic: true },
  { name: 'log.cleaner.delete.retention.ms', type: 'LONG', defaultText: '86400000', dynamic: true, rule: {"kind":"range","min":0} },
  { name: 'log.cleaner.enable', type: 'BOOLEAN', defaultText: 'true' },
  { name: 'log.cleaner.io.buffer.load.factor', type: 'DOUBLE', defaultText: '0.9', dynamic: true },
  { name: 'log.cleaner.io.buffer.size', type: 'INT', defaultText: '524288', dynamic: true, rule: {"kind":"range","min":0} },
  { name: 'log.cleaner.io.max.bytes.per.second', type: 'DOUBLE', defaultText: '1.7976931348623157E308', dynamic: true },
  { name: 'log.cleaner.max.compaction.lag.ms', type: 'LONG', defaultText: '9223372036854775807', dynamic: true, rule: {"kind":"range","min":1} },
  { name: 'log.cleaner.min.cleanable.ratio', type: 'DOUBLE', defaultText: '0.5', dynamic: true, rule: {"kind":"range","min":0,"max":1} },
  { name: 'log.cleaner.min.compaction.lag.ms', type: 'LONG', defaultText: '0', dynamic: true, rule: {"kind":"range","min":0} },
  { name: 'log.cleaner.threads', type: 'INT', defaultText: '1', dynamic: true, rule: {"kind":"range","min":0} },
  { name: 'log.cleanup.policy', type: 'LIST', defaultText: 'delete', dynamic: true, rule: {"kind":"one-of","values":["compact","delete"]} },
  { name: 'log.dir', type: 'LIST', defaultText: '/tmp/kafka-logs' },
  { name: 'log.dir.failure.timeout.ms', type: 'LONG', defaultText: '30000', rule: {"kind":"range","min":1} },
  { name: 'log.dirs', type: 'LIST', defaultText: null },
  { name: 'log.flush.interval.messages', type: 'LONG', defaultText: '9223372036854775807', dynamic: true, rule: {"kind":"range","min":1} },
  { name: 'log.flush.interval.ms', type: 'LONG', defaultText: null, dynamic: true },
  { name: 'log.flush.offset.checkpoint.interval.ms', type: 'INT', defaultText: '60000', rule: {"kind":"range","min":0} },
  { name: 'log.flush.scheduler.interval.ms', type: 'LONG', defaultText: '9223372036854775807' },
  { name: 'log.flush.start.offset.checkpoint.interval.ms', type: 'INT', defaultText: '60000', rule: {"kind":"range","min":0} },
  { name: 'log.index.interval.bytes', type: 'INT', defaultText: '4096', dynamic: true, rule: {"kind":"range","min":0} },
  { name: 'log.index.size.max.bytes', type: 'INT', defaultText: '10485760', dynamic: true, rule: {"kind":"range","min":4} },
  { name: 'log.initial.task.delay.ms', type: 'LONG', defaultText: '30000', internal: true, rule: {"kind":"range","min":0} },
  { name: 'log.local.retention.bytes', type: 'LONG', defaultText: '-2', dynamic: true, rule: {"kind":"range","min":-2} },
  { name: 'log.local.retention.ms', type: 'LONG', defaultText: '-2', dynamic: true, rule: {"kind":"range","min":-2} },
  { name: 'log.message.timestamp.after.max.ms', type: 'LONG', defaultText: '3600000', dynamic: true, rule: {"kind":"range","min":0} },
  { name: 'log.message.timestamp.before.max.ms', type: 'LONG', defaultText: '9223372036854775807', dynamic: true, rule: {"kind":"range","min":0} },
  { name: 'log.message.timestamp.type', type: 'STRING', defaultText: 'CreateTime', dynamic: true, rule: {"kind":"one-of","values":["CreateTime","LogAppendTime"]} },
  { name: 'log.preallocate', type: 'BOOLEAN', defaultText: 'false', dynamic: true },
  { name: 'log.retention.bytes', type: 'LONG', defaultText: '-1', dynamic: true },
  { name: 'log.retention.check.interval.ms', type: 'LONG', defaultText: '300000', rule: {"kind":"range","min":1} },
  { name: 'log.retention.hours', type: 'INT', defaultText: '168' },
  { name: 'log.retention.minutes', type: 'INT', defaultText: null },
  { name: 'log.retention.ms', type: 'LONG', defaultText: null, dynamic: true },
  { name: 'log.roll.hours', type: 'INT', defaultText: '168', rule: {"kind":"range","min":1} },
  { name: 'log.roll.jitter.hours', type: 'INT', defaultText: '0', rule: {"kind":"range","min":0} },
  { name: 'log.roll.jitter.ms', type: 'LONG', defaultText: null, dynamic: true },
  { name: 'log.roll.ms', type: 'LONG', defaultText: null, dynamic: true },
  { name: 'log.segment.bytes', type: 'INT', defaultText: '1073741824', dynamic: true, rule: {"kind":"range","min":1048576} },
  { name: 'log.segment.delete.delay.ms', type: 'LONG', defaultText: '60000', dynamic: true, rule: {"kind":"range","min":0} },
  { name: 'max.connection.creation.rate', type: 'INT', defaultText: '2147483647', dynamic: true, rule: {"kind":"range","min":0} },
  { name: 'max.connections', type: 'INT', defaultText: '2147483647', dynamic: true, rule: {"kind":"range","min":0} },
  { name: 'max.connections.per.ip', type: 'INT', defaultText: '2147483647', dynamic: true, rule: {"kind":"range","min":0} },
  { name: 'max.connections.per.ip.overrides', type: 'STRING', defaultText: '', dynamic: true },
  { name: 'max.incremental.fetch.session.cache.slots', type: 'INT', defaultText: '1000', rule: {"kind":"range","min":0} },
  { name: 'max.request.partition.size.limit', type: 'INT', defaultText: '2000', rule: {"kind":"range","min":1} },
  { name: 'message.max.bytes', type: 'INT', defaultText: '1048588', dynamic: true, rule: {"kind":"range","min":0} },
  { name: 'metadata.log.dir', type: 'STRING', defaultText: null },
  { name: 'metadata.log.max.record.bytes.between.snapshots', type: 'LONG', defaultText: '20971520', rule: {"kind":"range","min":1} },
  { name: 'metadata.log.max.snapshot.interval.ms', type: 'LONG', defaultText: '3600000', rule: {"kind":"range","min":0} },
  { name: 'metadata.log.segment.bytes', type: 'INT', defaultText: '1073741824', rule: {"kind":"range","min":8388608} },
  { name: 'metadata.log.segment.ms', type: 'LONG', defaultText: '604800000' },
  { name: 'metadata.max.idle.interval.ms', type: 'INT', defaultText: '500', rule: {"kind":"range","min":0} },
  { name: 'metadata.max.retention.bytes', type: 'LONG', defaultText: '104857600' },
  { name: 'metadata.max.retention.ms', type: 'LONG', defaultText: '604800000' },
  { name: 'metric.reporters', type: 'LIST', defaultText: 'org.apache.kafka.common.metrics.JmxReporter', dynamic: true },
  { name: 'metrics.num.samples', type: 'INT', defaultText: '2', rule: {"kind":"range","min":1} },
  { name: 'metrics.recording.level', type: 'STRING', defaultText: 'INFO' },
  { name: 'metrics.sample.window.ms', type: 'LONG', defaultText: '30000', rule: {"kind":"range","min":1} },
  { name: 'min.insync.replicas', type: 'INT', defaultText: '1', dynamic: true, rule: {"kind":"range","min":1} },
  { name: 'node.id', type: 'INT', defaultText: null, required: true, rule: {"kind":"range","min":0} },
  { name: 'num.io.threads', type: 'INT', defaultText: '8', dynamic: true, rule: {"kind":"range","min":1} },
  { name: 'num.network.threads', type: 'INT', defaultText: '3', dynamic: true, rule: {"kind":"range","min":1} },
  { name: 'num.partitions', type: 'INT', defaultText: '1', rule: {"kind":"range","min":1} },
  { name: 'num.recovery.threads.per.data.dir', type: 'INT', defaultText: '2', dynamic: true, rule: {"kind":"range","min":1} },
  { name: 'num.replica.alter.log.dirs.threads', type: 'INT', defaultText: null },
  { name: 'num.replica.fetchers', type: 'INT', defaultText: '1', dynamic: true, rule: {"kind":"range","min":1} },
  { name: 'offset.metadata.max.bytes', type: 'INT', defaultText: '4096' },
  { name: 'offsets.commit.timeout.ms', type: 'INT', defaultText: '5000', rule: {"kind":"range","min":1} },
  { name: 'offsets.load.buffer.size', type: 'INT', defaultText: '5242880', rule: {"kind":"range","min":1} },
  { name: 'offsets.retention.check.interval.ms', type: 'LONG', defaultText: '600000', rule: {"kind":"range","min":1} },
  { name: 'offsets.retention.minutes', type: 'INT', defaultText: '10080', rule: {"kind":"range","min":1} },
  { name: 'offsets.topic.compression.codec', type: 'INT', defaultText: '0' },
  { name: 'offsets.topic.num.partitions', type: 'INT', defaultText: '50', rule: {"kind":"range","min":1} },
  { name: 'offsets.topic.replication.factor', type: 'SHORT', defaultText: '3', rule: {"kind":"range","min":1} },
  { name: 'offsets.topic.segment.bytes', type: 'INT', defaultText: '104857600', rule: {"kind":"range","min":1} },
  { name: 'principal.builder.class', type: 'CLASS', defaultText: 'org.apache.kafka.common.security.authenticator.DefaultKafkaPrincipalBuilder', dynamic: true },
  { name: 'process.roles', type: 'LIST', defaultText: null, required: true, rule: {"kind":"one-of","values":["broker","controller"]} },
  { name: 'producer.id.expiration.check.interval.ms', type: 'INT', defaultText: '600000', internal: true, rule: {"kind":"range","min":1} },
  { name: 'producer.id.expiration.ms', type: 'INT', defaultText: '86400000', dynamic: true, rule: {"kind":"range","min":1} },
  { name: 'producer.purgatory.purge.interval.requests', type: 'INT', defaultText: '1000' },
  { name: 'queued.max.request.bytes', type: 'LONG', defaultText: '-1' },
  { name: 'queued.max.requests', type: 'INT', defaultText: '500', rule: {"kind":"range","min":1} },
  { name: 'quota.window.num', type: 'INT', defaultText: '11', rule: {"kind":"range","min":1} },
  { name: 'quota.window.size.seconds', type: 'INT', defaultText: '1', rule: {"kind":"range","min":1} },
  { name: 'remote.fetch.max.wait.ms', type: 'INT', defaultText: '500', dynamic: true, rule: {"kind":"range","min":1} },
  { name: 'remote.list.offsets.request.timeout.ms', type: 'LONG', defaultText: '30000', dynamic: true, rule: {"kind":"range","min":1} },
  { name: 'remote.log.index.file.cache.total.size.bytes', type: 'LONG', defaultText: '1073741824', dynamic: true, rule: {"kind":"range","min":1} },
  { name: 'remote.log.index.file.cache.ttl.ms', type: 'LONG', defaultText: '900000', internal: true, rule: {"kind":"range","min":-1} },
  { name: 'remote.log.manager.copier.thread.pool.size', type: 'INT', defaultText: '10', dynamic: true, rule: {"kind":"range","min":1} },
  { name: 'remote.log.manager.copy.max.bytes.per.second', type: 'LONG', defaultText: '9223372036854775807', dynamic: true, rule: {"kind":"range","min":1} },
  { name: 'remote.log.manager.copy.quota.window.num', type: 'INT', defaultText: '11', rule: {"kind":"range","min":1} },
  { name: 'remote.log.manager.copy.quota.window.size.seconds', type: 'INT', defaultText: '1', rule: {"kind":"range","min":1} },
  { name: 'remote.log.manager.expiration.thread.pool.size', type: 'INT', defaultText: '10', dynamic: true, rule: {"kind":"range","min":1} },
  { name: 'remote.log.manager.fetch.max.bytes.per.second', type: 'LONG', defaultText: '9223372036854775807', dynamic: true, rule: {"kind":"range","min":1} },
  { name: 'remote.log.manager.fetch.quota.window.num', type: 'INT', defaultText: '11', rule: {"kind":"range","min":1} },
  { name: 'remote.log.manager.fetch.quota.window.size.seconds', type: 'INT', defaultText: '1', rule: {"kind":"range","min":1} },
  { name: 'remote.log.manager.follower.thread.pool.size', type: 'INT', defaultText: '2', dynamic: true, rule: {"kind":"range","min":1} },
  { name: 'remote.log.manager.task.interval.ms', type: 'LONG', defaultText: '30000', rule: {"kind":"range","min":1} },
  { name: 'remote.log.manager.task.retry.backoff.max.ms', type: 'LONG', defaultText: '30000', internal: true, rule: {"kind":"range","min":1} },
  { name: 'remote.log.manager.task.retry.backoff.ms', type: 'LONG', defaultText: '500', internal: true, rule: {"kind":"range","min":1} },
  { name: 'remote.log.manager.task.retry.jitter', type: 'DOUBLE', defaultText: '0.2', internal: true, rule: {"kind":"range","min":0,"max":0.5} },
  { name: 'remote.log.manager.thread.pool.size', type: 'INT', defaultText: '2', rule: {"kind":"range","min":1} },
  { name: 'remote.log.metadata.custom.metadata.max.bytes', type: 'INT', defaultText: '128', rule: {"kind":"range","min":0} },
  { name: 'remote.log.metadata.manager.class.name', type: 'STRING', defaultText: 'org.apache.kafka.server.log.remote.metadata.storage.TopicBasedRemoteLogMetadataManager', rule: {"kind":"non-empty"} },
  { name: 'remote.log.metadata.manager.class.path', type: 'STRING', defaultText: null },
  { name: 'remote.log.metadata.manager.impl.prefix', type: 'STRING', defaultText: 'rlmm.config.', rule: {"kind":"non-empty"} },
  { name: 'remote.log.metadata.manager.listener.name', type: 'STRING', defaultText: null, rule: {"kind":"non-empty"} },
  { name: 'remote.log.reader.max.pending.tasks', type: 'INT', defaultText: '100', rule: {"kind":"range","min":1} },
  { name: 'remote.log.reader.threads', type: 'INT', defaultText: '10', dynamic: true, rule: {"kind":"range","min":1} },
  { name: 'remote.log.storage.manager.class.name', type: 'STRING', defaultText: null, rule: {"kind":"non-empty"} },
  { name: 'remote.log.storage.manager.class.path', type: 'STRING', defaultText: null },
  { name: 'remote.log.storage.manager.impl.prefix', type: 'STRING', defaultText: 'rsm.config.', rule: {"kind":"non-empty"} },
  { name: 'remote.log.storage.system.enable', type: 'BOOLEAN', defaultText: 'false' },
  { name: 'replica.fetch.backoff.ms', type: 'INT', defaultText: '1000', rule: {"kind":"range","min":0} },
  { name: 'replica.fetch.max.bytes', type: 'INT', defaultText: '1048576', rule: {"kind":"range","min":0} },
  { name: 'replica.fetch.min.bytes', type: 'INT', defaultText: '1' },
  { name: 'replica.fetch.response.max.bytes', type: 'INT', defaultText: '10485760', rule: {"kind":"range","min":0} },
  { name: 'replica.fetch.wait.max.ms', type: 'INT', defaultText: '500' },
  { name: 'replica.high.watermark.checkpoint.interval.ms', type: 'LONG', defaultText: '5000' },
  { name: 'replica.lag.time.max.ms', type: 'LONG', defaultText: '30000' },
  { name: 'replica.selector.class', type: 'STRING', defaultText: null },
  { name: 'replica.socket.receive.buffer.bytes', type: 'INT', defaultText: '65536' },
  { name: 'replica.socket.timeout.ms', type: 'INT', defaultText: '30000' },
  { name: 'replication.quota.window.num', type: 'INT', defaultText: '11', rule: {"kind":"range","min":1} },
  { name: 'replication.quota.window.size.seconds', type: 'INT', defaultText: '1', rule: {"kind":"range","min":1} },
  { name: 'request.timeout.ms', type: 'INT', defaultText: '30000' },
  { name: 'sasl.client.callback.handler.class', type: 'CLASS', defaultText: null },
  { name: 'sasl.enabled.mechanisms', type: 'LIST', defaultText: 'GSSAPI', dynamic: true },
  { name: 'sasl.jaas.config', type: 'PASSWORD', defaultText: null, dynamic: true },
  { name: 'sasl.kerberos.kinit.cmd', type: 'STRING', defaultText: '/usr/bin/kinit', dynamic: true },
  { name: 'sasl.kerberos.min.time.before.relogin', type: 'LONG', defaultText: '60000', dynamic: true },
  { name: 'sasl.kerberos.principal.to.local.rules', type: 'LIST', defaultText: 'DEFAULT', dynamic: true },
  { name: 'sasl.kerberos.service.name', type: 'STRING', defaultText: null, dynamic: true },
  { name: 'sasl.kerberos.ticket.renew.jitter', type: 'DOUBLE', defaultText: '0.05', dynamic: true },
  { name: 'sasl.kerberos.ticket.renew.window.factor', type: 'DOUBLE', defaultText: '0.8', dynamic: true },
  { name: 'sasl.login.callback.handler.class', type: 'CLASS', defaultText: null },
  { name: 'sasl.login.class', type: 'CLASS', defaultText: null },
  { name: 'sasl.login.connect.timeout.ms', type: 'INT', defaultText: null },
  { name: 'sasl.login.read.timeout.ms', type: 'INT', defaultText: null },
  { name: 'sasl.login.refresh.buffer.seconds', type: 'SHORT', defaultText: '300', dynamic: true },
  { name: 'sasl.login.refresh.min.period.seconds', type: 'SHORT', defaultText: '60', dynamic: true },
  { name: 'sasl.login.refresh.window.factor', type: 'DOUBLE', defaultText: '0.8', dynamic: true },
  { name: 'sasl.login.refresh.window.jitter', type: 'DOUBLE', defaultText: '0.05', dynamic: true },
  { name: 'sasl.login.retry.backoff.max.ms', type: 'LONG', defaultText: '10000' },
  { name: 'sasl.login.retry.backoff.ms', type: 'LONG', defaultText: '100' },
  { name: 'sasl.mechanism.controller.protocol', type: 'STRING', defaultText: 'GSSAPI' },
  { name: 'sasl.mechanism.inter.broker.protocol', type: 'STRING', defaultText: 'GSSAPI', dynamic: true },
  { name: 'sasl.oauthbearer.assertion.algorithm', type: 'STRING', defaultText: 'RS256', rule: {"kind":"one-of","values":["ES256","RS256"],"ignoreCase":true} },
  { name: 'sasl.oauthbearer.assertion.claim.aud', type: 'STRING', defaultText: null },
  { name: 'sasl.oauthbearer.assertion.claim.exp.seconds', type: 'INT', defaultText: '300', rule: {"kind":"range","min":0,"max":86400} },
  { name: 'sasl.oauthbearer.assertion.claim.iss', type: 'STRING', defaultText: null },
  { name: 'sasl.oauthbearer.assertion.claim.jti.include', type: 'BOOLEAN', defaultText: 'false' },
  { name: 'sasl.oauthbearer.assertion.claim.nbf.seconds', type: 'INT', defaultText: '60', rule: {"kind":"range","min":0,"max":3600} },
  { name: 'sasl.oauthbearer.assertion.claim.sub', type: 'STRING', defaultText: null },
  { name: 'sasl.oauthbearer.assertion.file', type: 'STRING', defaultText: null },
  { name: 'sasl.oauthbearer.assertion.private.key.file', type: 'STRING', defaultText: null },
  { name: 'sasl.oauthbearer.assertion.private.key.passphrase', type: 'PASSWORD', defaultText: null },
  { name: 'sasl.oauthbearer.assertion.template.file', type: 'STRING', defaultText: null },
  { name: 'sasl.oauthbearer.client.credentials.client.id', type: 'STRING', defaultText: null },
  { name: 'sasl.oauthbearer.client.credentials.client.secret', type: 'PASSWORD', defaultText: null },
  { name: 'sasl.oauthbearer.clock.skew.seconds', type: 'INT', defaultText: '30' },
  { name: 'sasl.oauthbearer.expected.audience', type: 'LIST', defaultText: '' },
  { name: 'sasl.oauthbearer.expected.issuer', type: 'STRING', defaultText: null },
  { name: 'sasl.oauthbearer.jwks.endpoint.refresh.ms', type: 'LONG', defaultText: '3600000' },
  { name: 'sasl.oauthbearer.jwks.endpoint.retry.backoff.max.ms', type: 'LONG', defaultText: '10000' },
  { name: 'sasl.oauthbearer.jwks.endpoint.retry.backoff.ms', type: 'LONG', defaultText: '100' },
  { name: 'sasl.oauthbearer.jwks.endpoint.url', type: 'STRING', defaultText: null },
  { name: 'sasl.oauthbearer.jwt.retriever.class', type: 'CLASS', defaultText: 'org.apache.kafka.common.security.oauthbearer.DefaultJwtRetriever' },
  { name: 'sasl.oauthbearer.jwt.validator.class', type: 'CLASS', defaultText: 'org.apache.kafka.common.security.oauthbearer.DefaultJwtValidator' },
  { name: 'sasl.oauthbearer.scope', type: 'STRING', defaultText: null },
  { name: 'sasl.oauthbearer.scope.claim.name', type: 'STRING', defaultText: 'scope' },
  { name: 'sasl.oauthbearer.sub.claim.name', type: 'STRING', defaultText: 'sub' },
  { name: 'sasl.oauthbearer.token.endpoint.url', type: 'STRING', defaultText: null },
  { name: 'sasl.server.callback.handler.class', type: 'CLASS', defaultText: null },
  { name: 'sasl.server.max.receive.size', type: 'INT', defaultText: '524288' },
  { name: 'security.inter.broker.protocol', type: 'STRING', defaultText: 'PLAINTEXT', rule: {"kind":"one-of","values":["PLAINTEXT","SSL","SASL_PLAINTEXT","SASL_SSL"]} },
  { name: 'security.providers', type: 'STRING', defaultText: null },
  { name: 'server.max.startup.time.ms', type: 'LONG', defaultText: '9223372036854775807', internal: true, rule: {"kind":"range","min":0} },
  { name: 'share.coordinator.append.linger.ms', type: 'INT', defaultText: '-1', rule: {"kind":"range","min":-1} },
  { name: 'share.coordinator.cached.buffer.max.bytes', type: 'INT', defaultText: '1048588', dynamic: true, rule: {"kind":"range","min":524288} },
  { name: 'share.coordinator.cold.partition.snapshot.interval.ms', type: 'INT', defaultText: '300000', internal: true, rule: {"kind":"range","min":1} },
  { name: 'share.coordinator.load.buffer.size', type: 'INT', defaultText: '5242880', rule: {"kind":"range","min":1} },
  { name: 'share.coordinator.snapshot.update.records.per.snapshot', type: 'INT', defaultText: '500', rule: {"kind":"range","min":0,"max":500} },
  { name: 'share.coordinator.state.topic.compression.codec', type: 'INT', defaultText: '0' },
  { name: 'share.coordinator.state.topic.min.isr', type: 'SHORT', defaultText: '2', rule: {"kind":"range","min":1} },
  { name: 'share.coordinator.state.topic.num.partitions', type: 'INT', defaultText: '50', rule: {"kind":"range","min":1} },
  { name: 'share.coordinator.state.topic.prune.interval.ms', type: 'INT', defaultText: '300000', internal: true, rule: {"kind":"range","min":1} },
  { name: 'share.coordinator.state.topic.replication.factor', type: 'SHORT', defaultText: '3', rule: {"kind":"range","min":1} },
  { name: 'share.coordinator.state.topic.segment.bytes', type: 'INT', defaultText: '104857600', rule: {"kind":"range","min":1} },
  { name: 'share.coordinator.threads', type: 'INT', defaultText: '1', rule: {"kind":"range","min":1} },
  { name: 'share.coordinator.write.timeout.ms', type: 'INT', defaultText: '5000', rule: {"kind":"range","min":1} },
  { name: 'share.fetch.purgatory.purge.interval.requests', type: 'INT', defaultText: '1000' },
  { name: 'socket.connection.setup.timeout.max.ms', type: 'LONG', defaultText: '30000' },
  { name: 'socket.connection.setup.timeout.ms', type: 'LONG', defaultText: '10000' },
  { name: 'socket.listen.backlog.size', type: 'INT', defaultText: '50', rule: {"kind":"range","min":1} },
  { name: 'socket.receive.buffer.bytes', type: 'INT', defaultText: '102400' },
  { name: 'socket.request.max.bytes', type: 'INT', defaultText: '104857600', rule: {"kind":"range","min":1} },
  { name: 'socket.send.buffer.bytes', type: 'INT', defaultText: '102400' },
  { name: 'ssl.allow.dn.changes', type: 'BOOLEAN', defaultText: 'false' },
  { name: 'ssl.allow.san.changes', type: 'BOOLEAN', defaultText: 'false' },
  { name: 'ssl.cipher.suites', type: 'LIST', defaultText: '', dynamic: true },
  { name: 'ssl.client.auth', type: 'STRING', defaultText: 'none', dynamic: true, rule: {"kind":"one-of","values":["required","requested","none"]} },
  { name: 'ssl.enabled.protocols', type: 'LIST', defaultText: 'TLSv1.2,TLSv1.3', dynamic: true },
  { name: 'ssl.endpoint.identification.algorithm', type: 'STRING', defaultText: 'https', dynamic: true },
  { name: 'ssl.engine.factory.class', type: 'CLASS', defaultText: null, dynamic: true },
  { name: 'ssl.key.password', type: 'PASSWORD', defaultText: null, dynamic: true },
  { name: 'ssl.keymanager.algorithm', type: 'STRING', defaultText: 'SunX509', dynamic: true },
  { name: 'ssl.keystore.certificate.chain', type: 'PASSWORD', defaultText: null, dynamic: true },
  { name: 'ssl.keystore.key', type: 'PASSWORD', defaultText: null, dynamic: true },
  { name: 'ssl.keystore.location', type: 'STRING', defaultText: null, dynamic: true },
  { name: 'ssl.keystore.password', type: 'PASSWORD', defaultText: null, dynamic: true },
  { name: 'ssl.keystore.type', type: 'STRING', defaultText: 'JKS', dynamic: true },
  { name: 'ssl.principal.mapping.rules', type: 'STRING', defaultText: 'DEFAULT' },
  { name: 'ssl.protocol', type: 'STRING', defaultText: 'TLSv1.3', dynamic: true },
  { name: 'ssl.provider', type: 'STRING', defaultText: null, dynamic: true },
  { name: 'ssl.secure.random.implementation', type: 'STRING', defaultText: null, dynamic: true },
  { name: 'ssl.trustmanager.algorithm', type: 'STRING', defaultText: 'PKIX', dynamic: true },
  { name: 'ssl.truststore.certificates', type: 'PASSWORD', defaultText: null, dynamic: true },
  { name: 'ssl.truststore.location', type: 'STRING', defaultText: null, dynamic: true },
  { name: 'ssl.truststore.password', type: 'PASSWORD', defaultText: null, dynamic: true },
  { name: 'ssl.truststore.type', type: 'STRING', defaultText: 'JKS', dynamic: true },
  { name: 'telemetry.max.bytes', type: 'INT', defaultText: '1048576', rule: {"kind":"range","min":1} },
  { name: 'transaction.abort.timed.out.transaction.cleanup.interval.ms', type: 'INT', defaultText: '10000', rule: {"kind":"range","min":1} },
  { name: 'transaction.max.timeout.ms', type: 'INT', defaultText: '900000', rule: {"kind":"range","min":1} },
  { name: 'transaction.partition.verification.enable', type: 'BOOLEAN', defaultText: 'true', dynamic: true },
  { name: 'transaction.remove.expired.transaction.cleanup.interval.ms', type: 'INT', defaultText: '3600000', rule: {"kind":"range","min":1} },
  { name: 'transaction.state.log.load.buffer.size', type: 'INT', defaultText: '5242880', rule: {"kind":"range","min":1} },
  { name: 'transaction.state.log.min.isr', type: 'INT', defaultText: '2', rule: {"kind":"range","min":1} },
  { name: 'transaction.state.log.num.partitions', type: 'INT', defaultText: '50', rule: {"kind":"range","min":1} },
  { name: 'transaction.state.log.replication.factor', type: 'SHORT', defaultText: '3', rule: {"kind":"range","min":1} },
  { name: 'transaction.state.log.segment.bytes', type: 'INT', defaultText: '104857600', rule: {"kind":"range","min":1} },
  { name: 'transaction.two.phase.commit.enable', type: 'BOOLEAN', defaultText: 'false' },
  { name: 'transactional.id.expiration.ms', type: 'INT', defaultText: '604800000', rule: {"kind":"range","min":1} },
  { name: 'unclean.leader.election.enable', type: 'BOOLEAN', defaultText: 'false', dynamic: true },
  { name: 'unclean.leader.election.interval.ms', type: 'LONG', defaultText: '300000', internal: true, rule: {"kind":"range","min":1} },
  { name: 'unstable.api.versions.enable', type: 'BOOLEAN', defaultText: 'false', internal: true },
  { name: 'unstable.feature.versions.enable', type: 'BOOLEAN', defaultText: 'false', internal: true },
];

export interface BrokerConfigValues {
  readonly 'add.partitions.to.txn.retry.backoff.max.ms': number;
  readonly 'add.partitions.to.txn.retry.backoff.ms': number;
  readonly 'advertised.listeners': readonly string[] | null;
  readonly 'alter.config.policy.class.name': string | null;
  readonly 'alter.log.dirs.replication.quota.window.num': number;
  readonly 'alter.log.dirs.replication.quota.window.size.seconds': number;
  readonly 'authorizer.class.name': string;
  readonly 'auto.create.topics.enable': boolean;
  readonly 'auto.leader.rebalance.enable': boolean;
  readonly 'background.threads': number;
  readonly 'broker.heartbeat.interval.ms': number;
  readonly 'broker.id': number;
  readonly 'broker.rack': string | null;
  readonly 'broker.session.timeout.ms': number;
  readonly 'client.quota.callback.class': string | null;
  readonly 'compression.gzip.level': number;
  readonly 'compression.lz4.level': number;
  readonly 'compression.type': string;
  readonly 'compression.zstd.level': number;
  readonly 'config.providers': readonly string[];
  readonly 'connection.failed.authentication.delay.ms': number;
  readonly 'connections.max.idle.ms': number;
  readonly 'connections.max.reauth.ms': number;
  readonly 'controlled.shutdown.enable': boolean;
  readonly 'controller.listener.names': readonly string[];
  readonly 'controller.performance.always.log.threshold.ms': number;
  readonly 'controller.performance.sample.period.ms': number;
  readonly 'controller.quorum.append.linger.ms': number;
  readonly 'controller.quorum.auto.join.enable': boolean;
  readonly 'controller.quorum.bootstrap.servers': readonly string[];
  readonly 'controller.quorum.election.backoff.max.ms': number;
  readonly 'controller.quorum.election.timeout.ms': number;
  readonly 'controller.quorum.fetch.max.bytes': number;
  readonly 'controller.quorum.fetch.snapshot.max.bytes': number;
  readonly 'controller.quorum.fetch.timeout.ms': number;
  readonly 'controller.quorum.request.timeout.ms': number;
  readonly 'controller.quorum.retry.backoff.ms': number;
  readonly 'controller.quorum.voters': readonly string[];
  readonly 'controller.quota.window.num': number;
  readonly 'controller.quota.window.size.seconds': number;
  readonly 'controller.socket.timeout.ms': number;
  readonly 'cordoned.log.dirs': readonly string[];
  readonly 'create.topic.policy.class.name': string | null;
  readonly 'default.replication.factor': number;
  readonly 'delegation.token.expiry.check.interval.ms': number;
  readonly 'delegation.token.expiry.time.ms': number;
  readonly 'delegation.token.max.lifetime.ms': number;
  readonly 'delegation.token.secret.key': string | null;
  readonly 'delete.records.purgatory.purge.interval.requests': number;
  readonly 'delete.topic.enable': boolean;
  readonly 'early.start.listeners': readonly string[] | null;
  readonly 'fetch.max.bytes': number;
  readonly 'fetch.purgatory.purge.interval.requests': number;
  readonly 'follower.fetch.last.tiered.offset.enable': boolean;
  readonly 'group.consumer.assignment.interval.ms': number;
  readonly 'group.consumer.assignors': readonly string[];
  readonly 'group.consumer.heartbeat.interval.ms': number;
  readonly 'group.consumer.max.assignment.interval.ms': number;
  readonly 'group.consumer.max.heartbeat.interval.ms': number;
  readonly 'group.consumer.max.session.timeout.ms': number;
  readonly 'group.consumer.max.size': number;
  readonly 'group.consumer.migration.policy': string;
  readonly 'group.consumer.min.assignment.interval.ms': number;
  readonly 'group.consumer.min.heartbeat.interval.ms': number;
  readonly 'group.consumer.min.session.timeout.ms': number;
  readonly 'group.consumer.regex.refresh.interval.ms': number;
  readonly 'group.consumer.session.timeout.ms': number;
  readonly 'group.coordinator.append.linger.ms': number;
  readonly 'group.coordinator.background.threads': number;
  readonly 'group.coordinator.cached.buffer.max.bytes': number;
  readonly 'group.coordinator.rebalance.protocols': readonly string[];
  readonly 'group.coordinator.threads': number;
  readonly 'group.initial.rebalance.delay.ms': number;
  readonly 'group.max.session.timeout.ms': number;
  readonly 'group.max.size': number;
  readonly 'group.min.session.timeout.ms': number;
  readonly 'group.share.assignment.interval.ms': number;
  readonly 'group.share.assignors': readonly string[];
  readonly 'group.share.delivery.count.limit': number;
  readonly 'group.share.heartbeat.interval.ms': number;
  readonly 'group.share.initialize.retry.interval.ms': number;
  readonly 'group.share.max.assignment.interval.ms': number;
  readonly 'group.share.max.delivery.count.limit': number;
  readonly 'group.share.max.heartbeat.interval.ms': number;
  readonly 'group.share.max.partition.max.record.locks': number;
  readonly 'group.share.max.record.lock.duration.ms': number;
  readonly 'group.share.max.session.timeout.ms': number;
  readonly 'group.share.max.share.sessions': number;
  readonly 'group.share.max.size': number;
  readonly 'group.share.min.assignment.interval.ms': number;
  readonly 'group.share.min.delivery.count.limit': number;
  readonly 'group.share.min.heartbeat.interval.ms': number;
  readonly 'group.share.min.partition.max.record.locks': number;
  readonly 'group.share.min.record.lock.duration.ms': number;
  readonly 'group.share.min.session.timeout.ms': number;
  readonly 'group.share.partition.max.record.locks': number;
  readonly 'group.share.persister.class.name': string;
  readonly 'group.share.record.lock.duration.ms': number;
  readonly 'group.share.session.timeout.ms': number;
  readonly 'group.streams.assignment.interval.ms': number;
  readonly 'group.streams.heartbeat.interval.ms': number;
  readonly 'group.streams.initial.rebalance.delay.ms': number;
  readonly 'group.streams.max.assignment.interval.ms': number;
  readonly 'group.streams.max.heartbeat.interval.ms': number;
  readonly 'group.streams.max.session.timeout.ms': number;
  readonly 'group.streams.max.size': number;
  readonly 'group.streams.max.standby.replicas': number;
  readonly 'group.streams.min.assignment.interval.ms': number;
  readonly 'group.streams.min.heartbeat.interval.ms': number;
  readonly 'group.streams.min.session.timeout.ms': number;
  readonly 'group.streams.num.standby.replicas': number;
  readonly 'group.streams.session.timeout.ms': number;
  readonly 'initial.broker.registration.timeout.ms': number;
  readonly 'inter.broker.listener.name': string | null;
  readonly 'internal.metadata.delete.delay.millis': number;
  readonly 'internal.metadata.log.segment.bytes': number | null;
  readonly 'internal.metadata.max.batch.size.in.bytes': number;
  readonly 'kafka.metrics.polling.interval.secs': number;
  readonly 'kafka.metrics.reporters': readonly string[];
  readonly 'leader.imbalance.check.interval.seconds': number;
  readonly 'listener.security.protocol.map': string;
  readonly 'listeners': readonly string[];
  readonly 'log.cleaner.backoff.ms': number;
  readonly 'log.cleaner.dedupe.buffer.size': number;
  readonly 'log.cleaner.delete.retention.ms': number;
  readonly 'log.cleaner.enable': boolean;
  readonly 'log.cleaner.io.buffer.load.factor': number;
  readonly 'log.cleaner.io.buffer.size': number;
  readonly 'log.cleaner.io.max.bytes.per.second': number;
  readonly 'log.cleaner.max.compaction.lag.ms': number;
  readonly 'log.cleaner.min.cleanable.ratio': number;
  readonly 'log.cleaner.min.compaction.lag.ms': number;
  readonly 'log.cleaner.threads': number;
  readonly 'log.cleanup.policy': readonly string[];
  readonly 'log.dir': readonly string[];
  readonly 'log.dir.failure.timeout.ms': number;
  readonly 'log.dirs': readonly string[] | null;
  readonly 'log.flush.interval.messages': number;
  readonly 'log.flush.interval.ms': number | null;
  readonly 'log.flush.offset.checkpoint.interval.ms': number;
  readonly 'log.flush.scheduler.interval.ms': number;
  readonly 'log.flush.start.offset.checkpoint.interval.ms': number;
  readonly 'log.index.interval.bytes': number;
  readonly 'log.index.size.max.bytes': number;
  readonly 'log.initial.task.delay.ms': number;
  readonly 'log.local.retention.bytes': number;
  readonly 'log.local.retention.ms': number;
  readonly 'log.message.timestamp.after.max.ms': number;
  readonly 'log.message.timestamp.before.max.ms': number;
  readonly 'log.message.timestamp.type': string;
  readonly 'log.preallocate': boolean;
  readonly 'log.retention.bytes': number;
  readonly 'log.retention.check.interval.ms': number;
  readonly 'log.retention.hours': number;
  readonly 'log.retention.minutes': number | null;
  readonly 'log.retention.ms': number | null;
  readonly 'log.roll.hours': number;
  readonly 'log.roll.jitter.hours': number;
  readonly 'log.roll.jitter.ms': number | null;
  readonly 'log.roll.ms': number | null;
  readonly 'log.segment.bytes': number;
  readonly 'log.segment.delete.delay.ms': number;
  readonly 'max.connection.creation.rate': number;
  readonly 'max.connections': number;
  readonly 'max.connections.per.ip': number;
  readonly 'max.connections.per.ip.overrides': string;
  readonly 'max.incremental.fetch.session.cache.slots': number;
  readonly 'max.request.partition.size.limit': number;
  readonly 'message.max.bytes': number;
  readonly 'metadata.log.dir': string | null;
  readonly 'metadata.log.max.record.bytes.between.snapshots': number;
  readonly 'metadata.log.max.snapshot.interval.ms': number;
  readonly 'metadata.log.segment.bytes': number;
  readonly 'metadata.log.segment.ms': number;
  readonly 'metadata.max.idle.interval.ms': number;
  readonly 'metadata.max.retention.bytes': number;
  readonly 'metadata.max.retention.ms': number;
  readonly 'metric.reporters': readonly string[];
  readonly 'metrics.num.samples': number;
  readonly 'metrics.recording.level': string;
  readonly 'metrics.sample.window.ms': number;
  readonly 'min.insync.replicas': number;
  readonly 'node.id': number;
  readonly 'num.io.threads': number;
  readonly 'num.network.threads': number;
  readonly 'num.partitions': number;
  readonly 'num.recovery.threads.per.data.dir': number;
  readonly 'num.replica.alter.log.dirs.threads': number | null;
  readonly 'num.replica.fetchers': number;
  readonly 'offset.metadata.max.bytes': number;
  readonly 'offsets.commit.timeout.ms': number;
  readonly 'offsets.load.buffer.size': number;
  readonly 'offsets.retention.check.interval.ms': number;
  readonly 'offsets.retention.minutes': number;
  readonly 'offsets.topic.compression.codec': number;
  readonly 'offsets.topic.num.partitions': number;
  readonly 'offsets.topic.replication.factor': number;
  readonly 'offsets.topic.segment.bytes': number;
  readonly 'principal.builder.class': string;
  readonly 'process.roles': readonly string[];
  readonly 'producer.id.expiration.check.interval.ms': number;
  readonly 'producer.id.expiration.ms': number;
  readonly 'producer.purgatory.purge.interval.requests': number;
  readonly 'queued.max.request.bytes': number;
  readonly 'queued.max.requests': number;
  readonly 'quota.window.num': number;
  readonly 'quota.window.size.seconds': number;
  readonly 'remote.fetch.max.wait.ms': number;
  readonly 'remote.list.offsets.request.timeout.ms': number;
  readonly 'remote.log.index.file.cache.total.size.bytes': number;
  readonly 'remote.log.index.file.cache.ttl.ms': number;
  readonly 'remote.log.manager.copier.thread.pool.size': number;
  readonly 'remote.log.manager.copy.max.bytes.per.second': number;
  readonly 'remote.log.manager.copy.quota.window.num': number;
  readonly 'remote.log.manager.copy.quota.window.size.seconds': number;
  readonly 'remote.log.manager.expiration.thread.pool.size': number;
  readonly 'remote.log.manager.fetch.max.bytes.per.second': number;
  readonly 'remote.log.manager.fetch.quota.window.num': number;
  readonly 'remote.log.manager.fetch.quota.window.size.seconds': number;
  readonly 'remote.log.manager.follower.thread.pool.size': number;
  readonly 'remote.log.manager.task.interval.ms': number;
  readonly 'remote.log.manager.task.retry.backoff.max.ms': number;
  readonly 'remote.log.manager.task.retry.backoff.ms': number;
  readonly 'remote.log.manager.task.retry.jitter': number;
  readonly 'remote.log.manager.thread.pool.size': number;
  readonly 'remote.log.metadata.custom.metadata.max.bytes': number;
  readonly 'remote.log.metadata.manager.class.name': string;
  readonly 'remote.log.metadata.manager.class.path': string | null;
  readonly 'remote.log.metadata.manager.impl.prefix': string;
  readonly 'remote.log.metadata.manager.listener.name': string | null;
  readonly 'remote.log.reader.max.pending.tasks': number;
  readonly 'remote.log.reader.threads': number;
  readonly 'remote.log.storage.manager.class.name': string | null;
  readonly 'remote.log.storage.manager.class.path': string | null;
  readonly 'remote.log.storage.manager.impl.prefix': string;
  readonly 'remote.log.storage.system.enable': boolean;
  readonly 'replica.fetch.backoff.ms': number;
  readonly 'replica.fetch.max.bytes': number;
  readonly 'replica.fetch.min.bytes': number;
  readonly 'replica.fetch.response.max.bytes': number;
  readonly 'replica.fetch.wait.max.ms': number;
  readonly 'replica.high.watermark.checkpoint.interval.ms': number;
  readonly 'replica.lag.time.max.ms': number;
  readonly 'replica.selector.class': string | null;
  readonly 'replica.socket.receive.buffer.bytes': number;
  readonly 'replica.socket.timeout.ms': number;
  readonly 'replication.quota.window.num': number;
  readonly 'replication.quota.window.size.seconds': number;
  readonly 'request.timeout.ms': number;
  readonly 'sasl.client.callback.handler.class': string | null;
  readonly 'sasl.enabled.mechanisms': readonly string[];
  readonly 'sasl.jaas.config': string | null;
  readonly 'sasl.kerberos.kinit.cmd': string;
  readonly 'sasl.kerberos.min.time.before.relogin': number;
  readonly 'sasl.kerberos.principal.to.local.rules': readonly string[];
  readonly 'sasl.kerberos.service.name': string | null;
  readonly 'sasl.kerberos.ticket.renew.jitter': number;
  readonly 'sasl.kerberos.ticket.renew.window.factor': number;
  readonly 'sasl.login.callback.handler.class': string | null;
  readonly 'sasl.login.class': string | null;
  readonly 'sasl.login.connect.timeout.ms': number | null;
  readonly 'sasl.login.read.timeout.ms': number | null;
  readonly 'sasl.login.refresh.buffer.seconds': number;
  readonly 'sasl.login.refresh.min.period.seconds': number;
  readonly 'sasl.login.refresh.window.factor': number;
  readonly 'sasl.login.refresh.window.jitter': number;
  readonly 'sasl.login.retry.backoff.max.ms': number;
  readonly 'sasl.login.retry.backoff.ms': number;
  readonly 'sasl.mechanism.controller.protocol': string;
  readonly 'sasl.mechanism.inter.broker.protocol': string;
  readonly 'sasl.oauthbearer.assertion.algorithm': string;
  readonly 'sasl.oauthbearer.assertion.claim.aud': string | null;
  readonly 'sasl.oauthbearer.assertion.claim.exp.seconds': number;
  readonly 'sasl.oauthbearer.assertion.claim.iss': string | null;
  readonly 'sasl.oauthbearer.assertion.claim.jti.include': boolean;
  readonly 'sasl.oauthbearer.assertion.claim.nbf.seconds': number;
  readonly 'sasl.oauthbearer.assertion.claim.sub': string | null;
  readonly 'sasl.oauthbearer.assertion.file': string | null;
  readonly 'sasl.oauthbearer.assertion.private.key.file': string | null;
  readonly 'sasl.oauthbearer.assertion.private.key.passphrase': string | null;
  readonly 'sasl.oauthbearer.assertion.template.file': string | null;
  readonly 'sasl.oauthbearer.client.credentials.client.id': string | null;
  readonly 'sasl.oauthbearer.client.credentials.client.secret': string | null;
  readonly 'sasl.oauthbearer.clock.skew.seconds': number;
  readonly 'sasl.oauthbearer.expected.audience': readonly string[];
  readonly 'sasl.oauthbearer.expected.issuer': string | null;
  readonly 'sasl.oauthbearer.jwks.endpoint.refresh.ms': number;
  readonly 'sasl.oauthbearer.jwks.endpoint.retry.backoff.max.ms': number;
  readonly 'sasl.oauthbearer.jwks.endpoint.retry.backoff.ms': number;
  readonly 'sasl.oauthbearer.jwks.endpoint.url': string | null;
  readonly 'sasl.oauthbearer.jwt.retriever.class': string;
  readonly 'sasl.oauthbearer.jwt.validator.class': string;
  readonly 'sasl.oauthbearer.scope': string | null;
  readonly 'sasl.oauthbearer.scope.claim.name': string;
  readonly 'sasl.oauthbearer.sub.claim.name': string;
  readonly 'sasl.oauthbearer.token.endpoint.url': string | null;
  readonly 'sasl.server.callback.handler.class': string | null;
  readonly 'sasl.server.max.receive.size': number;
  readonly 'security.inter.broker.protocol': string;
  readonly 'security.providers': string | null;
  readonly 'server.max.startup.time.ms': number;
  readonly 'share.coordinator.append.linger.ms': number;
  readonly 'share.coordinator.cached.buffer.max.bytes': number;
  readonly 'share.coordinator.cold.partition.snapshot.interval.ms': number;
  readonly 'share.coordinator.load.buffer.size': number;
  readonly 'share.coordinator.snapshot.update.records.per.snapshot': number;
  readonly 'share.coordinator.state.topic.compression.codec': number;
  readonly 'share.coordinator.state.topic.min.isr': number;
  readonly 'share.coordinator.state.topic.num.partitions': number;
  readonly 'share.coordinator.state.topic.prune.interval.ms': number;
  readonly 'share.coordinator.state.topic.replication.factor': number;
  readonly 'share.coordinator.state.topic.segment.bytes': number;
  readonly 'share.coordinator.threads': number;
  readonly 'share.coordinator.write.timeout.ms': number;
  readonly 'share.fetch.purgatory.purge.interval.requests': number;
  readonly 'socket.connection.setup.timeout.max.ms': number;
  readonly 'socket.connection.setup.timeout.ms': number;
  readonly 'socket.listen.backlog.size': number;
  readonly 'socket.receive.buffer.bytes': number;
  readonly 'socket.request.max.bytes': number;
  readonly 'socket.send.buffer.bytes': number;
  readonly 'ssl.allow.dn.changes': boolean;
  readonly 'ssl.allow.san.changes': boolean;
  readonly 'ssl.cipher.suites': readonly string[];
  readonly 'ssl.client.auth': string;
  readonly 'ssl.enabled.protocols': readonly string[];
  readonly 'ssl.endpoint.identification.algorithm': string;
  readonly 'ssl.engine.factory.class': string | null;
  readonly 'ssl.key.password': string | null;
  readonly 'ssl.keymanager.algorithm': string;
  readonly 'ssl.keystore.certificate.chain': string | null;
  readonly 'ssl.keystore.key': string | null;
  readonly 'ssl.keystore.location': string | null;
  readonly 'ssl.keystore.password': string | null;
  readonly 'ssl.keystore.type': string;
  readonly 'ssl.principal.mapping.rules': string;
  readonly 'ssl.protocol': string;
  readonly 'ssl.provider': string | null;
  readonly 'ssl.secure.random.implementation': string | null;
  readonly 'ssl.trustmanager.algorithm': string;
  readonly 'ssl.truststore.certificates': string | null;
  readonly 'ssl.truststore.location': string | null;
  readonly 'ssl.truststore.password': string | null;
  readonly 'ssl.truststore.type': string;
  readonly 'telemetry.max.bytes': number;
  readonly 'transaction.abort.timed.out.transaction.cleanup.interval.ms': number;
  readonly 'transaction.max.timeout.ms': number;
  readonly 'transaction.partition.verification.enable': boolean;
  readonly 'transaction.remove.expired.transaction.cleanup.interval.ms': number;
  readonly 'transaction.state.log.load.buffer.size': number;
  readonly 'transaction.state.log.min.isr': number;
  readonly 'transaction.state.log.num.partitions': number;
  readonly 'transaction.state.log.replication.factor': number;
  readonly 'transaction.state.log.segment.bytes': number;
  readonly 'transaction.two.phase.commit.enable': boolean;
  readonly 'transactional.id.expiration.ms': number;
  readonly 'unclean.leader.election.enable': boolean;
  readonly 'unclean.leader.election.interval.ms': number;
  readonly 'unstable.api.versions.enable': boolean;
  readonly 'unstable.feature.versions.enable': boolean;
}

export type BrokerConfigName = keyof BrokerConfigValues;
