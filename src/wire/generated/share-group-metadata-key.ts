// Generated from protocol/messages/coordinator-key/kafka-group-coordinator/ShareGroupMetadataKey.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ShareGroupMetadataKey {
  groupId: string;
}

export function newShareGroupMetadataKey(fields?: Partial<ShareGroupMetadataKey>): ShareGroupMetadataKey {
  return {
    groupId: '',
    ...fields,
  };
}

export function readShareGroupMetadataKey(reader: Reader, version: number): ShareGroupMetadataKey {
  if (version !== 0) throw unsupportedVersion('ShareGroupMetadataKey', version);
  return {
    groupId: reader.readString(false),
  };
}

export function writeShareGroupMetadataKey(writer: Writer, version: number, value: ShareGroupMetadataKey): void {
  if (version !== 0) throw unsupportedVersion('ShareGroupMetadataKey', version);
  writer.writeString(value.groupId, false);
}

export const shareGroupMetadataKey: MessageCodec<ShareGroupMetadataKey> = {
  name: 'ShareGroupMetadataKey',
  apiKey: 11,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readShareGroupMetadataKey,
  write: writeShareGroupMetadataKey,
};
