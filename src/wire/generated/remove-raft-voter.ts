// Generated from protocol/messages/api/81-RemoveRaftVoter.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface RemoveRaftVoterRequest {
  clusterId: string | null;
  voterId: number;
  voterDirectoryId: string;
}

export function newRemoveRaftVoterRequest(fields?: Partial<RemoveRaftVoterRequest>): RemoveRaftVoterRequest {
  return {
    clusterId: '',
    voterId: 0,
    voterDirectoryId: ZERO_UUID,
    ...fields,
  };
}

export function readRemoveRaftVoterRequest(reader: Reader, version: number): RemoveRaftVoterRequest {
  if (version !== 0) throw unsupportedVersion('RemoveRaftVoterRequest', version);
  const value: RemoveRaftVoterRequest = {
    clusterId: reader.readNullableString(true),
    voterId: reader.readInt32(),
    voterDirectoryId: reader.readUuid(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeRemoveRaftVoterRequest(writer: Writer, version: number, value: RemoveRaftVoterRequest): void {
  if (version !== 0) throw unsupportedVersion('RemoveRaftVoterRequest', version);
  writer.writeString(value.clusterId, true);
  writer.writeInt32(value.voterId);
  writer.writeUuid(value.voterDirectoryId);
  writer.writeUnsignedVarint(0);
}

export const removeRaftVoterRequest: MessageCodec<RemoveRaftVoterRequest> = {
  name: 'RemoveRaftVoterRequest',
  apiKey: 81,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readRemoveRaftVoterRequest,
  write: writeRemoveRaftVoterRequest,
};

export interface RemoveRaftVoterResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
}

export function newRemoveRaftVoterResponse(fields?: Partial<RemoveRaftVoterResponse>): RemoveRaftVoterResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    errorMessage: '',
    ...fields,
  };
}

export function readRemoveRaftVoterResponse(reader: Reader, version: number): RemoveRaftVoterResponse {
  if (version !== 0) throw unsupportedVersion('RemoveRaftVoterResponse', version);
  const value: RemoveRaftVoterResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeRemoveRaftVoterResponse(writer: Writer, version: number, value: RemoveRaftVoterResponse): void {
  if (version !== 0) throw unsupportedVersion('RemoveRaftVoterResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writer.writeUnsignedVarint(0);
}

export const removeRaftVoterResponse: MessageCodec<RemoveRaftVoterResponse> = {
  name: 'RemoveRaftVoterResponse',
  apiKey: 81,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readRemoveRaftVoterResponse,
  write: writeRemoveRaftVoterResponse,
};
