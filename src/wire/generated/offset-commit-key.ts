// Generated from protocol/messages/coordinator-key/kafka-group-coordinator/OffsetCommitKey.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface OffsetCommitKey {
  group: string;
  topic: string;
  partition: number;
}

export function newOffsetCommitKey(fields?: Partial<OffsetCommitKey>): OffsetCommitKey {
  return {
    group: '',
    topic: '',
    partition: 0,
    ...fields,
  };
}

export function readOffsetCommitKey(reader: Reader, version: number): OffsetCommitKey {
  if (version !== 0) throw unsupportedVersion('OffsetCommitKey', version);
  return {
    group: reader.readString(false),
    topic: reader.readString(false),
    partition: reader.readInt32(),
  };
}

export function writeOffsetCommitKey(writer: Writer, version: number, value: OffsetCommitKey): void {
  if (version !== 0) throw unsupportedVersion('OffsetCommitKey', version);
  writer.writeString(value.group, false);
  writer.writeString(value.topic, false);
  writer.writeInt32(value.partition);
}

export const offsetCommitKey: MessageCodec<OffsetCommitKey> = {
  name: 'OffsetCommitKey',
  apiKey: 1,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readOffsetCommitKey,
  write: writeOffsetCommitKey,
};
