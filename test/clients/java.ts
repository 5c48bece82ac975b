// Apache Kafka's Java client, through the program in java/ClientProgram.java, compiled against the jars on first use.

import { join } from 'node:path';
import { compiledJava } from '../support/compiled-java.ts';
import { javaArguments } from '../support/java.ts';
import { missing, ROOT } from '../support/paths.ts';
import { LiveProcess } from '../support/process.ts';
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
    const command = [...javaArguments('tools', 512, [await compiledJava(SOURCE)]), 'ClientProgram', bootstrapServers];
    return new ProgramSession(new LiveProcess('java client', 'java', command));
  },
};
