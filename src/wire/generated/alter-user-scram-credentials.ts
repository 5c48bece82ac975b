// Generated from protocol/messages/api/51-AlterUserScramCredentials.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface AlterUserScramCredentialsRequest {
  deletions: ScramCredentialDeletion[];
  upsertions: ScramCredentialUpsertion[];
}

export interface ScramCredentialDeletion {
  name: string;
  mechanism: number;
}

export interface ScramCredentialUpsertion {
  name: string;
  mechanism: number;
  iterations: number;
  salt: Buffer;
  saltedPassword: Buffer;
}

export function newAlterUserScramCredentialsRequest(fields?: Partial<AlterUserScramCredentialsRequest>): AlterUserScramCredentialsRequest {
  return {
    deletions: [],
    upsertions: [],
    ...fields,
  };
}

export function readAlterUserScramCredentialsRequest(reader: Reader, version: number): AlterUserScramCredentialsRequest {
  if (version !== 0) throw unsupportedVersion('AlterUserScramCredentialsRequest', version);
  const value: AlterUserScramCredentialsRequest = {
    deletions: readScramCredentialDeletionArray(reader, version),
    upsertions: readScramCredentialUpsertionArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeAlterUserScramCredentialsRequest(writer: Writer, version: number, value: AlterUserScramCredentialsRequest): void {
  if (version !== 0) throw unsupportedVersion('AlterUserScramCredentialsRequest', version);
  writer.writeArrayLength(value.deletions.length, true);
  for (const element of value.deletions) writeScramCredentialDeletion(writer, version, element);
  writer.writeArrayLength(value.upsertions.length, true);
  for (const element of value.upsertions) writeScramCredentialUpsertion(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newScramCredentialDeletion(fields?: Partial<ScramCredentialDeletion>): ScramCredentialDeletion {
  return {
    name: '',
    mechanism: 0,
    ...fields,
  };
}

function readScramCredentialDeletion(reader: Reader, version: number): ScramCredentialDeletion {
  const value: ScramCredentialDeletion = {
    name: reader.readString(true),
    mechanism: reader.readInt8(),
  };
  reader.skipTaggedFields();
  return value;
}

function readScramCredentialDeletionArray(reader: Reader, version: number): ScramCredentialDeletion[] {
  const length = reader.readArrayLength(true, 3);
  const values: ScramCredentialDeletion[] = [];
  for (let index = 0; index < length; index++) values.push(readScramCredentialDeletion(reader, version));
  return values;
}

function writeScramCredentialDeletion(writer: Writer, version: number, value: ScramCredentialDeletion): void {
  writer.writeString(value.name, true);
  writer.writeInt8(value.mechanism);
  writer.writeUnsignedVarint(0);
}

export function newScramCredentialUpsertion(fields?: Partial<ScramCredentialUpsertion>): ScramCredentialUpsertion {
  return {
    name: '',
    mechanism: 0,
    iterations: 0,
    salt: Buffer.alloc(0),
    saltedPassword: Buffer.alloc(0),
    ...fields,
  };
}

function readScramCredentialUpsertion(reader: Reader, version: number): ScramCredentialUpsertion {
  const value: ScramCredentialUpsertion = {
    name: reader.readString(true),
    mechanism: reader.readInt8(),
    iterations: reader.readInt32(),
    salt: reader.readBytes(true),
    saltedPassword: reader.readBytes(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readScramCredentialUpsertionArray(reader: Reader, version: number): ScramCredentialUpsertion[] {
  const length = reader.readArrayLength(true, 9);
  const values: ScramCredentialUpsertion[] = [];
  for (let index = 0; index < length; index++) values.push(readScramCredentialUpsertion(reader, version));
  return values;
}

function writeScramCredentialUpsertion(writer: Writer, version: number, value: ScramCredentialUpsertion): void {
  writer.writeString(value.name, true);
  writer.writeInt8(value.mechanism);
  writer.writeInt32(value.iterations);
  writer.writeBytes(value.salt, true);
  writer.writeBytes(value.saltedPassword, true);
  writer.writeUnsignedVarint(0);
}

export const alterUserScramCredentialsRequest: MessageCodec<AlterUserScramCredentialsRequest> = {
  name: 'AlterUserScramCredentialsRequest',
  apiKey: 51,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readAlterUserScramCredentialsRequest,
  write: writeAlterUserScramCredentialsRequest,
};

export interface AlterUserScramCredentialsResponse {
  throttleTimeMs: number;
  results: AlterUserScramCredentialsResult[];
}

export interface AlterUserScramCredentialsResult {
  user: string;
  errorCode: number;
  errorMessage: string | null;
}

export function newAlterUserScramCredentialsResponse(fields?: Partial<AlterUserScramCredentialsResponse>): AlterUserScramCredentialsResponse {
  return {
    throttleTimeMs: 0,
    results: [],
    ...fields,
  };
}

export function readAlterUserScramCredentialsResponse(reader: Reader, version: number): AlterUserScramCredentialsResponse {
  if (version !== 0) throw unsupportedVersion('AlterUserScramCredentialsResponse', version);
  const value: AlterUserScramCredentialsResponse = {
    throttleTimeMs: reader.readInt32(),
    results: readAlterUserScramCredentialsResultArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeAlterUserScramCredentialsResponse(writer: Writer, version: number, value: AlterUserScramCredentialsResponse): void {
  if (version !== 0) throw unsupportedVersion('AlterUserScramCredentialsResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeArrayLength(value.results.length, true);
  for (const element of value.results) writeAlterUserScramCredentialsResult(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newAlterUserScramCredentialsResult(fields?: Partial<AlterUserScramCredentialsResult>): AlterUserScramCredentialsResult {
  return {
    user: '',
    errorCode: 0,
    errorMessage: '',
    ...fields,
  };
}

function readAlterUserScramCredentialsResult(reader: Reader, version: number): AlterUserScramCredentialsResult {
  const value: AlterUserScramCredentialsResult = {
    user: reader.readString(true),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readAlterUserScramCredentialsResultArray(reader: Reader, version: number): AlterUserScramCredentialsResult[] {
  const length = reader.readArrayLength(true, 5);
  const values: AlterUserScramCredentialsResult[] = [];
  for (let index = 0; index < length; index++) values.push(readAlterUserScramCredentialsResult(reader, version));
  return values;
}

function writeAlterUserScramCredentialsResult(writer: Writer, version: number, value: AlterUserScramCredentialsResult): void {
  writer.writeString(value.user, true);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writer.writeUnsignedVarint(0);
}

export const alterUserScramCredentialsResponse: MessageCodec<AlterUserScramCredentialsResponse> = {
  name: 'AlterUserScramCredentialsResponse',
  apiKey: 51,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readAlterUserScramCredentialsResponse,
  write: writeAlterUserScramCredentialsResponse,
};
