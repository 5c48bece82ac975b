// Generated from protocol/messages/api/19-CreateTopics.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface CreateTopicsRequest {
  topics: CreatableTopic[];
  timeoutMs: number;
  validateOnly: boolean;
}

export interface CreatableTopic {
  name: string;
  numPartitions: number;
  replicationFactor: number;
  assignments: CreatableReplicaAssignment[];
  configs: CreatableTopicConfig[];
}

export interface CreatableReplicaAssignment {
  partitionIndex: number;
  brokerIds: number[];
}

export interface CreatableTopicConfig {
  name: string;
  value: string | null;
}

export function newCreateTopicsRequest(fields?: Partial<CreateTopicsRequest>): CreateTopicsRequest {
  return {
    topics: [],
    timeoutMs: 60000,
    validateOnly: false,
    ...fields,
  };
}

export function readCreateTopicsRequest(reader: Reader, version: number): CreateTopicsRequest {
  if (version < 2 || version > 7) throw unsupportedVersion('CreateTopicsRequest', version);
  const flexible = version >= 5;
  const value: CreateTopicsRequest = {
    topics: readCreatableTopicArray(reader, version),
    timeoutMs: reader.readInt32(),
    validateOnly: reader.readBool(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeCreateTopicsRequest(writer: Writer, version: number, value: CreateTopicsRequest): void {
  if (version < 2 || version > 7) throw unsupportedVersion('CreateTopicsRequest', version);
  const flexible = version >= 5;
  writer.writeArrayLength(value.topics.length, flexible);
  for (const element of value.topics) writeCreatableTopic(writer, version, element);
  writer.writeInt32(value.timeoutMs);
  writer.writeBool(value.validateOnly);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newCreatableTopic(fields?: Partial<CreatableTopic>): CreatableTopic {
  return {
    name: '',
    numPartitions: 0,
    replicationFactor: 0,
    assignments: [],
    configs: [],
    ...fields,
  };
}

function readCreatableTopic(reader: Reader, version: number): CreatableTopic {
  const flexible = version >= 5;
  const value: CreatableTopic = {
    name: reader.readString(flexible),
    numPartitions: reader.readInt32(),
    replicationFactor: reader.readInt16(),
    assignments: readCreatableReplicaAssignmentArray(reader, version),
    configs: readCreatableTopicConfigArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readCreatableTopicArray(reader: Reader, version: number): CreatableTopic[] {
  const length = reader.readArrayLength(version >= 5, 10);
  const values: CreatableTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readCreatableTopic(reader, version));
  return values;
}

function writeCreatableTopic(writer: Writer, version: number, value: CreatableTopic): void {
  const flexible = version >= 5;
  writer.writeString(value.name, flexible);
  writer.writeInt32(value.numPartitions);
  writer.writeInt16(value.replicationFactor);
  writer.writeArrayLength(value.assignments.length, flexible);
  for (const element of value.assignments) writeCreatableReplicaAssignment(writer, version, element);
  writer.writeArrayLength(value.configs.length, flexible);
  for (const element of value.configs) writeCreatableTopicConfig(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newCreatableReplicaAssignment(fields?: Partial<CreatableReplicaAssignment>): CreatableReplicaAssignment {
  return {
    partitionIndex: 0,
    brokerIds: [],
    ...fields,
  };
}

function readCreatableReplicaAssignment(reader: Reader, version: number): CreatableReplicaAssignment {
  const flexible = version >= 5;
  const value: CreatableReplicaAssignment = {
    partitionIndex: reader.readInt32(),
    brokerIds: reader.readInt32Array(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readCreatableReplicaAssignmentArray(reader: Reader, version: number): CreatableReplicaAssignment[] {
  const length = reader.readArrayLength(version >= 5, 6);
  const values: CreatableReplicaAssignment[] = [];
  for (let index = 0; index < length; index++) values.push(readCreatableReplicaAssignment(reader, version));
  return values;
}

function writeCreatableReplicaAssignment(writer: Writer, version: number, value: CreatableReplicaAssignment): void {
  const flexible = version >= 5;
  writer.writeInt32(value.partitionIndex);
  writer.writeInt32Array(value.brokerIds, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newCreatableTopicConfig(fields?: Partial<CreatableTopicConfig>): CreatableTopicConfig {
  return {
    name: '',
    value: '',
    ...fields,
  };
}

function readCreatableTopicConfig(reader: Reader, version: number): CreatableTopicConfig {
  const flexible = version >= 5;
  const value: CreatableTopicConfig = {
    name: reader.readString(flexible),
    value: reader.readNullableString(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readCreatableTopicConfigArray(reader: Reader, version: number): CreatableTopicConfig[] {
  const length = reader.readArrayLength(version >= 5, 3);
  const values: CreatableTopicConfig[] = [];
  for (let index = 0; index < length; index++) values.push(readCreatableTopicConfig(reader, version));
  return values;
}

function writeCreatableTopicConfig(writer: Writer, version: number, value: CreatableTopicConfig): void {
  const flexible = version >= 5;
  writer.writeString(value.name, flexible);
  writer.writeString(value.value, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const createTopicsRequest: MessageCodec<CreateTopicsRequest> = {
  name: 'CreateTopicsRequest',
  apiKey: 19,
  minVersion: 2,
  maxVersion: 7,
  latestVersionUnstable: false,
  flexibleFrom: 5,
  read: readCreateTopicsRequest,
  write: writeCreateTopicsRequest,
};

export interface CreateTopicsResponse {
  throttleTimeMs: number;
  topics: CreatableTopicResult[];
}

export interface CreatableTopicResult {
  name: string;
  topicId: string;
  errorCode: number;
  errorMessage: string | null;
  topicConfigErrorCode: number;
  numPartitions: number;
  replicationFactor: number;
  configs: CreatableTopicConfigs[] | null;
}

export interface CreatableTopicConfigs {
  name: string;
  value: string | null;
  readOnly: boolean;
  configSource: number;
  isSensitive: boolean;
}

export function newCreateTopicsResponse(fields?: Partial<CreateTopicsResponse>): CreateTopicsResponse {
  return {
    throttleTimeMs: 0,
    topics: [],
    ...fields,
  };
}

export function readCreateTopicsResponse(reader: Reader, version: number): CreateTopicsResponse {
  if (version < 2 || version > 7) throw unsupportedVersion('CreateTopicsResponse', version);
  const flexible = version >= 5;
  const value: CreateTopicsResponse = {
    throttleTimeMs: reader.readInt32(),
    topics: readCreatableTopicResultArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeCreateTopicsResponse(writer: Writer, version: number, value: CreateTopicsResponse): void {
  if (version < 2 || version > 7) throw unsupportedVersion('CreateTopicsResponse', version);
  const flexible = version >= 5;
  writer.writeInt32(value.throttleTimeMs);
  writer.writeArrayLength(value.topics.length, flexible);
  for (const element of value.topics) writeCreatableTopicResult(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newCreatableTopicResult(fields?: Partial<CreatableTopicResult>): CreatableTopicResult {
  return {
    name: '',
    topicId: ZERO_UUID,
    errorCode: 0,
    errorMessage: '',
    topicConfigErrorCode: 0,
    numPartitions: -1,
    replicationFactor: -1,
    configs: [],
    ...fields,
  };
}

function readCreatableTopicResult(reader: Reader, version: number): CreatableTopicResult {
  const flexible = version >= 5;
  const value: CreatableTopicResult = {
    name: reader.readString(flexible),
    topicId: version >= 7 ? reader.readUuid() : ZERO_UUID,
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(flexible),
    topicConfigErrorCode: 0,
    numPartitions: version >= 5 ? reader.readInt32() : -1,
    replicationFactor: version >= 5 ? reader.readInt16() : -1,
    configs: version >= 5 ? readNullableCreatableTopicConfigsArray(reader, version) : [],
  };
  if (flexible) {
    for (let count = reader.readTagCount(); count > 0; count--) {
      const tag = reader.readUnsignedVarint();
      const end = reader.readTaggedFieldEnd();
      switch (tag) {
        case 0:
          value.topicConfigErrorCode = reader.readInt16();
          reader.endTaggedField(end);
          break;
        default:
          reader.skipTo(end);
      }
    }
  }
  return value;
}

function readCreatableTopicResultArray(reader: Reader, version: number): CreatableTopicResult[] {
  const length = reader.readArrayLength(version >= 5, 6);
  const values: CreatableTopicResult[] = [];
  for (let index = 0; index < length; index++) values.push(readCreatableTopicResult(reader, version));
  return values;
}

function writeCreatableTopicResult(writer: Writer, version: number, value: CreatableTopicResult): void {
  const flexible = version >= 5;
  writer.writeString(value.name, flexible);
  if (version >= 7) writer.writeUuid(value.topicId);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, flexible);
  if (version >= 5) writer.writeInt32(value.numPartitions);
  if (version >= 5) writer.writeInt16(value.replicationFactor);
  if (version >= 5) {
    writer.writeArrayLength(value.configs === null ? -1 : value.configs.length, flexible);
    if (value.configs !== null) for (const element of value.configs) writeCreatableTopicConfigs(writer, version, element);
  }
  if (flexible) {
    let tagCount = 0;
    if (value.topicConfigErrorCode !== 0) tagCount++;
    writer.writeUnsignedVarint(tagCount);
    if (value.topicConfigErrorCode !== 0) {
      const position = writer.beginTaggedField(0);
      writer.writeInt16(value.topicConfigErrorCode);
      writer.endTaggedField(position);
    }
  }
}

export function newCreatableTopicConfigs(fields?: Partial<CreatableTopicConfigs>): CreatableTopicConfigs {
  return {
    name: '',
    value: '',
    readOnly: false,
    configSource: -1,
    isSensitive: false,
    ...fields,
  };
}

function readCreatableTopicConfigs(reader: Reader, version: number): CreatableTopicConfigs {
  const value: CreatableTopicConfigs = {
    name: reader.readString(true),
    value: reader.readNullableString(true),
    readOnly: reader.readBool(),
    configSource: reader.readInt8(),
    isSensitive: reader.readBool(),
  };
  reader.skipTaggedFields();
  return value;
}

function readNullableCreatableTopicConfigsArray(reader: Reader, version: number): CreatableTopicConfigs[] | null {
  const length = reader.readNullableArrayLength(true, 6);
  if (length < 0) return null;
  const values: CreatableTopicConfigs[] = [];
  for (let index = 0; index < length; index++) values.push(readCreatableTopicConfigs(reader, version));
  return values;
}

function writeCreatableTopicConfigs(writer: Writer, version: number, value: CreatableTopicConfigs): void {
  writer.writeString(value.name, true);
  writer.writeString(value.value, true);
  writer.writeBool(value.readOnly);
  writer.writeInt8(value.configSource);
  writer.writeBool(value.isSensitive);
  writer.writeUnsignedVarint(0);
}

export const createTopicsResponse: MessageCodec<CreateTopicsResponse> = {
  name: 'CreateTopicsResponse',
  apiKey: 19,
  minVersion: 2,
  maxVersion: 7,
  latestVersionUnstable: false,
  flexibleFrom: 5,
  read: readCreateTopicsResponse,
  write: writeCreateTopicsResponse,
};
