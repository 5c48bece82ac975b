/**
 * Where the addon is: what `npm run build` put into `dist/native/` of a clone, or else the package of this platform,
 * which npm installs because `optionalDependencies` names it.
 */
import { existsSync } from 'node:fs';

/** `process.platform` and `process.arch` → packages with a binary. npm installs the one whose C library fits. */
export const PLATFORM_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'linux x64': ['millrace-linux-x64-gnu', 'millrace-linux-x64-musl'],
  'linux arm64': ['millrace-linux-arm64-gnu', 'millrace-linux-arm64-musl'],
  'darwin x64': ['millrace-darwin-x64'],
  'darwin arm64': ['millrace-darwin-arm64'],
  'win32 x64': ['millrace-win32-x64-msvc'],
};

export interface AddonSurroundings {
  platform: string;
  architecture: string;
  /** Of the addon that a clone builds. */
  builtPath: string;
  /** As `require` and its `resolve`. */
  resolve(name: string): string;
  load(path: string): unknown;
}

/** Throws one sentence that says what is missing and how to get it. */
export function findAddon(surroundings: AddonSurroundings): unknown {
  const { platform, architecture, builtPath, load } = surroundings;
  if (existsSync(builtPath)) return load(builtPath);
  const names = PLATFORM_PACKAGES[`${platform} ${architecture}`];
  if (names === undefined) {
    throw new Error(`there is no prebuilt binary of Millrace for ${platform} ${architecture}; ${HOW_TO_BUILD}`);
  }
  const failures: string[] = [];
  for (const name of names) {
    const path = resolveOrNull(surroundings, name);
    if (path === null) continue;
    try {
      return load(path);
    } catch (error) {
      failures.push(`${name} cannot be loaded here: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (failures.length > 0) throw new Error(`${failures.join('; ')}; ${HOW_TO_BUILD}`);
  throw new Error(
    `none of the packages ${names.join(' and ')} is installed: install again without omitting optional dependencies; ${HOW_TO_BUILD}`,
  );
}

const HOW_TO_BUILD = 'in a clone of the project, npm run build makes one (Node and Rust are needed)';

function resolveOrNull(surroundings: AddonSurroundings, name: string): string | null {
  try {
    return surroundings.resolve(name);
  } catch {
    return null;
  }
}
