// The kinds of resources whose configs are in the metadata log, each with its rules: which names it may have, which
// configs, and what a refusal is called. Used by config-resources.ts; words and codes are Apache Kafka's.
import { AlterOperation, alterationRefused, type ListConfig } from '../config/alter.ts';
import type { ConfigDefinition } from '../config/definition.ts';
import { usable } from '../config/dynamic-layers.ts';
import { type DynamicScope, dynamicDefinition } from '../config/dynamic-names.ts';
import { validateDynamicConfigs } from '../config/dynamic-validation.ts';
import { groupDefinitions, validateGroupConfigs } from '../config/group-config.ts';
import { topicConfig, validateTopicConfigs } from '../config/topic-config.ts';
import { KafkaError } from '../errors.ts';
import { ConfigResourceType } from '../metadata/image.ts';
import { invalidTopicName } from '../metadata/topic-name.ts';
import { ErrorCode } from '../wire/error-code.ts';
import type { BrokerParts } from './handler.ts';

export interface ConfigKind {
  /** Of a change that the rules refuse. */
  readonly errorCode: number;
  /** Throws KafkaError. */
  checkName(name: string, broker: BrokerParts): void;
  /** The list that a word is added to or taken from; throws where the config is none. */
  list: ListConfig;
  /** What counts of that which is set: it may come from a broker that knew more. */
  kept(overrides: ReadonlyMap<string, string>, name: string): ReadonlyMap<string, string>;
  /** Checks all that would be set; throws ConfigError. */
  validate(overrides: ReadonlyMap<string, string>, name: string, broker: BrokerParts): void;
}

const topics: ConfigKind = {
  errorCode: ErrorCode.INVALID_CONFIG,
  checkName(name, broker) {
    if (name === '') throw invalid('Default topic resources are not allowed.');
    const problem = invalidTopicName(name);
    if (problem !== null) throw new KafkaError(ErrorCode.INVALID_TOPIC_EXCEPTION, problem);
    if (broker.metadata.image.topicsByName.has(name)) return;
    throw new KafkaError(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, `The topic '${name}' does not exist.`);
  },
  list: (name, operation) => listOrRefuse(topicConfig(name), name, operation),
  kept: (overrides) => overrides,
  validate: (overrides, _name, broker) => validateTopicConfigs(overrides, broker.config),
};

const groups: ConfigKind = {
  errorCode: ErrorCode.INVALID_CONFIG,
  checkName(name) {
    if (name === '') throw invalid('Default group resources are not allowed.');
  },
  list: (name, operation) => listOrRefuse(groupDefinitions.get(name), name, operation),
  kept: (overrides) => overrides,
  validate: (overrides, _name, broker) => validateGroupConfigs(overrides, broker.config),
};

/** One broker by its id, or, by the empty name, the default of all of them. */
const brokers: ConfigKind = {
  errorCode: ErrorCode.INVALID_REQUEST,
  checkName(name, broker) {
    if (name !== '') checkNodeId(name, broker, 'Unexpected broker id, expected');
  },
  list(name, operation) {
    const definition = dynamicDefinition(name);
    if (definition === undefined) throw new KafkaError(ErrorCode.INVALID_CONFIG, `Unknown config name: ${name}`);
    if (definition.type === 'LIST') return definition;
    const verb = operation === AlterOperation.APPEND ? 'append' : 'subtract';
    throw new KafkaError(ErrorCode.INVALID_CONFIG, `Config value ${verb} is not allowed for config key: ${name}`);
  },
  kept: (overrides, name) => usable(overrides, scopeOf(name)).texts,
  validate: (overrides, name, broker) => validateDynamicConfigs(overrides, scopeOf(name), broker.config),
};

export const configKinds: ReadonlyMap<number, ConfigKind> = new Map<number, ConfigKind>([
  [ConfigResourceType.TOPIC, topics],
  [ConfigResourceType.BROKER, brokers],
  [ConfigResourceType.GROUP, groups],
]);

/** @param expected how Kafka begins the sentence about another node */
export function checkNodeId(name: string, broker: BrokerParts, expected: string): void {
  if (!/^[+-]?\d{1,10}$/.test(name)) throw invalid(`Node id must be an integer, but it is: ${name}`);
  const { nodeId } = broker.config;
  if (Number(name) !== nodeId) throw invalid(`${expected} ${nodeId}, but received ${Number(name)}`);
}

function scopeOf(name: string): DynamicScope {
  return name === '' ? 'cluster' : 'broker';
}

function listOrRefuse(definition: ConfigDefinition | undefined, name: string, operation: number): ConfigDefinition {
  if (definition?.type === 'LIST') return definition;
  throw alterationRefused(name, operation);
}

function invalid(message: string): KafkaError {
  return new KafkaError(ErrorCode.INVALID_REQUEST, message);
}
