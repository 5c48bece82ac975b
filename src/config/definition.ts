/**
 * One config definition as data, and the only code that turns a config's text into a value and back.
 * Used for broker, topic and group configs alike; the definitions come from generated/ and own-configs.ts.
 *
 * Invariant: what parseConfigValue accepts is what Apache Kafka's ConfigDef accepts, and `text` is what Kafka's
 * ConfigDef.convertToString would show for it.
 */
import { ConfigError } from './config-error.ts';
import { type ConfigRule, ruleViolation } from './rule.ts';

export type { ConfigRule } from './rule.ts';

export type ConfigType = 'BOOLEAN' | 'STRING' | 'INT' | 'SHORT' | 'LONG' | 'DOUBLE' | 'LIST' | 'CLASS' | 'PASSWORD';

export interface ConfigDefinition {
  readonly name: string;
  readonly type: ConfigType;
  /** The default in its text form; null: no value. */
  readonly defaultText: string | null;
  /** Kafka has no default; ours is in own-configs.ts. */
  readonly required?: boolean;
  readonly rule?: ConfigRule;
  /** Apache Kafka can change it while the broker runs (a broker config). */
  readonly dynamic?: boolean;
  /** Listed only where it was set. */
  readonly internal?: boolean;
}

/** LONG values are numbers clamped to ±Number.MAX_SAFE_INTEGER; their exact form is the text. */
export type ConfigValue = boolean | number | string | readonly string[] | null;

export interface ParsedConfig {
  readonly value: ConfigValue;
  /** Canonical text, as DescribeConfigs shows it; null where there is no value. */
  readonly text: string | null;
}

const integerBounds = {
  SHORT: { min: -(2n ** 15n), max: 2n ** 15n - 1n },
  INT: { min: -(2n ** 31n), max: 2n ** 31n - 1n },
  LONG: { min: -(2n ** 63n), max: 2n ** 63n - 1n },
} as const;

/** Parses and checks the text of one config; throws ConfigError. */
export function parseConfigValue(definition: ConfigDefinition, text: string): ParsedConfig {
  const parsed = parseType(definition, text);
  const violation = definition.rule === undefined ? null : ruleViolation(definition.rule, definition, parsed);
  if (violation !== null) throw invalid(definition, violation.value, violation.allowed);
  return parsed;
}

/** The default of a definition, which need not keep the definition's rule. */
export function defaultConfig(definition: ConfigDefinition): ParsedConfig {
  return definition.defaultText === null ? { value: null, text: null } : parseType(definition, definition.defaultText);
}

/** Passwords are never shown. */
export function isSensitive(type: ConfigType): boolean {
  return type === 'PASSWORD';
}

function parseType(definition: ConfigDefinition, text: string): ParsedConfig {
  const trimmed = text.trim();
  switch (definition.type) {
    case 'BOOLEAN':
      return parseBoolean(definition, trimmed);
    case 'INT':
    case 'SHORT':
    case 'LONG':
      return parseInteger(definition, definition.type, trimmed);
    case 'DOUBLE':
      return parseDouble(definition, trimmed);
    case 'LIST': {
      const members = parseMembers(definition, trimmed);
      return { value: members, text: members.join(',') };
    }
    case 'STRING':
    case 'CLASS':
    case 'PASSWORD':
      return { value: trimmed, text: trimmed };
  }
}

/** Where only certain words are possible, a word that stands twice counts once. */
function parseMembers(definition: ConfigDefinition, text: string): string[] {
  const members = text === '' ? [] : text.split(/\s*,\s*/);
  if (definition.rule?.kind !== 'one-of') return members;
  if (members.includes('')) throw new ConfigError(`Configuration '${definition.name}' values must not be empty.`);
  return [...new Set(members)];
}

function parseBoolean(definition: ConfigDefinition, text: string): ParsedConfig {
  const word = text.toLowerCase();
  if (word !== 'true' && word !== 'false') {
    throw invalid(definition, text, 'Expected value to be either true or false');
  }
  return { value: word === 'true', text: word };
}

function parseInteger(definition: ConfigDefinition, type: 'INT' | 'SHORT' | 'LONG', text: string): ParsedConfig {
  const bounds = integerBounds[type];
  const number = /^[+-]?\d{1,20}$/.test(text) ? BigInt(text.replace('+', '')) : null;
  if (number === null || number < bounds.min || number > bounds.max) {
    throw invalid(definition, text, `Not a number of type ${type}`);
  }
  return { value: clamp(number), text: number.toString() };
}

function clamp(number: bigint): number {
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, Number(number)));
}

function parseDouble(definition: ConfigDefinition, text: string): ParsedConfig {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[fFdD]?$/.test(text)) {
    throw invalid(definition, text, 'Not a number of type DOUBLE');
  }
  const value = Number(text.replace(/[fFdD]$/, ''));
  return { value, text: javaDouble(value) };
}

/** A double as Java prints it: 1.0, 0.05, 1.7976931348623157E308. */
function javaDouble(value: number): string {
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-3 && size < 1e7)) {
    return Number.isInteger(value) ? value.toFixed(1) : value.toString();
  }
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
}

function invalid(definition: ConfigDefinition, value: string, allowed: string): ConfigError {
  const shown = isSensitive(definition.type) ? '[hidden]' : value;
  return new ConfigError(`Invalid value ${shown} for configuration ${definition.name}: ${allowed}`);
}
