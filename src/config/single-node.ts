/**
 * What a broker that stands alone refuses of Kafka's settings, each with one sentence. Called by config.ts.
 */
import type { Config } from './config.ts';
import { ConfigError } from './config-error.ts';

/** `log.dirs`, else `log.dir`: exactly one directory for now. */
export function logDirectoryOf(config: Config): string {
  const name = config.get('log.dirs') === null ? 'log.dir' : 'log.dirs';
  const directories = config.get(name) ?? [];
  const [directory, ...others] = directories;
  if (directory === undefined || directory === '') {
    throw new ConfigError(`Invalid value for configuration ${name}: it must name one directory`);
  }
  if (others.length > 0) {
    throw new ConfigError(
      `Invalid value ${directories.join(',')} for configuration ${name}: only one directory is possible for now`,
    );
  }
  return directory;
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
