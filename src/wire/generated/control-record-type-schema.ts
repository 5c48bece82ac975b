// Generated from protocol/messages/data/kafka-clients/ControlRecordTypeSchema.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ControlRecordTypeSchema {
  type: number;
}

export function newControlRecordTypeSchema(fields?: Partial<ControlRecordTypeSchema>): ControlRecordTypeSchema {
  return {
    type: 0,
    ...fields,
  };
}

export function readControlRecordTypeSchema(reader: Reader, version: number): ControlRecordTypeSchema {
  if (version !== 0) throw unsupportedVersion('ControlRecordTypeSchema', version);
  return {
    type: reader.readInt16(),
  };
}

export function writeControlRecordTypeSchema(writer: Writer, version: number, value: ControlRecordTypeSchema): void {
  if (version !== 0) throw unsupportedVersion('ControlRecordTypeSchema', version);
  writer.writeInt16(value.type);
}

export const controlRecordTypeSchema: MessageCodec<ControlRecordTypeSchema> = {
  name: 'ControlRecordTypeSchema',
  apiKey: null,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readControlRecordTypeSchema,
  write: writeControlRecordTypeSchema,
};
