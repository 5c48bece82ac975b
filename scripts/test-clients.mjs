// Installs the clients that the tests run against the broker, into the gitignored folder .cache/ :
//   kcat                      Debian's package, installed on the system (root only)
//   .cache/python             a virtual environment with confluent-kafka
//   .cache/kafka/libs         Apache Kafka's jars: broker, Java client, command line tools
//   .cache/kafka/streams      Kafka Streams and its tests, beside them
//   .cache/packaging          what packs, publishes and checks the npm packages, and other releases of Node
// Called by `npm test`, by the demo and by hand; what is there already is left alone. A missing installer is no
// error: the tests skip that client and say why. Every step has a time limit, so being offline ends quickly.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packagingTools } from './packaging/tools.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const CACHE = join(ROOT, '.cache');
const POMS = join(ROOT, 'test/support/maven');
const CONFLUENT_KAFKA = 'confluent-kafka==2.16.1';

const APT_LIMIT_MS = 180_000;
const PIP_LIMIT_MS = 240_000;
const MAVEN_LIMIT_MS = 480_000;
const LOCK_WAIT_LIMIT_MS = MAVEN_LIMIT_MS + 30_000;
const PROBE_LIMIT_MS = 20_000;

/** Runs a command to its end or its time limit; never throws. `missing` means the program is not there. */
function run(command, args, { limitMs = PROBE_LIMIT_MS, env = process.env } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let output = '';
    let timedOut = false;
    const keep = (chunk) => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const timer = setTimeout(() => {
      timedOut = true;
      try {
        process.kill(-child.pid, 'SIGKILL'); // the whole process group: pip and maven start children
      } catch {}
    }, limitMs);
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ ok: false, missing: error.code === 'ENOENT', output: String(error.message) });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      const note = timedOut ? `no end after ${limitMs / 1000} s` : lastLine(output);
      resolve({ ok: code === 0, missing: false, output, note });
    });
  });
}

function lastLine(text) {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const telling = lines.filter((line) => /error|could not|unable|no module|failed/i.test(line));
  return ((telling[0] ?? lines.at(-1) ?? 'no output').replace(/https?:\/\/\S+/g, '…') || '').slice(0, 200);
}

const exists = (path) =>
  stat(path).then(
    () => true,
    () => false,
  );

const ready = (name, detail) => ({ name, line: `${name}: ${detail}` });
const skipped = (name, reason) => ({ name, line: `${name}: not installed, ${reason}; its tests are skipped` });

async function installKcat() {
  const version = async () => (await run('kcat', ['-V'])).output.match(/Version (\S+)/)?.[1];
  const present = await version();
  if (present) return ready('kcat', `${present} (present)`);
  if (process.getuid?.() !== 0) return skipped('kcat', 'apt-get needs root (by hand: apt-get install kcat)');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = ['-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=60', '-o', 'Acquire::Retries=1'];
  const install = () => run('apt-get', ['install', ...options, 'kcat'], { limitMs: APT_LIMIT_MS, env });
  let result = await install();
  if (result.missing) return skipped('kcat', 'there is no apt-get here');
  if (!result.ok) {
    await run('apt-get', ['update', '-q'], { limitMs: APT_LIMIT_MS, env });
    result = await install();
  }
  const installed = await version();
  return installed ? ready('kcat', `${installed} (installed)`) : skipped('kcat', `apt-get said: ${result.note}`);
}

async function installPython() {
  const name = 'confluent-kafka for Python';
  const folder = join(CACHE, 'python');
  const wanted = CONFLUENT_KAFKA.split('==')[1];
  const version = async () => {
    const probe = await run(join(folder, 'bin/python'), ['-c', 'import confluent_kafka as c; print(c.__version__)']);
    return probe.ok ? probe.output.trim() : undefined;
  };
  if ((await version()) === wanted) return ready(name, `${wanted} (present)`);
  await rm(folder, { recursive: true, force: true });
  const venv = await run('python3', ['-m', 'venv', folder], { limitMs: PIP_LIMIT_MS });
  if (venv.missing) return skipped(name, 'there is no python3 here');
  if (!venv.ok) return skipped(name, `python3 -m venv said: ${venv.note} (Debian: apt-get install python3-venv)`);
  const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--only-binary', ':all:'];
  const limits = ['--timeout', '20', '--retries', '1'];
  const result = await run(join(folder, 'bin/python'), [...pip, ...limits, '-q', CONFLUENT_KAFKA], {
    limitMs: PIP_LIMIT_MS,
  });
  if ((await version()) === wanted) return ready(name, `${wanted} (installed)`);
  return skipped(name, `pip said: ${result.note}`);
}

async function installJars(name, pomName, folder) {
  const pomPath = join(POMS, `${pomName}.xml`);
  const pom = await readFile(pomPath);
  const wanted = createHash('sha256').update(pom).digest('hex');
  const version = /<kafka.version>([^<]+)</.exec(pom.toString())?.[1] ?? 'unknown version';
  const libs = join(CACHE, folder);
  const stamp = join(CACHE, `kafka/${pomName}.sha256`);
  const java = await run('java', ['-version']);
  if (java.missing || !java.ok) return skipped(name, 'there is no Java here (17 or newer is needed)');
  const current = (await exists(libs)) && (await readFile(stamp, 'utf8').catch(() => '')) === wanted;
  if (current) return ready(name, `${version} (present)`);

  const incoming = `${libs}.incoming`;
  await rm(incoming, { recursive: true, force: true });
  const quick = [
    '-Dmaven.wagon.rto=30000',
    '-Dmaven.wagon.http.retryHandler.count=1',
    '-Daether.connector.connectTimeout=15000',
  ];
  const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${incoming}`, '-DincludeScope=runtime'];
  const result = await run('mvn', ['-B', '-q', '-f', pomPath, ...quick, ...goal], { limitMs: MAVEN_LIMIT_MS });
  if (result.missing) return skipped(name, 'there is no Maven here (mvn)');
  if (!result.ok) return skipped(name, `Maven said: ${result.note}`);
  await rm(libs, { recursive: true, force: true });
  await rename(incoming, libs);
  await writeFile(stamp, wanted);
  return ready(name, `${version} (installed)`);
}

function installPackagingTools() {
  const name = 'tools for packaging';
  try {
    packagingTools();
    return ready(name, 'present');
  } catch (error) {
    return skipped(name, error.message);
  }
}

/** One after the other: both write into Maven's one repository. */
async function installJava() {
  const kafka = await installJars('Apache Kafka for Java', 'pom', 'kafka/libs');
  const streams = await installJars('Kafka Streams', 'streams-pom', 'kafka/streams');
  return [kafka, streams];
}

/** One installer at a time: a second one waits for the first, then finds everything present. */
async function withLock(action) {
  const lock = join(CACHE, 'test-clients.lock');
  const deadline = Date.now() + LOCK_WAIT_LIMIT_MS;
  for (;;) {
    try {
      await writeFile(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
      if ((holder > 0 && !isAlive(holder)) || Date.now() > deadline) await rm(lock, { force: true });
      else await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  try {
    return await action();
  } finally {
    await rm(lock, { force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function main() {
  await mkdir(join(CACHE, 'kafka'), { recursive: true });
  const results = await withLock(() => Promise.all([installKcat(), installPython(), installJava()]));
  for (const { line } of [...results.flat(), installPackagingTools()]) console.log(line);
}

await main();
