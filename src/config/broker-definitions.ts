/**
 * All broker configs that exist, Kafka's and our own, by name, with the default that holds in this broker.
 * Read by config.ts and by DescribeConfigs.
 */
import { type ConfigDefinition, defaultConfig, type ParsedConfig } from './definition.ts';
import { type BrokerConfigValues, brokerConfigDefinitions } from './generated/broker-configs.ts';
import { type OwnConfigValues, ownConfigDefinitions, singleNodeDefaults } from './own-configs.ts';

export type ConfigValues = BrokerConfigValues & OwnConfigValues;
export type ConfigName = keyof ConfigValues;

/** In the order of the tables. */
export const brokerDefinitions: ReadonlyMap<string, ConfigDefinition> = new Map(
  [...brokerConfigDefinitions, ...ownConfigDefinitions].map((definition) => [definition.name, definition]),
);

/** A single node's default where it differs from Kafka's, else the table's; undefined: no such name. */
export function brokerDefault(name: string): ParsedConfig | undefined {
  const definition = brokerDefinitions.get(name);
  if (definition === undefined) return undefined;
  const text = singleNodeDefaults[name];
  return defaultConfig(text === undefined ? definition : { ...definition, defaultText: text });
}
