// Offsets that transactions would commit and that are not decided yet: kept by producer, as the markers end them, and
// known by group, topic and partition, as everybody else asks for them. Changed only by replay.
// Several producers may have an offset for one partition; what they commit is sorted out when they end.
// Invariants: a producer stands under a partition exactly while it has an offset for it, or was ended or forgotten; no
// empty maps.
import type { ProducerIdentity } from '../../journal/coordinator.ts';
import { OffsetStore, type StoredOffset } from './offset-store.ts';

/** Topic → partition → the producers that have an offset for it. */
export type PendingPartitions = ReadonlyMap<string, ReadonlyMap<number, ReadonlySet<bigint>>>;

interface OpenTransaction {
  producerEpoch: number;
  readonly offsets: OffsetStore;
}

export class PendingOffsets {
  readonly #transactions = new Map<bigint, OpenTransaction>();
  readonly #groups = new Map<string, Map<string, Map<number, Set<bigint>>>>();

  /** Whether the producer has an open transaction of this epoch here. */
  isOpen({ producerId, producerEpoch }: ProducerIdentity): boolean {
    return this.#transactions.get(producerId)?.producerEpoch === producerEpoch;
  }

  get groupIds(): IterableIterator<string> {
    return this.#groups.keys();
  }

  /** Undefined: nothing is pending. */
  ofGroup(groupId: string): PendingPartitions | undefined {
    return this.#groups.get(groupId);
  }

  /** What the open transactions would commit. */
  *stores(): IterableIterator<OffsetStore> {
    for (const { offsets } of this.#transactions.values()) yield offsets;
  }

  set(producer: ProducerIdentity, groupId: string, topic: string, partition: number, offset: StoredOffset): void {
    const { producerId, producerEpoch } = producer;
    const open = this.#transactions.get(producerId) ?? { producerEpoch, offsets: new OffsetStore() };
    open.producerEpoch = producerEpoch;
    open.offsets.set(groupId, topic, partition, offset);
    this.#transactions.set(producerId, open);
    const topics = this.#groups.get(groupId) ?? new Map<string, Map<number, Set<bigint>>>();
    const partitions = topics.get(topic) ?? new Map<number, Set<bigint>>();
    this.#groups.set(groupId, topics.set(topic, partitions));
    partitions.set(partition, (partitions.get(partition) ?? new Set()).add(producerId));
  }

  /** Whatever any transaction would commit for the partition is gone. */
  delete(groupId: string, topic: string, partition: number): void {
    for (const producerId of this.#groups.get(groupId)?.get(topic)?.get(partition) ?? []) {
      this.#transactions.get(producerId)?.offsets.delete(groupId, topic, partition);
      this.#forget(groupId, topic, partition, producerId);
    }
  }

  /** Takes out what the producer's transaction would commit. Undefined: nothing, it has none open here. */
  end(producerId: bigint): OffsetStore | undefined {
    const offsets = this.#transactions.get(producerId)?.offsets;
    this.#transactions.delete(producerId);
    for (const groupId of offsets?.groupIds ?? []) {
      for (const [topic, partitions] of offsets?.ofGroup(groupId) ?? []) {
        for (const partition of partitions.keys()) this.#forget(groupId, topic, partition, producerId);
      }
    }
    return offsets;
  }

  #forget(groupId: string, topic: string, partition: number, producerId: bigint): void {
    const topics = this.#groups.get(groupId);
    const partitions = topics?.get(topic);
    const producers = partitions?.get(partition);
    producers?.delete(producerId);
    if (producers?.size === 0) partitions?.delete(partition);
    if (partitions?.size === 0) topics?.delete(topic);
    if (topics?.size === 0) this.#groups.delete(groupId);
  }
}

export function isPending(pending: PendingPartitions | undefined, topic: string, partition: number): boolean {
  return pending?.get(topic)?.has(partition) ?? false;
}
