// What can happen to the bytes of a file, as data: each test of damaged files goes through all of them.

import { readFile, rm, writeFile } from 'node:fs/promises';
import { seededRandom } from '../../src/seeded-random.ts';

const FLIPPED_BYTES = 16;

export interface Mutation {
  readonly name: 'flipped bits' | 'truncated to nothing' | 'cut in the middle' | 'replaced by rubbish';
  /** The same bytes and seed give the same damage. */
  of(bytes: Buffer, seed: number): Buffer;
}

export const MUTATIONS: readonly Mutation[] = [
  { name: 'flipped bits', of: (bytes) => flipped(bytes) },
  { name: 'truncated to nothing', of: () => Buffer.alloc(0) },
  // Not where an entry of any kind of file ends.
  { name: 'cut in the middle', of: (bytes) => bytes.subarray(0, Math.floor(bytes.length / 2) | 1) },
  { name: 'replaced by rubbish', of: (bytes, seed) => rubbish(bytes.length, seed) },
];

/** A new file under the same name: a broker that has the old one open does not see it. */
export async function mutate(file: string, mutation: Mutation, seed: number): Promise<void> {
  const bytes = await readFile(file);
  await rm(file);
  await writeFile(file, mutation.of(bytes, seed));
}

/** The high bit of some bytes in the middle. */
function flipped(bytes: Buffer): Buffer {
  const first = Math.max(0, Math.floor((bytes.length - FLIPPED_BYTES) / 2));
  return Buffer.from(bytes.map((byte, at) => (at >= first && at < first + FLIPPED_BYTES ? byte ^ 0x80 : byte)));
}

function rubbish(length: number, seed: number): Buffer {
  const random = seededRandom(seed);
  return Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
}
