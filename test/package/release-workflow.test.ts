// The release workflow runs elsewhere, and only at a release. What can be said of it beforehand: it builds and tries out
// exactly the platforms that are packed, every command in it exists, every action is pinned, and only the job that
// publishes may prove who it is.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { platforms } from '../../scripts/packaging/platforms.mjs';
import { ROOT } from '../support/paths.ts';

const FILE = '.github/workflows/release.yml';
const text = readFileSync(join(ROOT, FILE), 'utf8');
const jobs = new Map(
  [...text.slice(text.indexOf('\njobs:\n')).matchAll(/^ {2}([\w-]+):\n((?: {4}.*)?\n)+/gm)].map(
    ([job, name]) => [name ?? '', job] as const,
  ),
);
const job = (name: string) => jobs.get(name) ?? '';

/** The lines that shells run, continued ones joined; `VALUE` stands for what is known only there. */
function commandsOf(workflow: string): string[] {
  const steps = [...workflow.matchAll(/^ +(?:- )?run: (?:\|\n((?: {10}.*\n)+)|(.*)\n)/gm)];
  const lines = steps.flatMap(([, many, one]) => (many ?? one ?? '').replace(/\\\n/g, ' ').trim().split('\n'));
  return lines.map((line) => line.replace(/\$\{\{.*?\}\}/g, 'VALUE').trim());
}

const scripts: Record<string, string> = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts;
const crates = readFileSync(join(ROOT, 'Cargo.lock'), 'utf8');
const exists = (path: string) => existsSync(join(ROOT, path));

/** Each kind of command, and what of it must exist here; what none of them knows is a mistake. */
const KINDS: [RegExp, (...names: string[]) => boolean][] = [
  [/^npm run (?:--silent )?([\w:]+)(?: -- [\w ]*)?$/, (script) => script in scripts],
  [/^\w+=\$\(npm run --silent (\w+) -- all\)$/, (script) => script in scripts],
  [/^npx (\w+) run ([\w/ ]+)$/, (tool, paths) => exists(`node_modules/.bin/${tool}`) && paths.split(' ').every(exists)],
  [/^bash (\S+)$/, exists],
  [/^docker run .* node (\S+) VALUE$/, exists],
  [/^cargo test ((?: ?-p [\w-]+)+)$/, (names) => names.split(/ ?-p /).slice(1).every(isCrateOfOurs)],
  [/^rustup toolchain install ([\d.]+)(?: --\S+ \S*)*$/, (version) => version === rustVersion()],
  [/^rustup default ([\d.]+)$/, (version) => version === rustVersion()],
  [/^npm (?:ci|install --global npm@[\d.]+)$/, () => true],
  [/^for tarball in \$tarballs; do npm publish "\$tarball" --provenance --access public; done$/, () => true],
  [/^test .* = "\$GITHUB_REF_NAME"$/, () => true],
];

const isCrateOfOurs = (name: string) => new RegExp(`name = "${name}"\nversion = "[^"]+"\n(?!source)`).test(crates);

function rustVersion(): string {
  return `${/^rust-version = "(.*)"$/m.exec(readFileSync(join(ROOT, 'Cargo.toml'), 'utf8'))?.[1]}.0`;
}

function isFine(command: string): boolean {
  return KINDS.some(([pattern, check]) => {
    const [whole, ...names] = pattern.exec(command.trim()) ?? [];
    return whole !== undefined && check(...names);
  });
}

describe('The release workflow', () => {
  it.each(['binary', 'smoke'])('names the platforms that are packed in its job %s', (name) => {
    const named = [...job(name).matchAll(/platform: ([\w-]+),/g)].map(([, platform]) => platform);
    expect(named).toEqual(platforms.map((platform) => platform.name));
  });

  it('builds them for the targets that they have', () => {
    const targets = [...job('binary').matchAll(/target: (\w+-[\w-]+),/g)].map(([, target]) => target);
    expect(targets).toEqual(platforms.map((platform) => platform.target));
  });

  it('runs nothing that does not exist', () => {
    const commands = commandsOf(text);
    expect(commands.length).toBeGreaterThanOrEqual(text.match(/^ +(- )?run: /gm)?.length ?? Number.NaN);
    expect(commands.filter((command) => !isFine(command))).toEqual([]);
    expect(
      ['npm run nothing', 'npx vitest run test/nothing', 'cargo test -p nothing', 'curl x'].filter(isFine),
    ).toEqual([]);
  });

  it('pins every action to a commit and says which version that is', () => {
    const uses = [...text.matchAll(/uses: (.*)/g)].map(([, action]) => action ?? '');
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((action) => !/^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
    expect(new Set(uses).size).toBe(new Set(uses.map((action) => action.split('@')[0])).size);
  });

  it('publishes after all else, with provenance, and nothing else may write', () => {
    expect(/^permissions:\n {2}contents: read\n\n/m.test(text)).toBe(true);
    const [publish, others] = [job('publish'), [...jobs.keys()].filter((name) => name !== 'publish')];
    expect(/needs: \[(.*)\]/.exec(publish)?.[1]?.split(', ')).toEqual(others);
    expect(publish).toContain('    permissions:\n      contents: read\n      id-token: write\n');
    expect(others.filter((name) => job(name).includes('permissions:'))).toEqual([]);
    expect([...jobs].filter(([, body]) => !/timeout-minutes: \d+/.test(body))).toEqual([]);
  });
});
