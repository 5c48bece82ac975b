// Cargo for a platform: which one, for which target, with what around it. Used to build, check and test.
//   of this machine's system   the cargo that is installed; macOS and Windows are built so, by the release
//   Linux                      cross-compiled with zig on Linux x64, for an old C library where there is one to choose
//   Windows, on Linux          with MinGW, for trying it out; the release takes Microsoft's compiler, as Node does
//   macOS, on Linux            checked with zig's headers, not linked
//
// Rust's standard library for the target comes from rustup where it has the target. Where it cannot be downloaded it is
// compiled from its source, which Debian has with a compiler of the same version (rust-web-src, rustc-web, cargo-web).

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { BuildError, root, run, say } from '../build.mjs';
import { zigTools } from './tools.mjs';

const DEBIAN_RUST = { cargo: '/usr/bin/cargo', rustc: '/usr/bin/rustc', source: '/usr/lib/rustlib/src/rust/library' };
const MINGW = 'x86_64-w64-mingw32-gcc';
/** This zig ends with an error inside it where a function of libdeflate's has instructions that its file has not. */
const ZIG_LACKS_ON_ARM = '-DLIBDEFLATE_ASSEMBLER_DOES_NOT_SUPPORT_SHA3';
const DEBIAN_PACKAGES = 'apt-get install rust-web-src rustc-web cargo-web';

/** `folder` is where everything goes, `target` the name of what is compiled for: in the folder, and of the runner. */
export function cargoFor(platform) {
  const system = platform.name.split('-')[0];
  if (system === 'linux' || (system === 'darwin' && process.platform === 'linux')) return withZig(platform);
  if (system === process.platform) return ofThisSystem(platform);
  if (system === 'win32') return withMingw(platform);
  throw new BuildError(`${platform.name} is built on ${system === 'darwin' ? 'macOS' : system}.`);
}

/** Runs one of its subcommands; a failure becomes the sentence. */
export function runCargo(cargo, [subcommand, ...args], sentence, environment = {}) {
  const { target, command, nameOf, extraArgs, folder } = cargo;
  const named = nameOf[subcommand] ?? subcommand;
  const all = [named, ...(cargo.linkedAs === undefined ? ['--target', target] : ['--target', cargo.linkedAs])];
  const env = { ...process.env, ...cargo.env, CARGO_TARGET_DIR: folder, ...environment };
  const { status } = spawnSync(command, [...all, ...extraArgs, ...args], { cwd: root, env, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new BuildError(sentence);
}

function ofThisSystem({ name, target }) {
  // The C library goes in, so that nothing has to be installed before it on Windows.
  const env = name.startsWith('win32') ? { RUSTFLAGS: '-C target-feature=+crt-static' } : {};
  return { target, command: 'cargo', nameOf: {}, extraArgs: [], env, folder: join(root, 'target') };
}

function withZig(platform) {
  const zig = zigTools();
  const rust = rustFor(platform);
  const env = {
    ...rust.env,
    PATH: [zig, ...rust.path, process.env.PATH].join(delimiter),
    ...(platform.target.endsWith('musl') ? { RUSTFLAGS: '-C target-feature=-crt-static' } : {}),
    ...(platform.target.startsWith('aarch64') ? compilerFlags(platform, ZIG_LACKS_ON_ARM) : {}),
  };
  return {
    target: platform.target,
    ...(platform.glibc === undefined ? {} : { linkedAs: `${platform.target}.${platform.glibc}` }),
    command: join(zig, 'cargo-zigbuild'),
    nameOf: { build: 'zigbuild' },
    extraArgs: rust.args,
    env,
    folder: rust.folder,
  };
}

function compilerFlags({ target }, flags) {
  const name = `CFLAGS_${target.replaceAll('-', '_')}`;
  return { [name]: [process.env[name], flags].filter(Boolean).join(' ') };
}

function withMingw({ name, crossTarget }) {
  if (spawnSync(MINGW, ['--version']).status !== 0) {
    throw new BuildError(`${MINGW} is needed for ${name}: apt-get install gcc-mingw-w64-x86-64`);
  }
  say(`${name} becomes ${crossTarget} here`);
  const { env, args, folder } = rustFor({ name, target: crossTarget });
  return {
    target: crossTarget,
    command: env.CARGO ?? 'cargo',
    nameOf: {},
    extraArgs: args,
    env: { ...env, CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER: MINGW, LIBNODE_PATH: emptyNodeLibrary(folder) },
    folder,
  };
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

function rustFor({ name, target }) {
  if (rustupHas(target)) return { args: [], path: [], env: {}, folder: join(root, 'target/zig') };
  if (!existsSync(DEBIAN_RUST.source) || !existsSync(DEBIAN_RUST.cargo)) {
    const how = `rustup target add ${target}, or on Debian ${DEBIAN_PACKAGES}`;
    throw new BuildError(`Rust's standard library for ${name} is not here: ${how}.`);
  }
  say(`${name}: together with its standard library, which takes several minutes the first time`);
  return {
    args: ['-Z', 'build-std=std,panic_unwind,test'],
    path: ['/usr/bin'],
    env: { CARGO: DEBIAN_RUST.cargo, RUSTC: DEBIAN_RUST.rustc, RUSTC_BOOTSTRAP: '1' },
    folder: join(root, 'target/zig-std'),
  };
}

function rustupHas(target) {
  const { stdout, status } = spawnSync('rustc', ['--print', 'target-libdir', '--target', target], { cwd: root });
  return status === 0 && existsSync(stdout.toString().trim());
}
