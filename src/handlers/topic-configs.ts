// What AlterConfigs and IncrementalAlterConfigs have in common: the checks that any resource goes through, and the change
// of a topic's configs. Errors and their order follow Apache Kafka's ConfigAdminManager and
// ConfigurationControlManager. Throws KafkaError.
import { withChanges } from '../config/alter.ts';
import { ConfigError } from '../config/config-error.ts';
import { validateTopicConfigs } from '../config/topic-config.ts';
import { KafkaError } from '../errors.ts';
import { ConfigResourceType } from '../metadata/image.ts';
import type { ConfigDecision } from '../metadata/metadata.ts';
import { invalidTopicName } from '../metadata/topic-name.ts';
import { ErrorCode } from '../wire/error-code.ts';
import type { BrokerParts } from './handler.ts';

export interface NamedResource {
  resourceType: number;
  resourceName: string;
}

export interface ResourceAnswer extends NamedResource {
  errorCode: number;
  errorMessage: string | null;
}

/** Each resource alone: one that stands twice, or that `alter` refuses with a KafkaError, does not stop the others. */
export async function answerEach<R extends NamedResource>(
  resources: readonly R[],
  alter: (resource: R) => Promise<void>,
): Promise<ResourceAnswer[]> {
  const counts = new Map<string, number>();
  for (const resource of resources) counts.set(keyOf(resource), (counts.get(keyOf(resource)) ?? 0) + 1);
  const answers: ResourceAnswer[] = [];
  for (const resource of resources) answers.push(await answer(resource, counts.get(keyOf(resource)) !== 1, alter));
  return answers;
}

export function answerOf(
  { resourceType, resourceName }: NamedResource,
  errorCode: number,
  errorMessage: string | null,
): ResourceAnswer {
  return { errorCode, errorMessage, resourceType, resourceName };
}

async function answer<R extends NamedResource>(
  resource: R,
  standsTwice: boolean,
  alter: (resource: R) => Promise<void>,
): Promise<ResourceAnswer> {
  if (standsTwice) return answerOf(resource, ErrorCode.INVALID_REQUEST, 'Each resource must appear at most once.');
  try {
    await alter(resource);
    return answerOf(resource, ErrorCode.NONE, null);
  } catch (error) {
    if (error instanceof KafkaError) return answerOf(resource, error.code, error.message);
    throw error;
  }
}

function keyOf({ resourceType, resourceName }: NamedResource): string {
  return `${resourceType} ${resourceName}`;
}

/** @param valueless the configs that need a value and have none */
export function checkConfigs(configs: readonly { name: string }[], valueless: readonly { name: string }[]): void {
  if (valueless.length > 0) {
    const names = valueless.map((config) => config.name).join(', ');
    throw new KafkaError(ErrorCode.INVALID_REQUEST, `Null value not supported for : ${names}`);
  }
  if (new Set(configs.map((config) => config.name)).size !== configs.length) {
    throw new KafkaError(ErrorCode.INVALID_REQUEST, 'Error due to duplicate config keys');
  }
}

/** Only topics can be altered so far. */
export function checkIsTopic({ resourceType, resourceName }: NamedResource): void {
  const kind = Object.entries(ConfigResourceType).find(([, code]) => code === resourceType)?.[0];
  if (kind === undefined) throw new KafkaError(ErrorCode.INVALID_REQUEST, `Unknown resource type ${resourceType}`);
  if (resourceType !== ConfigResourceType.TOPIC) {
    const where = resourceType === ConfigResourceType.BROKER ? '; use the properties file or --set and restart' : '';
    throw new KafkaError(
      ErrorCode.INVALID_REQUEST,
      `Configs of resource type ${kind} cannot be altered in Millrace yet${where}`,
    );
  }
  if (resourceName === '') {
    throw new KafkaError(ErrorCode.INVALID_REQUEST, 'Default topic resources are not allowed.');
  }
}

/** @param changesOf may throw ConfigError */
export async function alterTopicConfigs(
  name: string,
  changesOf: ConfigDecision,
  validateOnly: boolean,
  broker: BrokerParts,
): Promise<void> {
  const problem = invalidTopicName(name);
  if (problem !== null) throw new KafkaError(ErrorCode.INVALID_TOPIC_EXCEPTION, problem);
  if (!broker.metadata.image.topicsByName.has(name)) {
    throw new KafkaError(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, `The topic '${name}' does not exist.`);
  }
  const decide: ConfigDecision = (overrides) => {
    try {
      const changes = changesOf(overrides);
      validateTopicConfigs(withChanges(overrides, changes), broker.config);
      return changes;
    } catch (error) {
      if (error instanceof ConfigError) throw new KafkaError(ErrorCode.INVALID_CONFIG, error.message);
      throw error;
    }
  };
  await broker.metadata.alterConfigs({ type: ConfigResourceType.TOPIC, name }, decide, { validateOnly });
}
