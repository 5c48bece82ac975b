// AlterConfigs (key 33), versions 0-2: the configs of a topic become exactly those of the request; what it does not name
// goes back to its default. Each resource alone: one that is wrong does not stop the others.
// Skipped: brokers are answered with INVALID_REQUEST; other resource types are so in Apache Kafka too.
import { KafkaError } from '../errors.ts';
import { ConfigResourceType } from '../metadata/image.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  type AlterableConfig,
  type AlterConfigsResource,
  alterConfigsRequest,
  alterConfigsResponse,
  newAlterConfigsResponse,
} from '../wire/generated/alter-configs.ts';
import { type BrokerParts, defineHandler } from './handler.ts';
import { alterTopicConfigs, answerEach, answerOf, checkConfigs, checkIsTopic } from './topic-configs.ts';

const KNOWN_TYPES: ReadonlySet<number> = new Set([ConfigResourceType.TOPIC, ConfigResourceType.BROKER]);

export const alterConfigs = defineHandler({
  request: alterConfigsRequest,
  response: alterConfigsResponse,
  handle: async ({ resources, validateOnly }, _context, broker) =>
    newAlterConfigsResponse({
      responses: await answerEach(resources, (resource) => alter(resource, validateOnly, broker)),
    }),
  onError: (code, message, request) =>
    newAlterConfigsResponse({ responses: request.resources.map((resource) => answerOf(resource, code, message)) }),
});

async function alter(resource: AlterConfigsResource, validateOnly: boolean, broker: BrokerParts): Promise<void> {
  const { resourceType, resourceName, configs } = resource;
  checkConfigs(
    configs,
    configs.filter(({ value }) => value === null),
  );
  if (!KNOWN_TYPES.has(resourceType)) {
    throw new KafkaError(ErrorCode.INVALID_REQUEST, `Unknown resource type ${resourceType}`);
  }
  checkIsTopic(resource);
  await alterTopicConfigs(resourceName, (overrides) => replacing(overrides, configs), validateOnly, broker);
}

/** What has to change so that exactly these configs are set; null: back to the default. */
function replacing(
  overrides: ReadonlyMap<string, string>,
  configs: readonly AlterableConfig[],
): Map<string, string | null> {
  const changes = new Map<string, string | null>();
  for (const { name, value } of configs) if (overrides.get(name) !== value) changes.set(name, value);
  const kept = new Set(configs.map(({ name }) => name));
  for (const name of overrides.keys()) if (!kept.has(name)) changes.set(name, null);
  return changes;
}
