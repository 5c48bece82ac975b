// The packages as they are published and as a user gets them, through a registry of our own on 127.0.0.1: what is in
// them, that they install without scripts, and that the API, the types and the command work from there on each Node.
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missing, PACKAGING_TOOLS, ROOT } from '../support/paths.ts';
import { LiveProcess, runProcess } from '../support/process.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { Registry } from './registry.ts';

const NPM_LIMIT_MS = 180_000;
const RUN_LIMIT_MS = 60_000;
/** With a build of the native part, should it be stale. */
const PACK_LIMIT_MS = 600_000;
/** Where GitHub Actions would say that the packages are made. */
const RELEASE = { GITHUB_SERVER_URL: 'https://git.example', GITHUB_REPOSITORY: 'owner/project' };
const notBuilt = missing.millrace() ?? missing.packaging();
if (notBuilt !== undefined) console.warn(`the package is not tested: ${notBuilt}`);

/** What `npm run pack` made: the platform's package first. */
let tarballs: string[] = [];
let directory = '';
let user = '';
let registry: Registry | undefined;

/** Node's releases that users have; the one that runs the tests, and those among the tools. */
const nodes = [
  process.execPath,
  ...['node-22', 'node-24'].map((name) => join(PACKAGING_TOOLS, 'node_modules', name, 'bin/node')),
].filter((path) => path === process.execPath || (process.platform === 'linux' && process.arch === 'x64'));

beforeAll(
  async () => {
    if (notBuilt !== undefined) return;
    const script = join(ROOT, 'scripts/packaging/pack.mjs');
    const options = { timeoutMs: PACK_LIMIT_MS, env: RELEASE };
    const { stdout } = await runProcess(process.execPath, [script], options);
    tarballs = stdout.toString().trim().split('\n');
    directory = await temporaryDirectory('package');
    registry = await Registry.start(PACKAGING_TOOLS, join(directory, 'registry'));
    for (const tarball of tarballs) await registry.publish(tarball);
    user = join(directory, 'user');
    await mkdir(user);
    await writeFile(join(user, 'package.json'), '{ "name": "user", "private": true, "type": "module" }');
    await registry.npm(['install', 'millrace', '--ignore-scripts'], user);
  },
  PACK_LIMIT_MS + 4 * NPM_LIMIT_MS,
);
afterAll(async () => {
  await registry?.close();
  if (directory !== '') await removeDirectory(directory);
});

async function filesOf(tarball: string | undefined): Promise<string[]> {
  const { stdout } = await runProcess('tar', ['-tzf', tarball ?? '']);
  return stdout
    .toString()
    .trim()
    .split('\n')
    .map((path) => path.replace('package/', ''));
}

/** Runs a program of the user's, in the folder that has the package installed. */
async function run(name: string, text: string, node: string): Promise<string> {
  await writeFile(join(user, name), text);
  const { stdout } = await runProcess(node, [name], { cwd: user, timeoutMs: RUN_LIMIT_MS });
  return stdout.toString();
}

describe.skipIf(notBuilt !== undefined)('The package', { timeout: RUN_LIMIT_MS * 2 }, () => {
  it('is JavaScript and types, and one binary in a package of its platform', async () => {
    const [platform, main] = [await filesOf(tarballs[0]), await filesOf(tarballs[1])];
    const allowed = /^(package\.json|README\.md|LICENSE|dist\/[\w./-]+\.(js|d\.ts|cjs|d\.cts))$/;
    expect(main.filter((path) => !allowed.test(path))).toEqual([]);
    expect(main.filter((path) => /\.test\.|testdata|(^|\/)\./.test(path.replace('dist/', '')))).toEqual([]);
    const needed = ['LICENSE', 'README.md', 'dist/index.js', 'dist/index.d.ts', 'dist/cli.js'];
    expect(main).toEqual(expect.arrayContaining(needed));
    const withoutTypes = main.filter((path) => path.endsWith('.js') && !main.includes(path.replace(/js$/, 'd.ts')));
    expect(withoutTypes).toEqual([]);
    expect(platform.sort()).toEqual([
      'LICENSE',
      'README.md',
      'THIRD-PARTY-LICENSES.txt',
      expect.stringMatching(/^millrace\.\w+-\w+-\w+\.node$/),
      'package.json',
    ]);
  });

  it('comes with the licences of what is linked into the binary', async () => {
    const { stdout } = await runProcess('tar', ['-xOzf', tarballs[0] ?? '', 'package/THIRD-PARTY-LICENSES.txt']);
    const notices = stdout.toString();
    const pinned = [
      ...(await readFile(join(ROOT, 'native/wire/Cargo.toml'), 'utf8')).matchAll(/^([\w-]+)\.workspace/gm),
    ];
    const linked = pinned
      .map(([, name]) => name)
      .filter((name) => /^(crc-fast|flate2|libdeflate|lz4|snap|zstd)/.test(name ?? ''));
    expect(linked.length).toBeGreaterThan(5);
    for (const name of linked) expect(notices).toMatch(new RegExp(`^  ${name} \\d[\\w.+-]* \\(`, 'm'));
    // Of the C libraries inside.
    expect(notices).toContain('Copyright 2016 Eric Biggers');
    expect(notices).toContain('Copyright (c) Meta Platforms, Inc. and affiliates');
  });

  it('names the repository that made it, without which npm takes no provenance', async () => {
    for (const tarball of tarballs) {
      const { stdout } = await runProcess('tar', ['-xOzf', tarball, 'package/package.json']);
      const { repository } = JSON.parse(stdout.toString());
      expect(repository).toEqual({ type: 'git', url: 'git+https://git.example/owner/project.git' });
    }
  });

  it('has no scripts, few dependencies of exact versions, and takes little room', async () => {
    const manifest = JSON.parse(await readFile(join(user, 'node_modules/millrace/package.json'), 'utf8'));
    expect(manifest).not.toHaveProperty('scripts');
    expect(manifest).not.toHaveProperty('devDependencies');
    const dependencies = Object.values({ ...manifest.dependencies, ...manifest.optionalDependencies });
    for (const version of dependencies) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Object.keys(manifest.dependencies).length).toBeLessThanOrEqual(5);
    const { stdout } = await runProcess('du', ['-sk', join(user, 'node_modules')]);
    const megabytes = Number.parseInt(stdout.toString(), 10) / 1024;
    console.log(`installed with its dependencies: ${megabytes.toFixed(1)} MB`);
    expect(megabytes).toBeLessThanOrEqual(15);
  });

  it('is found right by publint and by arethetypeswrong', async () => {
    const bin = (name: string) => join(PACKAGING_TOOLS, 'node_modules/.bin', name);
    const tarball = tarballs[1] ?? '';
    await runProcess(bin('publint'), [tarball, '--strict'], { timeoutMs: RUN_LIMIT_MS });
    await runProcess(bin('attw'), [tarball, '--profile', 'esm-only'], { timeoutMs: RUN_LIMIT_MS });
  });

  describe.each(nodes)('on %s', (node) => {
    it.each([
      ['module.mjs', "import { Broker } from 'millrace';"],
      ['common.cjs', "const { Broker } = require('millrace');"],
    ])('gives a broker to %s', async (name, importing) => {
      const program = `${importing}
        async function main() {
          const broker = await Broker.start({ port: 0 });
          console.log(process.version, broker.bootstrapServers, typeof broker.dataDir);
          await broker.close();
        }
        main();`;
      expect(await run(name, program, node)).toMatch(/^v2[024]\.\S+ 127\.0\.0\.1:\d+ string\n$/);
    });

    it('brings the command millrace, which serves a client', async () => {
      const command = join(user, 'node_modules/millrace/dist/cli.js');
      const dataDir = join(directory, 'data');
      const args = [command, 'start', '--port', '0', '--data-dir', dataDir];
      const broker = new LiveProcess('millrace', node, args, { cwd: user });
      const ready = await broker.waitForOutput(/^millrace ready on (127\.0\.0\.1:\d+)\n$/, RUN_LIMIT_MS);
      expect(existsSync(join(dataDir, 'meta.properties'))).toBe(true);
      await sendAndReceive(ready[1] ?? '');
      expect(await broker.end('SIGTERM')).toEqual({ code: 0, signal: null });
    });
  });

  it('brings the testing kit', async () => {
    const program = `
      import { TestBroker } from 'millrace/testing';
      const kafka = await TestBroker.start({ topics: { orders: 3 } });
      console.log(kafka.topics.join());
      await kafka.close();`;
    expect(await run('kit.mjs', program, process.execPath)).toBe('orders\n');
  });

  it.each([
    ['Node16', 'Node16'],
    ['NodeNext', 'NodeNext'],
    ['ESNext', 'Bundler'],
  ])('has types for module %s', async (module, moduleResolution) => {
    const lines = [
      "import { Broker, type BrokerOptions, ConfigError } from 'millrace';",
      "import { TestBroker, type TestRecord } from 'millrace/testing';",
      "import { TestBroker as OfJest, useKafka } from 'millrace/testing/jest';",
      'export const port = (): number => useKafka({ topics: { orders: 1 } }).port;',
      'export const other: Promise<TestBroker> = OfJest.start();',
      'export const records: Promise<TestRecord[]> = TestBroker.start().then((kafka) => kafka.records("orders"));',
      "const options: BrokerOptions = { port: 0, properties: { 'num.partitions': 3 } };",
      'await using broker: Broker = await Broker.start(options);',
      'const servers: string = broker.bootstrapServers;',
      'const closed: Promise<void> = broker.close();',
      'const wrong: number = broker.bootstrapServers;',
      'await Broker.start({ prot: 0 });',
      'export { closed, ConfigError, servers, wrong };',
    ];
    await writeFile(join(user, 'use.ts'), lines.join('\n'));
    const compilerOptions = {
      module,
      moduleResolution,
      target: 'ES2022',
      lib: ['ES2023', 'ESNext.Disposable'],
      types: ['node'],
      typeRoots: [join(ROOT, 'node_modules/@types')],
      strict: true,
      noEmit: true,
    };
    await writeFile(join(user, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts'] }));
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    const options = { cwd: user, timeoutMs: RUN_LIMIT_MS, anyExit: true };
    const { stdout } = await runProcess(
      process.execPath,
      [compiler, '-p', 'tsconfig.json', '--pretty', 'false'],
      options,
    );
    // The two mistakes are found, and nothing else is one, in the package's own declarations either.
    const errors = stdout.toString().match(/^\S+ error TS\d+/gm);
    expect(errors).toEqual(['use.ts(11,7): error TS2322', 'use.ts(12,22): error TS2353']);
  });

  it('gives npx the command', async () => {
    const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
    expect(await registry?.npm(['exec', '--offline', '--', 'millrace', '--version'], user)).toContain(version);
  });

  it('says what to do where its platform package was left out', async () => {
    const bare = join(directory, 'bare');
    await mkdir(bare);
    await writeFile(join(bare, 'package.json'), '{ "name": "bare", "private": true }');
    await registry?.npm(['install', 'millrace', '--ignore-scripts', '--omit=optional'], bare);
    const command = join(bare, 'node_modules/.bin/millrace');
    const failed = await runProcess(command, ['start', '--port', '0'], { cwd: bare, anyExit: true });
    expect(failed.code).toBe(1);
    expect(failed.stderr.toString().trim()).toMatch(/none of the packages millrace-\S+ .*without omitting optional/);
  });

  it('names the platform that it has no binary for, and says how to build one', async () => {
    const pretend = "data:text/javascript,Object.defineProperty(process,'arch',{value:'riscv64'})";
    const args = ['--import', pretend, join(user, 'node_modules/millrace/dist/cli.js'), 'start', '--port', '0'];
    const failed = await runProcess(process.execPath, args, { cwd: user, anyExit: true });
    expect(failed.code).toBe(1);
    const sentence =
      /no prebuilt binary of Millrace for \w+ riscv64; in a clone of the project, npm run build makes one.*$/;
    expect(failed.stderr.toString().trim()).toMatch(sentence);
    expect(failed.stderr.toString().trim().split('\n')).toHaveLength(1);
  });
});

/** One record there and back with KafkaJS. */
async function sendAndReceive(bootstrapServers: string): Promise<void> {
  const kafka = new Kafka({ brokers: [bootstrapServers], logLevel: logLevel.NOTHING });
  const [producer, consumer] = [kafka.producer(), kafka.consumer({ groupId: 'package' })];
  const topic = `package-${Date.now()}`;
  try {
    await producer.connect();
    await producer.send({ topic, messages: [{ value: 'installed' }] });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    const received = new Promise<string | undefined>((resolve) => {
      void consumer.run({ eachMessage: async ({ message }) => resolve(message.value?.toString()) });
    });
    expect(await received).toBe('installed');
  } finally {
    await Promise.all([producer.disconnect(), consumer.disconnect()]);
  }
}
