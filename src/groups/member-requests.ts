// The requests of members, by the protocol that their group speaks. Called by the shard.
import { KafkaError } from '../errors.ts';
import { ErrorCode } from '../wire/error-code.ts';
import { newLeaveGroupResponse, newMemberResponse } from '../wire/generated/leave-group.ts';
import { ClassicGroup } from './classic/group.ts';
import { heartbeat } from './classic/heartbeat.ts';
import { joinGroup } from './classic/join.ts';
import { leaveGroup } from './classic/leave.ts';
import { refuseJoin, refuseSync } from './classic/replies.ts';
import { syncGroup } from './classic/sync.ts';
import { joinConsumerGroup } from './consumer/classic-join.ts';
import { heartbeatAsClassic, syncAsClassic } from './consumer/classic-members.ts';
import { emptyGroupTombstones } from './consumer/records.ts';
import { endResolution, resolvedRecords } from './consumer/regex.ts';
import { consumerGroupHeartbeat, leaveConsumerGroupAsClassic } from './consumer/requests.ts';
import type {
  ClassicHeartbeatEvent,
  ConsumerHeartbeatEvent,
  JoinEvent,
  LeaveEvent,
  RegexesResolvedEvent,
  SyncEvent,
} from './event.ts';
import type { GroupDirectory } from './group-directory.ts';
import { emptyGroupRecord } from './records.ts';
import type { Turn } from './turn.ts';

export function join(turn: Turn, groups: GroupDirectory, event: JoinEvent): void {
  const { groupId, memberId } = event.request;
  const existing = groups.get(groupId);
  if (groups.isOther(groupId)) {
    refuseJoin(turn, event.token, ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
  } else if (existing?.type === 'classic') {
    joinGroup(turn, existing, event);
  } else if (existing !== undefined && !existing.isEmpty) {
    groups.set(joinConsumerGroup(turn, existing, event));
  } else if (memberId !== '') {
    refuseJoin(turn, event.token, ErrorCode.UNKNOWN_MEMBER_ID, memberId);
  } else {
    // A consumer group without members gives its id to the new classic group.
    for (const record of existing === undefined ? [] : emptyGroupTombstones(existing)) turn.append(record);
    const group = new ClassicGroup(groupId, turn.nowMs);
    groups.set(group);
    turn.append(emptyGroupRecord(groupId, group.stateSinceMs));
    joinGroup(turn, group, event);
  }
}

export function sync(turn: Turn, groups: GroupDirectory, event: SyncEvent): void {
  const group = groups.get(event.request.groupId);
  if (group?.type === 'classic') syncGroup(turn, group, event);
  else if (group === undefined || group.isEmpty) refuseSync(turn, event.token, ErrorCode.UNKNOWN_MEMBER_ID);
  else turn.reply(event.token, syncAsClassic(turn, group, event.request));
}

export function leave(turn: Turn, groups: GroupDirectory, event: LeaveEvent): void {
  const group = groups.get(event.request.groupId);
  if (group?.type === 'classic') {
    leaveGroup(turn, group, event);
  } else if (group !== undefined) {
    groups.set(leaveConsumerGroupAsClassic(turn, group, event));
  } else {
    const members = event.request.members.map(({ memberId, groupInstanceId }) =>
      newMemberResponse({ memberId, groupInstanceId, errorCode: ErrorCode.UNKNOWN_MEMBER_ID }),
    );
    turn.reply(event.token, newLeaveGroupResponse({ members }));
  }
}

export function heartbeatOfConsumer(turn: Turn, groups: GroupDirectory, event: ConsumerHeartbeatEvent): void {
  const { groupId } = event.request;
  if (groups.isOther(groupId)) {
    throw new KafkaError(ErrorCode.GROUP_ID_NOT_FOUND, `Group ${groupId} is not a consumer group.`);
  }
  groups.set(consumerGroupHeartbeat(turn, groups.get(groupId), event));
}

/** What the patterns of a group match by now. The group may have changed meanwhile, or be gone. */
export function regexesResolved(turn: Turn, groups: GroupDirectory, event: RegexesResolvedEvent): void {
  const group = groups.get(event.groupId);
  if (group?.type === 'consumer') {
    const isStored =
      event.resolved.size > 0 && resolvedRecords(turn, group, event.resolved).every((record) => turn.append(record));
    // More topics than a batch of records holds are as good as none.
    if (!isStored) turn.withdrawRecords();
    endResolution(turn, group, isStored);
  }
  turn.reply(event.token, null);
}

/** Of members of consumer groups; those of classic groups need no turn. */
export function classicHeartbeat(turn: Turn, groups: GroupDirectory, { request, token }: ClassicHeartbeatEvent): void {
  const group = groups.get(request.groupId);
  if (group === undefined) turn.reply(token, ErrorCode.UNKNOWN_MEMBER_ID);
  else if (group.type === 'classic') turn.reply(token, heartbeat(group, request, turn.nowMs));
  else turn.reply(token, heartbeatAsClassic(turn, group, request));
}
