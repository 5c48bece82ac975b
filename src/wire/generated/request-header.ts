// Generated from protocol/messages/data/kafka-clients/RequestHeader.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface RequestHeader {
  requestApiKey: number;
  requestApiVersion: number;
  correlationId: number;
  clientId: string | null;
}

export function newRequestHeader(fields?: Partial<RequestHeader>): RequestHeader {
  return {
    requestApiKey: 0,
    requestApiVersion: 0,
    correlationId: 0,
    clientId: '',
    ...fields,
  };
}

export function readRequestHeader(reader: Reader, version: number): RequestHeader {
  if (version < 1 || version > 2) throw unsupportedVersion('RequestHeader', version);
  const flexible = version >= 2;
  const value: RequestHeader = {
    requestApiKey: reader.readInt16(),
    requestApiVersion: reader.readInt16(),
    correlationId: reader.readInt32(),
    clientId: reader.readNullableString(false),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeRequestHeader(writer: Writer, version: number, value: RequestHeader): void {
  if (version < 1 || version > 2) throw unsupportedVersion('RequestHeader', version);
  const flexible = version >= 2;
  writer.writeInt16(value.requestApiKey);
  writer.writeInt16(value.requestApiVersion);
  writer.writeInt32(value.correlationId);
  writer.writeString(value.clientId, false);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const requestHeader: MessageCodec<RequestHeader> = {
  name: 'RequestHeader',
  apiKey: null,
  minVersion: 1,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readRequestHeader,
  write: writeRequestHeader,
};
