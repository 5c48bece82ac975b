// Generated from protocol/messages/metadata/kafka-metadata/DelegationTokenRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface DelegationTokenRecord {
  owner: string;
  requester: string;
  renewers: string[];
  issueTimestamp: bigint;
  maxTimestamp: bigint;
  expirationTimestamp: bigint;
  tokenId: string;
}

export function newDelegationTokenRecord(fields?: Partial<DelegationTokenRecord>): DelegationTokenRecord {
  return {
    owner: '',
    requester: '',
    renewers: [],
    issueTimestamp: 0n,
    maxTimestamp: 0n,
    expirationTimestamp: 0n,
    tokenId: '',
    ...fields,
  };
}

export function readDelegationTokenRecord(reader: Reader, version: number): DelegationTokenRecord {
  if (version !== 0) throw unsupportedVersion('DelegationTokenRecord', version);
  const value: DelegationTokenRecord = {
    owner: reader.readString(true),
    requester: reader.readString(true),
    renewers: reader.readStringArray(true),
    issueTimestamp: reader.readInt64(),
    maxTimestamp: reader.readInt64(),
    expirationTimestamp: reader.readInt64(),
    tokenId: reader.readString(true),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeDelegationTokenRecord(writer: Writer, version: number, value: DelegationTokenRecord): void {
  if (version !== 0) throw unsupportedVersion('DelegationTokenRecord', version);
  writer.writeString(value.owner, true);
  writer.writeString(value.requester, true);
  writer.writeStringArray(value.renewers, true);
  writer.writeInt64(value.issueTimestamp);
  writer.writeInt64(value.maxTimestamp);
  writer.writeInt64(value.expirationTimestamp);
  writer.writeString(value.tokenId, true);
  writer.writeUnsignedVarint(0);
}

export const delegationTokenRecord: MessageCodec<DelegationTokenRecord> = {
  name: 'DelegationTokenRecord',
  apiKey: 10,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readDelegationTokenRecord,
  write: writeDelegationTokenRecord,
};
