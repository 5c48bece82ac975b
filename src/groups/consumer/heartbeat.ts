// ConsumerGroupHeartbeat: a member joins, tells what changed, or says that it lives; the answer tells it what to read.
//   1. the member's new subscription is stored, and the group epoch grows where it or the topics' metadata changed
//   2. the target assignment is computed anew where the group epoch is ahead of it
//   3. the member goes one step towards it
// Decides what GroupMetadataManager.consumerGroupHeartbeat of Apache Kafka decides. The heartbeats of an idle group do
// not come here: idle.ts answers them.
import type { ConsumerGroupHeartbeatRequest } from '../../wire/generated/consumer-group-heartbeat.ts';
import type { GroupClient } from '../event.ts';
import type { Turn } from '../turn.ts';
import type { GroupChange } from './change.ts';
import {
  type ConsumerMember,
  isReconciledTo,
  newConsumerMember,
  sameCurrentAssignment,
  sameNames,
  sameSubscription,
} from './member.ts';
import { metadataHash } from './metadata-hash.ts';
import { type OwnedPartitions, type Reconciliation, reconcile } from './reconcile.ts';
import {
  currentAssignmentRecord,
  groupEpochRecord,
  memberMetadataRecord,
  memberTombstones,
  partitionMetadataTombstone,
  targetMemberRecord,
} from './records.ts';
import { updateRegexes } from './regex.ts';
import { topicCountsAfter } from './subscription.ts';
import { currentTarget, isCounted, storedTarget, type UpdatedMember } from './target.ts';
import { checkEpoch, checkReleased, knownMember, ownInstance, staticMember } from './validation.ts';

/** Throws KafkaError; nothing is true before the change is applied. */
export function heartbeatOfMember(
  turn: Turn,
  change: GroupChange,
  memberId: string,
  request: ConsumerGroupHeartbeatRequest,
  client: GroupClient,
): UpdatedMember {
  const before = findMember(change, memberId, request);
  const after = withRequest(before, request, client);
  return { before, after: updateMember(turn, change, { before, after }, request.topicPartitions) };
}

function findMember(
  change: GroupChange,
  memberId: string,
  { memberEpoch, instanceId, topicPartitions }: ConsumerGroupHeartbeatRequest,
): ConsumerMember {
  const { group } = change;
  if (instanceId !== null) {
    if (memberEpoch === 0) return joiningStaticMember(change, memberId, instanceId);
    const member = staticMember(group, instanceId);
    ownInstance(member, memberId, instanceId);
    checkEpoch(member, memberEpoch, topicPartitions);
    return member;
  }
  if (memberEpoch === 0) return group.members.get(memberId) ?? newConsumerMember(memberId);
  const member = knownMember(group, memberId);
  checkEpoch(member, memberEpoch, topicPartitions);
  return member;
}

function joiningStaticMember(change: GroupChange, memberId: string, instanceId: string): ConsumerMember {
  const previous = change.group.staticMember(instanceId);
  if (previous === undefined) return change.group.members.get(memberId) ?? newConsumerMember(memberId);
  if (previous.classic === null) checkReleased(previous, memberId, instanceId);
  return takeOver(change, previous, memberId);
}

/** A static member's place, partitions included, passes to a new member id. */
export function takeOver(change: GroupChange, previous: ConsumerMember, memberId: string): ConsumerMember {
  const { group, records } = change;
  change.removedMembers.push(previous.memberId);
  const member = { ...previous, memberId, memberEpoch: 0, previousMemberEpoch: 0 };
  records.push(
    ...memberTombstones(group.groupId, previous.memberId),
    memberMetadataRecord(group.groupId, member),
    targetMemberRecord(group.groupId, memberId, storedTarget(group, previous)),
    currentAssignmentRecord(group.groupId, member),
  );
  return member;
}

/** What the request leaves out stays as it was. */
function withRequest(
  member: ConsumerMember,
  request: ConsumerGroupHeartbeatRequest,
  client: GroupClient,
): ConsumerMember {
  const { subscribedTopicNames } = request;
  return {
    ...member,
    instanceId: request.instanceId ?? member.instanceId,
    rackId: request.rackId ?? member.rackId,
    rebalanceTimeoutMs: request.rebalanceTimeoutMs === -1 ? member.rebalanceTimeoutMs : request.rebalanceTimeoutMs,
    serverAssignor: request.serverAssignor ?? member.serverAssignor,
    topicNames: subscribedTopicNames === null ? member.topicNames : new Set(subscribedTopicNames),
    topicRegex: request.subscribedTopicRegex ?? member.topicRegex,
    clientId: client.clientId,
    clientHost: client.clientHost,
    classic: null,
  };
}

/** Steps 1 to 3, for members of both protocols. Returns the member as it is then. */
export function updateMember(
  turn: Turn,
  change: GroupChange,
  member: UpdatedMember,
  owned: readonly OwnedPartitions[] | null,
): ConsumerMember {
  const { groupEpoch, hasSubscriptionChanged } = updateSubscription(turn, change, member);
  const { epoch, partitions } = currentTarget(turn, change, groupEpoch, member);
  const { group } = change;
  if (!hasSubscriptionChanged && isReconciledTo(member.after, epoch)) return member.after;
  return stepTowards(change, member.after, {
    group,
    image: turn.image,
    targetEpoch: epoch,
    target: partitions,
    hasSubscriptionChanged,
    owned,
  });
}

/** Step 3. */
export function stepTowards(
  { group, records }: GroupChange,
  member: ConsumerMember,
  to: Reconciliation,
): ConsumerMember {
  const next = reconcile(member, to);
  if (!sameCurrentAssignment(next, member)) records.push(currentAssignmentRecord(group.groupId, next));
  return next;
}

export interface SubscriptionUpdate {
  readonly groupEpoch: number;
  readonly hasSubscriptionChanged: boolean;
}

/** Step 1. */
export function updateSubscription(
  turn: Turn,
  change: GroupChange,
  { before, after }: UpdatedMember,
): SubscriptionUpdate {
  const { group, records } = change;
  const counted = isCounted(group, before) ? before : null;
  if (counted === null || !sameSubscription(before, after)) records.push(memberMetadataRecord(group.groupId, after));
  const haveNamesChanged = !sameNames(before.topicNames, after.topicNames);
  const regexChange = updateRegexes(turn, change, { before: counted, after });
  const hasSubscriptionChanged = haveNamesChanged || regexChange !== 'none';
  // A new pattern of a heartbeat brings its epoch when it is resolved; one for each would be one too many.
  const isEpochDue = after.classic === null ? haveNamesChanged || regexChange === 'resolved' : hasSubscriptionChanged;
  if (!isEpochDue && turn.nowMs < group.metadataRefreshMs) {
    return { groupEpoch: group.groupEpoch, hasSubscriptionChanged };
  }
  change.isMetadataFresh = true;
  const hash = metadataHash(topicCountsAfter(group, [{ before: counted, after }]).keys(), turn.image);
  const groupEpoch = isEpochDue || hash !== group.metadataHash ? group.groupEpoch + 1 : group.groupEpoch;
  if (groupEpoch !== group.groupEpoch) records.push(groupEpochRecord(group.groupId, groupEpoch, hash));
  if (group.hasPartitionMetadata) records.push(partitionMetadataTombstone(group.groupId));
  return { groupEpoch, hasSubscriptionChanged };
}
