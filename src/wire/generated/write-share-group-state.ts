// Generated from protocol/messages/api/85-WriteShareGroupState.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface WriteShareGroupStateRequest {
  groupId: string;
  topics: WriteStateData[];
}

export interface WriteStateData {
  topicId: string;
  partitions: PartitionData[];
}

export interface PartitionData {
  partition: number;
  stateEpoch: number;
  leaderEpoch: number;
  startOffset: bigint;
  deliveryCompleteCount: number;
  stateBatches: StateBatch[];
}

export interface StateBatch {
  firstOffset: bigint;
  lastOffset: bigint;
  deliveryState: number;
  deliveryCount: number;
}

export function newWriteShareGroupStateRequest(fields?: Partial<WriteShareGroupStateRequest>): WriteShareGroupStateRequest {
  return {
    groupId: '',
    topics: [],
    ...fields,
  };
}

export function readWriteShareGroupStateRequest(reader: Reader, version: number): WriteShareGroupStateRequest {
  if (version < 0 || version > 1) throw unsupportedVersion('WriteShareGroupStateRequest', version);
  const value: WriteShareGroupStateRequest = {
    groupId: reader.readString(true),
    topics: readWriteStateDataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeWriteShareGroupStateRequest(writer: Writer, version: number, value: WriteShareGroupStateRequest): void {
  if (version < 0 || version > 1) throw unsupportedVersion('WriteShareGroupStateRequest', version);
  writer.writeString(value.groupId, true);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeWriteStateData(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newWriteStateData(fields?: Partial<WriteStateData>): WriteStateData {
  return {
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readWriteStateData(reader: Reader, version: number): WriteStateData {
  const value: WriteStateData = {
    topicId: reader.readUuid(),
    partitions: readPartitionDataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readWriteStateDataArray(reader: Reader, version: number): WriteStateData[] {
  const length = reader.readArrayLength(true, 18);
  const values: WriteStateData[] = [];
  for (let index = 0; index < length; index++) values.push(readWriteStateData(reader, version));
  return values;
}

function writeWriteStateData(writer: Writer, version: number, value: WriteStateData): void {
  writer.writeUuid(value.topicId);
  writer.writeArrayLength(value.partitions.length, true);
  for (const element of value.partitions) writePartitionData(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newPartitionData(fields?: Partial<PartitionData>): PartitionData {
  return {
    partition: 0,
    stateEpoch: 0,
    leaderEpoch: 0,
    startOffset: 0n,
    deliveryCompleteCount: -1,
    stateBatches: [],
    ...fields,
  };
}

function readPartitionData(reader: Reader, version: number): PartitionData {
  const value: PartitionData = {
    partition: reader.readInt32(),
    stateEpoch: reader.readInt32(),
    leaderEpoch: reader.readInt32(),
    startOffset: reader.readInt64(),
    deliveryCompleteCount: version >= 1 ? reader.readInt32() : -1,
    stateBatches: readStateBatchArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readPartitionDataArray(reader: Reader, version: number): PartitionData[] {
  const length = reader.readArrayLength(true, 22);
  const values: PartitionData[] = [];
  for (let index = 0; index < length; index++) values.push(readPartitionData(reader, version));
  return values;
}

function writePartitionData(writer: Writer, version: number, value: PartitionData): void {
  writer.writeInt32(value.partition);
  writer.writeInt32(value.stateEpoch);
  writer.writeInt32(value.leaderEpoch);
  writer.writeInt64(value.startOffset);
  if (version >= 1) writer.writeInt32(value.deliveryCompleteCount);
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

export const writeShareGroupStateRequest: MessageCodec<WriteShareGroupStateRequest> = {
  name: 'WriteShareGroupStateRequest',
  apiKey: 85,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readWriteShareGroupStateRequest,
  write: writeWriteShareGroupStateRequest,
};

export interface WriteShareGroupStateResponse {
  results: WriteStateResult[];
}

export interface WriteStateResult {
  topicId: string;
  partitions: PartitionResult[];
}

export interface PartitionResult {
  partition: number;
  errorCode: number;
  errorMessage: string | null;
}

export function newWriteShareGroupStateResponse(fields?: Partial<WriteShareGroupStateResponse>): WriteShareGroupStateResponse {
  return {
    results: [],
    ...fields,
  };
}

export function readWriteShareGroupStateResponse(reader: Reader, version: number): WriteShareGroupStateResponse {
  if (version < 0 || version > 1) throw unsupportedVersion('WriteShareGroupStateResponse', version);
  const value: WriteShareGroupStateResponse = {
    results: readWriteStateResultArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeWriteShareGroupStateResponse(writer: Writer, version: number, value: WriteShareGroupStateResponse): void {
  if (version < 0 || version > 1) throw unsupportedVersion('WriteShareGroupStateResponse', version);
  writer.writeArrayLength(value.results.length, true);
  for (const element of value.results) writeWriteStateResult(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newWriteStateResult(fields?: Partial<WriteStateResult>): WriteStateResult {
  return {
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readWriteStateResult(reader: Reader, version: number): WriteStateResult {
  const value: WriteStateResult = {
    topicId: reader.readUuid(),
    partitions: readPartitionResultArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readWriteStateResultArray(reader: Reader, version: number): WriteStateResult[] {
  const length = reader.readArrayLength(true, 18);
  const values: WriteStateResult[] = [];
  for (let index = 0; index < length; index++) values.push(readWriteStateResult(reader, version));
  return values;
}

function writeWriteStateResult(writer: Writer, version: number, value: WriteStateResult): void {
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

export const writeShareGroupStateResponse: MessageCodec<WriteShareGroupStateResponse> = {
  name: 'WriteShareGroupStateResponse',
  apiKey: 85,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readWriteShareGroupStateResponse,
  write: writeWriteShareGroupStateResponse,
};
