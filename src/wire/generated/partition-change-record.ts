// Generated from protocol/messages/metadata/kafka-metadata/PartitionChangeRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface PartitionChangeRecord {
  partitionId: number;
  topicId: string;
  isr: number[] | null;
  leader: number;
  replicas: number[] | null;
  removingReplicas: number[] | null;
  addingReplicas: number[] | null;
  leaderRecoveryState: number;
  directories: string[] | null;
  eligibleLeaderReplicas: number[] | null;
  lastKnownElr: number[] | null;
}

export function newPartitionChangeRecord(fields?: Partial<PartitionChangeRecord>): PartitionChangeRecord {
  return {
    partitionId: -1,
    topicId: ZERO_UUID,
    isr: null,
    leader: -2,
    replicas: null,
    removingReplicas: null,
    addingReplicas: null,
    leaderRecoveryState: -1,
    directories: null,
    eligibleLeaderReplicas: null,
    lastKnownElr: null,
    ...fields,
  };
}

export function readPartitionChangeRecord(reader: Reader, version: number): PartitionChangeRecord {
  if (version < 0 || version > 2) throw unsupportedVersion('PartitionChangeRecord', version);
  const value: PartitionChangeRecord = {
    partitionId: reader.readInt32(),
    topicId: reader.readUuid(),
    isr: null,
    leader: -2,
    replicas: null,
    removingReplicas: null,
    addingReplicas: null,
    leaderRecoveryState: -1,
    directories: null,
    eligibleLeaderReplicas: null,
    lastKnownElr: null,
  };
  for (let count = reader.readTagCount(); count > 0; count--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0:
        value.isr = reader.readNullableInt32Array(true);
        reader.endTaggedField(end);
        break;
      case 1:
        value.leader = reader.readInt32();
        reader.endTaggedField(end);
        break;
      case 2:
        value.replicas = reader.readNullableInt32Array(true);
        reader.endTaggedField(end);
        break;
      case 3:
        value.removingReplicas = reader.readNullableInt32Array(true);
        reader.endTaggedField(end);
        break;
      case 4:
        value.addingReplicas = reader.readNullableInt32Array(true);
        reader.endTaggedField(end);
        break;
      case 5:
        value.leaderRecoveryState = reader.readInt8();
        reader.endTaggedField(end);
        break;
      case 6:
        if (version >= 2) {
          value.eligibleLeaderReplicas = reader.readNullableInt32Array(true);
          reader.endTaggedField(end);
        } else reader.skipTo(end);
        break;
      case 7:
        if (version >= 2) {
          value.lastKnownElr = reader.readNullableInt32Array(true);
          reader.endTaggedField(end);
        } else reader.skipTo(end);
        break;
      case 8:
        if (version >= 1) {
          value.directories = reader.readNullableUuidArray(true);
          reader.endTaggedField(end);
        } else reader.skipTo(end);
        break;
      default:
        reader.skipTo(end);
    }
  }
  return value;
}

export function writePartitionChangeRecord(writer: Writer, version: number, value: PartitionChangeRecord): void {
  if (version < 0 || version > 2) throw unsupportedVersion('PartitionChangeRecord', version);
  writer.writeInt32(value.partitionId);
  writer.writeUuid(value.topicId);
  if (version < 1 && value.directories !== null) throw unsupportedField('PartitionChangeRecord.directories', version);
  if (version < 2 && value.eligibleLeaderReplicas !== null) throw unsupportedField('PartitionChangeRecord.eligibleLeaderReplicas', version);
  if (version < 2 && value.lastKnownElr !== null) throw unsupportedField('PartitionChangeRecord.lastKnownElr', version);
  let tagCount = 0;
  if (value.isr !== null) tagCount++;
  if (value.leader !== -2) tagCount++;
  if (value.replicas !== null) tagCount++;
  if (value.removingReplicas !== null) tagCount++;
  if (value.addingReplicas !== null) tagCount++;
  if (value.leaderRecoveryState !== -1) tagCount++;
  if (version >= 2 && value.eligibleLeaderReplicas !== null) tagCount++;
  if (version >= 2 && value.lastKnownElr !== null) tagCount++;
  if (version >= 1 && value.directories !== null) tagCount++;
  writer.writeUnsignedVarint(tagCount);
  if (value.isr !== null) {
    const position = writer.beginTaggedField(0);
    writer.writeInt32Array(value.isr, true);
    writer.endTaggedField(position);
  }
  if (value.leader !== -2) {
    const position = writer.beginTaggedField(1);
    writer.writeInt32(value.leader);
    writer.endTaggedField(position);
  }
  if (value.replicas !== null) {
    const position = writer.beginTaggedField(2);
    writer.writeInt32Array(value.replicas, true);
    writer.endTaggedField(position);
  }
  if (value.removingReplicas !== null) {
    const position = writer.beginTaggedField(3);
    writer.writeInt32Array(value.removingReplicas, true);
    writer.endTaggedField(position);
  }
  if (value.addingReplicas !== null) {
    const position = writer.beginTaggedField(4);
    writer.writeInt32Array(value.addingReplicas, true);
    writer.endTaggedField(position);
  }
  if (value.leaderRecoveryState !== -1) {
    const position = writer.beginTaggedField(5);
    writer.writeInt8(value.leaderRecoveryState);
    writer.endTaggedField(position);
  }
  if (version >= 2 && value.eligibleLeaderReplicas !== null) {
    const position = writer.beginTaggedField(6);
    writer.writeInt32Array(value.eligibleLeaderReplicas, true);
    writer.endTaggedField(position);
  }
  if (version >= 2 && value.lastKnownElr !== null) {
    const position = writer.beginTaggedField(7);
    writer.writeInt32Array(value.lastKnownElr, true);
    writer.endTaggedField(position);
  }
  if (version >= 1 && value.directories !== null) {
    const position = writer.beginTaggedField(8);
    writer.writeUuidArray(value.directories, true);
    writer.endTaggedField(position);
  }
}

export const partitionChangeRecord: MessageCodec<PartitionChangeRecord> = {
  name: 'PartitionChangeRecord',
  apiKey: 5,
  minVersion: 0,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readPartitionChangeRecord,
  write: writePartitionChangeRecord,
};
