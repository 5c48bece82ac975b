// Fills the page cache before anything is measured, as on a server that has run for a while: on a virtual machine free
// memory belongs to the host, and whoever touches it first pays seconds per gigabyte.
import { open, rm, statfs } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { temporaryDirectory } from '../../test/support/temporary.ts';
import { freeMegabytes } from './usage.ts';

const BLOCK = Buffer.alloc(8 * 1024 * 1024, 0x6d);
const MEGABYTES_LEFT_FREE = 700;
/** Some kernels keep memory free however much is written: once round all memory is enough. */
const MEMORY_SHARE_MAX = 1.1;
const DISK_SHARE_MAX = 0.6;

/** Writes a junk file until hardly any memory is free, then removes it: its pages stay with this machine. */
export async function fillPageCache(progress: (text: string) => void): Promise<void> {
  const directory = await temporaryDirectory('bench-page-cache');
  const disk = await statfs(directory);
  const diskMegabytes = (Number(disk.bavail) * Number(disk.bsize)) / 2 ** 20;
  const megabytesMax = Math.min(diskMegabytes * DISK_SHARE_MAX, (totalmem() / 2 ** 20) * MEMORY_SHARE_MAX);
  const path = join(directory, 'junk');
  const file = await open(path, 'w');
  let written = 0;
  try {
    while (freeMegabytes() > MEGABYTES_LEFT_FREE && written < megabytesMax) {
      await file.write(BLOCK);
      written += BLOCK.length / 2 ** 20;
      if (written % 1024 === 0)
        progress(`page cache: ${written / 1024} GB written, ${Math.round(freeMegabytes())} MB free`);
    }
  } finally {
    await file.close();
    await rm(path, { force: true });
  }
}
