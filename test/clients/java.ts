// Apache Kafka's Java client, through the program in java/ClientProgram.java, compiled against the jars on first use.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { javaArguments } from '../support/java.ts';
import { CACHE, KAFKA_LIBS, missing, ROOT } from '../support/paths.ts';
import { LiveProcess, runProcess } from '../support/process.ts';
import { type Client, CODECS } from './client.ts';
import { ProgramSession } from './program.ts';

const SOURCE = join(ROOT, 'test/clients/java/ClientProgram.java');

export const java: Client = {
  name: 'Java',
  missing: missing.javaCompiler,
  writes: CODECS,
  reads: CODECS,
  partitions: 2,
  framesSnappy: true,
  limits: [],
  async open(bootstrapServers) {
    const command = [...javaArguments('tools', 512, [await compiled()]), 'ClientProgram', bootstrapServers];
    return new ProgramSession(new LiveProcess('java client', 'java', command));
  },
};

/** The folder of the compiled program; compiles it when its source has changed. */
async function compiled(): Promise<string> {
  const version = createHash('sha256')
    .update(await readFile(SOURCE))
    .digest('hex')
    .slice(0, 16);
  const folder = join(CACHE, `java-client-${version}`);
  if (existsSync(folder)) return folder;
  const incoming = `${folder}.${process.pid}`;
  await mkdir(incoming, { recursive: true });
  await runProcess('javac', ['-proc:none', '-d', incoming, '-cp', `${KAFKA_LIBS}/*`, SOURCE], { timeoutMs: 90_000 });
  await rename(incoming, folder).catch(() => rm(incoming, { recursive: true, force: true })); // another was quicker
  return folder;
}
