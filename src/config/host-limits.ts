/**
 * `max.connections.per.ip.overrides`: host:limit,… Read by the data plane's options and by validation.
 */
import { ConfigError } from './config-error.ts';

export interface HostLimit {
  /** A name or an address. */
  readonly host: string;
  readonly connectionsMax: number;
}

const NAME = 'max.connections.per.ip.overrides';

/** Throws ConfigError. The last colon ends the host, so that an IPv6 address can stand there. */
export function hostLimits(text: string): HostLimit[] {
  const entries = text.split(',').filter((entry) => entry.trim() !== '');
  const limits = entries.map((entry) => {
    const colon = entry.lastIndexOf(':');
    if (colon === -1)
      throw new ConfigError(`Error parsing configuration property '${NAME}': ${entry} is not host:limit`);
    const [host, limit] = [entry.slice(0, colon).trim(), entry.slice(colon + 1).trim()];
    if (!/^[+-]?\d{1,10}$/.test(limit)) throw new ConfigError(`For input string: "${limit}"`);
    return { host, connectionsMax: Number(limit) };
  });
  const invalid = limits.filter(({ host }) => !/^[a-zA-Z0-9.:%_-]+$/.test(host)).map(({ host }) => host);
  if (invalid.length > 0) throw new ConfigError(`${NAME} contains invalid addresses : ${invalid.join(',')}`);
  return limits;
}
