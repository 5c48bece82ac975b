// The cluster's metadata as the broker runs it: the controller behind its journal, and the publisher of what it commits.
// Made by broker.ts; handlers and groups see it as `Metadata`.
// Invariant: a promise that resolves means: committed, and the data plane and `image` have it.
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import { KafkaError } from '../errors.ts';
import type { JournalRecord } from '../journal/coordinator.ts';
import { Journal } from '../journal/journal.ts';
import { controllerErrors } from '../journal/journal-errors.ts';
import type { DataPlane, MovedPartition, PartitionSpec } from '../native/data-plane.ts';
import type { RandomUuid } from '../random-uuid.ts';
import { ErrorCode } from '../wire/error-code.ts';
import { Controller, type ControllerEvent, type ControllerRequest, type Decided } from './controller.ts';
import type { Refusal } from './decision.ts';
import { DirectoryId, LogDirectories } from './directory-id.ts';
import { emptyImage, type MetadataImage, type TopicImage } from './image.ts';
import { internalTopic } from './internal-topics.ts';
import type {
  ConfigDecision,
  ConfigResource,
  FeatureUpdate,
  Metadata,
  PartitionsToCreate,
  ResourceResult,
  TopicCreationResult,
  TopicDeletionResult,
  TopicToCreate,
  TopicToDelete,
} from './metadata.ts';
import { metadataPartition } from './metadata-partition.ts';
import { type MetadataListener, Publisher } from './publisher.ts';
import type { Registration } from './registration.ts';
import { decodeBootstrap } from './snapshot-file.ts';
import { Snapshots } from './snapshots.ts';
import { METADATA_TOPIC } from './topic-name.ts';

export interface MetadataServiceOptions {
  config: Config;
  dataPlane: DataPlane;
  clock: Clock;
  log: Logger;
  clusterId: string;
  /** Ids of the log directories that are online; the first one's is first, and holds the metadata log. */
  directoryIds: readonly string[];
  /** See LogDirectories; true unless given. */
  caseMatters?: boolean;
  randomUuid: RandomUuid;
  /** A mistake of ours: the broker must stop, loudly. */
  onFatal: (error: Error) => void;
}

export class MetadataService implements Metadata {
  readonly #options: MetadataServiceOptions;
  readonly #journal: Journal<ControllerEvent>;
  readonly #publisher: Publisher;
  readonly #directories: LogDirectories;
  readonly #snapshots: Snapshots;
  #controller: Controller;
  /** What formatting has left for an empty log. */
  #bootstrap: readonly JournalRecord[] = [];
  /** Behind the last committed batch. */
  #committedEnd = 0n;
  #isStarted = false;
  /**
   * Settles when the topics that are being deleted have no folders any more. Nobody takes their names before: after a
   * power loss the folders might not say whose they are, and be taken for those of the new topic.
   */
  #deleted: Promise<unknown> = Promise.resolve();

  constructor(options: MetadataServiceOptions) {
    this.#options = options;
    const { config, dataPlane, clock, log, clusterId, onFatal } = options;
    const { nodeId } = config;
    this.#directories = new LogDirectories(config.logDirectories.length, options.directoryIds, options.caseMatters);
    const onMoved = (moved: readonly MovedPartition[]) => this.assignDirectories(moved);
    const image = emptyImage(clusterId);
    const directories = this.#directories;
    this.#publisher = new Publisher({ dataPlane, config, nodeId, log, image, directories, onMoved, onFatal });
    this.#snapshots = new Snapshots({ dataPlane, config, clock, log });
    this.#controller = this.#newController();
    this.#journal = new Journal<ControllerEvent>({
      dataPlane,
      clock,
      log,
      onFatal,
      topic: METADATA_TOPIC,
      partition: 0,
      batchBytesMax: this.#metadataPartition().config.maxMessageBytes,
      errors: controllerErrors,
      coordinator: () => {
        this.#controller = this.#newController();
        return this.#controller;
      },
      onLoaded: () => this.#loaded(),
      snapshot: () => this.#snapshots.load(),
      onCommitted: (endOffset) => {
        this.#committedEnd = endOffset;
      },
    });
  }

  get image(): MetadataImage {
    return this.#publisher.image;
  }

  /**
   * Loads the metadata log and opens every partition that lives here. `afterCrash`: see `decideElections`.
   * Rejects where the log cannot be opened, read or understood.
   */
  async start(options: { afterCrash: boolean }): Promise<void> {
    const { failures } = await this.#options.dataPlane.openPartitions([this.#metadataPartition()]);
    const [failure] = failures;
    if (failure !== undefined) throw new KafkaError(failure.errorCode, failure.message);
    this.#readBootstrap();
    await this.#journal.load();
    await this.#submit({ kind: 'elect-leaders', afterCrash: options.afterCrash });
    await this.#publishAll();
    await this.#publisher.setStraysAside();
    this.#isStarted = true;
  }

  /** Makes this node a broker of the cluster, reachable at these endpoints. */
  async register(registration: Registration): Promise<void> {
    await this.#submit({ kind: 'register-broker', registration });
  }

  /** A log directory can no longer be used: what lives there has no leader. */
  async failDirectory(directoryId: string): Promise<void> {
    this.#directories.fail(directoryId);
    await this.#submit({ kind: 'fail-directory', directoryId });
  }

  /** Waits for what is decided and under way. */
  async close(): Promise<void> {
    await this.#journal.close();
    await this.#snapshots.close();
    await this.#publisher.idle();
  }

  async createTopics(
    topics: readonly TopicToCreate[],
    { validateOnly }: { validateOnly: boolean },
  ): Promise<TopicCreationResult[]> {
    await this.#deleted;
    return this.#submit({ kind: 'create-topics', topics, validateOnly });
  }

  deleteTopics(topics: readonly TopicToDelete[]): Promise<TopicDeletionResult[]> {
    const deleted = this.#submit<TopicDeletionResult[]>({ kind: 'delete-topics', topics });
    // Without the results: each would keep the ones before it in memory, for ever.
    this.#deleted = Promise.allSettled([this.#deleted, deleted]).then(() => {});
    return deleted;
  }

  createPartitions(
    topics: readonly PartitionsToCreate[],
    { validateOnly }: { validateOnly: boolean },
  ): Promise<ResourceResult[]> {
    return this.#submit({ kind: 'create-partitions', topics, validateOnly });
  }

  async alterConfigs(
    resource: ConfigResource,
    decide: ConfigDecision,
    { validateOnly }: { validateOnly: boolean },
  ): Promise<void> {
    await this.#submit({ kind: 'alter-configs', resource, decide, validateOnly });
  }

  updateFeatures(
    updates: readonly FeatureUpdate[],
    { validateOnly }: { validateOnly: boolean },
  ): Promise<Refusal | null> {
    return this.#submit({ kind: 'update-features', updates, validateOnly });
  }

  async unregisterBroker(brokerId: number): Promise<void> {
    await this.#submit({ kind: 'unregister-broker', brokerId });
  }

  async ensureInternalTopic(name: string): Promise<TopicImage> {
    const existing = this.image.topicsByName.get(name);
    if (existing !== undefined) return existing;
    const topic = internalTopic(name, this.#options.config, this.image.brokers.size);
    if (topic === null) throw new KafkaError(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, `${name} is no internal topic`);
    const [result] = await this.createTopics([topic], { validateOnly: false });
    // Somebody else may have been faster; what is decided before us is published before us.
    const created = this.image.topicsByName.get(name);
    if (created !== undefined) return created;
    this.#options.log.error({ topic: name, reason: result?.errorMessage }, 'an internal topic cannot be made');
    throw new KafkaError(ErrorCode.COORDINATOR_NOT_AVAILABLE, result?.errorMessage ?? undefined);
  }

  allocateProducerIds(): Promise<{ first: bigint; count: number }> {
    return this.#submit({ kind: 'allocate-producer-ids' });
  }

  onChange(listener: MetadataListener): () => void {
    return this.#publisher.onChange(listener);
  }

  async #submit<R>(request: ControllerRequest): Promise<R> {
    const { result, draft } = await this.#journal.submit<Decided<R>>((token) => ({ token, request }));
    if (draft !== null) this.#offerSnapshot(draft.seal());
    // Until the start is complete, images are only collected; its end publishes them all.
    if (this.#isStarted) {
      if (draft === null) await this.#publisher.idle();
      else await this.#publisher.publish(draft.seal(), draft.changedTopicIds);
    }
    return result;
  }

  /** Only where a batch ends: whoever starts from the snapshot goes on reading there. */
  #offerSnapshot(image: MetadataImage): void {
    if (image.offset + 1n === this.#committedEnd) this.#snapshots.committed(image, this.#controller.bytesReplayed);
  }

  /** A directory that was formatted by Kafka's tool holds what its metadata log is to begin with. */
  #readBootstrap(): void {
    const { dataPlane } = this.#options;
    if (dataPlane.offsets(METADATA_TOPIC, 0).logEndOffset > 0n) return;
    const bytes = dataPlane.readBootstrap();
    if (bytes === null) return;
    try {
      this.#bootstrap = decodeBootstrap(bytes);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`bootstrap.checkpoint cannot be used: ${reason}; format the directory again`);
    }
  }

  /** After a failed append, the log may hold a decision whose submitter was told that it failed. */
  #loaded(): void {
    if (this.#isStarted) this.#publishAll().catch(this.#options.onFatal);
  }

  #publishAll(): Promise<void> {
    const { image } = this.#controller;
    return this.#publisher.publish(image, [...this.image.topicsById.keys(), ...image.topicsById.keys()]);
  }

  #metadataPartition(): PartitionSpec {
    const { config, directoryIds } = this.#options;
    return metadataPartition(config, directoryIds[0] ?? DirectoryId.UNASSIGNED);
  }

  /** Nobody waits for it: until it is written, the data plane finds the partitions by their folders. */
  assignDirectories(partitions: readonly MovedPartition[]): void {
    this.#submit({ kind: 'assign-directories', partitions }).catch((error: unknown) => {
      this.#options.log.warn({ reason: String(error) }, 'the directories of partitions could not be written down');
    });
  }

  #newController(): Controller {
    const { config, clusterId, randomUuid } = this.#options;
    const settings = { config, nodeId: config.nodeId, directories: this.#directories, randomUuid };
    return new Controller(clusterId, settings, this.#bootstrap);
  }
}
