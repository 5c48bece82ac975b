// What is wrong with requests of consumer groups and of their members. The words are those that Apache Kafka's answers
// carry.
import { KafkaError } from '../../errors.ts';
import { ErrorCode } from '../../wire/error-code.ts';
import type { ConsumerGroupHeartbeatRequest } from '../../wire/generated/consumer-group-heartbeat.ts';
import type { ConsumerGroup } from './group.ts';
import { type ConsumerMember, LEAVE_EPOCH, STATIC_LEAVE_EPOCH } from './member.ts';
import { hasPartition, type PartitionEpochs } from './partition-epochs.ts';
import type { OwnedPartitions } from './reconcile.ts';

/** From this version on, clients make their own member ids (KIP-1082). */
const OWN_MEMBER_ID_FROM_VERSION = 1;

/** Throws KafkaError for what is wrong before any group is looked at. */
export function checkHeartbeat(
  request: ConsumerGroupHeartbeatRequest,
  apiVersion: number,
  assignors: readonly { readonly name: string }[],
): void {
  const problem = idProblem(request, apiVersion) ?? epochProblem(request);
  if (problem !== null) throw new KafkaError(ErrorCode.INVALID_REQUEST, problem);
  const { serverAssignor } = request;
  if (serverAssignor === null || assignors.some(({ name }) => name === serverAssignor)) return;
  const names = assignors.map(({ name }) => name).join(', ');
  throw new KafkaError(
    ErrorCode.UNSUPPORTED_ASSIGNOR,
    `ServerAssignor ${serverAssignor} is not supported. Supported assignors: ${names}.`,
  );
}

function idProblem(request: ConsumerGroupHeartbeatRequest, apiVersion: number): string | null {
  const { memberId, memberEpoch, groupId, instanceId, rackId } = request;
  const needsMemberId = apiVersion >= OWN_MEMBER_ID_FROM_VERSION || memberEpoch > 0 || memberEpoch === LEAVE_EPOCH;
  if (needsMemberId && isBlank(memberId)) return "MemberId can't be empty.";
  if (isBlank(groupId)) return "GroupId can't be empty.";
  if (isBlank(instanceId)) return "InstanceId can't be empty.";
  return isBlank(rackId) ? "RackId can't be empty." : null;
}

function epochProblem(request: ConsumerGroupHeartbeatRequest): string | null {
  const { memberEpoch, instanceId } = request;
  if (memberEpoch === STATIC_LEAVE_EPOCH) return instanceId === null ? "InstanceId can't be null." : null;
  if (memberEpoch < STATIC_LEAVE_EPOCH) return 'MemberEpoch is invalid.';
  if (memberEpoch !== 0) return null;
  if (request.rebalanceTimeoutMs === -1) return 'RebalanceTimeoutMs must be provided in first request.';
  if (request.topicPartitions?.length !== 0) return 'TopicPartitions must be empty when (re-)joining.';
  return request.subscribedTopicNames === null && request.subscribedTopicRegex === null
    ? 'Either SubscribedTopicNames or SubscribedTopicRegex must be non-null when (re-)joining.'
    : null;
}

function isBlank(text: string | null): boolean {
  return text !== null && text.trim() === '';
}

export function knownMember(group: ConsumerGroup, memberId: string): ConsumerMember {
  const member = group.members.get(memberId);
  if (member !== undefined) return member;
  throw new KafkaError(ErrorCode.UNKNOWN_MEMBER_ID, `Member ${memberId} is not a member of group ${group.groupId}.`);
}

export function staticMember(group: ConsumerGroup, instanceId: string): ConsumerMember {
  const member = group.staticMember(instanceId);
  if (member !== undefined) return member;
  throw new KafkaError(ErrorCode.UNKNOWN_MEMBER_ID, `Instance id ${instanceId} is unknown.`);
}

/** Throws FENCED_INSTANCE_ID where the instance id belongs to another member id. */
export function ownInstance(member: ConsumerMember, memberId: string, instanceId: string): void {
  if (member.memberId === memberId) return;
  throw new KafkaError(
    ErrorCode.FENCED_INSTANCE_ID,
    `Static member ${memberId} with instance id ${instanceId} was fenced by member ${member.memberId}.`,
  );
}

/** An instance id changes hands only when its member has left it. */
export function checkReleased(member: ConsumerMember, memberId: string, instanceId: string): void {
  if (member.memberEpoch === STATIC_LEAVE_EPOCH) return;
  const owner = `the instance id is owned by ${member.memberId} member.`;
  throw new KafkaError(
    ErrorCode.UNRELEASED_INSTANCE_ID,
    `Static member ${memberId} with instance id ${instanceId} cannot join the group because ${owner}`,
  );
}

/** Epoch 0 joins anew; the epoch before is let pass while the answer that raised it may have been lost. */
export function checkEpoch(
  member: ConsumerMember,
  receivedEpoch: number,
  owned: readonly OwnedPartitions[] | null,
): void {
  const { memberEpoch, previousMemberEpoch, assigned } = member;
  if (receivedEpoch === 0 || receivedEpoch === memberEpoch) return;
  const mayHaveLostAnswer = receivedEpoch < memberEpoch && receivedEpoch === previousMemberEpoch;
  if (mayHaveLostAnswer && isWithin(owned, assigned)) return;
  const difference = receivedEpoch > memberEpoch ? 'greater' : 'smaller';
  const received = `has a ${difference} member epoch (${receivedEpoch})`;
  throw new KafkaError(
    ErrorCode.FENCED_MEMBER_EPOCH,
    `The consumer group member ${received} than the one known by the group coordinator (${memberEpoch}). ` +
      'The member must abandon all its partitions and rejoin.',
  );
}

function isWithin(owned: readonly OwnedPartitions[] | null, assigned: PartitionEpochs): boolean {
  if (owned === null) return false;
  return owned.every(
    ({ topicId, partitions }) =>
      assigned.has(topicId) && partitions.every((partition) => hasPartition(assigned, topicId, partition)),
  );
}

export function checkRoom(group: ConsumerGroup, memberId: string, sizeMax: number): void {
  if (group.members.size < sizeMax || (memberId !== '' && group.members.has(memberId))) return;
  throw new KafkaError(
    ErrorCode.GROUP_MAX_SIZE_REACHED,
    `The consumer group has reached its maximum capacity of ${sizeMax} members.`,
  );
}
