// Configs of a broker, asked for under the id of the logical broker that a client sees. Pure; used by translation.ts.
import { ApiKey } from '../../wire/api-key.ts';
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

/** All of them have the configs of the one that does the work. */
export function brokerResourcesToBroker(request: Message, placement: Placement): Message {
  return renamed(request, 'resources', (name) => {
    const isKnown = name !== '' && placement.node(Number(name)) !== undefined;
    return isKnown ? String(placement.brokerBehind) : name;
  });
}

/** A client asks each broker for its own: the reply names the one that was asked. */
export function brokerResourcesToClient(response: Message, apiKey: number, nodeId: number, behind: number): Message {
  const list = REPLY_LISTS.get(apiKey) ?? '';
  return renamed(response, list, (name) => (name === String(behind) ? String(nodeId) : name));
}

function renamed(message: Message, list: string, rename: (name: string) => string): Message {
  const elements = message[list];
  if (!Array.isArray(elements)) return message;
  const named = (elements as Message[]).map((element) =>
    BROKER_TYPES.has(element.resourceType)
      ? { ...element, resourceName: rename(String(element.resourceName)) }
      : element,
  );
  return { ...message, [list]: named };
}
