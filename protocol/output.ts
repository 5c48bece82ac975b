// Compares generated text with the files of the project, and writes what differs.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface Output {
  /** Path below the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export type Difference =
  | { readonly kind: 'stale' | 'missing'; readonly path: string; readonly text: string }
  | { readonly kind: 'surplus'; readonly path: string };

/** The head of a generated file: where it comes from, and how to write it anew. */
export function generatedHead(source: string, comment = '//'): string {
  return `${comment} Generated from ${source} by \`npm run generate\`: change that, not this file.\n`;
}

export function describeDifferences(
  root: string,
  outputs: readonly Output[],
  ownedFolders: readonly string[],
): Difference[] {
  const differences: Difference[] = [];
  for (const { path, text } of outputs) {
    const file = join(root, path);
    if (!existsSync(file)) differences.push({ kind: 'missing', path, text });
    else if (readFileSync(file, 'utf8') !== text) differences.push({ kind: 'stale', path, text });
  }
  const expected = new Set(outputs.map(({ path }) => path));
  for (const folder of ownedFolders) {
    if (!existsSync(join(root, folder))) continue;
    for (const name of readdirSync(join(root, folder)).sort()) {
      const path = `${folder}/${name}`;
      if (!expected.has(path)) differences.push({ kind: 'surplus', path });
    }
  }
  return differences;
}

export function writeDifferences(root: string, differences: readonly Difference[]): void {
  for (const difference of differences) {
    const file = join(root, difference.path);
    if (difference.kind === 'surplus') {
      rmSync(file, { recursive: true });
      continue;
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, difference.text);
  }
}
