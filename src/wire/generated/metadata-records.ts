// Generated from protocol/messages by `npm run generate`: change that, not this file.

import type { MessageCodec } from '../message-codec.ts';
import { type RegisterBrokerRecord, registerBrokerRecord } from './register-broker-record.ts';
import { type UnregisterBrokerRecord, unregisterBrokerRecord } from './unregister-broker-record.ts';
import { type TopicRecord, topicRecord } from './topic-record.ts';
import { type PartitionRecord, partitionRecord } from './partition-record.ts';
import { type ConfigRecord, configRecord } from './config-record.ts';
import { type PartitionChangeRecord, partitionChangeRecord } from './partition-change-record.ts';
import { type FenceBrokerRecord, fenceBrokerRecord } from './fence-broker-record.ts';
import { type UnfenceBrokerRecord, unfenceBrokerRecord } from './unfence-broker-record.ts';
import { type RemoveTopicRecord, removeTopicRecord } from './remove-topic-record.ts';
import { type DelegationTokenRecord, delegationTokenRecord } from './delegation-token-record.ts';
import { type UserScramCredentialRecord, userScramCredentialRecord } from './user-scram-credential-record.ts';
import { type FeatureLevelRecord, featureLevelRecord } from './feature-level-record.ts';
import { type ClientQuotaRecord, clientQuotaRecord } from './client-quota-record.ts';
import { type ProducerIdsRecord, producerIdsRecord } from './producer-ids-record.ts';
import { type BrokerRegistrationChangeRecord, brokerRegistrationChangeRecord } from './broker-registration-change-record.ts';
import { type AccessControlEntryRecord, accessControlEntryRecord } from './access-control-entry-record.ts';
import { type RemoveAccessControlEntryRecord, removeAccessControlEntryRecord } from './remove-access-control-entry-record.ts';
import { type NoOpRecord, noOpRecord } from './no-op-record.ts';
import { type ZkMigrationStateRecord, zkMigrationStateRecord } from './zk-migration-state-record.ts';
import { type RemoveUserScramCredentialRecord, removeUserScramCredentialRecord } from './remove-user-scram-credential-record.ts';
import { type BeginTransactionRecord, beginTransactionRecord } from './begin-transaction-record.ts';
import { type EndTransactionRecord, endTransactionRecord } from './end-transaction-record.ts';
import { type AbortTransactionRecord, abortTransactionRecord } from './abort-transaction-record.ts';
import { type RemoveDelegationTokenRecord, removeDelegationTokenRecord } from './remove-delegation-token-record.ts';
import { type RegisterControllerRecord, registerControllerRecord } from './register-controller-record.ts';
import { type ClearElrRecord, clearElrRecord } from './clear-elr-record.ts';

/** A record of the metadata log, told apart by its name. */
export type MetadataRecord =
  | { readonly name: 'RegisterBrokerRecord'; readonly value: RegisterBrokerRecord }
  | { readonly name: 'UnregisterBrokerRecord'; readonly value: UnregisterBrokerRecord }
  | { readonly name: 'TopicRecord'; readonly value: TopicRecord }
  | { readonly name: 'PartitionRecord'; readonly value: PartitionRecord }
  | { readonly name: 'ConfigRecord'; readonly value: ConfigRecord }
  | { readonly name: 'PartitionChangeRecord'; readonly value: PartitionChangeRecord }
  | { readonly name: 'FenceBrokerRecord'; readonly value: FenceBrokerRecord }
  | { readonly name: 'UnfenceBrokerRecord'; readonly value: UnfenceBrokerRecord }
  | { readonly name: 'RemoveTopicRecord'; readonly value: RemoveTopicRecord }
  | { readonly name: 'DelegationTokenRecord'; readonly value: DelegationTokenRecord }
  | { readonly name: 'UserScramCredentialRecord'; readonly value: UserScramCredentialRecord }
  | { readonly name: 'FeatureLevelRecord'; readonly value: FeatureLevelRecord }
  | { readonly name: 'ClientQuotaRecord'; readonly value: ClientQuotaRecord }
  | { readonly name: 'ProducerIdsRecord'; readonly value: ProducerIdsRecord }
  | { readonly name: 'BrokerRegistrationChangeRecord'; readonly value: BrokerRegistrationChangeRecord }
  | { readonly name: 'AccessControlEntryRecord'; readonly value: AccessControlEntryRecord }
  | { readonly name: 'RemoveAccessControlEntryRecord'; readonly value: RemoveAccessControlEntryRecord }
  | { readonly name: 'NoOpRecord'; readonly value: NoOpRecord }
  | { readonly name: 'ZkMigrationStateRecord'; readonly value: ZkMigrationStateRecord }
  | { readonly name: 'RemoveUserScramCredentialRecord'; readonly value: RemoveUserScramCredentialRecord }
  | { readonly name: 'BeginTransactionRecord'; readonly value: BeginTransactionRecord }
  | { readonly name: 'EndTransactionRecord'; readonly value: EndTransactionRecord }
  | { readonly name: 'AbortTransactionRecord'; readonly value: AbortTransactionRecord }
  | { readonly name: 'RemoveDelegationTokenRecord'; readonly value: RemoveDelegationTokenRecord }
  | { readonly name: 'RegisterControllerRecord'; readonly value: RegisterControllerRecord }
  | { readonly name: 'ClearElrRecord'; readonly value: ClearElrRecord };

interface MetadataRecordType {
  readonly codec: MessageCodec<unknown>;
  wrap(value: unknown): MetadataRecord;
}

/** By record type. */
export const metadataRecordTypes: ReadonlyMap<number, MetadataRecordType> = new Map<number, MetadataRecordType>([
  [0, { codec: registerBrokerRecord, wrap: (value) => ({ name: 'RegisterBrokerRecord', value: value as RegisterBrokerRecord }) }],
  [1, { codec: unregisterBrokerRecord, wrap: (value) => ({ name: 'UnregisterBrokerRecord', value: value as UnregisterBrokerRecord }) }],
  [2, { codec: topicRecord, wrap: (value) => ({ name: 'TopicRecord', value: value as TopicRecord }) }],
  [3, { codec: partitionRecord, wrap: (value) => ({ name: 'PartitionRecord', value: value as PartitionRecord }) }],
  [4, { codec: configRecord, wrap: (value) => ({ name: 'ConfigRecord', value: value as ConfigRecord }) }],
  [5, { codec: partitionChangeRecord, wrap: (value) => ({ name: 'PartitionChangeRecord', value: value as PartitionChangeRecord }) }],
  [7, { codec: fenceBrokerRecord, wrap: (value) => ({ name: 'FenceBrokerRecord', value: value as FenceBrokerRecord }) }],
  [8, { codec: unfenceBrokerRecord, wrap: (value) => ({ name: 'UnfenceBrokerRecord', value: value as UnfenceBrokerRecord }) }],
  [9, { codec: removeTopicRecord, wrap: (value) => ({ name: 'RemoveTopicRecord', value: value as RemoveTopicRecord }) }],
  [10, { codec: delegationTokenRecord, wrap: (value) => ({ name: 'DelegationTokenRecord', value: value as DelegationTokenRecord }) }],
  [11, { codec: userScramCredentialRecord, wrap: (value) => ({ name: 'UserScramCredentialRecord', value: value as UserScramCredentialRecord }) }],
  [12, { codec: featureLevelRecord, wrap: (value) => ({ name: 'FeatureLevelRecord', value: value as FeatureLevelRecord }) }],
  [14, { codec: clientQuotaRecord, wrap: (value) => ({ name: 'ClientQuotaRecord', value: value as ClientQuotaRecord }) }],
  [15, { codec: producerIdsRecord, wrap: (value) => ({ name: 'ProducerIdsRecord', value: value as ProducerIdsRecord }) }],
  [17, { codec: brokerRegistrationChangeRecord, wrap: (value) => ({ name: 'BrokerRegistrationChangeRecord', value: value as BrokerRegistrationChangeRecord }) }],
  [18, { codec: accessControlEntryRecord, wrap: (value) => ({ name: 'AccessControlEntryRecord', value: value as AccessControlEntryRecord }) }],
  [19, { codec: removeAccessControlEntryRecord, wrap: (value) => ({ name: 'RemoveAccessControlEntryRecord', value: value as RemoveAccessControlEntryRecord }) }],
  [20, { codec: noOpRecord, wrap: (value) => ({ name: 'NoOpRecord', value: value as NoOpRecord }) }],
  [21, { codec: zkMigrationStateRecord, wrap: (value) => ({ name: 'ZkMigrationStateRecord', value: value as ZkMigrationStateRecord }) }],
  [22, { codec: removeUserScramCredentialRecord, wrap: (value) => ({ name: 'RemoveUserScramCredentialRecord', value: value as RemoveUserScramCredentialRecord }) }],
  [23, { codec: beginTransactionRecord, wrap: (value) => ({ name: 'BeginTransactionRecord', value: value as BeginTransactionRecord }) }],
  [24, { codec: endTransactionRecord, wrap: (value) => ({ name: 'EndTransactionRecord', value: value as EndTransactionRecord }) }],
  [25, { codec: abortTransactionRecord, wrap: (value) => ({ name: 'AbortTransactionRecord', value: value as AbortTransactionRecord }) }],
  [26, { codec: removeDelegationTokenRecord, wrap: (value) => ({ name: 'RemoveDelegationTokenRecord', value: value as RemoveDelegationTokenRecord }) }],
  [27, { codec: registerControllerRecord, wrap: (value) => ({ name: 'RegisterControllerRecord', value: value as RegisterControllerRecord }) }],
  [28, { codec: clearElrRecord, wrap: (value) => ({ name: 'ClearElrRecord', value: value as ClearElrRecord }) }],
]);
