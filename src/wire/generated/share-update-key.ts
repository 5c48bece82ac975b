// Generated from protocol/messages/coordinator-key/kafka-share-coordinator/ShareUpdateKey.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ShareUpdateKey {
  groupId: string;
  topicId: string;
  partition: number;
}

export function newShareUpdateKey(fields?: Partial<ShareUpdateKey>): ShareUpdateKey {
  return {
    groupId: '',
    topicId: ZERO_UUID,
    partition: 0,
    ...fields,
  };
}

export function readShareUpdateKey(reader: Reader, version: number): ShareUpdateKey {
  if (version !== 0) throw unsupportedVersion('ShareUpdateKey', version);
  return {
    groupId: reader.readString(false),
    topicId: reader.readUuid(),
    partition: reader.readInt32(),
  };
}

export function writeShareUpdateKey(writer: Writer, version: number, value: ShareUpdateKey): void {
  if (version !== 0) throw unsupportedVersion('ShareUpdateKey', version);
  writer.writeString(value.groupId, false);
  writer.writeUuid(value.topicId);
  writer.writeInt32(value.partition);
}

export const shareUpdateKey: MessageCodec<ShareUpdateKey> = {
  name: 'ShareUpdateKey',
  apiKey: 1,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readShareUpdateKey,
  write: writeShareUpdateKey,
};
