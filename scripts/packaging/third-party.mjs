// The licences of what a platform's binary has inside: every crate that is linked into it, with the texts that come
// with the crate and with the C library in it. Each text stands once, with the crates that it belongs to.
//
// Invariant: a crate without a text is named, with its licence's name and where it comes from; none is left out.

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BuildError, root } from '../build.mjs';

const BINARY = 'binding';
const TEXT = /^(licen[cs]e|copying|notice|copyright|unlicense)([.-].*)?$/i;
const RULE = '-'.repeat(80);
const RUST = {
  title: 'The standard library of Rust (MIT OR Apache-2.0), https://github.com/rust-lang/rust',
  texts: [],
};

/** For one of the platforms' targets, as Cargo names them. */
export function thirdPartyNotices(target) {
  const crates = [RUST, ...linkedCrates(target).map(noticeOf)];
  const titlesOf = new Map();
  for (const { title, texts } of crates) {
    for (const text of texts) titlesOf.set(text, [...(titlesOf.get(text) ?? []), title]);
  }
  const list = crates.map(({ title }) => `  ${title}`).join('\n');
  const sections = [...titlesOf].map(([text, titles]) => `${RULE}\n${titles.join('\n')}\n${RULE}\n\n${text}\n`);
  return ['The binary of Millrace in this package has inside:', list, ...sections].join('\n\n');
}

function linkedCrates(target) {
  const args = ['metadata', '--format-version', '1', '--locked', '--filter-platform', target];
  const { status, stdout } = spawnSync('cargo', args, { cwd: root, stdio: ['ignore', 'pipe', 2], maxBuffer: 1 << 28 });
  if (status !== 0) throw new BuildError('Cargo does not tell what is linked; the reason is above.');
  const { packages, resolve } = JSON.parse(stdout.toString());
  const nodeOf = new Map(resolve.nodes.map((node) => [node.id, node]));
  const macros = packages.filter(({ targets }) => targets.some(({ kind }) => kind.includes('proc-macro')));
  const done = new Set(macros.map(({ id }) => id));
  const linked = new Set();
  const add = (id) => {
    if (done.has(id)) return;
    done.add(id);
    linked.add(id);
    for (const { pkg, dep_kinds: kinds } of nodeOf.get(id).deps) if (kinds.some(({ kind }) => kind === null)) add(pkg);
  };
  add(packages.find(({ name, source }) => name === BINARY && source === null).id);
  const ofOthers = packages.filter(({ id, source }) => source !== null && linked.has(id));
  return ofOthers.sort((one, other) => one.name.localeCompare(other.name));
}

function noticeOf({ name, version, license, repository, manifest_path: manifest }) {
  const title = [`${name} ${version} (${license ?? 'see its text'})`, ...(repository ? [repository] : [])].join(', ');
  return { title, texts: textsIn(dirname(manifest)) };
}

/** Those of the crate's folder and of the folders right below it, where the sources of a C library lie. */
function textsIn(folder) {
  const names = readdirSync(folder).map((name) => join(folder, name));
  const folders = [folder, ...names.filter((name) => statSync(name).isDirectory())];
  const texts = folders.flatMap((one) =>
    readdirSync(one)
      .filter((name) => TEXT.test(name) && statSync(join(one, name)).isFile())
      .map((name) => readFileSync(join(one, name), 'utf8').replaceAll('\r\n', '\n').trim()),
  );
  return [...new Set(texts)];
}
