// Generated from protocol/messages/coordinator-key/kafka-group-coordinator/StreamsGroupMetadataKey.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface StreamsGroupMetadataKey {
  groupId: string;
}

export function newStreamsGroupMetadataKey(fields?: Partial<StreamsGroupMetadataKey>): StreamsGroupMetadataKey {
  return {
    groupId: '',
    ...fields,
  };
}

export function readStreamsGroupMetadataKey(reader: Reader, version: number): StreamsGroupMetadataKey {
  if (version !== 0) throw unsupportedVersion('StreamsGroupMetadataKey', version);
  return {
    groupId: reader.readString(false),
  };
}

export function writeStreamsGroupMetadataKey(writer: Writer, version: number, value: StreamsGroupMetadataKey): void {
  if (version !== 0) throw unsupportedVersion('StreamsGroupMetadataKey', version);
  writer.writeString(value.groupId, false);
}

export const streamsGroupMetadataKey: MessageCodec<StreamsGroupMetadataKey> = {
  name: 'StreamsGroupMetadataKey',
  apiKey: 17,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readStreamsGroupMetadataKey,
  write: writeStreamsGroupMetadataKey,
};
