// The scripts in testdata: each step must bring exactly what is written under it.
// UPDATE_SCRIPTS=1 writes down what the steps bring now; read the difference before keeping it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseScript, printScript } from '../groups/testdata/shard-script.ts';
import { CoordinatorScript } from './testdata/coordinator-script.ts';

const folder = new URL('./testdata/', import.meta.url);
const scripts = readdirSync(folder).filter((name) => name.endsWith('.txt'));

describe('transaction scripts', () => {
  it.each(scripts)('%s', (name) => {
    const file = new URL(name, folder);
    const text = readFileSync(file, 'utf8');
    const script = new CoordinatorScript();
    const played = parseScript(text).map((block) => ({
      ...block,
      expected: block.step === '' ? [] : script.run(block.step),
    }));
    if (process.env.UPDATE_SCRIPTS === '1') writeFileSync(file, printScript(played));
    else expect(printScript(played)).toBe(text);
  });
});
