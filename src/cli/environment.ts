/**
 * Environment variables → settings, as the Docker image of Apache Kafka reads them: `KAFKA_LOG_RETENTION_MS` is
 * `log.retention.ms`, two underscores stand for one, three for a hyphen. Names that begin with `millrace.` need no
 * prefix. Called by run-start.ts: only the command line looks at the environment, never a broker that a program embeds.
 *
 * Invariant: a variable that names no setting is never taken: a machine may have others that begin with KAFKA_.
 */
import { brokerDefinitions } from '../config/broker-definitions.ts';
import { nameBehindListener } from '../config/dynamic-names.ts';

export interface EnvironmentSettings {
  readonly settings: Readonly<Record<string, string>>;
  /** Variables that look like settings and are none. */
  readonly unknown: readonly string[];
}

/** What Kafka's scripts and its image read themselves. */
const ofScripts = /^KAFKA_(.*_OPTS|LOG4J_.*|TOOLS_LOG4J_.*|JMX_.*|HOME|VERSION|DEBUG)$/;

export function environmentSettings(environment: Readonly<Record<string, string | undefined>>): EnvironmentSettings {
  const settings: Record<string, string> = {};
  const unknown: string[] = [];
  for (const [variable, value] of Object.entries(environment)) {
    const name = settingOf(variable);
    if (name === null || value === undefined) continue;
    if (brokerDefinitions.has(nameBehindListener(name) ?? name)) settings[name] = value;
    else if (variable.startsWith('KAFKA_')) unknown.push(variable);
  }
  return { settings, unknown: unknown.sort() };
}

function settingOf(variable: string): string | null {
  if (ofScripts.test(variable)) return null;
  if (variable.startsWith('KAFKA_')) return spelled(variable.slice('KAFKA_'.length));
  return variable.startsWith('MILLRACE_') ? spelled(variable) : null;
}

const underscores: Readonly<Record<string, string>> = { _: '.', __: '_', ___: '-' };

function spelled(variable: string): string {
  return variable.toLowerCase().replace(/_{1,3}/g, (run) => underscores[run] ?? run);
}
