// Generated from protocol/messages/api/77-ShareGroupDescribe.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ShareGroupDescribeRequest {
  groupIds: string[];
  includeAuthorizedOperations: boolean;
}

export function newShareGroupDescribeRequest(fields?: Partial<ShareGroupDescribeRequest>): ShareGroupDescribeRequest {
  return {
    groupIds: [],
    includeAuthorizedOperations: false,
    ...fields,
  };
}

export function readShareGroupDescribeRequest(reader: Reader, version: number): ShareGroupDescribeRequest {
  if (version !== 1) throw unsupportedVersion('ShareGroupDescribeRequest', version);
  const value: ShareGroupDescribeRequest = {
    groupIds: reader.readStringArray(true),
    includeAuthorizedOperations: reader.readBool(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeShareGroupDescribeRequest(writer: Writer, version: number, value: ShareGroupDescribeRequest): void {
  if (version !== 1) throw unsupportedVersion('ShareGroupDescribeRequest', version);
  writer.writeStringArray(value.groupIds, true);
  writer.writeBool(value.includeAuthorizedOperations);
  writer.writeUnsignedVarint(0);
}

export const shareGroupDescribeRequest: MessageCodec<ShareGroupDescribeRequest> = {
  name: 'ShareGroupDescribeRequest',
  apiKey: 77,
  minVersion: 1,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readShareGroupDescribeRequest,
  write: writeShareGroupDescribeRequest,
};

export interface ShareGroupDescribeResponse {
  throttleTimeMs: number;
  groups: DescribedGroup[];
}

export interface DescribedGroup {
  errorCode: number;
  errorMessage: string | null;
  groupId: string;
  groupState: string;
  groupEpoch: number;
  assignmentEpoch: number;
  assignorName: string;
  members: Member[];
  authorizedOperations: number;
}

export interface Member {
  memberId: string;
  rackId: string | null;
  memberEpoch: number;
  clientId: string;
  clientHost: string;
  subscribedTopicNames: string[];
  assignment: Assignment;
}

export interface TopicPartitions {
  topicId: string;
  topicName: string;
  partitions: number[];
}

export interface Assignment {
  topicPartitions: TopicPartitions[];
}

export function newShareGroupDescribeResponse(fields?: Partial<ShareGroupDescribeResponse>): ShareGroupDescribeResponse {
  return {
    throttleTimeMs: 0,
    groups: [],
    ...fields,
  };
}

export function readShareGroupDescribeResponse(reader: Reader, version: number): ShareGroupDescribeResponse {
  if (version !== 1) throw unsupportedVersion('ShareGroupDescribeResponse', version);
  const value: ShareGroupDescribeResponse = {
    throttleTimeMs: reader.readInt32(),
    groups: readDescribedGroupArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeShareGroupDescribeResponse(writer: Writer, version: number, value: ShareGroupDescribeResponse): void {
  if (version !== 1) throw unsupportedVersion('ShareGroupDescribeResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeArrayLength(value.groups.length, true);
  for (const element of value.groups) writeDescribedGroup(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newDescribedGroup(fields?: Partial<DescribedGroup>): DescribedGroup {
  return {
    errorCode: 0,
    errorMessage: null,
    groupId: '',
    groupState: '',
    groupEpoch: 0,
    assignmentEpoch: 0,
    assignorName: '',
    members: [],
    authorizedOperations: -2147483648,
    ...fields,
  };
}

function readDescribedGroup(reader: Reader, version: number): DescribedGroup {
  const value: DescribedGroup = {
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
    groupId: reader.readString(true),
    groupState: reader.readString(true),
    groupEpoch: reader.readInt32(),
    assignmentEpoch: reader.readInt32(),
    assignorName: reader.readString(true),
    members: readMemberArray(reader, version),
    authorizedOperations: reader.readInt32(),
  };
  reader.skipTaggedFields();
  return value;
}

function readDescribedGroupArray(reader: Reader, version: number): DescribedGroup[] {
  const length = reader.readArrayLength(true, 20);
  const values: DescribedGroup[] = [];
  for (let index = 0; index < length; index++) values.push(readDescribedGroup(reader, version));
  return values;
}

function writeDescribedGroup(writer: Writer, version: number, value: DescribedGroup): void {
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writer.writeString(value.groupId, true);
  writer.writeString(value.groupState, true);
  writer.writeInt32(value.groupEpoch);
  writer.writeInt32(value.assignmentEpoch);
  writer.writeString(value.assignorName, true);
  writer.writeArrayLength(value.members.length, true);
  for (const element of value.members) writeMember(writer, version, element);
  writer.writeInt32(value.authorizedOperations);
  writer.writeUnsignedVarint(0);
}

export function newMember(fields?: Partial<Member>): Member {
  return {
    memberId: '',
    rackId: null,
    memberEpoch: 0,
    clientId: '',
    clientHost: '',
    subscribedTopicNames: [],
    assignment: newAssignment(),
    ...fields,
  };
}

function readMember(reader: Reader, version: number): Member {
  const value: Member = {
    memberId: reader.readString(true),
    rackId: reader.readNullableString(true),
    memberEpoch: reader.readInt32(),
    clientId: reader.readString(true),
    clientHost: reader.readString(true),
    subscribedTopicNames: reader.readStringArray(true),
    assignment: readAssignment(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readMemberArray(reader: Reader, version: number): Member[] {
  const length = reader.readArrayLength(true, 12);
  const values: Member[] = [];
  for (let index = 0; index < length; index++) values.push(readMember(reader, version));
  return values;
}

function writeMember(writer: Writer, version: number, value: Member): void {
  writer.writeString(value.memberId, true);
  writer.writeString(value.rackId, true);
  writer.writeInt32(value.memberEpoch);
  writer.writeString(value.clientId, true);
  writer.writeString(value.clientHost, true);
  writer.writeStringArray(value.subscribedTopicNames, true);
  writeAssignment(writer, version, value.assignment);
  writer.writeUnsignedVarint(0);
}

export function newTopicPartitions(fields?: Partial<TopicPartitions>): TopicPartitions {
  return {
    topicId: ZERO_UUID,
    topicName: '',
    partitions: [],
    ...fields,
  };
}

function readTopicPartitions(reader: Reader, version: number): TopicPartitions {
  const value: TopicPartitions = {
    topicId: reader.readUuid(),
    topicName: reader.readString(true),
    partitions: reader.readInt32Array(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readTopicPartitionsArray(reader: Reader, version: number): TopicPartitions[] {
  const length = reader.readArrayLength(true, 19);
  const values: TopicPartitions[] = [];
  for (let index = 0; index < length; index++) values.push(readTopicPartitions(reader, version));
  return values;
}

function writeTopicPartitions(writer: Writer, version: number, value: TopicPartitions): void {
  writer.writeUuid(value.topicId);
  writer.writeString(value.topicName, true);
  writer.writeInt32Array(value.partitions, true);
  writer.writeUnsignedVarint(0);
}

export function newAssignment(fields?: Partial<Assignment>): Assignment {
  return {
    topicPartitions: [],
    ...fields,
  };
}

function isDefaultAssignment(value: Assignment): boolean {
  return !(value.topicPartitions.length !== 0);
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

export const shareGroupDescribeResponse: MessageCodec<ShareGroupDescribeResponse> = {
  name: 'ShareGroupDescribeResponse',
  apiKey: 77,
  minVersion: 1,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readShareGroupDescribeResponse,
  write: writeShareGroupDescribeResponse,
};
