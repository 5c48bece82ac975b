// Generated from protocol/messages/api/13-LeaveGroup.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface LeaveGroupRequest {
  groupId: string;
  memberId: string;
  members: MemberIdentity[];
}

export interface MemberIdentity {
  memberId: string;
  groupInstanceId: string | null;
  reason: string | null;
}

export function newLeaveGroupRequest(fields?: Partial<LeaveGroupRequest>): LeaveGroupRequest {
  return {
    groupId: '',
    memberId: '',
    members: [],
    ...fields,
  };
}

export function readLeaveGroupRequest(reader: Reader, version: number): LeaveGroupRequest {
  if (version < 0 || version > 5) throw unsupportedVersion('LeaveGroupRequest', version);
  const flexible = version >= 4;
  const value: LeaveGroupRequest = {
    groupId: reader.readString(flexible),
    memberId: version <= 2 ? reader.readString(flexible) : '',
    members: version >= 3 ? readMemberIdentityArray(reader, version) : [],
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeLeaveGroupRequest(writer: Writer, version: number, value: LeaveGroupRequest): void {
  if (version < 0 || version > 5) throw unsupportedVersion('LeaveGroupRequest', version);
  const flexible = version >= 4;
  writer.writeString(value.groupId, flexible);
  if (version <= 2) writer.writeString(value.memberId, flexible);
  if (version > 2 && value.memberId.length !== 0) throw unsupportedField('LeaveGroupRequest.memberId', version);
  if (version >= 3) {
    writer.writeArrayLength(value.members.length, flexible);
    for (const element of value.members) writeMemberIdentity(writer, version, element);
  }
  if (version < 3 && value.members.length !== 0) throw unsupportedField('LeaveGroupRequest.members', version);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newMemberIdentity(fields?: Partial<MemberIdentity>): MemberIdentity {
  return {
    memberId: '',
    groupInstanceId: null,
    reason: null,
    ...fields,
  };
}

function readMemberIdentity(reader: Reader, version: number): MemberIdentity {
  const flexible = version >= 4;
  const value: MemberIdentity = {
    memberId: reader.readString(flexible),
    groupInstanceId: reader.readNullableString(flexible),
    reason: version >= 5 ? reader.readNullableString(flexible) : null,
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readMemberIdentityArray(reader: Reader, version: number): MemberIdentity[] {
  const length = reader.readArrayLength(version >= 4, 3);
  const values: MemberIdentity[] = [];
  for (let index = 0; index < length; index++) values.push(readMemberIdentity(reader, version));
  return values;
}

function writeMemberIdentity(writer: Writer, version: number, value: MemberIdentity): void {
  const flexible = version >= 4;
  writer.writeString(value.memberId, flexible);
  writer.writeString(value.groupInstanceId, flexible);
  if (version >= 5) writer.writeString(value.reason, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const leaveGroupRequest: MessageCodec<LeaveGroupRequest> = {
  name: 'LeaveGroupRequest',
  apiKey: 13,
  minVersion: 0,
  maxVersion: 5,
  latestVersionUnstable: false,
  flexibleFrom: 4,
  read: readLeaveGroupRequest,
  write: writeLeaveGroupRequest,
};

export interface LeaveGroupResponse {
  throttleTimeMs: number;
  errorCode: number;
  members: MemberResponse[];
}

export interface MemberResponse {
  memberId: string;
  groupInstanceId: string | null;
  errorCode: number;
}

export function newLeaveGroupResponse(fields?: Partial<LeaveGroupResponse>): LeaveGroupResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    members: [],
    ...fields,
  };
}

export function readLeaveGroupResponse(reader: Reader, version: number): LeaveGroupResponse {
  if (version < 0 || version > 5) throw unsupportedVersion('LeaveGroupResponse', version);
  const flexible = version >= 4;
  const value: LeaveGroupResponse = {
    throttleTimeMs: version >= 1 ? reader.readInt32() : 0,
    errorCode: reader.readInt16(),
    members: version >= 3 ? readMemberResponseArray(reader, version) : [],
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeLeaveGroupResponse(writer: Writer, version: number, value: LeaveGroupResponse): void {
  if (version < 0 || version > 5) throw unsupportedVersion('LeaveGroupResponse', version);
  const flexible = version >= 4;
  if (version >= 1) writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  if (version >= 3) {
    writer.writeArrayLength(value.members.length, flexible);
    for (const element of value.members) writeMemberResponse(writer, version, element);
  }
  if (version < 3 && value.members.length !== 0) throw unsupportedField('LeaveGroupResponse.members', version);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newMemberResponse(fields?: Partial<MemberResponse>): MemberResponse {
  return {
    memberId: '',
    groupInstanceId: '',
    errorCode: 0,
    ...fields,
  };
}

function readMemberResponse(reader: Reader, version: number): MemberResponse {
  const flexible = version >= 4;
  const value: MemberResponse = {
    memberId: reader.readString(flexible),
    groupInstanceId: reader.readNullableString(flexible),
    errorCode: reader.readInt16(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readMemberResponseArray(reader: Reader, version: number): MemberResponse[] {
  const length = reader.readArrayLength(version >= 4, 5);
  const values: MemberResponse[] = [];
  for (let index = 0; index < length; index++) values.push(readMemberResponse(reader, version));
  return values;
}

function writeMemberResponse(writer: Writer, version: number, value: MemberResponse): void {
  const flexible = version >= 4;
  writer.writeString(value.memberId, flexible);
  writer.writeString(value.groupInstanceId, flexible);
  writer.writeInt16(value.errorCode);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const leaveGroupResponse: MessageCodec<LeaveGroupResponse> = {
  name: 'LeaveGroupResponse',
  apiKey: 13,
  minVersion: 0,
  maxVersion: 5,
  latestVersionUnstable: false,
  flexibleFrom: 4,
  read: readLeaveGroupResponse,
  write: writeLeaveGroupResponse,
};
