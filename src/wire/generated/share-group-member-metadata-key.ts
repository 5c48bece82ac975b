// Generated from protocol/messages/coordinator-key/kafka-group-coordinator/ShareGroupMemberMetadataKey.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ShareGroupMemberMetadataKey {
  groupId: string;
  memberId: string;
}

export function newShareGroupMemberMetadataKey(fields?: Partial<ShareGroupMemberMetadataKey>): ShareGroupMemberMetadataKey {
  return {
    groupId: '',
    memberId: '',
    ...fields,
  };
}

export function readShareGroupMemberMetadataKey(reader: Reader, version: number): ShareGroupMemberMetadataKey {
  if (version !== 0) throw unsupportedVersion('ShareGroupMemberMetadataKey', version);
  return {
    groupId: reader.readString(false),
    memberId: reader.readString(false),
  };
}

export function writeShareGroupMemberMetadataKey(writer: Writer, version: number, value: ShareGroupMemberMetadataKey): void {
  if (version !== 0) throw unsupportedVersion('ShareGroupMemberMetadataKey', version);
  writer.writeString(value.groupId, false);
  writer.writeString(value.memberId, false);
}

export const shareGroupMemberMetadataKey: MessageCodec<ShareGroupMemberMetadataKey> = {
  name: 'ShareGroupMemberMetadataKey',
  apiKey: 10,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readShareGroupMemberMetadataKey,
  write: writeShareGroupMemberMetadataKey,
};
