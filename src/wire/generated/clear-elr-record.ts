// Generated from protocol/messages/metadata/kafka-metadata/ClearElrRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ClearElrRecord {
  topicName: string;
}

export function newClearElrRecord(fields?: Partial<ClearElrRecord>): ClearElrRecord {
  return {
    topicName: '',
    ...fields,
  };
}

export function readClearElrRecord(reader: Reader, version: number): ClearElrRecord {
  if (version !== 0) throw unsupportedVersion('ClearElrRecord', version);
  const value: ClearElrRecord = {
    topicName: reader.readString(true),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeClearElrRecord(writer: Writer, version: number, value: ClearElrRecord): void {
  if (version !== 0) throw unsupportedVersion('ClearElrRecord', version);
  writer.writeString(value.topicName, true);
  writer.writeUnsignedVarint(0);
}

export const clearElrRecord: MessageCodec<ClearElrRecord> = {
  name: 'ClearElrRecord',
  apiKey: 28,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readClearElrRecord,
  write: writeClearElrRecord,
};
