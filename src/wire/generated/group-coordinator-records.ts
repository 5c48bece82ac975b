// Generated from protocol/messages by `npm run generate`: change that, not this file.

import type { CoordinatorRecordType } from '../framed-record.ts';
import { type ConsumerGroupCurrentMemberAssignmentKey, consumerGroupCurrentMemberAssignmentKey } from './consumer-group-current-member-assignment-key.ts';
import { type ConsumerGroupMemberMetadataKey, consumerGroupMemberMetadataKey } from './consumer-group-member-metadata-key.ts';
import { type ConsumerGroupMetadataKey, consumerGroupMetadataKey } from './consumer-group-metadata-key.ts';
import { type ConsumerGroupPartitionMetadataKey, consumerGroupPartitionMetadataKey } from './consumer-group-partition-metadata-key.ts';
import { type ConsumerGroupRegularExpressionKey, consumerGroupRegularExpressionKey } from './consumer-group-regular-expression-key.ts';
import { type ConsumerGroupTargetAssignmentMemberKey, consumerGroupTargetAssignmentMemberKey } from './consumer-group-target-assignment-member-key.ts';
import { type ConsumerGroupTargetAssignmentMetadataKey, consumerGroupTargetAssignmentMetadataKey } from './consumer-group-target-assignment-metadata-key.ts';
import { type GroupMetadataKey, groupMetadataKey } from './group-metadata-key.ts';
import { type LegacyOffsetCommitKey, legacyOffsetCommitKey } from './legacy-offset-commit-key.ts';
import { type OffsetCommitKey, offsetCommitKey } from './offset-commit-key.ts';
import { type ShareGroupCurrentMemberAssignmentKey, shareGroupCurrentMemberAssignmentKey } from './share-group-current-member-assignment-key.ts';
import { type ShareGroupMemberMetadataKey, shareGroupMemberMetadataKey } from './share-group-member-metadata-key.ts';
import { type ShareGroupMetadataKey, shareGroupMetadataKey } from './share-group-metadata-key.ts';
import { type ShareGroupStatePartitionMetadataKey, shareGroupStatePartitionMetadataKey } from './share-group-state-partition-metadata-key.ts';
import { type ShareGroupTargetAssignmentMemberKey, shareGroupTargetAssignmentMemberKey } from './share-group-target-assignment-member-key.ts';
import { type ShareGroupTargetAssignmentMetadataKey, shareGroupTargetAssignmentMetadataKey } from './share-group-target-assignment-metadata-key.ts';
import { type StreamsGroupCurrentMemberAssignmentKey, streamsGroupCurrentMemberAssignmentKey } from './streams-group-current-member-assignment-key.ts';
import { type StreamsGroupMemberMetadataKey, streamsGroupMemberMetadataKey } from './streams-group-member-metadata-key.ts';
import { type StreamsGroupMetadataKey, streamsGroupMetadataKey } from './streams-group-metadata-key.ts';
import { type StreamsGroupTargetAssignmentMemberKey, streamsGroupTargetAssignmentMemberKey } from './streams-group-target-assignment-member-key.ts';
import { type StreamsGroupTargetAssignmentMetadataKey, streamsGroupTargetAssignmentMetadataKey } from './streams-group-target-assignment-metadata-key.ts';
import { type StreamsGroupTopologyKey, streamsGroupTopologyKey } from './streams-group-topology-key.ts';
import { type ConsumerGroupCurrentMemberAssignmentValue, consumerGroupCurrentMemberAssignmentValue } from './consumer-group-current-member-assignment-value.ts';
import { type ConsumerGroupMemberMetadataValue, consumerGroupMemberMetadataValue } from './consumer-group-member-metadata-value.ts';
import { type ConsumerGroupMetadataValue, consumerGroupMetadataValue } from './consumer-group-metadata-value.ts';
import { type ConsumerGroupPartitionMetadataValue, consumerGroupPartitionMetadataValue } from './consumer-group-partition-metadata-value.ts';
import { type ConsumerGroupRegularExpressionValue, consumerGroupRegularExpressionValue } from './consumer-group-regular-expression-value.ts';
import { type ConsumerGroupTargetAssignmentMemberValue, consumerGroupTargetAssignmentMemberValue } from './consumer-group-target-assignment-member-value.ts';
import { type ConsumerGroupTargetAssignmentMetadataValue, consumerGroupTargetAssignmentMetadataValue } from './consumer-group-target-assignment-metadata-value.ts';
import { type GroupMetadataValue, groupMetadataValue } from './group-metadata-value.ts';
import { type LegacyOffsetCommitValue, legacyOffsetCommitValue } from './legacy-offset-commit-value.ts';
import { type OffsetCommitValue, offsetCommitValue } from './offset-commit-value.ts';
import { type ShareGroupCurrentMemberAssignmentValue, shareGroupCurrentMemberAssignmentValue } from './share-group-current-member-assignment-value.ts';
import { type ShareGroupMemberMetadataValue, shareGroupMemberMetadataValue } from './share-group-member-metadata-value.ts';
import { type ShareGroupMetadataValue, shareGroupMetadataValue } from './share-group-metadata-value.ts';
import { type ShareGroupStatePartitionMetadataValue, shareGroupStatePartitionMetadataValue } from './share-group-state-partition-metadata-value.ts';
import { type ShareGroupTargetAssignmentMemberValue, shareGroupTargetAssignmentMemberValue } from './share-group-target-assignment-member-value.ts';
import { type ShareGroupTargetAssignmentMetadataValue, shareGroupTargetAssignmentMetadataValue } from './share-group-target-assignment-metadata-value.ts';
import { type StreamsGroupCurrentMemberAssignmentValue, streamsGroupCurrentMemberAssignmentValue } from './streams-group-current-member-assignment-value.ts';
import { type StreamsGroupMemberMetadataValue, streamsGroupMemberMetadataValue } from './streams-group-member-metadata-value.ts';
import { type StreamsGroupMetadataValue, streamsGroupMetadataValue } from './streams-group-metadata-value.ts';
import { type StreamsGroupTargetAssignmentMemberValue, streamsGroupTargetAssignmentMemberValue } from './streams-group-target-assignment-member-value.ts';
import { type StreamsGroupTargetAssignmentMetadataValue, streamsGroupTargetAssignmentMetadataValue } from './streams-group-target-assignment-metadata-value.ts';
import { type StreamsGroupTopologyValue, streamsGroupTopologyValue } from './streams-group-topology-value.ts';

/** A record of this coordinator's log, told apart by its name. A null value is a tombstone. */
export type GroupCoordinatorRecord =
  | { readonly name: 'LegacyOffsetCommit'; readonly key: LegacyOffsetCommitKey; readonly value: LegacyOffsetCommitValue | null }
  | { readonly name: 'OffsetCommit'; readonly key: OffsetCommitKey; readonly value: OffsetCommitValue | null }
  | { readonly name: 'GroupMetadata'; readonly key: GroupMetadataKey; readonly value: GroupMetadataValue | null }
  | { readonly name: 'ConsumerGroupMetadata'; readonly key: ConsumerGroupMetadataKey; readonly value: ConsumerGroupMetadataValue | null }
  | { readonly name: 'ConsumerGroupPartitionMetadata'; readonly key: ConsumerGroupPartitionMetadataKey; readonly value: ConsumerGroupPartitionMetadataValue | null }
  | { readonly name: 'ConsumerGroupMemberMetadata'; readonly key: ConsumerGroupMemberMetadataKey; readonly value: ConsumerGroupMemberMetadataValue | null }
  | { readonly name: 'ConsumerGroupTargetAssignmentMetadata'; readonly key: ConsumerGroupTargetAssignmentMetadataKey; readonly value: ConsumerGroupTargetAssignmentMetadataValue | null }
  | { readonly name: 'ConsumerGroupTargetAssignmentMember'; readonly key: ConsumerGroupTargetAssignmentMemberKey; readonly value: ConsumerGroupTargetAssignmentMemberValue | null }
  | { readonly name: 'ConsumerGroupCurrentMemberAssignment'; readonly key: ConsumerGroupCurrentMemberAssignmentKey; readonly value: ConsumerGroupCurrentMemberAssignmentValue | null }
  | { readonly name: 'ShareGroupMemberMetadata'; readonly key: ShareGroupMemberMetadataKey; readonly value: ShareGroupMemberMetadataValue | null }
  | { readonly name: 'ShareGroupMetadata'; readonly key: ShareGroupMetadataKey; readonly value: ShareGroupMetadataValue | null }
  | { readonly name: 'ShareGroupTargetAssignmentMetadata'; readonly key: ShareGroupTargetAssignmentMetadataKey; readonly value: ShareGroupTargetAssignmentMetadataValue | null }
  | { readonly name: 'ShareGroupTargetAssignmentMember'; readonly key: ShareGroupTargetAssignmentMemberKey; readonly value: ShareGroupTargetAssignmentMemberValue | null }
  | { readonly name: 'ShareGroupCurrentMemberAssignment'; readonly key: ShareGroupCurrentMemberAssignmentKey; readonly value: ShareGroupCurrentMemberAssignmentValue | null }
  | { readonly name: 'ShareGroupStatePartitionMetadata'; readonly key: ShareGroupStatePartitionMetadataKey; readonly value: ShareGroupStatePartitionMetadataValue | null }
  | { readonly name: 'ConsumerGroupRegularExpression'; readonly key: ConsumerGroupRegularExpressionKey; readonly value: ConsumerGroupRegularExpressionValue | null }
  | { readonly name: 'StreamsGroupMetadata'; readonly key: StreamsGroupMetadataKey; readonly value: StreamsGroupMetadataValue | null }
  | { readonly name: 'StreamsGroupMemberMetadata'; readonly key: StreamsGroupMemberMetadataKey; readonly value: StreamsGroupMemberMetadataValue | null }
  | { readonly name: 'StreamsGroupTargetAssignmentMetadata'; readonly key: StreamsGroupTargetAssignmentMetadataKey; readonly value: StreamsGroupTargetAssignmentMetadataValue | null }
  | { readonly name: 'StreamsGroupTargetAssignmentMember'; readonly key: StreamsGroupTargetAssignmentMemberKey; readonly value: StreamsGroupTargetAssignmentMemberValue | null }
  | { readonly name: 'StreamsGroupCurrentMemberAssignment'; readonly key: StreamsGroupCurrentMemberAssignmentKey; readonly value: StreamsGroupCurrentMemberAssignmentValue | null }
  | { readonly name: 'StreamsGroupTopology'; readonly key: StreamsGroupTopologyKey; readonly value: StreamsGroupTopologyValue | null };

/** By the type number that leads the key. */
export const groupCoordinatorRecordTypes: ReadonlyMap<number, CoordinatorRecordType<GroupCoordinatorRecord>> = new Map<
  number,
  CoordinatorRecordType<GroupCoordinatorRecord>
>([
  [
    0,
    {
      key: legacyOffsetCommitKey,
      value: legacyOffsetCommitValue,
      wrap: (key, value) => ({ name: 'LegacyOffsetCommit', key: key as LegacyOffsetCommitKey, value: value as LegacyOffsetCommitValue | null }),
    },
  ],
  [
    1,
    {
      key: offsetCommitKey,
      value: offsetCommitValue,
      wrap: (key, value) => ({ name: 'OffsetCommit', key: key as OffsetCommitKey, value: value as OffsetCommitValue | null }),
    },
  ],
  [
    2,
    {
      key: groupMetadataKey,
      value: groupMetadataValue,
      wrap: (key, value) => ({ name: 'GroupMetadata', key: key as GroupMetadataKey, value: value as GroupMetadataValue | null }),
    },
  ],
  [
    3,
    {
      key: consumerGroupMetadataKey,
      value: consumerGroupMetadataValue,
      wrap: (key, value) => ({ name: 'ConsumerGroupMetadata', key: key as ConsumerGroupMetadataKey, value: value as ConsumerGroupMetadataValue | null }),
    },
  ],
  [
    4,
    {
      key: consumerGroupPartitionMetadataKey,
      value: consumerGroupPartitionMetadataValue,
      wrap: (key, value) => ({ name: 'ConsumerGroupPartitionMetadata', key: key as ConsumerGroupPartitionMetadataKey, value: value as ConsumerGroupPartitionMetadataValue | null }),
    },
  ],
  [
    5,
    {
      key: consumerGroupMemberMetadataKey,
      value: consumerGroupMemberMetadataValue,
      wrap: (key, value) => ({ name: 'ConsumerGroupMemberMetadata', key: key as ConsumerGroupMemberMetadataKey, value: value as ConsumerGroupMemberMetadataValue | null }),
    },
  ],
  [
    6,
    {
      key: consumerGroupTargetAssignmentMetadataKey,
      value: consumerGroupTargetAssignmentMetadataValue,
      wrap: (key, value) => ({ name: 'ConsumerGroupTargetAssignmentMetadata', key: key as ConsumerGroupTargetAssignmentMetadataKey, value: value as ConsumerGroupTargetAssignmentMetadataValue | null }),
    },
  ],
  [
    7,
    {
      key: consumerGroupTargetAssignmentMemberKey,
      value: consumerGroupTargetAssignmentMemberValue,
      wrap: (key, value) => ({ name: 'ConsumerGroupTargetAssignmentMember', key: key as ConsumerGroupTargetAssignmentMemberKey, value: value as ConsumerGroupTargetAssignmentMemberValue | null }),
    },
  ],
  [
    8,
    {
      key: consumerGroupCurrentMemberAssignmentKey,
      value: consumerGroupCurrentMemberAssignmentValue,
      wrap: (key, value) => ({ name: 'ConsumerGroupCurrentMemberAssignment', key: key as ConsumerGroupCurrentMemberAssignmentKey, value: value as ConsumerGroupCurrentMemberAssignmentValue | null }),
    },
  ],
  [
    10,
    {
      key: shareGroupMemberMetadataKey,
      value: shareGroupMemberMetadataValue,
      wrap: (key, value) => ({ name: 'ShareGroupMemberMetadata', key: key as ShareGroupMemberMetadataKey, value: value as ShareGroupMemberMetadataValue | null }),
    },
  ],
  [
    11,
    {
      key: shareGroupMetadataKey,
      value: shareGroupMetadataValue,
      wrap: (key, value) => ({ name: 'ShareGroupMetadata', key: key as ShareGroupMetadataKey, value: value as ShareGroupMetadataValue | null }),
    },
  ],
  [
    12,
    {
      key: shareGroupTargetAssignmentMetadataKey,
      value: shareGroupTargetAssignmentMetadataValue,
      wrap: (key, value) => ({ name: 'ShareGroupTargetAssignmentMetadata', key: key as ShareGroupTargetAssignmentMetadataKey, value: value as ShareGroupTargetAssignmentMetadataValue | null }),
    },
  ],
  [
    13,
    {
      key: shareGroupTargetAssignmentMemberKey,
      value: shareGroupTargetAssignmentMemberValue,
      wrap: (key, value) => ({ name: 'ShareGroupTargetAssignmentMember', key: key as ShareGroupTargetAssignmentMemberKey, value: value as ShareGroupTargetAssignmentMemberValue | null }),
    },
  ],
  [
    14,
    {
      key: shareGroupCurrentMemberAssignmentKey,
      value: shareGroupCurrentMemberAssignmentValue,
      wrap: (key, value) => ({ name: 'ShareGroupCurrentMemberAssignment', key: key as ShareGroupCurrentMemberAssignmentKey, value: value as ShareGroupCurrentMemberAssignmentValue | null }),
    },
  ],
  [
    15,
    {
      key: shareGroupStatePartitionMetadataKey,
      value: shareGroupStatePartitionMetadataValue,
      wrap: (key, value) => ({ name: 'ShareGroupStatePartitionMetadata', key: key as ShareGroupStatePartitionMetadataKey, value: value as ShareGroupStatePartitionMetadataValue | null }),
    },
  ],
  [
    16,
    {
      key: consumerGroupRegularExpressionKey,
      value: consumerGroupRegularExpressionValue,
      wrap: (key, value) => ({ name: 'ConsumerGroupRegularExpression', key: key as ConsumerGroupRegularExpressionKey, value: value as ConsumerGroupRegularExpressionValue | null }),
    },
  ],
  [
    17,
    {
      key: streamsGroupMetadataKey,
      value: streamsGroupMetadataValue,
      wrap: (key, value) => ({ name: 'StreamsGroupMetadata', key: key as StreamsGroupMetadataKey, value: value as StreamsGroupMetadataValue | null }),
    },
  ],
  [
    19,
    {
      key: streamsGroupMemberMetadataKey,
      value: streamsGroupMemberMetadataValue,
      wrap: (key, value) => ({ name: 'StreamsGroupMemberMetadata', key: key as StreamsGroupMemberMetadataKey, value: value as StreamsGroupMemberMetadataValue | null }),
    },
  ],
  [
    20,
    {
      key: streamsGroupTargetAssignmentMetadataKey,
      value: streamsGroupTargetAssignmentMetadataValue,
      wrap: (key, value) => ({ name: 'StreamsGroupTargetAssignmentMetadata', key: key as StreamsGroupTargetAssignmentMetadataKey, value: value as StreamsGroupTargetAssignmentMetadataValue | null }),
    },
  ],
  [
    21,
    {
      key: streamsGroupTargetAssignmentMemberKey,
      value: streamsGroupTargetAssignmentMemberValue,
      wrap: (key, value) => ({ name: 'StreamsGroupTargetAssignmentMember', key: key as StreamsGroupTargetAssignmentMemberKey, value: value as StreamsGroupTargetAssignmentMemberValue | null }),
    },
  ],
  [
    22,
    {
      key: streamsGroupCurrentMemberAssignmentKey,
      value: streamsGroupCurrentMemberAssignmentValue,
      wrap: (key, value) => ({ name: 'StreamsGroupCurrentMemberAssignment', key: key as StreamsGroupCurrentMemberAssignmentKey, value: value as StreamsGroupCurrentMemberAssignmentValue | null }),
    },
  ],
  [
    23,
    {
      key: streamsGroupTopologyKey,
      value: streamsGroupTopologyValue,
      wrap: (key, value) => ({ name: 'StreamsGroupTopology', key: key as StreamsGroupTopologyKey, value: value as StreamsGroupTopologyValue | null }),
    },
  ],
]);
