// `npm run check:platform -- NAME ...`: compiles all of Rust for platforms, tests too, without linking it; a warning is
// a failure. For what this machine cannot build, as macOS on Linux, it shows that no code is missing there.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { orExit, root, say } from '../build.mjs';
import { cargoFor, runCargo } from './cargo.mjs';
import { platformsNamed } from './platforms.mjs';

orExit(() => {
  for (const platform of platformsNamed(process.argv.slice(2))) {
    const cargo = cargoFor(platform);
    const strict = {
      RUSTFLAGS: `${cargo.env.RUSTFLAGS ?? ''} -D warnings`,
      CARGO_TARGET_DIR: join(cargo.folder, 'check'),
    };
    say(`checking ${platform.name}`);
    const args = ['check', '--workspace', '--all-targets'];
    runCargo(cargo, args, `${platform.name} does not compile; the reason is above.`, strict);
    // Zig leaves it where it is called.
    rmSync(join(root, '.intentionally-empty-file.o'), { force: true });
    console.log(`${platform.name}: fine`);
  }
});
