// Generated from protocol/messages/coordinator-key/kafka-group-coordinator/ShareGroupTargetAssignmentMetadataKey.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ShareGroupTargetAssignmentMetadataKey {
  groupId: string;
}

export function newShareGroupTargetAssignmentMetadataKey(fields?: Partial<ShareGroupTargetAssignmentMetadataKey>): ShareGroupTargetAssignmentMetadataKey {
  return {
    groupId: '',
    ...fields,
  };
}

export function readShareGroupTargetAssignmentMetadataKey(reader: Reader, version: number): ShareGroupTargetAssignmentMetadataKey {
  if (version !== 0) throw unsupportedVersion('ShareGroupTargetAssignmentMetadataKey', version);
  return {
    groupId: reader.readString(false),
  };
}

export function writeShareGroupTargetAssignmentMetadataKey(writer: Writer, version: number, value: ShareGroupTargetAssignmentMetadataKey): void {
  if (version !== 0) throw unsupportedVersion('ShareGroupTargetAssignmentMetadataKey', version);
  writer.writeString(value.groupId, false);
}

export const shareGroupTargetAssignmentMetadataKey: MessageCodec<ShareGroupTargetAssignmentMetadataKey> = {
  name: 'ShareGroupTargetAssignmentMetadataKey',
  apiKey: 12,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readShareGroupTargetAssignmentMetadataKey,
  write: writeShareGroupTargetAssignmentMetadataKey,
};
