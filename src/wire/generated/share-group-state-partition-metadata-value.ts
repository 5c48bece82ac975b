// Generated from protocol/messages/coordinator-value/kafka-group-coordinator/ShareGroupStatePartitionMetadataValue.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ShareGroupStatePartitionMetadataValue {
  initializingTopics: TopicPartitionsInfo[];
  initializedTopics: TopicPartitionsInfo[];
  deletingTopics: TopicInfo[];
}

export interface TopicPartitionsInfo {
  topicId: string;
  topicName: string;
  partitions: number[];
}

export interface TopicInfo {
  topicId: string;
  topicName: string;
}

export function newShareGroupStatePartitionMetadataValue(fields?: Partial<ShareGroupStatePartitionMetadataValue>): ShareGroupStatePartitionMetadataValue {
  return {
    initializingTopics: [],
    initializedTopics: [],
    deletingTopics: [],
    ...fields,
  };
}

export function readShareGroupStatePartitionMetadataValue(reader: Reader, version: number): ShareGroupStatePartitionMetadataValue {
  if (version !== 0) throw unsupportedVersion('ShareGroupStatePartitionMetadataValue', version);
  const value: ShareGroupStatePartitionMetadataValue = {
    initializingTopics: readTopicPartitionsInfoArray(reader, version),
    initializedTopics: readTopicPartitionsInfoArray(reader, version),
    deletingTopics: readTopicInfoArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeShareGroupStatePartitionMetadataValue(writer: Writer, version: number, value: ShareGroupStatePartitionMetadataValue): void {
  if (version !== 0) throw unsupportedVersion('ShareGroupStatePartitionMetadataValue', version);
  writer.writeArrayLength(value.initializingTopics.length, true);
  for (const element of value.initializingTopics) writeTopicPartitionsInfo(writer, version, element);
  writer.writeArrayLength(value.initializedTopics.length, true);
  for (const element of value.initializedTopics) writeTopicPartitionsInfo(writer, version, element);
  writer.writeArrayLength(value.deletingTopics.length, true);
  for (const element of value.deletingTopics) writeTopicInfo(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newTopicPartitionsInfo(fields?: Partial<TopicPartitionsInfo>): TopicPartitionsInfo {
  return {
    topicId: ZERO_UUID,
    topicName: '',
    partitions: [],
    ...fields,
  };
}

function readTopicPartitionsInfo(reader: Reader, version: number): TopicPartitionsInfo {
  const value: TopicPartitionsInfo = {
    topicId: reader.readUuid(),
    topicName: reader.readString(true),
    partitions: reader.readInt32Array(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readTopicPartitionsInfoArray(reader: Reader, version: number): TopicPartitionsInfo[] {
  const length = reader.readArrayLength(true, 19);
  const values: TopicPartitionsInfo[] = [];
  for (let index = 0; index < length; index++) values.push(readTopicPartitionsInfo(reader, version));
  return values;
}

function writeTopicPartitionsInfo(writer: Writer, version: number, value: TopicPartitionsInfo): void {
  writer.writeUuid(value.topicId);
  writer.writeString(value.topicName, true);
  writer.writeInt32Array(value.partitions, true);
  writer.writeUnsignedVarint(0);
}

export function newTopicInfo(fields?: Partial<TopicInfo>): TopicInfo {
  return {
    topicId: ZERO_UUID,
    topicName: '',
    ...fields,
  };
}

function readTopicInfo(reader: Reader, version: number): TopicInfo {
  const value: TopicInfo = {
    topicId: reader.readUuid(),
    topicName: reader.readString(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readTopicInfoArray(reader: Reader, version: number): TopicInfo[] {
  const length = reader.readArrayLength(true, 18);
  const values: TopicInfo[] = [];
  for (let index = 0; index < length; index++) values.push(readTopicInfo(reader, version));
  return values;
}

function writeTopicInfo(writer: Writer, version: number, value: TopicInfo): void {
  writer.writeUuid(value.topicId);
  writer.writeString(value.topicName, true);
  writer.writeUnsignedVarint(0);
}

export const shareGroupStatePartitionMetadataValue: MessageCodec<ShareGroupStatePartitionMetadataValue> = {
  name: 'ShareGroupStatePartitionMetadataValue',
  apiKey: 15,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readShareGroupStatePartitionMetadataValue,
  write: writeShareGroupStatePartitionMetadataValue,
};
