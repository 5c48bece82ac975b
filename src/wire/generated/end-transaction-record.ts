// Generated from protocol/messages/metadata/kafka-metadata/EndTransactionRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export type EndTransactionRecord = Record<string, never>;

export function newEndTransactionRecord(): EndTransactionRecord {
  return {};
}

export function readEndTransactionRecord(reader: Reader, version: number): EndTransactionRecord {
  if (version !== 0) throw unsupportedVersion('EndTransactionRecord', version);
  const value: EndTransactionRecord = {};
  reader.skipTaggedFields();
  return value;
}

export function writeEndTransactionRecord(writer: Writer, version: number, value: EndTransactionRecord): void {
  if (version !== 0) throw unsupportedVersion('EndTransactionRecord', version);
  writer.writeUnsignedVarint(0);
}

export const endTransactionRecord: MessageCodec<EndTransactionRecord> = {
  name: 'EndTransactionRecord',
  apiKey: 24,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readEndTransactionRecord,
  write: writeEndTransactionRecord,
};
