/**
 * The dynamic layers over a broker's static settings, and what comes of them: one broker's own over the default of all
 * brokers over the file over Kafka's defaults. Used by config.ts; pure.
 *
 * Invariant: `present` never fails: a layer is cleaned by `usable` before it counts.
 */
import { brokerDefault, brokerDefinitions } from './broker-definitions.ts';
import { ConfigError } from './config-error.ts';
import { type ParsedConfig, parseConfigValue } from './definition.ts';
import { type DynamicScope, dynamicDefinition, nameProblem, scopeProblem } from './dynamic-names.ts';
import { synonymFamily } from './topic-synonyms.ts';

type Texts = ReadonlyMap<string, string>;

/** As they are in the metadata log: name → text. */
export interface DynamicLayers {
  /** Of all brokers. */
  readonly cluster: Texts;
  /** Of this one. */
  readonly broker: Texts;
}

export const NO_LAYERS: DynamicLayers = { cluster: new Map(), broker: new Map() };

/** What counts of a layer; a sentence for whatever does not. */
export function usable(texts: Texts, scope: DynamicScope): { texts: Texts; problems: string[] } {
  const good = new Map<string, string>();
  const problems: string[] = [];
  for (const [name, text] of texts) {
    const problem = nameProblem([name]) ?? scopeProblem([name], scope) ?? valueProblem(name, text);
    if (problem === null) good.set(name, text);
    else problems.push(problem);
  }
  return { texts: good, problems };
}

/** Throws ConfigError in Kafka's words. */
export function checkDynamicValue(name: string, text: string): void {
  const definition = dynamicDefinition(name);
  if (definition?.dynamic === true) parseConfigValue(definition, text);
}

function valueProblem(name: string, text: string): string | null {
  try {
    checkDynamicValue(name, text);
    return null;
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}

/** A config that says the same in another unit no longer counts below one that is set here. */
export function present(
  fixed: ReadonlyMap<string, ParsedConfig>,
  { cluster, broker }: DynamicLayers,
): Map<string, ParsedConfig> {
  const parsed = new Map(fixed);
  for (const [name, text] of [...cluster, ...broker]) {
    const definition = brokerDefinitions.get(name);
    if (definition === undefined) continue;
    for (const synonym of synonymFamily(name)) reset(parsed, synonym);
    parsed.set(name, parseConfigValue(definition, text));
  }
  return parsed;
}

function reset(parsed: Map<string, ParsedConfig>, name: string): void {
  const value = brokerDefault(name);
  if (value === undefined) parsed.delete(name);
  else parsed.set(name, value);
}
