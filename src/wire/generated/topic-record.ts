// Generated from protocol/messages/metadata/kafka-metadata/TopicRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface TopicRecord {
  name: string;
  topicId: string;
}

export function newTopicRecord(fields?: Partial<TopicRecord>): TopicRecord {
  return {
    name: '',
    topicId: ZERO_UUID,
    ...fields,
  };
}

export function readTopicRecord(reader: Reader, version: number): TopicRecord {
  if (version !== 0) throw unsupportedVersion('TopicRecord', version);
  const value: TopicRecord = {
    name: reader.readString(true),
    topicId: reader.readUuid(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeTopicRecord(writer: Writer, version: number, value: TopicRecord): void {
  if (version !== 0) throw unsupportedVersion('TopicRecord', version);
  writer.writeString(value.name, true);
  writer.writeUuid(value.topicId);
  writer.writeUnsignedVarint(0);
}

export const topicRecord: MessageCodec<TopicRecord> = {
  name: 'TopicRecord',
  apiKey: 2,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readTopicRecord,
  write: writeTopicRecord,
};
