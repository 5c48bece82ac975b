// The fixtures as users have them: the package in a project of its own, whose test files run in parallel under vitest
// and under jest's workers, with the same topics and groups in each.
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missing, PACKAGING_TOOLS, ROOT } from '../support/paths.ts';
import { runProcess } from '../support/process.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { recipesOfPage } from './cookbook-page.ts';
import { jestModules, jestProject, vitestFailures, vitestProject } from './fixture-projects.ts';

const notBuilt = missing.millrace() ?? missing.packaging();
if (notBuilt !== undefined) console.warn(`the fixtures are not tested: ${notBuilt}`);

const RUN_LIMIT_MS = 90_000;
const FILES = 3;
const DEPENDENCIES = ['kafkajs', 'pino', 'commander'];
/** The current one, and the first that package.json allows. */
const VITESTS = {
  vitest: join(ROOT, 'node_modules/vitest'),
  'vitest-3': join(PACKAGING_TOOLS, 'node_modules/vitest-3'),
};
const JESTS = ['jest', 'jest-29'] as const;

type Vitest = keyof typeof VITESTS;
const vitests = ['vitest', 'vitest-3'] as const satisfies readonly Vitest[];

/** Where projects with one of the vitests are. */
const homes = new Map<Vitest, string>();
beforeAll(async () => {
  if (notBuilt !== undefined) return;
  for (const vitest of vitests) homes.set(vitest, await homeWith(vitest));
});
afterAll(async () => {
  for (const home of homes.values()) await removeDirectory(home);
});

/** The package finds the vitest that runs it beside itself, so it is there once for each. */
async function homeWith(vitest: Vitest): Promise<string> {
  const home = await temporaryDirectory('fixtures');
  const modules = join(home, 'node_modules');
  await mkdir(join(modules, 'millrace'), { recursive: true });
  for (const name of ['package.json', 'dist']) {
    await cp(join(ROOT, name), join(modules, 'millrace', name), { recursive: true });
  }
  await symlink(VITESTS[vitest], join(modules, 'vitest'));
  for (const name of DEPENDENCIES) await symlink(join(ROOT, 'node_modules', name), join(modules, name));
  return home;
}

interface Report {
  readonly output: string;
  readonly results: readonly { name: string; status: string; message: string }[];
}

interface JsonReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly { title: string; status: string; failureMessages: string[] }[];
  }[];
}

/** Both runners write reports of one shape. */
async function run(
  name: string,
  project: Readonly<Record<string, string>>,
  command: readonly string[],
  { env = {}, home = 'vitest' }: { env?: Record<string, string>; home?: Vitest } = {},
): Promise<Report> {
  const folder = join(homes.get(home) ?? '', name);
  await mkdir(folder);
  for (const [file, text] of Object.entries(project)) await writeFile(join(folder, file), text);
  const report = join(folder, 'report.json');
  const args = command.map((text) => text.replace('REPORT', report));
  const options = {
    cwd: folder,
    timeoutMs: RUN_LIMIT_MS,
    anyExit: true,
    env: { ...env, FORCE_COLOR: '0', VITEST: '' },
  };
  const { stdout, stderr } = await runProcess(process.execPath, args, options);
  const output = `${stdout.toString()}${stderr.toString()}`;
  const { testResults } = await readReport(report, output);
  const results = testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ title, status, failureMessages }) => {
      return { name: title, status, message: failureMessages.join('\n') };
    }),
  );
  return { output, results };
}

async function readReport(path: string, output: string): Promise<JsonReport> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    throw new Error(`there is no report:\n${output}`);
  }
}

const vitestOf = (vitest: Vitest) => [
  join(VITESTS[vitest], 'vitest.mjs'),
  ...['run', '--reporter=default', '--reporter=json', '--outputFile.json=REPORT'],
];
const jestOf = (name: string) => [
  join(PACKAGING_TOOLS, 'node_modules', name, 'bin/jest.js'),
  '--json',
  '--outputFile=REPORT',
];

async function versionOf(vitest: Vitest): Promise<string> {
  return JSON.parse(await readFile(join(VITESTS[vitest], 'package.json'), 'utf8')).version;
}

/** Of what the test files print: a broker's port once for each file, however many tests there are. */
function expectIsolation({ output, results }: Report, fileCount: number): void {
  expect(results.filter(({ status }) => status !== 'passed')).toEqual([]);
  expect(results).toHaveLength(fileCount * 2);
  const brokers = [...output.matchAll(/broker of (\w+): (\d+) in (\d+) from (\d+)/g)];
  const portsOf = (name: string | undefined) =>
    new Set(brokers.filter((broker) => broker[1] === name).map((broker) => broker[2]));
  const names = new Set(brokers.map((broker) => broker[1]));
  expect(names.size).toBe(fileCount);
  for (const name of names) expect(portsOf(name).size).toBe(1);
  expect(new Set(brokers.map((broker) => broker[3])).size).toBeGreaterThan(1);
}

describe.skipIf(notBuilt !== undefined)('The fixtures', { timeout: RUN_LIMIT_MS }, () => {
  it.each(vitests)('give every file of %s a broker that is as new for each test', async (vitest) => {
    const command = [...vitestOf(vitest), '--maxWorkers=3'];
    expectIsolation(await run('isolation', vitestProject, command, { home: vitest }), FILES);
  });

  it.each(vitests)('show in %s what the broker held when a test failed', async (vitest) => {
    const { output, results } = await run('failures', vitestFailures, vitestOf(vitest), { home: vitest });
    expect(output).toContain(`v${await versionOf(vitest)}`);
    const statuses = Object.fromEntries(results.map(({ name, status }) => [name, status]));
    expect(statuses).toEqual({
      dumped: 'failed',
      refused: 'failed',
      'without options': 'passed',
      alone: 'passed',
      'alone, too': 'passed',
      'each their own': 'passed',
      'wrong options': 'passed',
    });
    const messageOf = (name: string) => results.find((result) => result.name === name)?.message;
    expect(messageOf('dumped')).toContain('What the broker holds:\ntopic orders: 0 records');
    expect(messageOf('refused')).toContain("run concurrently need a broker each: kafkaTest({ per: 'test' })");
  });

  it.each(JESTS)("give every file of %s's workers a broker, for CommonJS without any flag", async (jest) => {
    const recipe = recipesOfPage().get('jest') ?? '';
    const project = { ...jestProject, 'recipe.test.js': recipe };
    const { output, results } = await run(jest, project, [...jestOf(jest), '--maxWorkers=2']);
    const isOfRecipe = ({ name }: { name: string }) => recipe.includes(`'${name}'`);
    expect(results.filter(isOfRecipe).map(({ status }) => status)).toEqual(['passed', 'passed']);
    expectIsolation({ output, results: results.filter((result) => !isOfRecipe(result)) }, FILES);
  });

  it.each(JESTS)('serve ESM in %s, and print what the broker held when a test failed', async (jest) => {
    const env = { NODE_OPTIONS: '--experimental-vm-modules' };
    const { output, results } = await run(`${jest}-modules`, jestModules, [...jestOf(jest), '--maxWorkers=2'], { env });
    const statuses = Object.fromEntries(results.map(({ name, status }) => [name, status]));
    expect(statuses).toEqual({
      first: 'passed',
      'second, as new': 'passed',
      dumped: 'failed',
      'another broker': 'passed',
      'too early': 'passed',
      'one more': 'passed',
    });
    expect(output).toContain('What the broker holds:\n');
    expect(output).toContain('topic orders: 0 records');
  });
});
