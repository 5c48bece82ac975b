// The committed offsets of one shard: group → topic → partition → offset. Changed only by replay.
// Invariant: no empty maps: a group or topic without offsets is not in it.

export interface CommittedOffset {
  readonly offset: bigint;
  /** -1: not known. */
  readonly leaderEpoch: number;
  readonly metadata: string;
  readonly commitTimestampMs: number;
  /** Set by commits of versions 2 to 4 that ask for their own retention; null: the broker's retention rules. */
  readonly expireTimestampMs: number | null;
  /** Of the topic when it was committed; the zero id where that was not known. */
  readonly topicId: string;
}

export interface StoredOffset extends CommittedOffset {
  /** Where its record stands in the log: of two, the later one counts, whatever ends when. */
  readonly recordOffset: bigint;
}

export type TopicOffsets = ReadonlyMap<number, StoredOffset>;
export type GroupOffsets = ReadonlyMap<string, TopicOffsets>;

export class OffsetStore {
  readonly #groups = new Map<string, Map<string, Map<number, StoredOffset>>>();

  get groupIds(): IterableIterator<string> {
    return this.#groups.keys();
  }

  /** Every topic that there are offsets of, with every id that they were committed under; some come more than once. */
  *topics(): IterableIterator<[topic: string, topicId: string]> {
    for (const topics of this.#groups.values()) {
      for (const [topic, partitions] of topics) {
        for (const { topicId } of partitions.values()) yield [topic, topicId];
      }
    }
  }

  ofGroup(groupId: string): GroupOffsets | undefined {
    return this.#groups.get(groupId);
  }

  set(groupId: string, topic: string, partition: number, offset: StoredOffset): void {
    let topics = this.#groups.get(groupId);
    if (topics === undefined) {
      topics = new Map();
      this.#groups.set(groupId, topics);
    }
    let partitions = topics.get(topic);
    if (partitions === undefined) {
      partitions = new Map();
      topics.set(topic, partitions);
    }
    partitions.set(partition, offset);
  }

  /** Takes in what a transaction has committed, but for what was committed after it meanwhile. */
  merge(committed: OffsetStore): void {
    for (const groupId of committed.groupIds) {
      for (const [topic, partitions] of committed.ofGroup(groupId) ?? []) {
        for (const [partition, offset] of partitions) {
          const existing = this.#groups.get(groupId)?.get(topic)?.get(partition);
          const isNewer = existing === undefined || existing.recordOffset < offset.recordOffset;
          if (isNewer) this.set(groupId, topic, partition, offset);
        }
      }
    }
  }

  delete(groupId: string, topic: string, partition: number): void {
    const topics = this.#groups.get(groupId);
    const partitions = topics?.get(topic);
    if (topics === undefined || partitions === undefined) return;
    partitions.delete(partition);
    if (partitions.size === 0) topics.delete(topic);
    if (topics.size === 0) this.#groups.delete(groupId);
  }
}
