// Generated from protocol/messages/api/16-ListGroups.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ListGroupsRequest {
  statesFilter: string[];
  typesFilter: string[];
}

export function newListGroupsRequest(fields?: Partial<ListGroupsRequest>): ListGroupsRequest {
  return {
    statesFilter: [],
    typesFilter: [],
    ...fields,
  };
}

export function readListGroupsRequest(reader: Reader, version: number): ListGroupsRequest {
  if (version < 0 || version > 5) throw unsupportedVersion('ListGroupsRequest', version);
  const flexible = version >= 3;
  const value: ListGroupsRequest = {
    statesFilter: version >= 4 ? reader.readStringArray(flexible) : [],
    typesFilter: version >= 5 ? reader.readStringArray(flexible) : [],
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeListGroupsRequest(writer: Writer, version: number, value: ListGroupsRequest): void {
  if (version < 0 || version > 5) throw unsupportedVersion('ListGroupsRequest', version);
  const flexible = version >= 3;
  if (version >= 4) writer.writeStringArray(value.statesFilter, flexible);
  if (version < 4 && value.statesFilter.length !== 0) throw unsupportedField('ListGroupsRequest.statesFilter', version);
  if (version >= 5) writer.writeStringArray(value.typesFilter, flexible);
  if (version < 5 && value.typesFilter.length !== 0) throw unsupportedField('ListGroupsRequest.typesFilter', version);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const listGroupsRequest: MessageCodec<ListGroupsRequest> = {
  name: 'ListGroupsRequest',
  apiKey: 16,
  minVersion: 0,
  maxVersion: 5,
  latestVersionUnstable: false,
  flexibleFrom: 3,
  read: readListGroupsRequest,
  write: writeListGroupsRequest,
};

export interface ListGroupsResponse {
  throttleTimeMs: number;
  errorCode: number;
  groups: ListedGroup[];
}

export interface ListedGroup {
  groupId: string;
  protocolType: string;
  groupState: string;
  groupType: string;
}

export function newListGroupsResponse(fields?: Partial<ListGroupsResponse>): ListGroupsResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    groups: [],
    ...fields,
  };
}

export function readListGroupsResponse(reader: Reader, version: number): ListGroupsResponse {
  if (version < 0 || version > 5) throw unsupportedVersion('ListGroupsResponse', version);
  const flexible = version >= 3;
  const value: ListGroupsResponse = {
    throttleTimeMs: version >= 1 ? reader.readInt32() : 0,
    errorCode: reader.readInt16(),
    groups: readListedGroupArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeListGroupsResponse(writer: Writer, version: number, value: ListGroupsResponse): void {
  if (version < 0 || version > 5) throw unsupportedVersion('ListGroupsResponse', version);
  const flexible = version >= 3;
  if (version >= 1) writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  writer.writeArrayLength(value.groups.length, flexible);
  for (const element of value.groups) writeListedGroup(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newListedGroup(fields?: Partial<ListedGroup>): ListedGroup {
  return {
    groupId: '',
    protocolType: '',
    groupState: '',
    groupType: '',
    ...fields,
  };
}

function readListedGroup(reader: Reader, version: number): ListedGroup {
  const flexible = version >= 3;
  const value: ListedGroup = {
    groupId: reader.readString(flexible),
    protocolType: reader.readString(flexible),
    groupState: version >= 4 ? reader.readString(flexible) : '',
    groupType: version >= 5 ? reader.readString(flexible) : '',
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readListedGroupArray(reader: Reader, version: number): ListedGroup[] {
  const length = reader.readArrayLength(version >= 3, 3);
  const values: ListedGroup[] = [];
  for (let index = 0; index < length; index++) values.push(readListedGroup(reader, version));
  return values;
}

function writeListedGroup(writer: Writer, version: number, value: ListedGroup): void {
  const flexible = version >= 3;
  writer.writeString(value.groupId, flexible);
  writer.writeString(value.protocolType, flexible);
  if (version >= 4) writer.writeString(value.groupState, flexible);
  if (version >= 5) writer.writeString(value.groupType, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const listGroupsResponse: MessageCodec<ListGroupsResponse> = {
  name: 'ListGroupsResponse',
  apiKey: 16,
  minVersion: 0,
  maxVersion: 5,
  latestVersionUnstable: false,
  flexibleFrom: 3,
  read: readListGroupsResponse,
  write: writeListGroupsResponse,
};
