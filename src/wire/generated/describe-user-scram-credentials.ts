// Generated from protocol/messages/api/50-DescribeUserScramCredentials.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface DescribeUserScramCredentialsRequest {
  users: UserName[] | null;
}

export interface UserName {
  name: string;
}

export function newDescribeUserScramCredentialsRequest(fields?: Partial<DescribeUserScramCredentialsRequest>): DescribeUserScramCredentialsRequest {
  return {
    users: [],
    ...fields,
  };
}

export function readDescribeUserScramCredentialsRequest(reader: Reader, version: number): DescribeUserScramCredentialsRequest {
  if (version !== 0) throw unsupportedVersion('DescribeUserScramCredentialsRequest', version);
  const value: DescribeUserScramCredentialsRequest = {
    users: readNullableUserNameArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeDescribeUserScramCredentialsRequest(writer: Writer, version: number, value: DescribeUserScramCredentialsRequest): void {
  if (version !== 0) throw unsupportedVersion('DescribeUserScramCredentialsRequest', version);
  writer.writeArrayLength(value.users === null ? -1 : value.users.length, true);
  if (value.users !== null) for (const element of value.users) writeUserName(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newUserName(fields?: Partial<UserName>): UserName {
  return {
    name: '',
    ...fields,
  };
}

function readUserName(reader: Reader, version: number): UserName {
  const value: UserName = {
    name: reader.readString(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readNullableUserNameArray(reader: Reader, version: number): UserName[] | null {
  const length = reader.readNullableArrayLength(true, 2);
  if (length < 0) return null;
  const values: UserName[] = [];
  for (let index = 0; index < length; index++) values.push(readUserName(reader, version));
  return values;
}

function writeUserName(writer: Writer, version: number, value: UserName): void {
  writer.writeString(value.name, true);
  writer.writeUnsignedVarint(0);
}

export const describeUserScramCredentialsRequest: MessageCodec<DescribeUserScramCredentialsRequest> = {
  name: 'DescribeUserScramCredentialsRequest',
  apiKey: 50,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readDescribeUserScramCredentialsRequest,
  write: writeDescribeUserScramCredentialsRequest,
};

export interface DescribeUserScramCredentialsResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  results: DescribeUserScramCredentialsResult[];
}

export interface DescribeUserScramCredentialsResult {
  user: string;
  errorCode: number;
  errorMessage: string | null;
  credentialInfos: CredentialInfo[];
}

export interface CredentialInfo {
  mechanism: number;
  iterations: number;
}

export function newDescribeUserScramCredentialsResponse(fields?: Partial<DescribeUserScramCredentialsResponse>): DescribeUserScramCredentialsResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    errorMessage: '',
    results: [],
    ...fields,
  };
}

export function readDescribeUserScramCredentialsResponse(reader: Reader, version: number): DescribeUserScramCredentialsResponse {
  if (version !== 0) throw unsupportedVersion('DescribeUserScramCredentialsResponse', version);
  const value: DescribeUserScramCredentialsResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
    results: readDescribeUserScramCredentialsResultArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeDescribeUserScramCredentialsResponse(writer: Writer, version: number, value: DescribeUserScramCredentialsResponse): void {
  if (version !== 0) throw unsupportedVersion('DescribeUserScramCredentialsResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writer.writeArrayLength(value.results.length, true);
  for (const element of value.results) writeDescribeUserScramCredentialsResult(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newDescribeUserScramCredentialsResult(fields?: Partial<DescribeUserScramCredentialsResult>): DescribeUserScramCredentialsResult {
  return {
    user: '',
    errorCode: 0,
    errorMessage: '',
    credentialInfos: [],
    ...fields,
  };
}

function readDescribeUserScramCredentialsResult(reader: Reader, version: number): DescribeUserScramCredentialsResult {
  const value: DescribeUserScramCredentialsResult = {
    user: reader.readString(true),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
    credentialInfos: readCredentialInfoArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readDescribeUserScramCredentialsResultArray(reader: Reader, version: number): DescribeUserScramCredentialsResult[] {
  const length = reader.readArrayLength(true, 6);
  const values: DescribeUserScramCredentialsResult[] = [];
  for (let index = 0; index < length; index++) values.push(readDescribeUserScramCredentialsResult(reader, version));
  return values;
}

function writeDescribeUserScramCredentialsResult(writer: Writer, version: number, value: DescribeUserScramCredentialsResult): void {
  writer.writeString(value.user, true);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writer.writeArrayLength(value.credentialInfos.length, true);
  for (const element of value.credentialInfos) writeCredentialInfo(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newCredentialInfo(fields?: Partial<CredentialInfo>): CredentialInfo {
  return {
    mechanism: 0,
    iterations: 0,
    ...fields,
  };
}

function readCredentialInfo(reader: Reader, version: number): CredentialInfo {
  const value: CredentialInfo = {
    mechanism: reader.readInt8(),
    iterations: reader.readInt32(),
  };
  reader.skipTaggedFields();
  return value;
}

function readCredentialInfoArray(reader: Reader, version: number): CredentialInfo[] {
  const length = reader.readArrayLength(true, 6);
  const values: CredentialInfo[] = [];
  for (let index = 0; index < length; index++) values.push(readCredentialInfo(reader, version));
  return values;
}

function writeCredentialInfo(writer: Writer, version: number, value: CredentialInfo): void {
  writer.writeInt8(value.mechanism);
  writer.writeInt32(value.iterations);
  writer.writeUnsignedVarint(0);
}

export const describeUserScramCredentialsResponse: MessageCodec<DescribeUserScramCredentialsResponse> = {
  name: 'DescribeUserScramCredentialsResponse',
  apiKey: 50,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readDescribeUserScramCredentialsResponse,
  write: writeDescribeUserScramCredentialsResponse,
};
