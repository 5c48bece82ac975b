// Kafka's names in the spelling of each language, and the names that structs get in the generated code.

import type { LayoutFile, Message } from './layout.ts';

/** `ReplicaId` → `replicaId`: only the first letter changes. */
export function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** `OffsetForLeaderEpoch` → `offset-for-leader-epoch`. */
export function kebabCase(name: string): string {
  return words(name).join('-');
}

/** `ErrorCode` → `error_code`, `groupInstanceId` → `group_instance_id`. */
export function snakeCase(name: string): string {
  return words(name).join('_');
}

/** `ListOffsets` → `LIST_OFFSETS`. */
export function upperSnakeCase(name: string): string {
  return snakeCase(name).toUpperCase();
}

function words(name: string): string[] {
  return name
    .replace(/KRaft/g, 'Kraft')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(' ');
}

/** The name of an API: its request without the ending. */
export function apiName(message: Message): string {
  return message.name.replace(/(Request|Response)$/, '');
}

/** The file (without ending) that holds the generated code of a layout file: the API's or the record's name. */
export function moduleName(file: LayoutFile): string {
  const [first] = file.messages;
  if (first === undefined) throw new Error(`${file.path} holds no message`);
  return kebabCase(file.messages.length > 1 ? apiName(first) : first.name);
}

/** Struct names that are defined by several messages of one file, and so carry the message's name in front. */
export function sharedStructNames(file: LayoutFile): ReadonlySet<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { name } of file.messages.flatMap((message) => message.structs)) {
    if (seen.has(name)) shared.add(name);
    seen.add(name);
  }
  return shared;
}

export function structName(message: Message, name: string, shared: ReadonlySet<string>): string {
  return shared.has(name) ? `${message.name}${name}` : name;
}
