// Generated from protocol/messages/coordinator-value/kafka-group-coordinator/ShareGroupCurrentMemberAssignmentValue.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ShareGroupCurrentMemberAssignmentValue {
  memberEpoch: number;
  previousMemberEpoch: number;
  state: number;
  assignedPartitions: TopicPartitions[];
}

export interface TopicPartitions {
  topicId: string;
  partitions: number[];
}

export function newShareGroupCurrentMemberAssignmentValue(fields?: Partial<ShareGroupCurrentMemberAssignmentValue>): ShareGroupCurrentMemberAssignmentValue {
  return {
    memberEpoch: 0,
    previousMemberEpoch: 0,
    state: 0,
    assignedPartitions: [],
    ...fields,
  };
}

export function readShareGroupCurrentMemberAssignmentValue(reader: Reader, version: number): ShareGroupCurrentMemberAssignmentValue {
  if (version !== 0) throw unsupportedVersion('ShareGroupCurrentMemberAssignmentValue', version);
  const value: ShareGroupCurrentMemberAssignmentValue = {
    memberEpoch: reader.readInt32(),
    previousMemberEpoch: reader.readInt32(),
    state: reader.readInt8(),
    assignedPartitions: readTopicPartitionsArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeShareGroupCurrentMemberAssignmentValue(writer: Writer, version: number, value: ShareGroupCurrentMemberAssignmentValue): void {
  if (version !== 0) throw unsupportedVersion('ShareGroupCurrentMemberAssignmentValue', version);
  writer.writeInt32(value.memberEpoch);
  writer.writeInt32(value.previousMemberEpoch);
  writer.writeInt8(value.state);
  writer.writeArrayLength(value.assignedPartitions.length, true);
  for (const element of value.assignedPartitions) writeTopicPartitions(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newTopicPartitions(fields?: Partial<TopicPartitions>): TopicPartitions {
  return {
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readTopicPartitions(reader: Reader, version: number): TopicPartitions {
  const value: TopicPartitions = {
    topicId: reader.readUuid(),
    partitions: reader.readInt32Array(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readTopicPartitionsArray(reader: Reader, version: number): TopicPartitions[] {
  const length = reader.readArrayLength(true, 18);
  const values: TopicPartitions[] = [];
  for (let index = 0; index < length; index++) values.push(readTopicPartitions(reader, version));
  return values;
}

function writeTopicPartitions(writer: Writer, version: number, value: TopicPartitions): void {
  writer.writeUuid(value.topicId);
  writer.writeInt32Array(value.partitions, true);
  writer.writeUnsignedVarint(0);
}

export const shareGroupCurrentMemberAssignmentValue: MessageCodec<ShareGroupCurrentMemberAssignmentValue> = {
  name: 'ShareGroupCurrentMemberAssignmentValue',
  apiKey: 14,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readShareGroupCurrentMemberAssignmentValue,
  write: writeShareGroupCurrentMemberAssignmentValue,
};
