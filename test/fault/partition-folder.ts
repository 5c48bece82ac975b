// One partition's files in a data directory, for tests that damage them while no broker runs.

import { open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export class PartitionFolder {
  readonly path: string;

  constructor(dataDirectory: string, topic: string, partition: number) {
    this.path = join(dataDirectory, `${topic}-${partition}`);
  }

  /** Files with this ending, oldest segment first. */
  async files(ending: string): Promise<string[]> {
    const names = (await readdir(this.path)).filter((name) => name.endsWith(ending));
    return names.toSorted().map((name) => join(this.path, name));
  }

  async oldest(ending: string): Promise<string> {
    return this.#one(ending, (await this.files(ending))[0]);
  }

  async newest(ending: string): Promise<string> {
    return this.#one(ending, (await this.files(ending)).at(-1));
  }

  async remove(...endings: string[]): Promise<void> {
    for (const ending of endings) for (const file of await this.files(ending)) await rm(file);
  }

  async removeNewest(ending: string): Promise<void> {
    await rm(await this.newest(ending));
  }

  /** Appends to the newest segment what no broker has written. */
  async appendToLog(bytes: Buffer): Promise<void> {
    const file = await open(await this.newest('.log'), 'a');
    await file.write(bytes);
    await file.close();
  }

  /** The last whole batch of the newest segment. */
  async lastBatch(): Promise<Buffer> {
    const log = await readFile(await this.newest('.log'));
    let start = 0;
    for (let next = 0; next + 12 <= log.length; ) {
      start = next;
      next += 12 + log.readInt32BE(next + 8);
    }
    return log.subarray(start);
  }

  /** A segment that was begun and never written to, as a crash right after a roll leaves it. */
  async beginSegment(baseOffset: bigint, endings: readonly string[]): Promise<void> {
    const name = String(baseOffset).padStart(20, '0');
    for (const ending of endings) await writeFile(join(this.path, `${name}${ending}`), '');
  }

  #one(ending: string, file: string | undefined): string {
    if (file === undefined) throw new Error(`${this.path} has no file ending in ${ending}`);
    return file;
  }
}

export async function shorten(file: string, bytes: number): Promise<void> {
  const { size } = await stat(file);
  await truncate(file, Math.max(0, size - bytes));
}

export async function overwrite(file: string, byteAt: (position: number) => number): Promise<void> {
  const { size } = await stat(file);
  await writeFile(file, Buffer.from(Array.from({ length: Math.max(size, 800) }, (_, i) => byteAt(i))));
}
