// Generated from protocol/messages by `npm run generate`: change that, not this file.

import type { CoordinatorRecordType } from '../framed-record.ts';
import { type TransactionLogKey, transactionLogKey } from './transaction-log-key.ts';
import { type TransactionLogValue, transactionLogValue } from './transaction-log-value.ts';

/** A record of this coordinator's log, told apart by its name. A null value is a tombstone. */
export type TransactionCoordinatorRecord =
  | { readonly name: 'TransactionLog'; readonly key: TransactionLogKey; readonly value: TransactionLogValue | null };

/** By the type number that leads the key. */
export const transactionCoordinatorRecordTypes: ReadonlyMap<number, CoordinatorRecordType<TransactionCoordinatorRecord>> = new Map<
  number,
  CoordinatorRecordType<TransactionCoordinatorRecord>
>([
  [
    0,
    {
      key: transactionLogKey,
      value: transactionLogValue,
      wrap: (key, value) => ({ name: 'TransactionLog', key: key as TransactionLogKey, value: value as TransactionLogValue | null }),
    },
  ],
]);
