// Generated from protocol/messages/data/kafka-clients/ConsumerProtocolAssignment.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ConsumerProtocolAssignment {
  assignedPartitions: TopicPartition[];
  userData: Buffer | null;
}

export interface TopicPartition {
  topic: string;
  partitions: number[];
}

export function newConsumerProtocolAssignment(fields?: Partial<ConsumerProtocolAssignment>): ConsumerProtocolAssignment {
  return {
    assignedPartitions: [],
    userData: null,
    ...fields,
  };
}

export function readConsumerProtocolAssignment(reader: Reader, version: number): ConsumerProtocolAssignment {
  if (version < 0 || version > 3) throw unsupportedVersion('ConsumerProtocolAssignment', version);
  return {
    assignedPartitions: readTopicPartitionArray(reader, version),
    userData: reader.readNullableBytes(false),
  };
}

export function writeConsumerProtocolAssignment(writer: Writer, version: number, value: ConsumerProtocolAssignment): void {
  if (version < 0 || version > 3) throw unsupportedVersion('ConsumerProtocolAssignment', version);
  writer.writeArrayLength(value.assignedPartitions.length, false);
  for (const element of value.assignedPartitions) writeTopicPartition(writer, version, element);
  writer.writeBytes(value.userData, false);
}

export function newTopicPartition(fields?: Partial<TopicPartition>): TopicPartition {
  return {
    topic: '',
    partitions: [],
    ...fields,
  };
}

function readTopicPartition(reader: Reader, version: number): TopicPartition {
  return {
    topic: reader.readString(false),
    partitions: reader.readInt32Array(false),
  };
}

function readTopicPartitionArray(reader: Reader, version: number): TopicPartition[] {
  const length = reader.readArrayLength(false, 6);
  const values: TopicPartition[] = [];
  for (let index = 0; index < length; index++) values.push(readTopicPartition(reader, version));
  return values;
}

function writeTopicPartition(writer: Writer, version: number, value: TopicPartition): void {
  writer.writeString(value.topic, false);
  writer.writeInt32Array(value.partitions, false);
}

export const consumerProtocolAssignment: MessageCodec<ConsumerProtocolAssignment> = {
  name: 'ConsumerProtocolAssignment',
  apiKey: null,
  minVersion: 0,
  maxVersion: 3,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readConsumerProtocolAssignment,
  write: writeConsumerProtocolAssignment,
};
