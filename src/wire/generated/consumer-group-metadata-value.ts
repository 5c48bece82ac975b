// Generated from protocol/messages/coordinator-value/kafka-group-coordinator/ConsumerGroupMetadataValue.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ConsumerGroupMetadataValue {
  epoch: number;
  metadataHash: bigint;
}

export function newConsumerGroupMetadataValue(fields?: Partial<ConsumerGroupMetadataValue>): ConsumerGroupMetadataValue {
  return {
    epoch: 0,
    metadataHash: 0n,
    ...fields,
  };
}

export function readConsumerGroupMetadataValue(reader: Reader, version: number): ConsumerGroupMetadataValue {
  if (version !== 0) throw unsupportedVersion('ConsumerGroupMetadataValue', version);
  const value: ConsumerGroupMetadataValue = {
    epoch: reader.readInt32(),
    metadataHash: 0n,
  };
  for (let count = reader.readTagCount(); count > 0; count--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0:
        value.metadataHash = reader.readInt64();
        reader.endTaggedField(end);
        break;
      default:
        reader.skipTo(end);
    }
  }
  return value;
}

export function writeConsumerGroupMetadataValue(writer: Writer, version: number, value: ConsumerGroupMetadataValue): void {
  if (version !== 0) throw unsupportedVersion('ConsumerGroupMetadataValue', version);
  writer.writeInt32(value.epoch);
  let tagCount = 0;
  if (value.metadataHash !== 0n) tagCount++;
  writer.writeUnsignedVarint(tagCount);
  if (value.metadataHash !== 0n) {
    const position = writer.beginTaggedField(0);
    writer.writeInt64(value.metadataHash);
    writer.endTaggedField(position);
  }
}

export const consumerGroupMetadataValue: MessageCodec<ConsumerGroupMetadataValue> = {
  name: 'ConsumerGroupMetadataValue',
  apiKey: 3,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readConsumerGroupMetadataValue,
  write: writeConsumerGroupMetadataValue,
};
