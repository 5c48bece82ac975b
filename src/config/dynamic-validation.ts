/**
 * Whether a change of dynamic broker configs can be: names, scope, values, values together, and the step from what holds
 * now. Words and order follow Apache Kafka's DynamicBrokerConfig and KafkaConfig. Called by the handlers that alter
 * configs. Names stand here as data: being checked is no effect.
 */
import { brokerDefault, type ConfigName } from './broker-definitions.ts';
import type { Config, ConfigView } from './config.ts';
import { ConfigError } from './config-error.ts';
import { checkDynamicValue } from './dynamic-layers.ts';
import { type DynamicScope, dynamicDefinition, nameProblem, scopeProblem } from './dynamic-names.ts';
import { hostLimits } from './host-limits.ts';
import { topicConfigSynonyms } from './topic-synonyms.ts';

/** @param texts all that is to be set in the scope. Throws ConfigError. */
export function validateDynamicConfigs(texts: ReadonlyMap<string, string>, scope: DynamicScope, config: Config): void {
  refuse(nameProblem(texts.keys()));
  for (const [name, text] of texts) {
    checkDynamicValue(name, text);
    checkClass(name, text);
  }
  refuse(scopeProblem(texts.keys(), scope));
  const next = config.withLayers({ ...config.dynamic, [scope]: texts });
  checkTogether(next);
  checkStep(config, next);
}

function refuse(problem: string | null): void {
  if (problem !== null) throw new ConfigError(problem);
}

/** There are no Java classes here: only Kafka's own names are known. */
function checkClass(name: string, text: string): void {
  const definition = dynamicDefinition(name);
  if (definition?.type !== 'CLASS' || text === definition.defaultText) return;
  throw new ConfigError(
    `Invalid value ${text} for configuration ${definition.name}: Class ${text} could not be found.`,
  );
}

const mebibyte = 1024 * 1024;

function checkTogether(next: ConfigView): void {
  const number = (name: ConfigName) => next.get(name) as number;
  const threads = number('log.cleaner.threads');
  require(threads > 0, 'log.cleaner.threads must be at least 1');
  require(Math.trunc(number('log.cleaner.dedupe.buffer.size') / threads) >
    mebibyte, 'log.cleaner.dedupe.buffer.size must be at least 1MB per cleaner thread.');
  const retention = next.get('log.retention.ms') as number | null;
  require(retention !== 0, 'log.retention.ms must be unlimited (-1) or, greater than or equal to 1');
  const overrides = hostLimits(next.get('max.connections.per.ip.overrides') as string);
  require(number('max.connections.per.ip') !== 0 ||
    overrides.length >
      0, 'max.connections.per.ip can be set to zero only if max.connections.per.ip.overrides property is set.');
  checkCordoned(next);
  for (const kind of ['consumer', 'share', 'streams'] as const) checkAssignmentInterval(kind, number);
}

function checkCordoned(next: ConfigView): void {
  const cordoned = next.get('cordoned.log.dirs') as readonly string[];
  const directories = (next.get('log.dirs') ?? next.get('log.dir')) as readonly string[];
  const missing = cordoned.filter((directory) => directory !== '*' && !directories.includes(directory));
  const sentence = 'All entries in cordoned.log.dirs must be present in log.dirs or log.dir. Missing entries';
  require(missing.length === 0, `${sentence} : ${missing.join(', ')}`);
}

function checkAssignmentInterval(kind: 'consumer' | 'share' | 'streams', number: (name: ConfigName) => number): void {
  const name = `group.${kind}.assignment.interval.ms` as const;
  const [least, most] = [
    `group.${kind}.min.assignment.interval.ms`,
    `group.${kind}.max.assignment.interval.ms`,
  ] as const;
  if (number(name) < number(least)) throw new ConfigError(`${name} must be greater than or equal to ${least}`);
  if (number(name) > number(most)) throw new ConfigError(`${name} must be less than or equal to ${most}`);
}

/** As Scala's `require` puts it, which Kafka's answers show. */
function require(holds: boolean, sentence: string): void {
  if (!holds) throw new ConfigError(`requirement failed: ${sentence}`);
}

/** Pools grow and shrink at most by the factor 2 in one step. */
const threadCounts: readonly ConfigName[] = [
  'num.network.threads',
  'num.io.threads',
  'num.replica.fetchers',
  'num.recovery.threads.per.data.dir',
  'background.threads',
  'remote.log.reader.threads',
  'remote.log.manager.copier.thread.pool.size',
  'remote.log.manager.expiration.thread.pool.size',
  'remote.log.manager.follower.thread.pool.size',
];

function checkStep(config: Config, next: ConfigView): void {
  for (const name of threadCounts) checkThreads(name, config.get(name) as number, next.get(name) as number);
  checkCleanerThreads(config, next);
  for (const name of ['listeners', 'listener.security.protocol.map'] as const) checkUnchanged(name, config, next);
  checkReporters(config, next);
  checkLocalRetention('ms', next);
  checkLocalRetention('bytes', next);
}

function checkThreads(name: string, before: number, wanted: number): void {
  const failed = `Dynamic thread count update validation failed for ${name}=${wanted}, value should`;
  if (wanted < Math.trunc(before / 2)) {
    throw new ConfigError(`${failed} be at least half the current value ${before}`);
  }
  if (wanted > before * 2) {
    throw new ConfigError(`${failed} not be greater than double the current value ${before}`);
  }
}

function checkCleanerThreads(config: Config, next: ConfigView): void {
  const name: ConfigName = 'log.cleaner.threads';
  const [before, wanted] = [config.get(name) as number, next.get(name) as number];
  if (wanted < Math.trunc(before / 2)) {
    throw new ConfigError(`Log cleaner threads cannot be reduced to less than half the current value ${before}`);
  }
  if (wanted > before * 2) {
    throw new ConfigError(`Log cleaner threads cannot be increased to more than double the current value ${before}`);
  }
}

/** Apache Kafka opens and closes listeners here; this broker has one, and it stays. */
function checkUnchanged(name: ConfigName, config: Config, next: ConfigView): void {
  if (next.text(name) === config.text(name)) return;
  throw new ConfigError(`${name} cannot be changed while the broker runs: set it in the properties and start again`);
}

function checkReporters(config: Config, next: ConfigView): void {
  const name: ConfigName = 'metric.reporters';
  if (next.text(name) === config.text(name) || next.text(name) === '') return;
  if (next.text(name) === brokerDefault(name)?.text) return;
  throw new ConfigError(
    `Validation of dynamic config update of Set(${name}) failed with class class kafka.server.DynamicMetricsReporters`,
  );
}

/** What stays on the disk of a tiered topic is part of what the topic keeps. */
function checkLocalRetention(unit: 'ms' | 'bytes', next: ConfigView): void {
  const name = `log.local.retention.${unit}` as const;
  const whole = unit === 'ms' ? retentionMs(next) : (next.get('log.retention.bytes') as number);
  const local = next.get(name) as number;
  if (whole < 0 || local === -2) return;
  const shown = `Invalid value ${next.text(name)} for configuration ${name}: Value must not be`;
  if (local === -1) throw new ConfigError(`${shown} -1 as log.retention.${unit} value is set as ${whole}.`);
  if (local > whole) {
    throw new ConfigError(`${shown} more than log.retention.${unit} property value: ${whole}`);
  }
}

function retentionMs(next: ConfigView): number {
  for (const { name, factor } of topicConfigSynonyms['retention.ms'] ?? []) {
    const value = next.get(name) as number | null;
    if (value !== null) return value < 0 ? -1 : value * factor;
  }
  return -1;
}
