// The controller's decision when this node comes up: it registers, is unfenced, and leads again what nobody leads.
// Follows Kafka's ClusterControlManager (registration) and ReplicationControlManager (election when a broker is
// unfenced). One batch stands for the whole, as nobody else is there to see the steps between.
import {
  newBrokerEndpoint,
  newBrokerFeature,
  newRegisterBrokerRecord,
} from '../wire/generated/register-broker-record.ts';
import type { ControllerSettings, Decision } from './decision.ts';
import { SUPPORTED_FEATURES } from './features.ts';
import type { EndpointImage, MetadataImage } from './image.ts';
import { brokerRegistered, brokerUnfenced, leaderElected } from './records.ts';

export interface Registration {
  endpoints: readonly EndpointImage[];
  rack: string | null;
  /**
   * The last stop was not clean: the ends of logs may have been lost with the machine, so every led partition gets a
   * new leader epoch, by which consumers notice that records were replaced.
   */
  afterCrash: boolean;
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
      logDirs: [settings.directoryId],
    }),
  );
  const elections = [...image.topicsById.values()].flatMap((topic) =>
    topic.partitions
      .filter(
        ({ leader, isr }) => isr.includes(nodeId) && (leader === -1 || (leader === nodeId && registration.afterCrash)),
      )
      .map(({ partition }) => leaderElected(topic.id, partition, nodeId)),
  );
  return { records: [registered, brokerUnfenced(nodeId, brokerEpoch), ...elections], result: { brokerEpoch } };
}
