// Generated from protocol/messages/coordinator-key/kafka-group-coordinator/ConsumerGroupRegularExpressionKey.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ConsumerGroupRegularExpressionKey {
  groupId: string;
  regularExpression: string;
}

export function newConsumerGroupRegularExpressionKey(fields?: Partial<ConsumerGroupRegularExpressionKey>): ConsumerGroupRegularExpressionKey {
  return {
    groupId: '',
    regularExpression: '',
    ...fields,
  };
}

export function readConsumerGroupRegularExpressionKey(reader: Reader, version: number): ConsumerGroupRegularExpressionKey {
  if (version !== 0) throw unsupportedVersion('ConsumerGroupRegularExpressionKey', version);
  return {
    groupId: reader.readString(false),
    regularExpression: reader.readString(false),
  };
}

export function writeConsumerGroupRegularExpressionKey(writer: Writer, version: number, value: ConsumerGroupRegularExpressionKey): void {
  if (version !== 0) throw unsupportedVersion('ConsumerGroupRegularExpressionKey', version);
  writer.writeString(value.groupId, false);
  writer.writeString(value.regularExpression, false);
}

export const consumerGroupRegularExpressionKey: MessageCodec<ConsumerGroupRegularExpressionKey> = {
  name: 'ConsumerGroupRegularExpressionKey',
  apiKey: 16,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readConsumerGroupRegularExpressionKey,
  write: writeConsumerGroupRegularExpressionKey,
};
