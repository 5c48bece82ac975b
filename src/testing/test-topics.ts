// The topics of a test broker: made as its options say, and all of them gone again.
import { KafkaError } from '../errors.ts';
import type { Metadata } from '../metadata/metadata.ts';
import type { TestTopic } from './test-broker-options.ts';

type WantedTopics = Readonly<Record<string, number | TestTopic>>;

/** Rejects with Kafka's error over the first one that cannot be made. */
export async function createTestTopics(metadata: Metadata, topics: WantedTopics): Promise<void> {
  const wanted = Object.entries(topics).map(([name, topic]) => {
    const { partitions = 1, configs = {} } = typeof topic === 'number' ? { partitions: topic } : topic;
    const list = Object.entries(configs).map(([config, value]) => ({ name: config, value: String(value) }));
    return { name, numPartitions: partitions, replicationFactor: 1, assignments: [], configs: list };
  });
  if (wanted.length === 0) return;
  for (const result of await metadata.createTopics(wanted, { validateOnly: false })) {
    if (result.errorCode === 0) continue;
    throw new KafkaError(result.errorCode, `topic ${result.name} cannot be made: ${result.errorMessage}`);
  }
}

/** All that there are, Kafka's own too, are gone, and these are there. Rejects as `createTestTopics` does. */
export async function replaceAllTopics(metadata: Metadata, topics: WantedTopics): Promise<void> {
  const names = [...metadata.image.topicsByName.keys()];
  const deleted = metadata.deleteTopics(names.map((name) => ({ name, topicId: '' })));
  // Asked for in the same turn, so that no client's request for one of these topics comes in between.
  await Promise.all([deleted, createTestTopics(metadata, topics)]);
}
