// Generated from protocol/messages/coordinator-key/kafka-group-coordinator/ConsumerGroupCurrentMemberAssignmentKey.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ConsumerGroupCurrentMemberAssignmentKey {
  groupId: string;
  memberId: string;
}

export function newConsumerGroupCurrentMemberAssignmentKey(fields?: Partial<ConsumerGroupCurrentMemberAssignmentKey>): ConsumerGroupCurrentMemberAssignmentKey {
  return {
    groupId: '',
    memberId: '',
    ...fields,
  };
}

export function readConsumerGroupCurrentMemberAssignmentKey(reader: Reader, version: number): ConsumerGroupCurrentMemberAssignmentKey {
  if (version !== 0) throw unsupportedVersion('ConsumerGroupCurrentMemberAssignmentKey', version);
  return {
    groupId: reader.readString(false),
    memberId: reader.readString(false),
  };
}

export function writeConsumerGroupCurrentMemberAssignmentKey(writer: Writer, version: number, value: ConsumerGroupCurrentMemberAssignmentKey): void {
  if (version !== 0) throw unsupportedVersion('ConsumerGroupCurrentMemberAssignmentKey', version);
  writer.writeString(value.groupId, false);
  writer.writeString(value.memberId, false);
}

export const consumerGroupCurrentMemberAssignmentKey: MessageCodec<ConsumerGroupCurrentMemberAssignmentKey> = {
  name: 'ConsumerGroupCurrentMemberAssignmentKey',
  apiKey: 8,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readConsumerGroupCurrentMemberAssignmentKey,
  write: writeConsumerGroupCurrentMemberAssignmentKey,
};
