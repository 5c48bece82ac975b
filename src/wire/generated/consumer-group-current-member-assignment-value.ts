// Generated from protocol/messages/coordinator-value/kafka-group-coordinator/ConsumerGroupCurrentMemberAssignmentValue.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ConsumerGroupCurrentMemberAssignmentValue {
  memberEpoch: number;
  previousMemberEpoch: number;
  state: number;
  assignedPartitions: TopicPartitions[];
  partitionsPendingRevocation: TopicPartitions[];
}

export interface TopicPartitions {
  topicId: string;
  partitions: number[];
  assignmentEpochs: number[] | null;
}

export function newConsumerGroupCurrentMemberAssignmentValue(fields?: Partial<ConsumerGroupCurrentMemberAssignmentValue>): ConsumerGroupCurrentMemberAssignmentValue {
  return {
    memberEpoch: 0,
    previousMemberEpoch: 0,
    state: 0,
    assignedPartitions: [],
    partitionsPendingRevocation: [],
    ...fields,
  };
}

export function readConsumerGroupCurrentMemberAssignmentValue(reader: Reader, version: number): ConsumerGroupCurrentMemberAssignmentValue {
  if (version !== 0) throw unsupportedVersion('ConsumerGroupCurrentMemberAssignmentValue', version);
  const value: ConsumerGroupCurrentMemberAssignmentValue = {
    memberEpoch: reader.readInt32(),
    previousMemberEpoch: reader.readInt32(),
    state: reader.readInt8(),
    assignedPartitions: readTopicPartitionsArray(reader, version),
    partitionsPendingRevocation: readTopicPartitionsArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeConsumerGroupCurrentMemberAssignmentValue(writer: Writer, version: number, value: ConsumerGroupCurrentMemberAssignmentValue): void {
  if (version !== 0) throw unsupportedVersion('ConsumerGroupCurrentMemberAssignmentValue', version);
  writer.writeInt32(value.memberEpoch);
  writer.writeInt32(value.previousMemberEpoch);
  writer.writeInt8(value.state);
  writer.writeArrayLength(value.assignedPartitions.length, true);
  for (const element of value.assignedPartitions) writeTopicPartitions(writer, version, element);
  writer.writeArrayLength(value.partitionsPendingRevocation.length, true);
  for (const element of value.partitionsPendingRevocation) writeTopicPartitions(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newTopicPartitions(fields?: Partial<TopicPartitions>): TopicPartitions {
  return {
    topicId: ZERO_UUID,
    partitions: [],
    assignmentEpochs: [],
    ...fields,
  };
}

function readTopicPartitions(reader: Reader, version: number): TopicPartitions {
  const value: TopicPartitions = {
    topicId: reader.readUuid(),
    partitions: reader.readInt32Array(true),
    assignmentEpochs: [],
  };
  for (let count = reader.readTagCount(); count > 0; count--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0:
        value.assignmentEpochs = reader.readNullableInt32Array(true);
        reader.endTaggedField(end);
        break;
      default:
        reader.skipTo(end);
    }
  }
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
  let tagCount = 0;
  if ((value.assignmentEpochs === null || value.assignmentEpochs.length !== 0)) tagCount++;
  writer.writeUnsignedVarint(tagCount);
  if ((value.assignmentEpochs === null || value.assignmentEpochs.length !== 0)) {
    const position = writer.beginTaggedField(0);
    writer.writeInt32Array(value.assignmentEpochs, true);
    writer.endTaggedField(position);
  }
}

export const consumerGroupCurrentMemberAssignmentValue: MessageCodec<ConsumerGroupCurrentMemberAssignmentValue> = {
  name: 'ConsumerGroupCurrentMemberAssignmentValue',
  apiKey: 8,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readConsumerGroupCurrentMemberAssignmentValue,
  write: writeConsumerGroupCurrentMemberAssignmentValue,
};
