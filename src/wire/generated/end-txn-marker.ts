// Generated from protocol/messages/data/kafka-clients/EndTxnMarker.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface EndTxnMarker {
  coordinatorEpoch: number;
}

export function newEndTxnMarker(fields?: Partial<EndTxnMarker>): EndTxnMarker {
  return {
    coordinatorEpoch: 0,
    ...fields,
  };
}

export function readEndTxnMarker(reader: Reader, version: number): EndTxnMarker {
  if (version !== 0) throw unsupportedVersion('EndTxnMarker', version);
  return {
    coordinatorEpoch: reader.readInt32(),
  };
}

export function writeEndTxnMarker(writer: Writer, version: number, value: EndTxnMarker): void {
  if (version !== 0) throw unsupportedVersion('EndTxnMarker', version);
  writer.writeInt32(value.coordinatorEpoch);
}

export const endTxnMarker: MessageCodec<EndTxnMarker> = {
  name: 'EndTxnMarker',
  apiKey: null,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readEndTxnMarker,
  write: writeEndTxnMarker,
};
