// The code blocks of docs/TESTING.md that are recipes, and the same recipes where they are run.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/paths.ts';

export const PAGE = join(ROOT, 'docs/TESTING.md');

/** Name → code, in the order of the page: `<!-- recipe: NAME -->` and the code block behind it. */
export function recipesOfPage(): Map<string, string> {
  const text = readFileSync(PAGE, 'utf8');
  const blocks = text.matchAll(/<!-- recipe: (\w+) -->\n```\w+\n([\s\S]*?)```\n/g);
  return new Map([...blocks].map(([, name = '', code = '']) => [name, code]));
}

/** Name → code: what stands between `// recipe: NAME` and `// end`. */
export function recipesOfTest(file: string): Map<string, string> {
  const regions = readFileSync(file, 'utf8').matchAll(/^\/\/ recipe: (\w+)\n([\s\S]*?)^\/\/ end\n/gm);
  return new Map([...regions].map(([, name = '', code = '']) => [name, code]));
}
