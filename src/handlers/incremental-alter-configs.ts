// IncrementalAlterConfigs (key 44), versions 0 and 1: SET, DELETE, APPEND and SUBTRACT on the configs of topics, groups,
// this broker, the default of all brokers, and of its loggers, of which there is one, `root`. Each resource alone: one
// that is wrong does not stop the others.
// Skipped: client metrics subscriptions.
import { AlterOperation, alterOverrides } from '../config/alter.ts';
import { KafkaError } from '../errors.ts';
import { ConfigResourceType } from '../metadata/image.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  type AlterableConfig,
  type AlterConfigsResource,
  incrementalAlterConfigsRequest,
  incrementalAlterConfigsResponse,
  newIncrementalAlterConfigsResponse,
} from '../wire/generated/incremental-alter-configs.ts';
import { alterBrokerLogger } from './broker-logger.ts';
import { alterResource, answerEach, answerOf, type ConfigChanges, checkConfigs } from './config-resources.ts';
import { type BrokerParts, defineHandler } from './handler.ts';

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
  const { configs } = resource;
  checkConfigs(configs, configs.filter(lacksValue));
  const alterations = configs.map((config) => ({ ...config, operation: config.configOperation }));
  if (resource.resourceType === ConfigResourceType.BROKER_LOGGER) {
    alterBrokerLogger(resource.resourceName, alterations, validateOnly, broker);
    return;
  }
  const changesOf: ConfigChanges = (overrides, kind) => {
    for (const { operation } of alterations) checkOperation(operation);
    return alterOverrides(overrides, alterations, kind.list);
  };
  await alterResource(resource, changesOf, validateOnly, broker);
}

function lacksValue({ configOperation, value }: AlterableConfig): boolean {
  return configOperation !== AlterOperation.DELETE && value === null;
}

function checkOperation(operation: number): void {
  if (operation >= AlterOperation.SET && operation <= AlterOperation.SUBTRACT) return;
  throw new KafkaError(ErrorCode.INVALID_REQUEST, `Unknown operations type ${operation}`);
}
