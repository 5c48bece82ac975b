// Generated from protocol/messages/api/20-DeleteTopics.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, nullInVersion, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface DeleteTopicsRequest {
  topics: DeleteTopicState[];
  topicNames: string[];
  timeoutMs: number;
}

export interface DeleteTopicState {
  name: string | null;
  topicId: string;
}

export function newDeleteTopicsRequest(fields?: Partial<DeleteTopicsRequest>): DeleteTopicsRequest {
  return {
    topics: [],
    topicNames: [],
    timeoutMs: 0,
    ...fields,
  };
}

export function readDeleteTopicsRequest(reader: Reader, version: number): DeleteTopicsRequest {
  if (version < 1 || version > 6) throw unsupportedVersion('DeleteTopicsRequest', version);
  const flexible = version >= 4;
  const value: DeleteTopicsRequest = {
    topics: version >= 6 ? readDeleteTopicStateArray(reader, version) : [],
    topicNames: version <= 5 ? reader.readStringArray(flexible) : [],
    timeoutMs: reader.readInt32(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeDeleteTopicsRequest(writer: Writer, version: number, value: DeleteTopicsRequest): void {
  if (version < 1 || version > 6) throw unsupportedVersion('DeleteTopicsRequest', version);
  const flexible = version >= 4;
  if (version >= 6) {
    writer.writeArrayLength(value.topics.length, flexible);
    for (const element of value.topics) writeDeleteTopicState(writer, version, element);
  }
  if (version < 6 && value.topics.length !== 0) throw unsupportedField('DeleteTopicsRequest.topics', version);
  if (version <= 5) writer.writeStringArray(value.topicNames, flexible);
  writer.writeInt32(value.timeoutMs);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newDeleteTopicState(fields?: Partial<DeleteTopicState>): DeleteTopicState {
  return {
    name: null,
    topicId: ZERO_UUID,
    ...fields,
  };
}

function readDeleteTopicState(reader: Reader, version: number): DeleteTopicState {
  const value: DeleteTopicState = {
    name: reader.readNullableString(true),
    topicId: reader.readUuid(),
  };
  reader.skipTaggedFields();
  return value;
}

function readDeleteTopicStateArray(reader: Reader, version: number): DeleteTopicState[] {
  const length = reader.readArrayLength(true, 18);
  const values: DeleteTopicState[] = [];
  for (let index = 0; index < length; index++) values.push(readDeleteTopicState(reader, version));
  return values;
}

function writeDeleteTopicState(writer: Writer, version: number, value: DeleteTopicState): void {
  writer.writeString(value.name, true);
  writer.writeUuid(value.topicId);
  writer.writeUnsignedVarint(0);
}

export const deleteTopicsRequest: MessageCodec<DeleteTopicsRequest> = {
  name: 'DeleteTopicsRequest',
  apiKey: 20,
  minVersion: 1,
  maxVersion: 6,
  latestVersionUnstable: false,
  flexibleFrom: 4,
  read: readDeleteTopicsRequest,
  write: writeDeleteTopicsRequest,
};

export interface DeleteTopicsResponse {
  throttleTimeMs: number;
  responses: DeletableTopicResult[];
}

export interface DeletableTopicResult {
  name: string | null;
  topicId: string;
  errorCode: number;
  errorMessage: string | null;
}

export function newDeleteTopicsResponse(fields?: Partial<DeleteTopicsResponse>): DeleteTopicsResponse {
  return {
    throttleTimeMs: 0,
    responses: [],
    ...fields,
  };
}

export function readDeleteTopicsResponse(reader: Reader, version: number): DeleteTopicsResponse {
  if (version < 1 || version > 6) throw unsupportedVersion('DeleteTopicsResponse', version);
  const flexible = version >= 4;
  const value: DeleteTopicsResponse = {
    throttleTimeMs: reader.readInt32(),
    responses: readDeletableTopicResultArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeDeleteTopicsResponse(writer: Writer, version: number, value: DeleteTopicsResponse): void {
  if (version < 1 || version > 6) throw unsupportedVersion('DeleteTopicsResponse', version);
  const flexible = version >= 4;
  writer.writeInt32(value.throttleTimeMs);
  writer.writeArrayLength(value.responses.length, flexible);
  for (const element of value.responses) writeDeletableTopicResult(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newDeletableTopicResult(fields?: Partial<DeletableTopicResult>): DeletableTopicResult {
  return {
    name: '',
    topicId: ZERO_UUID,
    errorCode: 0,
    errorMessage: null,
    ...fields,
  };
}

function readDeletableTopicResult(reader: Reader, version: number): DeletableTopicResult {
  const flexible = version >= 4;
  const value: DeletableTopicResult = {
    name: version >= 6 ? reader.readNullableString(flexible) : reader.readString(flexible),
    topicId: version >= 6 ? reader.readUuid() : ZERO_UUID,
    errorCode: reader.readInt16(),
    errorMessage: version >= 5 ? reader.readNullableString(flexible) : null,
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readDeletableTopicResultArray(reader: Reader, version: number): DeletableTopicResult[] {
  const length = reader.readArrayLength(version >= 4, 4);
  const values: DeletableTopicResult[] = [];
  for (let index = 0; index < length; index++) values.push(readDeletableTopicResult(reader, version));
  return values;
}

function writeDeletableTopicResult(writer: Writer, version: number, value: DeletableTopicResult): void {
  const flexible = version >= 4;
  if (version < 6 && value.name === null) throw nullInVersion('DeletableTopicResult.name', version);
  writer.writeString(value.name, flexible);
  if (version >= 6) writer.writeUuid(value.topicId);
  writer.writeInt16(value.errorCode);
  if (version >= 5) writer.writeString(value.errorMessage, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const deleteTopicsResponse: MessageCodec<DeleteTopicsResponse> = {
  name: 'DeleteTopicsResponse',
  apiKey: 20,
  minVersion: 1,
  maxVersion: 6,
  latestVersionUnstable: false,
  flexibleFrom: 4,
  read: readDeleteTopicsResponse,
  write: writeDeleteTopicsResponse,
};
