// A group that was just read from the log: everybody has a session from now on, whatever the time was before, and who
// was to give partitions up has the time for it anew.
import type { Turn } from '../turn.ts';
import { groupTimeMs } from './config.ts';
import type { ConsumerGroup } from './group.ts';
import { MemberState } from './member.ts';
import { restartSession, startRebalance } from './session.ts';

export function loadedConsumerGroup(turn: Turn, group: ConsumerGroup): void {
  const sessionTimeoutMs = groupTimeMs(turn.image, turn.config.consumer.times, group.groupId, 'sessionTimeout');
  for (const member of group.members.values()) {
    const { memberId, memberEpoch, rebalanceTimeoutMs, state, classic } = member;
    restartSession(turn, group, memberId, classic?.sessionTimeoutMs ?? sessionTimeoutMs);
    if (state !== MemberState.UNREVOKED_PARTITIONS) continue;
    startRebalance(turn, group, memberId, memberEpoch, rebalanceTimeoutMs);
  }
}
