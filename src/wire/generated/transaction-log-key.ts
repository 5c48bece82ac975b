// Generated from protocol/messages/coordinator-key/kafka-transaction-coordinator/TransactionLogKey.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface TransactionLogKey {
  transactionalId: string;
}

export function newTransactionLogKey(fields?: Partial<TransactionLogKey>): TransactionLogKey {
  return {
    transactionalId: '',
    ...fields,
  };
}

export function readTransactionLogKey(reader: Reader, version: number): TransactionLogKey {
  if (version !== 0) throw unsupportedVersion('TransactionLogKey', version);
  return {
    transactionalId: reader.readString(false),
  };
}

export function writeTransactionLogKey(writer: Writer, version: number, value: TransactionLogKey): void {
  if (version !== 0) throw unsupportedVersion('TransactionLogKey', version);
  writer.writeString(value.transactionalId, false);
}

export const transactionLogKey: MessageCodec<TransactionLogKey> = {
  name: 'TransactionLogKey',
  apiKey: 0,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readTransactionLogKey,
  write: writeTransactionLogKey,
};
