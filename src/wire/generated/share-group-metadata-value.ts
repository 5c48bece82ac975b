// Generated from protocol/messages/coordinator-value/kafka-group-coordinator/ShareGroupMetadataValue.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ShareGroupMetadataValue {
  epoch: number;
  metadataHash: bigint;
}

export function newShareGroupMetadataValue(fields?: Partial<ShareGroupMetadataValue>): ShareGroupMetadataValue {
  return {
    epoch: 0,
    metadataHash: 0n,
    ...fields,
  };
}

export function readShareGroupMetadataValue(reader: Reader, version: number): ShareGroupMetadataValue {
  if (version !== 0) throw unsupportedVersion('ShareGroupMetadataValue', version);
  const value: ShareGroupMetadataValue = {
    epoch: reader.readInt32(),
    metadataHash: reader.readInt64(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeShareGroupMetadataValue(writer: Writer, version: number, value: ShareGroupMetadataValue): void {
  if (version !== 0) throw unsupportedVersion('ShareGroupMetadataValue', version);
  writer.writeInt32(value.epoch);
  writer.writeInt64(value.metadataHash);
  writer.writeUnsignedVarint(0);
}

export const shareGroupMetadataValue: MessageCodec<ShareGroupMetadataValue> = {
  name: 'ShareGroupMetadataValue',
  apiKey: 11,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readShareGroupMetadataValue,
  write: writeShareGroupMetadataValue,
};
