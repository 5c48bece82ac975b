// Generated from protocol/messages/coordinator-key/kafka-share-coordinator/ShareSnapshotKey.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ShareSnapshotKey {
  groupId: string;
  topicId: string;
  partition: number;
}

export function newShareSnapshotKey(fields?: Partial<ShareSnapshotKey>): ShareSnapshotKey {
  return {
    groupId: '',
    topicId: ZERO_UUID,
    partition: 0,
    ...fields,
  };
}

export function readShareSnapshotKey(reader: Reader, version: number): ShareSnapshotKey {
  if (version !== 0) throw unsupportedVersion('ShareSnapshotKey', version);
  return {
    groupId: reader.readString(false),
    topicId: reader.readUuid(),
    partition: reader.readInt32(),
  };
}

export function writeShareSnapshotKey(writer: Writer, version: number, value: ShareSnapshotKey): void {
  if (version !== 0) throw unsupportedVersion('ShareSnapshotKey', version);
  writer.writeString(value.groupId, false);
  writer.writeUuid(value.topicId);
  writer.writeInt32(value.partition);
}

export const shareSnapshotKey: MessageCodec<ShareSnapshotKey> = {
  name: 'ShareSnapshotKey',
  apiKey: 0,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readShareSnapshotKey,
  write: writeShareSnapshotKey,
};
