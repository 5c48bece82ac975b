// Generated from protocol/messages/metadata/kafka-metadata/FeatureLevelRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface FeatureLevelRecord {
  name: string;
  featureLevel: number;
}

export function newFeatureLevelRecord(fields?: Partial<FeatureLevelRecord>): FeatureLevelRecord {
  return {
    name: '',
    featureLevel: 0,
    ...fields,
  };
}

export function readFeatureLevelRecord(reader: Reader, version: number): FeatureLevelRecord {
  if (version !== 0) throw unsupportedVersion('FeatureLevelRecord', version);
  const value: FeatureLevelRecord = {
    name: reader.readString(true),
    featureLevel: reader.readInt16(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeFeatureLevelRecord(writer: Writer, version: number, value: FeatureLevelRecord): void {
  if (version !== 0) throw unsupportedVersion('FeatureLevelRecord', version);
  writer.writeString(value.name, true);
  writer.writeInt16(value.featureLevel);
  writer.writeUnsignedVarint(0);
}

export const featureLevelRecord: MessageCodec<FeatureLevelRecord> = {
  name: 'FeatureLevelRecord',
  apiKey: 12,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readFeatureLevelRecord,
  write: writeFeatureLevelRecord,
};
