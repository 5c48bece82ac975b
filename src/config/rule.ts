/**
 * The limits of a config's value beyond its type, as data, and the check of a value against them.
 * Called by definition.ts; the wording follows Apache Kafka's ConfigDef validators.
 */
import type { ConfigDefinition, ParsedConfig } from './definition.ts';

export type ConfigRule =
  | { readonly kind: 'range'; readonly min: number; readonly max?: number; readonly also?: number }
  | { readonly kind: 'one-of'; readonly values: readonly string[]; readonly ignoreCase?: boolean }
  | { readonly kind: 'non-empty' }
  | { readonly kind: 'throttled-replicas' }
  | { readonly kind: 'offset-reset' };

export interface Violation {
  /** The value, or the member of the list, that is wrong. */
  readonly value: string;
  readonly allowed: string;
}

const isoDuration = /^P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d{1,9})?S)?)?$/i;

/** Null: the value keeps the rule. */
export function ruleViolation(
  rule: ConfigRule,
  { name, type }: ConfigDefinition,
  parsed: ParsedConfig,
): Violation | null {
  const text = parsed.text ?? '';
  switch (rule.kind) {
    case 'range':
      return rangeViolation(rule, Number(parsed.value), text);
    case 'one-of':
      return wordViolation(rule, Array.isArray(parsed.value) ? parsed.value : [text]);
    case 'non-empty':
      return text === '' ? { value: text, allowed: `${type === 'LIST' ? 'List' : 'String'} must be non-empty` } : null;
    case 'throttled-replicas':
      return throttledReplicasViolation(name, text);
    case 'offset-reset':
      return offsetResetViolation(text);
  }
}

function rangeViolation(rule: ConfigRule & { kind: 'range' }, value: number, text: string): Violation | null {
  const { min, max, also } = rule;
  if (value === also || (value >= min && (max === undefined || value <= max))) return null;
  if (also !== undefined)
    return { value: text, allowed: `Value must be between ${min} and ${max} or equal to ${also}` };
  return { value: text, allowed: value < min ? `Value must be at least ${min}` : `Value must be no more than ${max}` };
}

function wordViolation(rule: ConfigRule & { kind: 'one-of' }, words: readonly string[]): Violation | null {
  const allowed = new Set(rule.ignoreCase === true ? rule.values.map((word) => word.toLowerCase()) : rule.values);
  const wrong = words.find((word) => !allowed.has(rule.ignoreCase === true ? word.toLowerCase() : word));
  if (wrong !== undefined) {
    const how = rule.ignoreCase === true ? ' (case insensitive)' : '';
    return { value: wrong, allowed: `String must be one of${how}: ${rule.values.join(', ')}` };
  }
  return null;
}

function throttledReplicasViolation(name: string, text: string): Violation | null {
  const replicas = text === '' ? [] : text.split(',');
  if (text === '*' || replicas.every((replica) => /^\s*\d+\s*:\s*\d+\s*$/.test(replica))) return null;
  return {
    value: `[${replicas.join(', ')}]`,
    allowed:
      `${name} must be the literal '*' or a list of replicas in the following format: ` +
      '[partitionId]:[brokerId],[partitionId]:[brokerId],...',
  };
}

function offsetResetViolation(text: string): Violation | null {
  const [kind = '', duration] = text.split(/:(.*)/s);
  const fine =
    duration === undefined
      ? /^(earliest|latest)$/i.test(kind)
      : /^by_duration$/i.test(kind) && isoDuration.test(duration);
  if (fine) return null;
  return { value: text, allowed: "must be 'earliest', 'latest' or 'by_duration:' with a duration such as PT1H" };
}
