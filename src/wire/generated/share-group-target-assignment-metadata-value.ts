// Generated from protocol/messages/coordinator-value/kafka-group-coordinator/ShareGroupTargetAssignmentMetadataValue.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ShareGroupTargetAssignmentMetadataValue {
  assignmentEpoch: number;
  assignmentTimestamp: bigint;
}

export function newShareGroupTargetAssignmentMetadataValue(fields?: Partial<ShareGroupTargetAssignmentMetadataValue>): ShareGroupTargetAssignmentMetadataValue {
  return {
    assignmentEpoch: 0,
    assignmentTimestamp: 0n,
    ...fields,
  };
}

export function readShareGroupTargetAssignmentMetadataValue(reader: Reader, version: number): ShareGroupTargetAssignmentMetadataValue {
  if (version !== 0) throw unsupportedVersion('ShareGroupTargetAssignmentMetadataValue', version);
  const value: ShareGroupTargetAssignmentMetadataValue = {
    assignmentEpoch: reader.readInt32(),
    assignmentTimestamp: 0n,
  };
  for (let count = reader.readTagCount(); count > 0; count--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0:
        value.assignmentTimestamp = reader.readInt64();
        reader.endTaggedField(end);
        break;
      default:
        reader.skipTo(end);
    }
  }
  return value;
}

export function writeShareGroupTargetAssignmentMetadataValue(writer: Writer, version: number, value: ShareGroupTargetAssignmentMetadataValue): void {
  if (version !== 0) throw unsupportedVersion('ShareGroupTargetAssignmentMetadataValue', version);
  writer.writeInt32(value.assignmentEpoch);
  let tagCount = 0;
  if (value.assignmentTimestamp !== 0n) tagCount++;
  writer.writeUnsignedVarint(tagCount);
  if (value.assignmentTimestamp !== 0n) {
    const position = writer.beginTaggedField(0);
    writer.writeInt64(value.assignmentTimestamp);
    writer.endTaggedField(position);
  }
}

export const shareGroupTargetAssignmentMetadataValue: MessageCodec<ShareGroupTargetAssignmentMetadataValue> = {
  name: 'ShareGroupTargetAssignmentMetadataValue',
  apiKey: 12,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readShareGroupTargetAssignmentMetadataValue,
  write: writeShareGroupTargetAssignmentMetadataValue,
};
