// ListConfigResources (key 74), versions 0 and 1.
// Version 0 asks for client metrics subscriptions alone. From version 1 on: topics and live brokers, whether anything is
// set on them or not, and the groups and subscriptions that something is set on; an empty list asks for all types.
import { KafkaError } from '../errors.ts';
import { ConfigResourceType, type MetadataImage } from '../metadata/image.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  listConfigResourcesRequest,
  listConfigResourcesResponse,
  newListConfigResourcesResponse,
} from '../wire/generated/list-config-resources.ts';
import { defineHandler } from './handler.ts';

const ALL_TYPES: ReadonlySet<number> = new Set(Object.values(ConfigResourceType));

export const listConfigResources = defineHandler({
  request: listConfigResourcesRequest,
  response: listConfigResourcesResponse,
  handle(request, { apiVersion }, broker) {
    const types = apiVersion === 0 ? [ConfigResourceType.CLIENT_METRICS] : request.resourceTypes;
    const unknown = types.filter((type) => !ALL_TYPES.has(type));
    if (unknown.length > 0) {
      throw new KafkaError(ErrorCode.UNSUPPORTED_VERSION, `Unknown resource types: ${unknown.join(', ')}`);
    }
    const wanted = types.length === 0 ? ALL_TYPES : new Set(types);
    return newListConfigResourcesResponse({
      configResources: [...wanted].flatMap((resourceType) =>
        namesOf(resourceType, broker.metadata.image).map((resourceName) => ({ resourceName, resourceType })),
      ),
    });
  },
  onError: (errorCode) => newListConfigResourcesResponse({ errorCode }),
});

function namesOf(resourceType: number, image: MetadataImage): string[] {
  switch (resourceType) {
    case ConfigResourceType.TOPIC:
      return [...image.topicsByName.keys()];
    case ConfigResourceType.BROKER:
    case ConfigResourceType.BROKER_LOGGER:
      return [...image.brokers.values()].filter(({ fenced }) => !fenced).map(({ nodeId }) => String(nodeId));
    default:
      return namesWithConfigs(resourceType, image);
  }
}

function namesWithConfigs(resourceType: number, image: MetadataImage): string[] {
  const prefix = `${resourceType}:`;
  const names: string[] = [];
  for (const [key, configs] of image.configs) {
    if (key.startsWith(prefix) && configs.size > 0) names.push(key.slice(prefix.length));
  }
  return names;
}
