// Generated from protocol/messages/coordinator-key/kafka-group-coordinator/ShareGroupCurrentMemberAssignmentKey.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ShareGroupCurrentMemberAssignmentKey {
  groupId: string;
  memberId: string;
}

export function newShareGroupCurrentMemberAssignmentKey(fields?: Partial<ShareGroupCurrentMemberAssignmentKey>): ShareGroupCurrentMemberAssignmentKey {
  return {
    groupId: '',
    memberId: '',
    ...fields,
  };
}

export function readShareGroupCurrentMemberAssignmentKey(reader: Reader, version: number): ShareGroupCurrentMemberAssignmentKey {
  if (version !== 0) throw unsupportedVersion('ShareGroupCurrentMemberAssignmentKey', version);
  return {
    groupId: reader.readString(false),
    memberId: reader.readString(false),
  };
}

export function writeShareGroupCurrentMemberAssignmentKey(writer: Writer, version: number, value: ShareGroupCurrentMemberAssignmentKey): void {
  if (version !== 0) throw unsupportedVersion('ShareGroupCurrentMemberAssignmentKey', version);
  writer.writeString(value.groupId, false);
  writer.writeString(value.memberId, false);
}

export const shareGroupCurrentMemberAssignmentKey: MessageCodec<ShareGroupCurrentMemberAssignmentKey> = {
  name: 'ShareGroupCurrentMemberAssignmentKey',
  apiKey: 14,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readShareGroupCurrentMemberAssignmentKey,
  write: writeShareGroupCurrentMemberAssignmentKey,
};
