// What keeps the platforms together that no test of this machine runs: nothing in Rust asks a system for what others
// have not, but where the difference stands.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/paths.ts';

/** Where Rust code may name one system. */
const SEAMS = [
  'native/log/src/hostile_unix_tests.rs',
  'native/log/src/storage/file.rs',
  'native/log/src/storage/system.rs',
  'native/log/src/storage/system/unix.rs',
  'native/log/src/storage/system/windows.rs',
  'native/server/src/acceptor.rs',
  'native/server/src/file_handles.rs',
  'native/server/src/socket_send.rs',
];
const OF_ONE_SYSTEM = /std::os::|\brustix::|\blibc::|\bwindows_sys::|cfg\((any\(|not\()*(unix|windows|target_os)/;
const PATH_OF_UNIX = /"\/(dev|proc|tmp|etc)\//;

describe('Platforms', () => {
  it('differ in a few files of Rust', async () => {
    const files = (await readdir(join(ROOT, 'native'), { recursive: true }))
      .map((path) => join('native', path).replaceAll('\\', '/'))
      .filter((path) => /\/src\/.*\.rs$/.test(path));
    const named = await Promise.all(
      files.map(async (path) => {
        const text = await readFile(join(ROOT, path), 'utf8');
        return OF_ONE_SYSTEM.test(text) || PATH_OF_UNIX.test(text) ? [path] : [];
      }),
    );
    expect(named.flat().sort()).toEqual(SEAMS);
  });
});
