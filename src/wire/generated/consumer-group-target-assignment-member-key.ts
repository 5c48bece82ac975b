// Generated from protocol/messages/coordinator-key/kafka-group-coordinator/ConsumerGroupTargetAssignmentMemberKey.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ConsumerGroupTargetAssignmentMemberKey {
  groupId: string;
  memberId: string;
}

export function newConsumerGroupTargetAssignmentMemberKey(fields?: Partial<ConsumerGroupTargetAssignmentMemberKey>): ConsumerGroupTargetAssignmentMemberKey {
  return {
    groupId: '',
    memberId: '',
    ...fields,
  };
}

export function readConsumerGroupTargetAssignmentMemberKey(reader: Reader, version: number): ConsumerGroupTargetAssignmentMemberKey {
  if (version !== 0) throw unsupportedVersion('ConsumerGroupTargetAssignmentMemberKey', version);
  return {
    groupId: reader.readString(false),
    memberId: reader.readString(false),
  };
}

export function writeConsumerGroupTargetAssignmentMemberKey(writer: Writer, version: number, value: ConsumerGroupTargetAssignmentMemberKey): void {
  if (version !== 0) throw unsupportedVersion('ConsumerGroupTargetAssignmentMemberKey', version);
  writer.writeString(value.groupId, false);
  writer.writeString(value.memberId, false);
}

export const consumerGroupTargetAssignmentMemberKey: MessageCodec<ConsumerGroupTargetAssignmentMemberKey> = {
  name: 'ConsumerGroupTargetAssignmentMemberKey',
  apiKey: 7,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readConsumerGroupTargetAssignmentMemberKey,
  write: writeConsumerGroupTargetAssignmentMemberKey,
};
