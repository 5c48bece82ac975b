// Names of the timers of one shard: at most three per group, whatever its size, and one for the offsets of all groups.
// A name is its kind, a slash, and the group id (which may hold anything, slashes too).

export type TimerKind = 'session' | 'join' | 'sync' | 'expire-offsets';

/** Fires at the earliest session deadline of the group's members. */
export const sessionTimer = (groupId: string): string => `session/${groupId}`;
/** Ends the join phase. */
export const joinTimer = (groupId: string): string => `join/${groupId}`;
/** Ends the wait for SyncGroup of every member. */
export const syncTimer = (groupId: string): string => `sync/${groupId}`;
export const EXPIRE_OFFSETS_TIMER = 'expire-offsets/';

export function parseTimer(timer: string): { kind: TimerKind; groupId: string } {
  const slash = timer.indexOf('/');
  return { kind: timer.slice(0, slash) as TimerKind, groupId: timer.slice(slash + 1) };
}
