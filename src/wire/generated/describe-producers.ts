// Generated from protocol/messages/api/61-DescribeProducers.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface DescribeProducersRequest {
  topics: TopicRequest[];
}

export interface TopicRequest {
  name: string;
  partitionIndexes: number[];
}

export function newDescribeProducersRequest(fields?: Partial<DescribeProducersRequest>): DescribeProducersRequest {
  return {
    topics: [],
    ...fields,
  };
}

export function readDescribeProducersRequest(reader: Reader, version: number): DescribeProducersRequest {
  if (version !== 0) throw unsupportedVersion('DescribeProducersRequest', version);
  const value: DescribeProducersRequest = {
    topics: readTopicRequestArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeDescribeProducersRequest(writer: Writer, version: number, value: DescribeProducersRequest): void {
  if (version !== 0) throw unsupportedVersion('DescribeProducersRequest', version);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeTopicRequest(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newTopicRequest(fields?: Partial<TopicRequest>): TopicRequest {
  return {
    name: '',
    partitionIndexes: [],
    ...fields,
  };
}

function readTopicRequest(reader: Reader, version: number): TopicRequest {
  const value: TopicRequest = {
    name: reader.readString(true),
    partitionIndexes: reader.readInt32Array(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readTopicRequestArray(reader: Reader, version: number): TopicRequest[] {
  const length = reader.readArrayLength(true, 3);
  const values: TopicRequest[] = [];
  for (let index = 0; index < length; index++) values.push(readTopicRequest(reader, version));
  return values;
}

function writeTopicRequest(writer: Writer, version: number, value: TopicRequest): void {
  writer.writeString(value.name, true);
  writer.writeInt32Array(value.partitionIndexes, true);
  writer.writeUnsignedVarint(0);
}

export const describeProducersRequest: MessageCodec<DescribeProducersRequest> = {
  name: 'DescribeProducersRequest',
  apiKey: 61,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readDescribeProducersRequest,
  write: writeDescribeProducersRequest,
};

export interface DescribeProducersResponse {
  throttleTimeMs: number;
  topics: TopicResponse[];
}

export interface TopicResponse {
  name: string;
  partitions: PartitionResponse[];
}

export interface PartitionResponse {
  partitionIndex: number;
  errorCode: number;
  errorMessage: string | null;
  activeProducers: ProducerState[];
}

export interface ProducerState {
  producerId: bigint;
  producerEpoch: number;
  lastSequence: number;
  lastTimestamp: bigint;
  coordinatorEpoch: number;
  currentTxnStartOffset: bigint;
}

export function newDescribeProducersResponse(fields?: Partial<DescribeProducersResponse>): DescribeProducersResponse {
  return {
    throttleTimeMs: 0,
    topics: [],
    ...fields,
  };
}

export function readDescribeProducersResponse(reader: Reader, version: number): DescribeProducersResponse {
  if (version !== 0) throw unsupportedVersion('DescribeProducersResponse', version);
  const value: DescribeProducersResponse = {
    throttleTimeMs: reader.readInt32(),
    topics: readTopicResponseArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeDescribeProducersResponse(writer: Writer, version: number, value: DescribeProducersResponse): void {
  if (version !== 0) throw unsupportedVersion('DescribeProducersResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeTopicResponse(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newTopicResponse(fields?: Partial<TopicResponse>): TopicResponse {
  return {
    name: '',
    partitions: [],
    ...fields,
  };
}

function readTopicResponse(reader: Reader, version: number): TopicResponse {
  const value: TopicResponse = {
    name: reader.readString(true),
    partitions: readPartitionResponseArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readTopicResponseArray(reader: Reader, version: number): TopicResponse[] {
  const length = reader.readArrayLength(true, 3);
  const values: TopicResponse[] = [];
  for (let index = 0; index < length; index++) values.push(readTopicResponse(reader, version));
  return values;
}

function writeTopicResponse(writer: Writer, version: number, value: TopicResponse): void {
  writer.writeString(value.name, true);
  writer.writeArrayLength(value.partitions.length, true);
  for (const element of value.partitions) writePartitionResponse(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newPartitionResponse(fields?: Partial<PartitionResponse>): PartitionResponse {
  return {
    partitionIndex: 0,
    errorCode: 0,
    errorMessage: null,
    activeProducers: [],
    ...fields,
  };
}

function readPartitionResponse(reader: Reader, version: number): PartitionResponse {
  const value: PartitionResponse = {
    partitionIndex: reader.readInt32(),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
    activeProducers: readProducerStateArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readPartitionResponseArray(reader: Reader, version: number): PartitionResponse[] {
  const length = reader.readArrayLength(true, 9);
  const values: PartitionResponse[] = [];
  for (let index = 0; index < length; index++) values.push(readPartitionResponse(reader, version));
  return values;
}

function writePartitionResponse(writer: Writer, version: number, value: PartitionResponse): void {
  writer.writeInt32(value.partitionIndex);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writer.writeArrayLength(value.activeProducers.length, true);
  for (const element of value.activeProducers) writeProducerState(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newProducerState(fields?: Partial<ProducerState>): ProducerState {
  return {
    producerId: 0n,
    producerEpoch: 0,
    lastSequence: -1,
    lastTimestamp: -1n,
    coordinatorEpoch: 0,
    currentTxnStartOffset: -1n,
    ...fields,
  };
}

function readProducerState(reader: Reader, version: number): ProducerState {
  const value: ProducerState = {
    producerId: reader.readInt64(),
    producerEpoch: reader.readInt32(),
    lastSequence: reader.readInt32(),
    lastTimestamp: reader.readInt64(),
    coordinatorEpoch: reader.readInt32(),
    currentTxnStartOffset: reader.readInt64(),
  };
  reader.skipTaggedFields();
  return value;
}

function readProducerStateArray(reader: Reader, version: number): ProducerState[] {
  const length = reader.readArrayLength(true, 37);
  const values: ProducerState[] = [];
  for (let index = 0; index < length; index++) values.push(readProducerState(reader, version));
  return values;
}

function writeProducerState(writer: Writer, version: number, value: ProducerState): void {
  writer.writeInt64(value.producerId);
  writer.writeInt32(value.producerEpoch);
  writer.writeInt32(value.lastSequence);
  writer.writeInt64(value.lastTimestamp);
  writer.writeInt32(value.coordinatorEpoch);
  writer.writeInt64(value.currentTxnStartOffset);
  writer.writeUnsignedVarint(0);
}

export const describeProducersResponse: MessageCodec<DescribeProducersResponse> = {
  name: 'DescribeProducersResponse',
  apiKey: 61,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readDescribeProducersResponse,
  write: writeDescribeProducersResponse,
};
