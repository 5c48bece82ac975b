// The records of `__consumer_offsets` by which consumer groups live, in Apache Kafka's own schemas and in the versions
// that 4.3 writes. ConsumerGroupPartitionMetadata, which brokers before 4.1 wrote, is read and taken back, never written.
import type { JournalRecord } from '../../journal/coordinator.ts';
import { decodeVersioned, encodeCoordinatorKey, encodeVersioned } from '../../wire/framed-record.ts';
import { consumerGroupCurrentMemberAssignmentKey } from '../../wire/generated/consumer-group-current-member-assignment-key.ts';
import {
  type ConsumerGroupCurrentMemberAssignmentValue,
  consumerGroupCurrentMemberAssignmentValue,
  type TopicPartitions,
} from '../../wire/generated/consumer-group-current-member-assignment-value.ts';
import { consumerGroupMemberMetadataKey } from '../../wire/generated/consumer-group-member-metadata-key.ts';
import {
  type ConsumerGroupMemberMetadataValue,
  consumerGroupMemberMetadataValue,
} from '../../wire/generated/consumer-group-member-metadata-value.ts';
import { consumerGroupMetadataKey } from '../../wire/generated/consumer-group-metadata-key.ts';
import {
  type ConsumerGroupMetadataValue,
  consumerGroupMetadataValue,
} from '../../wire/generated/consumer-group-metadata-value.ts';
import { consumerGroupPartitionMetadataKey } from '../../wire/generated/consumer-group-partition-metadata-key.ts';
import { consumerGroupRegularExpressionKey } from '../../wire/generated/consumer-group-regular-expression-key.ts';
import {
  type ConsumerGroupRegularExpressionValue,
  consumerGroupRegularExpressionValue,
} from '../../wire/generated/consumer-group-regular-expression-value.ts';
import { consumerGroupTargetAssignmentMemberKey } from '../../wire/generated/consumer-group-target-assignment-member-key.ts';
import {
  type ConsumerGroupTargetAssignmentMemberValue,
  consumerGroupTargetAssignmentMemberValue,
} from '../../wire/generated/consumer-group-target-assignment-member-value.ts';
import { consumerGroupTargetAssignmentMetadataKey } from '../../wire/generated/consumer-group-target-assignment-metadata-key.ts';
import {
  type ConsumerGroupTargetAssignmentMetadataValue,
  consumerGroupTargetAssignmentMetadataValue,
} from '../../wire/generated/consumer-group-target-assignment-metadata-value.ts';
import type { MessageCodec } from '../../wire/message-codec.ts';
import { Reader } from '../../wire/reader.ts';
import type { Partitions } from '../assignors/assignor.ts';
import type { ConsumerGroup } from './group.ts';
import type { ConsumerMember } from './member.ts';
import type { PartitionEpochs } from './partition-epochs.ts';
import type { ResolvedRegex } from './regex.ts';

/** A null value is a tombstone. */
export type ConsumerGroupRecord = { readonly groupId: string } & (
  | { kind: 'group-epoch'; value: ConsumerGroupMetadataValue | null }
  | { kind: 'partition-metadata'; exists: boolean }
  | { kind: 'member-metadata'; memberId: string; value: ConsumerGroupMemberMetadataValue | null }
  | { kind: 'target-metadata'; value: ConsumerGroupTargetAssignmentMetadataValue | null }
  | { kind: 'target-member'; memberId: string; value: ConsumerGroupTargetAssignmentMemberValue | null }
  | { kind: 'current-assignment'; memberId: string; value: ConsumerGroupCurrentMemberAssignmentValue | null }
  | { kind: 'regular-expression'; regex: string; value: ConsumerGroupRegularExpressionValue | null }
);

const VALUE_VERSION = 0;

export function groupEpochRecord(groupId: string, epoch: number, metadataHash: bigint): JournalRecord {
  return {
    key: encodeCoordinatorKey(consumerGroupMetadataKey, { groupId }),
    value: encodeVersioned(consumerGroupMetadataValue, VALUE_VERSION, { epoch, metadataHash }),
  };
}

export function groupEpochTombstone(groupId: string): JournalRecord {
  return { key: encodeCoordinatorKey(consumerGroupMetadataKey, { groupId }), value: null };
}

export function partitionMetadataTombstone(groupId: string): JournalRecord {
  return { key: encodeCoordinatorKey(consumerGroupPartitionMetadataKey, { groupId }), value: null };
}

export function memberMetadataRecord(groupId: string, member: ConsumerMember): JournalRecord {
  return {
    key: encodeCoordinatorKey(consumerGroupMemberMetadataKey, { groupId, memberId: member.memberId }),
    value: encodeVersioned(consumerGroupMemberMetadataValue, VALUE_VERSION, {
      instanceId: member.instanceId,
      rackId: member.rackId,
      clientId: member.clientId,
      clientHost: member.clientHost,
      subscribedTopicNames: [...member.topicNames].sort(),
      subscribedTopicRegex: member.topicRegex,
      rebalanceTimeoutMs: member.rebalanceTimeoutMs,
      serverAssignor: member.serverAssignor,
      classicMemberMetadata: member.classic,
    }),
  };
}

export function memberMetadataTombstone(groupId: string, memberId: string): JournalRecord {
  return { key: encodeCoordinatorKey(consumerGroupMemberMetadataKey, { groupId, memberId }), value: null };
}

export function targetMetadataRecord(groupId: string, assignmentEpoch: number, timestampMs: number): JournalRecord {
  return {
    key: encodeCoordinatorKey(consumerGroupTargetAssignmentMetadataKey, { groupId }),
    value: encodeVersioned(consumerGroupTargetAssignmentMetadataValue, VALUE_VERSION, {
      assignmentEpoch,
      assignmentTimestamp: BigInt(timestampMs),
    }),
  };
}

export function targetMetadataTombstone(groupId: string): JournalRecord {
  return { key: encodeCoordinatorKey(consumerGroupTargetAssignmentMetadataKey, { groupId }), value: null };
}

export function targetMemberRecord(groupId: string, memberId: string, target: Partitions): JournalRecord {
  const topicPartitions = Array.from(target, ([topicId, partitions]) => ({ topicId, partitions: [...partitions] }));
  return {
    key: encodeCoordinatorKey(consumerGroupTargetAssignmentMemberKey, { groupId, memberId }),
    value: encodeVersioned(consumerGroupTargetAssignmentMemberValue, VALUE_VERSION, { topicPartitions }),
  };
}

export function targetMemberTombstone(groupId: string, memberId: string): JournalRecord {
  return { key: encodeCoordinatorKey(consumerGroupTargetAssignmentMemberKey, { groupId, memberId }), value: null };
}

export function currentAssignmentRecord(groupId: string, member: ConsumerMember): JournalRecord {
  return {
    key: encodeCoordinatorKey(consumerGroupCurrentMemberAssignmentKey, { groupId, memberId: member.memberId }),
    value: encodeVersioned(consumerGroupCurrentMemberAssignmentValue, VALUE_VERSION, {
      memberEpoch: member.memberEpoch,
      previousMemberEpoch: member.previousMemberEpoch,
      state: member.state,
      assignedPartitions: toTopicPartitions(member.assigned),
      partitionsPendingRevocation: toTopicPartitions(member.pendingRevocation),
    }),
  };
}

export function currentAssignmentTombstone(groupId: string, memberId: string): JournalRecord {
  return { key: encodeCoordinatorKey(consumerGroupCurrentMemberAssignmentKey, { groupId, memberId }), value: null };
}

export function regexRecord(groupId: string, regularExpression: string, resolved: ResolvedRegex): JournalRecord {
  return {
    key: encodeCoordinatorKey(consumerGroupRegularExpressionKey, { groupId, regularExpression }),
    value: encodeVersioned(consumerGroupRegularExpressionValue, VALUE_VERSION, {
      topics: [...resolved.topics].sort(),
      version: resolved.version,
      timestamp: BigInt(resolved.timestampMs),
    }),
  };
}

export function regexTombstone(groupId: string, regularExpression: string): JournalRecord {
  return { key: encodeCoordinatorKey(consumerGroupRegularExpressionKey, { groupId, regularExpression }), value: null };
}

/** Everything that one member stands in, in the order in which it is taken back. */
export function memberTombstones(groupId: string, memberId: string): JournalRecord[] {
  return [
    currentAssignmentTombstone(groupId, memberId),
    targetMemberTombstone(groupId, memberId),
    memberMetadataTombstone(groupId, memberId),
  ];
}

/** Everything of a group without members. */
export function emptyGroupTombstones({ groupId, resolvedRegexes }: ConsumerGroup): JournalRecord[] {
  return [
    targetMetadataTombstone(groupId),
    ...Array.from(resolvedRegexes.keys(), (regex) => regexTombstone(groupId, regex)),
    partitionMetadataTombstone(groupId),
    groupEpochTombstone(groupId),
  ];
}

/** Null: not a record type of consumer groups. */
export function parseConsumerGroupRecord(type: number, key: Buffer, value: Buffer | null): ConsumerGroupRecord | null {
  const fields = new Reader(key.subarray(2));
  switch (type) {
    case consumerGroupMetadataKey.apiKey: {
      const { groupId } = consumerGroupMetadataKey.read(fields, 0);
      return { kind: 'group-epoch', groupId, value: decode(consumerGroupMetadataValue, value) };
    }
    case consumerGroupPartitionMetadataKey.apiKey: {
      const { groupId } = consumerGroupPartitionMetadataKey.read(fields, 0);
      return { kind: 'partition-metadata', groupId, exists: value !== null };
    }
    case consumerGroupMemberMetadataKey.apiKey: {
      const { groupId, memberId } = consumerGroupMemberMetadataKey.read(fields, 0);
      return { kind: 'member-metadata', groupId, memberId, value: decode(consumerGroupMemberMetadataValue, value) };
    }
    case consumerGroupTargetAssignmentMetadataKey.apiKey: {
      const { groupId } = consumerGroupTargetAssignmentMetadataKey.read(fields, 0);
      return { kind: 'target-metadata', groupId, value: decode(consumerGroupTargetAssignmentMetadataValue, value) };
    }
    case consumerGroupTargetAssignmentMemberKey.apiKey: {
      const { groupId, memberId } = consumerGroupTargetAssignmentMemberKey.read(fields, 0);
      const target = decode(consumerGroupTargetAssignmentMemberValue, value);
      return { kind: 'target-member', groupId, memberId, value: target };
    }
    case consumerGroupCurrentMemberAssignmentKey.apiKey: {
      const { groupId, memberId } = consumerGroupCurrentMemberAssignmentKey.read(fields, 0);
      const current = decode(consumerGroupCurrentMemberAssignmentValue, value);
      return { kind: 'current-assignment', groupId, memberId, value: current };
    }
    case consumerGroupRegularExpressionKey.apiKey: {
      const { groupId, regularExpression } = consumerGroupRegularExpressionKey.read(fields, 0);
      const resolved = decode(consumerGroupRegularExpressionValue, value);
      return { kind: 'regular-expression', groupId, regex: regularExpression, value: resolved };
    }
    default:
      return null;
  }
}

function decode<T>(codec: MessageCodec<T>, value: Buffer | null): T | null {
  return value === null ? null : decodeVersioned(codec, value);
}

function toTopicPartitions(partitions: PartitionEpochs): TopicPartitions[] {
  return Array.from(partitions, ([topicId, ofTopic]) => ({
    topicId,
    partitions: [...ofTopic.keys()],
    assignmentEpochs: [...ofTopic.values()],
  }));
}
