// What the rest of the control plane sees of the cluster's metadata: the published image and the decisions that change
// it. `MetadataService` implements it; handlers and groups use it.
import type { Refusal } from './decision.ts';
import type { MetadataImage, TopicImage } from './image.ts';

export interface TopicToCreate {
  name: string;
  /** -1: the broker's num.partitions. */
  numPartitions: number;
  /** -1: the broker's default.replication.factor. */
  replicationFactor: number;
  /** Manual placement; both numbers above must then be -1. */
  assignments: readonly { partitionIndex: number; brokerIds: readonly number[] }[];
  configs: readonly { name: string; value: string | null }[];
}

export interface TopicCreationResult {
  name: string;
  errorCode: number;
  errorMessage: string | null;
  /** The new topic, or what it would have been; null on an error. */
  topic: TopicImage | null;
}

/** By name, or by id where the name is null; the other one is null or the zero id. */
export interface TopicToDelete {
  name: string | null;
  topicId: string;
}

export interface TopicDeletionResult {
  /** Null only when a deletion by id met an unknown id. */
  name: string | null;
  topicId: string;
  errorCode: number;
  errorMessage: string | null;
}

export interface PartitionsToCreate {
  name: string;
  /** The new total. */
  count: number;
  assignments: readonly { brokerIds: readonly number[] }[] | null;
}

export interface ResourceResult {
  name: string;
  errorCode: number;
  errorMessage: string | null;
}

export interface FeatureUpdate {
  name: string;
  level: number;
  /** See `UpgradeType`; other numbers are refused. */
  upgradeType: number;
}

export interface ConfigResource {
  /** See `ConfigResourceType`. */
  type: number;
  name: string;
}

/**
 * Decides the new configs of a resource from those set on it: the names that change, null to go back to the default.
 * Pure: it runs inside the controller's decision, so nothing comes in between. May throw KafkaError.
 */
export type ConfigDecision = (overrides: ReadonlyMap<string, string>) => ReadonlyMap<string, string | null>;

/** What became different between two published images. */
export interface MetadataDelta {
  readonly created: readonly TopicImage[];
  readonly deleted: readonly TopicImage[];
  readonly changed: readonly { before: TopicImage; after: TopicImage }[];
}

export interface Metadata {
  /** The newest image whose partitions the data plane serves. */
  readonly image: MetadataImage;
  createTopics(topics: readonly TopicToCreate[], options: { validateOnly: boolean }): Promise<TopicCreationResult[]>;
  deleteTopics(topics: readonly TopicToDelete[]): Promise<TopicDeletionResult[]>;
  createPartitions(
    topics: readonly PartitionsToCreate[],
    options: { validateOnly: boolean },
  ): Promise<ResourceResult[]>;
  /** Rejects with KafkaError; validateOnly decides and changes nothing. */
  alterConfigs(resource: ConfigResource, decide: ConfigDecision, options: { validateOnly: boolean }): Promise<void>;
  /** All or none; resolves with why not, or null. */
  updateFeatures(updates: readonly FeatureUpdate[], options: { validateOnly: boolean }): Promise<Refusal | null>;
  /** Rejects with KafkaError for this node, and for one that nobody knows. */
  unregisterBroker(brokerId: number): Promise<void>;
  /** `__consumer_offsets` and its like, made with their own configs on first use; rejects with KafkaError. */
  ensureInternalTopic(name: string): Promise<TopicImage>;
  /** A block of producer ids that nobody ever gets again. */
  allocateProducerIds(): Promise<{ first: bigint; count: number }>;
  /** Called after each publication; returns the unsubscription. */
  onChange(listener: (delta: MetadataDelta, image: MetadataImage) => void): () => void;
}
