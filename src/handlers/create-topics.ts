// CreateTopics (key 19), versions 2-7.
// Counts or manual assignments, configs, validate-only; from version 5 the answer shows what the topic got. A name that
// stands twice in a request is refused, as is the metadata log's.
// Skipped: the timeout (topics are there when the answer leaves), create.topic.policy.class.name.
import { describeTopicConfigs } from '../config/describe.ts';
import type { TopicCreationResult } from '../metadata/metadata.ts';
import { METADATA_TOPIC } from '../metadata/topic-name.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  type CreatableTopicConfigs,
  type CreatableTopicResult,
  createTopicsRequest,
  createTopicsResponse,
  newCreatableTopicResult,
  newCreateTopicsResponse,
} from '../wire/generated/create-topics.ts';
import { type BrokerParts, defineHandler } from './handler.ts';
import { namesOnceAndTwice } from './names.ts';

export const createTopics = defineHandler({
  request: createTopicsRequest,
  response: createTopicsResponse,
  async handle(request, _context, broker) {
    const { once, twice } = namesOnceAndTwice(request.topics.map(({ name }) => name));
    const wanted = request.topics.filter(({ name }) => once.has(name) && name !== METADATA_TOPIC);
    const { validateOnly } = request;
    const created = await broker.metadata.createTopics(wanted, { validateOnly });
    const topics = created.map((result) => resultOf(result, broker));
    for (const name of twice) topics.push(refused(name, ErrorCode.INVALID_REQUEST, 'Duplicate topic name.'));
    if (once.has(METADATA_TOPIC)) topics.push(prohibited(METADATA_TOPIC));
    return newCreateTopicsResponse({ topics });
  },
  onError: (code, message, request) =>
    newCreateTopicsResponse({ topics: request.topics.map(({ name }) => refused(name, code, message)) }),
});

function refused(name: string, errorCode: number, errorMessage: string | null): CreatableTopicResult {
  return newCreatableTopicResult({ name, errorCode, errorMessage });
}

function prohibited(name: string): CreatableTopicResult {
  return refused(name, ErrorCode.INVALID_REQUEST, `Creation of internal topic ${name} is prohibited.`);
}

function resultOf(result: TopicCreationResult, broker: BrokerParts): CreatableTopicResult {
  const { name, topic } = result;
  if (topic === null) return refused(name, result.errorCode, result.errorMessage);
  return newCreatableTopicResult({
    name,
    topicId: topic.id,
    errorMessage: null,
    numPartitions: topic.partitions.length,
    replicationFactor: topic.partitions[0]?.replicas.length ?? -1,
    configs: configsOf(topic.configs, broker),
  });
}

function configsOf(overrides: ReadonlyMap<string, string>, broker: BrokerParts): CreatableTopicConfigs[] {
  return describeTopicConfigs(overrides, broker.config)
    .map(({ name, value, readOnly, source, sensitive }) => ({
      name,
      value,
      readOnly,
      configSource: source,
      isSensitive: sensitive,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
