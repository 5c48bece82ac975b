// Members of a consumer group that speak the classic protocol: JoinGroup tells what a heartbeat would, its answer's
// generation is the member epoch, and SyncGroup fetches the assignment that the broker computed. Heartbeat tells them to
// join again when there is news for them.
import { KafkaError } from '../../errors.ts';
import type { MetadataImage } from '../../metadata/image.ts';
import { ErrorCode } from '../../wire/error-code.ts';
import type { ConsumerProtocolSubscription } from '../../wire/generated/consumer-protocol-subscription.ts';
import type { HeartbeatRequest } from '../../wire/generated/heartbeat.ts';
import {
  type JoinGroupRequest,
  type JoinGroupResponse,
  newJoinGroupResponse,
} from '../../wire/generated/join-group.ts';
import {
  type LeaveGroupRequest,
  type MemberIdentity,
  type MemberResponse,
  newMemberResponse,
} from '../../wire/generated/leave-group.ts';
import {
  newSyncGroupResponse,
  type SyncGroupRequest,
  type SyncGroupResponse,
} from '../../wire/generated/sync-group.ts';
import { DecodeError } from '../../wire/reader.ts';
import { CONSUMER_PROTOCOL_TYPE } from '../classic/group.ts';
import { ownProtocols } from '../classic/join.ts';
import { protocolVersion, readSubscription, writeAssignment } from '../consumer-protocol.ts';
import type { JoinEvent } from '../event.ts';
import type { Turn } from '../turn.ts';
import type { GroupChange } from './change.ts';
import type { ConsumerGroup } from './group.ts';
import { takeOver } from './heartbeat.ts';
import { type ConsumerMember, MemberState, newConsumerMember } from './member.ts';
import { withoutEpochs } from './partition-epochs.ts';
import type { OwnedPartitions } from './reconcile.ts';
import { endSync, restartSession, startJoin } from './session.ts';
import type { UpdatedMember } from './target.ts';
import { knownMember, ownInstance, staticMember } from './validation.ts';

export interface ClassicJoin {
  readonly member: UpdatedMember;
  readonly owned: readonly OwnedPartitions[];
}

/** The member that joins, as it was and as the request makes it. Throws KafkaError. */
export function joiningMember(turn: Turn, change: GroupChange, event: JoinEvent, memberId: string): ClassicJoin {
  const { request, client } = event;
  const protocols = ownProtocols(request.protocols);
  const subscription = subscriptionOf(protocols[0]?.metadata);
  const before = findMember(change, event, memberId);
  const after = {
    ...before,
    instanceId: request.groupInstanceId ?? before.instanceId,
    rackId: subscription.rackId === null || subscription.rackId === '' ? before.rackId : subscription.rackId,
    rebalanceTimeoutMs: request.rebalanceTimeoutMs === -1 ? before.rebalanceTimeoutMs : request.rebalanceTimeoutMs,
    topicNames: new Set(subscription.topics),
    topicRegex: '',
    clientId: client.clientId,
    clientHost: client.clientHost,
    classic: { sessionTimeoutMs: request.sessionTimeoutMs, supportedProtocols: protocols },
  };
  return { member: { before, after }, owned: ownedPartitions(subscription, turn.image) };
}

export function classicJoinResponse(member: ConsumerMember): JoinGroupResponse {
  return newJoinGroupResponse({
    memberId: member.memberId,
    generationId: member.memberEpoch,
    protocolType: CONSUMER_PROTOCOL_TYPE,
    protocolName: protocolNameOf(member),
  });
}

/** Throws KafkaError. */
export function syncAsClassic(turn: Turn, group: ConsumerGroup, request: SyncGroupRequest): SyncGroupResponse {
  const member = classicMember(group, request);
  const isOther =
    differs(request.protocolType, CONSUMER_PROTOCOL_TYPE) || differs(request.protocolName, protocolNameOf(member));
  if (isOther) throw new KafkaError(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
  if (group.assignmentEpoch > member.memberEpoch && member.state !== MemberState.UNREVOKED_PARTITIONS) {
    startJoin(turn, group, member.memberId, member.rebalanceTimeoutMs);
    return newSyncGroupResponse({ errorCode: ErrorCode.REBALANCE_IN_PROGRESS });
  }
  endSync(group, member.memberId);
  restartSession(turn, group, member.memberId, member.classic.sessionTimeoutMs);
  const version = protocolVersion(member.classic.supportedProtocols[0]?.metadata ?? Buffer.alloc(2));
  return newSyncGroupResponse({
    protocolType: request.protocolType,
    protocolName: request.protocolName,
    assignment: writeAssignment(withoutEpochs(member.assigned), version, turn.image),
  });
}

/** Returns the error code; throws KafkaError. REBALANCE_IN_PROGRESS tells the member to join again. */
export function heartbeatAsClassic(turn: Turn, group: ConsumerGroup, request: HeartbeatRequest): number {
  const member = classicMember(group, request);
  restartSession(turn, group, member.memberId, member.classic.sessionTimeoutMs);
  if (!hasNews(group, member)) return ErrorCode.NONE;
  startJoin(turn, group, member.memberId, member.rebalanceTimeoutMs);
  return ErrorCode.REBALANCE_IN_PROGRESS;
}

/** Which members leave, and what each is told. */
export function leaveAsClassic(
  group: ConsumerGroup,
  request: LeaveGroupRequest,
): { leaving: ConsumerMember[]; answers: MemberResponse[] } {
  const leaving = new Set<ConsumerMember>();
  const answers = request.members.map((identity) => {
    const { memberId, groupInstanceId } = identity;
    try {
      leaving.add(identifiedMember(group, identity));
      return newMemberResponse({ memberId, groupInstanceId });
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      return newMemberResponse({ memberId, groupInstanceId, errorCode: error.code });
    }
  });
  return { leaving: [...leaving], answers };
}

/** An administrator names a static member by its instance id alone. */
function identifiedMember(group: ConsumerGroup, { memberId, groupInstanceId }: MemberIdentity): ConsumerMember {
  if (groupInstanceId === null) return knownMember(group, memberId);
  const member = staticMember(group, groupInstanceId);
  if (memberId !== '') ownInstance(member, memberId, groupInstanceId);
  return member;
}

function findMember(change: GroupChange, { request }: JoinEvent, memberId: string): ConsumerMember {
  const { group } = change;
  const { groupInstanceId } = request;
  if (groupInstanceId === null) return group.members.get(memberId) ?? newConsumerMember(memberId);
  if (request.memberId !== '') {
    const member = staticMember(group, groupInstanceId);
    ownInstance(member, memberId, groupInstanceId);
    return member;
  }
  const previous = group.staticMember(groupInstanceId);
  if (previous === undefined) return group.members.get(memberId) ?? newConsumerMember(memberId);
  return takeOver(change, previous, memberId);
}

/** Throws INCONSISTENT_GROUP_PROTOCOL unless there is one protocol that all classic members of the group have. */
export function checkProtocols(group: ConsumerGroup, { protocolType, protocols }: JoinGroupRequest): void {
  const isCommon = protocols.some(({ name }) => (group.classicProtocols.get(name) ?? 0) === group.classicMemberCount);
  if (protocolType === CONSUMER_PROTOCOL_TYPE && isCommon) return;
  throw new KafkaError(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
}

function subscriptionOf(metadata: Buffer | undefined): ConsumerProtocolSubscription {
  try {
    return readSubscription(metadata ?? Buffer.alloc(0));
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    const message = 'Malformed embedded consumer protocol in subscription deserialization.';
    throw new KafkaError(ErrorCode.UNKNOWN_SERVER_ERROR, message);
  }
}

function ownedPartitions(subscription: ConsumerProtocolSubscription, image: MetadataImage): OwnedPartitions[] {
  return subscription.ownedPartitions.flatMap(({ topic, partitions }) => {
    const topicId = image.topicsByName.get(topic)?.id;
    return topicId === undefined ? [] : [{ topicId, partitions }];
  });
}

type ClassicMember = ConsumerMember & { readonly classic: NonNullable<ConsumerMember['classic']> };

interface ClassicRequest {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly generationId: number;
}

function classicMember(group: ConsumerGroup, request: ClassicRequest): ClassicMember {
  const { memberId, groupInstanceId, generationId } = request;
  const member = groupInstanceId === null ? knownMember(group, memberId) : staticMember(group, groupInstanceId);
  if (groupInstanceId !== null) ownInstance(member, memberId, groupInstanceId);
  const { classic } = member;
  if (classic === null) throw new KafkaError(ErrorCode.UNKNOWN_MEMBER_ID);
  if (member.memberEpoch !== generationId) throw new KafkaError(ErrorCode.ILLEGAL_GENERATION);
  return { ...member, classic };
}

/** Something that it learns only by joining: a new assignment, partitions to give up, or partitions free by now. */
function hasNews(group: ConsumerGroup, member: ConsumerMember): boolean {
  if (member.memberEpoch < group.assignmentEpoch) return true;
  if (member.state === MemberState.UNREVOKED_PARTITIONS) return true;
  return member.state === MemberState.UNRELEASED_PARTITIONS && !waitsForOthers(group, member);
}

/** Something of its target is still with somebody else. */
function waitsForOthers(group: ConsumerGroup, member: ConsumerMember): boolean {
  for (const [topicId, partitions] of group.target.get(member.memberId) ?? []) {
    const assigned = member.assigned.get(topicId);
    for (const partition of partitions) {
      if (assigned?.has(partition) !== true && group.partitionEpoch(topicId, partition) !== undefined) return true;
    }
  }
  return false;
}

function protocolNameOf(member: ConsumerMember): string {
  return member.classic?.supportedProtocols[0]?.name ?? '';
}

/** Before version 5 the request does not name the protocol. */
function differs(requested: string | null, current: string): boolean {
  return requested !== null && requested !== current;
}
