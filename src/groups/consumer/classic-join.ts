// JoinGroup to a consumer group that has members. The member joins, or goes on, as a heartbeat would let it; if it takes
// the place of the group's last member that speaks the consumer protocol, the group becomes a classic group.
import { KafkaError } from '../../errors.ts';
import { ErrorCode } from '../../wire/error-code.ts';
import { MEMBER_ID_REQUIRED_FROM_VERSION } from '../classic/join.ts';
import { prepareRebalance } from '../classic/rebalance.ts';
import { refuseJoin } from '../classic/replies.ts';
import type { JoinEvent } from '../event.ts';
import type { Group } from '../group.ts';
import { groupMetadataRecord } from '../records.ts';
import type { Turn } from '../turn.ts';
import { GroupChange } from './change.ts';
import { type ClassicJoin, checkProtocols, classicJoinResponse, joiningMember } from './classic-members.ts';
import { downgradedGroup, downgradeTombstones, finishDowngrade, mayDowngradeByTakeOver } from './downgrade.ts';
import type { ConsumerGroup } from './group.ts';
import { stepTowards, updateMember, updateSubscription } from './heartbeat.ts';
import { type ConsumerMember, isReconciledTo } from './member.ts';
import { restartSession, startSync } from './session.ts';
import { membersWith, storedTarget } from './target.ts';
import { checkRoom } from './validation.ts';

/** Returns the group that the id stands for from now on. Throws KafkaError; then nothing happened. */
export function joinConsumerGroup(turn: Turn, group: ConsumerGroup, event: JoinEvent): Group {
  const { request, apiVersion, token } = event;
  checkMigration(turn);
  const isUnknown = request.memberId === '';
  const memberId = isUnknown ? turn.randomUuid() : request.memberId;
  checkRoom(group, memberId, turn.config.consumer.sizeMax);
  checkProtocols(group, request);
  if (isUnknown && request.groupInstanceId === null && apiVersion >= MEMBER_ID_REQUIRED_FROM_VERSION) {
    refuseJoin(turn, token, ErrorCode.MEMBER_ID_REQUIRED, memberId);
    return group;
  }
  const replaced = request.groupInstanceId === null ? undefined : group.staticMember(request.groupInstanceId);
  const change = new GroupChange(group);
  const join = joiningMember(turn, change, event, memberId);
  if (replaced !== undefined && mayDowngradeByTakeOver(turn, group, replaced)) {
    return joinAndDowngrade(turn, change, join, event);
  }
  const member = updateMember(turn, change, join.member, join.owned);
  change.apply(turn);
  restartSession(turn, group, memberId, request.sessionTimeoutMs);
  startSync(turn, group, memberId, request.rebalanceTimeoutMs);
  turn.reply(token, classicJoinResponse(member));
  return group;
}

function checkMigration(turn: Turn): void {
  const { upgrade, downgrade } = turn.config.consumer.migration;
  if (!upgrade && !downgrade) throw new KafkaError(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
}

/** Where the subscription changed there is a rebalance anyway, so the member need not go on to the old target first. */
function joinAndDowngrade(turn: Turn, change: GroupChange, join: ClassicJoin, { token }: JoinEvent): Group {
  const { group, records } = change;
  const { groupEpoch, hasSubscriptionChanged } = updateSubscription(turn, change, join.member);
  const isRebalanceDue = group.assignmentEpoch < groupEpoch;
  const { after } = join.member;
  const member = isRebalanceDue ? after : towardsStoredTarget(turn, change, join, hasSubscriptionChanged);
  const classic = downgradedGroup(turn, group, membersWith(group, member));
  const memberIds = [...membersWith(group, member)].map(({ memberId }) => memberId);
  records.push(...downgradeTombstones(group, memberIds), groupMetadataRecord(classic, null));
  change.apply(turn);
  finishDowngrade(turn, classic);
  turn.reply(token, classicJoinResponse(member));
  if (isRebalanceDue) prepareRebalance(turn, classic);
  return classic;
}

function towardsStoredTarget(
  turn: Turn,
  change: GroupChange,
  { member, owned }: ClassicJoin,
  hasSubscriptionChanged: boolean,
): ConsumerMember {
  const { group } = change;
  const { after } = member;
  if (!hasSubscriptionChanged && isReconciledTo(after, group.assignmentEpoch)) return after;
  return stepTowards(change, after, {
    group,
    image: turn.image,
    targetEpoch: group.assignmentEpoch,
    target: storedTarget(group, after),
    hasSubscriptionChanged,
    owned,
  });
}
