// What AlterConfigs and IncrementalAlterConfigs have in common: the checks that any resource goes through, and the change
// of a resource's configs by the rules of its kind. Errors and their order follow Apache Kafka's ConfigAdminManager and
// ConfigurationControlManager. Throws KafkaError.
import { withChanges } from '../config/alter.ts';
import { ConfigError } from '../config/config-error.ts';
import { KafkaError } from '../errors.ts';
import { ConfigResourceType } from '../metadata/image.ts';
import type { ConfigDecision } from '../metadata/metadata.ts';
import { ErrorCode } from '../wire/error-code.ts';
import { type ConfigKind, configKinds } from './config-kinds.ts';
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
  if (new Set(configs.map((config) => config.name)).size !== configs.length) {
    throw new KafkaError(ErrorCode.INVALID_REQUEST, 'Error due to duplicate config keys');
  }
  if (valueless.length > 0) {
    const names = valueless.map((config) => config.name).join(', ');
    throw new KafkaError(ErrorCode.INVALID_REQUEST, `Null value not supported for : ${names}`);
  }
}

/** What has to become different, from what is set. May throw ConfigError. */
export type ConfigChanges = (overrides: ReadonlyMap<string, string>, kind: ConfigKind) => Map<string, string | null>;

/** Changes what is set on a resource that can have configs in the metadata log. */
export async function alterResource(
  { resourceType, resourceName: name }: NamedResource,
  changesOf: ConfigChanges,
  validateOnly: boolean,
  broker: BrokerParts,
): Promise<void> {
  const kind = kindOf(resourceType);
  kind.checkName(name, broker);
  const decide: ConfigDecision = (overrides) => {
    try {
      const changes = changesOf(overrides, kind);
      kind.validate(withChanges(kind.kept(overrides, name), changes), name, broker);
      return changes;
    } catch (error) {
      if (error instanceof ConfigError) throw new KafkaError(kind.errorCode, error.message);
      throw error;
    }
  };
  await broker.metadata.alterConfigs({ type: resourceType, name }, decide, { validateOnly });
}

function kindOf(resourceType: number): ConfigKind {
  const kind = configKinds.get(resourceType);
  if (kind !== undefined) return kind;
  if (resourceType !== ConfigResourceType.CLIENT_METRICS) throw unknownType(resourceType);
  throw new KafkaError(ErrorCode.INVALID_REQUEST, 'Client metrics subscriptions are not supported yet');
}

export function unknownType(resourceType: number): KafkaError {
  return new KafkaError(ErrorCode.INVALID_REQUEST, `Unknown resource type ${resourceType}`);
}
