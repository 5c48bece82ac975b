/**
 * What a broker that stands alone refuses of Kafka's settings, each with one sentence. Called by config.ts.
 */
import { resolve } from 'node:path';
import type { Config } from './config.ts';
import { ConfigError } from './config-error.ts';

/** `log.dirs`, else `log.dir`: at least one directory, none twice. */
export function logDirectoriesOf(config: Config): string[] {
  const name = config.get('log.dirs') === null ? 'log.dir' : 'log.dirs';
  const directories = (config.get(name) ?? []).map((directory) => directory.trim());
  if (directories.length === 0 || directories.includes('')) {
    throw new ConfigError(`Invalid value for configuration ${name}: it must name one directory or several`);
  }
  const paths = directories.map((directory) => resolve(directory));
  const twin = paths.find((path, index) => paths.indexOf(path) < index);
  if (twin !== undefined) throw new ConfigError(`Invalid value for configuration ${name}: it names ${twin} twice`);
  return paths;
}

/** One process is broker and controller at once; a quorum of several nodes is refused. */
export function checkSingleNode(config: Config): void {
  const roles = config.get('process.roles');
  if (!roles.includes('broker') || !roles.includes('controller')) {
    throw new ConfigError(
      `Invalid value ${roles.join(',')} for configuration process.roles: ` +
        'only broker,controller in one process is possible for now',
    );
  }
  const voters = config.get('controller.quorum.voters');
  if (voters.length > 1) {
    throw new ConfigError(
      `Invalid value ${voters.join(',')} for configuration controller.quorum.voters: ` +
        'only a quorum of one node is possible for now',
    );
  }
}
