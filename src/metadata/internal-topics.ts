// The internal topics that a broker makes on first use, with the settings that Kafka's AutoTopicCreationManager gives
// them. On one node they have one replica, whatever the broker's configs ask for.
import type { Config } from '../config/config.ts';
import type { TopicToCreate } from './metadata.ts';

/** Null for a name that is no internal topic of ours. */
export function internalTopic(name: string, config: Config, brokerCount: number): TopicToCreate | null {
  if (name !== '__consumer_offsets') return null;
  return {
    name,
    numPartitions: config.get('offsets.topic.num.partitions'),
    replicationFactor: Math.min(config.get('offsets.topic.replication.factor'), brokerCount),
    assignments: [],
    configs: [
      { name: 'compression.type', value: 'producer' },
      { name: 'cleanup.policy', value: 'compact' },
      { name: 'segment.bytes', value: String(config.get('offsets.topic.segment.bytes')) },
    ],
  };
}
