// Generated from protocol/messages/coordinator-key/kafka-group-coordinator/ShareGroupStatePartitionMetadataKey.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ShareGroupStatePartitionMetadataKey {
  groupId: string;
}

export function newShareGroupStatePartitionMetadataKey(fields?: Partial<ShareGroupStatePartitionMetadataKey>): ShareGroupStatePartitionMetadataKey {
  return {
    groupId: '',
    ...fields,
  };
}

export function readShareGroupStatePartitionMetadataKey(reader: Reader, version: number): ShareGroupStatePartitionMetadataKey {
  if (version !== 0) throw unsupportedVersion('ShareGroupStatePartitionMetadataKey', version);
  return {
    groupId: reader.readString(false),
  };
}

export function writeShareGroupStatePartitionMetadataKey(writer: Writer, version: number, value: ShareGroupStatePartitionMetadataKey): void {
  if (version !== 0) throw unsupportedVersion('ShareGroupStatePartitionMetadataKey', version);
  writer.writeString(value.groupId, false);
}

export const shareGroupStatePartitionMetadataKey: MessageCodec<ShareGroupStatePartitionMetadataKey> = {
  name: 'ShareGroupStatePartitionMetadataKey',
  apiKey: 15,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readShareGroupStatePartitionMetadataKey,
  write: writeShareGroupStatePartitionMetadataKey,
};
