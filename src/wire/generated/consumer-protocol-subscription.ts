// Generated from protocol/messages/data/kafka-clients/ConsumerProtocolSubscription.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ConsumerProtocolSubscription {
  topics: string[];
  userData: Buffer | null;
  ownedPartitions: TopicPartition[];
  generationId: number;
  rackId: string | null;
}

export interface TopicPartition {
  topic: string;
  partitions: number[];
}

export function newConsumerProtocolSubscription(fields?: Partial<ConsumerProtocolSubscription>): ConsumerProtocolSubscription {
  return {
    topics: [],
    userData: null,
    ownedPartitions: [],
    generationId: -1,
    rackId: null,
    ...fields,
  };
}

export function readConsumerProtocolSubscription(reader: Reader, version: number): ConsumerProtocolSubscription {
  if (version < 0 || version > 3) throw unsupportedVersion('ConsumerProtocolSubscription', version);
  return {
    topics: reader.readStringArray(false),
    userData: reader.readNullableBytes(false),
    ownedPartitions: version >= 1 ? readTopicPartitionArray(reader, version) : [],
    generationId: version >= 2 ? reader.readInt32() : -1,
    rackId: version >= 3 ? reader.readNullableString(false) : null,
  };
}

export function writeConsumerProtocolSubscription(writer: Writer, version: number, value: ConsumerProtocolSubscription): void {
  if (version < 0 || version > 3) throw unsupportedVersion('ConsumerProtocolSubscription', version);
  writer.writeStringArray(value.topics, false);
  writer.writeBytes(value.userData, false);
  if (version >= 1) {
    writer.writeArrayLength(value.ownedPartitions.length, false);
    for (const element of value.ownedPartitions) writeTopicPartition(writer, version, element);
  }
  if (version >= 2) writer.writeInt32(value.generationId);
  if (version >= 3) writer.writeString(value.rackId, false);
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

export const consumerProtocolSubscription: MessageCodec<ConsumerProtocolSubscription> = {
  name: 'ConsumerProtocolSubscription',
  apiKey: null,
  minVersion: 0,
  maxVersion: 3,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readConsumerProtocolSubscription,
  write: writeConsumerProtocolSubscription,
};
