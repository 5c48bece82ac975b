import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packageOf, platforms } from '../../scripts/packaging/platforms.mjs';
import { type AddonSurroundings, findAddon, PLATFORM_PACKAGES } from './find-addon.ts';

const folder = mkdtempSync(join(tmpdir(), 'millrace-addon-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A machine on which these packages are installed, and those of `broken` cannot be loaded. */
function machine(installed: string[], changes: Partial<AddonSurroundings> = {}, broken: string[] = []) {
  return {
    platform: 'linux',
    architecture: 'x64',
    builtPath: join(folder, 'none.node'),
    resolve(name: string) {
      if (!installed.includes(name)) throw new Error(`Cannot find module '${name}'`);
      return `/modules/${name}`;
    },
    load(path: string) {
      if (broken.some((name) => path.endsWith(name))) throw new Error('GLIBC_2.99 not found');
      return `loaded ${path}`;
    },
    ...changes,
  };
}

describe('findAddon', () => {
  it('prefers what was built in the clone', () => {
    const builtPath = join(folder, 'built.node');
    writeFileSync(builtPath, '');
    expect(findAddon(machine(['millrace-linux-x64-gnu'], { builtPath }))).toBe(`loaded ${builtPath}`);
  });

  it('takes the package of the platform that npm has installed', () => {
    expect(findAddon(machine(['millrace-linux-x64-musl']))).toBe('loaded /modules/millrace-linux-x64-musl');
  });

  it('tries the other C library when the first binary does not load', () => {
    const both = ['millrace-linux-x64-gnu', 'millrace-linux-x64-musl'];
    expect(findAddon(machine(both, {}, ['x64-gnu']))).toBe('loaded /modules/millrace-linux-x64-musl');
  });

  it('takes the one package that Windows has', () => {
    const windows = { platform: 'win32', architecture: 'x64' };
    expect(findAddon(machine(['millrace-win32-x64-msvc'], windows))).toBe('loaded /modules/millrace-win32-x64-msvc');
    const run = () => findAddon(machine([], { ...windows, architecture: 'arm64' }));
    expect(run).toThrow(/^there is no prebuilt binary of Millrace for win32 arm64; in a clone .* npm run build/);
  });

  it('names a platform without a binary', () => {
    const run = () => findAddon(machine([], { platform: 'sunos', architecture: 'ia32' }));
    expect(run).toThrow(/^there is no prebuilt binary of Millrace for sunos ia32; in a clone .* npm run build/);
  });

  it('says what is not installed, and why one that is does not load', () => {
    expect(() => findAddon(machine([]))).toThrow(/millrace-linux-x64-gnu and millrace-linux-x64-musl is installed/);
    const broken = () => findAddon(machine(['millrace-linux-x64-gnu'], {}, ['gnu']));
    expect(broken).toThrow(/^millrace-linux-x64-gnu cannot be loaded here: GLIBC_2.99 not found; /);
  });

  it('looks for the packages that are made', () => {
    expect(Object.values(PLATFORM_PACKAGES).flat().sort()).toEqual(platforms.map(packageOf).sort());
  });
});
