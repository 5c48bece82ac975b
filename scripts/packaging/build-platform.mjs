// `npm run build:platform -- NAME ...`: prebuilt binaries into target/platforms/, where `npm run pack` takes them from.
// How each is compiled: cargo.mjs.

import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { BuildError, orExit, root, say } from '../build.mjs';
import { cargoFor, runCargo } from './cargo.mjs';
import { binaryOf, platformsNamed } from './platforms.mjs';

const OUTPUT = join(root, 'target/platforms');

function buildPlatform(platform) {
  const { name } = platform;
  if (name.startsWith('darwin') && process.platform !== 'darwin') throw new BuildError(`${name} is built on macOS.`);
  const cargo = cargoFor(platform);
  say(`building ${name}`);
  runCargo(cargo, ['build', '--release', '-p', 'binding'], `${name} did not compile; the reason is above.`);
  mkdirSync(OUTPUT, { recursive: true });
  const file = join(OUTPUT, binaryOf(platform));
  copyFileSync(join(cargo.folder, cargo.target, 'release', libraryOf(name)), file);
  return file;
}

function libraryOf(name) {
  if (name.startsWith('win32')) return 'binding.dll';
  return name.startsWith('darwin') ? 'libbinding.dylib' : 'libbinding.so';
}

orExit(() => {
  for (const platform of platformsNamed(process.argv.slice(2))) console.log(buildPlatform(platform));
});
