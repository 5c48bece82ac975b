// Kafka's DumpLogSegments over every file of a data directory that it can read: what it says, and what it complains of.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool } from '../../support/java.ts';

const DUMP = 'org.apache.kafka.tools.DumpLogSegments';
/** A log that begins at offset 1 is said to be non-consecutive, too: -1 is followed by 1. */
const COMPLAINT =
  /isvalid: false|could not|exception|error(?!": ?0)|mismatch|^\s*\d+ is followed by|are not|larger than|invalid/i;

/** By kind of file: which options, and which files of which folders. */
const KINDS: readonly [options: string[], folder: RegExp, suffix: string][] = [
  [['--deep-iteration', '--print-data-log'], /^(?!__)/, '.log'],
  [['--offsets-decoder'], /^__consumer_offsets-/, '.log'],
  [['--transaction-log-decoder'], /^__transaction_state-/, '.log'],
  [['--cluster-metadata-decoder'], /^__cluster_metadata-/, '.log'],
  [['--cluster-metadata-decoder'], /^__cluster_metadata-/, '.checkpoint'],
  [['--index-sanity-check'], /./, '.index'],
  [[], /./, '.index'],
  [['--index-sanity-check'], /./, '.timeindex'],
  [[], /./, '.timeindex'],
  [[], /./, '.txnindex'],
  [[], /./, '.snapshot'],
];

export interface Dumped {
  /** How many files of each suffix were read. */
  readonly counts: Readonly<Record<string, number>>;
  readonly complaints: readonly string[];
}

export async function dumpEverything(dataDirectory: string): Promise<Dumped> {
  const counts: Record<string, number> = {};
  const complaints: string[] = [];
  for (const [options, folder, suffix] of KINDS) {
    const files = await filesOf(dataDirectory, folder, suffix);
    counts[suffix] = Math.max(counts[suffix] ?? 0, files.length);
    if (files.length === 0) continue;
    const { stdout, stderr } = await runTool(DUMP, [...options, '--files', files.join(',')]);
    const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => !line.includes('payload:'));
    complaints.push(...lines.filter((line) => COMPLAINT.test(line)).map((line) => `${suffix}: ${line}`));
  }
  return { counts, complaints };
}

async function filesOf(dataDirectory: string, folder: RegExp, suffix: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of await readdir(dataDirectory)) {
    if (!/-\d+$/.test(name) || !folder.test(name)) continue;
    for (const file of await readdir(join(dataDirectory, name))) {
      const path = join(dataDirectory, name, file);
      if (file.endsWith(suffix) && (await stat(path)).size > 0) found.push(path);
    }
  }
  return found;
}
