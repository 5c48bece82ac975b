// Generated from protocol/messages/api/43-ElectLeaders.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ElectLeadersRequest {
  electionType: number;
  topicPartitions: TopicPartitions[] | null;
  timeoutMs: number;
}

export interface TopicPartitions {
  topic: string;
  partitions: number[];
}

export function newElectLeadersRequest(fields?: Partial<ElectLeadersRequest>): ElectLeadersRequest {
  return {
    electionType: 0,
    topicPartitions: [],
    timeoutMs: 60000,
    ...fields,
  };
}

export function readElectLeadersRequest(reader: Reader, version: number): ElectLeadersRequest {
  if (version < 0 || version > 2) throw unsupportedVersion('ElectLeadersRequest', version);
  const flexible = version >= 2;
  const value: ElectLeadersRequest = {
    electionType: version >= 1 ? reader.readInt8() : 0,
    topicPartitions: readNullableTopicPartitionsArray(reader, version),
    timeoutMs: reader.readInt32(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeElectLeadersRequest(writer: Writer, version: number, value: ElectLeadersRequest): void {
  if (version < 0 || version > 2) throw unsupportedVersion('ElectLeadersRequest', version);
  const flexible = version >= 2;
  if (version >= 1) writer.writeInt8(value.electionType);
  if (version < 1 && value.electionType !== 0) throw unsupportedField('ElectLeadersRequest.electionType', version);
  writer.writeArrayLength(value.topicPartitions === null ? -1 : value.topicPartitions.length, flexible);
  if (value.topicPartitions !== null) for (const element of value.topicPartitions) writeTopicPartitions(writer, version, element);
  writer.writeInt32(value.timeoutMs);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newTopicPartitions(fields?: Partial<TopicPartitions>): TopicPartitions {
  return {
    topic: '',
    partitions: [],
    ...fields,
  };
}

function readTopicPartitions(reader: Reader, version: number): TopicPartitions {
  const flexible = version >= 2;
  const value: TopicPartitions = {
    topic: reader.readString(flexible),
    partitions: reader.readInt32Array(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readNullableTopicPartitionsArray(reader: Reader, version: number): TopicPartitions[] | null {
  const length = reader.readNullableArrayLength(version >= 2, 3);
  if (length < 0) return null;
  const values: TopicPartitions[] = [];
  for (let index = 0; index < length; index++) values.push(readTopicPartitions(reader, version));
  return values;
}

function writeTopicPartitions(writer: Writer, version: number, value: TopicPartitions): void {
  const flexible = version >= 2;
  writer.writeString(value.topic, flexible);
  writer.writeInt32Array(value.partitions, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const electLeadersRequest: MessageCodec<ElectLeadersRequest> = {
  name: 'ElectLeadersRequest',
  apiKey: 43,
  minVersion: 0,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readElectLeadersRequest,
  write: writeElectLeadersRequest,
};

export interface ElectLeadersResponse {
  throttleTimeMs: number;
  errorCode: number;
  replicaElectionResults: ReplicaElectionResult[];
}

export interface ReplicaElectionResult {
  topic: string;
  partitionResult: PartitionResult[];
}

export interface PartitionResult {
  partitionId: number;
  errorCode: number;
  errorMessage: string | null;
}

export function newElectLeadersResponse(fields?: Partial<ElectLeadersResponse>): ElectLeadersResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    replicaElectionResults: [],
    ...fields,
  };
}

export function readElectLeadersResponse(reader: Reader, version: number): ElectLeadersResponse {
  if (version < 0 || version > 2) throw unsupportedVersion('ElectLeadersResponse', version);
  const flexible = version >= 2;
  const value: ElectLeadersResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: version >= 1 ? reader.readInt16() : 0,
    replicaElectionResults: readReplicaElectionResultArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeElectLeadersResponse(writer: Writer, version: number, value: ElectLeadersResponse): void {
  if (version < 0 || version > 2) throw unsupportedVersion('ElectLeadersResponse', version);
  const flexible = version >= 2;
  writer.writeInt32(value.throttleTimeMs);
  if (version >= 1) writer.writeInt16(value.errorCode);
  if (version < 1 && value.errorCode !== 0) throw unsupportedField('ElectLeadersResponse.errorCode', version);
  writer.writeArrayLength(value.replicaElectionResults.length, flexible);
  for (const element of value.replicaElectionResults) writeReplicaElectionResult(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newReplicaElectionResult(fields?: Partial<ReplicaElectionResult>): ReplicaElectionResult {
  return {
    topic: '',
    partitionResult: [],
    ...fields,
  };
}

function readReplicaElectionResult(reader: Reader, version: number): ReplicaElectionResult {
  const flexible = version >= 2;
  const value: ReplicaElectionResult = {
    topic: reader.readString(flexible),
    partitionResult: readPartitionResultArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readReplicaElectionResultArray(reader: Reader, version: number): ReplicaElectionResult[] {
  const length = reader.readArrayLength(version >= 2, 3);
  const values: ReplicaElectionResult[] = [];
  for (let index = 0; index < length; index++) values.push(readReplicaElectionResult(reader, version));
  return values;
}

function writeReplicaElectionResult(writer: Writer, version: number, value: ReplicaElectionResult): void {
  const flexible = version >= 2;
  writer.writeString(value.topic, flexible);
  writer.writeArrayLength(value.partitionResult.length, flexible);
  for (const element of value.partitionResult) writePartitionResult(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newPartitionResult(fields?: Partial<PartitionResult>): PartitionResult {
  return {
    partitionId: 0,
    errorCode: 0,
    errorMessage: '',
    ...fields,
  };
}

function readPartitionResult(reader: Reader, version: number): PartitionResult {
  const flexible = version >= 2;
  const value: PartitionResult = {
    partitionId: reader.readInt32(),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readPartitionResultArray(reader: Reader, version: number): PartitionResult[] {
  const length = reader.readArrayLength(version >= 2, 8);
  const values: PartitionResult[] = [];
  for (let index = 0; index < length; index++) values.push(readPartitionResult(reader, version));
  return values;
}

function writePartitionResult(writer: Writer, version: number, value: PartitionResult): void {
  const flexible = version >= 2;
  writer.writeInt32(value.partitionId);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const electLeadersResponse: MessageCodec<ElectLeadersResponse> = {
  name: 'ElectLeadersResponse',
  apiKey: 43,
  minVersion: 0,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readElectLeadersResponse,
  write: writeElectLeadersResponse,
};
