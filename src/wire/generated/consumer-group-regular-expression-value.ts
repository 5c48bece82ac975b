// Generated from protocol/messages/coordinator-value/kafka-group-coordinator/ConsumerGroupRegularExpressionValue.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ConsumerGroupRegularExpressionValue {
  topics: string[];
  version: bigint;
  timestamp: bigint;
}

export function newConsumerGroupRegularExpressionValue(fields?: Partial<ConsumerGroupRegularExpressionValue>): ConsumerGroupRegularExpressionValue {
  return {
    topics: [],
    version: 0n,
    timestamp: 0n,
    ...fields,
  };
}

export function readConsumerGroupRegularExpressionValue(reader: Reader, version: number): ConsumerGroupRegularExpressionValue {
  if (version !== 0) throw unsupportedVersion('ConsumerGroupRegularExpressionValue', version);
  const value: ConsumerGroupRegularExpressionValue = {
    topics: reader.readStringArray(true),
    version: reader.readInt64(),
    timestamp: reader.readInt64(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeConsumerGroupRegularExpressionValue(writer: Writer, version: number, value: ConsumerGroupRegularExpressionValue): void {
  if (version !== 0) throw unsupportedVersion('ConsumerGroupRegularExpressionValue', version);
  writer.writeStringArray(value.topics, true);
  writer.writeInt64(value.version);
  writer.writeInt64(value.timestamp);
  writer.writeUnsignedVarint(0);
}

export const consumerGroupRegularExpressionValue: MessageCodec<ConsumerGroupRegularExpressionValue> = {
  name: 'ConsumerGroupRegularExpressionValue',
  apiKey: 16,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readConsumerGroupRegularExpressionValue,
  write: writeConsumerGroupRegularExpressionValue,
};
