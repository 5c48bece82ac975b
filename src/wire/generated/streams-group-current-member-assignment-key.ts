// Generated from protocol/messages/coordinator-key/kafka-group-coordinator/StreamsGroupCurrentMemberAssignmentKey.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface StreamsGroupCurrentMemberAssignmentKey {
  groupId: string;
  memberId: string;
}

export function newStreamsGroupCurrentMemberAssignmentKey(fields?: Partial<StreamsGroupCurrentMemberAssignmentKey>): StreamsGroupCurrentMemberAssignmentKey {
  return {
    groupId: '',
    memberId: '',
    ...fields,
  };
}

export function readStreamsGroupCurrentMemberAssignmentKey(reader: Reader, version: number): StreamsGroupCurrentMemberAssignmentKey {
  if (version !== 0) throw unsupportedVersion('StreamsGroupCurrentMemberAssignmentKey', version);
  return {
    groupId: reader.readString(false),
    memberId: reader.readString(false),
  };
}

export function writeStreamsGroupCurrentMemberAssignmentKey(writer: Writer, version: number, value: StreamsGroupCurrentMemberAssignmentKey): void {
  if (version !== 0) throw unsupportedVersion('StreamsGroupCurrentMemberAssignmentKey', version);
  writer.writeString(value.groupId, false);
  writer.writeString(value.memberId, false);
}

export const streamsGroupCurrentMemberAssignmentKey: MessageCodec<StreamsGroupCurrentMemberAssignmentKey> = {
  name: 'StreamsGroupCurrentMemberAssignmentKey',
  apiKey: 22,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readStreamsGroupCurrentMemberAssignmentKey,
  write: writeStreamsGroupCurrentMemberAssignmentKey,
};
