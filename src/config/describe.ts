/**
 * Configs as DescribeConfigs shows them: value, where it comes from, and the names that could have given it.
 * Pure; called by the DescribeConfigs handler. Follows Apache Kafka's ConfigHelper.
 */
import { brokerDefault, brokerDefinitions } from './broker-definitions.ts';
import type { Config } from './config.ts';
import { type ConfigDefinition, type ConfigType, defaultConfig, isSensitive, parseConfigValue } from './definition.ts';
import { dynamicDefinition, nameBehindListener } from './dynamic-names.ts';
import { groupConfigDefinitions } from './generated/group-configs.ts';
import type { TopicConfigName } from './generated/topic-configs.ts';
import { effectiveTopicConfig, topicDefinitions } from './topic-config.ts';
import { synonymFamily, topicConfigSynonyms } from './topic-synonyms.ts';

/** Kafka's codes of where a value comes from. */
export const ConfigSource = {
  TOPIC: 1,
  DYNAMIC_BROKER: 2,
  DYNAMIC_DEFAULT_BROKER: 3,
  STATIC_BROKER: 4,
  DEFAULT: 5,
  DYNAMIC_BROKER_LOGGER: 6,
  CLIENT_METRICS: 7,
  GROUP: 8,
} as const;

export interface ConfigSynonym {
  readonly name: string;
  readonly value: string | null;
  readonly source: number;
}

export interface DescribedConfig {
  readonly name: string;
  /** Null: no value, or one that is not shown. */
  readonly value: string | null;
  readonly readOnly: boolean;
  readonly source: number;
  readonly sensitive: boolean;
  /** The strongest first. */
  readonly synonyms: readonly ConfigSynonym[];
  /** Kafka's code of the type; 0: unknown. */
  readonly type: number;
}

const typeCodes: Readonly<Record<ConfigType, number>> = {
  BOOLEAN: 1,
  STRING: 2,
  INT: 3,
  SHORT: 4,
  LONG: 5,
  DOUBLE: 6,
  LIST: 7,
  CLASS: 8,
  PASSWORD: 9,
};

export function describeTopicConfigs(overrides: ReadonlyMap<string, string>, config: Config): DescribedConfig[] {
  const effective = effectiveTopicConfig(overrides, config);
  const shown = [...topicDefinitions.values()].filter(({ name, internal }) => internal !== true || overrides.has(name));
  return shown.map((definition) => {
    const { name, type } = definition;
    const value = effective.text(name) ?? null;
    const synonyms = topicSynonyms(name as TopicConfigName, config);
    if (overrides.has(name)) synonyms.unshift({ name, value, source: ConfigSource.TOPIC });
    return described(definition, value, synonyms, { readOnly: false, type: typeCodes[type] });
  });
}

/** None where the topic config's first name has no value: hours and minutes alone are not shown for it. */
function topicSynonyms(name: TopicConfigName, config: Config): ConfigSynonym[] {
  const names = (topicConfigSynonyms[name] ?? []).map((synonym) => synonym.name);
  return names.length === 0 ? [] : synonymsOf(names, config);
}

/** This broker's configs, as they hold now. */
export function describeBrokerConfigs(config: Config): DescribedConfig[] {
  const { cluster, broker } = config.dynamic;
  const isSet = (name: string) => config.explicit.has(name) || cluster.has(name) || broker.has(name);
  const shown = [...brokerDefinitions.values()].filter(({ name, internal }) => internal !== true || isSet(name));
  const others = [...broker.keys(), ...cluster.keys(), ...config.explicit.keys()];
  const unlisted = new Set(others.filter((name) => !brokerDefinitions.has(name)));
  return [
    ...shown.map((definition) => {
      const synonyms = synonymsOf(synonymFamily(definition.name), config, definition.name);
      return described(definition, config.text(definition.name) ?? null, synonyms, {
        readOnly: definition.dynamic !== true,
        type: typeCodes[definition.type],
      });
    }),
    ...[...unlisted].map((name) => describeUnlisted(name, synonymsOf(namesBehind(name), config))),
  ];
}

/** The dynamic defaults of all brokers, as they are set. */
export function describeClusterConfigs(set: ReadonlyMap<string, string>): DescribedConfig[] {
  return [...set].map(([name, text]) => {
    const definition = brokerDefinitions.get(name);
    const names = definition === undefined ? namesBehind(name) : synonymFamily(name);
    const synonyms = synonymsIn([[set, ConfigSource.DYNAMIC_DEFAULT_BROKER]], names, name);
    if (definition === undefined) return describeUnlisted(name, synonyms);
    const rest = { readOnly: definition.dynamic !== true, type: typeCodes[definition.type] };
    return described(definition, text, synonyms, rest);
  });
}

/** A name with a listener's prefix shows what it stands before, too. */
function namesBehind(name: string): string[] {
  const base = nameBehindListener(name);
  return base === null ? [name] : [name, base];
}

/**
 * A name beyond the table. A dynamic one may still be known, by what it stands before; a setting that nobody knows may
 * hold a secret, so its value is not shown.
 */
function describeUnlisted(name: string, synonyms: readonly ConfigSynonym[]): DescribedConfig {
  const definition = dynamicDefinition(name);
  const readOnly = definition === undefined || nameBehindListener(name) !== null;
  if (definition !== undefined) {
    const rest = { readOnly, type: typeCodes[definition.type] };
    return described({ ...definition, name }, synonyms[0]?.value ?? null, synonyms, rest);
  }
  const source = synonyms[0]?.source ?? ConfigSource.STATIC_BROKER;
  const hidden = synonyms.map((synonym) => ({ ...synonym, value: null }));
  return { name, value: null, readOnly, source, sensitive: true, synonyms: hidden, type: 0 };
}

/** Of every layer, the strongest first; what stands before `first` is left out. */
function synonymsOf(names: readonly string[], config: Config, first = names[0]): ConfigSynonym[] {
  const defaults = new Map<string, string>();
  for (const name of names) {
    const text = brokerDefault(name)?.text ?? null;
    if (text !== null) defaults.set(name, text);
  }
  const layers: Layer[] = [
    [config.dynamic.broker, ConfigSource.DYNAMIC_BROKER],
    [config.dynamic.cluster, ConfigSource.DYNAMIC_DEFAULT_BROKER],
    [config.explicit, ConfigSource.STATIC_BROKER],
    [defaults, ConfigSource.DEFAULT],
  ];
  return synonymsIn(layers, names, first);
}

type Layer = [texts: ReadonlyMap<string, string>, source: number];

function synonymsIn(layers: readonly Layer[], names: readonly string[], first: string | undefined): ConfigSynonym[] {
  const synonyms: ConfigSynonym[] = [];
  for (const [texts, source] of layers) {
    for (const name of names) {
      const value = texts.get(name);
      if (value !== undefined) synonyms.push({ name, value, source });
    }
  }
  const start = synonyms.findIndex(({ name }) => name === first);
  return start === -1 ? [] : synonyms.slice(start);
}

/** Group configs take their defaults from the broker config `group.` + name, where there is one. */
export function describeGroupConfigs(overrides: ReadonlyMap<string, string>, config: Config): DescribedConfig[] {
  return groupConfigDefinitions.map((definition) => {
    const { name, type } = definition;
    const override = overrides.get(name);
    const inherited = brokerDefinitions.has(`group.${name}`)
      ? synonymsOf([`group.${name}`], config)
      : [{ name, value: definition.defaultText, source: ConfigSource.DEFAULT }];
    const text =
      override === undefined ? groupDefault(definition, config) : parseConfigValue(definition, override).text;
    const own = override === undefined ? [] : [{ name, value: text, source: ConfigSource.GROUP }];
    return described(definition, text, [...own, ...inherited], { readOnly: false, type: typeCodes[type] });
  });
}

function groupDefault(definition: ConfigDefinition, config: Config): string | null {
  return config.text(`group.${definition.name}`) ?? defaultConfig(definition).text;
}

function described(
  definition: ConfigDefinition,
  value: string | null,
  synonyms: readonly ConfigSynonym[],
  rest: { readonly readOnly: boolean; readonly type: number },
): DescribedConfig {
  const sensitive = isSensitive(definition.type);
  return {
    name: definition.name,
    value: sensitive ? null : value,
    source: synonyms[0]?.source ?? ConfigSource.DEFAULT,
    sensitive,
    synonyms: sensitive ? synonyms.map((synonym) => ({ ...synonym, value: null })) : synonyms,
    ...rest,
  };
}
