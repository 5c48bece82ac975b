// Generated from protocol/messages/metadata/kafka-metadata/AbortTransactionRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface AbortTransactionRecord {
  reason: string | null;
}

export function newAbortTransactionRecord(fields?: Partial<AbortTransactionRecord>): AbortTransactionRecord {
  return {
    reason: null,
    ...fields,
  };
}

export function readAbortTransactionRecord(reader: Reader, version: number): AbortTransactionRecord {
  if (version !== 0) throw unsupportedVersion('AbortTransactionRecord', version);
  const value: AbortTransactionRecord = {
    reason: null,
  };
  for (let count = reader.readTagCount(); count > 0; count--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0:
        value.reason = reader.readNullableString(true);
        reader.endTaggedField(end);
        break;
      default:
        reader.skipTo(end);
    }
  }
  return value;
}

export function writeAbortTransactionRecord(writer: Writer, version: number, value: AbortTransactionRecord): void {
  if (version !== 0) throw unsupportedVersion('AbortTransactionRecord', version);
  let tagCount = 0;
  if (value.reason !== null) tagCount++;
  writer.writeUnsignedVarint(tagCount);
  if (value.reason !== null) {
    const position = writer.beginTaggedField(0);
    writer.writeString(value.reason, true);
    writer.endTaggedField(position);
  }
}

export const abortTransactionRecord: MessageCodec<AbortTransactionRecord> = {
  name: 'AbortTransactionRecord',
  apiKey: 25,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readAbortTransactionRecord,
  write: writeAbortTransactionRecord,
};
