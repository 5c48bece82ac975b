// Generated from protocol/messages/metadata/kafka-metadata/BeginTransactionRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface BeginTransactionRecord {
  name: string | null;
}

export function newBeginTransactionRecord(fields?: Partial<BeginTransactionRecord>): BeginTransactionRecord {
  return {
    name: null,
    ...fields,
  };
}

export function readBeginTransactionRecord(reader: Reader, version: number): BeginTransactionRecord {
  if (version !== 0) throw unsupportedVersion('BeginTransactionRecord', version);
  const value: BeginTransactionRecord = {
    name: null,
  };
  for (let count = reader.readTagCount(); count > 0; count--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0:
        value.name = reader.readNullableString(true);
        reader.endTaggedField(end);
        break;
      default:
        reader.skipTo(end);
    }
  }
  return value;
}

export function writeBeginTransactionRecord(writer: Writer, version: number, value: BeginTransactionRecord): void {
  if (version !== 0) throw unsupportedVersion('BeginTransactionRecord', version);
  let tagCount = 0;
  if (value.name !== null) tagCount++;
  writer.writeUnsignedVarint(tagCount);
  if (value.name !== null) {
    const position = writer.beginTaggedField(0);
    writer.writeString(value.name, true);
    writer.endTaggedField(position);
  }
}

export const beginTransactionRecord: MessageCodec<BeginTransactionRecord> = {
  name: 'BeginTransactionRecord',
  apiKey: 23,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readBeginTransactionRecord,
  write: writeBeginTransactionRecord,
};
