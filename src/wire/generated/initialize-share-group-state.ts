// Generated from protocol/messages/api/83-InitializeShareGroupState.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface InitializeShareGroupStateRequest {
  groupId: string;
  topics: InitializeStateData[];
}

export interface InitializeStateData {
  topicId: string;
  partitions: PartitionData[];
}

export interface PartitionData {
  partition: number;
  stateEpoch: number;
  startOffset: bigint;
}

export function newInitializeShareGroupStateRequest(fields?: Partial<InitializeShareGroupStateRequest>): InitializeShareGroupStateRequest {
  return {
    groupId: '',
    topics: [],
    ...fields,
  };
}

export function readInitializeShareGroupStateRequest(reader: Reader, version: number): InitializeShareGroupStateRequest {
  if (version !== 0) throw unsupportedVersion('InitializeShareGroupStateRequest', version);
  const value: InitializeShareGroupStateRequest = {
    groupId: reader.readString(true),
    topics: readInitializeStateDataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeInitializeShareGroupStateRequest(writer: Writer, version: number, value: InitializeShareGroupStateRequest): void {
  if (version !== 0) throw unsupportedVersion('InitializeShareGroupStateRequest', version);
  writer.writeString(value.groupId, true);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeInitializeStateData(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newInitializeStateData(fields?: Partial<InitializeStateData>): InitializeStateData {
  return {
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readInitializeStateData(reader: Reader, version: number): InitializeStateData {
  const value: InitializeStateData = {
    topicId: reader.readUuid(),
    partitions: readPartitionDataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readInitializeStateDataArray(reader: Reader, version: number): InitializeStateData[] {
  const length = reader.readArrayLength(true, 18);
  const values: InitializeStateData[] = [];
  for (let index = 0; index < length; index++) values.push(readInitializeStateData(reader, version));
  return values;
}

function writeInitializeStateData(writer: Writer, version: number, value: InitializeStateData): void {
  writer.writeUuid(value.topicId);
  writer.writeArrayLength(value.partitions.length, true);
  for (const element of value.partitions) writePartitionData(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newPartitionData(fields?: Partial<PartitionData>): PartitionData {
  return {
    partition: 0,
    stateEpoch: 0,
    startOffset: 0n,
    ...fields,
  };
}

function readPartitionData(reader: Reader, version: number): PartitionData {
  const value: PartitionData = {
    partition: reader.readInt32(),
    stateEpoch: reader.readInt32(),
    startOffset: reader.readInt64(),
  };
  reader.skipTaggedFields();
  return value;
}

function readPartitionDataArray(reader: Reader, version: number): PartitionData[] {
  const length = reader.readArrayLength(true, 17);
  const values: PartitionData[] = [];
  for (let index = 0; index < length; index++) values.push(readPartitionData(reader, version));
  return values;
}

function writePartitionData(writer: Writer, version: number, value: PartitionData): void {
  writer.writeInt32(value.partition);
  writer.writeInt32(value.stateEpoch);
  writer.writeInt64(value.startOffset);
  writer.writeUnsignedVarint(0);
}

export const initializeShareGroupStateRequest: MessageCodec<InitializeShareGroupStateRequest> = {
  name: 'InitializeShareGroupStateRequest',
  apiKey: 83,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readInitializeShareGroupStateRequest,
  write: writeInitializeShareGroupStateRequest,
};

export interface InitializeShareGroupStateResponse {
  results: InitializeStateResult[];
}

export interface InitializeStateResult {
  topicId: string;
  partitions: PartitionResult[];
}

export interface PartitionResult {
  partition: number;
  errorCode: number;
  errorMessage: string | null;
}

export function newInitializeShareGroupStateResponse(fields?: Partial<InitializeShareGroupStateResponse>): InitializeShareGroupStateResponse {
  return {
    results: [],
    ...fields,
  };
}

export function readInitializeShareGroupStateResponse(reader: Reader, version: number): InitializeShareGroupStateResponse {
  if (version !== 0) throw unsupportedVersion('InitializeShareGroupStateResponse', version);
  const value: InitializeShareGroupStateResponse = {
    results: readInitializeStateResultArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeInitializeShareGroupStateResponse(writer: Writer, version: number, value: InitializeShareGroupStateResponse): void {
  if (version !== 0) throw unsupportedVersion('InitializeShareGroupStateResponse', version);
  writer.writeArrayLength(value.results.length, true);
  for (const element of value.results) writeInitializeStateResult(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newInitializeStateResult(fields?: Partial<InitializeStateResult>): InitializeStateResult {
  return {
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readInitializeStateResult(reader: Reader, version: number): InitializeStateResult {
  const value: InitializeStateResult = {
    topicId: reader.readUuid(),
    partitions: readPartitionResultArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readInitializeStateResultArray(reader: Reader, version: number): InitializeStateResult[] {
  const length = reader.readArrayLength(true, 18);
  const values: InitializeStateResult[] = [];
  for (let index = 0; index < length; index++) values.push(readInitializeStateResult(reader, version));
  return values;
}

function writeInitializeStateResult(writer: Writer, version: number, value: InitializeStateResult): void {
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
    ...fields,
  };
}

function readPartitionResult(reader: Reader, version: number): PartitionResult {
  const value: PartitionResult = {
    partition: reader.readInt32(),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readPartitionResultArray(reader: Reader, version: number): PartitionResult[] {
  const length = reader.readArrayLength(true, 8);
  const values: PartitionResult[] = [];
  for (let index = 0; index < length; index++) values.push(readPartitionResult(reader, version));
  return values;
}

function writePartitionResult(writer: Writer, version: number, value: PartitionResult): void {
  writer.writeInt32(value.partition);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writer.writeUnsignedVarint(0);
}

export const initializeShareGroupStateResponse: MessageCodec<InitializeShareGroupStateResponse> = {
  name: 'InitializeShareGroupStateResponse',
  apiKey: 83,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readInitializeShareGroupStateResponse,
  write: writeInitializeShareGroupStateResponse,
};
