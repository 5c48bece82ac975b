// Generated from protocol/messages/coordinator-key/kafka-group-coordinator/LegacyOffsetCommitKey.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface LegacyOffsetCommitKey {
  group: string;
  topic: string;
  partition: number;
}

export function newLegacyOffsetCommitKey(fields?: Partial<LegacyOffsetCommitKey>): LegacyOffsetCommitKey {
  return {
    group: '',
    topic: '',
    partition: 0,
    ...fields,
  };
}

export function readLegacyOffsetCommitKey(reader: Reader, version: number): LegacyOffsetCommitKey {
  if (version !== 0) throw unsupportedVersion('LegacyOffsetCommitKey', version);
  return {
    group: reader.readString(false),
    topic: reader.readString(false),
    partition: reader.readInt32(),
  };
}

export function writeLegacyOffsetCommitKey(writer: Writer, version: number, value: LegacyOffsetCommitKey): void {
  if (version !== 0) throw unsupportedVersion('LegacyOffsetCommitKey', version);
  writer.writeString(value.group, false);
  writer.writeString(value.topic, false);
  writer.writeInt32(value.partition);
}

export const legacyOffsetCommitKey: MessageCodec<LegacyOffsetCommitKey> = {
  name: 'LegacyOffsetCommitKey',
  apiKey: 0,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readLegacyOffsetCommitKey,
  write: writeLegacyOffsetCommitKey,
};
