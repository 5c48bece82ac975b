// Generated from protocol/messages/api/69-ConsumerGroupDescribe.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ConsumerGroupDescribeRequest {
  groupIds: string[];
  includeAuthorizedOperations: boolean;
}

export function newConsumerGroupDescribeRequest(fields?: Partial<ConsumerGroupDescribeRequest>): ConsumerGroupDescribeRequest {
  return {
    groupIds: [],
    includeAuthorizedOperations: false,
    ...fields,
  };
}

export function readConsumerGroupDescribeRequest(reader: Reader, version: number): ConsumerGroupDescribeRequest {
  if (version < 0 || version > 1) throw unsupportedVersion('ConsumerGroupDescribeRequest', version);
  const value: ConsumerGroupDescribeRequest = {
    groupIds: reader.readStringArray(true),
    includeAuthorizedOperations: reader.readBool(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeConsumerGroupDescribeRequest(writer: Writer, version: number, value: ConsumerGroupDescribeRequest): void {
  if (version < 0 || version > 1) throw unsupportedVersion('ConsumerGroupDescribeRequest', version);
  writer.writeStringArray(value.groupIds, true);
  writer.writeBool(value.includeAuthorizedOperations);
  writer.writeUnsignedVarint(0);
}

export const consumerGroupDescribeRequest: MessageCodec<ConsumerGroupDescribeRequest> = {
  name: 'ConsumerGroupDescribeRequest',
  apiKey: 69,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readConsumerGroupDescribeRequest,
  write: writeConsumerGroupDescribeRequest,
};

export interface ConsumerGroupDescribeResponse {
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
  instanceId: string | null;
  rackId: string | null;
  memberEpoch: number;
  clientId: string;
  clientHost: string;
  subscribedTopicNames: string[];
  subscribedTopicRegex: string | null;
  assignment: Assignment;
  targetAssignment: Assignment;
  memberType: number;
}

export interface TopicPartitions {
  topicId: string;
  topicName: string;
  partitions: number[];
}

export interface Assignment {
  topicPartitions: TopicPartitions[];
}

export function newConsumerGroupDescribeResponse(fields?: Partial<ConsumerGroupDescribeResponse>): ConsumerGroupDescribeResponse {
  return {
    throttleTimeMs: 0,
    groups: [],
    ...fields,
  };
}

export function readConsumerGroupDescribeResponse(reader: Reader, version: number): ConsumerGroupDescribeResponse {
  if (version < 0 || version > 1) throw unsupportedVersion('ConsumerGroupDescribeResponse', version);
  const value: ConsumerGroupDescribeResponse = {
    throttleTimeMs: reader.readInt32(),
    groups: readDescribedGroupArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeConsumerGroupDescribeResponse(writer: Writer, version: number, value: ConsumerGroupDescribeResponse): void {
  if (version < 0 || version > 1) throw unsupportedVersion('ConsumerGroupDescribeResponse', version);
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
    instanceId: null,
    rackId: null,
    memberEpoch: 0,
    clientId: '',
    clientHost: '',
    subscribedTopicNames: [],
    subscribedTopicRegex: null,
    assignment: newAssignment(),
    targetAssignment: newAssignment(),
    memberType: -1,
    ...fields,
  };
}

function readMember(reader: Reader, version: number): Member {
  const value: Member = {
    memberId: reader.readString(true),
    instanceId: reader.readNullableString(true),
    rackId: reader.readNullableString(true),
    memberEpoch: reader.readInt32(),
    clientId: reader.readString(true),
    clientHost: reader.readString(true),
    subscribedTopicNames: reader.readStringArray(true),
    subscribedTopicRegex: reader.readNullableString(true),
    assignment: readAssignment(reader, version),
    targetAssignment: readAssignment(reader, version),
    memberType: version >= 1 ? reader.readInt8() : -1,
  };
  reader.skipTaggedFields();
  return value;
}

function readMemberArray(reader: Reader, version: number): Member[] {
  const length = reader.readArrayLength(true, 16);
  const values: Member[] = [];
  for (let index = 0; index < length; index++) values.push(readMember(reader, version));
  return values;
}

function writeMember(writer: Writer, version: number, value: Member): void {
  writer.writeString(value.memberId, true);
  writer.writeString(value.instanceId, true);
  writer.writeString(value.rackId, true);
  writer.writeInt32(value.memberEpoch);
  writer.writeString(value.clientId, true);
  writer.writeString(value.clientHost, true);
  writer.writeStringArray(value.subscribedTopicNames, true);
  writer.writeString(value.subscribedTopicRegex, true);
  writeAssignment(writer, version, value.assignment);
  writeAssignment(writer, version, value.targetAssignment);
  if (version >= 1) writer.writeInt8(value.memberType);
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

export const consumerGroupDescribeResponse: MessageCodec<ConsumerGroupDescribeResponse> = {
  name: 'ConsumerGroupDescribeResponse',
  apiKey: 69,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readConsumerGroupDescribeResponse,
  write: writeConsumerGroupDescribeResponse,
};
