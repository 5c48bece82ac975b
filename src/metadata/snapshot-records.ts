// An image → the records that replay to it, in the order of Apache Kafka's MetadataImage. Pure; the writer of snapshots
// asks. Invariant: replaying them into an empty image gives this one (snapshot-file.test.ts).
import type { JournalRecord } from '../journal/coordinator.ts';
import {
  newBrokerEndpoint,
  newBrokerFeature,
  newRegisterBrokerRecord,
} from '../wire/generated/register-broker-record.ts';
import { METADATA_VERSION } from './features.ts';
import { type BrokerImage, ConfigResourceType, type MetadataImage, type TopicImage } from './image.ts';
import { brokerRegistered, configSet, featureSet, partitionStands, producerIdsTaken, topicCreated } from './records.ts';

/** As Kafka's snapshots have it: ids are taken from no broker in particular. */
const NO_BROKER = -1;

export function* snapshotRecords(image: MetadataImage): Generator<JournalRecord> {
  yield* features(image);
  for (const broker of image.brokers.values()) yield registration(broker);
  for (const [, topic] of image.topicsByName) yield* topicRecords(topic);
  for (const [, topic] of image.topicsByName) {
    yield* configRecords({ type: ConfigResourceType.TOPIC, name: topic.name }, topic.configs);
  }
  for (const [key, configs] of image.configs) yield* configRecords(resourceOf(key), configs);
  if (image.nextProducerId > 0n) yield producerIdsTaken(NO_BROKER, -1n, image.nextProducerId);
  for (const [, record] of image.kept) yield record;
}

/** The metadata version comes first: it says how to read the rest. */
function* features({ features }: MetadataImage): Generator<JournalRecord> {
  const first = features.get(METADATA_VERSION.name);
  if (first !== undefined) yield featureSet(METADATA_VERSION.name, first);
  for (const [name, level] of features) {
    if (name !== METADATA_VERSION.name && level > 0) yield featureSet(name, level);
  }
}

function registration(broker: BrokerImage): JournalRecord {
  const { nodeId, epoch, endpoints, features, logDirs, incarnationId, rack, fenced, inControlledShutdown } = broker;
  return brokerRegistered(
    newRegisterBrokerRecord({
      brokerId: nodeId,
      brokerEpoch: epoch,
      incarnationId,
      endPoints: endpoints.map(({ listener, ...endpoint }) => newBrokerEndpoint({ name: listener, ...endpoint })),
      features: features.map((feature) => newBrokerFeature(feature)),
      rack,
      fenced,
      inControlledShutdown,
      logDirs: [...logDirs],
    }),
  );
}

function* topicRecords({ name, id, partitions }: TopicImage): Generator<JournalRecord> {
  yield topicCreated(name, id);
  for (const partition of partitions) yield partitionStands(id, partition);
}

function* configRecords(
  resource: { type: number; name: string },
  configs: ReadonlyMap<string, string>,
): Generator<JournalRecord> {
  for (const [name, value] of configs) yield configSet(resource, name, value);
}

/** The opposite of `configKey`. */
function resourceOf(key: string): { type: number; name: string } {
  const colon = key.indexOf(':');
  return { type: Number(key.slice(0, colon)), name: key.slice(colon + 1) };
}
