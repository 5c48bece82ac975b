// The records of `__consumer_offsets` that classic groups and offsets live by, in Apache Kafka's own schemas and in the
// versions that 4.3 writes; those of consumer groups are in consumer/records.ts. Other record types belong to other group
// types; they are recognised, never written.
//   key: record type i16, then the key's fields · value: version i16, then the value's fields · null value: tombstone
import type { JournalRecord } from '../journal/coordinator.ts';
import { decodeVersioned, encodeCoordinatorKey, encodeVersioned } from '../wire/framed-record.ts';
import { groupMetadataKey } from '../wire/generated/group-metadata-key.ts';
import {
  type GroupMetadataValue,
  groupMetadataValue,
  newGroupMetadataValue,
  newMemberMetadata,
} from '../wire/generated/group-metadata-value.ts';
import { legacyOffsetCommitValue } from '../wire/generated/legacy-offset-commit-value.ts';
import { offsetCommitKey } from '../wire/generated/offset-commit-key.ts';
import {
  newOffsetCommitValue,
  type OffsetCommitValue,
  offsetCommitValue,
} from '../wire/generated/offset-commit-value.ts';
import { Reader } from '../wire/reader.ts';
import type { ClassicGroup } from './classic/group.ts';
import { metadataOf, NO_ASSIGNMENT } from './classic/member.ts';
import { type ConsumerGroupRecord, parseConsumerGroupRecord } from './consumer/records.ts';
import type { CommittedOffset } from './offsets/offset-store.ts';

export interface OffsetRecord {
  kind: 'offset';
  groupId: string;
  topic: string;
  partition: number;
  /** Null: a tombstone. */
  committed: CommittedOffset | null;
}

/** What a record means to this coordinator. */
export type GroupRecord =
  | OffsetRecord
  | { kind: 'classic-group'; groupId: string; value: GroupMetadataValue | null }
  | { kind: 'consumer-group'; record: ConsumerGroupRecord }
  /** The record by which a group of another type (share, streams) exists, or ceases to. */
  | { kind: 'other-group'; groupId: string; exists: boolean }
  | { kind: 'ignored' };

const IGNORED: GroupRecord = { kind: 'ignored' };

const LEGACY_OFFSET_COMMIT = 0;
const OFFSET_COMMIT = 1;
const GROUP_METADATA = 2;
/** ShareGroupMetadata, StreamsGroupMetadata. */
const OTHER_GROUP_TYPES: ReadonlySet<number> = new Set([11, 17]);

/** The last version that is not flexible, as 4.3 writes it. */
const GROUP_METADATA_VERSION = 3;
const OFFSET_COMMIT_VERSION = 4;
/** The only version that carries a retention of the commit's own. */
const OFFSET_COMMIT_VERSION_WITH_EXPIRY = 1;

/** @param assignments of the running generation; null: those that the members have */
export function groupMetadataRecord(
  group: ClassicGroup,
  assignments: ReadonlyMap<string, Buffer> | null,
): JournalRecord {
  const value = newGroupMetadataValue({
    protocolType: group.protocolType ?? '',
    generation: group.generation,
    protocol: group.protocolName,
    leader: group.leaderId,
    currentStateTimestamp: BigInt(group.stateSinceMs ?? -1),
    members: Array.from(group.members.values(), (member) =>
      newMemberMetadata({
        memberId: member.memberId,
        groupInstanceId: member.groupInstanceId,
        clientId: member.clientId,
        clientHost: member.clientHost,
        rebalanceTimeout: member.rebalanceTimeoutMs,
        sessionTimeout: member.sessionTimeoutMs,
        subscription: metadataOf(member, group.protocolName),
        assignment: assignments === null ? member.assignment : (assignments.get(member.memberId) ?? NO_ASSIGNMENT),
      }),
    ),
  });
  return {
    key: groupMetadataKeyBytes(group.groupId),
    value: encodeVersioned(groupMetadataValue, GROUP_METADATA_VERSION, value),
  };
}

/** Makes a new group durable before it has a generation, so that a tombstone for it makes sense later. */
export function emptyGroupRecord(groupId: string, stateSinceMs: number | null): JournalRecord {
  const value = newGroupMetadataValue({
    protocol: null,
    leader: null,
    currentStateTimestamp: BigInt(stateSinceMs ?? -1),
  });
  return {
    key: groupMetadataKeyBytes(groupId),
    value: encodeVersioned(groupMetadataValue, GROUP_METADATA_VERSION, value),
  };
}

export function groupMetadataTombstone(groupId: string): JournalRecord {
  return { key: groupMetadataKeyBytes(groupId), value: null };
}

export function offsetCommitRecord(
  groupId: string,
  topic: string,
  partition: number,
  committed: CommittedOffset,
): JournalRecord {
  const { expireTimestampMs } = committed;
  const version = expireTimestampMs === null ? OFFSET_COMMIT_VERSION : OFFSET_COMMIT_VERSION_WITH_EXPIRY;
  const value = newOffsetCommitValue({
    offset: committed.offset,
    leaderEpoch: committed.leaderEpoch,
    metadata: committed.metadata,
    commitTimestamp: BigInt(committed.commitTimestampMs),
    expireTimestamp: BigInt(expireTimestampMs ?? -1),
    topicId: committed.topicId,
  });
  return {
    key: offsetCommitKeyBytes(groupId, topic, partition),
    value: encodeVersioned(offsetCommitValue, version, value),
  };
}

export function offsetCommitTombstone(groupId: string, topic: string, partition: number): JournalRecord {
  return { key: offsetCommitKeyBytes(groupId, topic, partition), value: null };
}

export function parseGroupRecord(record: JournalRecord): GroupRecord {
  if (record.key === null || record.key.length < 2) return IGNORED;
  const type = record.key.readInt16BE(0);
  if (type === LEGACY_OFFSET_COMMIT || type === OFFSET_COMMIT) return parseOffset(record.key, record.value, type);
  if (type === GROUP_METADATA) return parseGroup(record.key, record.value);
  if (OTHER_GROUP_TYPES.has(type)) return parseOtherGroup(record.key, record.value);
  const consumerRecord = parseConsumerGroupRecord(type, record.key, record.value);
  return consumerRecord === null ? IGNORED : { kind: 'consumer-group', record: consumerRecord };
}

function groupMetadataKeyBytes(groupId: string): Buffer {
  return encodeCoordinatorKey(groupMetadataKey, { group: groupId });
}

function offsetCommitKeyBytes(groupId: string, topic: string, partition: number): Buffer {
  return encodeCoordinatorKey(offsetCommitKey, { group: groupId, topic, partition });
}

/** Type 0 was written with the oldest layouts; its key is laid out as that of type 1. */
function parseOffset(keyBytes: Buffer, valueBytes: Buffer | null, type: number): GroupRecord {
  const { group, topic, partition } = offsetCommitKey.read(afterType(keyBytes), 0);
  const committed = valueBytes === null ? null : readCommittedOffset(valueBytes, type);
  return { kind: 'offset', groupId: group, topic, partition, committed };
}

function readCommittedOffset(bytes: Buffer, type: number): CommittedOffset {
  const value: OffsetCommitValue =
    type === OFFSET_COMMIT
      ? decodeVersioned(offsetCommitValue, bytes)
      : newOffsetCommitValue(decodeVersioned(legacyOffsetCommitValue, bytes));
  return {
    offset: value.offset,
    leaderEpoch: value.leaderEpoch,
    metadata: value.metadata,
    commitTimestampMs: Number(value.commitTimestamp),
    expireTimestampMs: value.expireTimestamp === -1n ? null : Number(value.expireTimestamp),
    topicId: value.topicId,
  };
}

function parseGroup(keyBytes: Buffer, valueBytes: Buffer | null): GroupRecord {
  const { group } = groupMetadataKey.read(afterType(keyBytes), 0);
  const value = valueBytes === null ? null : decodeVersioned(groupMetadataValue, valueBytes);
  return { kind: 'classic-group', groupId: group, value };
}

/** All of their keys begin with the group id. */
function parseOtherGroup(keyBytes: Buffer, valueBytes: Buffer | null): GroupRecord {
  return { kind: 'other-group', groupId: afterType(keyBytes).readString(false), exists: valueBytes !== null };
}

function afterType(keyBytes: Buffer): Reader {
  return new Reader(keyBytes.subarray(2));
}
