// AlterConfigs (key 33), versions 0-2: the configs of a resource become exactly those of the request; what it does not
// name goes back to its default. Topics, groups, this broker and the default of all brokers; each resource alone: one
// that is wrong does not stop the others.
// Skipped: client metrics subscriptions. Broker loggers are refused, as in Apache Kafka.
import {
  type AlterableConfig,
  type AlterConfigsResource,
  alterConfigsRequest,
  alterConfigsResponse,
  newAlterConfigsResponse,
} from '../wire/generated/alter-configs.ts';
import { alterResource, answerEach, answerOf, checkConfigs } from './config-resources.ts';
import { type BrokerParts, defineHandler } from './handler.ts';

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
  const { configs } = resource;
  const valueless = configs.filter(({ value }) => value === null);
  checkConfigs(configs, valueless);
  await alterResource(resource, (overrides) => replacing(overrides, configs), validateOnly, broker);
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
