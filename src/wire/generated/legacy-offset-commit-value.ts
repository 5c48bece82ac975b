// Generated from protocol/messages/coordinator-value/kafka-group-coordinator/LegacyOffsetCommitValue.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface LegacyOffsetCommitValue {
  offset: bigint;
  metadata: string;
  commitTimestamp: bigint;
}

export function newLegacyOffsetCommitValue(fields?: Partial<LegacyOffsetCommitValue>): LegacyOffsetCommitValue {
  return {
    offset: 0n,
    metadata: '',
    commitTimestamp: 0n,
    ...fields,
  };
}

export function readLegacyOffsetCommitValue(reader: Reader, version: number): LegacyOffsetCommitValue {
  if (version !== 0) throw unsupportedVersion('LegacyOffsetCommitValue', version);
  return {
    offset: reader.readInt64(),
    metadata: reader.readString(false),
    commitTimestamp: reader.readInt64(),
  };
}

export function writeLegacyOffsetCommitValue(writer: Writer, version: number, value: LegacyOffsetCommitValue): void {
  if (version !== 0) throw unsupportedVersion('LegacyOffsetCommitValue', version);
  writer.writeInt64(value.offset);
  writer.writeString(value.metadata, false);
  writer.writeInt64(value.commitTimestamp);
}

export const legacyOffsetCommitValue: MessageCodec<LegacyOffsetCommitValue> = {
  name: 'LegacyOffsetCommitValue',
  apiKey: 0,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readLegacyOffsetCommitValue,
  write: writeLegacyOffsetCommitValue,
};
