// A rebalance that nobody's coming or going brings about: the testing kit asks for it.
import { prepareRebalance } from './classic/rebalance.ts';
import { GroupChange } from './consumer/change.ts';
import { groupEpochRecord } from './consumer/records.ts';
import type { RebalanceEvent } from './event.ts';
import type { Group } from './group.ts';
import type { Turn } from './turn.ts';

/** Members hear of it with their next heartbeat. Nothing happens where there are none. */
export function forceRebalance(turn: Turn, group: Group | undefined, { token }: RebalanceEvent): void {
  if (group === undefined || group.members.size === 0) {
    turn.reply(token, false);
    return;
  }
  if (group.type === 'consumer') {
    const change = new GroupChange(group);
    change.records.push(groupEpochRecord(group.groupId, group.groupEpoch + 1, group.metadataHash));
    change.apply(turn);
  } else if (group.canRebalance) prepareRebalance(turn, group);
  turn.reply(token, true);
}
