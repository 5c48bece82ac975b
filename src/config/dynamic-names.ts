/**
 * Which broker configs can change while the broker runs, and where: on one broker, for all brokers, or under a
 * listener's prefix. Follows Apache Kafka's DynamicBrokerConfig. Read by config.ts, validation and DescribeConfigs.
 *
 * Invariant: a name that no table knows can be set everywhere, as in Kafka, where it may belong to a plugin.
 */
import { brokerDefinitions } from './broker-definitions.ts';
import type { ConfigDefinition } from './definition.ts';

/** `broker`: of one broker, named by its id; `cluster`: the default of all of them. */
export type DynamicScope = 'broker' | 'cluster';

const throttledRate = (name: string): [string, ConfigDefinition] => [
  name,
  { name, type: 'LONG', defaultText: '9223372036854775807', rule: { kind: 'range', min: 0 }, dynamic: true },
];

/** Names that exist only as dynamic ones: no properties file can hold them. */
const dynamicOnlyDefinitions: ReadonlyMap<string, ConfigDefinition> = new Map([
  throttledRate('leader.replication.throttled.rate'),
  throttledRate('follower.replication.throttled.rate'),
  throttledRate('replica.alter.log.dirs.io.max.bytes.per.second'),
]);

/** Possible only under a listener's prefix. */
const listenerOnly: ReadonlySet<string> = new Set([
  'ssl.key.password',
  'ssl.keystore.certificate.chain',
  'ssl.keystore.key',
  'ssl.keystore.location',
  'ssl.keystore.password',
  'ssl.keystore.type',
  'ssl.truststore.certificates',
  'ssl.truststore.location',
  'ssl.truststore.password',
  'ssl.truststore.type',
]);

const perBroker: ReadonlySet<string> = new Set([
  'cordoned.log.dirs',
  'listener.security.protocol.map',
  'listeners',
  'principal.builder.class',
]);

const perBrokerPrefixes = ['ssl.', 'sasl.'];

/** The settings of a listener that make sense for all brokers. */
const clusterWideOfListener: ReadonlySet<string> = new Set([
  'max.connection.creation.rate',
  'max.connections',
  'num.network.threads',
]);

/** `listener.name.internal.ssl.keystore.type` → `ssl.keystore.type`; null for a name without that prefix. */
export function nameBehindListener(name: string): string | null {
  return /^listener\.name\.[^.]*\.(.*)$/s.exec(name)?.[1] ?? null;
}

/** The definition behind a dynamic name, a listener's prefix aside; undefined: nobody knows it. */
export function dynamicDefinition(name: string): ConfigDefinition | undefined {
  const base = nameBehindListener(name) ?? name;
  return brokerDefinitions.get(base) ?? dynamicOnlyDefinitions.get(base);
}

/** What cannot be set in this scope, in Kafka's words, or null. Types come between these two: see `scopeProblem`. */
export function nameProblem(names: Iterable<string>): string | null {
  const all = [...names];
  const fixed = all.filter((name) => brokerDefinitions.get(name)?.dynamic === undefined && brokerDefinitions.has(name));
  if (fixed.length > 0) return `Cannot update these configs dynamically: ${listed(fixed)}`;
  const bare = all.filter((name) => listenerOnly.has(name));
  if (bare.length === 0) return null;
  const sentence = 'These security configs can be dynamically updated only per-listener using the listener prefix';
  return `${sentence}: ${listed(bare)}`;
}

export function scopeProblem(names: Iterable<string>, scope: DynamicScope): string | null {
  const wrong = scope === 'broker' ? [] : [...names].filter(isPerBroker);
  if (wrong.length === 0) return null;
  return `Cannot update these configs at default cluster level, broker id must be specified: ${listed(wrong)}`;
}

function isPerBroker(name: string): boolean {
  const base = nameBehindListener(name);
  if (base !== null) return !clusterWideOfListener.has(base);
  if (perBroker.has(name)) return true;
  const isSecurity = perBrokerPrefixes.some((prefix) => name.startsWith(prefix));
  return isSecurity && brokerDefinitions.get(name)?.dynamic === true;
}

function listed(names: readonly string[]): string {
  return `[${names.join(', ')}]`;
}
