// Generated from protocol/messages/api/27-WriteTxnMarkers.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface WriteTxnMarkersRequest {
  markers: WritableTxnMarker[];
}

export interface WritableTxnMarker {
  producerId: bigint;
  producerEpoch: number;
  transactionResult: boolean;
  topics: WritableTxnMarkerTopic[];
  coordinatorEpoch: number;
  transactionVersion: number;
}

export interface WritableTxnMarkerTopic {
  name: string;
  partitionIndexes: number[];
}

export function newWriteTxnMarkersRequest(fields?: Partial<WriteTxnMarkersRequest>): WriteTxnMarkersRequest {
  return {
    markers: [],
    ...fields,
  };
}

export function readWriteTxnMarkersRequest(reader: Reader, version: number): WriteTxnMarkersRequest {
  if (version < 1 || version > 2) throw unsupportedVersion('WriteTxnMarkersRequest', version);
  const value: WriteTxnMarkersRequest = {
    markers: readWritableTxnMarkerArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeWriteTxnMarkersRequest(writer: Writer, version: number, value: WriteTxnMarkersRequest): void {
  if (version < 1 || version > 2) throw unsupportedVersion('WriteTxnMarkersRequest', version);
  writer.writeArrayLength(value.markers.length, true);
  for (const element of value.markers) writeWritableTxnMarker(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newWritableTxnMarker(fields?: Partial<WritableTxnMarker>): WritableTxnMarker {
  return {
    producerId: 0n,
    producerEpoch: 0,
    transactionResult: false,
    topics: [],
    coordinatorEpoch: 0,
    transactionVersion: 0,
    ...fields,
  };
}

function readWritableTxnMarker(reader: Reader, version: number): WritableTxnMarker {
  const value: WritableTxnMarker = {
    producerId: reader.readInt64(),
    producerEpoch: reader.readInt16(),
    transactionResult: reader.readBool(),
    topics: readWritableTxnMarkerTopicArray(reader, version),
    coordinatorEpoch: reader.readInt32(),
    transactionVersion: version >= 2 ? reader.readInt8() : 0,
  };
  reader.skipTaggedFields();
  return value;
}

function readWritableTxnMarkerArray(reader: Reader, version: number): WritableTxnMarker[] {
  const length = reader.readArrayLength(true, 17);
  const values: WritableTxnMarker[] = [];
  for (let index = 0; index < length; index++) values.push(readWritableTxnMarker(reader, version));
  return values;
}

function writeWritableTxnMarker(writer: Writer, version: number, value: WritableTxnMarker): void {
  writer.writeInt64(value.producerId);
  writer.writeInt16(value.producerEpoch);
  writer.writeBool(value.transactionResult);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeWritableTxnMarkerTopic(writer, version, element);
  writer.writeInt32(value.coordinatorEpoch);
  if (version >= 2) writer.writeInt8(value.transactionVersion);
  writer.writeUnsignedVarint(0);
}

export function newWritableTxnMarkerTopic(fields?: Partial<WritableTxnMarkerTopic>): WritableTxnMarkerTopic {
  return {
    name: '',
    partitionIndexes: [],
    ...fields,
  };
}

function readWritableTxnMarkerTopic(reader: Reader, version: number): WritableTxnMarkerTopic {
  const value: WritableTxnMarkerTopic = {
    name: reader.readString(true),
    partitionIndexes: reader.readInt32Array(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readWritableTxnMarkerTopicArray(reader: Reader, version: number): WritableTxnMarkerTopic[] {
  const length = reader.readArrayLength(true, 3);
  const values: WritableTxnMarkerTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readWritableTxnMarkerTopic(reader, version));
  return values;
}

function writeWritableTxnMarkerTopic(writer: Writer, version: number, value: WritableTxnMarkerTopic): void {
  writer.writeString(value.name, true);
  writer.writeInt32Array(value.partitionIndexes, true);
  writer.writeUnsignedVarint(0);
}

export const writeTxnMarkersRequest: MessageCodec<WriteTxnMarkersRequest> = {
  name: 'WriteTxnMarkersRequest',
  apiKey: 27,
  minVersion: 1,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 1,
  read: readWriteTxnMarkersRequest,
  write: writeWriteTxnMarkersRequest,
};

export interface WriteTxnMarkersResponse {
  markers: WritableTxnMarkerResult[];
}

export interface WritableTxnMarkerResult {
  producerId: bigint;
  topics: WritableTxnMarkerTopicResult[];
}

export interface WritableTxnMarkerTopicResult {
  name: string;
  partitions: WritableTxnMarkerPartitionResult[];
}

export interface WritableTxnMarkerPartitionResult {
  partitionIndex: number;
  errorCode: number;
}

export function newWriteTxnMarkersResponse(fields?: Partial<WriteTxnMarkersResponse>): WriteTxnMarkersResponse {
  return {
    markers: [],
    ...fields,
  };
}

export function readWriteTxnMarkersResponse(reader: Reader, version: number): WriteTxnMarkersResponse {
  if (version < 1 || version > 2) throw unsupportedVersion('WriteTxnMarkersResponse', version);
  const value: WriteTxnMarkersResponse = {
    markers: readWritableTxnMarkerResultArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeWriteTxnMarkersResponse(writer: Writer, version: number, value: WriteTxnMarkersResponse): void {
  if (version < 1 || version > 2) throw unsupportedVersion('WriteTxnMarkersResponse', version);
  writer.writeArrayLength(value.markers.length, true);
  for (const element of value.markers) writeWritableTxnMarkerResult(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newWritableTxnMarkerResult(fields?: Partial<WritableTxnMarkerResult>): WritableTxnMarkerResult {
  return {
    producerId: 0n,
    topics: [],
    ...fields,
  };
}

function readWritableTxnMarkerResult(reader: Reader, version: number): WritableTxnMarkerResult {
  const value: WritableTxnMarkerResult = {
    producerId: reader.readInt64(),
    topics: readWritableTxnMarkerTopicResultArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readWritableTxnMarkerResultArray(reader: Reader, version: number): WritableTxnMarkerResult[] {
  const length = reader.readArrayLength(true, 10);
  const values: WritableTxnMarkerResult[] = [];
  for (let index = 0; index < length; index++) values.push(readWritableTxnMarkerResult(reader, version));
  return values;
}

function writeWritableTxnMarkerResult(writer: Writer, version: number, value: WritableTxnMarkerResult): void {
  writer.writeInt64(value.producerId);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeWritableTxnMarkerTopicResult(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newWritableTxnMarkerTopicResult(fields?: Partial<WritableTxnMarkerTopicResult>): WritableTxnMarkerTopicResult {
  return {
    name: '',
    partitions: [],
    ...fields,
  };
}

function readWritableTxnMarkerTopicResult(reader: Reader, version: number): WritableTxnMarkerTopicResult {
  const value: WritableTxnMarkerTopicResult = {
    name: reader.readString(true),
    partitions: readWritableTxnMarkerPartitionResultArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readWritableTxnMarkerTopicResultArray(reader: Reader, version: number): WritableTxnMarkerTopicResult[] {
  const length = reader.readArrayLength(true, 3);
  const values: WritableTxnMarkerTopicResult[] = [];
  for (let index = 0; index < length; index++) values.push(readWritableTxnMarkerTopicResult(reader, version));
  return values;
}

function writeWritableTxnMarkerTopicResult(writer: Writer, version: number, value: WritableTxnMarkerTopicResult): void {
  writer.writeString(value.name, true);
  writer.writeArrayLength(value.partitions.length, true);
  for (const element of value.partitions) writeWritableTxnMarkerPartitionResult(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newWritableTxnMarkerPartitionResult(fields?: Partial<WritableTxnMarkerPartitionResult>): WritableTxnMarkerPartitionResult {
  return {
    partitionIndex: 0,
    errorCode: 0,
    ...fields,
  };
}

function readWritableTxnMarkerPartitionResult(reader: Reader, version: number): WritableTxnMarkerPartitionResult {
  const value: WritableTxnMarkerPartitionResult = {
    partitionIndex: reader.readInt32(),
    errorCode: reader.readInt16(),
  };
  reader.skipTaggedFields();
  return value;
}

function readWritableTxnMarkerPartitionResultArray(reader: Reader, version: number): WritableTxnMarkerPartitionResult[] {
  const length = reader.readArrayLength(true, 7);
  const values: WritableTxnMarkerPartitionResult[] = [];
  for (let index = 0; index < length; index++) values.push(readWritableTxnMarkerPartitionResult(reader, version));
  return values;
}

function writeWritableTxnMarkerPartitionResult(writer: Writer, version: number, value: WritableTxnMarkerPartitionResult): void {
  writer.writeInt32(value.partitionIndex);
  writer.writeInt16(value.errorCode);
  writer.writeUnsignedVarint(0);
}

export const writeTxnMarkersResponse: MessageCodec<WriteTxnMarkersResponse> = {
  name: 'WriteTxnMarkersResponse',
  apiKey: 27,
  minVersion: 1,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 1,
  read: readWriteTxnMarkersResponse,
  write: writeWriteTxnMarkersResponse,
};
