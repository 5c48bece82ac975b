// The limits and times of the group coordinator, read once from the broker's config.
import type { Config } from '../config/config.ts';

export interface GroupConfig {
  /** How long a new group waits for more members before its first generation. */
  readonly initialRebalanceDelayMs: number;
  readonly sessionTimeoutMsMin: number;
  readonly sessionTimeoutMsMax: number;
  /** Members of one classic group. */
  readonly sizeMax: number;
  /** How long a new member may wait in its first JoinGroup: it cannot heartbeat before it has its id. */
  readonly newMemberJoinTimeoutMs: number;
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
    offsetMetadataBytesMax: config.get('offset.metadata.max.bytes'),
    offsetsRetentionMs: config.get('offsets.retention.minutes') * 60_000,
    offsetsRetentionCheckIntervalMs: config.get('offsets.retention.check.interval.ms'),
    batchBytesMax,
  };
}
