// Makes committed metadata real: tells the data plane what became different, then publishes the image to everybody.
// `MetadataService` gives it each committed image; those that come while it works are applied together.
// Invariant: the published image names no partition that the data plane does not serve, except where opening one failed
// or its log directory is offline.
import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { ConfigError } from '../config/config-error.ts';
import { type DynamicLayers, NO_LAYERS } from '../config/dynamic-layers.ts';
import { effectiveTopicConfig, toPartitionConfig } from '../config/topic-config.ts';
import type {
  DataPlane,
  MovedPartition,
  PartitionConfig,
  PartitionFailure,
  PartitionSpec,
} from '../native/data-plane.ts';
import { directoryOf } from './directories.ts';
import { DirectoryId, type LogDirectories } from './directory-id.ts';
import { ConfigResourceType, configsOf, type MetadataImage, type TopicImage } from './image.ts';
import type { MetadataDelta } from './metadata.ts';

export type MetadataListener = (delta: MetadataDelta, image: MetadataImage) => void;

export interface PublisherOptions {
  dataPlane: DataPlane;
  config: Config;
  nodeId: number;
  log: Logger;
  image: MetadataImage;
  directories: LogDirectories;
  /** Partitions were opened where the metadata does not have them. */
  onMoved: (moved: readonly MovedPartition[]) => void;
  /** Memory and data plane may differ from here on. */
  onFatal: (error: Error) => void;
}

interface Target {
  image: MetadataImage;
  changedTopicIds: Set<string>;
  reached: Promise<void>;
}

export class Publisher {
  readonly #dataPlane: DataPlane;
  readonly #config: Config;
  readonly #nodeId: number;
  readonly #log: Logger;
  readonly #onFatal: (error: Error) => void;
  readonly #onMoved: (moved: readonly MovedPartition[]) => void;
  readonly #directories: LogDirectories;
  /** Of topics on which nothing is set. */
  #defaultConfig: PartitionConfig;
  readonly #listeners = new Set<MetadataListener>();
  /** As they are in the published image. */
  #layers: DynamicLayers = NO_LAYERS;
  #image: MetadataImage;
  /** What comes after the one that is being applied. */
  #next: Target | null = null;
  #applied: Promise<void> = Promise.resolve();

  constructor(options: PublisherOptions) {
    this.#dataPlane = options.dataPlane;
    this.#config = options.config;
    this.#nodeId = options.nodeId;
    this.#log = options.log;
    this.#onFatal = options.onFatal;
    this.#onMoved = options.onMoved;
    this.#directories = options.directories;
    this.#image = options.image;
    this.#defaultConfig = toPartitionConfig(effectiveTopicConfig(new Map(), options.config), options.config);
  }

  get image(): MetadataImage {
    return this.#image;
  }

  onChange(listener: MetadataListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when `image`, or a later one, is published. */
  publish(image: MetadataImage, changedTopicIds: Iterable<string>): Promise<void> {
    this.#next ??= { image, changedTopicIds: new Set(), reached: this.#after(this.#applied) };
    const target = this.#next;
    target.image = image;
    for (const id of changedTopicIds) target.changedTopicIds.add(id);
    this.#applied = target.reached;
    return target.reached;
  }

  /** At the end of the start: what is left of topics that are gone must not be there when others take their names. */
  async setStraysAside(): Promise<void> {
    const topics = [...this.#image.topicsById.values()];
    const known = topics.map(({ name, partitions }) => ({ name, partitionCount: partitions.length }));
    this.#report(await this.#dataPlane.setStraysAside(known), 'without a topic cannot be set aside');
  }

  /** Resolves when nothing is left to be applied. */
  idle(): Promise<void> {
    return this.#applied.catch(() => {});
  }

  async #after(applied: Promise<void>): Promise<void> {
    await applied;
    const target = this.#next;
    this.#next = null;
    try {
      if (target !== null) await this.#apply(target);
    } catch (error) {
      this.#onFatal(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  }

  async #apply(target: Target): Promise<void> {
    const delta = deltaOf(this.#image, target.image, target.changedTopicIds);
    const hasNewDefaults = this.#configure(target.image);
    await this.#close(delta.deleted);
    await this.#open(delta);
    if (hasNewDefaults) this.#configureAll(target.image);
    else for (const { before, after } of delta.changed) if (!sameConfigs(before, after)) this.#configureTopic(after);
    this.#image = target.image;
    for (const listener of this.#listeners) listener(delta, target.image);
  }

  /** Dynamic configs hold before the image that has them is seen. Returns whether topics get other defaults by them. */
  #configure(image: MetadataImage): boolean {
    if (image.configs === this.#image.configs) return false;
    const layer = (name: string) => configsOf(image, ConfigResourceType.BROKER, name);
    const layers = { cluster: layer(''), broker: layer(String(this.#nodeId)) };
    if (same(layers.cluster, this.#layers.cluster) && same(layers.broker, this.#layers.broker)) return false;
    this.#layers = layers;
    for (const reason of this.#config.setLayers(layers)) this.#log.error({ reason }, 'a dynamic config does not count');
    const before = this.#defaultConfig;
    this.#defaultConfig = toPartitionConfig(effectiveTopicConfig(new Map(), this.#config), this.#config);
    return !isDeepStrictEqual(before, this.#defaultConfig);
  }

  #configureAll(image: MetadataImage): void {
    for (const topic of image.topicsById.values()) this.#configureTopic(topic);
  }

  #configureTopic(topic: TopicImage): void {
    this.#dataPlane.configureTopic(topic.name, this.#partitionConfig(topic));
  }

  async #close(topics: readonly TopicImage[]): Promise<void> {
    const partitions = topics.flatMap((topic) =>
      topic.partitions.map(({ partition }) => ({ topic: topic.name, partition })),
    );
    if (partitions.length > 0) this.#report(await this.#dataPlane.deletePartitions(partitions), 'cannot be deleted');
  }

  async #open(delta: MetadataDelta): Promise<void> {
    const specs = [
      ...delta.created.flatMap((topic) => this.#specs(topic, 0)),
      ...delta.changed.flatMap(({ before, after }) => this.#specs(after, before.partitions.length)),
    ];
    if (specs.length === 0) return;
    const { failures, moved } = await this.#dataPlane.openPartitions(specs);
    // Of a directory that is offline the operator has been told.
    const offline = specs.filter(({ directoryId }) => !this.#directories.has(directoryId));
    const names = new Set(offline.map(({ topic, partition }) => `${topic}-${partition}`));
    this.#report(
      failures.filter(({ topic, partition }) => !names.has(`${topic}-${partition}`)),
      'cannot be opened',
    );
    if (moved.length > 0) this.#onMoved(moved);
  }

  /** Of the partitions from `first` on that live here. */
  #specs(topic: TopicImage, first: number): PartitionSpec[] {
    const { name, id: topicId } = topic;
    const config = this.#partitionConfig(topic);
    return topic.partitions
      .slice(first)
      .filter(({ replicas }) => replicas.includes(this.#nodeId))
      .map((image) => {
        const { partition, leaderEpoch } = image;
        const directoryId = directoryOf(image, this.#nodeId) ?? DirectoryId.MIGRATING;
        return { topic: name, topicId, partition, directoryId, leaderEpoch, config };
      });
  }

  /** Configs that were set by another broker may be none that we accept; the topic is then served with the defaults. */
  #partitionConfig(topic: TopicImage): PartitionConfig {
    if (topic.configs.size === 0) return this.#defaultConfig;
    try {
      return toPartitionConfig(effectiveTopicConfig(topic.configs, this.#config), this.#config);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      this.#log.error({ topic: topic.name, reason: error.message }, 'the configs of a topic are not valid');
      return this.#defaultConfig;
    }
  }

  #report(failures: readonly PartitionFailure[], what: string): void {
    for (const { topic, partition, errorCode, message } of failures) {
      this.#log.error({ topic, partition, code: errorCode, reason: message }, `a partition ${what}`);
    }
  }
}

function deltaOf(before: MetadataImage, after: MetadataImage, changedTopicIds: ReadonlySet<string>): MetadataDelta {
  const created: TopicImage[] = [];
  const deleted: TopicImage[] = [];
  const changed: { before: TopicImage; after: TopicImage }[] = [];
  for (const id of changedTopicIds) {
    const [old, now] = [before.topicsById.get(id), after.topicsById.get(id)];
    if (old === undefined && now !== undefined) created.push(now);
    else if (old !== undefined && now === undefined) deleted.push(old);
    else if (old !== undefined && now !== undefined && old !== now) changed.push({ before: old, after: now });
  }
  return { created, deleted, changed };
}

function sameConfigs(a: TopicImage, b: TopicImage): boolean {
  return same(a.configs, b.configs);
}

function same(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  if (a.size !== b.size) return false;
  for (const [name, value] of a) if (b.get(name) !== value) return false;
  return true;
}
