// `npm run generate`: reads the layouts below protocol/ and writes the codecs of both languages.
// With `--check` nothing is written: files that are stale, missing or surplus are named, and the exit code is 1.

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Difference, describeDifferences, writeDifferences } from './output.ts';
import { rustOutputs } from './rust-outputs.ts';
import { type Protocol, readProtocol } from './source.ts';
import { typescriptOutputs } from './typescript-outputs.ts';

const directory = dirname(fileURLToPath(import.meta.url));
const root = dirname(directory);

/** Folders that hold generated files alone: what else stands there is surplus. */
const OWNED_FOLDERS = ['src/wire/generated', 'native/wire/src/generated', 'native/wire/tests/generated'];

function codecDifferences(protocol: Protocol): Difference[] {
  return describeDifferences(root, [...typescriptOutputs(protocol), ...rustOutputs(protocol)], OWNED_FOLDERS);
}

/** What is not as the generator would write it now. What needs working codecs comes last. */
export async function findDifferences(): Promise<Difference[]> {
  const protocol = readProtocol(directory);
  const differences = codecDifferences(protocol);
  return differences.length > 0 ? differences : laterDifferences(protocol);
}

/** Test vectors and the compatibility table: both import the generated codecs. */
async function laterDifferences(protocol: Protocol): Promise<Difference[]> {
  const { vectorOutputs } = await import('./vectors.ts');
  const { compatibilityOutputs } = await import('./compatibility.ts');
  return describeDifferences(root, [...vectorOutputs(protocol), ...compatibilityOutputs(protocol)], []);
}

async function main(): Promise<void> {
  if (process.argv.includes('--check')) {
    const differences = await findDifferences();
    for (const { path, kind } of differences) console.error(`${kind}: ${path}`);
    if (differences.length > 0) {
      console.error('generated code is not fresh: run `npm run generate` and commit the result');
      process.exitCode = 1;
    }
    return;
  }
  const protocol = readProtocol(directory);
  const codecs = codecDifferences(protocol);
  writeDifferences(root, codecs);
  const later = await laterDifferences(protocol);
  writeDifferences(root, later);
  console.log(`${codecs.length + later.length} generated files changed`);
}

if (process.argv[1] === join(directory, 'generate.ts')) await main();
