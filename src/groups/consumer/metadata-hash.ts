// One number for everything about topics that an assignment depends on: their ids, names, partitions and racks. A group
// whose number changes needs a new assignment. The number is stored with the group epoch.
// Apache Kafka computes another one from the same things (XXH3); a broker that takes over a log of the other finds that
// it differs and assigns once more, which moves nothing.
import { createHash } from 'node:crypto';
import type { BrokerImage, MetadataImage, TopicImage } from '../../metadata/image.ts';

type Brokers = ReadonlyMap<number, BrokerImage>;

/** Topic images never change, so what was computed for one stays right as long as the brokers are the same. */
const known = new WeakMap<TopicImage, { brokers: Brokers; digest: Buffer }>();

/** Names of topics that do not exist count for nothing; 0 where none exists. */
export function metadataHash(topicNames: Iterable<string>, image: MetadataImage): bigint {
  const topics: TopicImage[] = [];
  for (const name of topicNames) {
    const topic = image.topicsByName.get(name);
    if (topic !== undefined) topics.push(topic);
  }
  if (topics.length === 0) return 0n;
  topics.sort((a, b) => (a.name < b.name ? -1 : 1));
  const hash = createHash('sha1');
  for (const topic of topics) hash.update(topicDigest(topic, image.brokers));
  return hash.digest().readBigInt64BE(0);
}

function topicDigest(topic: TopicImage, brokers: Brokers): Buffer {
  const stored = known.get(topic);
  if (stored?.brokers === brokers) return stored.digest;
  const racks = topic.partitions.map(({ replicas }) =>
    replicas.map((nodeId) => brokers.get(nodeId)?.rack ?? null).sort(),
  );
  const digest = createHash('sha1')
    .update(JSON.stringify([topic.id, topic.name, racks]))
    .digest();
  known.set(topic, { brokers, digest });
  return digest;
}
