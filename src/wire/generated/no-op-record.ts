// Generated from protocol/messages/metadata/kafka-metadata/NoOpRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export type NoOpRecord = Record<string, never>;

export function newNoOpRecord(): NoOpRecord {
  return {};
}

export function readNoOpRecord(reader: Reader, version: number): NoOpRecord {
  if (version !== 0) throw unsupportedVersion('NoOpRecord', version);
  const value: NoOpRecord = {};
  reader.skipTaggedFields();
  return value;
}

export function writeNoOpRecord(writer: Writer, version: number, value: NoOpRecord): void {
  if (version !== 0) throw unsupportedVersion('NoOpRecord', version);
  writer.writeUnsignedVarint(0);
}

export const noOpRecord: MessageCodec<NoOpRecord> = {
  name: 'NoOpRecord',
  apiKey: 20,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readNoOpRecord,
  write: writeNoOpRecord,
};
