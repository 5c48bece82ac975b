// The controller's decisions when this node comes up: it leads what nobody leads, and registers as a broker.
// Follows Kafka's ClusterControlManager (registration) and ReplicationControlManager (elections). The elections come
// first, so that partitions are opened once, in the epoch in which they are then served.
import { KafkaError } from '../errors.ts';
import type { JournalRecord } from '../journal/coordinator.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  newBrokerEndpoint,
  newBrokerFeature,
  newRegisterBrokerRecord,
} from '../wire/generated/register-broker-record.ts';
import type { ControllerSettings, Decision } from './decision.ts';
import { directoryOf } from './directories.ts';
import { SUPPORTED_FEATURES } from './features.ts';
import type { EndpointImage, MetadataImage } from './image.ts';
import { brokerRegistered, brokerUnfenced, brokerUnregistered, leaderElected, leaderLost } from './records.ts';

export interface Registration {
  endpoints: readonly EndpointImage[];
  rack: string | null;
}

/**
 * Every partition without a leader gets us where we are in sync or, with nobody in sync, eligible. After a crash the
 * ends of logs may be gone with the machine's memory: then every led partition also gets a new leader epoch, by which
 * consumers notice that records were replaced. What lives in a log directory that is offline is led by nobody.
 */
export function decideElections(
  afterCrash: boolean,
  image: MetadataImage,
  settings: ControllerSettings,
): Decision<null> {
  const { nodeId, directories } = settings;
  const records: JournalRecord[] = [];
  for (const { id: topicId, partitions } of image.topicsById.values()) {
    for (const partition of partitions) {
      const { partition: partitionId, leader, isr, eligibleLeaders } = partition;
      if (!directories.has(directoryOf(partition, nodeId))) {
        if (leader === nodeId) records.push(leaderLost({ topicId, partitionId }));
        continue;
      }
      const isDue = leader === -1 || (leader === nodeId && afterCrash);
      const fromEligible = isr.length === 0 && eligibleLeaders.includes(nodeId);
      if (!isDue || !(fromEligible || isr.includes(nodeId))) continue;
      records.push(leaderElected({ topicId, partitionId }, nodeId, fromEligible));
    }
  }
  return { records, result: null };
}

/** The broker's epoch is the offset of its registration. */
export function decideRegistration(
  registration: Registration,
  image: MetadataImage,
  settings: ControllerSettings,
): Decision<{ brokerEpoch: bigint }> {
  const brokerEpoch = image.offset + 1n;
  const { nodeId } = settings;
  const registered = brokerRegistered(
    newRegisterBrokerRecord({
      brokerId: nodeId,
      incarnationId: settings.randomUuid(),
      brokerEpoch,
      endPoints: registration.endpoints.map(({ listener, ...endpoint }) =>
        newBrokerEndpoint({ name: listener, ...endpoint }),
      ),
      features: SUPPORTED_FEATURES.map(({ name, minLevel, maxLevel }) =>
        newBrokerFeature({ name, minSupportedVersion: minLevel, maxSupportedVersion: maxLevel }),
      ),
      rack: registration.rack,
      fenced: true,
      logDirs: [...settings.directories.online],
    }),
  );
  return { records: [registered, brokerUnfenced(nodeId, brokerEpoch)], result: { brokerEpoch } };
}

/** A node that is gone; what it held in sync it has left when it was fenced. Throws KafkaError. */
export function decideUnregistration(
  brokerId: number,
  image: MetadataImage,
  settings: ControllerSettings,
): Decision<null> {
  const broker = image.brokers.get(brokerId);
  if (broker === undefined) {
    const message = `Broker ID ${brokerId} is not currently registered`;
    throw new KafkaError(ErrorCode.BROKER_ID_NOT_REGISTERED, message);
  }
  if (brokerId === settings.nodeId) {
    throw new KafkaError(ErrorCode.INVALID_REQUEST, `Broker ID ${brokerId} is this node, which is running`);
  }
  return { records: [brokerUnregistered(brokerId, broker.epoch)], result: null };
}
