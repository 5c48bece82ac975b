// Reads a layout file (the notation of protocol/README.md) into its typed description.
// A line that is not understood is an error: nothing of a layout is ever skipped in silence.

import type { ElementType, Field, FieldType, Message, MessageKind, ScalarName, Struct, Versions } from './layout.ts';
import { hull, intersect, NO_VERSIONS, parseVersions } from './versions.ts';

const SCALARS: ReadonlySet<string> = new Set<ScalarName>([
  'bool',
  'int8',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'int64',
  'float64',
  'uuid',
  'string',
  'bytes',
  'records',
]);
const KINDS: ReadonlySet<string> = new Set<MessageKind>([
  'request',
  'response',
  'header',
  'metadata',
  'coordinator-key',
  'coordinator-value',
  'data',
]);

interface Line {
  readonly number: number;
  readonly depth: number;
  readonly parts: readonly string[];
  readonly children: Line[];
}

type FieldLists = Map<string, Field[]>;

export function parseLayout(text: string): Message[] {
  return lineTree(text).map(parseMessage);
}

/** The lines as a tree by indentation: two spaces a level. */
function lineTree(text: string): Line[] {
  const roots: Line[] = [];
  const open: Line[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    if (raw.trim() === '') continue;
    const depth = (raw.length - raw.trimStart().length) / 2;
    const line: Line = { number: index + 1, depth, parts: raw.trim().split(' · '), children: [] };
    if (!Number.isInteger(depth) || depth > open.length) throw broken(line, 'indentation');
    open.length = depth;
    (open.at(-1)?.children ?? roots).push(line);
    open.push(line);
  }
  return roots;
}

function broken(line: Line, what: string): Error {
  return new Error(`line ${line.number}: ${what} not understood: ${line.parts.join(' · ')}`);
}

function parseMessage(line: Line): Message {
  const [head = '', ...attributes] = line.parts;
  const [kind = '', name = ''] = head.split(' ');
  if (!isKind(kind) || name === '') throw broken(line, 'message head');
  const values = new Map(attributes.map((attribute) => splitWord(attribute)));
  for (const word of values.keys()) {
    if (!['versions', 'flexible', 'key', 'listeners', 'latest'].includes(word)) throw broken(line, word);
  }
  const versions = parseVersions(values.get('versions') ?? '');
  const key = values.get('key');
  const lists: FieldLists = new Map([[name, []]]);
  collectFields(line, name, lists);
  return {
    kind,
    name,
    versions,
    flexible: parseVersions(values.get('flexible') ?? ''),
    key: key === undefined ? null : Number(key),
    latestVersionUnstable: values.get('latest') === 'version unstable',
    structs: withVersions(name, versions, lists),
  };
}

function isKind(text: string): text is MessageKind {
  return KINDS.has(text);
}

function isScalar(text: string): text is ScalarName {
  return SCALARS.has(text);
}

function splitWord(text: string): [string, string] {
  const space = text.indexOf(' ');
  return space < 0 ? [text, ''] : [text.slice(0, space), text.slice(space + 1)];
}

/** Adds the fields below `line` to the struct `owner`, and the structs defined on the way. */
function collectFields(line: Line, owner: string, lists: FieldLists): void {
  for (const child of line.children) {
    const [head = ''] = child.parts;
    if (head.startsWith('struct ')) {
      defineStruct(child, head.slice('struct '.length), lists);
      continue;
    }
    const field = parseField(child);
    lists.get(owner)?.push(field);
    const element = elementOf(field.type);
    if (child.children.length === 0) continue;
    if (element.kind !== 'struct') throw broken(child, 'fields below a scalar');
    defineStruct(child, element.name, lists);
  }
}

function defineStruct(line: Line, name: string, lists: FieldLists): void {
  if (lists.has(name)) throw broken(line, 'second definition of a struct');
  lists.set(name, []);
  collectFields(line, name, lists);
}

export function elementOf(type: FieldType): ElementType {
  return type.kind === 'array' ? type.element : type;
}

function parseField(line: Line): Field {
  const [head = '', ...attributes] = line.parts;
  const match = /^(\w+) : (\[\])?(\w+)$/.exec(head);
  if (match === null) throw broken(line, 'field');
  const [, name = '', array, typeName = ''] = match;
  const element: ElementType = isScalar(typeName)
    ? { kind: 'scalar', name: typeName }
    : { kind: 'struct', name: typeName };
  const field = {
    name,
    type: array === undefined ? element : { kind: 'array' as const, element },
    versions: null as Versions | null,
    nullable: NO_VERSIONS,
    tag: null as number | null,
    tagged: NO_VERSIONS,
    defaultText: null as string | null,
    ignorable: false,
    neverFlexible: false,
  };
  for (const attribute of attributes) {
    const [word, rest] = splitWord(attribute);
    if (/^\d/.test(word) && rest === '') field.versions = parseVersions(word);
    else if (word === 'nullable') field.nullable = parseVersions(rest);
    else if (word === 'default') field.defaultText = rest;
    else if (word === 'ignorable') field.ignorable = true;
    else if (attribute === 'flexible none') field.neverFlexible = true;
    else if (word === 'tag') {
      const [tag, versions] = splitWord(rest);
      field.tag = Number(tag);
      field.tagged = parseVersions(versions);
    } else if (attribute !== 'key') throw broken(line, attribute);
  }
  // A field that says only where it is tagged exists only there.
  if (field.versions === null && field.tag === null) throw broken(line, 'missing versions');
  return { ...field, versions: field.versions ?? field.tagged };
}

/** Resolves the versions in which each struct can occur, and that every struct referred to exists. */
function withVersions(messageName: string, messageVersions: Versions, lists: FieldLists): Struct[] {
  const ranges = new Map<string, Versions>([[messageName, messageVersions]]);
  const visit = (owner: string, within: Versions): void => {
    for (const field of lists.get(owner) ?? []) {
      const element = elementOf(field.type);
      if (element.kind !== 'struct') continue;
      if (!lists.has(element.name)) throw new Error(`${messageName}: struct ${element.name} is not defined`);
      const range = intersect(field.versions, within);
      ranges.set(element.name, hull(ranges.get(element.name) ?? NO_VERSIONS, range));
      visit(element.name, range);
    }
  };
  visit(messageName, messageVersions);
  return [...lists].map(([name, fields]) => ({
    name,
    fields,
    versions: ranges.get(name) ?? NO_VERSIONS,
    isMessage: name === messageName,
  }));
}
