// Generated from protocol/messages by `npm run generate`: change that, not this file.

import type { CoordinatorRecordType } from '../framed-record.ts';
import { type ShareSnapshotKey, shareSnapshotKey } from './share-snapshot-key.ts';
import { type ShareUpdateKey, shareUpdateKey } from './share-update-key.ts';
import { type ShareSnapshotValue, shareSnapshotValue } from './share-snapshot-value.ts';
import { type ShareUpdateValue, shareUpdateValue } from './share-update-value.ts';

/** A record of this coordinator's log, told apart by its name. A null value is a tombstone. */
export type ShareCoordinatorRecord =
  | { readonly name: 'ShareSnapshot'; readonly key: ShareSnapshotKey; readonly value: ShareSnapshotValue | null }
  | { readonly name: 'ShareUpdate'; readonly key: ShareUpdateKey; readonly value: ShareUpdateValue | null };

/** By the type number that leads the key. */
export const shareCoordinatorRecordTypes: ReadonlyMap<number, CoordinatorRecordType<ShareCoordinatorRecord>> = new Map<
  number,
  CoordinatorRecordType<ShareCoordinatorRecord>
>([
  [
    0,
    {
      key: shareSnapshotKey,
      value: shareSnapshotValue,
      wrap: (key, value) => ({ name: 'ShareSnapshot', key: key as ShareSnapshotKey, value: value as ShareSnapshotValue | null }),
    },
  ],
  [
    1,
    {
      key: shareUpdateKey,
      value: shareUpdateValue,
      wrap: (key, value) => ({ name: 'ShareUpdate', key: key as ShareUpdateKey, value: value as ShareUpdateValue | null }),
    },
  ],
]);
