import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The examples import the package by its name; here that is the source. */
const source = (path: string) => fileURLToPath(new URL(`src/${path}`, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^millrace$/, replacement: source('index.ts') },
      { find: /^millrace\/testing$/, replacement: source('testing/index.ts') },
      { find: /^millrace\/testing\/vitest$/, replacement: source('testing/vitest.ts') },
    ],
  },
  test: {
    pool: 'forks',
    include: ['{src,protocol,test,bench,examples}/**/*.test.ts', 'scripts/**/*.test.mjs'],
    testTimeout: 30_000,
  },
});
