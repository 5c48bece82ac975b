// Generated from protocol/messages/coordinator-key/kafka-group-coordinator/ConsumerGroupMetadataKey.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ConsumerGroupMetadataKey {
  groupId: string;
}

export function newConsumerGroupMetadataKey(fields?: Partial<ConsumerGroupMetadataKey>): ConsumerGroupMetadataKey {
  return {
    groupId: '',
    ...fields,
  };
}

export function readConsumerGroupMetadataKey(reader: Reader, version: number): ConsumerGroupMetadataKey {
  if (version !== 0) throw unsupportedVersion('ConsumerGroupMetadataKey', version);
  return {
    groupId: reader.readString(false),
  };
}

export function writeConsumerGroupMetadataKey(writer: Writer, version: number, value: ConsumerGroupMetadataKey): void {
  if (version !== 0) throw unsupportedVersion('ConsumerGroupMetadataKey', version);
  writer.writeString(value.groupId, false);
}

export const consumerGroupMetadataKey: MessageCodec<ConsumerGroupMetadataKey> = {
  name: 'ConsumerGroupMetadataKey',
  apiKey: 3,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readConsumerGroupMetadataKey,
  write: writeConsumerGroupMetadataKey,
};
