// IncrementalAlterConfigs (key 44), versions 0 and 1.
// Topics: SET, DELETE, APPEND and SUBTRACT, each resource alone: one that is wrong does not stop the others.
// Skipped: brokers, broker loggers, groups and client metrics are answered with INVALID_REQUEST.
import { AlterOperation, alterOverrides } from '../config/alter.ts';
import { KafkaError } from '../errors.ts';
import type { ConfigDecision } from '../metadata/metadata.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  type AlterableConfig,
  type AlterConfigsResource,
  incrementalAlterConfigsRequest,
  incrementalAlterConfigsResponse,
  newIncrementalAlterConfigsResponse,
} from '../wire/generated/incremental-alter-configs.ts';
import { type BrokerParts, defineHandler } from './handler.ts';
import { alterTopicConfigs, answerEach, answerOf, checkConfigs, checkIsTopic } from './topic-configs.ts';

export const incrementalAlterConfigs = defineHandler({
  request: incrementalAlterConfigsRequest,
  response: incrementalAlterConfigsResponse,
  handle: async ({ resources, validateOnly }, _context, broker) =>
    newIncrementalAlterConfigsResponse({
      responses: await answerEach(resources, (resource) => alter(resource, validateOnly, broker)),
    }),
  onError: (code, message, request) =>
    newIncrementalAlterConfigsResponse({
      responses: request.resources.map((resource) => answerOf(resource, code, message)),
    }),
});

async function alter(resource: AlterConfigsResource, validateOnly: boolean, broker: BrokerParts): Promise<void> {
  checkShape(resource);
  const alterations = resource.configs.map((config) => ({ ...config, operation: config.configOperation }));
  const changesOf: ConfigDecision = (overrides) => alterOverrides(overrides, alterations);
  await alterTopicConfigs(resource.resourceName, changesOf, validateOnly, broker);
}

/** What is wrong with a resource whatever it is. */
function checkShape(resource: AlterConfigsResource): void {
  const { configs } = resource;
  const isValueless = (config: AlterableConfig) =>
    config.configOperation !== AlterOperation.DELETE && config.value === null;
  checkConfigs(configs, configs.filter(isValueless));
  checkIsTopic(resource);
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
