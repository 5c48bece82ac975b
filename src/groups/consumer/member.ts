// One member of a consumer group (KIP-848), as records have it. Members never change: a decision makes a new one, and
// the replay of its records puts it into the group.
import type { ClassicMemberMetadata } from '../../wire/generated/consumer-group-member-metadata-value.ts';
import { NO_EPOCHS, type PartitionEpochs, sameEpochs } from './partition-epochs.ts';

/** Values as records carry them. */
export const MemberState = {
  /** It has what its epoch gives it. */
  STABLE: 0,
  /** It must give partitions up before it can go on to the next epoch. */
  UNREVOKED_PARTITIONS: 1,
  /** It is in the newest epoch and waits for partitions that their owners have not given up yet. */
  UNRELEASED_PARTITIONS: 2,
  /** Written by a broker that knows more states. */
  UNKNOWN: 127,
} as const;

export type MemberState = (typeof MemberState)[keyof typeof MemberState];

/** Epochs that requests send to leave, and that the records of members which left carry. */
export const LEAVE_EPOCH = -1;
/** A static member that comes back under its instance id. */
export const STATIC_LEAVE_EPOCH = -2;

export interface ConsumerMember {
  readonly memberId: string;
  readonly memberEpoch: number;
  /** Of the answer before the last one, which the member may not have got. */
  readonly previousMemberEpoch: number;
  /** `group.instance.id` of a static member. */
  readonly instanceId: string | null;
  readonly rackId: string | null;
  readonly rebalanceTimeoutMs: number;
  readonly clientId: string;
  readonly clientHost: string;
  readonly topicNames: ReadonlySet<string>;
  /** Empty: none. */
  readonly topicRegex: string;
  /** The assignor that it asks for. */
  readonly serverAssignor: string | null;
  readonly state: MemberState;
  /** What it may read, with the epochs in which it got each partition. */
  readonly assigned: PartitionEpochs;
  /** What it must give up. */
  readonly pendingRevocation: PartitionEpochs;
  /** Null: it speaks ConsumerGroupHeartbeat; otherwise JoinGroup and SyncGroup. */
  readonly classic: ClassicMemberMetadata | null;
}

const NO_TOPICS: ReadonlySet<string> = new Set();

export function newConsumerMember(memberId: string): ConsumerMember {
  return {
    memberId,
    memberEpoch: 0,
    previousMemberEpoch: LEAVE_EPOCH,
    instanceId: null,
    rackId: null,
    rebalanceTimeoutMs: -1,
    clientId: '',
    clientHost: '',
    topicNames: NO_TOPICS,
    topicRegex: '',
    serverAssignor: null,
    state: MemberState.STABLE,
    assigned: NO_EPOCHS,
    pendingRevocation: NO_EPOCHS,
    classic: null,
  };
}

export function isReconciledTo(member: ConsumerMember, assignmentEpoch: number): boolean {
  return member.state === MemberState.STABLE && member.memberEpoch === assignmentEpoch;
}

export function sameNames(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  if (one === other) return true;
  if (one.size !== other.size) return false;
  for (const name of one) if (!other.has(name)) return false;
  return true;
}

/** Whether both would be stored as the same ConsumerGroupMemberMetadata record. */
export function sameSubscription(one: ConsumerMember, other: ConsumerMember): boolean {
  return (
    one.instanceId === other.instanceId &&
    one.rackId === other.rackId &&
    one.rebalanceTimeoutMs === other.rebalanceTimeoutMs &&
    one.clientId === other.clientId &&
    one.clientHost === other.clientHost &&
    one.topicRegex === other.topicRegex &&
    one.serverAssignor === other.serverAssignor &&
    sameNames(one.topicNames, other.topicNames) &&
    sameClassic(one.classic, other.classic)
  );
}

/** Whether both would be stored as the same ConsumerGroupCurrentMemberAssignment record. */
export function sameCurrentAssignment(one: ConsumerMember, other: ConsumerMember): boolean {
  return (
    one.memberEpoch === other.memberEpoch &&
    one.previousMemberEpoch === other.previousMemberEpoch &&
    one.state === other.state &&
    sameEpochs(one.assigned, other.assigned) &&
    sameEpochs(one.pendingRevocation, other.pendingRevocation)
  );
}

function sameClassic(one: ClassicMemberMetadata | null, other: ClassicMemberMetadata | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.sessionTimeoutMs === other.sessionTimeoutMs &&
    one.supportedProtocols.length === other.supportedProtocols.length &&
    one.supportedProtocols.every(({ name, metadata }, index) => {
      const counterpart = other.supportedProtocols[index];
      return counterpart !== undefined && counterpart.name === name && counterpart.metadata.equals(metadata);
    })
  );
}
