/**
 * Group configs: what is valid for a group, and what holds for it: what was set on it, else the broker's `group.` config.
 * Bounds are the broker's configs; a value that has come to lie outside of them counts as the nearest inside. Follows
 * Apache Kafka's GroupConfig. Used by the handlers that alter configs and by the group coordinator.
 *
 * Invariant: a value that `groupConfigOf` gives is valid and inside its bounds now.
 */
import type { ConfigName } from './broker-definitions.ts';
import type { Config } from './config.ts';
import { ConfigError } from './config-error.ts';
import { type ConfigDefinition, defaultConfig, type ParsedConfig, parseConfigValue } from './definition.ts';
import { type GroupConfigName, type GroupConfigValues, groupConfigDefinitions } from './generated/group-configs.ts';

export const groupDefinitions: ReadonlyMap<string, ConfigDefinition> = new Map(
  groupConfigDefinitions.map((definition) => [definition.name, definition]),
);

interface Bounds {
  readonly name: GroupConfigName;
  readonly min?: ConfigName;
  readonly max?: ConfigName;
  /** The broker's own default need not keep them: they are checked only where the group has the config. */
  readonly whereSet?: true;
}

/** In the order in which Kafka checks them. */
const bounds: readonly Bounds[] = [
  between('consumer', 'heartbeat.interval.ms'),
  between('consumer', 'session.timeout.ms'),
  { ...between('consumer', 'assignment.interval.ms'), whereSet: true },
  between('share', 'heartbeat.interval.ms'),
  between('share', 'session.timeout.ms'),
  between('share', 'record.lock.duration.ms'),
  between('share', 'delivery.count.limit'),
  between('share', 'partition.max.record.locks'),
  { ...between('share', 'assignment.interval.ms'), whereSet: true },
  between('streams', 'heartbeat.interval.ms'),
  between('streams', 'session.timeout.ms'),
  { name: 'streams.num.standby.replicas', max: 'group.streams.max.standby.replicas' },
  { ...between('streams', 'assignment.interval.ms'), whereSet: true },
];

function between(kind: string, rest: string): Bounds {
  const [min, max] = [`group.${kind}.min.${rest}`, `group.${kind}.max.${rest}`];
  return { name: `${kind}.${rest}` as GroupConfigName, min: min as ConfigName, max: max as ConfigName };
}

/** Checks all that is set on a group, each alone and together; throws ConfigError in Kafka's words. */
export function validateGroupConfigs(overrides: ReadonlyMap<string, string>, config: Config): void {
  for (const name of overrides.keys()) {
    if (!groupDefinitions.has(name)) throw new ConfigError(`Unknown group config name: ${name}`);
  }
  for (const definition of groupConfigDefinitions) {
    const text = overrides.get(definition.name);
    if (text !== undefined) parseConfigValue(definition, text);
  }
  const value = (name: GroupConfigName) => Number(unbounded(name, overrides, config).value);
  for (const bound of bounds) {
    if (bound.whereSet !== true || overrides.has(bound.name)) checkBounds(bound, value(bound.name), config);
  }
  for (const kind of ['consumer', 'share', 'streams'] as const) {
    const [session, heartbeat] = [`${kind}.session.timeout.ms`, `${kind}.heartbeat.interval.ms`] as const;
    if (value(session) <= value(heartbeat)) throw new ConfigError(`${session} must be greater than ${heartbeat}`);
  }
}

function checkBounds({ name, min, max }: Bounds, value: number, config: Config): void {
  if (min !== undefined && value < Number(config.get(min))) {
    throw new ConfigError(`${name} must be greater than or equal to ${min}`);
  }
  if (max !== undefined && value > Number(config.get(max))) {
    throw new ConfigError(`${name} must be less than or equal to ${max}`);
  }
}

/** What holds for a group now. Ask anew each time: the group's configs and the broker's may change. */
export function groupConfigOf<Name extends GroupConfigName>(
  name: Name,
  overrides: ReadonlyMap<string, string>,
  config: Config,
): GroupConfigValues[Name] {
  const { value } = usableOrInherited(name, overrides, config);
  const bound = bounds.find((candidate) => candidate.name === name);
  if (bound === undefined || !overrides.has(name)) return value as GroupConfigValues[Name];
  const min = bound.min === undefined ? Number.MIN_SAFE_INTEGER : Number(config.get(bound.min));
  const max = bound.max === undefined ? Number.MAX_SAFE_INTEGER : Number(config.get(bound.max));
  return Math.max(min, Math.min(max, Number(value))) as GroupConfigValues[Name];
}

/** An override that another broker wrote may be none that we accept: the broker's config then holds. */
function usableOrInherited(
  name: GroupConfigName,
  overrides: ReadonlyMap<string, string>,
  config: Config,
): ParsedConfig {
  try {
    return unbounded(name, overrides, config);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return unbounded(name, new Map(), config);
  }
}

function unbounded(name: GroupConfigName, overrides: ReadonlyMap<string, string>, config: Config): ParsedConfig {
  const definition = groupDefinitions.get(name);
  if (definition === undefined) throw new Error(`there is no group config ${name}`);
  const text = overrides.get(name);
  if (text !== undefined) return parseConfigValue(definition, text);
  const inherited = config.text(`group.${name}`);
  return inherited === undefined || inherited === null
    ? defaultConfig(definition)
    : parseConfigValue(definition, inherited);
}
