// Generated from protocol/messages/coordinator-key/kafka-group-coordinator/GroupMetadataKey.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface GroupMetadataKey {
  group: string;
}

export function newGroupMetadataKey(fields?: Partial<GroupMetadataKey>): GroupMetadataKey {
  return {
    group: '',
    ...fields,
  };
}

export function readGroupMetadataKey(reader: Reader, version: number): GroupMetadataKey {
  if (version !== 0) throw unsupportedVersion('GroupMetadataKey', version);
  return {
    group: reader.readString(false),
  };
}

export function writeGroupMetadataKey(writer: Writer, version: number, value: GroupMetadataKey): void {
  if (version !== 0) throw unsupportedVersion('GroupMetadataKey', version);
  writer.writeString(value.group, false);
}

export const groupMetadataKey: MessageCodec<GroupMetadataKey> = {
  name: 'GroupMetadataKey',
  apiKey: 2,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readGroupMetadataKey,
  write: writeGroupMetadataKey,
};
