// A Java program of ours, compiled against Apache Kafka's jars on first use.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CACHE, KAFKA_LIBS } from './paths.ts';
import { runProcess } from './process.ts';

/** The folder of the compiled classes; compiles the source when it has changed. */
export async function compiledJava(source: string, classPath: readonly string[] = []): Promise<string> {
  const version = createHash('sha256')
    .update(await readFile(source))
    .digest('hex')
    .slice(0, 16);
  const folder = join(CACHE, `${basename(source, '.java')}-${version}`);
  if (existsSync(folder)) return folder;
  const incoming = `${folder}.${process.pid}`;
  await mkdir(incoming, { recursive: true });
  const path = [...classPath, `${KAFKA_LIBS}/*`].join(':');
  await runProcess('javac', ['-proc:none', '-d', incoming, '-cp', path, source], { timeoutMs: 90_000 });
  await rename(incoming, folder).catch(() => rm(incoming, { recursive: true, force: true })); // another was quicker
  return folder;
}
