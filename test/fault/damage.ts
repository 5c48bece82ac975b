// What can be wrong with a partition's files when a broker starts, as data: after each of these every acknowledged
// record must be there. Each damage gets a partition of its own.

import { seededRandom } from '../../src/seeded-random.ts';
import { overwrite, type PartitionFolder, shorten } from './partition-folder.ts';

export interface Damage {
  name: string;
  /** `endOffset` is the partition's log end before the broker stopped. */
  apply(folder: PartitionFolder, endOffset: bigint): Promise<void>;
}

const noise = (bytes: number) => {
  const random = seededRandom(bytes);
  return Buffer.from(Array.from({ length: bytes }, () => Math.floor(random() * 256)));
};

async function flipped(folder: PartitionFolder, endOffset: bigint): Promise<Buffer> {
  const batch = Buffer.from(await folder.lastBatch());
  batch.writeBigInt64BE(endOffset, 0);
  batch.writeUInt8(batch.readUInt8(batch.length - 1) ^ 1, batch.length - 1);
  return batch;
}

const inIndexes: Damage[] = [
  { name: 'no offset index for the newest segment', apply: async (f) => f.removeNewest('.index') },
  { name: 'no time index for the newest segment', apply: async (f) => f.removeNewest('.timeindex') },
  { name: 'no index at all', apply: (f) => f.remove('.index', '.timeindex') },
  { name: 'an offset index cut in an entry', apply: async (f) => shorten(await f.oldest('.index'), 5) },
  { name: 'a time index cut in an entry', apply: async (f) => shorten(await f.newest('.timeindex'), 7) },
  { name: 'an offset index of zeros', apply: async (f) => overwrite(await f.oldest('.index'), () => 0) },
  { name: 'an offset index of noise', apply: async (f) => overwrite(await f.newest('.index'), (i) => (i * 167) % 256) },
  { name: 'a time index of noise', apply: async (f) => overwrite(await f.newest('.timeindex'), (i) => (i * 89) % 256) },
];

const inTheNewestSegment: Damage[] = [
  { name: 'an empty newest segment', apply: (f, end) => f.beginSegment(end, ['.log']) },
  {
    name: 'an empty newest segment with its indexes',
    apply: (f, end) => f.beginSegment(end, ['.log', '.index', '.timeindex']),
  },
];

export const AFTER_A_CLEAN_STOP: readonly Damage[] = [
  { name: 'nothing', apply: async () => {} },
  ...inIndexes,
  ...inTheNewestSegment,
  { name: 'no producer snapshots', apply: (f) => f.remove('.snapshot') },
  { name: 'no leader epoch checkpoint', apply: (f) => f.remove('leader-epoch-checkpoint') },
];

export const AFTER_A_KILL: readonly Damage[] = [
  { name: 'nothing', apply: async () => {} },
  {
    name: 'half a batch at the end',
    apply: async (f) => {
      const batch = await f.lastBatch();
      await f.appendToLog(batch.subarray(0, batch.length / 2));
    },
  },
  { name: 'half a batch header at the end', apply: async (f) => f.appendToLog((await f.lastBatch()).subarray(0, 20)) },
  { name: 'a batch with a flipped bit at the end', apply: async (f, end) => f.appendToLog(await flipped(f, end)) },
  { name: 'noise at the end', apply: (f) => f.appendToLog(noise(3_000)) },
  { name: 'zeros at the end', apply: (f) => f.appendToLog(Buffer.alloc(64_000)) },
  {
    name: 'half a batch at the end, no index at all',
    apply: async (f) => {
      await f.appendToLog((await f.lastBatch()).subarray(0, 100));
      await f.remove('.index', '.timeindex');
    },
  },
  ...inIndexes,
  ...inTheNewestSegment,
];
