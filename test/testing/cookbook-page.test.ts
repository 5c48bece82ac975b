// docs/TESTING.md shows exactly what is run: every recipe stands in a test, and every test in the page.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { PAGE, recipesOfPage, recipesOfTest } from './cookbook-page.ts';

/** Run as a file of its own, by fixtures.test.ts. */
const RUN_IN_JEST = 'jest';

it('the recipes of the page are those that are run', () => {
  const run = recipesOfTest(fileURLToPath(new URL('cookbook.test.ts', import.meta.url)));
  const shown = recipesOfPage();
  expect([...shown.keys()].filter((name) => name !== RUN_IN_JEST).sort()).toEqual([...run.keys()].sort());
  for (const [name, code] of run) expect(shown.get(name), name).toBe(code);
  expect(shown.size).toBeGreaterThanOrEqual(13);
});

it('every block of code in the page is a recipe', () => {
  const blocks = readFileSync(PAGE, 'utf8').match(/^```(js|ts)$/gm) ?? [];
  expect(blocks).toHaveLength(recipesOfPage().size);
});
