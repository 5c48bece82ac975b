// `npm run demo`: reads the command line, tells the story, turns the verdict into the exit code. Started by
// scripts/demo.mjs, which has built what is missing.
//
// Exit codes: 0 what was counted is what the files hold; 1 it is not, or it did not come to that; 2 wrong arguments.
import { parseArgs } from 'node:util';
import type { Tampering } from './producing.ts';
import { Screen } from './screen.ts';
import { Story } from './story.ts';

const USAGE = 'npm run demo [-- --smoke] [-- --limit-seconds N]';
const TAMPERINGS: readonly string[] = ['change', 'drop', 'repeat'] satisfies Tampering[];
const SIGNAL_NUMBERS = { SIGINT: 2, SIGTERM: 15 };

interface Arguments {
  isSmoke: boolean;
  limitSeconds: number;
  tampering: Tampering | undefined;
}

function parse(): Arguments {
  const { values } = parseArgs({
    options: {
      /** A small part of the files, for the tests. */
      smoke: { type: 'boolean', default: false },
      'limit-seconds': { type: 'string', default: '180' },
      /** For the tests: spoils one record on its way, which must be found. */
      tamper: { type: 'string' },
    },
  });
  const limitSeconds = Number(values['limit-seconds']);
  if (!(limitSeconds > 0)) throw new Error('--limit-seconds is a number above 0');
  if (values.tamper !== undefined && !isTampering(values.tamper))
    throw new Error(`--tamper is ${TAMPERINGS.join(', ')}`);
  return { isSmoke: values.smoke, limitSeconds, tampering: values.tamper };
}

function isTampering(text: string): text is Tampering {
  return TAMPERINGS.includes(text);
}

async function main(): Promise<number> {
  let args: Arguments;
  try {
    args = parse();
  } catch (error) {
    process.stderr.write(`demo: ${(error as Error).message}\nusage: ${USAGE}\n`);
    return 2;
  }
  const screen = new Screen(process.stdout, process.env);
  const { isSmoke, limitSeconds, tampering } = args;
  const story = new Story({ size: isSmoke ? 'smoke' : 'full', screen, limitMs: limitSeconds * 1_000, tampering });
  let code = 1;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      code = 128 + SIGNAL_NUMBERS[signal];
      story.end(new Error(`ended by ${signal}`));
    });
  }
  try {
    const differences = await story.run();
    return differences.length === 0 ? 0 : 1;
  } catch (error) {
    process.stderr.write(`demo: ${(error as Error).message}\n`);
    return code;
  }
}

process.env.KAFKAJS_NO_PARTITIONER_WARNING = '1';
process.exit(await main());
