// Generated from protocol/messages/metadata/kafka-metadata/AccessControlEntryRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface AccessControlEntryRecord {
  id: string;
  resourceType: number;
  resourceName: string;
  patternType: number;
  principal: string;
  host: string;
  operation: number;
  permissionType: number;
}

export function newAccessControlEntryRecord(fields?: Partial<AccessControlEntryRecord>): AccessControlEntryRecord {
  return {
    id: ZERO_UUID,
    resourceType: 0,
    resourceName: '',
    patternType: 0,
    principal: '',
    host: '',
    operation: 0,
    permissionType: 0,
    ...fields,
  };
}

export function readAccessControlEntryRecord(reader: Reader, version: number): AccessControlEntryRecord {
  if (version !== 0) throw unsupportedVersion('AccessControlEntryRecord', version);
  const value: AccessControlEntryRecord = {
    id: reader.readUuid(),
    resourceType: reader.readInt8(),
    resourceName: reader.readString(true),
    patternType: reader.readInt8(),
    principal: reader.readString(true),
    host: reader.readString(true),
    operation: reader.readInt8(),
    permissionType: reader.readInt8(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeAccessControlEntryRecord(writer: Writer, version: number, value: AccessControlEntryRecord): void {
  if (version !== 0) throw unsupportedVersion('AccessControlEntryRecord', version);
  writer.writeUuid(value.id);
  writer.writeInt8(value.resourceType);
  writer.writeString(value.resourceName, true);
  writer.writeInt8(value.patternType);
  writer.writeString(value.principal, true);
  writer.writeString(value.host, true);
  writer.writeInt8(value.operation);
  writer.writeInt8(value.permissionType);
  writer.writeUnsignedVarint(0);
}

export const accessControlEntryRecord: MessageCodec<AccessControlEntryRecord> = {
  name: 'AccessControlEntryRecord',
  apiKey: 18,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readAccessControlEntryRecord,
  write: writeAccessControlEntryRecord,
};
