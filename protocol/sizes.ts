// The fewest bytes that a struct takes on the wire. A reader checks a claimed array length against the remaining
// bytes with it, before it makes room for a single element.

import type { ElementType, Field, Message, ScalarName, Struct } from './layout.ts';
import { contains } from './versions.ts';

const FIXED_SIZES: Partial<Record<ScalarName, number>> = {
  bool: 1,
  int8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  int64: 8,
  float64: 8,
  uuid: 16,
};

/** The fewest bytes of one array element, over all versions in which it occurs; at least one. */
export function minimalElementSize(message: Message, element: ElementType): number {
  if (element.kind === 'scalar') return FIXED_SIZES[element.name] ?? 1;
  const struct = findStruct(message, element.name);
  let smallest = Number.POSITIVE_INFINITY;
  const last = Math.min(struct.versions.to, message.versions.to);
  for (let version = struct.versions.from; version <= last; version++) {
    smallest = Math.min(smallest, structSize(message, struct, version));
  }
  if (smallest === 0) throw new Error(`${message.name}: elements of ${element.name} can be empty on the wire`);
  return smallest;
}

export function findStruct(message: Message, name: string): Struct {
  const struct = message.structs.find((candidate) => candidate.name === name);
  if (struct === undefined) throw new Error(`${message.name}: no struct ${name}`);
  return struct;
}

function structSize(message: Message, struct: Struct, version: number): number {
  const flexible = contains(message.flexible, version);
  const fields = struct.fields
    .filter((field) => contains(field.versions, version) && !contains(field.tagged, version))
    .map((field) => fieldSize(message, field, version));
  return fields.reduce((total, size) => total + size, flexible ? 1 : 0);
}

function fieldSize(message: Message, field: Field, version: number): number {
  const compact = contains(message.flexible, version) && !field.neverFlexible;
  if (field.type.kind === 'array') return compact ? 1 : 4;
  if (field.type.kind === 'struct') {
    return contains(field.nullable, version) ? 1 : structSize(message, findStruct(message, field.type.name), version);
  }
  const fixed = FIXED_SIZES[field.type.name];
  if (fixed !== undefined) return fixed;
  if (compact) return 1;
  return field.type.name === 'string' ? 2 : 4;
}
