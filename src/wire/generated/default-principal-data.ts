// Generated from protocol/messages/data/kafka-clients/DefaultPrincipalData.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface DefaultPrincipalData {
  type: string;
  name: string;
  tokenAuthenticated: boolean;
}

export function newDefaultPrincipalData(fields?: Partial<DefaultPrincipalData>): DefaultPrincipalData {
  return {
    type: '',
    name: '',
    tokenAuthenticated: false,
    ...fields,
  };
}

export function readDefaultPrincipalData(reader: Reader, version: number): DefaultPrincipalData {
  if (version !== 0) throw unsupportedVersion('DefaultPrincipalData', version);
  const value: DefaultPrincipalData = {
    type: reader.readString(true),
    name: reader.readString(true),
    tokenAuthenticated: reader.readBool(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeDefaultPrincipalData(writer: Writer, version: number, value: DefaultPrincipalData): void {
  if (version !== 0) throw unsupportedVersion('DefaultPrincipalData', version);
  writer.writeString(value.type, true);
  writer.writeString(value.name, true);
  writer.writeBool(value.tokenAuthenticated);
  writer.writeUnsignedVarint(0);
}

export const defaultPrincipalData: MessageCodec<DefaultPrincipalData> = {
  name: 'DefaultPrincipalData',
  apiKey: null,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readDefaultPrincipalData,
  write: writeDefaultPrincipalData,
};
