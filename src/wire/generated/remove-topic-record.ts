// Generated from protocol/messages/metadata/kafka-metadata/RemoveTopicRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface RemoveTopicRecord {
  topicId: string;
}

export function newRemoveTopicRecord(fields?: Partial<RemoveTopicRecord>): RemoveTopicRecord {
  return {
    topicId: ZERO_UUID,
    ...fields,
  };
}

export function readRemoveTopicRecord(reader: Reader, version: number): RemoveTopicRecord {
  if (version !== 0) throw unsupportedVersion('RemoveTopicRecord', version);
  const value: RemoveTopicRecord = {
    topicId: reader.readUuid(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeRemoveTopicRecord(writer: Writer, version: number, value: RemoveTopicRecord): void {
  if (version !== 0) throw unsupportedVersion('RemoveTopicRecord', version);
  writer.writeUuid(value.topicId);
  writer.writeUnsignedVarint(0);
}

export const removeTopicRecord: MessageCodec<RemoveTopicRecord> = {
  name: 'RemoveTopicRecord',
  apiKey: 9,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readRemoveTopicRecord,
  write: writeRemoveTopicRecord,
};
