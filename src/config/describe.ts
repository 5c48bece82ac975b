/**
 * Configs as DescribeConfigs shows them: value, where it comes from, and the names that could have given it.
 * Pure; called by the DescribeConfigs handler. Follows Apache Kafka's ConfigHelper.
 */
import { brokerDefault, brokerDefinitions } from './broker-definitions.ts';
import type { Config } from './config.ts';
import { type ConfigDefinition, type ConfigType, defaultConfig, isSensitive, parseConfigValue } from './definition.ts';
import { groupConfigDefinitions } from './generated/group-configs.ts';
import type { TopicConfigName } from './generated/topic-configs.ts';
import { effectiveTopicConfig, topicDefinitions } from './topic-config.ts';
import { topicConfigSynonyms } from './topic-synonyms.ts';

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

/** Only synonyms from the first one of the topic config's own unit on: hours and minutes are not shown for it. */
function topicSynonyms(name: TopicConfigName, config: Config): ConfigSynonym[] {
  const [first, ...others] = topicConfigSynonyms[name] ?? [];
  if (first === undefined) return [];
  const own = brokerSynonyms(first.name, config);
  return own.length === 0 ? [] : [...own, ...others.flatMap((synonym) => brokerSynonyms(synonym.name, config))];
}

export function describeBrokerConfigs(config: Config): DescribedConfig[] {
  const shown = [...brokerDefinitions.values()].filter(
    ({ name, internal }) => internal !== true || config.explicit.has(name),
  );
  const unknown = [...config.explicit.keys()].filter((name) => !brokerDefinitions.has(name));
  return [
    ...shown.map((definition) => {
      const synonyms = synonymFamily(definition.name).flatMap((name) => brokerSynonyms(name, config));
      const start = synonyms.findIndex((synonym) => synonym.name === definition.name);
      return described(definition, config.text(definition.name) ?? null, start === -1 ? [] : synonyms.slice(start), {
        readOnly: definition.dynamic !== true,
        type: typeCodes[definition.type],
      });
    }),
    ...unknown.map(describeUnknown),
  ];
}

/** A setting that nobody knows may hold a secret, so its value is not shown. */
function describeUnknown(name: string): DescribedConfig {
  const synonyms = [{ name, value: null, source: ConfigSource.STATIC_BROKER }];
  return { name, value: null, readOnly: true, source: ConfigSource.STATIC_BROKER, sensitive: true, synonyms, type: 0 };
}

/** The broker configs that say the same in other units, in the order in which Kafka looks at them. */
function synonymFamily(name: string): readonly string[] {
  for (const synonyms of Object.values(topicConfigSynonyms)) {
    if (synonyms.length > 1 && synonyms.some((synonym) => synonym.name === name)) {
      return synonyms.map((synonym) => synonym.name);
    }
  }
  return [name];
}

function brokerSynonyms(name: string, config: Config): ConfigSynonym[] {
  const explicit = config.explicit.get(name);
  const text = brokerDefault(name)?.text ?? null;
  return [
    ...(explicit === undefined ? [] : [{ name, value: explicit, source: ConfigSource.STATIC_BROKER }]),
    ...(text === null ? [] : [{ name, value: text, source: ConfigSource.DEFAULT }]),
  ];
}

/** Group configs take their defaults from the broker config `group.` + name, where there is one. */
export function describeGroupConfigs(overrides: ReadonlyMap<string, string>, config: Config): DescribedConfig[] {
  return groupConfigDefinitions.map((definition) => {
    const { name, type } = definition;
    const override = overrides.get(name);
    const inherited = brokerDefinitions.has(`group.${name}`)
      ? brokerSynonyms(`group.${name}`, config)
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
