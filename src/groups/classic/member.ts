// One member of a classic group, and the member ids that the coordinator makes.
import type { ReplyToken } from '../../journal/coordinator.ts';

/** An assignor that the member can run (or another protocol of its protocol type), in order of preference. */
export interface MemberProtocol {
  readonly name: string;
  /** Opaque to the broker; a subscription where the protocol type is `consumer`. */
  readonly metadata: Buffer;
}

export interface Member {
  readonly memberId: string;
  /** `group.instance.id` of a static member. */
  readonly groupInstanceId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  rebalanceTimeoutMs: number;
  sessionTimeoutMs: number;
  protocols: readonly MemberProtocol[];
  assignment: Buffer;
  /** True until its first join phase ended: such a member does not know its id yet and cannot heartbeat. */
  isNew: boolean;
  /** It is removed when no heartbeat came until then. Heartbeats only move this number. */
  sessionDeadlineMs: number;
  /** The JoinGroup that waits for the join phase to end. */
  joinToken: ReplyToken | null;
  /** The SyncGroup that waits for the leader's assignment. */
  syncToken: ReplyToken | null;
}

export const NO_ASSIGNMENT: Buffer = Buffer.alloc(0);
export const NO_METADATA: Buffer = Buffer.alloc(0);

/** Whoever waits for us cannot heartbeat, so its session does not run. A new member's deadline is its join timeout. */
export function isSessionPaused(member: Member): boolean {
  return !member.isNew && (member.joinToken !== null || member.syncToken !== null);
}

export function metadataOf(member: Member, protocolName: string | null): Buffer {
  return member.protocols.find((protocol) => protocol.name === protocolName)?.metadata ?? NO_METADATA;
}

/** The same protocols with the same metadata in the same order. */
export function hasProtocols(member: Member, protocols: readonly MemberProtocol[]): boolean {
  return (
    member.protocols.length === protocols.length &&
    member.protocols.every((own, index) => {
      const other = protocols[index];
      return other !== undefined && own.name === other.name && own.metadata.equals(other.metadata);
    })
  );
}

export function newMemberId(clientId: string, groupInstanceId: string | null, randomUuid: () => string): string {
  return `${groupInstanceId ?? clientId}-${randomUuid()}`;
}
