// Generated from protocol/messages/metadata/kafka-metadata/UserScramCredentialRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface UserScramCredentialRecord {
  name: string;
  mechanism: number;
  salt: Buffer;
  storedKey: Buffer;
  serverKey: Buffer;
  iterations: number;
}

export function newUserScramCredentialRecord(fields?: Partial<UserScramCredentialRecord>): UserScramCredentialRecord {
  return {
    name: '',
    mechanism: 0,
    salt: Buffer.alloc(0),
    storedKey: Buffer.alloc(0),
    serverKey: Buffer.alloc(0),
    iterations: 0,
    ...fields,
  };
}

export function readUserScramCredentialRecord(reader: Reader, version: number): UserScramCredentialRecord {
  if (version !== 0) throw unsupportedVersion('UserScramCredentialRecord', version);
  const value: UserScramCredentialRecord = {
    name: reader.readString(true),
    mechanism: reader.readInt8(),
    salt: reader.readBytes(true),
    storedKey: reader.readBytes(true),
    serverKey: reader.readBytes(true),
    iterations: reader.readInt32(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeUserScramCredentialRecord(writer: Writer, version: number, value: UserScramCredentialRecord): void {
  if (version !== 0) throw unsupportedVersion('UserScramCredentialRecord', version);
  writer.writeString(value.name, true);
  writer.writeInt8(value.mechanism);
  writer.writeBytes(value.salt, true);
  writer.writeBytes(value.storedKey, true);
  writer.writeBytes(value.serverKey, true);
  writer.writeInt32(value.iterations);
  writer.writeUnsignedVarint(0);
}

export const userScramCredentialRecord: MessageCodec<UserScramCredentialRecord> = {
  name: 'UserScramCredentialRecord',
  apiKey: 11,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readUserScramCredentialRecord,
  write: writeUserScramCredentialRecord,
};
