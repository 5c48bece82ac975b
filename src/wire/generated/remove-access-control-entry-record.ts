// Generated from protocol/messages/metadata/kafka-metadata/RemoveAccessControlEntryRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface RemoveAccessControlEntryRecord {
  id: string;
}

export function newRemoveAccessControlEntryRecord(fields?: Partial<RemoveAccessControlEntryRecord>): RemoveAccessControlEntryRecord {
  return {
    id: ZERO_UUID,
    ...fields,
  };
}

export function readRemoveAccessControlEntryRecord(reader: Reader, version: number): RemoveAccessControlEntryRecord {
  if (version !== 0) throw unsupportedVersion('RemoveAccessControlEntryRecord', version);
  const value: RemoveAccessControlEntryRecord = {
    id: reader.readUuid(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeRemoveAccessControlEntryRecord(writer: Writer, version: number, value: RemoveAccessControlEntryRecord): void {
  if (version !== 0) throw unsupportedVersion('RemoveAccessControlEntryRecord', version);
  writer.writeUuid(value.id);
  writer.writeUnsignedVarint(0);
}

export const removeAccessControlEntryRecord: MessageCodec<RemoveAccessControlEntryRecord> = {
  name: 'RemoveAccessControlEntryRecord',
  apiKey: 19,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readRemoveAccessControlEntryRecord,
  write: writeRemoveAccessControlEntryRecord,
};
