// The controller: the coordinator behind `__cluster_metadata-0`. It decides what becomes of topics, configs, producer
// ids and registrations, and replays KRaft's records into images. `MetadataService` submits the events and publishes
// what is committed.
// Invariant: `image` is ahead of what is published by exactly the decisions that are not committed yet.
import type { Coordinator, JournalRecord, Outcome, ReplayContext, ReplyToken } from '../journal/coordinator.ts';
import type { MovedPartition } from '../native/data-plane.ts';
import { ControlType, controlType } from '../wire/control-record.ts';
import { decodeMetadataRecord } from '../wire/framed-record.ts';
import { decideConfigAlteration } from './config-alteration.ts';
import type { ControllerSettings, Decision } from './decision.ts';
import { decideAssignment, decideDirectoryFailure } from './directories.ts';
import { decideFeatureUpdate } from './feature-update.ts';
import { METADATA_VERSION, SUPPORTED_FEATURES } from './features.ts';
import { emptyImage, type MetadataImage } from './image.ts';
import { ImageDraft, type RecordToReplay } from './image-draft.ts';
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
  #transaction: RecordToReplay[] | null = null;
  /** What a new log begins with. */
  readonly #bootstrap: readonly JournalRecord[];
  #lastOffset = -1n;
  #bytesReplayed = 0;

  /** `bootstrap`: what a new log begins with; nothing: the newest level of every feature. */
  constructor(clusterId: string, settings: ControllerSettings, bootstrap: readonly JournalRecord[] = []) {
    this.#settings = settings;
    this.#image = emptyImage(clusterId);
    this.#bootstrap = bootstrap;
  }

  /** From the log; what came out of a snapshot, whose records all have one offset, does not count. */
  get bytesReplayed(): number {
    return this.#bytesReplayed;
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

  replay({ value }: JournalRecord, { offset, timestampMs }: ReplayContext): void {
    const decoded = value === null ? null : decodeMetadataRecord(value);
    if (decoded === null || value === null) throw new UnknownRecordError(offset);
    if (offset > this.#lastOffset) this.#bytesReplayed += value.length;
    this.#lastOffset = offset;
    const replayed = { record: decoded, value, offset, timestampMs };
    switch (decoded.name) {
      case 'BeginTransactionRecord':
        this.#transaction = [];
        break;
      case 'EndTransactionRecord':
        for (const held of this.#transaction ?? []) this.#apply(held);
        this.#transaction = null;
        break;
      case 'AbortTransactionRecord':
        this.#transaction = null;
        break;
      default:
        if (this.#transaction === null) this.#apply(replayed);
        else this.#transaction.push(replayed);
    }
  }

  /** Which voters the quorum has: this broker asks nobody, a snapshot must still say so. */
  replayControl(record: JournalRecord): void {
    const type = controlType(record);
    if (record.value === null || (type !== ControlType.KRAFT_VERSION && type !== ControlType.KRAFT_VOTERS)) return;
    const { image } = this;
    this.#image = { ...image, quorum: new Map([...image.quorum, [type, Buffer.from(record.value)]]) };
  }

  timerFired(timer: string): Outcome {
    throw new Error(`the controller has no timer ${timer}`);
  }

  /**
   * A new log begins with what formatting has said, or the newest level of every feature; a transaction that its writer
   * left open never happened.
   */
  loaded(): Outcome {
    const records: JournalRecord[] = [];
    if (this.#transaction !== null) records.push(transactionAborted('the controller stopped before its end'));
    if (!this.image.features.has(METADATA_VERSION.name)) {
      const newest = SUPPORTED_FEATURES.map(({ name, maxLevel }) => featureSet(name, maxLevel));
      records.push(...(this.#bootstrap.length > 0 ? this.#bootstrap : newest));
    }
    return { records, effects: [] };
  }

  #apply(replayed: RecordToReplay): void {
    this.#draft ??= new ImageDraft(this.#image);
    this.#draft.replay(replayed);
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
