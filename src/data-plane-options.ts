// The broker's config → what the data plane is started with, and what changes while it runs. Called by broker.ts.
import type { Config } from './config/config.ts';
import { hostLimits } from './config/host-limits.ts';
import type { NativeCleanerSettings, NativeConnectionLimits, NativeStartOptions } from './native/native-broker.ts';

/** Frames beyond a connection's read buffer, over all connections; past it, reading pauses. */
const BUFFERED_BYTES_MAX = 256 * 1024 * 1024;
/** Frames handed to the control plane that it has not taken yet; past it, reading pauses. */
const MAILBOX_BYTES_MAX = 64 * 1024 * 1024;

/** What a broker is started with besides its config. */
export interface StartCircumstances {
  clusterId: string | undefined;
  inMemory: boolean;
  readOnly: boolean;
}

export function dataPlaneOptions(
  config: Config,
  { clusterId, inMemory, readOnly }: StartCircumstances,
): NativeStartOptions {
  const queuedBytesMax = config.get('queued.max.request.bytes');
  const checkpointIntervalMs = config.get('log.flush.offset.checkpoint.interval.ms');
  const retentionCheckIntervalMs = config.get('log.retention.check.interval.ms');
  return {
    logDirs: [...config.logDirectories],
    inMemory,
    readOnly,
    ...(clusterId === undefined ? {} : { clusterId }),
    nodeId: config.nodeId,
    ioThreadCount: config.get('millrace.io.threads') ?? 0,
    workerCount: config.get('num.recovery.threads.per.data.dir'),
    checkpointIntervalMs,
    firstCheckpointAfterMs: firstAfterMs(config, checkpointIntervalMs),
    retentionCheckIntervalMs,
    firstRetentionCheckAfterMs: firstAfterMs(config, retentionCheckIntervalMs),
    cleaner: cleanerSettings(config),
    requestBytesMax: config.get('socket.request.max.bytes'),
    connectionIdleMsMax: config.get('connections.max.idle.ms'),
    fetchBytesMax: config.get('fetch.max.bytes'),
    fetchSessionsMax: config.get('max.incremental.fetch.session.cache.slots'),
    bufferedBytesMax: queuedBytesMax > 0 ? queuedBytesMax : BUFFERED_BYTES_MAX,
    mailboxBytesMax: MAILBOX_BYTES_MAX,
    requestTimeoutMs: config.get('request.timeout.ms'),
    verificationRetryBackoffMs: config.get('add.partitions.to.txn.retry.backoff.ms'),
    verificationRetryMsMax: config.get('add.partitions.to.txn.retry.backoff.max.ms'),
  };
}

/**
 * Until a task of the log directories is done for the first time. By default not longer than its interval: whoever wants
 * retention looked at every second does not mean after half a minute, as it is with Apache Kafka. Of the tasks that it
 * delays there are retention and the checkpoints of recovery points and log starts; not flushes by age, which would leave
 * records longer in memory than `flush.ms` says, and not the removal of deleted topics, whose names are free only then.
 */
function firstAfterMs(config: Config, intervalMs: number): number {
  const delayMs = config.get('log.initial.task.delay.ms');
  return config.explicit.has('log.initial.task.delay.ms') ? delayMs : Math.min(delayMs, intervalMs);
}

/** As it holds now; all of it is dynamic. */
export function connectionLimits(config: Config): NativeConnectionLimits {
  return {
    connectionsMax: config.get('max.connections'),
    connectionsPerIpMax: config.get('max.connections.per.ip'),
    connectionsPerIpOverrides: hostLimits(config.get('max.connections.per.ip.overrides')),
  };
}

/** As they hold now; all but `log.cleaner.enable` are dynamic. */
export function cleanerSettings(config: Config): NativeCleanerSettings {
  return {
    threadCount: config.get('log.cleaner.enable') ? config.get('log.cleaner.threads') : 0,
    dedupeBufferBytes: config.get('log.cleaner.dedupe.buffer.size'),
    loadFactor: config.get('log.cleaner.io.buffer.load.factor'),
    ioBufferBytes: config.get('log.cleaner.io.buffer.size'),
    bytesPerSecondMax: config.get('log.cleaner.io.max.bytes.per.second'),
    backoffMs: config.get('log.cleaner.backoff.ms'),
  };
}
