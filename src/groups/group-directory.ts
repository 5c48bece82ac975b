// The groups of one shard by their ids, and what their records do to them. Used by the shard and by what decides on
// members; which ids stand for which groups changes only here.
// Invariant: holds every group that has members, a record of its own or offsets; offsets alone make a classic group
// without a protocol type (a "simple" group).
import type { GroupMetadataValue } from '../wire/generated/group-metadata-value.ts';
import { ClassicGroup } from './classic/group.ts';
import { applyAssignments, loadGroup } from './classic/replay.ts';
import { ConsumerGroup } from './consumer/group.ts';
import type { ConsumerGroupRecord } from './consumer/records.ts';
import { replayConsumerGroup } from './consumer/replay.ts';
import type { Group } from './group.ts';

export class GroupDirectory {
  readonly #groups = new Map<string, Group>();
  /** Groups of types that are not served here: their ids are taken, and what they stored is left alone. */
  readonly #others = new Set<string>();

  /** Undefined: there is no such group, or it is of a type that is not served here. */
  get(groupId: string): Group | undefined {
    return this.#others.has(groupId) ? undefined : this.#groups.get(groupId);
  }

  isOther(groupId: string): boolean {
    return this.#others.has(groupId);
  }

  /** What a decision made of the group; its records follow. */
  set(group: Group): void {
    this.#groups.set(group.groupId, group);
  }

  *[Symbol.iterator](): IterableIterator<Group> {
    for (const group of this.#groups.values()) {
      if (!this.#others.has(group.groupId)) yield group;
    }
  }

  /** Offsets are kept for groups that nobody joined, too. */
  ensure(groupId: string): void {
    if (!this.#groups.has(groupId)) this.#groups.set(groupId, new ClassicGroup(groupId, null));
  }

  replayOther(groupId: string, exists: boolean): void {
    if (exists) this.#others.add(groupId);
    else this.#others.delete(groupId);
  }

  /** `isLoaded`: of a record that was decided on a moment ago, whose group is there already. */
  replayClassic(groupId: string, value: GroupMetadataValue | null, isLoaded: boolean, timestampMs: number): void {
    const existing = this.#groups.get(groupId);
    if (value !== null) {
      if (isLoaded && existing?.type === 'classic') applyAssignments(existing, value, timestampMs);
      else this.#groups.set(groupId, loadGroup(groupId, value));
    } else if (existing?.type === 'classic') {
      // A group that went over to the consumer protocol has its place by now.
      this.#groups.delete(groupId);
    }
  }

  replayConsumer(record: ConsumerGroupRecord): void {
    const { groupId } = record;
    const existing = this.#groups.get(groupId);
    if (existing?.type === 'consumer') {
      if (!replayConsumerGroup(existing, record)) this.#groups.delete(groupId);
    } else if (!isTombstone(record)) {
      // In the log it takes the place of a simple group: offsets may stand before it.
      const group = new ConsumerGroup(groupId);
      replayConsumerGroup(group, record);
      this.#groups.set(groupId, group);
    }
  }
}

function isTombstone(record: ConsumerGroupRecord): boolean {
  return record.kind === 'partition-metadata' ? !record.exists : record.value === null;
}
