// Generated from protocol/messages/api/68-ConsumerGroupHeartbeat.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ConsumerGroupHeartbeatRequest {
  groupId: string;
  memberId: string;
  memberEpoch: number;
  instanceId: string | null;
  rackId: string | null;
  rebalanceTimeoutMs: number;
  subscribedTopicNames: string[] | null;
  subscribedTopicRegex: string | null;
  serverAssignor: string | null;
  topicPartitions: ConsumerGroupHeartbeatRequestTopicPartitions[] | null;
}

export interface ConsumerGroupHeartbeatRequestTopicPartitions {
  topicId: string;
  partitions: number[];
}

export function newConsumerGroupHeartbeatRequest(fields?: Partial<ConsumerGroupHeartbeatRequest>): ConsumerGroupHeartbeatRequest {
  return {
    groupId: '',
    memberId: '',
    memberEpoch: 0,
    instanceId: null,
    rackId: null,
    rebalanceTimeoutMs: -1,
    subscribedTopicNames: null,
    subscribedTopicRegex: null,
    serverAssignor: null,
    topicPartitions: null,
    ...fields,
  };
}

export function readConsumerGroupHeartbeatRequest(reader: Reader, version: number): ConsumerGroupHeartbeatRequest {
  if (version < 0 || version > 1) throw unsupportedVersion('ConsumerGroupHeartbeatRequest', version);
  const value: ConsumerGroupHeartbeatRequest = {
    groupId: reader.readString(true),
    memberId: reader.readString(true),
    memberEpoch: reader.readInt32(),
    instanceId: reader.readNullableString(true),
    rackId: reader.readNullableString(true),
    rebalanceTimeoutMs: reader.readInt32(),
    subscribedTopicNames: reader.readNullableStringArray(true),
    subscribedTopicRegex: version >= 1 ? reader.readNullableString(true) : null,
    serverAssignor: reader.readNullableString(true),
    topicPartitions: readNullableConsumerGroupHeartbeatRequestTopicPartitionsArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeConsumerGroupHeartbeatRequest(writer: Writer, version: number, value: ConsumerGroupHeartbeatRequest): void {
  if (version < 0 || version > 1) throw unsupportedVersion('ConsumerGroupHeartbeatRequest', version);
  writer.writeString(value.groupId, true);
  writer.writeString(value.memberId, true);
  writer.writeInt32(value.memberEpoch);
  writer.writeString(value.instanceId, true);
  writer.writeString(value.rackId, true);
  writer.writeInt32(value.rebalanceTimeoutMs);
  writer.writeStringArray(value.subscribedTopicNames, true);
  if (version >= 1) writer.writeString(value.subscribedTopicRegex, true);
  if (version < 1 && value.subscribedTopicRegex !== null) throw unsupportedField('ConsumerGroupHeartbeatRequest.subscribedTopicRegex', version);
  writer.writeString(value.serverAssignor, true);
  writer.writeArrayLength(value.topicPartitions === null ? -1 : value.topicPartitions.length, true);
  if (value.topicPartitions !== null) for (const element of value.topicPartitions) writeConsumerGroupHeartbeatRequestTopicPartitions(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newConsumerGroupHeartbeatRequestTopicPartitions(fields?: Partial<ConsumerGroupHeartbeatRequestTopicPartitions>): ConsumerGroupHeartbeatRequestTopicPartitions {
  return {
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readConsumerGroupHeartbeatRequestTopicPartitions(reader: Reader, version: number): ConsumerGroupHeartbeatRequestTopicPartitions {
  const value: ConsumerGroupHeartbeatRequestTopicPartitions = {
    topicId: reader.readUuid(),
    partitions: reader.readInt32Array(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readNullableConsumerGroupHeartbeatRequestTopicPartitionsArray(reader: Reader, version: number): ConsumerGroupHeartbeatRequestTopicPartitions[] | null {
  const length = reader.readNullableArrayLength(true, 18);
  if (length < 0) return null;
  const values: ConsumerGroupHeartbeatRequestTopicPartitions[] = [];
  for (let index = 0; index < length; index++) values.push(readConsumerGroupHeartbeatRequestTopicPartitions(reader, version));
  return values;
}

function writeConsumerGroupHeartbeatRequestTopicPartitions(writer: Writer, version: number, value: ConsumerGroupHeartbeatRequestTopicPartitions): void {
  writer.writeUuid(value.topicId);
  writer.writeInt32Array(value.partitions, true);
  writer.writeUnsignedVarint(0);
}

export const consumerGroupHeartbeatRequest: MessageCodec<ConsumerGroupHeartbeatRequest> = {
  name: 'ConsumerGroupHeartbeatRequest',
  apiKey: 68,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readConsumerGroupHeartbeatRequest,
  write: writeConsumerGroupHeartbeatRequest,
};

export interface ConsumerGroupHeartbeatResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  memberId: string | null;
  memberEpoch: number;
  heartbeatIntervalMs: number;
  assignment: Assignment | null;
}

export interface Assignment {
  topicPartitions: ConsumerGroupHeartbeatResponseTopicPartitions[];
}

export interface ConsumerGroupHeartbeatResponseTopicPartitions {
  topicId: string;
  partitions: number[];
}

export function newConsumerGroupHeartbeatResponse(fields?: Partial<ConsumerGroupHeartbeatResponse>): ConsumerGroupHeartbeatResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    errorMessage: null,
    memberId: null,
    memberEpoch: 0,
    heartbeatIntervalMs: 0,
    assignment: null,
    ...fields,
  };
}

export function readConsumerGroupHeartbeatResponse(reader: Reader, version: number): ConsumerGroupHeartbeatResponse {
  if (version < 0 || version > 1) throw unsupportedVersion('ConsumerGroupHeartbeatResponse', version);
  const value: ConsumerGroupHeartbeatResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
    memberId: reader.readNullableString(true),
    memberEpoch: reader.readInt32(),
    heartbeatIntervalMs: reader.readInt32(),
    assignment: reader.readPresence() ? readAssignment(reader, version) : null,
  };
  reader.skipTaggedFields();
  return value;
}

export function writeConsumerGroupHeartbeatResponse(writer: Writer, version: number, value: ConsumerGroupHeartbeatResponse): void {
  if (version < 0 || version > 1) throw unsupportedVersion('ConsumerGroupHeartbeatResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writer.writeString(value.memberId, true);
  writer.writeInt32(value.memberEpoch);
  writer.writeInt32(value.heartbeatIntervalMs);
  writer.writePresence(value.assignment !== null);
  if (value.assignment !== null) writeAssignment(writer, version, value.assignment);
  writer.writeUnsignedVarint(0);
}

export function newAssignment(fields?: Partial<Assignment>): Assignment {
  return {
    topicPartitions: [],
    ...fields,
  };
}

function readAssignment(reader: Reader, version: number): Assignment {
  const value: Assignment = {
    topicPartitions: readConsumerGroupHeartbeatResponseTopicPartitionsArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function writeAssignment(writer: Writer, version: number, value: Assignment): void {
  writer.writeArrayLength(value.topicPartitions.length, true);
  for (const element of value.topicPartitions) writeConsumerGroupHeartbeatResponseTopicPartitions(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newConsumerGroupHeartbeatResponseTopicPartitions(fields?: Partial<ConsumerGroupHeartbeatResponseTopicPartitions>): ConsumerGroupHeartbeatResponseTopicPartitions {
  return {
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readConsumerGroupHeartbeatResponseTopicPartitions(reader: Reader, version: number): ConsumerGroupHeartbeatResponseTopicPartitions {
  const value: ConsumerGroupHeartbeatResponseTopicPartitions = {
    topicId: reader.readUuid(),
    partitions: reader.readInt32Array(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readConsumerGroupHeartbeatResponseTopicPartitionsArray(reader: Reader, version: number): ConsumerGroupHeartbeatResponseTopicPartitions[] {
  const length = reader.readArrayLength(true, 18);
  const values: ConsumerGroupHeartbeatResponseTopicPartitions[] = [];
  for (let index = 0; index < length; index++) values.push(readConsumerGroupHeartbeatResponseTopicPartitions(reader, version));
  return values;
}

function writeConsumerGroupHeartbeatResponseTopicPartitions(writer: Writer, version: number, value: ConsumerGroupHeartbeatResponseTopicPartitions): void {
  writer.writeUuid(value.topicId);
  writer.writeInt32Array(value.partitions, true);
  writer.writeUnsignedVarint(0);
}

export const consumerGroupHeartbeatResponse: MessageCodec<ConsumerGroupHeartbeatResponse> = {
  name: 'ConsumerGroupHeartbeatResponse',
  apiKey: 68,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readConsumerGroupHeartbeatResponse,
  write: writeConsumerGroupHeartbeatResponse,
};
