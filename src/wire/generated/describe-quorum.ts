// Generated from protocol/messages/api/55-DescribeQuorum.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface DescribeQuorumRequest {
  topics: DescribeQuorumRequestTopicData[];
}

export interface DescribeQuorumRequestTopicData {
  topicName: string;
  partitions: DescribeQuorumRequestPartitionData[];
}

export interface DescribeQuorumRequestPartitionData {
  partitionIndex: number;
}

export function newDescribeQuorumRequest(fields?: Partial<DescribeQuorumRequest>): DescribeQuorumRequest {
  return {
    topics: [],
    ...fields,
  };
}

export function readDescribeQuorumRequest(reader: Reader, version: number): DescribeQuorumRequest {
  if (version < 0 || version > 2) throw unsupportedVersion('DescribeQuorumRequest', version);
  const value: DescribeQuorumRequest = {
    topics: readDescribeQuorumRequestTopicDataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeDescribeQuorumRequest(writer: Writer, version: number, value: DescribeQuorumRequest): void {
  if (version < 0 || version > 2) throw unsupportedVersion('DescribeQuorumRequest', version);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeDescribeQuorumRequestTopicData(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newDescribeQuorumRequestTopicData(fields?: Partial<DescribeQuorumRequestTopicData>): DescribeQuorumRequestTopicData {
  return {
    topicName: '',
    partitions: [],
    ...fields,
  };
}

function readDescribeQuorumRequestTopicData(reader: Reader, version: number): DescribeQuorumRequestTopicData {
  const value: DescribeQuorumRequestTopicData = {
    topicName: reader.readString(true),
    partitions: readDescribeQuorumRequestPartitionDataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readDescribeQuorumRequestTopicDataArray(reader: Reader, version: number): DescribeQuorumRequestTopicData[] {
  const length = reader.readArrayLength(true, 3);
  const values: DescribeQuorumRequestTopicData[] = [];
  for (let index = 0; index < length; index++) values.push(readDescribeQuorumRequestTopicData(reader, version));
  return values;
}

function writeDescribeQuorumRequestTopicData(writer: Writer, version: number, value: DescribeQuorumRequestTopicData): void {
  writer.writeString(value.topicName, true);
  writer.writeArrayLength(value.partitions.length, true);
  for (const element of value.partitions) writeDescribeQuorumRequestPartitionData(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newDescribeQuorumRequestPartitionData(fields?: Partial<DescribeQuorumRequestPartitionData>): DescribeQuorumRequestPartitionData {
  return {
    partitionIndex: 0,
    ...fields,
  };
}

function readDescribeQuorumRequestPartitionData(reader: Reader, version: number): DescribeQuorumRequestPartitionData {
  const value: DescribeQuorumRequestPartitionData = {
    partitionIndex: reader.readInt32(),
  };
  reader.skipTaggedFields();
  return value;
}

function readDescribeQuorumRequestPartitionDataArray(reader: Reader, version: number): DescribeQuorumRequestPartitionData[] {
  const length = reader.readArrayLength(true, 5);
  const values: DescribeQuorumRequestPartitionData[] = [];
  for (let index = 0; index < length; index++) values.push(readDescribeQuorumRequestPartitionData(reader, version));
  return values;
}

function writeDescribeQuorumRequestPartitionData(writer: Writer, version: number, value: DescribeQuorumRequestPartitionData): void {
  writer.writeInt32(value.partitionIndex);
  writer.writeUnsignedVarint(0);
}

export const describeQuorumRequest: MessageCodec<DescribeQuorumRequest> = {
  name: 'DescribeQuorumRequest',
  apiKey: 55,
  minVersion: 0,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readDescribeQuorumRequest,
  write: writeDescribeQuorumRequest,
};

export interface DescribeQuorumResponse {
  errorCode: number;
  errorMessage: string | null;
  topics: DescribeQuorumResponseTopicData[];
  nodes: Node[];
}

export interface DescribeQuorumResponseTopicData {
  topicName: string;
  partitions: DescribeQuorumResponsePartitionData[];
}

export interface DescribeQuorumResponsePartitionData {
  partitionIndex: number;
  errorCode: number;
  errorMessage: string | null;
  leaderId: number;
  leaderEpoch: number;
  highWatermark: bigint;
  currentVoters: ReplicaState[];
  observers: ReplicaState[];
}

export interface Node {
  nodeId: number;
  listeners: Listener[];
}

export interface Listener {
  name: string;
  host: string;
  port: number;
}

export interface ReplicaState {
  replicaId: number;
  replicaDirectoryId: string;
  logEndOffset: bigint;
  lastFetchTimestamp: bigint;
  lastCaughtUpTimestamp: bigint;
}

export function newDescribeQuorumResponse(fields?: Partial<DescribeQuorumResponse>): DescribeQuorumResponse {
  return {
    errorCode: 0,
    errorMessage: '',
    topics: [],
    nodes: [],
    ...fields,
  };
}

export function readDescribeQuorumResponse(reader: Reader, version: number): DescribeQuorumResponse {
  if (version < 0 || version > 2) throw unsupportedVersion('DescribeQuorumResponse', version);
  const value: DescribeQuorumResponse = {
    errorCode: reader.readInt16(),
    errorMessage: version >= 2 ? reader.readNullableString(true) : '',
    topics: readDescribeQuorumResponseTopicDataArray(reader, version),
    nodes: version >= 2 ? readNodeArray(reader, version) : [],
  };
  reader.skipTaggedFields();
  return value;
}

export function writeDescribeQuorumResponse(writer: Writer, version: number, value: DescribeQuorumResponse): void {
  if (version < 0 || version > 2) throw unsupportedVersion('DescribeQuorumResponse', version);
  writer.writeInt16(value.errorCode);
  if (version >= 2) writer.writeString(value.errorMessage, true);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeDescribeQuorumResponseTopicData(writer, version, element);
  if (version >= 2) {
    writer.writeArrayLength(value.nodes.length, true);
    for (const element of value.nodes) writeNode(writer, version, element);
  }
  if (version < 2 && value.nodes.length !== 0) throw unsupportedField('DescribeQuorumResponse.nodes', version);
  writer.writeUnsignedVarint(0);
}

export function newDescribeQuorumResponseTopicData(fields?: Partial<DescribeQuorumResponseTopicData>): DescribeQuorumResponseTopicData {
  return {
    topicName: '',
    partitions: [],
    ...fields,
  };
}

function readDescribeQuorumResponseTopicData(reader: Reader, version: number): DescribeQuorumResponseTopicData {
  const value: DescribeQuorumResponseTopicData = {
    topicName: reader.readString(true),
    partitions: readDescribeQuorumResponsePartitionDataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readDescribeQuorumResponseTopicDataArray(reader: Reader, version: number): DescribeQuorumResponseTopicData[] {
  const length = reader.readArrayLength(true, 3);
  const values: DescribeQuorumResponseTopicData[] = [];
  for (let index = 0; index < length; index++) values.push(readDescribeQuorumResponseTopicData(reader, version));
  return values;
}

function writeDescribeQuorumResponseTopicData(writer: Writer, version: number, value: DescribeQuorumResponseTopicData): void {
  writer.writeString(value.topicName, true);
  writer.writeArrayLength(value.partitions.length, true);
  for (const element of value.partitions) writeDescribeQuorumResponsePartitionData(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newDescribeQuorumResponsePartitionData(fields?: Partial<DescribeQuorumResponsePartitionData>): DescribeQuorumResponsePartitionData {
  return {
    partitionIndex: 0,
    errorCode: 0,
    errorMessage: '',
    leaderId: 0,
    leaderEpoch: 0,
    highWatermark: 0n,
    currentVoters: [],
    observers: [],
    ...fields,
  };
}

function readDescribeQuorumResponsePartitionData(reader: Reader, version: number): DescribeQuorumResponsePartitionData {
  const value: DescribeQuorumResponsePartitionData = {
    partitionIndex: reader.readInt32(),
    errorCode: reader.readInt16(),
    errorMessage: version >= 2 ? reader.readNullableString(true) : '',
    leaderId: reader.readInt32(),
    leaderEpoch: reader.readInt32(),
    highWatermark: reader.readInt64(),
    currentVoters: readReplicaStateArray(reader, version),
    observers: readReplicaStateArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readDescribeQuorumResponsePartitionDataArray(reader: Reader, version: number): DescribeQuorumResponsePartitionData[] {
  const length = reader.readArrayLength(true, 25);
  const values: DescribeQuorumResponsePartitionData[] = [];
  for (let index = 0; index < length; index++) values.push(readDescribeQuorumResponsePartitionData(reader, version));
  return values;
}

function writeDescribeQuorumResponsePartitionData(writer: Writer, version: number, value: DescribeQuorumResponsePartitionData): void {
  writer.writeInt32(value.partitionIndex);
  writer.writeInt16(value.errorCode);
  if (version >= 2) writer.writeString(value.errorMessage, true);
  writer.writeInt32(value.leaderId);
  writer.writeInt32(value.leaderEpoch);
  writer.writeInt64(value.highWatermark);
  writer.writeArrayLength(value.currentVoters.length, true);
  for (const element of value.currentVoters) writeReplicaState(writer, version, element);
  writer.writeArrayLength(value.observers.length, true);
  for (const element of value.observers) writeReplicaState(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newNode(fields?: Partial<Node>): Node {
  return {
    nodeId: 0,
    listeners: [],
    ...fields,
  };
}

function readNode(reader: Reader, version: number): Node {
  const value: Node = {
    nodeId: reader.readInt32(),
    listeners: readListenerArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readNodeArray(reader: Reader, version: number): Node[] {
  const length = reader.readArrayLength(true, 6);
  const values: Node[] = [];
  for (let index = 0; index < length; index++) values.push(readNode(reader, version));
  return values;
}

function writeNode(writer: Writer, version: number, value: Node): void {
  writer.writeInt32(value.nodeId);
  writer.writeArrayLength(value.listeners.length, true);
  for (const element of value.listeners) writeListener(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newListener(fields?: Partial<Listener>): Listener {
  return {
    name: '',
    host: '',
    port: 0,
    ...fields,
  };
}

function readListener(reader: Reader, version: number): Listener {
  const value: Listener = {
    name: reader.readString(true),
    host: reader.readString(true),
    port: reader.readUint16(),
  };
  reader.skipTaggedFields();
  return value;
}

function readListenerArray(reader: Reader, version: number): Listener[] {
  const length = reader.readArrayLength(true, 5);
  const values: Listener[] = [];
  for (let index = 0; index < length; index++) values.push(readListener(reader, version));
  return values;
}

function writeListener(writer: Writer, version: number, value: Listener): void {
  writer.writeString(value.name, true);
  writer.writeString(value.host, true);
  writer.writeUint16(value.port);
  writer.writeUnsignedVarint(0);
}

export function newReplicaState(fields?: Partial<ReplicaState>): ReplicaState {
  return {
    replicaId: 0,
    replicaDirectoryId: ZERO_UUID,
    logEndOffset: 0n,
    lastFetchTimestamp: -1n,
    lastCaughtUpTimestamp: -1n,
    ...fields,
  };
}

function readReplicaState(reader: Reader, version: number): ReplicaState {
  const value: ReplicaState = {
    replicaId: reader.readInt32(),
    replicaDirectoryId: version >= 2 ? reader.readUuid() : ZERO_UUID,
    logEndOffset: reader.readInt64(),
    lastFetchTimestamp: version >= 1 ? reader.readInt64() : -1n,
    lastCaughtUpTimestamp: version >= 1 ? reader.readInt64() : -1n,
  };
  reader.skipTaggedFields();
  return value;
}

function readReplicaStateArray(reader: Reader, version: number): ReplicaState[] {
  const length = reader.readArrayLength(true, 13);
  const values: ReplicaState[] = [];
  for (let index = 0; index < length; index++) values.push(readReplicaState(reader, version));
  return values;
}

function writeReplicaState(writer: Writer, version: number, value: ReplicaState): void {
  writer.writeInt32(value.replicaId);
  if (version >= 2) writer.writeUuid(value.replicaDirectoryId);
  if (version < 2 && value.replicaDirectoryId !== ZERO_UUID) throw unsupportedField('ReplicaState.replicaDirectoryId', version);
  writer.writeInt64(value.logEndOffset);
  if (version >= 1) writer.writeInt64(value.lastFetchTimestamp);
  if (version >= 1) writer.writeInt64(value.lastCaughtUpTimestamp);
  writer.writeUnsignedVarint(0);
}

export const describeQuorumResponse: MessageCodec<DescribeQuorumResponse> = {
  name: 'DescribeQuorumResponse',
  apiKey: 55,
  minVersion: 0,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readDescribeQuorumResponse,
  write: writeDescribeQuorumResponse,
};
