// Writes the TypeScript modules that list things: error codes, API keys, and the codecs by kind, among them the
// unions in which the records of a log are handed on once their type is known.

import type { LayoutFile, Message } from './layout.ts';
import { lowerFirst, moduleName, upperSnakeCase } from './names.ts';
import type { Api, KafkaError } from './source.ts';

export function errorCodeModule(errors: readonly KafkaError[], head: string): string {
  return `${head}
/** Kafka's error codes, as they stand in responses. */
export const ErrorCode = {
${errors.map(({ name, code }) => `  ${name}: ${code},`).join('\n')}
} as const;
export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];

const NAMES: ReadonlyMap<number, string> = new Map(Object.entries(ErrorCode).map(([name, code]) => [code, name]));

/** The name of an error code; a code that Kafka does not know gives its number. */
export function errorName(code: number): string {
  return NAMES.get(code) ?? \`error \${code}\`;
}

const RETRIABLE: ReadonlySet<number> = new Set<number>([
${errors
  .filter(({ retriable }) => retriable)
  .map(({ name }) => `  ErrorCode.${name},`)
  .join('\n')}
]);

/** Whether clients try again by themselves after this code. */
export function isRetriable(code: number): boolean {
  return RETRIABLE.has(code);
}
`;
}

export function apiKeyModule(apis: readonly Api[], head: string): string {
  return `${head}
/** Kafka's API keys. */
export const ApiKey = {
${apis.map(({ name, key }) => `  ${upperSnakeCase(name)}: ${key},`).join('\n')}
} as const;
export type ApiKey = (typeof ApiKey)[keyof typeof ApiKey];

const NAMES: ReadonlyMap<number, string> = new Map([
${apis.map(({ name, key }) => `  [${key}, '${name}'],`).join('\n')}
]);

/** The name of an API, as \`CreateTopics\`; a key that Kafka does not know gives its number. */
export function apiName(key: number): string {
  return NAMES.get(key) ?? \`api \${key}\`;
}
`;
}

interface Named {
  readonly message: Message;
  readonly module: string;
}

function namedMessages(files: readonly LayoutFile[]): Named[] {
  return files.flatMap((file) => file.messages.map((message) => ({ message, module: moduleName(file) })));
}

function importText(named: readonly Named[], withTypes: boolean): string {
  const byModule = new Map<string, string[]>();
  for (const { message, module } of named) {
    const types = withTypes ? [`type ${message.name}`] : [];
    byModule.set(module, [...(byModule.get(module) ?? []), ...types, lowerFirst(message.name)]);
  }
  return [...byModule].map(([module, names]) => `import { ${names.join(', ')} } from './${module}.ts';`).join('\n');
}

/** Every codec there is: for tests and tools. */
export function allCodecsModule(files: readonly LayoutFile[], head: string): string {
  const named = namedMessages(files);
  return `${head}
import type { MessageCodec } from '../message-codec.ts';
${importText(named, false)}

export const allCodecs: readonly MessageCodec<unknown>[] = [
${named.map(({ message }) => `  ${lowerFirst(message.name)},`).join('\n')}
];
`;
}

export function metadataRecordsModule(files: readonly LayoutFile[], head: string): string {
  const named = namedMessages(files).filter(({ message }) => message.kind === 'metadata');
  named.sort((a, b) => (a.message.key ?? 0) - (b.message.key ?? 0));
  return `${head}
import type { MessageCodec } from '../message-codec.ts';
${importText(named, true)}

/** A record of the metadata log, told apart by its name. */
export type MetadataRecord =
${named.map(({ message: { name } }) => `  | { readonly name: '${name}'; readonly value: ${name} }`).join('\n')};

interface MetadataRecordType {
  readonly codec: MessageCodec<unknown>;
  wrap(value: unknown): MetadataRecord;
}

/** By record type. */
export const metadataRecordTypes: ReadonlyMap<number, MetadataRecordType> = new Map<number, MetadataRecordType>([
${named
  .map(
    ({ message: { name, key } }) =>
      `  [${key}, { codec: ${lowerFirst(name)}, wrap: (value) => ({ name: '${name}', value: value as ${name} }) }],`,
  )
  .join('\n')}
]);
`;
}

/** The record types of one coordinator's log: key and value schemas that share a type number. */
export function coordinatorRecordsModule(files: readonly LayoutFile[], folder: string, head: string): string {
  const named = namedMessages(files.filter(({ path }) => path.includes(`/${folder}/`)));
  const keys = named.filter(({ message }) => message.kind === 'coordinator-key');
  keys.sort((a, b) => (a.message.key ?? 0) - (b.message.key ?? 0));
  const pairs = keys.map(({ message: key }) => {
    const value = named.find(({ message }) => message.kind === 'coordinator-value' && message.key === key.key);
    if (value === undefined) throw new Error(`${key.name}: no value schema with its number`);
    return { name: key.name.replace(/Key$/, ''), key, value: value.message };
  });
  const union = coordinatorUnionName(folder);
  return `${head}
import type { CoordinatorRecordType } from '../framed-record.ts';
${importText(named, true)}

/** A record of this coordinator's log, told apart by its name. A null value is a tombstone. */
export type ${union} =
${pairs.map(({ name, key, value }) => `  | { readonly name: '${name}'; readonly key: ${key.name}; readonly value: ${value.name} | null }`).join('\n')};

/** By the type number that leads the key. */
export const ${lowerFirst(union)}Types: ReadonlyMap<number, CoordinatorRecordType<${union}>> = new Map<
  number,
  CoordinatorRecordType<${union}>
>([
${pairs
  .map(
    ({ name, key, value }) => `  [
    ${key.key},
    {
      key: ${lowerFirst(key.name)},
      value: ${lowerFirst(value.name)},
      wrap: (key, value) => ({ name: '${name}', key: key as ${key.name}, value: value as ${value.name} | null }),
    },
  ],`,
  )
  .join('\n')}
]);
`;
}

/** `kafka-group-coordinator` → `GroupCoordinatorRecord`. */
function coordinatorUnionName(folder: string): string {
  const words = folder.replace(/^kafka-/, '').split('-');
  return `${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}Record`;
}
