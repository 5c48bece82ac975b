// Generated from protocol/messages/api/11-JoinGroup.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, nullInVersion, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface JoinGroupRequest {
  groupId: string;
  sessionTimeoutMs: number;
  rebalanceTimeoutMs: number;
  memberId: string;
  groupInstanceId: string | null;
  protocolType: string;
  protocols: JoinGroupRequestProtocol[];
  reason: string | null;
}

export interface JoinGroupRequestProtocol {
  name: string;
  metadata: Buffer;
}

export function newJoinGroupRequest(fields?: Partial<JoinGroupRequest>): JoinGroupRequest {
  return {
    groupId: '',
    sessionTimeoutMs: 0,
    rebalanceTimeoutMs: -1,
    memberId: '',
    groupInstanceId: null,
    protocolType: '',
    protocols: [],
    reason: null,
    ...fields,
  };
}

export function readJoinGroupRequest(reader: Reader, version: number): JoinGroupRequest {
  if (version < 0 || version > 9) throw unsupportedVersion('JoinGroupRequest', version);
  const flexible = version >= 6;
  const value: JoinGroupRequest = {
    groupId: reader.readString(flexible),
    sessionTimeoutMs: reader.readInt32(),
    rebalanceTimeoutMs: version >= 1 ? reader.readInt32() : -1,
    memberId: reader.readString(flexible),
    groupInstanceId: version >= 5 ? reader.readNullableString(flexible) : null,
    protocolType: reader.readString(flexible),
    protocols: readJoinGroupRequestProtocolArray(reader, version),
    reason: version >= 8 ? reader.readNullableString(flexible) : null,
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeJoinGroupRequest(writer: Writer, version: number, value: JoinGroupRequest): void {
  if (version < 0 || version > 9) throw unsupportedVersion('JoinGroupRequest', version);
  const flexible = version >= 6;
  writer.writeString(value.groupId, flexible);
  writer.writeInt32(value.sessionTimeoutMs);
  if (version >= 1) writer.writeInt32(value.rebalanceTimeoutMs);
  writer.writeString(value.memberId, flexible);
  if (version >= 5) writer.writeString(value.groupInstanceId, flexible);
  if (version < 5 && value.groupInstanceId !== null) throw unsupportedField('JoinGroupRequest.groupInstanceId', version);
  writer.writeString(value.protocolType, flexible);
  writer.writeArrayLength(value.protocols.length, flexible);
  for (const element of value.protocols) writeJoinGroupRequestProtocol(writer, version, element);
  if (version >= 8) writer.writeString(value.reason, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newJoinGroupRequestProtocol(fields?: Partial<JoinGroupRequestProtocol>): JoinGroupRequestProtocol {
  return {
    name: '',
    metadata: Buffer.alloc(0),
    ...fields,
  };
}

function readJoinGroupRequestProtocol(reader: Reader, version: number): JoinGroupRequestProtocol {
  const flexible = version >= 6;
  const value: JoinGroupRequestProtocol = {
    name: reader.readString(flexible),
    metadata: reader.readBytes(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readJoinGroupRequestProtocolArray(reader: Reader, version: number): JoinGroupRequestProtocol[] {
  const length = reader.readArrayLength(version >= 6, 3);
  const values: JoinGroupRequestProtocol[] = [];
  for (let index = 0; index < length; index++) values.push(readJoinGroupRequestProtocol(reader, version));
  return values;
}

function writeJoinGroupRequestProtocol(writer: Writer, version: number, value: JoinGroupRequestProtocol): void {
  const flexible = version >= 6;
  writer.writeString(value.name, flexible);
  writer.writeBytes(value.metadata, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const joinGroupRequest: MessageCodec<JoinGroupRequest> = {
  name: 'JoinGroupRequest',
  apiKey: 11,
  minVersion: 0,
  maxVersion: 9,
  latestVersionUnstable: false,
  flexibleFrom: 6,
  read: readJoinGroupRequest,
  write: writeJoinGroupRequest,
};

export interface JoinGroupResponse {
  throttleTimeMs: number;
  errorCode: number;
  generationId: number;
  protocolType: string | null;
  protocolName: string | null;
  leader: string;
  skipAssignment: boolean;
  memberId: string;
  members: JoinGroupResponseMember[];
}

export interface JoinGroupResponseMember {
  memberId: string;
  groupInstanceId: string | null;
  metadata: Buffer;
}

export function newJoinGroupResponse(fields?: Partial<JoinGroupResponse>): JoinGroupResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    generationId: -1,
    protocolType: null,
    protocolName: '',
    leader: '',
    skipAssignment: false,
    memberId: '',
    members: [],
    ...fields,
  };
}

export function readJoinGroupResponse(reader: Reader, version: number): JoinGroupResponse {
  if (version < 0 || version > 9) throw unsupportedVersion('JoinGroupResponse', version);
  const flexible = version >= 6;
  const value: JoinGroupResponse = {
    throttleTimeMs: version >= 2 ? reader.readInt32() : 0,
    errorCode: reader.readInt16(),
    generationId: reader.readInt32(),
    protocolType: version >= 7 ? reader.readNullableString(flexible) : null,
    protocolName: version >= 7 ? reader.readNullableString(flexible) : reader.readString(flexible),
    leader: reader.readString(flexible),
    skipAssignment: version >= 9 ? reader.readBool() : false,
    memberId: reader.readString(flexible),
    members: readJoinGroupResponseMemberArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeJoinGroupResponse(writer: Writer, version: number, value: JoinGroupResponse): void {
  if (version < 0 || version > 9) throw unsupportedVersion('JoinGroupResponse', version);
  const flexible = version >= 6;
  if (version >= 2) writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  writer.writeInt32(value.generationId);
  if (version >= 7) writer.writeString(value.protocolType, flexible);
  if (version < 7 && value.protocolName === null) throw nullInVersion('JoinGroupResponse.protocolName', version);
  writer.writeString(value.protocolName, flexible);
  writer.writeString(value.leader, flexible);
  if (version >= 9) writer.writeBool(value.skipAssignment);
  if (version < 9 && value.skipAssignment) throw unsupportedField('JoinGroupResponse.skipAssignment', version);
  writer.writeString(value.memberId, flexible);
  writer.writeArrayLength(value.members.length, flexible);
  for (const element of value.members) writeJoinGroupResponseMember(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newJoinGroupResponseMember(fields?: Partial<JoinGroupResponseMember>): JoinGroupResponseMember {
  return {
    memberId: '',
    groupInstanceId: null,
    metadata: Buffer.alloc(0),
    ...fields,
  };
}

function readJoinGroupResponseMember(reader: Reader, version: number): JoinGroupResponseMember {
  const flexible = version >= 6;
  const value: JoinGroupResponseMember = {
    memberId: reader.readString(flexible),
    groupInstanceId: version >= 5 ? reader.readNullableString(flexible) : null,
    metadata: reader.readBytes(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readJoinGroupResponseMemberArray(reader: Reader, version: number): JoinGroupResponseMember[] {
  const length = reader.readArrayLength(version >= 6, 4);
  const values: JoinGroupResponseMember[] = [];
  for (let index = 0; index < length; index++) values.push(readJoinGroupResponseMember(reader, version));
  return values;
}

function writeJoinGroupResponseMember(writer: Writer, version: number, value: JoinGroupResponseMember): void {
  const flexible = version >= 6;
  writer.writeString(value.memberId, flexible);
  if (version >= 5) writer.writeString(value.groupInstanceId, flexible);
  writer.writeBytes(value.metadata, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const joinGroupResponse: MessageCodec<JoinGroupResponse> = {
  name: 'JoinGroupResponse',
  apiKey: 11,
  minVersion: 0,
  maxVersion: 9,
  latestVersionUnstable: false,
  flexibleFrom: 6,
  read: readJoinGroupResponse,
  write: writeJoinGroupResponse,
};
