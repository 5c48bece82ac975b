// Arithmetic on version ranges: parsing, intersection, hull, and the shortest condition that tells a range apart
// within the versions that can occur at all.

import type { Field, Struct, Versions } from './layout.ts';

export const NO_VERSIONS: Versions = { from: 0, to: -1 };

/** Reads `3`, `3-7`, `3+` or `none`. */
export function parseVersions(text: string): Versions {
  if (text === 'none') return NO_VERSIONS;
  const match = /^(\d+)(\+|-(\d+))?$/.exec(text);
  if (match === null) throw new Error(`not a version range: ${text}`);
  const from = Number(match[1]);
  if (match[2] === '+') return { from, to: Number.POSITIVE_INFINITY };
  return { from, to: match[3] === undefined ? from : Number(match[3]) };
}

export function isEmpty(range: Versions): boolean {
  return range.from > range.to;
}

export function contains(range: Versions, version: number): boolean {
  return range.from <= version && version <= range.to;
}

export function intersect(a: Versions, b: Versions): Versions {
  const range = { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
  return isEmpty(range) ? NO_VERSIONS : range;
}

export function hull(a: Versions, b: Versions): Versions {
  if (isEmpty(a)) return b;
  if (isEmpty(b)) return a;
  return { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };
}

export type Condition = 'always' | 'never' | { readonly text: string; readonly negated: string };

/** When `version` lies in `range`, given that it lies in `within`. The text is right in both languages. */
export function conditionOf(range: Versions, within: Versions): Condition {
  const overlap = intersect(range, within);
  if (isEmpty(overlap)) return 'never';
  const low = overlap.from > within.from;
  const high = overlap.to < within.to;
  if (!low && !high) return 'always';
  if (low && !high) return { text: `version >= ${overlap.from}`, negated: `version < ${overlap.from}` };
  if (high && !low) return { text: `version <= ${overlap.to}`, negated: `version > ${overlap.to}` };
  if (overlap.from === overlap.to) return { text: `version == ${overlap.from}`, negated: `version != ${overlap.from}` };
  return {
    text: `version >= ${overlap.from} && version <= ${overlap.to}`,
    negated: `(version < ${overlap.from} || version > ${overlap.to})`,
  };
}

/** The fields that are tagged in some version, in the order in which they are written. */
export function taggedFields(struct: Struct): Field[] {
  return struct.fields
    .filter((field) => !isEmpty(intersect(field.tagged, struct.versions)))
    .sort((a, b) => (a.tag ?? 0) - (b.tag ?? 0));
}

/** The versions in which the field stands in line, and not among the tagged ones. */
export function inlineVersions(field: Field, struct: Struct): Versions {
  const present = intersect(field.versions, struct.versions);
  const tagged = intersect(field.tagged, present);
  if (isEmpty(tagged)) return present;
  if (tagged.to < present.to) throw new Error(`${struct.name}.${field.name}: tagged first, in line later`);
  return intersect(present, { from: present.from, to: tagged.from - 1 });
}

/** Whether the field stands among the tagged ones in the versions `within`, which hold no border between the two. */
export function isTaggedIn(field: Field, within: Versions): boolean {
  return contains(field.tagged, within.from);
}
