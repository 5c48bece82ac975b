// Generated from protocol/messages/coordinator-value/kafka-group-coordinator/OffsetCommitValue.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface OffsetCommitValue {
  offset: bigint;
  leaderEpoch: number;
  metadata: string;
  commitTimestamp: bigint;
  expireTimestamp: bigint;
  topicId: string;
}

export function newOffsetCommitValue(fields?: Partial<OffsetCommitValue>): OffsetCommitValue {
  return {
    offset: 0n,
    leaderEpoch: -1,
    metadata: '',
    commitTimestamp: 0n,
    expireTimestamp: -1n,
    topicId: ZERO_UUID,
    ...fields,
  };
}

export function readOffsetCommitValue(reader: Reader, version: number): OffsetCommitValue {
  if (version < 0 || version > 4) throw unsupportedVersion('OffsetCommitValue', version);
  const flexible = version >= 4;
  const value: OffsetCommitValue = {
    offset: reader.readInt64(),
    leaderEpoch: version >= 3 ? reader.readInt32() : -1,
    metadata: reader.readString(flexible),
    commitTimestamp: reader.readInt64(),
    expireTimestamp: version === 1 ? reader.readInt64() : -1n,
    topicId: ZERO_UUID,
  };
  if (flexible) {
    for (let count = reader.readTagCount(); count > 0; count--) {
      const tag = reader.readUnsignedVarint();
      const end = reader.readTaggedFieldEnd();
      switch (tag) {
        case 0:
          value.topicId = reader.readUuid();
          reader.endTaggedField(end);
          break;
        default:
          reader.skipTo(end);
      }
    }
  }
  return value;
}

export function writeOffsetCommitValue(writer: Writer, version: number, value: OffsetCommitValue): void {
  if (version < 0 || version > 4) throw unsupportedVersion('OffsetCommitValue', version);
  const flexible = version >= 4;
  writer.writeInt64(value.offset);
  if (version >= 3) writer.writeInt32(value.leaderEpoch);
  writer.writeString(value.metadata, flexible);
  writer.writeInt64(value.commitTimestamp);
  if (version === 1) writer.writeInt64(value.expireTimestamp);
  if (flexible) {
    let tagCount = 0;
    if (value.topicId !== ZERO_UUID) tagCount++;
    writer.writeUnsignedVarint(tagCount);
    if (value.topicId !== ZERO_UUID) {
      const position = writer.beginTaggedField(0);
      writer.writeUuid(value.topicId);
      writer.endTaggedField(position);
    }
  }
}

export const offsetCommitValue: MessageCodec<OffsetCommitValue> = {
  name: 'OffsetCommitValue',
  apiKey: 1,
  minVersion: 0,
  maxVersion: 4,
  latestVersionUnstable: false,
  flexibleFrom: 4,
  read: readOffsetCommitValue,
  write: writeOffsetCommitValue,
};
