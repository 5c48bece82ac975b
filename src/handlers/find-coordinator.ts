// FindCoordinator, versions 0-6 (batches of keys from 4, key type from 1).
// The leader of the group's partition of `__consumer_offsets`, or of the transactional id's of `__transaction_state`; both
// topics are made on first use. Share groups: INVALID_REQUEST.
import { KafkaError } from '../errors.ts';
import type { EndpointImage } from '../metadata/image.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  type Coordinator,
  type FindCoordinatorResponse,
  findCoordinatorRequest,
  findCoordinatorResponse,
  newCoordinator,
  newFindCoordinatorResponse,
} from '../wire/generated/find-coordinator.ts';
import { type BrokerParts, defineHandler } from './handler.ts';

const KeyType = { GROUP: 0, TRANSACTION: 1 } as const;
const BATCH_FROM_VERSION = 4;

export const findCoordinator = defineHandler({
  request: findCoordinatorRequest,
  response: findCoordinatorResponse,
  async handle(request, { apiVersion }, broker) {
    if (apiVersion < BATCH_FROM_VERSION) return single(await find(broker, request.keyType, request.key));
    const found = request.coordinatorKeys.map((key) => find(broker, request.keyType, key));
    return newFindCoordinatorResponse({ coordinators: await Promise.all(found) });
  },
});

async function find(broker: BrokerParts, keyType: number, key: string): Promise<Coordinator> {
  switch (keyType) {
    case KeyType.GROUP:
      return findNode(broker, key, broker.groups);
    case KeyType.TRANSACTION:
      return findNode(broker, key, broker.transactions);
    default:
      return notFound(key, ErrorCode.INVALID_REQUEST, `There are no coordinators of type ${keyType} on this broker.`);
  }
}

interface Coordinators {
  coordinatorOf(key: string): Promise<number>;
}

async function findNode(broker: BrokerParts, key: string, coordinators: Coordinators): Promise<Coordinator> {
  try {
    const nodeId = await coordinators.coordinatorOf(key);
    const node = addressOf(broker, nodeId);
    if (node === null) return notFound(key, ErrorCode.COORDINATOR_NOT_AVAILABLE, null);
    return newCoordinator({ key, nodeId, host: node.host, port: node.port, errorMessage: '' });
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    return notFound(key, ErrorCode.COORDINATOR_NOT_AVAILABLE, error.message);
  }
}

function addressOf(broker: BrokerParts, nodeId: number): Pick<EndpointImage, 'host' | 'port'> | null {
  if (nodeId === broker.advertised.nodeId) return broker.advertised;
  return broker.metadata.image.brokers.get(nodeId)?.endpoints[0] ?? null;
}

function notFound(key: string, errorCode: number, errorMessage: string | null): Coordinator {
  return newCoordinator({ key, nodeId: -1, host: '', port: -1, errorCode, errorMessage });
}

function single(found: Coordinator): FindCoordinatorResponse {
  const { errorCode, errorMessage, nodeId, host, port } = found;
  // Kafka names the error here even when there is none.
  return newFindCoordinatorResponse({ errorCode, errorMessage: errorMessage || 'NONE', nodeId, host, port });
}
