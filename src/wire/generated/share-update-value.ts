// Generated from protocol/messages/coordinator-value/kafka-share-coordinator/ShareUpdateValue.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ShareUpdateValue {
  snapshotEpoch: number;
  leaderEpoch: number;
  startOffset: bigint;
  deliveryCompleteCount: number;
  stateBatches: StateBatch[];
}

export interface StateBatch {
  firstOffset: bigint;
  lastOffset: bigint;
  deliveryState: number;
  deliveryCount: number;
}

export function newShareUpdateValue(fields?: Partial<ShareUpdateValue>): ShareUpdateValue {
  return {
    snapshotEpoch: 0,
    leaderEpoch: 0,
    startOffset: 0n,
    deliveryCompleteCount: -1,
    stateBatches: [],
    ...fields,
  };
}

export function readShareUpdateValue(reader: Reader, version: number): ShareUpdateValue {
  if (version !== 0) throw unsupportedVersion('ShareUpdateValue', version);
  const value: ShareUpdateValue = {
    snapshotEpoch: reader.readInt32(),
    leaderEpoch: reader.readInt32(),
    startOffset: reader.readInt64(),
    deliveryCompleteCount: -1,
    stateBatches: readStateBatchArray(reader, version),
  };
  for (let count = reader.readTagCount(); count > 0; count--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0:
        value.deliveryCompleteCount = reader.readInt32();
        reader.endTaggedField(end);
        break;
      default:
        reader.skipTo(end);
    }
  }
  return value;
}

export function writeShareUpdateValue(writer: Writer, version: number, value: ShareUpdateValue): void {
  if (version !== 0) throw unsupportedVersion('ShareUpdateValue', version);
  writer.writeInt32(value.snapshotEpoch);
  writer.writeInt32(value.leaderEpoch);
  writer.writeInt64(value.startOffset);
  writer.writeArrayLength(value.stateBatches.length, true);
  for (const element of value.stateBatches) writeStateBatch(writer, version, element);
  let tagCount = 0;
  if (value.deliveryCompleteCount !== -1) tagCount++;
  writer.writeUnsignedVarint(tagCount);
  if (value.deliveryCompleteCount !== -1) {
    const position = writer.beginTaggedField(0);
    writer.writeInt32(value.deliveryCompleteCount);
    writer.endTaggedField(position);
  }
}

export function newStateBatch(fields?: Partial<StateBatch>): StateBatch {
  return {
    firstOffset: 0n,
    lastOffset: 0n,
    deliveryState: 0,
    deliveryCount: 0,
    ...fields,
  };
}

function readStateBatch(reader: Reader, version: number): StateBatch {
  const value: StateBatch = {
    firstOffset: reader.readInt64(),
    lastOffset: reader.readInt64(),
    deliveryState: reader.readInt8(),
    deliveryCount: reader.readInt16(),
  };
  reader.skipTaggedFields();
  return value;
}

function readStateBatchArray(reader: Reader, version: number): StateBatch[] {
  const length = reader.readArrayLength(true, 20);
  const values: StateBatch[] = [];
  for (let index = 0; index < length; index++) values.push(readStateBatch(reader, version));
  return values;
}

function writeStateBatch(writer: Writer, version: number, value: StateBatch): void {
  writer.writeInt64(value.firstOffset);
  writer.writeInt64(value.lastOffset);
  writer.writeInt8(value.deliveryState);
  writer.writeInt16(value.deliveryCount);
  writer.writeUnsignedVarint(0);
}

export const shareUpdateValue: MessageCodec<ShareUpdateValue> = {
  name: 'ShareUpdateValue',
  apiKey: 1,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readShareUpdateValue,
  write: writeShareUpdateValue,
};
