// Generated from protocol/messages/api/87-ReadShareGroupStateSummary.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ReadShareGroupStateSummaryRequest {
  groupId: string;
  topics: ReadStateSummaryData[];
}

export interface ReadStateSummaryData {
  topicId: string;
  partitions: PartitionData[];
}

export interface PartitionData {
  partition: number;
  leaderEpoch: number;
}

export function newReadShareGroupStateSummaryRequest(fields?: Partial<ReadShareGroupStateSummaryRequest>): ReadShareGroupStateSummaryRequest {
  return {
    groupId: '',
    topics: [],
    ...fields,
  };
}

export function readReadShareGroupStateSummaryRequest(reader: Reader, version: number): ReadShareGroupStateSummaryRequest {
  if (version < 0 || version > 1) throw unsupportedVersion('ReadShareGroupStateSummaryRequest', version);
  const value: ReadShareGroupStateSummaryRequest = {
    groupId: reader.readString(true),
    topics: readReadStateSummaryDataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeReadShareGroupStateSummaryRequest(writer: Writer, version: number, value: ReadShareGroupStateSummaryRequest): void {
  if (version < 0 || version > 1) throw unsupportedVersion('ReadShareGroupStateSummaryRequest', version);
  writer.writeString(value.groupId, true);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeReadStateSummaryData(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newReadStateSummaryData(fields?: Partial<ReadStateSummaryData>): ReadStateSummaryData {
  return {
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readReadStateSummaryData(reader: Reader, version: number): ReadStateSummaryData {
  const value: ReadStateSummaryData = {
    topicId: reader.readUuid(),
    partitions: readPartitionDataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readReadStateSummaryDataArray(reader: Reader, version: number): ReadStateSummaryData[] {
  const length = reader.readArrayLength(true, 18);
  const values: ReadStateSummaryData[] = [];
  for (let index = 0; index < length; index++) values.push(readReadStateSummaryData(reader, version));
  return values;
}

function writeReadStateSummaryData(writer: Writer, version: number, value: ReadStateSummaryData): void {
  writer.writeUuid(value.topicId);
  writer.writeArrayLength(value.partitions.length, true);
  for (const element of value.partitions) writePartitionData(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newPartitionData(fields?: Partial<PartitionData>): PartitionData {
  return {
    partition: 0,
    leaderEpoch: 0,
    ...fields,
  };
}

function readPartitionData(reader: Reader, version: number): PartitionData {
  const value: PartitionData = {
    partition: reader.readInt32(),
    leaderEpoch: reader.readInt32(),
  };
  reader.skipTaggedFields();
  return value;
}

function readPartitionDataArray(reader: Reader, version: number): PartitionData[] {
  const length = reader.readArrayLength(true, 9);
  const values: PartitionData[] = [];
  for (let index = 0; index < length; index++) values.push(readPartitionData(reader, version));
  return values;
}

function writePartitionData(writer: Writer, version: number, value: PartitionData): void {
  writer.writeInt32(value.partition);
  writer.writeInt32(value.leaderEpoch);
  writer.writeUnsignedVarint(0);
}

export const readShareGroupStateSummaryRequest: MessageCodec<ReadShareGroupStateSummaryRequest> = {
  name: 'ReadShareGroupStateSummaryRequest',
  apiKey: 87,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readReadShareGroupStateSummaryRequest,
  write: writeReadShareGroupStateSummaryRequest,
};

export interface ReadShareGroupStateSummaryResponse {
  results: ReadStateSummaryResult[];
}

export interface ReadStateSummaryResult {
  topicId: string;
  partitions: PartitionResult[];
}

export interface PartitionResult {
  partition: number;
  errorCode: number;
  errorMessage: string | null;
  stateEpoch: number;
  leaderEpoch: number;
  startOffset: bigint;
  deliveryCompleteCount: number;
}

export function newReadShareGroupStateSummaryResponse(fields?: Partial<ReadShareGroupStateSummaryResponse>): ReadShareGroupStateSummaryResponse {
  return {
    results: [],
    ...fields,
  };
}

export function readReadShareGroupStateSummaryResponse(reader: Reader, version: number): ReadShareGroupStateSummaryResponse {
  if (version < 0 || version > 1) throw unsupportedVersion('ReadShareGroupStateSummaryResponse', version);
  const value: ReadShareGroupStateSummaryResponse = {
    results: readReadStateSummaryResultArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeReadShareGroupStateSummaryResponse(writer: Writer, version: number, value: ReadShareGroupStateSummaryResponse): void {
  if (version < 0 || version > 1) throw unsupportedVersion('ReadShareGroupStateSummaryResponse', version);
  writer.writeArrayLength(value.results.length, true);
  for (const element of value.results) writeReadStateSummaryResult(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newReadStateSummaryResult(fields?: Partial<ReadStateSummaryResult>): ReadStateSummaryResult {
  return {
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readReadStateSummaryResult(reader: Reader, version: number): ReadStateSummaryResult {
  const value: ReadStateSummaryResult = {
    topicId: reader.readUuid(),
    partitions: readPartitionResultArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readReadStateSummaryResultArray(reader: Reader, version: number): ReadStateSummaryResult[] {
  const length = reader.readArrayLength(true, 18);
  const values: ReadStateSummaryResult[] = [];
  for (let index = 0; index < length; index++) values.push(readReadStateSummaryResult(reader, version));
  return values;
}

function writeReadStateSummaryResult(writer: Writer, version: number, value: ReadStateSummaryResult): void {
  writer.writeUuid(value.topicId);
  writer.writeArrayLength(value.partitions.length, true);
  for (const element of value.partitions) writePartitionResult(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newPartitionResult(fields?: Partial<PartitionResult>): PartitionResult {
  return {
    partition: 0,
    errorCode: 0,
    errorMessage: null,
    stateEpoch: 0,
    leaderEpoch: 0,
    startOffset: 0n,
    deliveryCompleteCount: -1,
    ...fields,
  };
}

function readPartitionResult(reader: Reader, version: number): PartitionResult {
  const value: PartitionResult = {
    partition: reader.readInt32(),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
    stateEpoch: reader.readInt32(),
    leaderEpoch: reader.readInt32(),
    startOffset: reader.readInt64(),
    deliveryCompleteCount: version >= 1 ? reader.readInt32() : -1,
  };
  reader.skipTaggedFields();
  return value;
}

function readPartitionResultArray(reader: Reader, version: number): PartitionResult[] {
  const length = reader.readArrayLength(true, 24);
  const values: PartitionResult[] = [];
  for (let index = 0; index < length; index++) values.push(readPartitionResult(reader, version));
  return values;
}

function writePartitionResult(writer: Writer, version: number, value: PartitionResult): void {
  writer.writeInt32(value.partition);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writer.writeInt32(value.stateEpoch);
  writer.writeInt32(value.leaderEpoch);
  writer.writeInt64(value.startOffset);
  if (version >= 1) writer.writeInt32(value.deliveryCompleteCount);
  writer.writeUnsignedVarint(0);
}

export const readShareGroupStateSummaryResponse: MessageCodec<ReadShareGroupStateSummaryResponse> = {
  name: 'ReadShareGroupStateSummaryResponse',
  apiKey: 87,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readReadShareGroupStateSummaryResponse,
  write: writeReadShareGroupStateSummaryResponse,
};
