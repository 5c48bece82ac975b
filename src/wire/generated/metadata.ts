// Generated from protocol/messages/api/03-Metadata.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, nullInVersion, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface MetadataRequest {
  topics: MetadataRequestTopic[] | null;
  allowAutoTopicCreation: boolean;
  includeClusterAuthorizedOperations: boolean;
  includeTopicAuthorizedOperations: boolean;
}

export interface MetadataRequestTopic {
  topicId: string;
  name: string | null;
}

export function newMetadataRequest(fields?: Partial<MetadataRequest>): MetadataRequest {
  return {
    topics: [],
    allowAutoTopicCreation: true,
    includeClusterAuthorizedOperations: false,
    includeTopicAuthorizedOperations: false,
    ...fields,
  };
}

export function readMetadataRequest(reader: Reader, version: number): MetadataRequest {
  if (version < 0 || version > 13) throw unsupportedVersion('MetadataRequest', version);
  const flexible = version >= 9;
  const value: MetadataRequest = {
    topics: version >= 1 ? readNullableMetadataRequestTopicArray(reader, version) : readMetadataRequestTopicArray(reader, version),
    allowAutoTopicCreation: version >= 4 ? reader.readBool() : true,
    includeClusterAuthorizedOperations: version >= 8 && version <= 10 ? reader.readBool() : false,
    includeTopicAuthorizedOperations: version >= 8 ? reader.readBool() : false,
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeMetadataRequest(writer: Writer, version: number, value: MetadataRequest): void {
  if (version < 0 || version > 13) throw unsupportedVersion('MetadataRequest', version);
  const flexible = version >= 9;
  if (version < 1 && value.topics === null) throw nullInVersion('MetadataRequest.topics', version);
  writer.writeArrayLength(value.topics === null ? -1 : value.topics.length, flexible);
  if (value.topics !== null) for (const element of value.topics) writeMetadataRequestTopic(writer, version, element);
  if (version >= 4) writer.writeBool(value.allowAutoTopicCreation);
  if (version < 4 && !value.allowAutoTopicCreation) throw unsupportedField('MetadataRequest.allowAutoTopicCreation', version);
  if (version >= 8 && version <= 10) writer.writeBool(value.includeClusterAuthorizedOperations);
  if ((version < 8 || version > 10) && value.includeClusterAuthorizedOperations) throw unsupportedField('MetadataRequest.includeClusterAuthorizedOperations', version);
  if (version >= 8) writer.writeBool(value.includeTopicAuthorizedOperations);
  if (version < 8 && value.includeTopicAuthorizedOperations) throw unsupportedField('MetadataRequest.includeTopicAuthorizedOperations', version);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newMetadataRequestTopic(fields?: Partial<MetadataRequestTopic>): MetadataRequestTopic {
  return {
    topicId: ZERO_UUID,
    name: '',
    ...fields,
  };
}

function readMetadataRequestTopic(reader: Reader, version: number): MetadataRequestTopic {
  const flexible = version >= 9;
  const value: MetadataRequestTopic = {
    topicId: version >= 10 ? reader.readUuid() : ZERO_UUID,
    name: version >= 10 ? reader.readNullableString(flexible) : reader.readString(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readMetadataRequestTopicArray(reader: Reader, version: number): MetadataRequestTopic[] {
  const length = reader.readArrayLength(version >= 9, 2);
  const values: MetadataRequestTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readMetadataRequestTopic(reader, version));
  return values;
}

function readNullableMetadataRequestTopicArray(reader: Reader, version: number): MetadataRequestTopic[] | null {
  const length = reader.readNullableArrayLength(version >= 9, 2);
  if (length < 0) return null;
  const values: MetadataRequestTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readMetadataRequestTopic(reader, version));
  return values;
}

function writeMetadataRequestTopic(writer: Writer, version: number, value: MetadataRequestTopic): void {
  const flexible = version >= 9;
  if (version >= 10) writer.writeUuid(value.topicId);
  if (version < 10 && value.name === null) throw nullInVersion('MetadataRequestTopic.name', version);
  writer.writeString(value.name, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const metadataRequest: MessageCodec<MetadataRequest> = {
  name: 'MetadataRequest',
  apiKey: 3,
  minVersion: 0,
  maxVersion: 13,
  latestVersionUnstable: false,
  flexibleFrom: 9,
  read: readMetadataRequest,
  write: writeMetadataRequest,
};

export interface MetadataResponse {
  throttleTimeMs: number;
  brokers: MetadataResponseBroker[];
  clusterId: string | null;
  controllerId: number;
  topics: MetadataResponseTopic[];
  clusterAuthorizedOperations: number;
  errorCode: number;
}

export interface MetadataResponseBroker {
  nodeId: number;
  host: string;
  port: number;
  rack: string | null;
}

export interface MetadataResponseTopic {
  errorCode: number;
  name: string | null;
  topicId: string;
  isInternal: boolean;
  partitions: MetadataResponsePartition[];
  topicAuthorizedOperations: number;
}

export interface MetadataResponsePartition {
  errorCode: number;
  partitionIndex: number;
  leaderId: number;
  leaderEpoch: number;
  replicaNodes: number[];
  isrNodes: number[];
  offlineReplicas: number[];
}

export function newMetadataResponse(fields?: Partial<MetadataResponse>): MetadataResponse {
  return {
    throttleTimeMs: 0,
    brokers: [],
    clusterId: null,
    controllerId: -1,
    topics: [],
    clusterAuthorizedOperations: -2147483648,
    errorCode: 0,
    ...fields,
  };
}

export function readMetadataResponse(reader: Reader, version: number): MetadataResponse {
  if (version < 0 || version > 13) throw unsupportedVersion('MetadataResponse', version);
  const flexible = version >= 9;
  const value: MetadataResponse = {
    throttleTimeMs: version >= 3 ? reader.readInt32() : 0,
    brokers: readMetadataResponseBrokerArray(reader, version),
    clusterId: version >= 2 ? reader.readNullableString(flexible) : null,
    controllerId: version >= 1 ? reader.readInt32() : -1,
    topics: readMetadataResponseTopicArray(reader, version),
    clusterAuthorizedOperations: version >= 8 && version <= 10 ? reader.readInt32() : -2147483648,
    errorCode: version >= 13 ? reader.readInt16() : 0,
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeMetadataResponse(writer: Writer, version: number, value: MetadataResponse): void {
  if (version < 0 || version > 13) throw unsupportedVersion('MetadataResponse', version);
  const flexible = version >= 9;
  if (version >= 3) writer.writeInt32(value.throttleTimeMs);
  writer.writeArrayLength(value.brokers.length, flexible);
  for (const element of value.brokers) writeMetadataResponseBroker(writer, version, element);
  if (version >= 2) writer.writeString(value.clusterId, flexible);
  if (version >= 1) writer.writeInt32(value.controllerId);
  writer.writeArrayLength(value.topics.length, flexible);
  for (const element of value.topics) writeMetadataResponseTopic(writer, version, element);
  if (version >= 8 && version <= 10) writer.writeInt32(value.clusterAuthorizedOperations);
  if ((version < 8 || version > 10) && value.clusterAuthorizedOperations !== -2147483648) throw unsupportedField('MetadataResponse.clusterAuthorizedOperations', version);
  if (version >= 13) writer.writeInt16(value.errorCode);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newMetadataResponseBroker(fields?: Partial<MetadataResponseBroker>): MetadataResponseBroker {
  return {
    nodeId: 0,
    host: '',
    port: 0,
    rack: null,
    ...fields,
  };
}

function readMetadataResponseBroker(reader: Reader, version: number): MetadataResponseBroker {
  const flexible = version >= 9;
  const value: MetadataResponseBroker = {
    nodeId: reader.readInt32(),
    host: reader.readString(flexible),
    port: reader.readInt32(),
    rack: version >= 1 ? reader.readNullableString(flexible) : null,
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readMetadataResponseBrokerArray(reader: Reader, version: number): MetadataResponseBroker[] {
  const length = reader.readArrayLength(version >= 9, 10);
  const values: MetadataResponseBroker[] = [];
  for (let index = 0; index < length; index++) values.push(readMetadataResponseBroker(reader, version));
  return values;
}

function writeMetadataResponseBroker(writer: Writer, version: number, value: MetadataResponseBroker): void {
  const flexible = version >= 9;
  writer.writeInt32(value.nodeId);
  writer.writeString(value.host, flexible);
  writer.writeInt32(value.port);
  if (version >= 1) writer.writeString(value.rack, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newMetadataResponseTopic(fields?: Partial<MetadataResponseTopic>): MetadataResponseTopic {
  return {
    errorCode: 0,
    name: '',
    topicId: ZERO_UUID,
    isInternal: false,
    partitions: [],
    topicAuthorizedOperations: -2147483648,
    ...fields,
  };
}

function readMetadataResponseTopic(reader: Reader, version: number): MetadataResponseTopic {
  const flexible = version >= 9;
  const value: MetadataResponseTopic = {
    errorCode: reader.readInt16(),
    name: version >= 12 ? reader.readNullableString(flexible) : reader.readString(flexible),
    topicId: version >= 10 ? reader.readUuid() : ZERO_UUID,
    isInternal: version >= 1 ? reader.readBool() : false,
    partitions: readMetadataResponsePartitionArray(reader, version),
    topicAuthorizedOperations: version >= 8 ? reader.readInt32() : -2147483648,
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readMetadataResponseTopicArray(reader: Reader, version: number): MetadataResponseTopic[] {
  const length = reader.readArrayLength(version >= 9, 8);
  const values: MetadataResponseTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readMetadataResponseTopic(reader, version));
  return values;
}

function writeMetadataResponseTopic(writer: Writer, version: number, value: MetadataResponseTopic): void {
  const flexible = version >= 9;
  writer.writeInt16(value.errorCode);
  if (version < 12 && value.name === null) throw nullInVersion('MetadataResponseTopic.name', version);
  writer.writeString(value.name, flexible);
  if (version >= 10) writer.writeUuid(value.topicId);
  if (version >= 1) writer.writeBool(value.isInternal);
  writer.writeArrayLength(value.partitions.length, flexible);
  for (const element of value.partitions) writeMetadataResponsePartition(writer, version, element);
  if (version >= 8) writer.writeInt32(value.topicAuthorizedOperations);
  if (version < 8 && value.topicAuthorizedOperations !== -2147483648) throw unsupportedField('MetadataResponseTopic.topicAuthorizedOperations', version);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newMetadataResponsePartition(fields?: Partial<MetadataResponsePartition>): MetadataResponsePartition {
  return {
    errorCode: 0,
    partitionIndex: 0,
    leaderId: 0,
    leaderEpoch: -1,
    replicaNodes: [],
    isrNodes: [],
    offlineReplicas: [],
    ...fields,
  };
}

function readMetadataResponsePartition(reader: Reader, version: number): MetadataResponsePartition {
  const flexible = version >= 9;
  const value: MetadataResponsePartition = {
    errorCode: reader.readInt16(),
    partitionIndex: reader.readInt32(),
    leaderId: reader.readInt32(),
    leaderEpoch: version >= 7 ? reader.readInt32() : -1,
    replicaNodes: reader.readInt32Array(flexible),
    isrNodes: reader.readInt32Array(flexible),
    offlineReplicas: version >= 5 ? reader.readInt32Array(flexible) : [],
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readMetadataResponsePartitionArray(reader: Reader, version: number): MetadataResponsePartition[] {
  const length = reader.readArrayLength(version >= 9, 18);
  const values: MetadataResponsePartition[] = [];
  for (let index = 0; index < length; index++) values.push(readMetadataResponsePartition(reader, version));
  return values;
}

function writeMetadataResponsePartition(writer: Writer, version: number, value: MetadataResponsePartition): void {
  const flexible = version >= 9;
  writer.writeInt16(value.errorCode);
  writer.writeInt32(value.partitionIndex);
  writer.writeInt32(value.leaderId);
  if (version >= 7) writer.writeInt32(value.leaderEpoch);
  writer.writeInt32Array(value.replicaNodes, flexible);
  writer.writeInt32Array(value.isrNodes, flexible);
  if (version >= 5) writer.writeInt32Array(value.offlineReplicas, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const metadataResponse: MessageCodec<MetadataResponse> = {
  name: 'MetadataResponse',
  apiKey: 3,
  minVersion: 0,
  maxVersion: 13,
  latestVersionUnstable: false,
  flexibleFrom: 9,
  read: readMetadataResponse,
  write: writeMetadataResponse,
};
