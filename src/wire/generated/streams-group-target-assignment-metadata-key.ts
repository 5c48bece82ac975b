// Generated from protocol/messages/coordinator-key/kafka-group-coordinator/StreamsGroupTargetAssignmentMetadataKey.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface StreamsGroupTargetAssignmentMetadataKey {
  groupId: string;
}

export function newStreamsGroupTargetAssignmentMetadataKey(fields?: Partial<StreamsGroupTargetAssignmentMetadataKey>): StreamsGroupTargetAssignmentMetadataKey {
  return {
    groupId: '',
    ...fields,
  };
}

export function readStreamsGroupTargetAssignmentMetadataKey(reader: Reader, version: number): StreamsGroupTargetAssignmentMetadataKey {
  if (version !== 0) throw unsupportedVersion('StreamsGroupTargetAssignmentMetadataKey', version);
  return {
    groupId: reader.readString(false),
  };
}

export function writeStreamsGroupTargetAssignmentMetadataKey(writer: Writer, version: number, value: StreamsGroupTargetAssignmentMetadataKey): void {
  if (version !== 0) throw unsupportedVersion('StreamsGroupTargetAssignmentMetadataKey', version);
  writer.writeString(value.groupId, false);
}

export const streamsGroupTargetAssignmentMetadataKey: MessageCodec<StreamsGroupTargetAssignmentMetadataKey> = {
  name: 'StreamsGroupTargetAssignmentMetadataKey',
  apiKey: 20,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readStreamsGroupTargetAssignmentMetadataKey,
  write: writeStreamsGroupTargetAssignmentMetadataKey,
};
