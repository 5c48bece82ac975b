// Generated from protocol/messages/api/49-AlterClientQuotas.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface AlterClientQuotasRequest {
  entries: AlterClientQuotasRequestEntryData[];
  validateOnly: boolean;
}

export interface AlterClientQuotasRequestEntryData {
  entity: AlterClientQuotasRequestEntityData[];
  ops: OpData[];
}

export interface AlterClientQuotasRequestEntityData {
  entityType: string;
  entityName: string | null;
}

export interface OpData {
  key: string;
  value: number;
  remove: boolean;
}

export function newAlterClientQuotasRequest(fields?: Partial<AlterClientQuotasRequest>): AlterClientQuotasRequest {
  return {
    entries: [],
    validateOnly: false,
    ...fields,
  };
}

export function readAlterClientQuotasRequest(reader: Reader, version: number): AlterClientQuotasRequest {
  if (version < 0 || version > 1) throw unsupportedVersion('AlterClientQuotasRequest', version);
  const flexible = version >= 1;
  const value: AlterClientQuotasRequest = {
    entries: readAlterClientQuotasRequestEntryDataArray(reader, version),
    validateOnly: reader.readBool(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeAlterClientQuotasRequest(writer: Writer, version: number, value: AlterClientQuotasRequest): void {
  if (version < 0 || version > 1) throw unsupportedVersion('AlterClientQuotasRequest', version);
  const flexible = version >= 1;
  writer.writeArrayLength(value.entries.length, flexible);
  for (const element of value.entries) writeAlterClientQuotasRequestEntryData(writer, version, element);
  writer.writeBool(value.validateOnly);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newAlterClientQuotasRequestEntryData(fields?: Partial<AlterClientQuotasRequestEntryData>): AlterClientQuotasRequestEntryData {
  return {
    entity: [],
    ops: [],
    ...fields,
  };
}

function readAlterClientQuotasRequestEntryData(reader: Reader, version: number): AlterClientQuotasRequestEntryData {
  const flexible = version >= 1;
  const value: AlterClientQuotasRequestEntryData = {
    entity: readAlterClientQuotasRequestEntityDataArray(reader, version),
    ops: readOpDataArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readAlterClientQuotasRequestEntryDataArray(reader: Reader, version: number): AlterClientQuotasRequestEntryData[] {
  const length = reader.readArrayLength(version >= 1, 3);
  const values: AlterClientQuotasRequestEntryData[] = [];
  for (let index = 0; index < length; index++) values.push(readAlterClientQuotasRequestEntryData(reader, version));
  return values;
}

function writeAlterClientQuotasRequestEntryData(writer: Writer, version: number, value: AlterClientQuotasRequestEntryData): void {
  const flexible = version >= 1;
  writer.writeArrayLength(value.entity.length, flexible);
  for (const element of value.entity) writeAlterClientQuotasRequestEntityData(writer, version, element);
  writer.writeArrayLength(value.ops.length, flexible);
  for (const element of value.ops) writeOpData(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newAlterClientQuotasRequestEntityData(fields?: Partial<AlterClientQuotasRequestEntityData>): AlterClientQuotasRequestEntityData {
  return {
    entityType: '',
    entityName: '',
    ...fields,
  };
}

function readAlterClientQuotasRequestEntityData(reader: Reader, version: number): AlterClientQuotasRequestEntityData {
  const flexible = version >= 1;
  const value: AlterClientQuotasRequestEntityData = {
    entityType: reader.readString(flexible),
    entityName: reader.readNullableString(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readAlterClientQuotasRequestEntityDataArray(reader: Reader, version: number): AlterClientQuotasRequestEntityData[] {
  const length = reader.readArrayLength(version >= 1, 3);
  const values: AlterClientQuotasRequestEntityData[] = [];
  for (let index = 0; index < length; index++) values.push(readAlterClientQuotasRequestEntityData(reader, version));
  return values;
}

function writeAlterClientQuotasRequestEntityData(writer: Writer, version: number, value: AlterClientQuotasRequestEntityData): void {
  const flexible = version >= 1;
  writer.writeString(value.entityType, flexible);
  writer.writeString(value.entityName, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newOpData(fields?: Partial<OpData>): OpData {
  return {
    key: '',
    value: 0,
    remove: false,
    ...fields,
  };
}

function readOpData(reader: Reader, version: number): OpData {
  const flexible = version >= 1;
  const value: OpData = {
    key: reader.readString(flexible),
    value: reader.readFloat64(),
    remove: reader.readBool(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readOpDataArray(reader: Reader, version: number): OpData[] {
  const length = reader.readArrayLength(version >= 1, 11);
  const values: OpData[] = [];
  for (let index = 0; index < length; index++) values.push(readOpData(reader, version));
  return values;
}

function writeOpData(writer: Writer, version: number, value: OpData): void {
  const flexible = version >= 1;
  writer.writeString(value.key, flexible);
  writer.writeFloat64(value.value);
  writer.writeBool(value.remove);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const alterClientQuotasRequest: MessageCodec<AlterClientQuotasRequest> = {
  name: 'AlterClientQuotasRequest',
  apiKey: 49,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 1,
  read: readAlterClientQuotasRequest,
  write: writeAlterClientQuotasRequest,
};

export interface AlterClientQuotasResponse {
  throttleTimeMs: number;
  entries: AlterClientQuotasResponseEntryData[];
}

export interface AlterClientQuotasResponseEntryData {
  errorCode: number;
  errorMessage: string | null;
  entity: AlterClientQuotasResponseEntityData[];
}

export interface AlterClientQuotasResponseEntityData {
  entityType: string;
  entityName: string | null;
}

export function newAlterClientQuotasResponse(fields?: Partial<AlterClientQuotasResponse>): AlterClientQuotasResponse {
  return {
    throttleTimeMs: 0,
    entries: [],
    ...fields,
  };
}

export function readAlterClientQuotasResponse(reader: Reader, version: number): AlterClientQuotasResponse {
  if (version < 0 || version > 1) throw unsupportedVersion('AlterClientQuotasResponse', version);
  const flexible = version >= 1;
  const value: AlterClientQuotasResponse = {
    throttleTimeMs: reader.readInt32(),
    entries: readAlterClientQuotasResponseEntryDataArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeAlterClientQuotasResponse(writer: Writer, version: number, value: AlterClientQuotasResponse): void {
  if (version < 0 || version > 1) throw unsupportedVersion('AlterClientQuotasResponse', version);
  const flexible = version >= 1;
  writer.writeInt32(value.throttleTimeMs);
  writer.writeArrayLength(value.entries.length, flexible);
  for (const element of value.entries) writeAlterClientQuotasResponseEntryData(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newAlterClientQuotasResponseEntryData(fields?: Partial<AlterClientQuotasResponseEntryData>): AlterClientQuotasResponseEntryData {
  return {
    errorCode: 0,
    errorMessage: '',
    entity: [],
    ...fields,
  };
}

function readAlterClientQuotasResponseEntryData(reader: Reader, version: number): AlterClientQuotasResponseEntryData {
  const flexible = version >= 1;
  const value: AlterClientQuotasResponseEntryData = {
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(flexible),
    entity: readAlterClientQuotasResponseEntityDataArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readAlterClientQuotasResponseEntryDataArray(reader: Reader, version: number): AlterClientQuotasResponseEntryData[] {
  const length = reader.readArrayLength(version >= 1, 5);
  const values: AlterClientQuotasResponseEntryData[] = [];
  for (let index = 0; index < length; index++) values.push(readAlterClientQuotasResponseEntryData(reader, version));
  return values;
}

function writeAlterClientQuotasResponseEntryData(writer: Writer, version: number, value: AlterClientQuotasResponseEntryData): void {
  const flexible = version >= 1;
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, flexible);
  writer.writeArrayLength(value.entity.length, flexible);
  for (const element of value.entity) writeAlterClientQuotasResponseEntityData(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newAlterClientQuotasResponseEntityData(fields?: Partial<AlterClientQuotasResponseEntityData>): AlterClientQuotasResponseEntityData {
  return {
    entityType: '',
    entityName: '',
    ...fields,
  };
}

function readAlterClientQuotasResponseEntityData(reader: Reader, version: number): AlterClientQuotasResponseEntityData {
  const flexible = version >= 1;
  const value: AlterClientQuotasResponseEntityData = {
    entityType: reader.readString(flexible),
    entityName: reader.readNullableString(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readAlterClientQuotasResponseEntityDataArray(reader: Reader, version: number): AlterClientQuotasResponseEntityData[] {
  const length = reader.readArrayLength(version >= 1, 3);
  const values: AlterClientQuotasResponseEntityData[] = [];
  for (let index = 0; index < length; index++) values.push(readAlterClientQuotasResponseEntityData(reader, version));
  return values;
}

function writeAlterClientQuotasResponseEntityData(writer: Writer, version: number, value: AlterClientQuotasResponseEntityData): void {
  const flexible = version >= 1;
  writer.writeString(value.entityType, flexible);
  writer.writeString(value.entityName, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const alterClientQuotasResponse: MessageCodec<AlterClientQuotasResponse> = {
  name: 'AlterClientQuotasResponse',
  apiKey: 49,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 1,
  read: readAlterClientQuotasResponse,
  write: writeAlterClientQuotasResponse,
};
