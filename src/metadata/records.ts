// The records that this controller writes, in the versions that metadata.version 30 (4.3-IV0) stands for.
// Decisions build them; `Controller` hands them to the journal.
import type { JournalRecord } from '../journal/coordinator.ts';
import { encodeMetadataRecord } from '../wire/framed-record.ts';
import { type AbortTransactionRecord, abortTransactionRecord } from '../wire/generated/abort-transaction-record.ts';
import {
  brokerRegistrationChangeRecord,
  newBrokerRegistrationChangeRecord,
} from '../wire/generated/broker-registration-change-record.ts';
import { configRecord } from '../wire/generated/config-record.ts';
import { featureLevelRecord } from '../wire/generated/feature-level-record.ts';
import { newPartitionChangeRecord, partitionChangeRecord } from '../wire/generated/partition-change-record.ts';
import { newPartitionRecord, partitionRecord } from '../wire/generated/partition-record.ts';
import { producerIdsRecord } from '../wire/generated/producer-ids-record.ts';
import { type RegisterBrokerRecord, registerBrokerRecord } from '../wire/generated/register-broker-record.ts';
import { removeTopicRecord } from '../wire/generated/remove-topic-record.ts';
import { topicRecord } from '../wire/generated/topic-record.ts';
import { unregisterBrokerRecord } from '../wire/generated/unregister-broker-record.ts';
import type { MessageCodec } from '../wire/message-codec.ts';
import { Fencing } from './brokers-draft.ts';
import type { PartitionImage } from './image.ts';

function record<T>(codec: MessageCodec<T>, version: number, value: T): JournalRecord {
  return { key: null, value: encodeMetadataRecord(codec, version, value) };
}

export function topicCreated(name: string, topicId: string): JournalRecord {
  return record(topicRecord, 0, { name, topicId });
}

export function topicRemoved(topicId: string): JournalRecord {
  return record(removeTopicRecord, 0, { topicId });
}

export interface NewPartition {
  topicId: string;
  partitionId: number;
  replicas: readonly number[];
  /** Of each replica, where it lives. */
  directories: readonly string[];
}

/** All replicas in sync, the first one leading, all epochs 0. */
export function partitionCreated(partition: NewPartition): JournalRecord {
  const { topicId, partitionId } = partition;
  const replicas = [...partition.replicas];
  const directories = [...partition.directories];
  const leader = replicas[0] ?? -1;
  return record(
    partitionRecord,
    2,
    newPartitionRecord({
      topicId,
      partitionId,
      replicas,
      isr: replicas,
      leader,
      leaderEpoch: 0,
      partitionEpoch: 0,
      directories,
    }),
  );
}

/** A partition as it is, for a snapshot. */
export function partitionStands(topicId: string, partition: PartitionImage): JournalRecord {
  const { leader, leaderEpoch, partitionEpoch, eligibleLeaders, rest } = partition;
  return record(
    partitionRecord,
    2,
    newPartitionRecord({
      topicId,
      partitionId: partition.partition,
      replicas: [...partition.replicas],
      isr: [...partition.isr],
      removingReplicas: [...(rest?.removingReplicas ?? [])],
      addingReplicas: [...(rest?.addingReplicas ?? [])],
      leader,
      leaderRecoveryState: rest?.leaderRecoveryState ?? 0,
      leaderEpoch,
      partitionEpoch,
      directories: [...partition.directories],
      eligibleLeaderReplicas: someOrNull(eligibleLeaders),
      lastKnownElr: someOrNull(rest?.lastKnownElr ?? []),
    }),
  );
}

function someOrNull(replicas: readonly number[]): number[] | null {
  return replicas.length === 0 ? null : [...replicas];
}

/** Moves the leader epoch on, even when the leader stays. `fromEligible`: it was not in sync, and alone is now. */
export function leaderElected(
  partition: { topicId: string; partitionId: number },
  leader: number,
  fromEligible: boolean,
): JournalRecord {
  const alone = { isr: [leader], eligibleLeaderReplicas: [], lastKnownElr: [] };
  const change = newPartitionChangeRecord({ ...partition, leader, ...(fromEligible ? alone : {}) });
  return record(partitionChangeRecord, 2, change);
}

/** The log directories of a partition's replicas, in their order. */
export function directoriesAssigned(
  partition: { topicId: string; partitionId: number },
  directories: string[],
): JournalRecord {
  return record(partitionChangeRecord, 2, newPartitionChangeRecord({ ...partition, directories }));
}

/** Nobody leads; who is in sync stays so. */
export function leaderLost(partition: { topicId: string; partitionId: number }): JournalRecord {
  return record(partitionChangeRecord, 2, newPartitionChangeRecord({ ...partition, leader: -1 }));
}

export function configSet(resource: { type: number; name: string }, name: string, value: string | null): JournalRecord {
  return record(configRecord, 0, { resourceType: resource.type, resourceName: resource.name, name, value });
}

export function featureSet(name: string, featureLevel: number): JournalRecord {
  return record(featureLevelRecord, 0, { name, featureLevel });
}

export function producerIdsTaken(brokerId: number, brokerEpoch: bigint, nextProducerId: bigint): JournalRecord {
  return record(producerIdsRecord, 0, { brokerId, brokerEpoch, nextProducerId });
}

export function brokerRegistered(registration: RegisterBrokerRecord): JournalRecord {
  return record(registerBrokerRecord, 4, registration);
}

export function brokerUnfenced(brokerId: number, brokerEpoch: bigint): JournalRecord {
  const change = newBrokerRegistrationChangeRecord({ brokerId, brokerEpoch, fenced: Fencing.UNFENCE });
  return record(brokerRegistrationChangeRecord, 0, change);
}

export function brokerUnregistered(brokerId: number, brokerEpoch: bigint): JournalRecord {
  return record(unregisterBrokerRecord, 0, { brokerId, brokerEpoch });
}

/** Those that are online. */
export function brokerDirectoriesChanged(
  brokerId: number,
  brokerEpoch: bigint,
  online: readonly string[],
): JournalRecord {
  const change = newBrokerRegistrationChangeRecord({ brokerId, brokerEpoch, logDirs: [...online] });
  return record(brokerRegistrationChangeRecord, 2, change);
}

export function transactionAborted(reason: string): JournalRecord {
  const aborted: AbortTransactionRecord = { reason };
  return record(abortTransactionRecord, 0, aborted);
}
