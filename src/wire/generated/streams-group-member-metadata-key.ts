// Generated from protocol/messages/coordinator-key/kafka-group-coordinator/StreamsGroupMemberMetadataKey.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface StreamsGroupMemberMetadataKey {
  groupId: string;
  memberId: string;
}

export function newStreamsGroupMemberMetadataKey(fields?: Partial<StreamsGroupMemberMetadataKey>): StreamsGroupMemberMetadataKey {
  return {
    groupId: '',
    memberId: '',
    ...fields,
  };
}

export function readStreamsGroupMemberMetadataKey(reader: Reader, version: number): StreamsGroupMemberMetadataKey {
  if (version !== 0) throw unsupportedVersion('StreamsGroupMemberMetadataKey', version);
  return {
    groupId: reader.readString(false),
    memberId: reader.readString(false),
  };
}

export function writeStreamsGroupMemberMetadataKey(writer: Writer, version: number, value: StreamsGroupMemberMetadataKey): void {
  if (version !== 0) throw unsupportedVersion('StreamsGroupMemberMetadataKey', version);
  writer.writeString(value.groupId, false);
  writer.writeString(value.memberId, false);
}

export const streamsGroupMemberMetadataKey: MessageCodec<StreamsGroupMemberMetadataKey> = {
  name: 'StreamsGroupMemberMetadataKey',
  apiKey: 19,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readStreamsGroupMemberMetadataKey,
  write: writeStreamsGroupMemberMetadataKey,
};
