// Configs of brokers, asked for under the ids of the logical brokers that a client sees. All of them have the configs of
// the one that does the work. Pure; used by translation.ts and replies.ts.
import { ApiKey } from '../../wire/api-key.ts';
import type { ListConfigResourcesResponse } from '../../wire/generated/list-config-resources.ts';
import type { DecodedRequest } from '../messages/request.ts';
import type { Message } from '../messages/units.ts';
import type { Placement } from './placement.ts';

/** Kafka's numbers of the resource types BROKER and BROKER_LOGGER. */
const BROKER_TYPES: ReadonlySet<unknown> = new Set([4, 8]);

/** API key → the list of its replies. */
const REPLY_LISTS: ReadonlyMap<number, string> = new Map([
  [ApiKey.DESCRIBE_CONFIGS, 'results'],
  [ApiKey.ALTER_CONFIGS, 'responses'],
  [ApiKey.INCREMENTAL_ALTER_CONFIGS, 'responses'],
]);

export function namesBrokerResources(apiKey: number): boolean {
  return REPLY_LISTS.has(apiKey);
}

export function brokerResourcesToBroker(request: Message, placement: Placement): Message {
  return renamed(request, 'resources', (name) => {
    const isKnown = name !== '' && placement.node(Number(name)) !== undefined;
    return isKnown ? String(placement.brokerBehind) : name;
  });
}

/** Replies are in the order of the request: they name what it named. */
export function brokerResourcesToClient(response: Message, { request }: { request: DecodedRequest }): Message {
  const asked = elementsOf(request.message, 'resources').filter(isOfBroker);
  let index = 0;
  const list = REPLY_LISTS.get(request.header.apiKey) ?? '';
  return renamed(response, list, (name) => String(asked[index++]?.resourceName ?? name));
}

export function configResourcesToClient(response: ListConfigResourcesResponse, placement: Placement) {
  const configResources = response.configResources.flatMap((resource) =>
    BROKER_TYPES.has(resource.resourceType)
      ? placement.nodes.map(({ nodeId }) => ({ ...resource, resourceName: String(nodeId) }))
      : [resource],
  );
  return { ...response, configResources };
}

function renamed(message: Message, list: string, rename: (name: string) => string): Message {
  const named = elementsOf(message, list).map((element) =>
    isOfBroker(element) ? { ...element, resourceName: rename(String(element.resourceName)) } : element,
  );
  return { ...message, [list]: named };
}

function elementsOf(message: Message, list: string): Message[] {
  const elements = message[list];
  return Array.isArray(elements) ? (elements as Message[]) : [];
}

function isOfBroker({ resourceType }: Message): boolean {
  return BROKER_TYPES.has(resourceType);
}
