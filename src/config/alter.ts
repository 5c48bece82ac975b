/**
 * The operations of IncrementalAlterConfigs on what is set on a resource. Pure; called by its handler.
 * Follows Apache Kafka's ConfigurationControlManager.
 */
import { ConfigError } from './config-error.ts';
import type { ConfigDefinition } from './definition.ts';

export const AlterOperation = { SET: 0, DELETE: 1, APPEND: 2, SUBTRACT: 3 } as const;

export interface ConfigAlteration {
  readonly name: string;
  /** One of AlterOperation; checked by the caller. */
  readonly operation: number;
  /** Null only for DELETE. */
  readonly value: string | null;
}

/** The definition of the list that APPEND and SUBTRACT work on; throws where the config is none. */
export type ListConfig = (name: string, operation: number) => ConfigDefinition;

export function alterationRefused(name: string, operation: number): ConfigError {
  const verb = operation === AlterOperation.APPEND ? 'APPEND' : 'SUBTRACT';
  return new ConfigError(`Can't ${verb} to key ${name} because its type is not LIST.`);
}

/** The new text of each config that changes; null: back to the default. Throws ConfigError. */
export function alterOverrides(
  overrides: ReadonlyMap<string, string>,
  alterations: readonly ConfigAlteration[],
  list: ListConfig,
): Map<string, string | null> {
  const changes = new Map<string, string | null>();
  for (const alteration of alterations) {
    const before = overrides.get(alteration.name) ?? null;
    const after = altered(before, alteration, list);
    if (after !== before) changes.set(alteration.name, after);
  }
  return changes;
}

function altered(before: string | null, { name, operation, value }: ConfigAlteration, list: ListConfig): string | null {
  switch (operation) {
    case AlterOperation.SET:
      return value;
    case AlterOperation.APPEND:
    case AlterOperation.SUBTRACT:
      return alteredList(before, list(name, operation), operation, value ?? '');
    default:
      return null;
  }
}

/** A list without an override starts from Kafka's default, whatever the broker's synonym says. */
function alteredList(before: string | null, definition: ConfigDefinition, operation: 2 | 3, value: string): string {
  const members = split(before ?? definition.defaultText ?? '');
  for (const member of split(value)) {
    const index = members.indexOf(member);
    if (operation === AlterOperation.APPEND && index === -1) members.push(member);
    if (operation === AlterOperation.SUBTRACT && index !== -1) members.splice(index, 1);
  }
  return members.join(',');
}

function split(text: string): string[] {
  return text.split(',').filter((member) => member !== '');
}

/** The overrides after the changes. */
export function withChanges(
  overrides: ReadonlyMap<string, string>,
  changes: ReadonlyMap<string, string | null>,
): Map<string, string> {
  const result = new Map(overrides);
  for (const [name, value] of changes) {
    if (value === null) result.delete(name);
    else result.set(name, value);
  }
  return result;
}
