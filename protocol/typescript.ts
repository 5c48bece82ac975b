// Writes the TypeScript module of one layout file: for each struct an interface, a function that fills defaults,
// a read and a write function; for each message its codec.
//
// The read functions build one object literal in field order, so that all values of a struct share one shape;
// there are no closures and no tables that are interpreted at run time.

import type { Field, LayoutFile, Message, Struct, Versions } from './layout.ts';
import { lowerFirst, sharedStructNames, structName } from './names.ts';
import { elementOf } from './parse.ts';
import { minimalElementSize } from './sizes.ts';
import { defaultOf, isNullable } from './values.ts';
import { conditionOf, inlineVersions, intersect, isEmpty, isTaggedIn, taggedFields } from './versions.ts';

/** What the functions below need to know about the struct that they write. */
export interface Scope {
  readonly message: Message;
  readonly struct: Struct;
  /** The struct's name in the generated code. */
  readonly name: string;
  nameOf(struct: string): string;
}

export function typescriptModule(file: LayoutFile, head: string): string {
  const shared = sharedStructNames(file);
  const parts = file.messages.flatMap((message) => {
    const nameOf = (struct: string) => structName(message, struct, shared);
    const scopes = message.structs.map((struct) => ({ message, struct, name: nameOf(struct.name), nameOf }));
    return [...scopes.map(interfaceText), ...scopes.map(functionsText), codecText(message)];
  });
  const body = parts.join('\n');
  return `${head}${imports(body)}\n${body}`;
}

function imports(body: string): string {
  const used = (names: readonly string[]) => names.filter((name) => new RegExp(`\\b${name}\\b`).test(body));
  const codecNames = used(['nullInVersion', 'unsupportedField', 'unsupportedVersion']);
  const zero = used(['ZERO_UUID']);
  return [
    `import { type MessageCodec, ${codecNames.join(', ')} } from '../message-codec.ts';`,
    zero.length > 0
      ? `import { type Reader, ZERO_UUID } from '../reader.ts';`
      : `import type { Reader } from '../reader.ts';`,
    `import type { Writer } from '../writer.ts';`,
    '',
  ].join('\n');
}

// ---- types and defaults

function elementTypeText(field: Field, scope: Scope): string {
  const element = elementOf(field.type);
  if (element.kind === 'struct') return scope.nameOf(element.name);
  switch (element.name) {
    case 'bool':
      return 'boolean';
    case 'int64':
      return 'bigint';
    case 'string':
    case 'uuid':
      return 'string';
    case 'bytes':
    case 'records':
      return 'Buffer';
    default:
      return 'number';
  }
}

function interfaceText(scope: Scope): string {
  const lines = scope.struct.fields.map((field) => {
    const array = field.type.kind === 'array' ? '[]' : '';
    return `  ${lowerFirst(field.name)}: ${elementTypeText(field, scope)}${array}${isNullable(field) ? ' | null' : ''};`;
  });
  const name = scope.name;
  // An interface without members would accept anything.
  if (lines.length === 0) return `export type ${name} = Record<string, never>;\n`;
  return `export interface ${name} {\n${lines.join('\n')}\n}\n`;
}

function defaultText(field: Field, scope: Scope): string {
  const value = defaultOf(field);
  switch (value.kind) {
    case 'null':
      return 'null';
    case 'struct':
      return `new${elementTypeText(field, scope)}()`;
    case 'zero-uuid':
      return 'ZERO_UUID';
    case 'bool':
    case 'float':
      return String(value.value);
    case 'integer':
      return elementTypeText(field, scope) === 'bigint' ? `${value.value}n` : String(value.value);
    case 'empty':
      if (field.type.kind === 'array') return '[]';
      return elementTypeText(field, scope) === 'string' ? "''" : 'Buffer.alloc(0)';
  }
}

/** Whether `value` differs from the field's default, as an expression. */
function differsText(field: Field, value: string, scope: Scope): string {
  const kind = defaultOf(field).kind;
  const orNull = isNullable(field) ? `${value} === null || ` : '';
  const group = (text: string) => (orNull === '' ? text : `(${orNull}${text})`);
  if (kind === 'null') return `${value} !== null`;
  if (kind === 'struct') return group(`!isDefault${elementTypeText(field, scope)}(${value})`);
  if (kind === 'empty') return group(`${value}.length !== 0`);
  if (kind === 'bool') return defaultText(field, scope) === 'true' ? `!${value}` : value;
  return `${value} !== ${defaultText(field, scope)}`;
}

// ---- functions

function functionsText(scope: Scope): string {
  const parts = [newText(scope)];
  if (needsIsDefault(scope)) parts.push(isDefaultText(scope));
  parts.push(readText(scope), ...readArrayTexts(scope), writeText(scope));
  return parts.join('\n');
}

function newText({ struct, name, ...rest }: Scope): string {
  const scope = { struct, name, ...rest };
  if (struct.fields.length === 0) return `export function new${name}(): ${name} {\n  return {};\n}\n`;
  const lines = struct.fields.map((field) => `    ${lowerFirst(field.name)}: ${defaultText(field, scope)},`);
  return `export function new${name}(fields?: Partial<${name}>): ${name} {
  return {
${lines.join('\n')}
    ...fields,
  };
}
`;
}

/** A struct is compared with its defaults where it is a field (not an element) that is not null by default. */
function needsIsDefault({ message, struct }: Scope): boolean {
  return message.structs.some((owner) =>
    owner.fields.some(
      (field) => field.type.kind === 'struct' && field.type.name === struct.name && defaultOf(field).kind === 'struct',
    ),
  );
}

function isDefaultText(scope: Scope): string {
  const differences = scope.struct.fields.map((field) => differsText(field, `value.${lowerFirst(field.name)}`, scope));
  return `function isDefault${scope.name}(value: ${scope.name}): boolean {
  return !(${differences.join(' || ')});
}
`;
}

function flexibleText(scope: Scope): string {
  const condition = conditionOf(scope.message.flexible, scope.struct.versions);
  return condition === 'always' ? 'true' : condition === 'never' ? 'false' : 'flexible';
}

function flexibleLine(scope: Scope): string {
  const condition = conditionOf(scope.message.flexible, scope.struct.versions);
  return typeof condition === 'string' ? '' : `  const flexible = ${condition.text};\n`;
}

function versionCheck(scope: Scope): string {
  if (!scope.struct.isMessage) return '';
  const { from, to } = scope.message.versions;
  const outside = from === to ? `version !== ${from}` : `version < ${from} || version > ${to}`;
  return `  if (${outside}) throw unsupportedVersion('${scope.message.name}', version);\n`;
}

/** A condition in TypeScript's spelling. */
function strict(text: string): string {
  return text.replace(/(?<![=!<>])==(?!=)/g, '===').replace(/!=(?!=)/g, '!==');
}

// ---- reading

function readText(scope: Scope): string {
  const { struct, name } = scope;
  const exported = struct.isMessage ? 'export ' : '';
  const head = `${exported}function read${name}(reader: Reader, version: number): ${name} {\n${versionCheck(scope)}`;
  const flexible = flexibleText(scope);
  const lines = struct.fields.map((field) => `    ${lowerFirst(field.name)}: ${strict(readInlineText(field, scope))},`);
  const usesFlexible = flexible === 'flexible';
  const literal = lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n  }`;
  const tags = flexible === 'false' ? '' : readTagsText(scope, flexible);
  if (tags === '') return `${head}${usesFlexible ? flexibleLine(scope) : ''}  return ${literal};\n}\n`;
  return `${head}${flexibleLine(scope)}  const value: ${name} = ${literal};\n${tags}  return value;\n}\n`;
}

function readInlineText(field: Field, scope: Scope): string {
  const inline = inlineVersions(field, scope.struct);
  const condition = conditionOf(inline, scope.struct.versions);
  const fallback = defaultText(field, scope);
  if (condition === 'never') return fallback;
  const read = readFieldText(field, scope, inline);
  if (condition === 'always') return read;
  return `${condition.text} ? ${read.includes('?') ? `(${read})` : read} : ${fallback}`;
}

/** Reads the field, wherever it stands, in one of the versions `within`. */
function readFieldText(field: Field, scope: Scope, within: Versions): string {
  const condition = conditionOf(field.nullable, within);
  const plain = readValueText(field, scope, within, false);
  if (condition === 'never') return plain;
  const nullable = readValueText(field, scope, within, true);
  return condition === 'always' ? nullable : `${condition.text} ? ${nullable} : ${plain}`;
}

/** What stands in front of a struct that may be null: another thing among the tagged fields than in line. */
function presence(field: Field, within: Versions): string {
  return isTaggedIn(field, within) ? 'TaggedPresence' : 'Presence';
}

const METHODS: Readonly<Record<string, string>> = {
  bool: 'Bool',
  int8: 'Int8',
  int16: 'Int16',
  uint16: 'Uint16',
  int32: 'Int32',
  uint32: 'Uint32',
  int64: 'Int64',
  float64: 'Float64',
  uuid: 'Uuid',
  string: 'String',
  bytes: 'Bytes',
  records: 'Bytes',
};
const WITH_LENGTH: ReadonlySet<string> = new Set(['string', 'bytes', 'records']);

function readValueText(field: Field, scope: Scope, within: Versions, nullable: boolean): string {
  const flexible = field.neverFlexible ? 'false' : flexibleText(scope);
  const prefix = nullable ? 'Nullable' : '';
  const element = elementOf(field.type);
  if (element.kind === 'struct') {
    const name = scope.nameOf(element.name);
    if (field.type.kind === 'array') return `read${prefix}${name}Array(reader, version)`;
    return nullable
      ? `reader.read${presence(field, within)}() ? read${name}(reader, version) : null`
      : `read${name}(reader, version)`;
  }
  const method = METHODS[element.name];
  if (field.type.kind === 'array') return `reader.read${prefix}${method}Array(${flexible})`;
  if (WITH_LENGTH.has(element.name)) return `reader.read${prefix}${method}(${flexible})`;
  return `reader.read${method}()`;
}

function readTagsText(scope: Scope, flexible: string): string {
  const cases = taggedFields(scope.struct).map((field) => {
    const tagged = intersect(field.tagged, scope.struct.versions);
    const flexibleHere = intersect(scope.message.flexible, scope.struct.versions);
    const condition = conditionOf(tagged, flexibleHere);
    const target = `value.${lowerFirst(field.name)}`;
    const read = `${target} = ${strict(readFieldText(field, scope, tagged))};`;
    const guarded =
      typeof condition === 'string'
        ? `          ${read}\n          reader.endTaggedField(end);\n`
        : `          if (${strict(condition.text)}) {\n            ${read}\n            reader.endTaggedField(end);\n          } else reader.skipTo(end);\n`;
    return `        case ${field.tag}:\n${guarded}          break;\n`;
  });
  const step = `      const tag = reader.readUnsignedVarint();
      const end = reader.readTaggedFieldEnd();
      switch (tag) {
${cases.join('')}        default:
          reader.skipTo(end);
      }
`;
  if (cases.length === 0)
    return flexible === 'true' ? '  reader.skipTaggedFields();\n' : '  if (flexible) reader.skipTaggedFields();\n';
  const loop = `    for (let count = reader.readTagCount(); count > 0; count--) {\n${step}    }\n`;
  return flexible === 'true' ? loop.replace(/^ {2}/gm, '') : `  if (flexible) {\n${loop}  }\n`;
}

/** The functions that read arrays of this struct, with and without null, as far as fields need them. */
function readArrayTexts(scope: Scope): string[] {
  const { message, struct, name } = scope;
  const uses = message.structs.flatMap((owner) =>
    owner.fields
      .filter((field) => field.type.kind === 'array' && elementOf(field.type).kind === 'struct')
      .filter((field) => field.type.kind === 'array' && field.type.element.name === struct.name)
      .map((field) => conditionOf(field.nullable, intersect(field.versions, owner.versions))),
  );
  const texts: string[] = [];
  const condition = conditionOf(message.flexible, struct.versions);
  const flexible = condition === 'always' ? 'true' : condition === 'never' ? 'false' : strict(condition.text);
  const loop = `  const values: ${name}[] = [];
  for (let index = 0; index < length; index++) values.push(read${name}(reader, version));
  return values;
}
`;
  if (uses.length === 0) return texts;
  const size = minimalElementSize(message, { kind: 'struct', name: struct.name });
  if (uses.some((use) => use !== 'always')) {
    texts.push(`function read${name}Array(reader: Reader, version: number): ${name}[] {
  const length = reader.readArrayLength(${flexible}, ${size});
${loop}`);
  }
  if (uses.some((use) => use !== 'never')) {
    texts.push(`function readNullable${name}Array(reader: Reader, version: number): ${name}[] | null {
  const length = reader.readNullableArrayLength(${flexible}, ${size});
  if (length < 0) return null;
${loop}`);
  }
  return texts;
}

// ---- writing

function writeText(scope: Scope): string {
  const { struct, name } = scope;
  const exported = struct.isMessage ? 'export ' : '';
  const flexible = flexibleText(scope);
  const fields = struct.fields.map((field) => writeFieldText(field, scope)).join('');
  const tags = flexible === 'false' ? '' : writeTagsText(scope, flexible);
  const body = `${fields}${tags}`;
  const usesFlexible = /\bflexible\b/.test(body);
  return `${exported}function write${name}(writer: Writer, version: number, value: ${name}): void {
${versionCheck(scope)}${usesFlexible ? flexibleLine(scope) : ''}${body}}
`;
}

/** The field in line, and the complaint where the version has no place at all for it. */
function writeFieldText(field: Field, scope: Scope): string {
  const value = `value.${lowerFirst(field.name)}`;
  const inline = inlineVersions(field, scope.struct);
  const condition = conditionOf(inline, scope.struct.versions);
  const lines: string[] = [];
  if (condition === 'always') lines.push(...writeValueLines(field, scope, value, inline));
  else if (condition !== 'never') {
    lines.push(...guardedLines(strict(condition.text), writeValueLines(field, scope, value, inline)));
  }
  const absent = conditionOf(field.versions, scope.struct.versions);
  if (absent !== 'always' && !field.ignorable) {
    const differs = differsText(field, value, scope);
    const check = absent === 'never' ? differs : `${strict(absent.negated)} && ${differs}`;
    lines.push(`if (${check}) throw unsupportedField('${scope.name}.${lowerFirst(field.name)}', version);`);
  }
  return indent(lines)
    .map((line) => `${line}\n`)
    .join('');
}

function guardedLines(condition: string, lines: readonly string[]): string[] {
  const [only = ''] = lines;
  if (lines.length === 1 && !/^(if|for) /.test(only)) return [`if (${condition}) ${only}`];
  return [`if (${condition}) {`, ...indent(lines), '}'];
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

function writeValueLines(field: Field, scope: Scope, value: string, within: Versions): string[] {
  const lines: string[] = [];
  const nullable = conditionOf(field.nullable, within);
  if (isNullable(field) && nullable !== 'always') {
    const outside = nullable === 'never' ? '' : `${strict(nullable.negated)} && `;
    lines.push(
      `if (${outside}${value} === null) throw nullInVersion('${scope.name}.${lowerFirst(field.name)}', version);`,
    );
  }
  const element = elementOf(field.type);
  const flexible = field.neverFlexible ? 'false' : flexibleText(scope);
  if (element.kind === 'scalar') {
    const method = METHODS[element.name];
    if (field.type.kind === 'array') lines.push(`writer.write${method}Array(${value}, ${flexible});`);
    else lines.push(`writer.write${method}(${value}${WITH_LENGTH.has(element.name) ? `, ${flexible}` : ''});`);
    return lines;
  }
  const call = `write${scope.nameOf(element.name)}(writer, version, `;
  if (field.type.kind === 'array') lines.push(...writeStructArrayLines(field, value, call, flexible));
  else if (!isNullable(field)) lines.push(`${call}${value});`);
  else {
    const write = `writer.write${presence(field, within)}(${value} !== null);`;
    if (nullable === 'always') lines.push(write);
    else if (nullable !== 'never') lines.push(`if (${strict(nullable.text)}) ${write}`);
    lines.push(`if (${value} !== null) ${call}${value});`);
  }
  return lines;
}

function writeStructArrayLines(field: Field, value: string, write: string, flexible: string): string[] {
  if (!isNullable(field)) {
    return [
      `writer.writeArrayLength(${value}.length, ${flexible});`,
      `for (const element of ${value}) ${write}element);`,
    ];
  }
  return [
    `writer.writeArrayLength(${value} === null ? -1 : ${value}.length, ${flexible});`,
    `if (${value} !== null) for (const element of ${value}) ${write}element);`,
  ];
}

function writeTagsText(scope: Scope, flexible: string): string {
  const tagged = taggedFields(scope.struct);
  if (tagged.length === 0) {
    return flexible === 'true'
      ? '  writer.writeUnsignedVarint(0);\n'
      : '  if (flexible) writer.writeUnsignedVarint(0);\n';
  }
  const flexibleHere = intersect(scope.message.flexible, scope.struct.versions);
  const fields = tagged.map((field) => {
    const value = `value.${lowerFirst(field.name)}`;
    const versions = intersect(field.tagged, scope.struct.versions);
    const condition = conditionOf(versions, flexibleHere);
    const differs = differsText(field, value, scope);
    const present = typeof condition === 'string' ? differs : `${strict(condition.text)} && ${differs}`;
    const lines = [
      `const position = writer.beginTaggedField(${field.tag});`,
      ...writeValueLines(field, scope, value, versions),
      'writer.endTaggedField(position);',
    ];
    return { present, lines };
  });
  const lines = [
    'let tagCount = 0;',
    ...fields.map(({ present }) => `if (${present}) tagCount++;`),
    'writer.writeUnsignedVarint(tagCount);',
    ...fields.flatMap(({ present, lines }) => [`if (${present}) {`, ...indent(lines), '}']),
  ];
  const block = flexible === 'true' ? lines : ['if (flexible) {', ...indent(lines), '}'];
  return indent(block)
    .map((line) => `${line}\n`)
    .join('');
}

function codecText(message: Message): string {
  const { name, key, versions, flexible } = message;
  return `export const ${lowerFirst(name)}: MessageCodec<${name}> = {
  name: '${name}',
  apiKey: ${key},
  minVersion: ${versions.from},
  maxVersion: ${versions.to},
  latestVersionUnstable: ${message.latestVersionUnstable},
  flexibleFrom: ${isEmpty(flexible) ? 'Number.POSITIVE_INFINITY' : flexible.from},
  read: read${name},
  write: write${name},
};
`;
}
