// The group coordinator as handlers see it: group id → partition of `__consumer_offsets` → journal → shard.
// Made and closed by the broker. Shards are loaded in the background once their topic exists, and at once when a group
// of theirs is asked for.
// Invariant: requests of one group are decided in the order in which they came; only a shard whose partition this node
// leads answers.
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { KafkaError } from '../errors.ts';
import type { MarkerToWrite } from '../journal/partition-writer.ts';
import type { TopicImage } from '../metadata/image.ts';
import type { Metadata, MetadataDelta } from '../metadata/metadata.ts';
import { OFFSETS_TOPIC } from '../metadata/topic-name.ts';
import type { DataPlane } from '../native/data-plane.ts';
import type { TopicPatterns } from '../native/topic-patterns.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  type DescribedGroup as DescribedConsumerGroup,
  newDescribedGroup as newDescribedConsumerGroup,
} from '../wire/generated/consumer-group-describe.ts';
import type {
  ConsumerGroupHeartbeatRequest,
  ConsumerGroupHeartbeatResponse,
} from '../wire/generated/consumer-group-heartbeat.ts';
import { type DescribedGroup, newDescribedGroup } from '../wire/generated/describe-groups.ts';
import type { HeartbeatRequest } from '../wire/generated/heartbeat.ts';
import type { JoinGroupRequest, JoinGroupResponse } from '../wire/generated/join-group.ts';
import type { LeaveGroupRequest, LeaveGroupResponse } from '../wire/generated/leave-group.ts';
import type { ListedGroup } from '../wire/generated/list-groups.ts';
import type { SyncGroupRequest, SyncGroupResponse } from '../wire/generated/sync-group.ts';
import { ZERO_UUID } from '../wire/reader.ts';
import { DEAD_STATE } from './classic/describe.ts';
import { checkHeartbeat } from './consumer/validation.ts';
import type { DeletedTopic, GroupClient } from './event.ts';
import type { GroupConfig } from './group-config.ts';
import { GroupJournal } from './group-journal.ts';
import { groupPartition } from './group-partition.ts';
import type { CommitResult, OffsetCommit } from './offsets/commit.ts';
import type { OffsetDeletion, TopicOffsetsToDelete } from './offsets/deletion.ts';
import type { FetchedTopic, OffsetQuery } from './offsets/fetch.ts';
import type { TransactionalOffsetCommit } from './offsets/transactional-commit.ts';
import type { VerifyTransaction } from './offsets/verification.ts';
import { RegexResolver } from './topic-regexes.ts';

/** What the writer of a marker knows as the partition being led elsewhere: it tries again. */
const NO_COORDINATOR: ReadonlySet<number> = new Set([
  ErrorCode.COORDINATOR_NOT_AVAILABLE,
  ErrorCode.COORDINATOR_LOAD_IN_PROGRESS,
  ErrorCode.NOT_COORDINATOR,
]);

export interface GroupServiceOptions {
  config: GroupConfig;
  metadata: Metadata;
  dataPlane: DataPlane;
  clock: Clock;
  log: Logger;
  nodeId: number;
  randomUuid: () => string;
  /** Asks the coordinator of a transaction. Error codes in the order of the partitions; does not reject. */
  verifyTransaction: VerifyTransaction;
  /** Whether clients that do not add the partition by committing need the coordinator's word, as it holds now. */
  verifiesTransactions: () => boolean;
  topicPatterns: TopicPatterns;
  /** A mistake of ours in a shard: the broker must stop, loudly. */
  onFatal: (error: Error) => void;
}

export class GroupCoordinatorService {
  readonly #options: GroupServiceOptions;
  readonly #journals = new Map<number, GroupJournal>();
  readonly #regexes: RegexResolver;
  #unsubscribe: (() => void) | null = null;
  #isClosed = false;

  constructor(options: GroupServiceOptions) {
    this.#options = options;
    this.#regexes = new RegexResolver({
      patterns: options.topicPatterns,
      image: () => options.metadata.image,
      nowMs: () => options.clock.nowMs(),
      log: options.log,
      onFatal: options.onFatal,
      deliver: async (groupId, resolved) =>
        this.#journalOrThrow(groupId).submit((token) => ({ kind: 'regexes-resolved', token, groupId, resolved })),
    });
  }

  /** Follows the metadata from here on, and loads what is there, in the background. */
  start(): void {
    this.#unsubscribe = this.#options.metadata.onChange((delta) => this.#follow(delta));
    if (this.#topic() !== undefined) void this.#loadAll();
  }

  /** Whoever waits in a JoinGroup or SyncGroup is sent to look for the coordinator again. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#unsubscribe?.();
    await this.#dropJournals();
  }

  /** The node that leads the group's partition, -1 without one. Makes the topic on first use. Rejects with KafkaError. */
  async coordinatorOf(groupId: string): Promise<number> {
    const topic = await this.#options.metadata.ensureInternalTopic(OFFSETS_TOPIC);
    const partition = topic.partitions[groupPartition(groupId, topic.partitions.length)];
    // Loads it while the client is on its way here.
    if (partition?.leader === this.#options.nodeId) this.#journalOf(groupId);
    return partition?.leader ?? -1;
  }

  /** Rejects with KafkaError, as all that follow. */
  joinGroup(request: JoinGroupRequest, apiVersion: number, client: GroupClient): Promise<JoinGroupResponse> {
    const { sessionTimeoutMsMin, sessionTimeoutMsMax } = this.#options.config;
    const { groupId, sessionTimeoutMs } = request;
    return this.#forMembers(groupId, (journal) => {
      if (sessionTimeoutMs < sessionTimeoutMsMin || sessionTimeoutMs > sessionTimeoutMsMax) {
        throw new KafkaError(ErrorCode.INVALID_SESSION_TIMEOUT);
      }
      return journal.submit((token) => ({ kind: 'join-group', token, request, apiVersion, client }));
    });
  }

  syncGroup(request: SyncGroupRequest): Promise<SyncGroupResponse> {
    return this.#forMembers(request.groupId, (journal) =>
      journal.submit((token) => ({ kind: 'sync-group', token, request })),
    );
  }

  leaveGroup(request: LeaveGroupRequest): Promise<LeaveGroupResponse> {
    return this.#forMembers(request.groupId, (journal) =>
      journal.submit((token) => ({ kind: 'leave-group', token, request })),
    );
  }

  /** The error code. While the shard is loaded, members are told that all is well, as in Apache Kafka. */
  heartbeat(request: HeartbeatRequest): number | Promise<number> {
    if (request.groupId === '') return ErrorCode.INVALID_GROUP_ID;
    const journal = this.#journalOf(request.groupId);
    if (journal === null) return ErrorCode.NOT_COORDINATOR;
    const { shard } = journal;
    if (!shard.isLoaded) return ErrorCode.NONE;
    const errorCode = shard.heartbeat(request, this.#options.clock.nowMs());
    return errorCode ?? journal.submit<number>((token) => ({ kind: 'classic-heartbeat', token, request }));
  }

  /** Of a consumer group. A heartbeat that changes nothing is answered without the journal. */
  async consumerHeartbeat(
    request: ConsumerGroupHeartbeatRequest,
    apiVersion: number,
    client: GroupClient,
  ): Promise<ConsumerGroupHeartbeatResponse> {
    const { config, clock } = this.#options;
    checkHeartbeat(request, apiVersion, config.consumer.assignors);
    const journal = this.#journalOrThrow(request.groupId);
    const { shard } = journal;
    const idle = shard.isLoaded ? shard.consumerHeartbeat(request, client, clock.nowMs()) : null;
    return idle ?? journal.submit((token) => ({ kind: 'consumer-heartbeat', token, request, client }));
  }

  async commitOffsets(commit: OffsetCommit): Promise<CommitResult> {
    return this.#journalOrThrow(commit.groupId).submit((token) => ({ kind: 'commit-offsets', token, commit }));
  }

  /** Pending until the transaction's marker comes. */
  commitTransactionalOffsets(commit: TransactionalOffsetCommit): Promise<CommitResult> {
    return this.#forMembers(commit.groupId, (journal) => journal.commitTransactionalOffsets(commit));
  }

  /** Ends a producer's transaction in a partition of `__consumer_offsets`. Returns the error code. */
  async writeTransactionMarker(partition: number, marker: MarkerToWrite): Promise<number> {
    const image = this.#topic()?.partitions[partition];
    if (image === undefined) return ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    if (image.leader !== this.#options.nodeId || this.#isClosed) return ErrorCode.NOT_LEADER_OR_FOLLOWER;
    try {
      await this.#journal(partition).writeMarker(marker);
      return ErrorCode.NONE;
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      return NO_COORDINATOR.has(error.code) ? ErrorCode.NOT_LEADER_OR_FOLLOWER : error.code;
    }
  }

  /** For the testing kit: the group rebalances now. False where it has no members. */
  async rebalance(groupId: string): Promise<boolean> {
    return this.#journalOrThrow(groupId).submit((token) => ({ kind: 'rebalance', token, groupId }));
  }

  async fetchOffsets(query: OffsetQuery): Promise<readonly FetchedTopic[]> {
    return this.#journalOrThrow(query.groupId).submit((token) => ({ kind: 'fetch-offsets', token, query }));
  }

  /** Returns the error code; a group without members goes, with all its offsets. */
  async deleteGroup(groupId: string): Promise<number> {
    const journal = this.#journalOrThrow(groupId);
    for (;;) {
      const errorCode = await journal.submit<number | null>((token) => ({ kind: 'delete-group', token, groupId }));
      if (errorCode !== null) return errorCode;
    }
  }

  /** Offsets of topics that no member reads. */
  deleteOffsets(groupId: string, topics: readonly TopicOffsetsToDelete[]): Promise<OffsetDeletion> {
    return this.#forMembers(groupId, async (journal) => {
      for (;;) {
        const deletion = await journal.submit<OffsetDeletion | null>((token) => ({
          kind: 'delete-offsets',
          token,
          groupId,
          topics,
        }));
        if (deletion !== null) return deletion;
      }
    });
  }

  /** Every group of the partitions that this node leads. */
  async listGroups(): Promise<ListedGroup[]> {
    const journals = this.#ledPartitions().map((partition) => this.#journal(partition));
    await Promise.all(journals.map((journal) => journal.loadedOrLate()));
    if (journals.some(({ shard }) => !shard.isLoaded)) throw new KafkaError(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
    return journals.flatMap(({ shard }) => shard.list());
  }

  /** A group that does not exist, or is no classic one, is Dead; errors of its partition are in it. */
  async describeGroup(groupId: string): Promise<DescribedGroup> {
    const journal = this.#journalOf(groupId);
    if (journal === null) return newDescribedGroup({ groupId, errorCode: ErrorCode.NOT_COORDINATOR });
    await journal.loadedOrLate();
    if (!journal.shard.isLoaded) {
      return newDescribedGroup({ groupId, errorCode: ErrorCode.COORDINATOR_LOAD_IN_PROGRESS });
    }
    const { shard } = journal;
    const errorMessage = shard.has(groupId) ? `Group ${groupId} is not a classic group.` : null;
    return shard.describe(groupId) ?? newDescribedGroup({ groupId, groupState: DEAD_STATE, errorMessage });
  }

  /** Errors are in it. */
  async describeConsumerGroup(groupId: string): Promise<DescribedConsumerGroup> {
    if (groupId === '') return newDescribedConsumerGroup({ groupId, errorCode: ErrorCode.INVALID_GROUP_ID });
    const journal = this.#journalOf(groupId);
    if (journal === null) return newDescribedConsumerGroup({ groupId, errorCode: ErrorCode.NOT_COORDINATOR });
    await journal.loadedOrLate();
    const { shard } = journal;
    if (!shard.isLoaded)
      return newDescribedConsumerGroup({ groupId, errorCode: ErrorCode.COORDINATOR_LOAD_IN_PROGRESS });
    const described = shard.describeConsumer(groupId);
    if (described !== null) return described;
    const errorMessage = shard.has(groupId)
      ? `Group ${groupId} is not a consumer group.`
      : `Group ${groupId} not found.`;
    return newDescribedConsumerGroup({ groupId, errorCode: ErrorCode.GROUP_ID_NOT_FOUND, errorMessage });
  }

  /** The empty id names no group that can have members; committed offsets under it are kept for old clients. */
  async #forMembers<R>(groupId: string, act: (journal: GroupJournal) => Promise<R>): Promise<R> {
    if (groupId === '') throw new KafkaError(ErrorCode.INVALID_GROUP_ID);
    return act(this.#journalOrThrow(groupId));
  }

  #journalOrThrow(groupId: string): GroupJournal {
    const journal = this.#journalOf(groupId);
    if (journal === null) throw new KafkaError(ErrorCode.NOT_COORDINATOR);
    return journal;
  }

  /** Null: there is no such partition, or another node leads it. */
  #journalOf(groupId: string): GroupJournal | null {
    const topic = this.#topic();
    if (topic === undefined || this.#isClosed) return null;
    const partition = groupPartition(groupId, topic.partitions.length);
    return topic.partitions[partition]?.leader === this.#options.nodeId ? this.#journal(partition) : null;
  }

  #journal(partition: number): GroupJournal {
    const existing = this.#journals.get(partition);
    if (existing !== undefined) return existing;
    const { config, metadata, randomUuid, dataPlane, clock, log, onFatal } = this.#options;
    const { verifyTransaction, verifiesTransactions } = this.#options;
    const journal = new GroupJournal({
      topic: OFFSETS_TOPIC,
      partition,
      surroundings: {
        config,
        randomUuid,
        image: () => metadata.image,
        topicRegexes: this.#regexes,
      },
      verifyTransaction,
      verifiesTransactions,
      dataPlane,
      clock,
      log,
      onFatal,
      onLoaded: (loaded) => this.#removeOrphanedOffsets(loaded),
    });
    this.#journals.set(partition, journal);
    journal.load().catch((error: unknown) => this.#loadFailed(partition, error));
    return journal;
  }

  /** The journal goes on trying where the partition cannot be read; records that make no sense stop the broker. */
  #loadFailed(partition: number, error: unknown): void {
    if (!(error instanceof KafkaError))
      this.#options.onFatal(error instanceof Error ? error : new Error(String(error)));
    else this.#options.log.error({ partition, reason: error.message }, 'groups of a partition cannot be loaded');
  }

  /** One after the other: starting must not be slowed by groups that nobody asks for yet. */
  async #loadAll(): Promise<void> {
    for (const partition of this.#ledPartitions()) {
      if (this.#isClosed) return;
      await this.#journal(partition).loadedOrLate();
    }
  }

  #topic(): TopicImage | undefined {
    return this.#options.metadata.image.topicsByName.get(OFFSETS_TOPIC);
  }

  #ledPartitions(): number[] {
    const partitions = this.#topic()?.partitions ?? [];
    return partitions.filter(({ leader }) => leader === this.#options.nodeId).map(({ partition }) => partition);
  }

  #follow(delta: MetadataDelta): void {
    this.#tellTopics(delta);
    if (delta.deleted.length === 0) return;
    if (delta.deleted.some(({ name }) => name === OFFSETS_TOPIC)) {
      void this.#dropJournals();
      return;
    }
    for (const journal of this.#journals.values()) void this.#removeOffsetsOf(journal, delta.deleted);
  }

  #tellTopics({ created, deleted, changed }: MetadataDelta): void {
    const names = new Set([...created, ...deleted, ...changed.map(({ after }) => after)].map(({ name }) => name));
    if (names.size === 0) return;
    for (const { shard } of this.#journals.values()) if (shard.isLoaded) shard.topicsChanged(names, created.length > 0);
  }

  /** Of topics that were deleted, and perhaps made anew, while the shard was not loaded. */
  #removeOrphanedOffsets(journal: GroupJournal): void {
    const { topicsByName } = this.#options.metadata.image;
    const gone: DeletedTopic[] = [];
    for (const [name, ids] of journal.shard.committedTopics()) {
      const topic = topicsByName.get(name);
      for (const id of ids) {
        const isThere = topic !== undefined && (id === topic.id || id === ZERO_UUID);
        if (!isThere) gone.push({ name, id });
      }
    }
    if (gone.length > 0) void this.#removeOffsetsOf(journal, gone);
  }

  async #removeOffsetsOf(journal: GroupJournal, topics: readonly DeletedTopic[]): Promise<void> {
    try {
      let isDone = false;
      while (!isDone) isDone = await journal.submit<boolean>((token) => ({ kind: 'topics-deleted', token, topics }));
    } catch (error) {
      // The next load finds them again; a topic of the same name has another id and does not get them.
      if (!(error instanceof KafkaError)) throw error;
      this.#options.log.warn({ reason: error.message }, 'offsets of deleted topics could not be removed');
    }
  }

  async #dropJournals(): Promise<void> {
    const journals = [...this.#journals.values()];
    this.#journals.clear();
    await Promise.all(journals.map((journal) => journal.close()));
  }
}
