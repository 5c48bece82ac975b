// The internal topics that a broker makes on first use, with the settings that Kafka's AutoTopicCreationManager gives
// them. On one node they have one replica, whatever the broker's configs ask for.
import type { Config } from '../config/config.ts';
import type { TopicToCreate } from './metadata.ts';
import { OFFSETS_TOPIC, TRANSACTION_TOPIC } from './topic-name.ts';

/** Null for a name that is no internal topic of ours. */
export function internalTopic(name: string, config: Config, brokerCount: number): TopicToCreate | null {
  if (name === OFFSETS_TOPIC) return offsetsTopic(name, config, brokerCount);
  if (name === TRANSACTION_TOPIC) return transactionTopic(name, config, brokerCount);
  return null;
}

function offsetsTopic(name: string, config: Config, brokerCount: number): TopicToCreate {
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

function transactionTopic(name: string, config: Config, brokerCount: number): TopicToCreate {
  const replicationFactor = Math.min(config.get('transaction.state.log.replication.factor'), brokerCount);
  const minInsyncReplicas = Math.min(config.get('transaction.state.log.min.isr'), replicationFactor);
  return {
    name,
    numPartitions: config.get('transaction.state.log.num.partitions'),
    replicationFactor,
    assignments: [],
    configs: [
      { name: 'unclean.leader.election.enable', value: 'false' },
      { name: 'compression.type', value: 'uncompressed' },
      { name: 'cleanup.policy', value: 'compact' },
      { name: 'min.insync.replicas', value: String(minInsyncReplicas) },
      { name: 'segment.bytes', value: String(config.get('transaction.state.log.segment.bytes')) },
    ],
  };
}
