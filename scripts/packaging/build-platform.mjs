// `npm run build:platform -- NAME ...`: prebuilt binaries into target/platforms/, where `npm run pack` takes them from.
// Those of Linux are cross-compiled with zig on Linux x64, those of macOS on macOS, that of Windows on Windows, or with
// MinGW on Linux for trying it out.
//
// Rust's standard library for the target comes from rustup where it has the target. Where it cannot be downloaded it is
// compiled from its source, which Debian has with a compiler of the same version (rust-web-src, rustc-web, cargo-web).

import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { BuildError, orExit, root, run, say } from '../build.mjs';
import { binaryOf, platforms } from './platforms.mjs';
import { zigTools } from './tools.mjs';

const OUTPUT = join(root, 'target/platforms');
const DEBIAN_RUST = { cargo: '/usr/bin/cargo', rustc: '/usr/bin/rustc', source: '/usr/lib/rustlib/src/rust/library' };
const MINGW = 'x86_64-w64-mingw32-gcc';
const DEBIAN_PACKAGES = 'apt-get install rust-web-src rustc-web cargo-web';

export function buildPlatform(platform) {
  const library = builderOf(platform)(platform);
  mkdirSync(OUTPUT, { recursive: true });
  const file = join(OUTPUT, binaryOf(platform));
  copyFileSync(library, file);
  return file;
}

function builderOf({ name }) {
  if (name.startsWith('darwin')) return buildOnMacOs;
  if (name.startsWith('linux')) return buildWithZig;
  return process.platform === 'win32' ? buildOnWindows : buildWithMingw;
}

function buildOnMacOs({ name, target }) {
  if (process.platform !== 'darwin') throw new BuildError(`${name} is built on macOS.`);
  const args = ['build', '--release', '-p', 'binding', '--target', target];
  run('cargo', args, `${name} did not compile; the reason is above.`);
  return join(root, 'target', target, 'release/libbinding.dylib');
}

/** With the C library in it, so that nothing has to be installed first. */
function buildOnWindows({ name, target }) {
  process.env.RUSTFLAGS = '-C target-feature=+crt-static';
  const args = ['build', '--release', '-p', 'binding', '--target', target];
  run('cargo', args, `${name} did not compile; the reason is above.`);
  return join(root, 'target', target, 'release/binding.dll');
}

function buildWithMingw({ name, crossTarget }) {
  if (spawnSync(MINGW, ['--version']).status !== 0) {
    throw new BuildError(`${MINGW} is needed for ${name}: apt-get install gcc-mingw-w64-x86-64`);
  }
  const toolchain = toolchainFor({ name, target: crossTarget });
  say(`building ${name} ${toolchain.sentence}, as ${crossTarget}`);
  const folder = join(root, 'target', toolchain.folder);
  const env = {
    ...process.env,
    ...toolchain.env,
    CARGO_TARGET_DIR: folder,
    CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER: MINGW,
    LIBNODE_PATH: emptyNodeLibrary(folder),
  };
  const args = ['build', '--release', '-p', 'binding', '--target', crossTarget, ...toolchain.args];
  const { status } = spawnSync(toolchain.env.CARGO ?? 'cargo', args, { cwd: root, env, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new BuildError(`${name} did not compile; the reason is above.`);
  return join(folder, crossTarget, 'release/binding.dll');
}

/** napi's build asks for Node as a library, which Node does not ship and nothing is taken from. */
function emptyNodeLibrary(target) {
  const folder = join(target, 'libnode');
  mkdirSync(folder, { recursive: true });
  const [source, library] = ['empty.c', 'libnode.dll'].map((name) => join(folder, name));
  writeFileSync(source, 'int nothing;\n');
  run(MINGW, ['-shared', '-o', library, source], 'An empty DLL did not compile.');
  return folder;
}

function buildWithZig(platform) {
  const zig = zigTools();
  const toolchain = toolchainFor(platform);
  say(`building ${platform.name} ${toolchain.sentence}`);
  const target = platform.glibc === undefined ? platform.target : `${platform.target}.${platform.glibc}`;
  const args = ['zigbuild', '--release', '-p', 'binding', '--target', target, ...toolchain.args];
  const folder = join(root, 'target', toolchain.folder);
  const env = {
    ...process.env,
    ...toolchain.env,
    CARGO_TARGET_DIR: folder,
    PATH: [zig, ...toolchain.path, process.env.PATH].join(delimiter),
    ...(platform.target.endsWith('musl') ? { RUSTFLAGS: '-C target-feature=-crt-static' } : {}),
  };
  const { status } = spawnSync(join(zig, 'cargo-zigbuild'), args, { cwd: root, env, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new BuildError(`${platform.name} did not compile; the reason is above.`);
  return join(folder, platform.target, 'release/libbinding.so');
}

function toolchainFor({ name, target }) {
  if (rustupHas(target)) {
    return { sentence: 'with the installed Rust', args: [], path: [], env: {}, folder: 'zig' };
  }
  if (!existsSync(DEBIAN_RUST.source) || !existsSync(DEBIAN_RUST.cargo)) {
    const how = `rustup target add ${target}, or on Debian ${DEBIAN_PACKAGES}`;
    throw new BuildError(`Rust's standard library for ${name} is not here: ${how}.`);
  }
  return {
    sentence: 'together with its standard library (several minutes)',
    args: ['-Z', 'build-std=std,panic_unwind'],
    path: ['/usr/bin'],
    env: { CARGO: DEBIAN_RUST.cargo, RUSTC: DEBIAN_RUST.rustc, RUSTC_BOOTSTRAP: '1' },
    folder: 'zig-std',
  };
}

function rustupHas(target) {
  const { stdout, status } = spawnSync('rustc', ['--print', 'target-libdir', '--target', target], { cwd: root });
  return status === 0 && existsSync(stdout.toString().trim());
}

function main() {
  const names = process.argv.slice(2);
  const wanted = names.map((name) => platforms.find((platform) => platform.name === name));
  if (wanted.length === 0 || wanted.includes(undefined)) {
    throw new BuildError(`Name one or more of: ${platforms.map(({ name }) => name).join(', ')}.`);
  }
  for (const platform of wanted) console.log(buildPlatform(platform));
}

orExit(main);
