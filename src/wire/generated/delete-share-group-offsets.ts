// Generated from protocol/messages/api/92-DeleteShareGroupOffsets.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface DeleteShareGroupOffsetsRequest {
  groupId: string;
  topics: DeleteShareGroupOffsetsRequestTopic[];
}

export interface DeleteShareGroupOffsetsRequestTopic {
  topicName: string;
}

export function newDeleteShareGroupOffsetsRequest(fields?: Partial<DeleteShareGroupOffsetsRequest>): DeleteShareGroupOffsetsRequest {
  return {
    groupId: '',
    topics: [],
    ...fields,
  };
}

export function readDeleteShareGroupOffsetsRequest(reader: Reader, version: number): DeleteShareGroupOffsetsRequest {
  if (version !== 0) throw unsupportedVersion('DeleteShareGroupOffsetsRequest', version);
  const value: DeleteShareGroupOffsetsRequest = {
    groupId: reader.readString(true),
    topics: readDeleteShareGroupOffsetsRequestTopicArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeDeleteShareGroupOffsetsRequest(writer: Writer, version: number, value: DeleteShareGroupOffsetsRequest): void {
  if (version !== 0) throw unsupportedVersion('DeleteShareGroupOffsetsRequest', version);
  writer.writeString(value.groupId, true);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeDeleteShareGroupOffsetsRequestTopic(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newDeleteShareGroupOffsetsRequestTopic(fields?: Partial<DeleteShareGroupOffsetsRequestTopic>): DeleteShareGroupOffsetsRequestTopic {
  return {
    topicName: '',
    ...fields,
  };
}

function readDeleteShareGroupOffsetsRequestTopic(reader: Reader, version: number): DeleteShareGroupOffsetsRequestTopic {
  const value: DeleteShareGroupOffsetsRequestTopic = {
    topicName: reader.readString(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readDeleteShareGroupOffsetsRequestTopicArray(reader: Reader, version: number): DeleteShareGroupOffsetsRequestTopic[] {
  const length = reader.readArrayLength(true, 2);
  const values: DeleteShareGroupOffsetsRequestTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readDeleteShareGroupOffsetsRequestTopic(reader, version));
  return values;
}

function writeDeleteShareGroupOffsetsRequestTopic(writer: Writer, version: number, value: DeleteShareGroupOffsetsRequestTopic): void {
  writer.writeString(value.topicName, true);
  writer.writeUnsignedVarint(0);
}

export const deleteShareGroupOffsetsRequest: MessageCodec<DeleteShareGroupOffsetsRequest> = {
  name: 'DeleteShareGroupOffsetsRequest',
  apiKey: 92,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readDeleteShareGroupOffsetsRequest,
  write: writeDeleteShareGroupOffsetsRequest,
};

export interface DeleteShareGroupOffsetsResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  responses: DeleteShareGroupOffsetsResponseTopic[];
}

export interface DeleteShareGroupOffsetsResponseTopic {
  topicName: string;
  topicId: string;
  errorCode: number;
  errorMessage: string | null;
}

export function newDeleteShareGroupOffsetsResponse(fields?: Partial<DeleteShareGroupOffsetsResponse>): DeleteShareGroupOffsetsResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    errorMessage: null,
    responses: [],
    ...fields,
  };
}

export function readDeleteShareGroupOffsetsResponse(reader: Reader, version: number): DeleteShareGroupOffsetsResponse {
  if (version !== 0) throw unsupportedVersion('DeleteShareGroupOffsetsResponse', version);
  const value: DeleteShareGroupOffsetsResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
    responses: readDeleteShareGroupOffsetsResponseTopicArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeDeleteShareGroupOffsetsResponse(writer: Writer, version: number, value: DeleteShareGroupOffsetsResponse): void {
  if (version !== 0) throw unsupportedVersion('DeleteShareGroupOffsetsResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writer.writeArrayLength(value.responses.length, true);
  for (const element of value.responses) writeDeleteShareGroupOffsetsResponseTopic(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newDeleteShareGroupOffsetsResponseTopic(fields?: Partial<DeleteShareGroupOffsetsResponseTopic>): DeleteShareGroupOffsetsResponseTopic {
  return {
    topicName: '',
    topicId: ZERO_UUID,
    errorCode: 0,
    errorMessage: null,
    ...fields,
  };
}

function readDeleteShareGroupOffsetsResponseTopic(reader: Reader, version: number): DeleteShareGroupOffsetsResponseTopic {
  const value: DeleteShareGroupOffsetsResponseTopic = {
    topicName: reader.readString(true),
    topicId: reader.readUuid(),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readDeleteShareGroupOffsetsResponseTopicArray(reader: Reader, version: number): DeleteShareGroupOffsetsResponseTopic[] {
  const length = reader.readArrayLength(true, 21);
  const values: DeleteShareGroupOffsetsResponseTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readDeleteShareGroupOffsetsResponseTopic(reader, version));
  return values;
}

function writeDeleteShareGroupOffsetsResponseTopic(writer: Writer, version: number, value: DeleteShareGroupOffsetsResponseTopic): void {
  writer.writeString(value.topicName, true);
  writer.writeUuid(value.topicId);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writer.writeUnsignedVarint(0);
}

export const deleteShareGroupOffsetsResponse: MessageCodec<DeleteShareGroupOffsetsResponse> = {
  name: 'DeleteShareGroupOffsetsResponse',
  apiKey: 92,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readDeleteShareGroupOffsetsResponse,
  write: writeDeleteShareGroupOffsetsResponse,
};
