// Generated from protocol/messages/coordinator-key/kafka-group-coordinator/ConsumerGroupMemberMetadataKey.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ConsumerGroupMemberMetadataKey {
  groupId: string;
  memberId: string;
}

export function newConsumerGroupMemberMetadataKey(fields?: Partial<ConsumerGroupMemberMetadataKey>): ConsumerGroupMemberMetadataKey {
  return {
    groupId: '',
    memberId: '',
    ...fields,
  };
}

export function readConsumerGroupMemberMetadataKey(reader: Reader, version: number): ConsumerGroupMemberMetadataKey {
  if (version !== 0) throw unsupportedVersion('ConsumerGroupMemberMetadataKey', version);
  return {
    groupId: reader.readString(false),
    memberId: reader.readString(false),
  };
}

export function writeConsumerGroupMemberMetadataKey(writer: Writer, version: number, value: ConsumerGroupMemberMetadataKey): void {
  if (version !== 0) throw unsupportedVersion('ConsumerGroupMemberMetadataKey', version);
  writer.writeString(value.groupId, false);
  writer.writeString(value.memberId, false);
}

export const consumerGroupMemberMetadataKey: MessageCodec<ConsumerGroupMemberMetadataKey> = {
  name: 'ConsumerGroupMemberMetadataKey',
  apiKey: 5,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readConsumerGroupMemberMetadataKey,
  write: writeConsumerGroupMemberMetadataKey,
};
