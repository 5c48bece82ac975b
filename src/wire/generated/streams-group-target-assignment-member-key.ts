// Generated from protocol/messages/coordinator-key/kafka-group-coordinator/StreamsGroupTargetAssignmentMemberKey.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface StreamsGroupTargetAssignmentMemberKey {
  groupId: string;
  memberId: string;
}

export function newStreamsGroupTargetAssignmentMemberKey(fields?: Partial<StreamsGroupTargetAssignmentMemberKey>): StreamsGroupTargetAssignmentMemberKey {
  return {
    groupId: '',
    memberId: '',
    ...fields,
  };
}

export function readStreamsGroupTargetAssignmentMemberKey(reader: Reader, version: number): StreamsGroupTargetAssignmentMemberKey {
  if (version !== 0) throw unsupportedVersion('StreamsGroupTargetAssignmentMemberKey', version);
  return {
    groupId: reader.readString(false),
    memberId: reader.readString(false),
  };
}

export function writeStreamsGroupTargetAssignmentMemberKey(writer: Writer, version: number, value: StreamsGroupTargetAssignmentMemberKey): void {
  if (version !== 0) throw unsupportedVersion('StreamsGroupTargetAssignmentMemberKey', version);
  writer.writeString(value.groupId, false);
  writer.writeString(value.memberId, false);
}

export const streamsGroupTargetAssignmentMemberKey: MessageCodec<StreamsGroupTargetAssignmentMemberKey> = {
  name: 'StreamsGroupTargetAssignmentMemberKey',
  apiKey: 21,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readStreamsGroupTargetAssignmentMemberKey,
  write: writeStreamsGroupTargetAssignmentMemberKey,
};
