/**
 * Generates src/config/generated/ from the three tables of Kafka's configs (configs-broker.tsv, configs-topic.tsv,
 * configs-group.tsv: name, default, type, valid values) and from configs-broker-flags.tsv, which says which broker
 * configs Kafka can change at run time (dynamic) and which it never shows (internal). Called by generate.ts.
 *
 * Invariant: the tables are the only place where a Kafka config's name, type, default and limits are written down.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ConfigRule, ConfigType } from '../src/config/definition.ts';
import { generatedHead } from './output.ts';

interface Row {
  readonly name: string;
  readonly defaultText: string;
  readonly type: ConfigType;
  readonly valid: string;
  readonly flag: string | null;
}

const tables = ['broker', 'topic', 'group'] as const;

/** Path from the project's root → text of every generated config file. */
export function generateConfigs(): Map<string, string> {
  const flags = new Map(readTable('configs-broker-flags.tsv').map(([name, flag]) => [name, flag] as const));
  const files = new Map<string, string>();
  for (const table of tables) {
    const rows = readTable(`configs-${table}.tsv`).map((columns) => parseRow(table, columns, flags));
    files.set(`src/config/generated/${table}-configs.ts`, render(table, rows));
  }
  return files;
}

/** The lines below the heading, split into columns. */
function readTable(name: string): string[][] {
  const text = readFileSync(fileURLToPath(new URL(name, import.meta.url)), 'utf8');
  const lines = text.split('\n').slice(1);
  return lines.filter((line) => line !== '').map((line) => line.split('\t'));
}

function parseRow(
  table: string,
  columns: readonly string[],
  flags: ReadonlyMap<string | undefined, string | undefined>,
): Row {
  const [name, defaultText, type, valid] = columns;
  if (name === undefined || defaultText === undefined || type === undefined || valid === undefined) {
    throw new Error(`configs-${table}.tsv has a line without four columns: ${columns.join(' ')}`);
  }
  const flag = table === 'broker' ? flags.get(name) : name.startsWith('internal.') ? 'internal' : undefined;
  return { name, defaultText, type: type as ConfigType, valid, flag: flag ?? null };
}

function render(table: string, rows: readonly Row[]): string {
  const type = `${table[0]?.toUpperCase()}${table.slice(1)}`;
  const lines = [
    generatedHead(`protocol/configs-${table}.tsv`).trimEnd(),
    "import type { ConfigDefinition } from '../definition.ts';",
    '',
    `export const ${table}ConfigDefinitions: readonly ConfigDefinition[] = [`,
    ...rows.map((row) => `  ${definition(row)},`),
    '];',
    '',
    `export interface ${type}ConfigValues {`,
    ...rows.map((row) => `  readonly '${row.name}': ${valueType(row)};`),
    '}',
    '',
    `export type ${type}ConfigName = keyof ${type}ConfigValues;`,
    '',
  ];
  return lines.join('\n');
}

function definition(row: Row): string {
  const required = row.defaultText === '<required>';
  const defaultText = row.defaultText === 'null' || required ? null : row.defaultText;
  const rule = parseRule(row);
  const fields = [
    `name: ${quote(row.name)}`,
    `type: '${row.type}'`,
    `defaultText: ${defaultText === null ? 'null' : quote(defaultText)}`,
  ];
  if (required) fields.push('required: true');
  if (row.flag !== null) fields.push(`${row.flag}: true`);
  if (rule !== null) fields.push(`rule: ${JSON.stringify(rule)}`);
  return `{ ${fields.join(', ')} }`;
}

/** The column "valid values" as data; null where every value of the type is allowed. */
export function parseRule(row: Pick<Row, 'name' | 'valid'>): ConfigRule | null {
  const { valid } = row;
  if (valid === '' || valid === 'non-null string') return null;
  if (valid === 'non-empty string' || valid === 'non-empty list') return { kind: 'non-empty' };
  if (valid.startsWith('[partitionId]:[brokerId]')) return { kind: 'throttled-replicas' };
  if (valid.includes('by_duration:')) return { kind: 'offset-reset' };
  const range = /^\[(-?[\d.]+),\.\.\.(?:,(-?[\d.]+))?\](?: or (-?\d+))?$/.exec(valid);
  if (range !== null) {
    const [, min, max, also] = range;
    return {
      kind: 'range',
      min: Number(min),
      ...(max === undefined ? {} : { max: Number(max) }),
      ...(also === undefined ? {} : { also: Number(also) }),
    };
  }
  const words = /^(\(case insensitive\) )?\[([\w, ]+)\]$/.exec(valid);
  if (words?.[2] === undefined) throw new Error(`${row.name}: cannot read the valid values "${valid}"`);
  return { kind: 'one-of', values: words[2].split(', '), ...(words[1] === undefined ? {} : { ignoreCase: true }) };
}

function valueType(row: Row): string {
  const nullable = row.defaultText === 'null' ? ' | null' : '';
  switch (row.type) {
    case 'BOOLEAN':
      return `boolean${nullable}`;
    case 'INT':
    case 'SHORT':
    case 'LONG':
    case 'DOUBLE':
      return `number${nullable}`;
    case 'LIST':
      return `readonly string[]${nullable}`;
    case 'STRING':
    case 'CLASS':
    case 'PASSWORD':
      return `string${nullable}`;
  }
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
