// The controller: the coordinator behind `__cluster_metadata-0`. It decides what becomes of topics, configs, producer
// ids and registrations, and replays KRaft's records into images. `MetadataService` submits the events and publishes
// what is committed.
// Invariant: `image` is ahead of what is published by exactly the decisions that are not committed yet.
import type { Coordinator, JournalRecord, Outcome, ReplayContext, ReplyToken } from '../journal/coordinator.ts';
import type { MovedPartition } from '../native/data-plane.ts';
import { decodeMetadataRecord } from '../wire/framed-record.ts';
import type { MetadataRecord } from '../wire/generated/metadata-records.ts';
import { decideConfigAlteration } from './config-alteration.ts';
import type { ControllerSettings, Decision } from './decision.ts';
import { decideAssignment, decideDirectoryFailure } from './directories.ts';
import { decideFeatureUpdate } from './feature-update.ts';
import { METADATA_VERSION, SUPPORTED_FEATURES } from './features.ts';
import { emptyImage, type MetadataImage } from './image.ts';
import { ImageDraft } from './image-draft.ts';
import type {
  ConfigDecision,
  ConfigResource,
  FeatureUpdate,
  PartitionsToCreate,
  TopicToCreate,
  TopicToDelete,
} from './metadata.ts';
import { decidePartitionCreation } from './partition-creation.ts';
import { featureSet, producerIdsTaken, transactionAborted } from './records.ts';
import { decideElections, decideRegistration, decideUnregistration, type Registration } from './registration.ts';
import { decideTopicCreation } from './topic-creation.ts';
import { decideTopicDeletion } from './topic-deletion.ts';

export type ControllerRequest =
  | { kind: 'create-topics'; topics: readonly TopicToCreate[]; validateOnly: boolean }
  | { kind: 'delete-topics'; topics: readonly TopicToDelete[] }
  | { kind: 'create-partitions'; topics: readonly PartitionsToCreate[]; validateOnly: boolean }
  | { kind: 'alter-configs'; resource: ConfigResource; decide: ConfigDecision; validateOnly: boolean }
  | { kind: 'update-features'; updates: readonly FeatureUpdate[]; validateOnly: boolean }
  | { kind: 'unregister-broker'; brokerId: number }
  | { kind: 'allocate-producer-ids' }
  | { kind: 'elect-leaders'; afterCrash: boolean }
  | { kind: 'register-broker'; registration: Registration }
  | { kind: 'assign-directories'; partitions: readonly MovedPartition[] }
  | { kind: 'fail-directory'; directoryId: string };

export interface ControllerEvent {
  token: ReplyToken;
  request: ControllerRequest;
}

/** What a submitter gets: the answer, and the draft whose image has it; null when nothing changes. */
export interface Decided<R> {
  result: R;
  draft: ImageDraft | null;
}

/** Written by a newer Kafka, or not a metadata record at all. */
export class UnknownRecordError extends Error {
  constructor(offset: bigint) {
    super(`the metadata log holds a record at offset ${offset} that this broker does not know`);
    this.name = 'UnknownRecordError';
  }
}

const PRODUCER_ID_BLOCK_SIZE = 1000;

export class Controller implements Coordinator<ControllerEvent> {
  readonly #settings: ControllerSettings;
  #image: MetadataImage;
  /** Takes the records that are replayed; sealed before the next decision. */
  #draft: ImageDraft | null = null;
  /** Records of a metadata transaction that has not ended. */
  #transaction: { record: MetadataRecord; offset: bigint }[] | null = null;

  constructor(clusterId: string, settings: ControllerSettings) {
    this.#settings = settings;
    this.#image = emptyImage(clusterId);
  }

  get image(): MetadataImage {
    if (this.#draft !== null) {
      this.#image = this.#draft.seal();
      this.#draft = null;
    }
    return this.#image;
  }

  handle({ token, request }: ControllerEvent): Outcome {
    const { records, result } = this.#decide(request);
    this.#draft = records.length === 0 ? null : new ImageDraft(this.#image);
    const response: Decided<unknown> = { result, draft: this.#draft };
    return { records, effects: [{ kind: 'reply', token, response }] };
  }

  replay(record: JournalRecord, { offset }: ReplayContext): void {
    const decoded = record.value === null ? null : decodeMetadataRecord(record.value);
    if (decoded === null) throw new UnknownRecordError(offset);
    switch (decoded.name) {
      case 'BeginTransactionRecord':
        this.#transaction = [];
        break;
      case 'EndTransactionRecord':
        for (const held of this.#transaction ?? []) this.#apply(held.record, held.offset);
        this.#transaction = null;
        break;
      case 'AbortTransactionRecord':
        this.#transaction = null;
        break;
      default:
        if (this.#transaction === null) this.#apply(decoded, offset);
        else this.#transaction.push({ record: decoded, offset });
    }
  }

  timerFired(timer: string): Outcome {
    throw new Error(`the controller has no timer ${timer}`);
  }

  /** A new log begins with the newest level of every feature; a transaction that its writer left open never happened. */
  loaded(): Outcome {
    const records: JournalRecord[] = [];
    if (this.#transaction !== null) records.push(transactionAborted('the controller stopped before its end'));
    if (!this.image.features.has(METADATA_VERSION.name)) {
      records.push(...SUPPORTED_FEATURES.map(({ name, maxLevel }) => featureSet(name, maxLevel)));
    }
    return { records, effects: [] };
  }

  #apply(record: MetadataRecord, offset: bigint): void {
    this.#draft ??= new ImageDraft(this.#image);
    this.#draft.replay(record, offset);
  }

  #decide(request: ControllerRequest): Decision<unknown> {
    const { image } = this;
    switch (request.kind) {
      case 'create-topics':
        return decideTopicCreation(request.topics, request.validateOnly, image, this.#settings);
      case 'delete-topics':
        return decideTopicDeletion(request.topics, image);
      case 'create-partitions':
        return decidePartitionCreation(request.topics, request.validateOnly, image, this.#settings);
      case 'alter-configs':
        return decideConfigAlteration(request.resource, request.decide, request.validateOnly, image);
      case 'update-features':
        return decideFeatureUpdate(request.updates, request.validateOnly, image, this.#settings);
      case 'unregister-broker':
        return decideUnregistration(request.brokerId, image, this.#settings);
      case 'allocate-producer-ids':
        return this.#allocateProducerIds(image);
      case 'elect-leaders':
        return decideElections(request.afterCrash, image, this.#settings);
      case 'register-broker':
        return decideRegistration(request.registration, image, this.#settings);
      case 'assign-directories':
        return decideAssignment(request.partitions, image, this.#settings);
      case 'fail-directory':
        return decideDirectoryFailure(image, this.#settings);
    }
  }

  #allocateProducerIds(image: MetadataImage): Decision<{ first: bigint; count: number }> {
    const { nodeId } = this.#settings;
    const first = image.nextProducerId;
    const brokerEpoch = image.brokers.get(nodeId)?.epoch ?? -1n;
    const taken = producerIdsTaken(nodeId, brokerEpoch, first + BigInt(PRODUCER_ID_BLOCK_SIZE));
    return { records: [taken], result: { first, count: PRODUCER_ID_BLOCK_SIZE } };
  }
}
