// Generated from protocol/messages/api/23-OffsetForLeaderEpoch.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface OffsetForLeaderEpochRequest {
  replicaId: number;
  topics: OffsetForLeaderTopic[];
}

export interface OffsetForLeaderTopic {
  topic: string;
  partitions: OffsetForLeaderPartition[];
}

export interface OffsetForLeaderPartition {
  partition: number;
  currentLeaderEpoch: number;
  leaderEpoch: number;
}

export function newOffsetForLeaderEpochRequest(fields?: Partial<OffsetForLeaderEpochRequest>): OffsetForLeaderEpochRequest {
  return {
    replicaId: -2,
    topics: [],
    ...fields,
  };
}

export function readOffsetForLeaderEpochRequest(reader: Reader, version: number): OffsetForLeaderEpochRequest {
  if (version < 2 || version > 4) throw unsupportedVersion('OffsetForLeaderEpochRequest', version);
  const flexible = version >= 4;
  const value: OffsetForLeaderEpochRequest = {
    replicaId: version >= 3 ? reader.readInt32() : -2,
    topics: readOffsetForLeaderTopicArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeOffsetForLeaderEpochRequest(writer: Writer, version: number, value: OffsetForLeaderEpochRequest): void {
  if (version < 2 || version > 4) throw unsupportedVersion('OffsetForLeaderEpochRequest', version);
  const flexible = version >= 4;
  if (version >= 3) writer.writeInt32(value.replicaId);
  writer.writeArrayLength(value.topics.length, flexible);
  for (const element of value.topics) writeOffsetForLeaderTopic(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newOffsetForLeaderTopic(fields?: Partial<OffsetForLeaderTopic>): OffsetForLeaderTopic {
  return {
    topic: '',
    partitions: [],
    ...fields,
  };
}

function readOffsetForLeaderTopic(reader: Reader, version: number): OffsetForLeaderTopic {
  const flexible = version >= 4;
  const value: OffsetForLeaderTopic = {
    topic: reader.readString(flexible),
    partitions: readOffsetForLeaderPartitionArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readOffsetForLeaderTopicArray(reader: Reader, version: number): OffsetForLeaderTopic[] {
  const length = reader.readArrayLength(version >= 4, 3);
  const values: OffsetForLeaderTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readOffsetForLeaderTopic(reader, version));
  return values;
}

function writeOffsetForLeaderTopic(writer: Writer, version: number, value: OffsetForLeaderTopic): void {
  const flexible = version >= 4;
  writer.writeString(value.topic, flexible);
  writer.writeArrayLength(value.partitions.length, flexible);
  for (const element of value.partitions) writeOffsetForLeaderPartition(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newOffsetForLeaderPartition(fields?: Partial<OffsetForLeaderPartition>): OffsetForLeaderPartition {
  return {
    partition: 0,
    currentLeaderEpoch: -1,
    leaderEpoch: 0,
    ...fields,
  };
}

function readOffsetForLeaderPartition(reader: Reader, version: number): OffsetForLeaderPartition {
  const flexible = version >= 4;
  const value: OffsetForLeaderPartition = {
    partition: reader.readInt32(),
    currentLeaderEpoch: reader.readInt32(),
    leaderEpoch: reader.readInt32(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readOffsetForLeaderPartitionArray(reader: Reader, version: number): OffsetForLeaderPartition[] {
  const length = reader.readArrayLength(version >= 4, 12);
  const values: OffsetForLeaderPartition[] = [];
  for (let index = 0; index < length; index++) values.push(readOffsetForLeaderPartition(reader, version));
  return values;
}

function writeOffsetForLeaderPartition(writer: Writer, version: number, value: OffsetForLeaderPartition): void {
  const flexible = version >= 4;
  writer.writeInt32(value.partition);
  writer.writeInt32(value.currentLeaderEpoch);
  writer.writeInt32(value.leaderEpoch);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const offsetForLeaderEpochRequest: MessageCodec<OffsetForLeaderEpochRequest> = {
  name: 'OffsetForLeaderEpochRequest',
  apiKey: 23,
  minVersion: 2,
  maxVersion: 4,
  latestVersionUnstable: false,
  flexibleFrom: 4,
  read: readOffsetForLeaderEpochRequest,
  write: writeOffsetForLeaderEpochRequest,
};

export interface OffsetForLeaderEpochResponse {
  throttleTimeMs: number;
  topics: OffsetForLeaderTopicResult[];
}

export interface OffsetForLeaderTopicResult {
  topic: string;
  partitions: EpochEndOffset[];
}

export interface EpochEndOffset {
  errorCode: number;
  partition: number;
  leaderEpoch: number;
  endOffset: bigint;
}

export function newOffsetForLeaderEpochResponse(fields?: Partial<OffsetForLeaderEpochResponse>): OffsetForLeaderEpochResponse {
  return {
    throttleTimeMs: 0,
    topics: [],
    ...fields,
  };
}

export function readOffsetForLeaderEpochResponse(reader: Reader, version: number): OffsetForLeaderEpochResponse {
  if (version < 2 || version > 4) throw unsupportedVersion('OffsetForLeaderEpochResponse', version);
  const flexible = version >= 4;
  const value: OffsetForLeaderEpochResponse = {
    throttleTimeMs: reader.readInt32(),
    topics: readOffsetForLeaderTopicResultArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeOffsetForLeaderEpochResponse(writer: Writer, version: number, value: OffsetForLeaderEpochResponse): void {
  if (version < 2 || version > 4) throw unsupportedVersion('OffsetForLeaderEpochResponse', version);
  const flexible = version >= 4;
  writer.writeInt32(value.throttleTimeMs);
  writer.writeArrayLength(value.topics.length, flexible);
  for (const element of value.topics) writeOffsetForLeaderTopicResult(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newOffsetForLeaderTopicResult(fields?: Partial<OffsetForLeaderTopicResult>): OffsetForLeaderTopicResult {
  return {
    topic: '',
    partitions: [],
    ...fields,
  };
}

function readOffsetForLeaderTopicResult(reader: Reader, version: number): OffsetForLeaderTopicResult {
  const flexible = version >= 4;
  const value: OffsetForLeaderTopicResult = {
    topic: reader.readString(flexible),
    partitions: readEpochEndOffsetArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readOffsetForLeaderTopicResultArray(reader: Reader, version: number): OffsetForLeaderTopicResult[] {
  const length = reader.readArrayLength(version >= 4, 3);
  const values: OffsetForLeaderTopicResult[] = [];
  for (let index = 0; index < length; index++) values.push(readOffsetForLeaderTopicResult(reader, version));
  return values;
}

function writeOffsetForLeaderTopicResult(writer: Writer, version: number, value: OffsetForLeaderTopicResult): void {
  const flexible = version >= 4;
  writer.writeString(value.topic, flexible);
  writer.writeArrayLength(value.partitions.length, flexible);
  for (const element of value.partitions) writeEpochEndOffset(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newEpochEndOffset(fields?: Partial<EpochEndOffset>): EpochEndOffset {
  return {
    errorCode: 0,
    partition: 0,
    leaderEpoch: -1,
    endOffset: -1n,
    ...fields,
  };
}

function readEpochEndOffset(reader: Reader, version: number): EpochEndOffset {
  const flexible = version >= 4;
  const value: EpochEndOffset = {
    errorCode: reader.readInt16(),
    partition: reader.readInt32(),
    leaderEpoch: reader.readInt32(),
    endOffset: reader.readInt64(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readEpochEndOffsetArray(reader: Reader, version: number): EpochEndOffset[] {
  const length = reader.readArrayLength(version >= 4, 18);
  const values: EpochEndOffset[] = [];
  for (let index = 0; index < length; index++) values.push(readEpochEndOffset(reader, version));
  return values;
}

function writeEpochEndOffset(writer: Writer, version: number, value: EpochEndOffset): void {
  const flexible = version >= 4;
  writer.writeInt16(value.errorCode);
  writer.writeInt32(value.partition);
  writer.writeInt32(value.leaderEpoch);
  writer.writeInt64(value.endOffset);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const offsetForLeaderEpochResponse: MessageCodec<OffsetForLeaderEpochResponse> = {
  name: 'OffsetForLeaderEpochResponse',
  apiKey: 23,
  minVersion: 2,
  maxVersion: 4,
  latestVersionUnstable: false,
  flexibleFrom: 4,
  read: readOffsetForLeaderEpochResponse,
  write: writeOffsetForLeaderEpochResponse,
};
