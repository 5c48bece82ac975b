// What operators ask of a cluster: the same requests to Millrace and to Apache Kafka 4.3.1.
import { alterConfigsCalls } from './calls/alter-configs.ts';
import { configResourceCalls } from './calls/config-resources.ts';
import { featureCalls } from './calls/features.ts';
import { groupCalls } from './calls/groups.ts';
import { quorumCalls } from './calls/quorum.ts';
import { replicaCalls } from './calls/replicas.ts';
import { topicPartitionCalls } from './calls/topic-partitions.ts';
import { compareAnswers } from './compare-answers.ts';

compareAnswers('Operations are answered like Apache Kafka', [
  ...topicPartitionCalls,
  ...groupCalls,
  ...configResourceCalls,
  ...replicaCalls,
  ...quorumCalls,
  ...featureCalls,
  ...alterConfigsCalls,
]);
