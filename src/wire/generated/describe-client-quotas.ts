// Generated from protocol/messages/api/48-DescribeClientQuotas.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface DescribeClientQuotasRequest {
  components: ComponentData[];
  strict: boolean;
}

export interface ComponentData {
  entityType: string;
  matchType: number;
  match: string | null;
}

export function newDescribeClientQuotasRequest(fields?: Partial<DescribeClientQuotasRequest>): DescribeClientQuotasRequest {
  return {
    components: [],
    strict: false,
    ...fields,
  };
}

export function readDescribeClientQuotasRequest(reader: Reader, version: number): DescribeClientQuotasRequest {
  if (version < 0 || version > 1) throw unsupportedVersion('DescribeClientQuotasRequest', version);
  const flexible = version >= 1;
  const value: DescribeClientQuotasRequest = {
    components: readComponentDataArray(reader, version),
    strict: reader.readBool(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeDescribeClientQuotasRequest(writer: Writer, version: number, value: DescribeClientQuotasRequest): void {
  if (version < 0 || version > 1) throw unsupportedVersion('DescribeClientQuotasRequest', version);
  const flexible = version >= 1;
  writer.writeArrayLength(value.components.length, flexible);
  for (const element of value.components) writeComponentData(writer, version, element);
  writer.writeBool(value.strict);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newComponentData(fields?: Partial<ComponentData>): ComponentData {
  return {
    entityType: '',
    matchType: 0,
    match: '',
    ...fields,
  };
}

function readComponentData(reader: Reader, version: number): ComponentData {
  const flexible = version >= 1;
  const value: ComponentData = {
    entityType: reader.readString(flexible),
    matchType: reader.readInt8(),
    match: reader.readNullableString(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readComponentDataArray(reader: Reader, version: number): ComponentData[] {
  const length = reader.readArrayLength(version >= 1, 4);
  const values: ComponentData[] = [];
  for (let index = 0; index < length; index++) values.push(readComponentData(reader, version));
  return values;
}

function writeComponentData(writer: Writer, version: number, value: ComponentData): void {
  const flexible = version >= 1;
  writer.writeString(value.entityType, flexible);
  writer.writeInt8(value.matchType);
  writer.writeString(value.match, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const describeClientQuotasRequest: MessageCodec<DescribeClientQuotasRequest> = {
  name: 'DescribeClientQuotasRequest',
  apiKey: 48,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 1,
  read: readDescribeClientQuotasRequest,
  write: writeDescribeClientQuotasRequest,
};

export interface DescribeClientQuotasResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  entries: EntryData[] | null;
}

export interface EntryData {
  entity: EntityData[];
  values: ValueData[];
}

export interface EntityData {
  entityType: string;
  entityName: string | null;
}

export interface ValueData {
  key: string;
  value: number;
}

export function newDescribeClientQuotasResponse(fields?: Partial<DescribeClientQuotasResponse>): DescribeClientQuotasResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    errorMessage: '',
    entries: [],
    ...fields,
  };
}

export function readDescribeClientQuotasResponse(reader: Reader, version: number): DescribeClientQuotasResponse {
  if (version < 0 || version > 1) throw unsupportedVersion('DescribeClientQuotasResponse', version);
  const flexible = version >= 1;
  const value: DescribeClientQuotasResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(flexible),
    entries: readNullableEntryDataArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeDescribeClientQuotasResponse(writer: Writer, version: number, value: DescribeClientQuotasResponse): void {
  if (version < 0 || version > 1) throw unsupportedVersion('DescribeClientQuotasResponse', version);
  const flexible = version >= 1;
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, flexible);
  writer.writeArrayLength(value.entries === null ? -1 : value.entries.length, flexible);
  if (value.entries !== null) for (const element of value.entries) writeEntryData(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newEntryData(fields?: Partial<EntryData>): EntryData {
  return {
    entity: [],
    values: [],
    ...fields,
  };
}

function readEntryData(reader: Reader, version: number): EntryData {
  const flexible = version >= 1;
  const value: EntryData = {
    entity: readEntityDataArray(reader, version),
    values: readValueDataArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readNullableEntryDataArray(reader: Reader, version: number): EntryData[] | null {
  const length = reader.readNullableArrayLength(version >= 1, 3);
  if (length < 0) return null;
  const values: EntryData[] = [];
  for (let index = 0; index < length; index++) values.push(readEntryData(reader, version));
  return values;
}

function writeEntryData(writer: Writer, version: number, value: EntryData): void {
  const flexible = version >= 1;
  writer.writeArrayLength(value.entity.length, flexible);
  for (const element of value.entity) writeEntityData(writer, version, element);
  writer.writeArrayLength(value.values.length, flexible);
  for (const element of value.values) writeValueData(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newEntityData(fields?: Partial<EntityData>): EntityData {
  return {
    entityType: '',
    entityName: '',
    ...fields,
  };
}

function readEntityData(reader: Reader, version: number): EntityData {
  const flexible = version >= 1;
  const value: EntityData = {
    entityType: reader.readString(flexible),
    entityName: reader.readNullableString(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readEntityDataArray(reader: Reader, version: number): EntityData[] {
  const length = reader.readArrayLength(version >= 1, 3);
  const values: EntityData[] = [];
  for (let index = 0; index < length; index++) values.push(readEntityData(reader, version));
  return values;
}

function writeEntityData(writer: Writer, version: number, value: EntityData): void {
  const flexible = version >= 1;
  writer.writeString(value.entityType, flexible);
  writer.writeString(value.entityName, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newValueData(fields?: Partial<ValueData>): ValueData {
  return {
    key: '',
    value: 0,
    ...fields,
  };
}

function readValueData(reader: Reader, version: number): ValueData {
  const flexible = version >= 1;
  const value: ValueData = {
    key: reader.readString(flexible),
    value: reader.readFloat64(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readValueDataArray(reader: Reader, version: number): ValueData[] {
  const length = reader.readArrayLength(version >= 1, 10);
  const values: ValueData[] = [];
  for (let index = 0; index < length; index++) values.push(readValueData(reader, version));
  return values;
}

function writeValueData(writer: Writer, version: number, value: ValueData): void {
  const flexible = version >= 1;
  writer.writeString(value.key, flexible);
  writer.writeFloat64(value.value);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const describeClientQuotasResponse: MessageCodec<DescribeClientQuotasResponse> = {
  name: 'DescribeClientQuotasResponse',
  apiKey: 48,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 1,
  read: readDescribeClientQuotasResponse,
  write: writeDescribeClientQuotasResponse,
};
