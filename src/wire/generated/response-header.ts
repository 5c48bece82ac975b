// Generated from protocol/messages/data/kafka-clients/ResponseHeader.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ResponseHeader {
  correlationId: number;
}

export function newResponseHeader(fields?: Partial<ResponseHeader>): ResponseHeader {
  return {
    correlationId: 0,
    ...fields,
  };
}

export function readResponseHeader(reader: Reader, version: number): ResponseHeader {
  if (version < 0 || version > 1) throw unsupportedVersion('ResponseHeader', version);
  const flexible = version >= 1;
  const value: ResponseHeader = {
    correlationId: reader.readInt32(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeResponseHeader(writer: Writer, version: number, value: ResponseHeader): void {
  if (version < 0 || version > 1) throw unsupportedVersion('ResponseHeader', version);
  const flexible = version >= 1;
  writer.writeInt32(value.correlationId);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const responseHeader: MessageCodec<ResponseHeader> = {
  name: 'ResponseHeader',
  apiKey: null,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 1,
  read: readResponseHeader,
  write: writeResponseHeader,
};
