// The package as npm packs it and as a user gets it: what is in it, that it installs without scripts, and that the
// API, the types and the command work from there.
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missing, ROOT } from '../support/paths.ts';
import { LiveProcess, runProcess } from '../support/process.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';

interface PackedFile {
  path: string;
  size: number;
  mode: number;
}

interface Packed {
  filename: string;
  size: number;
  files: PackedFile[];
}

const NPM_LIMIT_MS = 180_000;
const RUN_LIMIT_MS = 60_000;
const notBuilt = missing.millrace();
if (notBuilt !== undefined) console.warn(`the package is not tested: ${notBuilt}`);

let directory = '';
let user = '';
let packed: Packed;

async function pack(): Promise<Packed> {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', directory];
  const { stdout } = await runProcess('npm', args, { cwd: ROOT, timeoutMs: NPM_LIMIT_MS });
  const [result] = JSON.parse(stdout.toString()) as Packed[];
  if (result === undefined) throw new Error('npm has packed nothing');
  return result;
}

/** The dependencies come from npm's cache where it has them; otherwise, and only then, from the registry. */
async function install(): Promise<void> {
  const tarball = join(directory, packed.filename);
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', tarball];
  const options = { cwd: user, timeoutMs: NPM_LIMIT_MS };
  const { code } = await runProcess('npm', [...args, '--offline'], { ...options, anyExit: true });
  if (code === 0) return;
  console.warn("npm's cache does not hold the package's dependencies: they come from the registry");
  await runProcess('npm', args, options);
}

beforeAll(async () => {
  if (notBuilt !== undefined) return;
  directory = await temporaryDirectory('package');
  user = join(directory, 'user');
  await mkdir(user);
  await writeFile(join(user, 'package.json'), '{ "name": "user", "private": true, "type": "module" }');
  packed = await pack();
  await install();
}, 3 * NPM_LIMIT_MS);
afterAll(() => removeDirectory(directory));

/** Runs a program of the user's, in the folder that has the package installed. */
async function run(name: string, text: string): Promise<string> {
  await writeFile(join(user, name), text);
  const { stdout } = await runProcess(process.execPath, [name], { cwd: user, timeoutMs: RUN_LIMIT_MS });
  return stdout.toString();
}

describe.skipIf(notBuilt !== undefined)('The package', { timeout: RUN_LIMIT_MS * 2 }, () => {
  it('holds what it needs and nothing else', () => {
    const paths = packed.files.map(({ path }) => path);
    const allowed = /^(package\.json|README\.md|LICENSE|dist\/native\/millrace\.node|dist\/[\w./-]+\.(js|d\.ts))$/;
    expect(paths.filter((path) => !allowed.test(path))).toEqual([]);
    expect(paths.filter((path) => /test|(^|\/)\./.test(path.replace('dist/', '')))).toEqual([]);
    const needed = [
      'LICENSE',
      'README.md',
      'dist/index.js',
      'dist/index.d.ts',
      'dist/cli.js',
      'dist/native/millrace.node',
    ];
    expect(paths).toEqual(expect.arrayContaining(needed));
    const withoutTypes = paths.filter((path) => path.endsWith('.js') && !paths.includes(path.replace(/js$/, 'd.ts')));
    expect(withoutTypes).toEqual([]);
    console.log(`the package: ${paths.length} files, ${(packed.size / 2 ** 20).toFixed(1)} MB packed`);
  });

  it('has no install scripts, and its dependencies are exact versions', async () => {
    const manifest = JSON.parse(await readFile(join(user, 'node_modules/millrace/package.json'), 'utf8'));
    expect(Object.keys(manifest.scripts)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/install|prepare/)]),
    );
    for (const version of Object.values(manifest.dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it.each([
    ['module.mjs', "import { Broker } from 'millrace';"],
    ['common.cjs', "const { Broker } = require('millrace');"],
  ])('gives a broker to %s', async (name, importing) => {
    const program = `${importing}
      async function main() {
        const broker = await Broker.start({ port: 0 });
        console.log(broker.bootstrapServers, typeof broker.dataDir);
        await broker.close();
      }
      main();`;
    expect(await run(name, program)).toMatch(/^127\.0\.0\.1:\d+ string\n$/);
  });

  it.each([
    ['NodeNext', 'NodeNext'],
    ['ESNext', 'Bundler'],
  ])('has types for module %s', async (module, moduleResolution) => {
    const lines = [
      "import { Broker, type BrokerOptions, ConfigError } from 'millrace';",
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
    expect(errors).toEqual(['use.ts(6,7): error TS2322', 'use.ts(7,22): error TS2353']);
  });

  it('brings the command millrace', async () => {
    const command = join(user, 'node_modules/.bin/millrace');
    const dataDir = join(user, 'data');
    const broker = new LiveProcess('millrace', command, ['start', '--port', '0', '--data-dir', dataDir], { cwd: user });
    await broker.waitForOutput(/^millrace ready on 127\.0\.0\.1:\d+\n$/, RUN_LIMIT_MS);
    expect(existsSync(join(dataDir, 'meta.properties'))).toBe(true);
    expect(await broker.end('SIGTERM')).toEqual({ code: 0, signal: null });

    const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
    expect((await runProcess(command, ['--version'])).stdout.toString()).toContain(version);
  });
});
