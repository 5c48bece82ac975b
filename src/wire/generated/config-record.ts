// Generated from protocol/messages/metadata/kafka-metadata/ConfigRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ConfigRecord {
  resourceType: number;
  resourceName: string;
  name: string;
  value: string | null;
}

export function newConfigRecord(fields?: Partial<ConfigRecord>): ConfigRecord {
  return {
    resourceType: 0,
    resourceName: '',
    name: '',
    value: '',
    ...fields,
  };
}

export function readConfigRecord(reader: Reader, version: number): ConfigRecord {
  if (version !== 0) throw unsupportedVersion('ConfigRecord', version);
  const value: ConfigRecord = {
    resourceType: reader.readInt8(),
    resourceName: reader.readString(true),
    name: reader.readString(true),
    value: reader.readNullableString(true),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeConfigRecord(writer: Writer, version: number, value: ConfigRecord): void {
  if (version !== 0) throw unsupportedVersion('ConfigRecord', version);
  writer.writeInt8(value.resourceType);
  writer.writeString(value.resourceName, true);
  writer.writeString(value.name, true);
  writer.writeString(value.value, true);
  writer.writeUnsignedVarint(0);
}

export const configRecord: MessageCodec<ConfigRecord> = {
  name: 'ConfigRecord',
  apiKey: 4,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readConfigRecord,
  write: writeConfigRecord,
};
