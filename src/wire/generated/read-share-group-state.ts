// Generated from protocol/messages/api/84-ReadShareGroupState.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ReadShareGroupStateRequest {
  groupId: string;
  topics: ReadStateData[];
}

export interface ReadStateData {
  topicId: string;
  partitions: PartitionData[];
}

export interface PartitionData {
  partition: number;
  leaderEpoch: number;
}

export function newReadShareGroupStateRequest(fields?: Partial<ReadShareGroupStateRequest>): ReadShareGroupStateRequest {
  return {
    groupId: '',
    topics: [],
    ...fields,
  };
}

export function readReadShareGroupStateRequest(reader: Reader, version: number): ReadShareGroupStateRequest {
  if (version !== 0) throw unsupportedVersion('ReadShareGroupStateRequest', version);
  const value: ReadShareGroupStateRequest = {
    groupId: reader.readString(true),
    topics: readReadStateDataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeReadShareGroupStateRequest(writer: Writer, version: number, value: ReadShareGroupStateRequest): void {
  if (version !== 0) throw unsupportedVersion('ReadShareGroupStateRequest', version);
  writer.writeString(value.groupId, true);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeReadStateData(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newReadStateData(fields?: Partial<ReadStateData>): ReadStateData {
  return {
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readReadStateData(reader: Reader, version: number): ReadStateData {
  const value: ReadStateData = {
    topicId: reader.readUuid(),
    partitions: readPartitionDataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readReadStateDataArray(reader: Reader, version: number): ReadStateData[] {
  const length = reader.readArrayLength(true, 18);
  const values: ReadStateData[] = [];
  for (let index = 0; index < length; index++) values.push(readReadStateData(reader, version));
  return values;
}

function writeReadStateData(writer: Writer, version: number, value: ReadStateData): void {
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

export const readShareGroupStateRequest: MessageCodec<ReadShareGroupStateRequest> = {
  name: 'ReadShareGroupStateRequest',
  apiKey: 84,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readReadShareGroupStateRequest,
  write: writeReadShareGroupStateRequest,
};

export interface ReadShareGroupStateResponse {
  results: ReadStateResult[];
}

export interface ReadStateResult {
  topicId: string;
  partitions: PartitionResult[];
}

export interface PartitionResult {
  partition: number;
  errorCode: number;
  errorMessage: string | null;
  stateEpoch: number;
  startOffset: bigint;
  stateBatches: StateBatch[];
}

export interface StateBatch {
  firstOffset: bigint;
  lastOffset: bigint;
  deliveryState: number;
  deliveryCount: number;
}

export function newReadShareGroupStateResponse(fields?: Partial<ReadShareGroupStateResponse>): ReadShareGroupStateResponse {
  return {
    results: [],
    ...fields,
  };
}

export function readReadShareGroupStateResponse(reader: Reader, version: number): ReadShareGroupStateResponse {
  if (version !== 0) throw unsupportedVersion('ReadShareGroupStateResponse', version);
  const value: ReadShareGroupStateResponse = {
    results: readReadStateResultArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeReadShareGroupStateResponse(writer: Writer, version: number, value: ReadShareGroupStateResponse): void {
  if (version !== 0) throw unsupportedVersion('ReadShareGroupStateResponse', version);
  writer.writeArrayLength(value.results.length, true);
  for (const element of value.results) writeReadStateResult(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newReadStateResult(fields?: Partial<ReadStateResult>): ReadStateResult {
  return {
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readReadStateResult(reader: Reader, version: number): ReadStateResult {
  const value: ReadStateResult = {
    topicId: reader.readUuid(),
    partitions: readPartitionResultArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readReadStateResultArray(reader: Reader, version: number): ReadStateResult[] {
  const length = reader.readArrayLength(true, 18);
  const values: ReadStateResult[] = [];
  for (let index = 0; index < length; index++) values.push(readReadStateResult(reader, version));
  return values;
}

function writeReadStateResult(writer: Writer, version: number, value: ReadStateResult): void {
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
    startOffset: 0n,
    stateBatches: [],
    ...fields,
  };
}

function readPartitionResult(reader: Reader, version: number): PartitionResult {
  const value: PartitionResult = {
    partition: reader.readInt32(),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
    stateEpoch: reader.readInt32(),
    startOffset: reader.readInt64(),
    stateBatches: readStateBatchArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readPartitionResultArray(reader: Reader, version: number): PartitionResult[] {
  const length = reader.readArrayLength(true, 21);
  const values: PartitionResult[] = [];
  for (let index = 0; index < length; index++) values.push(readPartitionResult(reader, version));
  return values;
}

function writePartitionResult(writer: Writer, version: number, value: PartitionResult): void {
  writer.writeInt32(value.partition);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writer.writeInt32(value.stateEpoch);
  writer.writeInt64(value.startOffset);
  writer.writeArrayLength(value.stateBatches.length, true);
  for (const element of value.stateBatches) writeStateBatch(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newStateBatch(fields?: Partial<StateBatch>): StateBatch {
  return {
    firstOffset: 0n,
    lastOffset: 0n,
    deliveryState: 0,
    deliveryCount: 0,
    ...fields,
  };
}

function readStateBatch(reader: Reader, version: number): StateBatch {
  const value: StateBatch = {
    firstOffset: reader.readInt64(),
    lastOffset: reader.readInt64(),
    deliveryState: reader.readInt8(),
    deliveryCount: reader.readInt16(),
  };
  reader.skipTaggedFields();
  return value;
}

function readStateBatchArray(reader: Reader, version: number): StateBatch[] {
  const length = reader.readArrayLength(true, 20);
  const values: StateBatch[] = [];
  for (let index = 0; index < length; index++) values.push(readStateBatch(reader, version));
  return values;
}

function writeStateBatch(writer: Writer, version: number, value: StateBatch): void {
  writer.writeInt64(value.firstOffset);
  writer.writeInt64(value.lastOffset);
  writer.writeInt8(value.deliveryState);
  writer.writeInt16(value.deliveryCount);
  writer.writeUnsignedVarint(0);
}

export const readShareGroupStateResponse: MessageCodec<ReadShareGroupStateResponse> = {
  name: 'ReadShareGroupStateResponse',
  apiKey: 84,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readReadShareGroupStateResponse,
  write: writeReadShareGroupStateResponse,
};
