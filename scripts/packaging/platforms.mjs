// The platforms that get a package of their own with a prebuilt binary, and how the rest of the packaging names them.
// Invariant: src/native/find-addon.ts looks for exactly these packages (its test compares).

import { BuildError } from '../build.mjs';

/**
 * `name` is what napi's CLI makes of `target`, Rust's name of the platform; `glibc`, the oldest C library that the
 * binary runs on. Those of macOS are built on macOS only. That of Windows is built there with Microsoft's compiler, as
 * Node is, and needs no runtime library; elsewhere `crossTarget` stands in for it, for trying it out.
 */
export const platforms = [
  { name: 'linux-x64-gnu', target: 'x86_64-unknown-linux-gnu', glibc: '2.28' },
  { name: 'linux-x64-musl', target: 'x86_64-unknown-linux-musl' },
  { name: 'linux-arm64-gnu', target: 'aarch64-unknown-linux-gnu', glibc: '2.28' },
  { name: 'linux-arm64-musl', target: 'aarch64-unknown-linux-musl' },
  { name: 'darwin-x64', target: 'x86_64-apple-darwin' },
  { name: 'darwin-arm64', target: 'aarch64-apple-darwin' },
  { name: 'win32-x64-msvc', target: 'x86_64-pc-windows-msvc', crossTarget: 'x86_64-pc-windows-gnu' },
];

export const packageOf = (platform) => `millrace-${platform.name}`;
export const binaryOf = (platform) => `millrace.${platform.name}.node`;

/** One sentence where one of the names is none, or none is given. */
export function platformsNamed(names) {
  const wanted = names.map((name) => platforms.find((platform) => platform.name === name));
  if (wanted.length > 0 && !wanted.includes(undefined)) return wanted;
  throw new BuildError(`Name one or more of: ${platforms.map(({ name }) => name).join(', ')}.`);
}

/** Of the machine that this runs on; undefined where none of the platforms is it. */
export function hostPlatform() {
  if (process.platform === 'darwin') return platforms.find(({ name }) => name === `darwin-${process.arch}`);
  if (process.platform === 'win32') return platforms.find(({ name }) => name === `win32-${process.arch}-msvc`);
  const libc = process.report.getReport().header.glibcVersionRuntime === undefined ? 'musl' : 'gnu';
  return platforms.find(({ name }) => name === `${process.platform}-${process.arch}-${libc}`);
}
