// Generated from protocol/messages/coordinator-key/kafka-group-coordinator/ShareGroupTargetAssignmentMemberKey.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ShareGroupTargetAssignmentMemberKey {
  groupId: string;
  memberId: string;
}

export function newShareGroupTargetAssignmentMemberKey(fields?: Partial<ShareGroupTargetAssignmentMemberKey>): ShareGroupTargetAssignmentMemberKey {
  return {
    groupId: '',
    memberId: '',
    ...fields,
  };
}

export function readShareGroupTargetAssignmentMemberKey(reader: Reader, version: number): ShareGroupTargetAssignmentMemberKey {
  if (version !== 0) throw unsupportedVersion('ShareGroupTargetAssignmentMemberKey', version);
  return {
    groupId: reader.readString(false),
    memberId: reader.readString(false),
  };
}

export function writeShareGroupTargetAssignmentMemberKey(writer: Writer, version: number, value: ShareGroupTargetAssignmentMemberKey): void {
  if (version !== 0) throw unsupportedVersion('ShareGroupTargetAssignmentMemberKey', version);
  writer.writeString(value.groupId, false);
  writer.writeString(value.memberId, false);
}

export const shareGroupTargetAssignmentMemberKey: MessageCodec<ShareGroupTargetAssignmentMemberKey> = {
  name: 'ShareGroupTargetAssignmentMemberKey',
  apiKey: 13,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readShareGroupTargetAssignmentMemberKey,
  write: writeShareGroupTargetAssignmentMemberKey,
};
