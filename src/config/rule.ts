/**
 * The limits of a config's value beyond its type, as data, and the check of a value against them.
 * Called by definition.ts; the wording follows Apache Kafka's ConfigDef validators.
 */
import type { ConfigType, ParsedConfig } from './definition.ts';

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
export function ruleViolation(rule: ConfigRule, type: ConfigType, parsed: ParsedConfig): Violation | null {
  const text = parsed.text ?? '';
  switch (rule.kind) {
    case 'range':
      return rangeViolation(rule, Number(parsed.value), text);
    case 'one-of':
      return wordViolation(rule, Array.isArray(parsed.value) ? parsed.value : [text]);
    case 'non-empty':
      return text === '' ? { value: text, allowed: `${type === 'LIST' ? 'List' : 'String'} must be non-empty` } : null;
    case 'throttled-replicas':
      return throttledReplicasViolation(text);
    case 'offset-reset':
      return offsetResetViolation(text);
  }
}

function rangeViolation(rule: ConfigRule & { kind: 'range' }, value: number, text: string): Violation | null {
  if (rule.also !== undefined && value === rule.also) return null;
  const orAlso = rule.also === undefined ? '' : ` or be ${rule.also}`;
  if (value < rule.min) return { value: text, allowed: `Value must be at least ${rule.min}${orAlso}` };
  if (rule.max !== undefined && value > rule.max) {
    return { value: text, allowed: `Value must be no more than ${rule.max}${orAlso}` };
  }
  return null;
}

function wordViolation(rule: ConfigRule & { kind: 'one-of' }, words: readonly string[]): Violation | null {
  const allowed = new Set(rule.ignoreCase === true ? rule.values.map((word) => word.toLowerCase()) : rule.values);
  const wrong = words.find((word) => !allowed.has(rule.ignoreCase === true ? word.toLowerCase() : word));
  if (wrong !== undefined) {
    const how = rule.ignoreCase === true ? ' (case insensitive)' : '';
    return { value: wrong, allowed: `String must be one of${how}: ${rule.values.join(', ')}` };
  }
  if (new Set(words).size !== words.length) {
    return { value: words.join(','), allowed: 'List must not hold a value twice' };
  }
  return null;
}

function throttledReplicasViolation(text: string): Violation | null {
  const replicas = text === '' ? [] : text.split(',');
  if (text === '*' || replicas.every((replica) => /^\s*\d+\s*:\s*\d+\s*$/.test(replica))) return null;
  const allowed =
    "must be the literal '*' or a list of replicas in the form [partitionId]:[brokerId],[partitionId]:[brokerId],...";
  return { value: text, allowed };
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
