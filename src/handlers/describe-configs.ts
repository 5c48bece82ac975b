// DescribeConfigs (key 32), versions 1 to 4.
// Topics: all topic configs, overrides over the broker's values over the defaults. Brokers: this node's configs, dynamic
// ones over static ones; the empty name asks for the dynamic defaults of all brokers. Groups: the group configs with the
// broker's defaults. Broker loggers: the one there is. Values, sources and errors follow Apache Kafka's ConfigHelper.
// Skipped: documentation texts (null), client metrics (UNSUPPORTED_VERSION 35).
import {
  type DescribedConfig,
  describeBrokerConfigs,
  describeClusterConfigs,
  describeGroupConfigs,
  describeTopicConfigs,
} from '../config/describe.ts';
import { KafkaError } from '../errors.ts';
import { ConfigResourceType, configsOf } from '../metadata/image.ts';
import { invalidTopicName } from '../metadata/topic-name.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  type DescribeConfigsResource,
  type DescribeConfigsResourceResult,
  type DescribeConfigsResult,
  describeConfigsRequest,
  describeConfigsResponse,
  newDescribeConfigsResponse,
} from '../wire/generated/describe-configs.ts';
import { describeBrokerLogger } from './broker-logger.ts';
import { type BrokerParts, defineHandler } from './handler.ts';

/** Kafka sends an empty text, not null, where there is no message. */
const NO_MESSAGE = '';

export const describeConfigs = defineHandler({
  request: describeConfigsRequest,
  response: describeConfigsResponse,
  handle: (request, _context, broker) =>
    newDescribeConfigsResponse({
      results: request.resources.map((resource) => answer(resource, request.includeSynonyms, broker)),
    }),
  onError: (code, message, request) =>
    newDescribeConfigsResponse({ results: request.resources.map((resource) => failure(resource, code, message)) }),
});

function answer(resource: DescribeConfigsResource, withSynonyms: boolean, broker: BrokerParts): DescribeConfigsResult {
  try {
    const { resourceType, resourceName } = resource;
    const configs = wanted(resource, describeResource(resource, broker)).map((config) => entry(config, withSynonyms));
    return { errorCode: ErrorCode.NONE, errorMessage: NO_MESSAGE, resourceType, resourceName, configs };
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    return failure(resource, error.code, error.message);
  }
}

function describeResource({ resourceType, resourceName }: DescribeConfigsResource, broker: BrokerParts) {
  const { image } = broker.metadata;
  switch (resourceType) {
    case ConfigResourceType.TOPIC:
      return describeTopicConfigs(topicOverrides(resourceName, broker), broker.config);
    case ConfigResourceType.BROKER:
      if (resourceName === '') return describeClusterConfigs(configsOf(image, resourceType, ''));
      checkNode(resourceName, 'or empty string, ', broker);
      return describeBrokerConfigs(broker.config);
    case ConfigResourceType.BROKER_LOGGER:
      if (resourceName === '') throw new KafkaError(ErrorCode.INVALID_REQUEST, 'Broker id must not be empty');
      checkNode(resourceName, '', broker);
      return describeBrokerLogger(broker.log);
    case ConfigResourceType.GROUP: {
      if (resourceName === '') throw new KafkaError(ErrorCode.INVALID_REQUEST, 'Group name must not be empty');
      return describeGroupConfigs(configsOf(image, resourceType, resourceName), broker.config);
    }
    case ConfigResourceType.CLIENT_METRICS:
      throw new KafkaError(ErrorCode.UNSUPPORTED_VERSION, 'Client metrics subscriptions are not supported yet');
    default:
      throw new KafkaError(ErrorCode.INVALID_REQUEST, `Unsupported resource type: ${resourceType}`);
  }
}

function topicOverrides(name: string, broker: BrokerParts): ReadonlyMap<string, string> {
  const problem = invalidTopicName(name);
  if (problem !== null) throw new KafkaError(ErrorCode.INVALID_TOPIC_EXCEPTION, problem);
  const topic = broker.metadata.image.topicsByName.get(name);
  if (topic === undefined) throw new KafkaError(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, NO_MESSAGE);
  return topic.configs;
}

function checkNode(name: string, alternative: string, broker: BrokerParts): void {
  if (!/^[+-]?\d{1,10}$/.test(name)) {
    throw new KafkaError(ErrorCode.INVALID_REQUEST, `Broker id must be an integer, but it is: ${name}`);
  }
  if (Number(name) !== broker.config.nodeId) {
    const expected = `Unexpected broker id, expected ${broker.config.nodeId} ${alternative}but received ${name}`;
    throw new KafkaError(ErrorCode.INVALID_REQUEST, expected);
  }
}

/** Null and empty keys ask for everything; keys that do not exist are left out. */
function wanted({ configurationKeys }: DescribeConfigsResource, configs: DescribedConfig[]): DescribedConfig[] {
  if (configurationKeys === null || configurationKeys.length === 0) return configs;
  const keys = new Set(configurationKeys);
  return configs.filter((config) => keys.has(config.name));
}

function entry(config: DescribedConfig, withSynonyms: boolean): DescribeConfigsResourceResult {
  return {
    name: config.name,
    value: config.value,
    readOnly: config.readOnly,
    configSource: config.source,
    isSensitive: config.sensitive,
    synonyms: withSynonyms ? config.synonyms.map((synonym) => ({ ...synonym })) : [],
    configType: config.type,
    documentation: null,
  };
}

function failure(resource: DescribeConfigsResource, errorCode: number, errorMessage: string): DescribeConfigsResult {
  const { resourceType, resourceName } = resource;
  return { errorCode, errorMessage, resourceType, resourceName, configs: [] };
}
