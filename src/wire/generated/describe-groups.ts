// Generated from protocol/messages/api/15-DescribeGroups.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface DescribeGroupsRequest {
  groups: string[];
  includeAuthorizedOperations: boolean;
}

export function newDescribeGroupsRequest(fields?: Partial<DescribeGroupsRequest>): DescribeGroupsRequest {
  return {
    groups: [],
    includeAuthorizedOperations: false,
    ...fields,
  };
}

export function readDescribeGroupsRequest(reader: Reader, version: number): DescribeGroupsRequest {
  if (version < 0 || version > 6) throw unsupportedVersion('DescribeGroupsRequest', version);
  const flexible = version >= 5;
  const value: DescribeGroupsRequest = {
    groups: reader.readStringArray(flexible),
    includeAuthorizedOperations: version >= 3 ? reader.readBool() : false,
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeDescribeGroupsRequest(writer: Writer, version: number, value: DescribeGroupsRequest): void {
  if (version < 0 || version > 6) throw unsupportedVersion('DescribeGroupsRequest', version);
  const flexible = version >= 5;
  writer.writeStringArray(value.groups, flexible);
  if (version >= 3) writer.writeBool(value.includeAuthorizedOperations);
  if (version < 3 && value.includeAuthorizedOperations) throw unsupportedField('DescribeGroupsRequest.includeAuthorizedOperations', version);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const describeGroupsRequest: MessageCodec<DescribeGroupsRequest> = {
  name: 'DescribeGroupsRequest',
  apiKey: 15,
  minVersion: 0,
  maxVersion: 6,
  latestVersionUnstable: false,
  flexibleFrom: 5,
  read: readDescribeGroupsRequest,
  write: writeDescribeGroupsRequest,
};

export interface DescribeGroupsResponse {
  throttleTimeMs: number;
  groups: DescribedGroup[];
}

export interface DescribedGroup {
  errorCode: number;
  errorMessage: string | null;
  groupId: string;
  groupState: string;
  protocolType: string;
  protocolData: string;
  members: DescribedGroupMember[];
  authorizedOperations: number;
}

export interface DescribedGroupMember {
  memberId: string;
  groupInstanceId: string | null;
  clientId: string;
  clientHost: string;
  memberMetadata: Buffer;
  memberAssignment: Buffer;
}

export function newDescribeGroupsResponse(fields?: Partial<DescribeGroupsResponse>): DescribeGroupsResponse {
  return {
    throttleTimeMs: 0,
    groups: [],
    ...fields,
  };
}

export function readDescribeGroupsResponse(reader: Reader, version: number): DescribeGroupsResponse {
  if (version < 0 || version > 6) throw unsupportedVersion('DescribeGroupsResponse', version);
  const flexible = version >= 5;
  const value: DescribeGroupsResponse = {
    throttleTimeMs: version >= 1 ? reader.readInt32() : 0,
    groups: readDescribedGroupArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeDescribeGroupsResponse(writer: Writer, version: number, value: DescribeGroupsResponse): void {
  if (version < 0 || version > 6) throw unsupportedVersion('DescribeGroupsResponse', version);
  const flexible = version >= 5;
  if (version >= 1) writer.writeInt32(value.throttleTimeMs);
  writer.writeArrayLength(value.groups.length, flexible);
  for (const element of value.groups) writeDescribedGroup(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newDescribedGroup(fields?: Partial<DescribedGroup>): DescribedGroup {
  return {
    errorCode: 0,
    errorMessage: null,
    groupId: '',
    groupState: '',
    protocolType: '',
    protocolData: '',
    members: [],
    authorizedOperations: -2147483648,
    ...fields,
  };
}

function readDescribedGroup(reader: Reader, version: number): DescribedGroup {
  const flexible = version >= 5;
  const value: DescribedGroup = {
    errorCode: reader.readInt16(),
    errorMessage: version >= 6 ? reader.readNullableString(flexible) : null,
    groupId: reader.readString(flexible),
    groupState: reader.readString(flexible),
    protocolType: reader.readString(flexible),
    protocolData: reader.readString(flexible),
    members: readDescribedGroupMemberArray(reader, version),
    authorizedOperations: version >= 3 ? reader.readInt32() : -2147483648,
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readDescribedGroupArray(reader: Reader, version: number): DescribedGroup[] {
  const length = reader.readArrayLength(version >= 5, 12);
  const values: DescribedGroup[] = [];
  for (let index = 0; index < length; index++) values.push(readDescribedGroup(reader, version));
  return values;
}

function writeDescribedGroup(writer: Writer, version: number, value: DescribedGroup): void {
  const flexible = version >= 5;
  writer.writeInt16(value.errorCode);
  if (version >= 6) writer.writeString(value.errorMessage, flexible);
  if (version < 6 && value.errorMessage !== null) throw unsupportedField('DescribedGroup.errorMessage', version);
  writer.writeString(value.groupId, flexible);
  writer.writeString(value.groupState, flexible);
  writer.writeString(value.protocolType, flexible);
  writer.writeString(value.protocolData, flexible);
  writer.writeArrayLength(value.members.length, flexible);
  for (const element of value.members) writeDescribedGroupMember(writer, version, element);
  if (version >= 3) writer.writeInt32(value.authorizedOperations);
  if (version < 3 && value.authorizedOperations !== -2147483648) throw unsupportedField('DescribedGroup.authorizedOperations', version);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newDescribedGroupMember(fields?: Partial<DescribedGroupMember>): DescribedGroupMember {
  return {
    memberId: '',
    groupInstanceId: null,
    clientId: '',
    clientHost: '',
    memberMetadata: Buffer.alloc(0),
    memberAssignment: Buffer.alloc(0),
    ...fields,
  };
}

function readDescribedGroupMember(reader: Reader, version: number): DescribedGroupMember {
  const flexible = version >= 5;
  const value: DescribedGroupMember = {
    memberId: reader.readString(flexible),
    groupInstanceId: version >= 4 ? reader.readNullableString(flexible) : null,
    clientId: reader.readString(flexible),
    clientHost: reader.readString(flexible),
    memberMetadata: reader.readBytes(flexible),
    memberAssignment: reader.readBytes(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readDescribedGroupMemberArray(reader: Reader, version: number): DescribedGroupMember[] {
  const length = reader.readArrayLength(version >= 5, 7);
  const values: DescribedGroupMember[] = [];
  for (let index = 0; index < length; index++) values.push(readDescribedGroupMember(reader, version));
  return values;
}

function writeDescribedGroupMember(writer: Writer, version: number, value: DescribedGroupMember): void {
  const flexible = version >= 5;
  writer.writeString(value.memberId, flexible);
  if (version >= 4) writer.writeString(value.groupInstanceId, flexible);
  writer.writeString(value.clientId, flexible);
  writer.writeString(value.clientHost, flexible);
  writer.writeBytes(value.memberMetadata, flexible);
  writer.writeBytes(value.memberAssignment, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const describeGroupsResponse: MessageCodec<DescribeGroupsResponse> = {
  name: 'DescribeGroupsResponse',
  apiKey: 15,
  minVersion: 0,
  maxVersion: 6,
  latestVersionUnstable: false,
  flexibleFrom: 5,
  read: readDescribeGroupsResponse,
  write: writeDescribeGroupsResponse,
};
