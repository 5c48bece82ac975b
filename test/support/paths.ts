// Where the harness finds the project's build and the installed clients (scripts/test-clients.mjs puts them there),
// and the answer to "why is this client not here".

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const CACHE = join(ROOT, '.cache');
export const KAFKA_LIBS = join(CACHE, 'kafka/libs');
export const STREAMS_LIBS = join(CACHE, 'kafka/streams');
/** Where packaging's tools are: npm's clients of other ages, a registry, checkers. */
export const PACKAGING_TOOLS = join(CACHE, 'packaging');
export const PYTHON = join(CACHE, 'python/bin/python');
export const MILLRACE_CLI = join(ROOT, 'dist/cli.js');
export const SUPPORT = join(ROOT, 'test/support');

const HOW = 'see what `node scripts/test-clients.mjs` prints';

function commandWorks(command: string, ...args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

/** Each gives undefined when the thing is there, otherwise the reason to print when tests are skipped. */
export const missing = {
  kcat: (): string | undefined => (commandWorks('kcat', '-V') ? undefined : `kcat is not installed (${HOW})`),
  python: (): string | undefined =>
    existsSync(PYTHON) && commandWorks(PYTHON, '-c', 'import confluent_kafka')
      ? undefined
      : `confluent-kafka for Python is not installed (${HOW})`,
  kafka: (): string | undefined => {
    if (!existsSync(KAFKA_LIBS)) return `Apache Kafka's jars are not installed (${HOW})`;
    return commandWorks('java', '-version') ? undefined : 'there is no Java here (17 or newer is needed)';
  },
  streams: (): string | undefined =>
    missing.kafka() ?? (existsSync(STREAMS_LIBS) ? undefined : `Kafka Streams is not installed (${HOW})`),
  javaCompiler: (): string | undefined =>
    missing.kafka() ?? (commandWorks('javac', '-version') ? undefined : 'there is no javac here'),
  packaging: (): string | undefined =>
    existsSync(join(PACKAGING_TOOLS, 'node_modules/verdaccio'))
      ? undefined
      : `the tools for packaging are not installed (${HOW})`,
  millrace: (): string | undefined =>
    existsSync(MILLRACE_CLI) ? undefined : 'Millrace is not built (node scripts/build.mjs)',
};
