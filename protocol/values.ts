// What a field is worth when nobody sets it: Kafka's defaults, read from the layout once for both languages.

import type { Field } from './layout.ts';
import { isEmpty } from './versions.ts';

export type DefaultValue =
  | { readonly kind: 'null' }
  | { readonly kind: 'empty' /* string, bytes, array */ }
  | { readonly kind: 'struct' /* a struct of defaults */ }
  | { readonly kind: 'zero-uuid' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'integer'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number };

export function isNullable(field: Field): boolean {
  return !isEmpty(field.nullable);
}

export function defaultOf(field: Field): DefaultValue {
  const text = field.defaultText;
  if (text === 'null') {
    if (!isNullable(field)) throw new Error(`${field.name}: default null, but never nullable`);
    return { kind: 'null' };
  }
  if (field.type.kind !== 'scalar') return { kind: field.type.kind === 'array' ? 'empty' : 'struct' };
  switch (field.type.name) {
    case 'string':
    case 'bytes':
      if (text !== null && text !== '""') throw new Error(`${field.name}: default ${text} is not supported`);
      return { kind: 'empty' };
    case 'records':
      return isNullable(field) ? { kind: 'null' } : { kind: 'empty' };
    case 'uuid':
      return { kind: 'zero-uuid' };
    case 'bool':
      return { kind: 'bool', value: text === 'true' };
    case 'float64':
      return { kind: 'float', value: Number(text ?? '0') };
    default:
      return { kind: 'integer', value: integer(text ?? '0') };
  }
}

function integer(text: string): bigint {
  return text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text);
}
