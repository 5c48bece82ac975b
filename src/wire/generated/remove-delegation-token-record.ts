// Generated from protocol/messages/metadata/kafka-metadata/RemoveDelegationTokenRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface RemoveDelegationTokenRecord {
  tokenId: string;
}

export function newRemoveDelegationTokenRecord(fields?: Partial<RemoveDelegationTokenRecord>): RemoveDelegationTokenRecord {
  return {
    tokenId: '',
    ...fields,
  };
}

export function readRemoveDelegationTokenRecord(reader: Reader, version: number): RemoveDelegationTokenRecord {
  if (version !== 0) throw unsupportedVersion('RemoveDelegationTokenRecord', version);
  const value: RemoveDelegationTokenRecord = {
    tokenId: reader.readString(true),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeRemoveDelegationTokenRecord(writer: Writer, version: number, value: RemoveDelegationTokenRecord): void {
  if (version !== 0) throw unsupportedVersion('RemoveDelegationTokenRecord', version);
  writer.writeString(value.tokenId, true);
  writer.writeUnsignedVarint(0);
}

export const removeDelegationTokenRecord: MessageCodec<RemoveDelegationTokenRecord> = {
  name: 'RemoveDelegationTokenRecord',
  apiKey: 26,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readRemoveDelegationTokenRecord,
  write: writeRemoveDelegationTokenRecord,
};
