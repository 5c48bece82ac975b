// Generated from protocol/messages/api/12-Heartbeat.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface HeartbeatRequest {
  groupId: string;
  generationId: number;
  memberId: string;
  groupInstanceId: string | null;
}

export function newHeartbeatRequest(fields?: Partial<HeartbeatRequest>): HeartbeatRequest {
  return {
    groupId: '',
    generationId: 0,
    memberId: '',
    groupInstanceId: null,
    ...fields,
  };
}

export function readHeartbeatRequest(reader: Reader, version: number): HeartbeatRequest {
  if (version < 0 || version > 4) throw unsupportedVersion('HeartbeatRequest', version);
  const flexible = version >= 4;
  const value: HeartbeatRequest = {
    groupId: reader.readString(flexible),
    generationId: reader.readInt32(),
    memberId: reader.readString(flexible),
    groupInstanceId: version >= 3 ? reader.readNullableString(flexible) : null,
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeHeartbeatRequest(writer: Writer, version: number, value: HeartbeatRequest): void {
  if (version < 0 || version > 4) throw unsupportedVersion('HeartbeatRequest', version);
  const flexible = version >= 4;
  writer.writeString(value.groupId, flexible);
  writer.writeInt32(value.generationId);
  writer.writeString(value.memberId, flexible);
  if (version >= 3) writer.writeString(value.groupInstanceId, flexible);
  if (version < 3 && value.groupInstanceId !== null) throw unsupportedField('HeartbeatRequest.groupInstanceId', version);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const heartbeatRequest: MessageCodec<HeartbeatRequest> = {
  name: 'HeartbeatRequest',
  apiKey: 12,
  minVersion: 0,
  maxVersion: 4,
  latestVersionUnstable: false,
  flexibleFrom: 4,
  read: readHeartbeatRequest,
  write: writeHeartbeatRequest,
};

export interface HeartbeatResponse {
  throttleTimeMs: number;
  errorCode: number;
}

export function newHeartbeatResponse(fields?: Partial<HeartbeatResponse>): HeartbeatResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    ...fields,
  };
}

export function readHeartbeatResponse(reader: Reader, version: number): HeartbeatResponse {
  if (version < 0 || version > 4) throw unsupportedVersion('HeartbeatResponse', version);
  const flexible = version >= 4;
  const value: HeartbeatResponse = {
    throttleTimeMs: version >= 1 ? reader.readInt32() : 0,
    errorCode: reader.readInt16(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeHeartbeatResponse(writer: Writer, version: number, value: HeartbeatResponse): void {
  if (version < 0 || version > 4) throw unsupportedVersion('HeartbeatResponse', version);
  const flexible = version >= 4;
  if (version >= 1) writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const heartbeatResponse: MessageCodec<HeartbeatResponse> = {
  name: 'HeartbeatResponse',
  apiKey: 12,
  minVersion: 0,
  maxVersion: 4,
  latestVersionUnstable: false,
  flexibleFrom: 4,
  read: readHeartbeatResponse,
  write: writeHeartbeatResponse,
};
