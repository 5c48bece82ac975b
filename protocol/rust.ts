// Writes the Rust module of one layout file: for each struct its type, its defaults, decode and encode.
//
// Decoding borrows strings and bytes from the frame and allocates nothing but the vectors. A value that a version
// cannot carry is a mistake of this broker: debug builds assert, release builds leave the field out.

import type { Field, LayoutFile, Message, ScalarName, Struct, Versions } from './layout.ts';
import { sharedStructNames, snakeCase, structName } from './names.ts';
import { elementOf } from './parse.ts';
import { findStruct, minimalElementSize } from './sizes.ts';
import { defaultOf, isNullable } from './values.ts';
import {
  type Condition,
  conditionOf,
  inlineVersions,
  intersect,
  isEmpty,
  isTaggedIn,
  taggedFields,
} from './versions.ts';

interface Scope {
  readonly message: Message;
  readonly struct: Struct;
  /** The struct's name in the generated code, without its lifetime. */
  readonly name: string;
  nameOf(struct: string): string;
}

const TYPES: Readonly<Record<ScalarName, string>> = {
  bool: 'bool',
  int8: 'i8',
  int16: 'i16',
  uint16: 'u16',
  int32: 'i32',
  uint32: 'u32',
  int64: 'i64',
  float64: 'f64',
  uuid: 'Uuid',
  string: "&'a str",
  bytes: "&'a [u8]",
  records: "Records<'a>",
};
const WITH_LENGTH: ReadonlySet<ScalarName> = new Set<ScalarName>(['string', 'bytes', 'records']);
const KEYWORDS: ReadonlySet<string> = new Set(['type', 'match', 'move', 'ref', 'use', 'mod', 'loop', 'where', 'final']);

export function rustModule(file: LayoutFile, head: string): string {
  const shared = sharedStructNames(file);
  const parts = file.messages.flatMap((message) => {
    const nameOf = (struct: string) => structName(message, struct, shared);
    return message.structs.map((struct) => structText({ message, struct, name: nameOf(struct.name), nameOf }));
  });
  const body = parts.join('\n');
  const codec = ['DecodeError', 'Reader', 'Records', 'Uuid', 'Writer'].filter((name) =>
    new RegExp(`\\b${name}\\b`).test(body),
  );
  return `${head}\nuse crate::codec::{${codec.join(', ')}};\n\n${body}`;
}

function structText(scope: Scope): string {
  const parts = [typeText(scope)];
  if (!hasTrivialDefaults(scope.struct)) parts.push(defaultImplText(scope));
  const consts = scope.struct.isMessage ? `${constsText(scope.message)}\n` : '';
  const [header, footer] = implFrame(scope);
  parts.push(`${header}${consts}${decodeText(scope)}\n${encodeText(scope)}${footer}`);
  return parts.join('\n');
}

// ---- types and defaults

function borrows(message: Message, struct: Struct): boolean {
  return struct.fields.some(({ type }) => {
    const element = elementOf(type);
    return element.kind === 'scalar'
      ? WITH_LENGTH.has(element.name)
      : borrows(message, findStruct(message, element.name));
  });
}

function implFrame(scope: Scope): [string, string] {
  const lifetime = borrows(scope.message, scope.struct);
  return [lifetime ? `impl<'a> ${scope.name}<'a> {\n` : `impl ${scope.name} {\n`, '}\n'];
}

function fieldName(field: Field): string {
  const name = snakeCase(field.name);
  return KEYWORDS.has(name) ? `r#${name}` : name;
}

function elementTypeText(field: Field, scope: Scope): string {
  const element = elementOf(field.type);
  if (element.kind === 'scalar') return TYPES[element.name];
  const lifetime = borrows(scope.message, findStruct(scope.message, element.name)) ? "<'a>" : '';
  return `${scope.nameOf(element.name)}${lifetime}`;
}

function isRecords(field: Field): boolean {
  return field.type.kind === 'scalar' && field.type.name === 'records';
}

function typeOf(field: Field, scope: Scope): string {
  const element = elementTypeText(field, scope);
  const type = field.type.kind === 'array' ? `Vec<${element}>` : element;
  // Records have a null of their own.
  return isNullable(field) && !isRecords(field) ? `Option<${type}>` : type;
}

function typeText(scope: Scope): string {
  const { struct, name, message } = scope;
  const derives = ['Clone', 'Debug', ...(hasTrivialDefaults(struct) ? ['Default'] : []), 'PartialEq'];
  const lifetime = borrows(message, struct) ? "<'a>" : '';
  const fields = struct.fields.map((field) => `    pub ${fieldName(field)}: ${typeOf(field, scope)},\n`).join('');
  return `#[derive(${derives.join(', ')})]\npub struct ${name}${lifetime} {\n${fields}}\n`;
}

function defaultText(field: Field, scope: Scope): string {
  const value = defaultOf(field);
  if (value.kind === 'null') return isRecords(field) ? 'Records::Null' : 'None';
  const text = (() => {
    switch (value.kind) {
      case 'struct':
        return `${elementTypeText(field, scope).replace("<'a>", '')}::default()`;
      case 'zero-uuid':
        return 'Uuid::ZERO';
      case 'bool':
      case 'integer':
        return String(value.value);
      case 'float':
        return Number.isInteger(value.value) ? `${value.value}.0` : String(value.value);
      case 'empty':
        if (field.type.kind === 'array') return 'Vec::new()';
        if (isRecords(field)) return 'Records::Bytes(&[])';
        return elementOf(field.type).kind === 'scalar' && TYPES.string === elementTypeText(field, scope) ? '""' : '&[]';
    }
  })();
  return isNullable(field) ? `Some(${text})` : text;
}

/** Whether Rust's derived defaults are Kafka's. */
function hasTrivialDefaults(struct: Struct): boolean {
  return struct.fields.every((field) => {
    const value = defaultOf(field);
    if (value.kind === 'null') return true;
    if (isNullable(field)) return false;
    if (value.kind === 'bool') return !value.value;
    if (value.kind === 'integer') return value.value === 0n;
    if (value.kind === 'float') return value.value === 0;
    return !isRecords(field);
  });
}

function defaultImplText(scope: Scope): string {
  const lifetime = borrows(scope.message, scope.struct) ? "<'_>" : '';
  const fields = scope.struct.fields.map((field) => `            ${fieldName(field)}: ${defaultText(field, scope)},\n`);
  return `impl Default for ${scope.name}${lifetime} {
    fn default() -> Self {
        ${scope.name} {
${fields.join('')}        }
    }
}
`;
}

/** Whether the field differs from its default, as an expression. */
function differsText(field: Field, scope: Scope): string {
  const value = `self.${fieldName(field)}`;
  const kind = defaultOf(field);
  if (isRecords(field)) return `${value} != ${defaultText(field, scope)}`;
  if (kind.kind === 'null') return `${value}.is_some()`;
  if (kind.kind === 'empty') {
    return isNullable(field) ? `${value}.as_ref().is_none_or(|value| !value.is_empty())` : `!${value}.is_empty()`;
  }
  if (kind.kind === 'bool') return kind.value ? `!${value}` : value;
  return `${value} != ${defaultText(field, scope)}`;
}

function equalsDefaultText(field: Field, scope: Scope): string {
  const differs = differsText(field, scope);
  if (/^!self\.[\w#.]+(\(\))?$/.test(differs)) return differs.slice(1);
  if (/^self\.[\w#]+$/.test(differs)) return `!${differs}`;
  if (differs.endsWith('.is_some()')) return differs.replace(/is_some\(\)$/, 'is_none()');
  if (differs.includes('is_none_or')) return differs.replace('is_none_or(|value| !', 'is_some_and(|value| ');
  return differs.replace(' != ', ' == ');
}

function constsText({ key, versions, flexible }: Message): string {
  const apiKey = key === null ? '' : `    pub const API_KEY: i16 = ${key};\n`;
  const from = isEmpty(flexible) ? 'i16::MAX' : String(flexible.from);
  return `${apiKey}    pub const MIN_VERSION: i16 = ${versions.from};
    pub const MAX_VERSION: i16 = ${versions.to};
    /// The first version with compact lengths and tagged fields; \`i16::MAX\` where there is none.
    pub const FLEXIBLE_FROM: i16 = ${from};
`;
}

// ---- conditions

function rust(text: string): string {
  return text
    .replace(/version >= (\d+) && version <= (\d+)/g, '($1..=$2).contains(&version)')
    .replace(/\(version < (\d+) \|\| version > (\d+)\)/g, (_, from, to) => `!(${from}..=${to}).contains(&version)`);
}

function flexibleCondition(scope: Scope): Condition {
  return conditionOf(scope.message.flexible, scope.struct.versions);
}

function flexibleText(scope: Scope): string {
  const condition = flexibleCondition(scope);
  return condition === 'always' ? 'true' : condition === 'never' ? 'false' : 'flexible';
}

function flexibleLine(scope: Scope, body: string): string {
  const condition = flexibleCondition(scope);
  if (typeof condition === 'string' || !/\bflexible\b/.test(body)) return '';
  return `        let flexible = ${rust(condition.text)};\n`;
}

/** The name of the version parameter: with an underscore where the body has no use for it. */
function versionParameter(body: string): string {
  return /\bversion\b/.test(body) ? 'version' : '_version';
}

function indent(lines: readonly string[], levels = 1): string[] {
  return lines.map((line) => `${'    '.repeat(levels)}${line}`);
}

function block(lines: readonly string[], levels: number): string {
  return indent(lines, levels)
    .map((line) => `${line}\n`)
    .join('');
}

// ---- decoding

function decodeText(scope: Scope): string {
  const { message, struct } = scope;
  const visible = struct.isMessage ? 'pub ' : '';
  const check = struct.isMessage
    ? [
        `if !(${message.versions.from}..=${message.versions.to}).contains(&version) {`,
        '    return Err(DecodeError::UnsupportedVersion { version });',
        '}',
      ]
    : [];
  const fields = struct.fields.map((field) => `    ${fieldName(field)}: ${decodeInlineText(field, scope)},`);
  const literal = [`${scope.name} {`, ...fields, '}'];
  const tags = decodeTagLines(scope);
  const lines = [...check];
  const mutable = tags.some((line) => line.includes('value.')) ? 'mut ' : '';
  if (tags.length === 0) lines.push(`Ok(${literal[0]}`, ...literal.slice(1, -1), '})');
  else lines.push(`let ${mutable}value = ${literal[0]}`, ...literal.slice(1, -1), '};', ...tags, 'Ok(value)');
  const body = block(lines, 2);
  const reader = borrows(message, struct) ? "Reader<'a>" : "Reader<'_>";
  const flexible = flexibleLine(scope, body);
  return `    ${visible}fn decode(reader: &mut ${reader}, ${versionParameter(flexible + body)}: i16) -> Result<Self, DecodeError> {
${flexible}${body}    }
`;
}

function decodeInlineText(field: Field, scope: Scope): string {
  const inline = inlineVersions(field, scope.struct);
  const condition = conditionOf(inline, scope.struct.versions);
  if (condition === 'never') return defaultText(field, scope);
  const decode = decodeFieldText(field, scope, inline);
  if (condition === 'always') return decode;
  return `if ${rust(condition.text)} { ${decode} } else { ${defaultText(field, scope)} }`;
}

function decodeFieldText(field: Field, scope: Scope, within: Versions): string {
  const some = (text: string) => (isNullable(field) && !isRecords(field) ? `Some(${text})` : text);
  const condition = conditionOf(field.nullable, within);
  const plain = some(decodeValueText(field, scope, within, false));
  if (condition === 'never') return plain;
  const nullable = decodeValueText(field, scope, within, true);
  if (condition === 'always') return nullable;
  return `if ${rust(condition.text)} { ${nullable} } else { ${plain} }`;
}

function decodeValueText(field: Field, scope: Scope, within: Versions, nullable: boolean): string {
  const flexible = field.neverFlexible ? 'false' : flexibleText(scope);
  const prefix = nullable ? 'nullable_' : '';
  const element = elementOf(field.type);
  const decode =
    element.kind === 'struct'
      ? `${scope.nameOf(element.name)}::decode(reader, version)`
      : `reader.${element.name}(${WITH_LENGTH.has(element.name) ? flexible : ''})`;
  if (field.type.kind === 'array') {
    const size = minimalElementSize(scope.message, element);
    const each =
      element.kind === 'scalar' && !WITH_LENGTH.has(element.name) ? `Reader::${element.name}` : `|reader| ${decode}`;
    return `reader.${prefix}array(${flexible}, ${size}, ${each})?`;
  }
  if (element.kind === 'struct')
    return nullable ? `if reader.${presence(field, within)}()? { Some(${decode}?) } else { None }` : `${decode}?`;
  return WITH_LENGTH.has(element.name) ? `reader.${prefix}${element.name}(${flexible})?` : `${decode}?`;
}

/** What stands in front of a struct that may be null: another thing among the tagged fields than in line. */
function presence(field: Field, within: Versions): string {
  return isTaggedIn(field, within) ? 'tagged_presence' : 'presence';
}

function decodeTagLines(scope: Scope): string[] {
  const flexible = flexibleText(scope);
  if (flexible === 'false') return [];
  const guard = (lines: string[]) => (flexible === 'true' ? lines : ['if flexible {', ...indent(lines), '}']);
  const tagged = taggedFields(scope.struct);
  if (tagged.length === 0) return guard(['reader.skip_tagged_fields()?;']);
  const flexibleHere = intersect(scope.message.flexible, scope.struct.versions);
  const arms = tagged.map((field) => {
    const versions = intersect(field.tagged, scope.struct.versions);
    const condition = conditionOf(versions, flexibleHere);
    const when = typeof condition === 'string' ? '' : ` if ${rust(condition.text)}`;
    return `${field.tag}${when} => value.${fieldName(field)} = ${decodeFieldText(field, scope, versions)},`;
  });
  return guard([
    'for _ in 0..reader.tag_count()? {',
    '    let (tag, end) = reader.tagged_field()?;',
    '    match tag {',
    ...indent([...arms, '_ => reader.skip_to(end),'], 2),
    '    }',
    '    reader.end_tagged_field(end)?;',
    '}',
  ]);
}

// ---- encoding

function encodeText(scope: Scope): string {
  const { struct } = scope;
  const visible = struct.isMessage ? 'pub ' : '';
  const lines = [...struct.fields.flatMap((field) => encodeFieldLines(field, scope)), ...encodeTagLines(scope)];
  if (struct.isMessage) {
    const { from, to } = scope.message.versions;
    lines.unshift(`debug_assert!((${from}..=${to}).contains(&version), "${struct.name} has no version {version}");`);
  }
  const body = block(lines, 2);
  const flexible = flexibleLine(scope, body);
  return `    ${visible}fn encode(&self, writer: &mut Writer, ${versionParameter(flexible + body)}: i16) {
${flexible}${body}    }
`;
}

function encodeFieldLines(field: Field, scope: Scope): string[] {
  const inline = inlineVersions(field, scope.struct);
  const condition = conditionOf(inline, scope.struct.versions);
  const lines: string[] = [];
  if (condition === 'always') lines.push(...encodeValueLines(field, scope, inline));
  else if (condition !== 'never') {
    lines.push(`if ${rust(condition.text)} {`, ...indent(encodeValueLines(field, scope, inline)), '}');
  }
  const present = conditionOf(field.versions, scope.struct.versions);
  if (present !== 'always' && !field.ignorable) {
    const equals = equalsDefaultText(field, scope);
    const holds = present === 'never' ? equals : `${rust(present.text)} || ${equals}`;
    lines.push(`debug_assert!(${holds}, "${scope.name}.${fieldName(field)} is set in version {version}");`);
  }
  return lines;
}

function encodeValueLines(field: Field, scope: Scope, within: Versions): string[] {
  const lines: string[] = [];
  const value = `self.${fieldName(field)}`;
  const nullable = conditionOf(field.nullable, within);
  if (isNullable(field) && nullable !== 'always') {
    const present = isRecords(field) ? `${value} != Records::Null` : `${value}.is_some()`;
    const holds = nullable === 'never' ? present : `${rust(nullable.text)} || ${present}`;
    lines.push(`debug_assert!(${holds}, "${scope.name}.${fieldName(field)} is null in version {version}");`);
  }
  const element = elementOf(field.type);
  const flexible = field.neverFlexible ? 'false' : flexibleText(scope);
  const prefix = isNullable(field) && !isRecords(field) ? 'nullable_' : '';
  if (field.type.kind === 'array') {
    const array = prefix === '' ? `&${value}` : `${value}.as_deref()`;
    lines.push(`writer.${prefix}array(${array}, ${flexible}, ${encodeElementText(field, flexible)});`);
  } else if (element.kind === 'struct') lines.push(...encodeStructLines(value, field, nullable, within));
  else if (WITH_LENGTH.has(element.name)) lines.push(`writer.${prefix}${element.name}(${value}, ${flexible});`);
  else lines.push(`writer.${element.name}(${value});`);
  return lines;
}

function encodeElementText(field: Field, flexible: string): string {
  const element = elementOf(field.type);
  if (element.kind === 'struct') return '|writer, element| element.encode(writer, version)';
  if (WITH_LENGTH.has(element.name)) return `|writer, element| writer.${element.name}(element, ${flexible})`;
  return `|writer, element| writer.${element.name}(*element)`;
}

function encodeStructLines(value: string, field: Field, nullable: Condition, within: Versions): string[] {
  if (!isNullable(field)) return [`${value}.encode(writer, version);`];
  const call = `writer.${presence(field, within)}(${value}.is_some());`;
  const lines: string[] = [];
  if (nullable === 'always') lines.push(call);
  else if (nullable !== 'never') lines.push(`if ${rust(nullable.text)} {`, `    ${call}`, '}');
  return [...lines, `if let Some(value) = &${value} {`, '    value.encode(writer, version);', '}'];
}

function encodeTagLines(scope: Scope): string[] {
  const flexible = flexibleText(scope);
  if (flexible === 'false') return [];
  const guard = (lines: string[]) => (flexible === 'true' ? lines : ['if flexible {', ...indent(lines), '}']);
  const flexibleHere = intersect(scope.message.flexible, scope.struct.versions);
  const fields = taggedFields(scope.struct).map((field) => {
    const versions = intersect(field.tagged, scope.struct.versions);
    const condition = conditionOf(versions, flexibleHere);
    const differs = differsText(field, scope);
    const present = typeof condition === 'string' ? differs : `${rust(condition.text)} && ${differs}`;
    const content = encodeValueLines(field, scope, versions);
    return { field, present, content };
  });
  const [first, ...others] = fields;
  if (first === undefined) return guard(['writer.unsigned_varint(0);']);
  const name = ({ field }: { field: Field }) => `has_${fieldName(field).replace('r#', '')}`;
  return guard([
    ...fields.map((entry) => `let ${name(entry)} = ${entry.present};`),
    `writer.unsigned_varint(${[first, ...others].map((entry) => `u32::from(${name(entry)})`).join(' + ')});`,
    ...fields.flatMap((entry) => [
      `if ${name(entry)} {`,
      `    writer.tagged_field(${entry.field.tag}, |writer| {`,
      ...indent(entry.content, 2),
      '    });',
      '}',
    ]),
  ]);
}
