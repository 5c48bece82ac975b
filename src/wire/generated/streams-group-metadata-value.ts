// Generated from protocol/messages/coordinator-value/kafka-group-coordinator/StreamsGroupMetadataValue.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface StreamsGroupMetadataValue {
  epoch: number;
  metadataHash: bigint;
  validatedTopologyEpoch: number;
  lastAssignmentConfigs: LastAssignmentConfig[] | null;
}

export interface LastAssignmentConfig {
  key: string;
  value: string;
}

export function newStreamsGroupMetadataValue(fields?: Partial<StreamsGroupMetadataValue>): StreamsGroupMetadataValue {
  return {
    epoch: 0,
    metadataHash: 0n,
    validatedTopologyEpoch: -1,
    lastAssignmentConfigs: [],
    ...fields,
  };
}

export function readStreamsGroupMetadataValue(reader: Reader, version: number): StreamsGroupMetadataValue {
  if (version !== 0) throw unsupportedVersion('StreamsGroupMetadataValue', version);
  const value: StreamsGroupMetadataValue = {
    epoch: reader.readInt32(),
    metadataHash: reader.readInt64(),
    validatedTopologyEpoch: -1,
    lastAssignmentConfigs: [],
  };
  for (let count = reader.readTagCount(); count > 0; count--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0:
        value.validatedTopologyEpoch = reader.readInt32();
        reader.endTaggedField(end);
        break;
      case 1:
        value.lastAssignmentConfigs = readNullableLastAssignmentConfigArray(reader, version);
        reader.endTaggedField(end);
        break;
      default:
        reader.skipTo(end);
    }
  }
  return value;
}

export function writeStreamsGroupMetadataValue(writer: Writer, version: number, value: StreamsGroupMetadataValue): void {
  if (version !== 0) throw unsupportedVersion('StreamsGroupMetadataValue', version);
  writer.writeInt32(value.epoch);
  writer.writeInt64(value.metadataHash);
  let tagCount = 0;
  if (value.validatedTopologyEpoch !== -1) tagCount++;
  if ((value.lastAssignmentConfigs === null || value.lastAssignmentConfigs.length !== 0)) tagCount++;
  writer.writeUnsignedVarint(tagCount);
  if (value.validatedTopologyEpoch !== -1) {
    const position = writer.beginTaggedField(0);
    writer.writeInt32(value.validatedTopologyEpoch);
    writer.endTaggedField(position);
  }
  if ((value.lastAssignmentConfigs === null || value.lastAssignmentConfigs.length !== 0)) {
    const position = writer.beginTaggedField(1);
    writer.writeArrayLength(value.lastAssignmentConfigs === null ? -1 : value.lastAssignmentConfigs.length, true);
    if (value.lastAssignmentConfigs !== null) for (const element of value.lastAssignmentConfigs) writeLastAssignmentConfig(writer, version, element);
    writer.endTaggedField(position);
  }
}

export function newLastAssignmentConfig(fields?: Partial<LastAssignmentConfig>): LastAssignmentConfig {
  return {
    key: '',
    value: '',
    ...fields,
  };
}

function readLastAssignmentConfig(reader: Reader, version: number): LastAssignmentConfig {
  const value: LastAssignmentConfig = {
    key: reader.readString(true),
    value: reader.readString(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readNullableLastAssignmentConfigArray(reader: Reader, version: number): LastAssignmentConfig[] | null {
  const length = reader.readNullableArrayLength(true, 3);
  if (length < 0) return null;
  const values: LastAssignmentConfig[] = [];
  for (let index = 0; index < length; index++) values.push(readLastAssignmentConfig(reader, version));
  return values;
}

function writeLastAssignmentConfig(writer: Writer, version: number, value: LastAssignmentConfig): void {
  writer.writeString(value.key, true);
  writer.writeString(value.value, true);
  writer.writeUnsignedVarint(0);
}

export const streamsGroupMetadataValue: MessageCodec<StreamsGroupMetadataValue> = {
  name: 'StreamsGroupMetadataValue',
  apiKey: 17,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readStreamsGroupMetadataValue,
  write: writeStreamsGroupMetadataValue,
};
