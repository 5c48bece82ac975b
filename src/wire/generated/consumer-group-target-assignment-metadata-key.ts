// Generated from protocol/messages/coordinator-key/kafka-group-coordinator/ConsumerGroupTargetAssignmentMetadataKey.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ConsumerGroupTargetAssignmentMetadataKey {
  groupId: string;
}

export function newConsumerGroupTargetAssignmentMetadataKey(fields?: Partial<ConsumerGroupTargetAssignmentMetadataKey>): ConsumerGroupTargetAssignmentMetadataKey {
  return {
    groupId: '',
    ...fields,
  };
}

export function readConsumerGroupTargetAssignmentMetadataKey(reader: Reader, version: number): ConsumerGroupTargetAssignmentMetadataKey {
  if (version !== 0) throw unsupportedVersion('ConsumerGroupTargetAssignmentMetadataKey', version);
  return {
    groupId: reader.readString(false),
  };
}

export function writeConsumerGroupTargetAssignmentMetadataKey(writer: Writer, version: number, value: ConsumerGroupTargetAssignmentMetadataKey): void {
  if (version !== 0) throw unsupportedVersion('ConsumerGroupTargetAssignmentMetadataKey', version);
  writer.writeString(value.groupId, false);
}

export const consumerGroupTargetAssignmentMetadataKey: MessageCodec<ConsumerGroupTargetAssignmentMetadataKey> = {
  name: 'ConsumerGroupTargetAssignmentMetadataKey',
  apiKey: 6,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readConsumerGroupTargetAssignmentMetadataKey,
  write: writeConsumerGroupTargetAssignmentMetadataKey,
};
