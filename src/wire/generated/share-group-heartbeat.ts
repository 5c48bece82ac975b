// Generated from protocol/messages/api/76-ShareGroupHeartbeat.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ShareGroupHeartbeatRequest {
  groupId: string;
  memberId: string;
  memberEpoch: number;
  rackId: string | null;
  subscribedTopicNames: string[] | null;
}

export function newShareGroupHeartbeatRequest(fields?: Partial<ShareGroupHeartbeatRequest>): ShareGroupHeartbeatRequest {
  return {
    groupId: '',
    memberId: '',
    memberEpoch: 0,
    rackId: null,
    subscribedTopicNames: null,
    ...fields,
  };
}

export function readShareGroupHeartbeatRequest(reader: Reader, version: number): ShareGroupHeartbeatRequest {
  if (version !== 1) throw unsupportedVersion('ShareGroupHeartbeatRequest', version);
  const value: ShareGroupHeartbeatRequest = {
    groupId: reader.readString(true),
    memberId: reader.readString(true),
    memberEpoch: reader.readInt32(),
    rackId: reader.readNullableString(true),
    subscribedTopicNames: reader.readNullableStringArray(true),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeShareGroupHeartbeatRequest(writer: Writer, version: number, value: ShareGroupHeartbeatRequest): void {
  if (version !== 1) throw unsupportedVersion('ShareGroupHeartbeatRequest', version);
  writer.writeString(value.groupId, true);
  writer.writeString(value.memberId, true);
  writer.writeInt32(value.memberEpoch);
  writer.writeString(value.rackId, true);
  writer.writeStringArray(value.subscribedTopicNames, true);
  writer.writeUnsignedVarint(0);
}

export const shareGroupHeartbeatRequest: MessageCodec<ShareGroupHeartbeatRequest> = {
  name: 'ShareGroupHeartbeatRequest',
  apiKey: 76,
  minVersion: 1,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readShareGroupHeartbeatRequest,
  write: writeShareGroupHeartbeatRequest,
};

export interface ShareGroupHeartbeatResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  memberId: string | null;
  memberEpoch: number;
  heartbeatIntervalMs: number;
  assignment: Assignment | null;
}

export interface Assignment {
  topicPartitions: TopicPartitions[];
}

export interface TopicPartitions {
  topicId: string;
  partitions: number[];
}

export function newShareGroupHeartbeatResponse(fields?: Partial<ShareGroupHeartbeatResponse>): ShareGroupHeartbeatResponse {
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

export function readShareGroupHeartbeatResponse(reader: Reader, version: number): ShareGroupHeartbeatResponse {
  if (version !== 1) throw unsupportedVersion('ShareGroupHeartbeatResponse', version);
  const value: ShareGroupHeartbeatResponse = {
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

export function writeShareGroupHeartbeatResponse(writer: Writer, version: number, value: ShareGroupHeartbeatResponse): void {
  if (version !== 1) throw unsupportedVersion('ShareGroupHeartbeatResponse', version);
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
    topicPartitions: readTopicPartitionsArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function writeAssignment(writer: Writer, version: number, value: Assignment): void {
  writer.writeArrayLength(value.topicPartitions.length, true);
  for (const element of value.topicPartitions) writeTopicPartitions(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newTopicPartitions(fields?: Partial<TopicPartitions>): TopicPartitions {
  return {
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readTopicPartitions(reader: Reader, version: number): TopicPartitions {
  const value: TopicPartitions = {
    topicId: reader.readUuid(),
    partitions: reader.readInt32Array(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readTopicPartitionsArray(reader: Reader, version: number): TopicPartitions[] {
  const length = reader.readArrayLength(true, 18);
  const values: TopicPartitions[] = [];
  for (let index = 0; index < length; index++) values.push(readTopicPartitions(reader, version));
  return values;
}

function writeTopicPartitions(writer: Writer, version: number, value: TopicPartitions): void {
  writer.writeUuid(value.topicId);
  writer.writeInt32Array(value.partitions, true);
  writer.writeUnsignedVarint(0);
}

export const shareGroupHeartbeatResponse: MessageCodec<ShareGroupHeartbeatResponse> = {
  name: 'ShareGroupHeartbeatResponse',
  apiKey: 76,
  minVersion: 1,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readShareGroupHeartbeatResponse,
  write: writeShareGroupHeartbeatResponse,
};
