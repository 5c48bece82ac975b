// Generated from protocol/messages/metadata/kafka-metadata/RemoveUserScramCredentialRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface RemoveUserScramCredentialRecord {
  name: string;
  mechanism: number;
}

export function newRemoveUserScramCredentialRecord(fields?: Partial<RemoveUserScramCredentialRecord>): RemoveUserScramCredentialRecord {
  return {
    name: '',
    mechanism: 0,
    ...fields,
  };
}

export function readRemoveUserScramCredentialRecord(reader: Reader, version: number): RemoveUserScramCredentialRecord {
  if (version !== 0) throw unsupportedVersion('RemoveUserScramCredentialRecord', version);
  const value: RemoveUserScramCredentialRecord = {
    name: reader.readString(true),
    mechanism: reader.readInt8(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeRemoveUserScramCredentialRecord(writer: Writer, version: number, value: RemoveUserScramCredentialRecord): void {
  if (version !== 0) throw unsupportedVersion('RemoveUserScramCredentialRecord', version);
  writer.writeString(value.name, true);
  writer.writeInt8(value.mechanism);
  writer.writeUnsignedVarint(0);
}

export const removeUserScramCredentialRecord: MessageCodec<RemoveUserScramCredentialRecord> = {
  name: 'RemoveUserScramCredentialRecord',
  apiKey: 22,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readRemoveUserScramCredentialRecord,
  write: writeRemoveUserScramCredentialRecord,
};
