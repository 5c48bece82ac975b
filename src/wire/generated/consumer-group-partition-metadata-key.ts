// Generated from protocol/messages/coordinator-key/kafka-group-coordinator/ConsumerGroupPartitionMetadataKey.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ConsumerGroupPartitionMetadataKey {
  groupId: string;
}

export function newConsumerGroupPartitionMetadataKey(fields?: Partial<ConsumerGroupPartitionMetadataKey>): ConsumerGroupPartitionMetadataKey {
  return {
    groupId: '',
    ...fields,
  };
}

export function readConsumerGroupPartitionMetadataKey(reader: Reader, version: number): ConsumerGroupPartitionMetadataKey {
  if (version !== 0) throw unsupportedVersion('ConsumerGroupPartitionMetadataKey', version);
  return {
    groupId: reader.readString(false),
  };
}

export function writeConsumerGroupPartitionMetadataKey(writer: Writer, version: number, value: ConsumerGroupPartitionMetadataKey): void {
  if (version !== 0) throw unsupportedVersion('ConsumerGroupPartitionMetadataKey', version);
  writer.writeString(value.groupId, false);
}

export const consumerGroupPartitionMetadataKey: MessageCodec<ConsumerGroupPartitionMetadataKey> = {
  name: 'ConsumerGroupPartitionMetadataKey',
  apiKey: 4,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readConsumerGroupPartitionMetadataKey,
  write: writeConsumerGroupPartitionMetadataKey,
};
