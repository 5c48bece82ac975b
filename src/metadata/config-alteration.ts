// The controller's decision on a change of configs: of a topic, which must exist, or of another resource.
import { KafkaError } from '../errors.ts';
import type { Decision } from './decision.ts';
import { ConfigResourceType, configsOf, type MetadataImage } from './image.ts';
import type { ConfigDecision, ConfigResource } from './metadata.ts';
import { configSet } from './records.ts';
import { UNKNOWN_TOPIC } from './refusals.ts';

/** Throws KafkaError where the topic does not exist, and whatever KafkaError `decide` throws. */
export function decideConfigAlteration(
  resource: ConfigResource,
  decide: ConfigDecision,
  validateOnly: boolean,
  image: MetadataImage,
): Decision<null> {
  const changes = decide(overridesOf(resource, image));
  if (validateOnly) return { records: [], result: null };
  return { records: [...changes].map(([name, value]) => configSet(resource, name, value)), result: null };
}

function overridesOf(resource: ConfigResource, image: MetadataImage): ReadonlyMap<string, string> {
  if (resource.type !== ConfigResourceType.TOPIC) return configsOf(image, resource.type, resource.name);
  const topic = image.topicsByName.get(resource.name);
  if (topic === undefined) throw new KafkaError(UNKNOWN_TOPIC.errorCode, UNKNOWN_TOPIC.errorMessage);
  return topic.configs;
}
