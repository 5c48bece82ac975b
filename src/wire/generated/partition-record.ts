// Generated from protocol/messages/metadata/kafka-metadata/PartitionRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface PartitionRecord {
  partitionId: number;
  topicId: string;
  replicas: number[];
  isr: number[];
  removingReplicas: number[];
  addingReplicas: number[];
  leader: number;
  leaderRecoveryState: number;
  leaderEpoch: number;
  partitionEpoch: number;
  directories: string[];
  eligibleLeaderReplicas: number[] | null;
  lastKnownElr: number[] | null;
}

export function newPartitionRecord(fields?: Partial<PartitionRecord>): PartitionRecord {
  return {
    partitionId: -1,
    topicId: ZERO_UUID,
    replicas: [],
    isr: [],
    removingReplicas: [],
    addingReplicas: [],
    leader: -1,
    leaderRecoveryState: 0,
    leaderEpoch: -1,
    partitionEpoch: -1,
    directories: [],
    eligibleLeaderReplicas: null,
    lastKnownElr: null,
    ...fields,
  };
}

export function readPartitionRecord(reader: Reader, version: number): PartitionRecord {
  if (version < 0 || version > 2) throw unsupportedVersion('PartitionRecord', version);
  const value: PartitionRecord = {
    partitionId: reader.readInt32(),
    topicId: reader.readUuid(),
    replicas: reader.readInt32Array(true),
    isr: reader.readInt32Array(true),
    removingReplicas: reader.readInt32Array(true),
    addingReplicas: reader.readInt32Array(true),
    leader: reader.readInt32(),
    leaderRecoveryState: 0,
    leaderEpoch: reader.readInt32(),
    partitionEpoch: reader.readInt32(),
    directories: version >= 1 ? reader.readUuidArray(true) : [],
    eligibleLeaderReplicas: null,
    lastKnownElr: null,
  };
  for (let count = reader.readTagCount(); count > 0; count--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0:
        value.leaderRecoveryState = reader.readInt8();
        reader.endTaggedField(end);
        break;
      case 1:
        if (version >= 2) {
          value.eligibleLeaderReplicas = reader.readNullableInt32Array(true);
          reader.endTaggedField(end);
        } else reader.skipTo(end);
        break;
      case 2:
        if (version >= 2) {
          value.lastKnownElr = reader.readNullableInt32Array(true);
          reader.endTaggedField(end);
        } else reader.skipTo(end);
        break;
      default:
        reader.skipTo(end);
    }
  }
  return value;
}

export function writePartitionRecord(writer: Writer, version: number, value: PartitionRecord): void {
  if (version < 0 || version > 2) throw unsupportedVersion('PartitionRecord', version);
  writer.writeInt32(value.partitionId);
  writer.writeUuid(value.topicId);
  writer.writeInt32Array(value.replicas, true);
  writer.writeInt32Array(value.isr, true);
  writer.writeInt32Array(value.removingReplicas, true);
  writer.writeInt32Array(value.addingReplicas, true);
  writer.writeInt32(value.leader);
  writer.writeInt32(value.leaderEpoch);
  writer.writeInt32(value.partitionEpoch);
  if (version >= 1) writer.writeUuidArray(value.directories, true);
  if (version < 1 && value.directories.length !== 0) throw unsupportedField('PartitionRecord.directories', version);
  if (version < 2 && value.eligibleLeaderReplicas !== null) throw unsupportedField('PartitionRecord.eligibleLeaderReplicas', version);
  if (version < 2 && value.lastKnownElr !== null) throw unsupportedField('PartitionRecord.lastKnownElr', version);
  let tagCount = 0;
  if (value.leaderRecoveryState !== 0) tagCount++;
  if (version >= 2 && value.eligibleLeaderReplicas !== null) tagCount++;
  if (version >= 2 && value.lastKnownElr !== null) tagCount++;
  writer.writeUnsignedVarint(tagCount);
  if (value.leaderRecoveryState !== 0) {
    const position = writer.beginTaggedField(0);
    writer.writeInt8(value.leaderRecoveryState);
    writer.endTaggedField(position);
  }
  if (version >= 2 && value.eligibleLeaderReplicas !== null) {
    const position = writer.beginTaggedField(1);
    writer.writeInt32Array(value.eligibleLeaderReplicas, true);
    writer.endTaggedField(position);
  }
  if (version >= 2 && value.lastKnownElr !== null) {
    const position = writer.beginTaggedField(2);
    writer.writeInt32Array(value.lastKnownElr, true);
    writer.endTaggedField(position);
  }
}

export const partitionRecord: MessageCodec<PartitionRecord> = {
  name: 'PartitionRecord',
  apiKey: 3,
  minVersion: 0,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readPartitionRecord,
  write: writePartitionRecord,
};
