// Requests and replies between clients, who see several brokers, and the one broker that does the work. Pure functions
// over decoded messages, but for elections; the placement says who leads and coordinates. Called by interceptor.ts.
// Invariant: the broker never sees a leader epoch of the placement's: they are checked here.
import { ApiKey } from '../../wire/api-key.ts';
import { ErrorCode } from '../../wire/error-code.ts';
import type { CreateTopicsResponse } from '../../wire/generated/create-topics.ts';
import type { DescribeClusterResponse } from '../../wire/generated/describe-cluster.ts';
import type { DescribeTopicPartitionsResponse } from '../../wire/generated/describe-topic-partitions.ts';
import type { FindCoordinatorRequest, FindCoordinatorResponse } from '../../wire/generated/find-coordinator.ts';
import type { ListGroupsResponse } from '../../wire/generated/list-groups.ts';
import type { ListTransactionsResponse } from '../../wire/generated/list-transactions.ts';
import type { MetadataResponse } from '../../wire/generated/metadata.ts';
import type { Unit } from '../messages/layout.ts';
import type { DecodedRequest } from '../messages/request.ts';
import type { Message, TopicNames } from '../messages/units.ts';
import { assignmentsToBroker, assignsReplicas } from './assignments.ts';
import { brokerResourcesToBroker, brokerResourcesToClient, namesBrokerResources } from './broker-resources.ts';
import { elected, electionToBroker } from './elections.ts';
import { hintInFetch, hintInProduce } from './leader-hints.ts';
import type { CoordinatorKind, Placement } from './placement.ts';

const LED_BY_PARTITION: ReadonlySet<number> = new Set([
  ApiKey.PRODUCE,
  ApiKey.FETCH,
  ApiKey.LIST_OFFSETS,
  ApiKey.OFFSET_FOR_LEADER_EPOCH,
  ApiKey.DELETE_RECORDS,
  ApiKey.DESCRIBE_PRODUCERS,
]);

const COORDINATED: ReadonlyMap<number, CoordinatorKind> = new Map([
  [ApiKey.JOIN_GROUP, 'group'],
  [ApiKey.SYNC_GROUP, 'group'],
  [ApiKey.HEARTBEAT, 'group'],
  [ApiKey.LEAVE_GROUP, 'group'],
  [ApiKey.OFFSET_COMMIT, 'group'],
  [ApiKey.OFFSET_FETCH, 'group'],
  [ApiKey.OFFSET_DELETE, 'group'],
  [ApiKey.TXN_OFFSET_COMMIT, 'group'],
  [ApiKey.DESCRIBE_GROUPS, 'group'],
  [ApiKey.DELETE_GROUPS, 'group'],
  [ApiKey.CONSUMER_GROUP_HEARTBEAT, 'group'],
  [ApiKey.CONSUMER_GROUP_DESCRIBE, 'group'],
  [ApiKey.INIT_PRODUCER_ID, 'transaction'],
  [ApiKey.ADD_PARTITIONS_TO_TXN, 'transaction'],
  [ApiKey.ADD_OFFSETS_TO_TXN, 'transaction'],
  [ApiKey.END_TXN, 'transaction'],
  [ApiKey.DESCRIBE_TRANSACTIONS, 'transaction'],
]);

const TRANSACTION_KEY = 1;

type ToClient = (response: never, context: Context) => object;

interface Context {
  readonly nodeId: number;
  readonly request: DecodedRequest;
  readonly placement: Placement;
  readonly topicNames: TopicNames;
}

const TO_CLIENT: ReadonlyMap<number, ToClient> = new Map<number, ToClient>([
  [ApiKey.METADATA, metadataToClient],
  [ApiKey.DESCRIBE_CLUSTER, clusterToClient],
  [ApiKey.DESCRIBE_TOPIC_PARTITIONS, topicPartitionsToClient],
  [ApiKey.FIND_COORDINATOR, coordinatorToClient],
  [ApiKey.PRODUCE, hintInProduce],
  [ApiKey.FETCH, hintInFetch],
  [ApiKey.LIST_GROUPS, listedGroupsToClient],
  [ApiKey.LIST_TRANSACTIONS, listedTransactionsToClient],
  [ApiKey.CREATE_TOPICS, createdToClient],
]);

/** Whether several brokers make a difference to this API. */
export function isPlaced(apiKey: number): boolean {
  const isTranslated = TO_CLIENT.has(apiKey) || namesBrokerResources(apiKey) || assignsReplicas(apiKey);
  return isTranslated || apiKey === ApiKey.ELECT_LEADERS || LED_BY_PARTITION.has(apiKey) || COORDINATED.has(apiKey);
}

/** The units that do not belong to this broker, with their errors. */
export function refusals(
  nodeId: number,
  { header, message }: DecodedRequest,
  units: readonly Unit[],
  placement: Placement,
): Map<number, number> {
  const refused = new Map<number, number>();
  const kind = COORDINATED.get(header.apiKey);
  const epochs = LED_BY_PARTITION.has(header.apiKey) ? leaderEpochs(message) : [];
  for (const [index, unit] of units.entries()) {
    const code =
      kind === undefined
        ? leaderError(nodeId, header.apiKey, unit, epochs[index] ?? -1, placement)
        : coordinatorError(nodeId, kind, unit, placement);
    if (code !== ErrorCode.NONE) refused.set(index, code);
  }
  return refused;
}

/** What the broker gets for this part of a request. */
export function toBroker({ header }: DecodedRequest, part: Message, placement: Placement): Message {
  switch (header.apiKey) {
    case ApiKey.FETCH:
    case ApiKey.LIST_OFFSETS:
      return { ...part, topics: topicsOf(part).map(withoutEpochs) };
    case ApiKey.OFFSET_FOR_LEADER_EPOCH:
      return { ...part, topics: topicsOf(part).map((topic) => knownEpochs(withoutEpochs(topic), placement)) };
    case ApiKey.ELECT_LEADERS:
      return electionToBroker(part as never, placement) as never;
    default:
      if (namesBrokerResources(header.apiKey)) return brokerResourcesToBroker(part, placement);
      return assignmentsToBroker(header.apiKey, part, placement);
  }
}

/** What the broker has performed happens among the brokers that clients see, too; gives what is to be answered. */
export function performed({ header }: DecodedRequest, part: Message, response: Message, placement: Placement): Message {
  if (header.apiKey !== ApiKey.ELECT_LEADERS) return response;
  return elected(part as never, response as never, placement) as never;
}

export function toClient(response: Message, context: Context): Message {
  const { apiKey } = context.request.header;
  if (namesBrokerResources(apiKey)) {
    return brokerResourcesToClient(response, apiKey, context.nodeId, context.placement.brokerBehind);
  }
  const translate = TO_CLIENT.get(apiKey);
  return translate === undefined ? response : (translate(response as never, context) as Message);
}

function leaderError(
  nodeId: number,
  apiKey: number,
  { topic, partition }: Unit,
  epoch: number,
  placement: Placement,
): number {
  if (!LED_BY_PARTITION.has(apiKey) || topic === undefined || partition === undefined) return ErrorCode.NONE;
  const now = placement.leadership(topic, partition);
  if (now === null) return ErrorCode.NONE;
  if (epoch >= 0 && epoch < now.leaderEpoch) return ErrorCode.FENCED_LEADER_EPOCH;
  if (epoch > now.leaderEpoch) return ErrorCode.UNKNOWN_LEADER_EPOCH;
  return now.leaderId === nodeId ? ErrorCode.NONE : ErrorCode.NOT_LEADER_OR_FOLLOWER;
}

function coordinatorError(nodeId: number, kind: CoordinatorKind, unit: Unit, placement: Placement): number {
  const key = kind === 'group' ? unit.groupId : unit.transactionalId;
  if (key === undefined || key === '') return ErrorCode.NONE;
  return placement.coordinatorOf(kind, key)?.nodeId === nodeId ? ErrorCode.NONE : ErrorCode.NOT_COORDINATOR;
}

/** In the order of the units: one per partition, and one where a topic comes without. */
function leaderEpochs(message: Message): number[] {
  return topicsOf(message).flatMap((topic) => {
    const partitions = Array.isArray(topic.partitions) ? (topic.partitions as Message[]) : [];
    return partitions.length === 0 ? [-1] : partitions.map((one) => Number(one.currentLeaderEpoch ?? -1));
  });
}

function topicsOf(message: Message): readonly Message[] {
  return Array.isArray(message.topics) ? (message.topics as Message[]) : [];
}

function withoutEpochs(topic: Message): Message {
  const partitions = Array.isArray(topic.partitions) ? (topic.partitions as Message[]) : [];
  return { ...topic, partitions: partitions.map((one) => ({ ...one, currentLeaderEpoch: -1 })) };
}

/** An epoch that moves added ends, for the broker, where its own ends. */
function knownEpochs(topic: Message, placement: Placement): Message {
  const partitions = (topic.partitions as Message[]).map((one) => {
    const own = placement.brokerEpoch(String(topic.topic), Number(one.partition)) ?? Number(one.leaderEpoch);
    return { ...one, leaderEpoch: Math.min(Number(one.leaderEpoch), own) };
  });
  return { ...topic, partitions };
}

function createdToClient(response: CreateTopicsResponse, { placement }: Context): CreateTopicsResponse {
  const topics = response.topics.map((topic) =>
    topic.replicationFactor > 0 ? { ...topic, replicationFactor: placement.nodeCount } : topic,
  );
  return { ...response, topics };
}

function metadataToClient(response: MetadataResponse, { placement, request }: Context): MetadataResponse {
  const hasEpochs = request.header.apiVersion >= 7;
  const topics = response.topics.map((topic) => ({
    ...topic,
    partitions: topic.partitions.map((one) => {
      const placed = place(topic.name, one.partitionIndex, placement);
      return placed === null ? one : { ...one, ...placed, leaderEpoch: hasEpochs ? placed.leaderEpoch : -1 };
    }),
  }));
  const brokers = placement.nodes.map((node) => ({ ...node, rack: null }));
  return { ...response, brokers, controllerId: controllerOf(placement), topics };
}

function topicPartitionsToClient(response: DescribeTopicPartitionsResponse, { placement }: Context) {
  const topics = response.topics.map((topic) => ({
    ...topic,
    partitions: topic.partitions.map((one) => {
      const placed = place(topic.name, one.partitionIndex, placement);
      if (placed === null || topic.name === null) return one;
      const eligibleLeaderReplicas = placement.eligible(topic.name, one.partitionIndex);
      return { ...one, ...placed, eligibleLeaderReplicas };
    }),
  }));
  return { ...response, topics };
}

function place(topic: string | null, partition: number, placement: Placement) {
  const leadership = topic === null ? null : placement.leadership(topic, partition);
  if (topic === null || leadership === null) return null;
  const replicaNodes = placement.replicas(partition);
  return {
    ...leadership,
    errorCode: leadership.leaderId < 0 ? ErrorCode.LEADER_NOT_AVAILABLE : ErrorCode.NONE,
    replicaNodes,
    isrNodes: placement.inSync(topic, partition),
    offlineReplicas: replicaNodes.filter((nodeId) => !placement.isUp(nodeId)),
  };
}

function clusterToClient(response: DescribeClusterResponse, { placement }: Context): DescribeClusterResponse {
  if (response.errorCode !== ErrorCode.NONE) return response;
  const brokers = placement.nodes.map(({ nodeId, host, port }) => ({
    brokerId: nodeId,
    host,
    port,
    rack: null,
    isFenced: false,
  }));
  return { ...response, brokers, controllerId: controllerOf(placement) };
}

/** Any broker passes on what is the controller's: clients are sent to the first one that is up. */
function controllerOf(placement: Placement): number {
  return placement.nodes[0]?.nodeId ?? -1;
}

function coordinatorToClient(response: FindCoordinatorResponse, { placement, request }: Context) {
  const { keyType, key } = request.message as unknown as FindCoordinatorRequest;
  const kind = keyType === TRANSACTION_KEY ? 'transaction' : 'group';
  const placed = <T extends { errorCode: number }>(answer: T, name: string): T => {
    const node = answer.errorCode === ErrorCode.NONE ? placement.coordinatorOf(kind, name) : undefined;
    return node === undefined ? answer : { ...answer, ...node };
  };
  if (request.header.apiVersion < 4) return placed(response, key);
  return { ...response, coordinators: response.coordinators.map((one) => placed(one, one.key)) };
}

function listedGroupsToClient(response: ListGroupsResponse, { placement, nodeId }: Context): ListGroupsResponse {
  const groups = response.groups.filter(({ groupId }) => placement.coordinatorOf('group', groupId)?.nodeId === nodeId);
  return { ...response, groups };
}

function listedTransactionsToClient(response: ListTransactionsResponse, { placement, nodeId }: Context) {
  const transactionStates = response.transactionStates.filter(
    ({ transactionalId }) => placement.coordinatorOf('transaction', transactionalId)?.nodeId === nodeId,
  );
  return { ...response, transactionStates };
}
