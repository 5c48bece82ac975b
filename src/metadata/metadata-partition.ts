// The partition that holds the metadata log, with the settings that KRaft gives it.
import type { Config } from '../config/config.ts';
import { effectiveTopicConfig, toPartitionConfig } from '../config/topic-config.ts';
import type { PartitionSpec } from '../native/data-plane.ts';
import { METADATA_TOPIC, METADATA_TOPIC_ID } from './topic-name.ts';

/** A quorum of one elects itself at every start: see `PartitionSpec`. */
const NEXT_LEADER_EPOCH = -1;

/** `directoryId`: of the first log directory, where it begins. */
export function metadataPartition(config: Config, directoryId: string): PartitionSpec {
  return {
    topic: METADATA_TOPIC,
    topicId: METADATA_TOPIC_ID,
    partition: 0,
    directoryId,
    leaderEpoch: NEXT_LEADER_EPOCH,
    config: {
      ...toPartitionConfig(effectiveTopicConfig(new Map(), config), config),
      segmentBytes: config.get('internal.metadata.log.segment.bytes') ?? config.get('metadata.log.segment.bytes'),
      segmentMs: config.get('metadata.log.segment.ms'),
      segmentJitterMs: 0,
      maxMessageBytes: config.get('internal.metadata.max.batch.size.in.bytes'),
      compacted: false,
      deletes: false,
      logAppendTime: false,
      compression: 'producer',
      compressionLevel: 0,
      minInsyncReplicas: 1,
      // As in KRaft: what the controller has answered is on the disk.
      flushMessages: 1,
    },
  };
}
