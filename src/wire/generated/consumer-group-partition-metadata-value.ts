// Generated from protocol/messages/coordinator-value/kafka-group-coordinator/ConsumerGroupPartitionMetadataValue.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ConsumerGroupPartitionMetadataValue {
  topics: TopicMetadata[];
}

export interface TopicMetadata {
  topicId: string;
  topicName: string;
  numPartitions: number;
  partitionMetadata: PartitionMetadata[];
}

export interface PartitionMetadata {
  partition: number;
  racks: string[];
}

export function newConsumerGroupPartitionMetadataValue(fields?: Partial<ConsumerGroupPartitionMetadataValue>): ConsumerGroupPartitionMetadataValue {
  return {
    topics: [],
    ...fields,
  };
}

export function readConsumerGroupPartitionMetadataValue(reader: Reader, version: number): ConsumerGroupPartitionMetadataValue {
  if (version !== 0) throw unsupportedVersion('ConsumerGroupPartitionMetadataValue', version);
  const value: ConsumerGroupPartitionMetadataValue = {
    topics: readTopicMetadataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeConsumerGroupPartitionMetadataValue(writer: Writer, version: number, value: ConsumerGroupPartitionMetadataValue): void {
  if (version !== 0) throw unsupportedVersion('ConsumerGroupPartitionMetadataValue', version);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeTopicMetadata(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newTopicMetadata(fields?: Partial<TopicMetadata>): TopicMetadata {
  return {
    topicId: ZERO_UUID,
    topicName: '',
    numPartitions: 0,
    partitionMetadata: [],
    ...fields,
  };
}

function readTopicMetadata(reader: Reader, version: number): TopicMetadata {
  const value: TopicMetadata = {
    topicId: reader.readUuid(),
    topicName: reader.readString(true),
    numPartitions: reader.readInt32(),
    partitionMetadata: readPartitionMetadataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readTopicMetadataArray(reader: Reader, version: number): TopicMetadata[] {
  const length = reader.readArrayLength(true, 23);
  const values: TopicMetadata[] = [];
  for (let index = 0; index < length; index++) values.push(readTopicMetadata(reader, version));
  return values;
}

function writeTopicMetadata(writer: Writer, version: number, value: TopicMetadata): void {
  writer.writeUuid(value.topicId);
  writer.writeString(value.topicName, true);
  writer.writeInt32(value.numPartitions);
  writer.writeArrayLength(value.partitionMetadata.length, true);
  for (const element of value.partitionMetadata) writePartitionMetadata(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newPartitionMetadata(fields?: Partial<PartitionMetadata>): PartitionMetadata {
  return {
    partition: 0,
    racks: [],
    ...fields,
  };
}

function readPartitionMetadata(reader: Reader, version: number): PartitionMetadata {
  const value: PartitionMetadata = {
    partition: reader.readInt32(),
    racks: reader.readStringArray(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readPartitionMetadataArray(reader: Reader, version: number): PartitionMetadata[] {
  const length = reader.readArrayLength(true, 6);
  const values: PartitionMetadata[] = [];
  for (let index = 0; index < length; index++) values.push(readPartitionMetadata(reader, version));
  return values;
}

function writePartitionMetadata(writer: Writer, version: number, value: PartitionMetadata): void {
  writer.writeInt32(value.partition);
  writer.writeStringArray(value.racks, true);
  writer.writeUnsignedVarint(0);
}

export const consumerGroupPartitionMetadataValue: MessageCodec<ConsumerGroupPartitionMetadataValue> = {
  name: 'ConsumerGroupPartitionMetadataValue',
  apiKey: 4,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readConsumerGroupPartitionMetadataValue,
  write: writeConsumerGroupPartitionMetadataValue,
};
