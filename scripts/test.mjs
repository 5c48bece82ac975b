// `npm test`: installs and builds what is missing, installs the real clients, runs cargo's tests, then vitest's.
// Its last line is `N passed, N failed` over all of them; the exit code is 0 only when nothing failed.
// `--also-passed=N --also-failed=N` add checks that ran before (.ci/run).

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuildError, ensureBuilt, requireCargo, root, say } from './build.mjs';
import { closingLine, countCargo, countVitest, sum } from './test-counts.mjs';

/** Streams a command's output to ours; resolves with its exit code and, where `keep` asks for it, its text. */
function stream(command, args, keep = () => {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.on('data', (chunk) => {
      process.stdout.write(chunk);
      keep(chunk.toString());
    });
    child.on('error', (error) => {
      say(`${command} did not run: ${error.message}`);
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

async function rustTests() {
  requireCargo();
  say('Rust tests');
  let output = '';
  const code = await stream('cargo', ['test', '--workspace', '--no-fail-fast'], (text) => {
    output += text;
  });
  return countCargo(output, code);
}

async function typescriptTests() {
  say('TypeScript tests');
  const folder = mkdtempSync(join(tmpdir(), 'millrace-report-'));
  const file = join(folder, 'report.json');
  try {
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const code = await stream(process.execPath, [vitest, 'run', ...reporters]);
    return countVitest(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null, code);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function installClients() {
  const script = join(root, 'scripts/test-clients.mjs');
  if (!existsSync(script)) return;
  say('clients for the tests');
  await stream(process.execPath, [script]);
}

/** A part that cannot run is one failure, and the other parts run all the same. */
async function attempt(part) {
  try {
    return await part();
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    say(error.message);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function given(name) {
  const argument = process.argv.find((text) => text.startsWith(`--${name}=`));
  return argument === undefined ? 0 : Number(argument.slice(argument.indexOf('=') + 1));
}

const before = { passed: given('also-passed'), failed: given('also-failed'), skipped: 0 };
const nothing = { passed: 0, failed: 0, skipped: 0 };
const build = await attempt(async () => {
  ensureBuilt();
  return nothing;
});
await installClients();
const total = sum([before, build, await attempt(rustTests), await attempt(typescriptTests)]);
console.log(closingLine(total));
process.exitCode = total.failed === 0 ? 0 : 1;
