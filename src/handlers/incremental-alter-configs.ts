// IncrementalAlterConfigs (key 44), versions 0 and 1.
// Topics: SET, DELETE, APPEND and SUBTRACT, each resource alone: one that is wrong does not stop the others.
// Errors and their order follow Apache Kafka's ConfigAdminManager and ConfigurationControlManager.
// Skipped: brokers, broker loggers, groups and client metrics are answered with INVALID_REQUEST.
import { AlterOperation, alterOverrides, withChanges } from '../config/alter.ts';
import { ConfigError } from '../config/config-error.ts';
import { validateTopicConfigs } from '../config/topic-config.ts';
import { KafkaError } from '../errors.ts';
import { ConfigResourceType } from '../metadata/image.ts';
import type { ConfigDecision } from '../metadata/metadata.ts';
import { invalidTopicName } from '../metadata/topic-name.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  type AlterConfigsResource,
  type AlterConfigsResourceResponse,
  incrementalAlterConfigsRequest,
  incrementalAlterConfigsResponse,
  newIncrementalAlterConfigsResponse,
} from '../wire/generated/incremental-alter-configs.ts';
import { type BrokerParts, defineHandler } from './handler.ts';

export const incrementalAlterConfigs = defineHandler({
  request: incrementalAlterConfigsRequest,
  response: incrementalAlterConfigsResponse,
  handle: async ({ resources, validateOnly }, _context, broker) => {
    const responses: AlterConfigsResourceResponse[] = [];
    for (const resource of resources) {
      const twice = resources.some((other) => other !== resource && isSame(other, resource));
      responses.push(
        twice
          ? response(resource, ErrorCode.INVALID_REQUEST, 'Each resource must appear at most once.')
          : await answer(resource, validateOnly, broker),
      );
    }
    return newIncrementalAlterConfigsResponse({ responses });
  },
  onError: (code, message, request) =>
    newIncrementalAlterConfigsResponse({
      responses: request.resources.map((resource) => response(resource, code, message)),
    }),
});

function isSame(a: AlterConfigsResource, b: AlterConfigsResource): boolean {
  return a.resourceType === b.resourceType && a.resourceName === b.resourceName;
}

async function answer(
  resource: AlterConfigsResource,
  validateOnly: boolean,
  broker: BrokerParts,
): Promise<AlterConfigsResourceResponse> {
  try {
    checkShape(resource);
    await alterTopic(resource, validateOnly, broker);
    return response(resource, ErrorCode.NONE, null);
  } catch (error) {
    if (error instanceof KafkaError) return response(resource, error.code, error.message);
    throw error;
  }
}

/** What is wrong with a resource whatever it is. */
function checkShape({ resourceType, resourceName, configs }: AlterConfigsResource): void {
  const valueless = configs.filter(
    (config) => config.configOperation !== AlterOperation.DELETE && config.value === null,
  );
  if (valueless.length > 0) {
    const names = valueless.map((config) => config.name).join(', ');
    throw new KafkaError(ErrorCode.INVALID_REQUEST, `Null value not supported for : ${names}`);
  }
  if (new Set(configs.map((config) => config.name)).size !== configs.length) {
    throw new KafkaError(ErrorCode.INVALID_REQUEST, 'Error due to duplicate config keys');
  }
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
  if (
    configs.some(
      ({ configOperation }) => configOperation < AlterOperation.SET || configOperation > AlterOperation.SUBTRACT,
    )
  ) {
    throw new KafkaError(
      ErrorCode.INVALID_REQUEST,
      'A config operation is 0 (set), 1 (delete), 2 (append) or 3 (subtract)',
    );
  }
}

async function alterTopic(resource: AlterConfigsResource, validateOnly: boolean, broker: BrokerParts): Promise<void> {
  const name = resource.resourceName;
  const problem = invalidTopicName(name);
  if (problem !== null) throw new KafkaError(ErrorCode.INVALID_TOPIC_EXCEPTION, problem);
  if (!broker.metadata.image.topicsByName.has(name)) {
    throw new KafkaError(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, `The topic '${name}' does not exist.`);
  }
  const alterations = resource.configs.map((config) => ({ ...config, operation: config.configOperation }));
  const decide: ConfigDecision = (overrides) => {
    try {
      const changes = alterOverrides(overrides, alterations);
      validateTopicConfigs(withChanges(overrides, changes), broker.config);
      return changes;
    } catch (error) {
      if (error instanceof ConfigError) throw new KafkaError(ErrorCode.INVALID_CONFIG, error.message);
      throw error;
    }
  };
  await broker.metadata.alterConfigs({ type: ConfigResourceType.TOPIC, name }, decide, { validateOnly });
}

function response(
  { resourceType, resourceName }: AlterConfigsResource,
  errorCode: number,
  errorMessage: string | null,
): AlterConfigsResourceResponse {
  return { errorCode, errorMessage, resourceType, resourceName };
}
