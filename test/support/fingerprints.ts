// What every file of a directory holds and when it was written: for seeing that nothing has changed.

import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** One line a path, sorted. */
export async function fingerprintsOf(directory: string): Promise<string[]> {
  const paths = await readdir(directory, { recursive: true });
  const lines = paths.sort().map(async (path) => {
    const facts = await stat(join(directory, path));
    const contents = facts.isFile() ? await readFile(join(directory, path)) : '';
    return `${path} ${facts.mtimeMs} ${createHash('sha256').update(contents).digest('hex')}`;
  });
  return await Promise.all(lines);
}
