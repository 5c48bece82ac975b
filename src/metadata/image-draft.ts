// The next image in the making: records are replayed into it, `seal` gives the image. The controller makes one for each
// decision and one for a whole load, so topics that did not change cost nothing.
// Invariant: after `seal` it changes no more.
import type { MetadataRecord } from '../wire/generated/metadata-records.ts';
import type { PartitionChangeRecord } from '../wire/generated/partition-change-record.ts';
import type { PartitionRecord } from '../wire/generated/partition-record.ts';
import { BrokersDraft } from './brokers-draft.ts';
import { checkFeature } from './features.ts';
import {
  ConfigResourceType,
  configKey,
  type MetadataImage,
  type PartitionImage,
  type PartitionRest,
  type TopicImage,
} from './image.ts';
import { keptChange } from './kept-records.ts';
import { collisionForm, isInternalTopic } from './topic-name.ts';

interface TopicDraft {
  readonly name: string;
  readonly id: string;
  readonly partitions: PartitionImage[];
  readonly configs: Map<string, string>;
}

export interface RecordToReplay {
  readonly record: MetadataRecord;
  /** As it stands in the log. */
  readonly value: Buffer;
  readonly offset: bigint;
  readonly timestampMs: number;
}

/** A record that contradicts what came before it. */
export class InconsistentRecordError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InconsistentRecordError';
  }
}

const NO_LEADER_CHANGE = -2;

export class ImageDraft {
  readonly #base: MetadataImage;
  /** Topics that differ from the base, by id; null: deleted. */
  readonly #topics = new Map<string, TopicDraft | null>();
  readonly #idsByName = new Map<string, string | null>();
  readonly #brokers: BrokersDraft;
  readonly #configs = new Map<string, Map<string, string>>();
  readonly #features = new Map<string, number>();
  #nextProducerId: bigint;
  #kept: MetadataImage['kept'];
  #offset: bigint;
  #timestampMs: number;
  #sealed: MetadataImage | null = null;

  constructor(base: MetadataImage) {
    this.#base = base;
    this.#brokers = new BrokersDraft(base.brokers);
    this.#nextProducerId = base.nextProducerId;
    this.#kept = base.kept;
    this.#offset = base.offset;
    this.#timestampMs = base.timestampMs;
  }

  get changedTopicIds(): Iterable<string> {
    return this.#topics.keys();
  }

  /** Throws where the record cannot be understood. */
  replay({ record, value, offset, timestampMs }: RecordToReplay): void {
    if (this.#sealed !== null) throw new Error('a sealed image draft was given a record');
    this.#offset = offset;
    this.#timestampMs = timestampMs;
    switch (record.name) {
      case 'TopicRecord':
        this.#createTopic(record.value.name, record.value.topicId);
        break;
      case 'RemoveTopicRecord':
        this.#removeTopic(record.value.topicId);
        break;
      case 'PartitionRecord':
        this.#createPartition(record.value);
        break;
      case 'PartitionChangeRecord':
        this.#changePartition(record.value);
        break;
      case 'ConfigRecord':
        this.#setConfig(record.value.resourceType, record.value.resourceName, record.value);
        break;
      case 'FeatureLevelRecord':
        checkFeature(record.value.name, record.value.featureLevel);
        this.#features.set(record.value.name, record.value.featureLevel);
        break;
      case 'ProducerIdsRecord':
        this.#nextProducerId = record.value.nextProducerId;
        break;
      case 'RegisterBrokerRecord':
      case 'UnregisterBrokerRecord':
      case 'FenceBrokerRecord':
      case 'UnfenceBrokerRecord':
      case 'BrokerRegistrationChangeRecord':
        this.#brokers.replay(record);
        break;
      case 'ClearElrRecord':
        this.#clearEligible(record.value.topicName);
        break;
      // Nothing here depends on these yet: security, quotas, the controllers of a cluster.
      case 'AccessControlEntryRecord':
      case 'RemoveAccessControlEntryRecord':
      case 'UserScramCredentialRecord':
      case 'RemoveUserScramCredentialRecord':
      case 'DelegationTokenRecord':
      case 'RemoveDelegationTokenRecord':
      case 'ClientQuotaRecord':
      case 'RegisterControllerRecord':
      case 'ZkMigrationStateRecord':
        this.#keep(record, value);
        break;
      // The marks of metadata transactions are the controller's.
      case 'NoOpRecord':
      case 'BeginTransactionRecord':
      case 'EndTransactionRecord':
      case 'AbortTransactionRecord':
        break;
      default:
        record satisfies never;
    }
  }

  seal(): MetadataImage {
    this.#sealed ??= this.#makeImage();
    return this.#sealed;
  }

  #createTopic(name: string, id: string): void {
    if (this.#idOf(name) !== undefined) throw new InconsistentRecordError(`topic ${name} is created twice`);
    this.#topics.set(id, { name, id, partitions: [], configs: new Map() });
    this.#idsByName.set(name, id);
  }

  #removeTopic(id: string): void {
    const topic = this.#topic(id);
    this.#topics.set(id, null);
    this.#idsByName.set(topic.name, null);
  }

  #createPartition(record: PartitionRecord): void {
    this.#topic(record.topicId).partitions[record.partitionId] = {
      partition: record.partitionId,
      leader: record.leader,
      leaderEpoch: record.leaderEpoch,
      partitionEpoch: record.partitionEpoch,
      replicas: record.replicas,
      isr: record.isr,
      directories: record.directories,
      eligibleLeaders: record.eligibleLeaderReplicas ?? [],
      rest: restOf(record, NO_REST),
    };
  }

  #changePartition(record: PartitionChangeRecord): void {
    const { partitions, name } = this.#topic(record.topicId);
    const before = partitions[record.partitionId];
    if (before === undefined) throw new InconsistentRecordError(`${name}-${record.partitionId} does not exist`);
    const keepsLeader = record.leader === NO_LEADER_CHANGE;
    partitions[record.partitionId] = {
      ...before,
      leader: keepsLeader ? before.leader : record.leader,
      leaderEpoch: keepsLeader ? before.leaderEpoch : before.leaderEpoch + 1,
      partitionEpoch: before.partitionEpoch + 1,
      replicas: record.replicas ?? before.replicas,
      isr: record.isr ?? before.isr,
      directories: record.directories ?? before.directories,
      eligibleLeaders: record.eligibleLeaderReplicas ?? before.eligibleLeaders,
      rest: restOf(record, before.rest ?? NO_REST),
    };
  }

  /** Of one topic; an empty name: of all. */
  #clearEligible(topicName: string): void {
    const id = this.#idOf(topicName);
    const all = [...this.#base.topicsById.keys(), ...this.#topics.keys()];
    for (const topicId of topicName === '' ? new Set(all) : id === undefined ? [] : [id]) {
      if (this.#topics.get(topicId) === null) continue;
      const { partitions } = this.#topic(topicId);
      partitions.forEach((partition, index) => {
        const rest = partition.rest === null ? null : noneAsNull({ ...partition.rest, lastKnownElr: [] });
        partitions[index] = { ...partition, eligibleLeaders: [], rest };
      });
    }
  }

  #keep(record: MetadataRecord, value: Buffer): void {
    const change = keptChange(record);
    if (change === null) return;
    // A copy: the bytes are a view of a whole read of the log.
    if (change.isGone) this.#kept = this.#kept.delete(change.key);
    else this.#kept = this.#kept.set(change.key, { key: null, value: Buffer.from(value) });
  }

  #setConfig(resourceType: number, resourceName: string, config: { name: string; value: string | null }): void {
    const configs = this.#configsOf(resourceType, resourceName);
    if (config.value === null) configs?.delete(config.name);
    else configs?.set(config.name, config.value);
  }

  #configsOf(resourceType: number, resourceName: string): Map<string, string> | undefined {
    if (resourceType === ConfigResourceType.TOPIC) {
      const id = this.#idOf(resourceName);
      return id === undefined ? undefined : this.#topic(id).configs;
    }
    const key = configKey(resourceType, resourceName);
    const configs = this.#configs.get(key) ?? new Map(this.#base.configs.get(key));
    this.#configs.set(key, configs);
    return configs;
  }

  #idOf(name: string): string | undefined {
    const id = this.#idsByName.get(name);
    return id === undefined ? this.#base.topicsByName.get(name)?.id : (id ?? undefined);
  }

  /** The draft of an existing topic. */
  #topic(id: string): TopicDraft {
    const open = this.#topics.get(id);
    if (open !== undefined && open !== null) return open;
    const before = open === null ? undefined : this.#base.topicsById.get(id);
    if (before === undefined) throw new InconsistentRecordError(`there is no topic with the id ${id}`);
    const draft = { ...before, partitions: [...before.partitions], configs: new Map(before.configs) };
    this.#topics.set(id, draft);
    return draft;
  }

  #makeImage(): MetadataImage {
    let { topicsByName, topicsById, collidingNames } = this.#base;
    for (const [id, topic] of this.#topics) {
      const before = topicsById.get(id);
      if (topic !== null) {
        const image = topicImage(topic);
        topicsById = topicsById.set(id, image);
        topicsByName = topicsByName.set(topic.name, image);
        if (before === undefined) collidingNames = withCollision(collidingNames, topic.name);
      } else if (before !== undefined) {
        topicsById = topicsById.delete(id);
        // The name may already belong to a new topic.
        if (topicsByName.get(before.name)?.id === id) topicsByName = topicsByName.delete(before.name);
        collidingNames = withoutCollision(collidingNames, before.name);
      }
    }
    return {
      ...this.#base,
      offset: this.#offset,
      timestampMs: this.#timestampMs,
      topicsByName,
      topicsById,
      collidingNames,
      configs: this.#configs.size === 0 ? this.#base.configs : nonEmpty([...this.#base.configs, ...this.#configs]),
      brokers: this.#brokers.seal(),
      features: this.#features.size === 0 ? this.#base.features : new Map([...this.#base.features, ...this.#features]),
      nextProducerId: this.#nextProducerId,
      kept: this.#kept,
    };
  }
}

const NO_REST: PartitionRest = { removingReplicas: [], addingReplicas: [], leaderRecoveryState: 0, lastKnownElr: [] };
const NO_RECOVERY_CHANGE = -1;

/** What a record says of the rest of a partition; what it does not say stays. */
function restOf(
  record: {
    removingReplicas: readonly number[] | null;
    addingReplicas: readonly number[] | null;
    leaderRecoveryState: number;
    lastKnownElr: readonly number[] | null;
  },
  before: PartitionRest,
): PartitionRest | null {
  const keepsState = record.leaderRecoveryState === NO_RECOVERY_CHANGE;
  return noneAsNull({
    removingReplicas: record.removingReplicas ?? before.removingReplicas,
    addingReplicas: record.addingReplicas ?? before.addingReplicas,
    leaderRecoveryState: keepsState ? before.leaderRecoveryState : record.leaderRecoveryState,
    lastKnownElr: record.lastKnownElr ?? before.lastKnownElr,
  });
}

function noneAsNull(rest: PartitionRest): PartitionRest | null {
  const { removingReplicas, addingReplicas, leaderRecoveryState, lastKnownElr } = rest;
  const count = removingReplicas.length + addingReplicas.length + lastKnownElr.length;
  return count === 0 && leaderRecoveryState === 0 ? null : rest;
}

function topicImage(topic: TopicDraft): TopicImage {
  for (let partition = 0; partition < topic.partitions.length; partition++) {
    if (topic.partitions[partition] === undefined) {
      throw new InconsistentRecordError(`topic ${topic.name} has no partition ${partition}`);
    }
  }
  return { ...topic, internal: isInternalTopic(topic.name) };
}

type Collisions = MetadataImage['collidingNames'];

function withCollision(collisions: Collisions, name: string): Collisions {
  const form = collisionForm(name);
  return form === null ? collisions : collisions.set(form, [...(collisions.get(form) ?? []), name]);
}

function withoutCollision(collisions: Collisions, name: string): Collisions {
  const form = collisionForm(name);
  if (form === null) return collisions;
  const names = [...(collisions.get(form) ?? [])];
  const index = names.indexOf(name);
  if (index !== -1) names.splice(index, 1);
  return names.length === 0 ? collisions.delete(form) : collisions.set(form, names);
}

function nonEmpty(
  entries: readonly (readonly [string, ReadonlyMap<string, string>])[],
): Map<string, ReadonlyMap<string, string>> {
  const configs = new Map(entries);
  for (const [key, values] of configs) if (values.size === 0) configs.delete(key);
  return configs;
}
