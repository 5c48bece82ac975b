// Generated from protocol/messages/metadata/kafka-metadata/ClientQuotaRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ClientQuotaRecord {
  entity: EntityData[];
  key: string;
  value: number;
  remove: boolean;
}

export interface EntityData {
  entityType: string;
  entityName: string | null;
}

export function newClientQuotaRecord(fields?: Partial<ClientQuotaRecord>): ClientQuotaRecord {
  return {
    entity: [],
    key: '',
    value: 0,
    remove: false,
    ...fields,
  };
}

export function readClientQuotaRecord(reader: Reader, version: number): ClientQuotaRecord {
  if (version !== 0) throw unsupportedVersion('ClientQuotaRecord', version);
  const value: ClientQuotaRecord = {
    entity: readEntityDataArray(reader, version),
    key: reader.readString(true),
    value: reader.readFloat64(),
    remove: reader.readBool(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeClientQuotaRecord(writer: Writer, version: number, value: ClientQuotaRecord): void {
  if (version !== 0) throw unsupportedVersion('ClientQuotaRecord', version);
  writer.writeArrayLength(value.entity.length, true);
  for (const element of value.entity) writeEntityData(writer, version, element);
  writer.writeString(value.key, true);
  writer.writeFloat64(value.value);
  writer.writeBool(value.remove);
  writer.writeUnsignedVarint(0);
}

export function newEntityData(fields?: Partial<EntityData>): EntityData {
  return {
    entityType: '',
    entityName: '',
    ...fields,
  };
}

function readEntityData(reader: Reader, version: number): EntityData {
  const value: EntityData = {
    entityType: reader.readString(true),
    entityName: reader.readNullableString(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readEntityDataArray(reader: Reader, version: number): EntityData[] {
  const length = reader.readArrayLength(true, 3);
  const values: EntityData[] = [];
  for (let index = 0; index < length; index++) values.push(readEntityData(reader, version));
  return values;
}

function writeEntityData(writer: Writer, version: number, value: EntityData): void {
  writer.writeString(value.entityType, true);
  writer.writeString(value.entityName, true);
  writer.writeUnsignedVarint(0);
}

export const clientQuotaRecord: MessageCodec<ClientQuotaRecord> = {
  name: 'ClientQuotaRecord',
  apiKey: 14,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readClientQuotaRecord,
  write: writeClientQuotaRecord,
};
