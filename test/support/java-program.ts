// Java programs of the tests, compiled against Apache Kafka's jars on first use and again when their source changes.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CACHE, KAFKA_LIBS } from './paths.ts';
import { runProcess } from './process.ts';

/** The folder of the compiled program. */
export async function compiledProgram(source: string): Promise<string> {
  const hash = createHash('sha256').update(await readFile(source));
  const folder = join(CACHE, `java-${basename(source, '.java').toLowerCase()}-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(folder)) return folder;
  const incoming = `${folder}.${process.pid}`;
  await mkdir(incoming, { recursive: true });
  await runProcess('javac', ['-proc:none', '-d', incoming, '-cp', `${KAFKA_LIBS}/*`, source], { timeoutMs: 90_000 });
  await rename(incoming, folder).catch(() => rm(incoming, { recursive: true, force: true })); // another was quicker
  return folder;
}
