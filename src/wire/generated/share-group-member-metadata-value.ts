// Generated from protocol/messages/coordinator-value/kafka-group-coordinator/ShareGroupMemberMetadataValue.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ShareGroupMemberMetadataValue {
  rackId: string | null;
  clientId: string;
  clientHost: string;
  subscribedTopicNames: string[];
}

export function newShareGroupMemberMetadataValue(fields?: Partial<ShareGroupMemberMetadataValue>): ShareGroupMemberMetadataValue {
  return {
    rackId: '',
    clientId: '',
    clientHost: '',
    subscribedTopicNames: [],
    ...fields,
  };
}

export function readShareGroupMemberMetadataValue(reader: Reader, version: number): ShareGroupMemberMetadataValue {
  if (version !== 0) throw unsupportedVersion('ShareGroupMemberMetadataValue', version);
  const value: ShareGroupMemberMetadataValue = {
    rackId: reader.readNullableString(true),
    clientId: reader.readString(true),
    clientHost: reader.readString(true),
    subscribedTopicNames: reader.readStringArray(true),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeShareGroupMemberMetadataValue(writer: Writer, version: number, value: ShareGroupMemberMetadataValue): void {
  if (version !== 0) throw unsupportedVersion('ShareGroupMemberMetadataValue', version);
  writer.writeString(value.rackId, true);
  writer.writeString(value.clientId, true);
  writer.writeString(value.clientHost, true);
  writer.writeStringArray(value.subscribedTopicNames, true);
  writer.writeUnsignedVarint(0);
}

export const shareGroupMemberMetadataValue: MessageCodec<ShareGroupMemberMetadataValue> = {
  name: 'ShareGroupMemberMetadataValue',
  apiKey: 10,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readShareGroupMemberMetadataValue,
  write: writeShareGroupMemberMetadataValue,
};
