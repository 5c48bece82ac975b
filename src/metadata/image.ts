// The cluster's metadata at one offset of `__cluster_metadata-0`: topics, configs, brokers, features, producer ids.
// Handlers and groups read it; `ImageDraft` makes the next one. Invariant: never changed after it was made, so whoever
// holds one sees one consistent moment.
import type { JournalRecord } from '../journal/coordinator.ts';
import { PersistentMap } from './persistent-map.ts';

export interface PartitionImage {
  readonly partition: number;
  /** Node id, or -1 without a leader. */
  readonly leader: number;
  readonly leaderEpoch: number;
  readonly partitionEpoch: number;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
  /** Ids of log directories, in the order of the replicas. */
  readonly directories: readonly string[];
  /** Not in sync, yet with every committed record: whoever led last before all in-sync replicas went (KIP-966). */
  readonly eligibleLeaders: readonly number[];
  /** Null nearly always. */
  readonly rest: PartitionRest | null;
}

/** What the controllers of a cluster leave in a partition; nothing here depends on it. */
export interface PartitionRest {
  readonly removingReplicas: readonly number[];
  readonly addingReplicas: readonly number[];
  readonly leaderRecoveryState: number;
  readonly lastKnownElr: readonly number[];
}

export interface TopicImage {
  readonly name: string;
  /** Kafka's 22 characters of base64url. */
  readonly id: string;
  /** Index = partition number. */
  readonly partitions: readonly PartitionImage[];
  /** Only what was set on the topic itself. */
  readonly configs: ReadonlyMap<string, string>;
  readonly internal: boolean;
}

export interface EndpointImage {
  readonly listener: string;
  readonly host: string;
  readonly port: number;
  readonly securityProtocol: number;
}

export interface BrokerFeatureImage {
  readonly name: string;
  readonly minSupportedVersion: number;
  readonly maxSupportedVersion: number;
}

export interface BrokerImage {
  readonly nodeId: number;
  readonly epoch: bigint;
  readonly incarnationId: string;
  readonly endpoints: readonly EndpointImage[];
  readonly features: readonly BrokerFeatureImage[];
  readonly rack: string | null;
  /** Ids of its log directories that are online. */
  readonly logDirs: readonly string[];
  readonly fenced: boolean;
  readonly inControlledShutdown: boolean;
}

export interface MetadataImage {
  readonly clusterId: string;
  /** Offset of the last record in it; -1 before the first. */
  readonly offset: bigint;
  /** When that was written. */
  readonly timestampMs: number;
  readonly topicsByName: PersistentMap<TopicImage>;
  readonly topicsById: PersistentMap<TopicImage>;
  /** Names that have a '.' or '_', by their form with every '.' made '_': Kafka's metrics cannot tell them apart. */
  readonly collidingNames: PersistentMap<readonly string[]>;
  /** Set configs of everything that is not a topic, by `configKey`. */
  readonly configs: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly brokers: ReadonlyMap<number, BrokerImage>;
  readonly features: ReadonlyMap<string, number>;
  readonly nextProducerId: bigint;
  /** The last record of each thing that only Apache Kafka uses: see kept-records.ts. */
  readonly kept: PersistentMap<JournalRecord>;
  /** Values of the last KRaft version and voters, by control record type, where the log names them. */
  readonly quorum: ReadonlyMap<number, Buffer>;
}

/** Resource types of ConfigRecord and of the config APIs. */
export const ConfigResourceType = { TOPIC: 2, BROKER: 4, BROKER_LOGGER: 8, CLIENT_METRICS: 16, GROUP: 32 } as const;

/** Key of a resource in `MetadataImage.configs`; the cluster-wide broker default has the empty name. */
export function configKey(resourceType: number, resourceName: string): string {
  return `${resourceType}:${resourceName}`;
}

const NO_CONFIGS: ReadonlyMap<string, string> = new Map();

/** What is set on a resource that is not a topic; nothing where nobody has set anything. */
export function configsOf(
  image: MetadataImage,
  resourceType: number,
  resourceName: string,
): ReadonlyMap<string, string> {
  return image.configs.get(configKey(resourceType, resourceName)) ?? NO_CONFIGS;
}

export function emptyImage(clusterId: string): MetadataImage {
  return {
    clusterId,
    offset: -1n,
    timestampMs: 0,
    topicsByName: PersistentMap.empty(),
    topicsById: PersistentMap.empty(),
    collidingNames: PersistentMap.empty(),
    configs: new Map(),
    brokers: new Map(),
    features: new Map(),
    nextProducerId: 0n,
    kept: PersistentMap.empty(),
    quorum: new Map(),
  };
}
