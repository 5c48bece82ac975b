// `npm run compare`: the ten tests through the testing kit, and against Apache Kafka as a process of its own, which is
// what a container for tests holds: the same jars, one broker. With `kit`: what the kit itself costs. Prints the tables of
// docs/COMPARISON.md.
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { missing } from '../../test/support/paths.ts';
import { runProcess } from '../../test/support/process.ts';
import { removeDirectory } from '../../test/support/temporary.ts';
import { startSide } from '../support/side.ts';
import type { RunFigures } from './run.ts';
import { tenTests } from './ten-tests.ts';

const RUN_LIMIT_MS = 300_000;
/** What containers for tests set, lest Kafka's defaults for clusters cost it time. */
const FOR_TESTS = { 'group.initial.rebalance.delay.ms': '0', 'offsets.topic.num.partitions': '1' };
/** Those whose time is the broker's own. */
const WAITING = ['another member takes over from a hung one', 'a forgotten transaction is aborted'];

interface SideFigures extends RunFigures {
  readonly brokerMegabytes: number;
}

async function runTests(side: string): Promise<RunFigures> {
  const script = fileURLToPath(new URL('run.ts', import.meta.url));
  const args = ['--import', 'tsx', script, side];
  const { stdout } = await runProcess(process.execPath, args, { timeoutMs: RUN_LIMIT_MS });
  return JSON.parse(stdout.toString());
}

async function kit(): Promise<SideFigures> {
  return { ...(await runTests('kit')), brokerMegabytes: 0 };
}

async function kafka(): Promise<SideFigures> {
  const side = await startSide('kafka', FOR_TESTS);
  try {
    const figures = await runTests(side.bootstrapServers);
    const status = readFileSync(`/proc/${side.process.pid}/status`, 'latin1');
    const brokerMegabytes = Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
    return { ...figures, startSeconds: side.startSeconds, brokerMegabytes };
  } finally {
    await side.process.end('SIGKILL');
    await removeDirectory(dirname(side.dataDirectory));
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function table(ours: SideFigures, theirs: SideFigures): string {
  const seconds = (name: string, left: number, right: number) =>
    `| ${name} | ${left.toFixed(2)} s | ${right.toFixed(2)} s |`;
  const tests = tenTests.map(({ name }, index) =>
    seconds(name, ours.testSeconds[index] ?? 0, theirs.testSeconds[index] ?? 0),
  );
  const quick = (figures: SideFigures) =>
    sum(figures.testSeconds.filter((_, index) => !WAITING.includes(tenTests[index]?.name ?? '')));
  const total = (figures: SideFigures) => figures.startSeconds + sum(figures.testSeconds);
  const megabytes = (figures: SideFigures) => figures.peakMegabytes + figures.brokerMegabytes;
  return [
    '| | the kit | Apache Kafka 4.3.1 |',
    '|---|---|---|',
    seconds('until the broker serves', ours.startSeconds, theirs.startSeconds),
    ...tests,
    seconds('the eight that wait for nothing', quick(ours), quick(theirs)),
    seconds('all, with the start', total(ours), total(theirs)),
    `| memory at most, tests and broker | ${megabytes(ours).toFixed(0)} MB | ${megabytes(theirs).toFixed(0)} MB |`,
    `| of it the process of the tests | ${ours.peakMegabytes.toFixed(0)} MB | ${theirs.peakMegabytes.toFixed(0)} MB |`,
  ].join('\n');
}

async function comparison(): Promise<string> {
  const why = missing.kafka();
  if (why !== undefined) throw new Error(why);
  return table(await kit(), await kafka());
}

async function kitAlone(): Promise<string> {
  const script = fileURLToPath(new URL('kit.ts', import.meta.url));
  const args = ['--expose-gc', '--import', 'tsx', script];
  const { stdout } = await runProcess(process.execPath, args, { timeoutMs: RUN_LIMIT_MS });
  return stdout.toString().trimEnd();
}

const printed = process.argv.includes('kit') ? await kitAlone() : await comparison();
const { version } = JSON.parse(
  readFileSync(join(dirname(fileURLToPath(import.meta.url)), '../../package.json'), 'utf8'),
);
const machine = `${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GB`;
console.log(`Millrace ${version}, ${new Date().toISOString().slice(0, 10)}, ${machine}, Node ${process.version}\n`);
console.log(printed);
