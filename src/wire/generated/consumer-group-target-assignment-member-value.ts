// Generated from protocol/messages/coordinator-value/kafka-group-coordinator/ConsumerGroupTargetAssignmentMemberValue.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ConsumerGroupTargetAssignmentMemberValue {
  topicPartitions: TopicPartition[];
}

export interface TopicPartition {
  topicId: string;
  partitions: number[];
}

export function newConsumerGroupTargetAssignmentMemberValue(fields?: Partial<ConsumerGroupTargetAssignmentMemberValue>): ConsumerGroupTargetAssignmentMemberValue {
  return {
    topicPartitions: [],
    ...fields,
  };
}

export function readConsumerGroupTargetAssignmentMemberValue(reader: Reader, version: number): ConsumerGroupTargetAssignmentMemberValue {
  if (version !== 0) throw unsupportedVersion('ConsumerGroupTargetAssignmentMemberValue', version);
  const value: ConsumerGroupTargetAssignmentMemberValue = {
    topicPartitions: readTopicPartitionArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeConsumerGroupTargetAssignmentMemberValue(writer: Writer, version: number, value: ConsumerGroupTargetAssignmentMemberValue): void {
  if (version !== 0) throw unsupportedVersion('ConsumerGroupTargetAssignmentMemberValue', version);
  writer.writeArrayLength(value.topicPartitions.length, true);
  for (const element of value.topicPartitions) writeTopicPartition(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newTopicPartition(fields?: Partial<TopicPartition>): TopicPartition {
  return {
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readTopicPartition(reader: Reader, version: number): TopicPartition {
  const value: TopicPartition = {
    topicId: reader.readUuid(),
    partitions: reader.readInt32Array(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readTopicPartitionArray(reader: Reader, version: number): TopicPartition[] {
  const length = reader.readArrayLength(true, 18);
  const values: TopicPartition[] = [];
  for (let index = 0; index < length; index++) values.push(readTopicPartition(reader, version));
  return values;
}

function writeTopicPartition(writer: Writer, version: number, value: TopicPartition): void {
  writer.writeUuid(value.topicId);
  writer.writeInt32Array(value.partitions, true);
  writer.writeUnsignedVarint(0);
}

export const consumerGroupTargetAssignmentMemberValue: MessageCodec<ConsumerGroupTargetAssignmentMemberValue> = {
  name: 'ConsumerGroupTargetAssignmentMemberValue',
  apiKey: 7,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readConsumerGroupTargetAssignmentMemberValue,
  write: writeConsumerGroupTargetAssignmentMemberValue,
};
