// `npm run pack [-- NAME ...]`: the packages as they are published, as tarballs in target/packages/: `millrace` with
// JavaScript and types alone, and one package per platform with its binary, which `millrace` names in
// optionalDependencies. Without names: the platform of this machine, with the binary that `npm run build` made.
// With names, `all` or some: their binaries are taken from target/platforms/ (`npm run build:platform`).
// Prints the tarballs' paths, those of the platforms first: in this order they can be published.
//
// Invariant: the project's own files are not touched; everything happens in a copy.

import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BuildError, ensureBuilt, ensureTypescript, orExit, root, run } from '../build.mjs';
import { binaryOf, hostPlatform, packageOf, platforms, platformsNamed } from './platforms.mjs';
import { thirdPartyNotices } from './third-party.mjs';
import { packagingTools } from './tools.mjs';

const OUTPUT = join(root, 'target/packages');
const STAGE = join(OUTPUT, 'millrace');
const THIRD_PARTY = 'THIRD-PARTY-LICENSES.txt';

function pack(names) {
  if (names.length === 0) ensureBuilt();
  else ensureTypescript();
  const binaries = binariesOf(names);
  rmSync(OUTPUT, { recursive: true, force: true });
  stage(binaries);
  const tarballs = binaries.map(({ platform }) => npmPack(join(STAGE, 'npm', platform.name)));
  rmSync(join(STAGE, 'npm'), { recursive: true });
  return [...tarballs, npmPack(STAGE)];
}

function binariesOf(names) {
  if (names.length === 0) {
    const platform = hostPlatform();
    if (platform === undefined) throw new BuildError('There is no package for this platform.');
    return [{ platform, file: join(root, 'dist/native/millrace.node') }];
  }
  const wanted = names.includes('all') ? platforms : platformsNamed(names);
  return wanted.map((platform) => {
    const file = join(root, 'target/platforms', binaryOf(platform));
    if (!existsSync(file)) throw new BuildError(`${file} is missing: npm run build:platform -- ${platform.name}`);
    return { platform, file };
  });
}

/** The copy that is packed, with the folders of the platforms in `npm/`. */
function stage(binaries) {
  const { files, devDependencies: _dev, scripts: _scripts, ...own } = readJson(join(root, 'package.json'));
  const manifest = { ...own, ...repositoryOf(process.env) };
  const napi = { binaryName: 'millrace', targets: binaries.map(({ platform }) => platform.target) };
  const optionalDependencies = Object.fromEntries(
    binaries.map(({ platform }) => [packageOf(platform), manifest.version]),
  );
  mkdirSync(STAGE, { recursive: true });
  writeJson(join(STAGE, 'package.json'), { ...manifest, files: [...files, '!dist/**/*.node'], napi });
  cpSync(join(root, 'dist'), join(STAGE, 'dist'), { recursive: true });
  for (const name of ['README.md', 'LICENSE']) copyFileSync(join(root, name), join(STAGE, name));

  const napiCli = join(packagingTools(), 'node_modules/@napi-rs/cli/dist/cli.js');
  const sentence = 'The packages of the platforms could not be laid out; the reason is above.';
  run(process.execPath, [napiCli, 'create-npm-dirs', '--cwd', STAGE], sentence);
  for (const { platform, file } of binaries) {
    const folder = join(STAGE, 'npm', platform.name);
    copyFileSync(file, join(folder, binaryOf(platform)));
    copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
    writeFileSync(join(folder, THIRD_PARTY), thirdPartyNotices(platform.target));
    const manifestFile = join(folder, 'package.json');
    const platformManifest = readJson(manifestFile);
    writeJson(manifestFile, { ...platformManifest, files: [...platformManifest.files, THIRD_PARTY] });
  }
  writeJson(join(STAGE, 'package.json'), { ...manifest, files: [...files, '!dist/**/*.node'], optionalDependencies });
}

/** Of the release workflow: npm takes a statement of where a package was built only for the repository it names. */
function repositoryOf({ GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name }) {
  if (server === undefined || name === undefined) return {};
  return { repository: { type: 'git', url: `git+${server}/${name}.git` } };
}

function npmPack(folder) {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', OUTPUT];
  const { stdout, status } = spawnSync('npm', args, {
    cwd: folder,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 2],
  });
  if (status !== 0) throw new BuildError(`${folder} could not be packed; the reason is above.`);
  return join(OUTPUT, JSON.parse(stdout.toString())[0].filename);
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function writeJson(path, value) {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}

orExit(() => {
  for (const tarball of pack(process.argv.slice(2))) console.log(tarball);
});
