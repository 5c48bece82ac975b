// What the records of consumer groups do to a group. Called by the shard, while it loads and right after a decision.
import type {
  ConsumerGroupCurrentMemberAssignmentValue,
  TopicPartitions,
} from '../../wire/generated/consumer-group-current-member-assignment-value.ts';
import type { ConsumerGroupMemberMetadataValue } from '../../wire/generated/consumer-group-member-metadata-value.ts';
import type { ConsumerGroupTargetAssignmentMemberValue } from '../../wire/generated/consumer-group-target-assignment-member-value.ts';
import type { Partitions } from '../assignors/assignor.ts';
import { type ConsumerGroup, NO_ASSIGNMENT_EPOCH } from './group.ts';
import { type ConsumerMember, LEAVE_EPOCH, MemberState, newConsumerMember, sameNames } from './member.ts';
import { NO_EPOCHS, type PartitionEpochs } from './partition-epochs.ts';
import type { ConsumerGroupRecord } from './records.ts';

/** False: the record says that the group is gone. */
export function replayConsumerGroup(group: ConsumerGroup, record: ConsumerGroupRecord): boolean {
  switch (record.kind) {
    case 'group-epoch':
      if (record.value === null) return false;
      group.groupEpoch = record.value.epoch;
      group.metadataHash = record.value.metadataHash;
      break;
    case 'partition-metadata':
      group.hasPartitionMetadata = record.exists;
      break;
    case 'member-metadata':
      replayMember(group, record.memberId, record.value);
      break;
    case 'target-metadata':
      group.assignmentEpoch = record.value?.assignmentEpoch ?? NO_ASSIGNMENT_EPOCH;
      group.assignmentTimestampMs = Number(record.value?.assignmentTimestamp ?? 0);
      break;
    case 'target-member':
      if (record.value === null) group.target.delete(record.memberId);
      else group.target.set(record.memberId, targetOf(record.value));
      break;
    case 'current-assignment':
      replayCurrentAssignment(group, record.memberId, record.value);
      break;
    case 'regular-expression':
      group.setResolvedRegex(
        record.regex,
        record.value === null
          ? null
          : {
              topics: new Set(record.value.topics),
              version: record.value.version,
              timestampMs: Number(record.value.timestamp),
            },
      );
      break;
  }
  return true;
}

function replayMember(group: ConsumerGroup, memberId: string, value: ConsumerGroupMemberMetadataValue | null): void {
  if (value === null) {
    group.remove(memberId);
    return;
  }
  const member = group.members.get(memberId) ?? newConsumerMember(memberId);
  group.put({
    ...member,
    instanceId: value.instanceId,
    rackId: value.rackId,
    clientId: value.clientId,
    clientHost: value.clientHost,
    topicNames: sharedNames(group, new Set(value.subscribedTopicNames)),
    topicRegex: value.subscribedTopicRegex ?? '',
    rebalanceTimeoutMs: value.rebalanceTimeoutMs,
    serverAssignor: value.serverAssignor,
    classic:
      value.classicMemberMetadata === null
        ? null
        : {
            sessionTimeoutMs: value.classicMemberMetadata.sessionTimeoutMs,
            // Copied: a slice would keep the whole piece of the log that it was read from.
            supportedProtocols: value.classicMemberMetadata.supportedProtocols.map(({ name, metadata }) => ({
              name,
              metadata: Buffer.from(metadata),
            })),
          },
  });
}

/** Members of one group mostly read the same topics: they share one set of names with the first that does. */
function sharedNames(group: ConsumerGroup, names: ReadonlySet<string>): ReadonlySet<string> {
  const first: ConsumerMember | undefined = group.members.values().next().value;
  return first !== undefined && sameNames(first.topicNames, names) ? first.topicNames : names;
}

function replayCurrentAssignment(
  group: ConsumerGroup,
  memberId: string,
  value: ConsumerGroupCurrentMemberAssignmentValue | null,
): void {
  const known = group.members.get(memberId);
  if (value === null) {
    // The tombstone of its metadata follows and removes it.
    if (known !== undefined) group.put(withoutAssignment(known));
    return;
  }
  group.put({
    ...(known ?? newConsumerMember(memberId)),
    memberEpoch: value.memberEpoch,
    previousMemberEpoch: value.previousMemberEpoch,
    state: memberState(value.state),
    assigned: epochsOf(value.assignedPartitions, value.memberEpoch),
    pendingRevocation: epochsOf(value.partitionsPendingRevocation, value.memberEpoch),
  });
}

function withoutAssignment(member: ConsumerMember): ConsumerMember {
  return {
    ...member,
    memberEpoch: LEAVE_EPOCH,
    previousMemberEpoch: LEAVE_EPOCH,
    assigned: NO_EPOCHS,
    pendingRevocation: NO_EPOCHS,
  };
}

function memberState(value: number): MemberState {
  return Object.values(MemberState).find((state) => state === value) ?? MemberState.UNKNOWN;
}

/** Brokers before 4.2 wrote no epochs of partitions: the member's then stands for them. */
function epochsOf(topics: readonly TopicPartitions[], memberEpoch: number): PartitionEpochs {
  const epochs = new Map<string, Map<number, number>>();
  for (const { topicId, partitions, assignmentEpochs } of topics) {
    const own = assignmentEpochs?.length === partitions.length ? assignmentEpochs : null;
    const entries = partitions.map(
      (partition, index) => [partition, own?.[index] ?? Math.max(memberEpoch, 0)] as const,
    );
    if (entries.length > 0) epochs.set(topicId, new Map(entries));
  }
  return epochs;
}

function targetOf({ topicPartitions }: ConsumerGroupTargetAssignmentMemberValue): Partitions {
  const target = new Map<string, ReadonlySet<number>>();
  for (const { topicId, partitions } of topicPartitions) {
    if (partitions.length > 0) target.set(topicId, new Set(partitions));
  }
  return target;
}
