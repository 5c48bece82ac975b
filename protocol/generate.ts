// `npm run generate`: reads the layouts and tables below protocol/; writes the codecs of both languages and the config
// definitions.
// With `--check` nothing is written: files that are stale, missing or surplus are named, and the exit code is 1.

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateConfigs } from './configs.ts';
import { describeDifferences, type Output, writeDifferences } from './output.ts';
import { rustOutputs } from './rust-outputs.ts';
import { readProtocol } from './source.ts';
import { typescriptOutputs } from './typescript-outputs.ts';

const directory = dirname(fileURLToPath(import.meta.url));
const root = dirname(directory);

/** Every generated file, by its path below the project's root. */
export function generate(): Output[] {
  const protocol = readProtocol(directory);
  const configs = [...generateConfigs()].map(([path, text]) => ({ path, text }));
  return [...typescriptOutputs(protocol), ...rustOutputs(protocol), ...configs];
}

/** Folders that hold generated files alone: what else stands there is surplus. */
const OWNED_FOLDERS = ['src/wire/generated', 'native/wire/src/generated', 'src/config/generated'];

function main(): void {
  const differences = describeDifferences(root, generate(), OWNED_FOLDERS);
  if (process.argv.includes('--check')) {
    for (const { path, kind } of differences) console.error(`${kind}: ${path}`);
    if (differences.length > 0) {
      console.error('generated code is not fresh: run `npm run generate` and commit the result');
      process.exitCode = 1;
    }
    return;
  }
  writeDifferences(root, differences);
  console.log(`${differences.length} generated files changed`);
}

if (process.argv[1] === join(directory, 'generate.ts')) main();
