// Replies of the one broker that does the work, as clients get them who see several: which brokers there are, who leads
// and coordinates, what each of them tells of its own. Pure; called by interceptor.ts.
import { ApiKey } from '../../wire/api-key.ts';
import { ErrorCode } from '../../wire/error-code.ts';
import type { CreateTopicsResponse } from '../../wire/generated/create-topics.ts';
import type { DescribeClusterRequest, DescribeClusterResponse } from '../../wire/generated/describe-cluster.ts';
import type { DescribeQuorumResponse } from '../../wire/generated/describe-quorum.ts';
import type { DescribeTopicPartitionsResponse } from '../../wire/generated/describe-topic-partitions.ts';
import type { FindCoordinatorRequest, FindCoordinatorResponse } from '../../wire/generated/find-coordinator.ts';
import type { ListConfigResourcesResponse } from '../../wire/generated/list-config-resources.ts';
import type { ListGroupsResponse } from '../../wire/generated/list-groups.ts';
import type { ListTransactionsResponse } from '../../wire/generated/list-transactions.ts';
import type { MetadataResponse } from '../../wire/generated/metadata.ts';
import type { DecodedRequest } from '../messages/request.ts';
import type { Message, TopicNames } from '../messages/units.ts';
import { brokerResourcesToClient, configResourcesToClient } from './broker-resources.ts';
import { hintInFetch, hintInProduce } from './leader-hints.ts';
import type { Placement } from './placement.ts';

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
  [ApiKey.DESCRIBE_QUORUM, quorumToClient],
  [ApiKey.FIND_COORDINATOR, coordinatorToClient],
  [ApiKey.PRODUCE, hintInProduce],
  [ApiKey.FETCH, hintInFetch],
  [ApiKey.LIST_GROUPS, listedGroupsToClient],
  [ApiKey.LIST_TRANSACTIONS, listedTransactionsToClient],
  [ApiKey.CREATE_TOPICS, createdToClient],
  [ApiKey.DESCRIBE_CONFIGS, brokerResourcesToClient],
  [ApiKey.ALTER_CONFIGS, brokerResourcesToClient],
  [ApiKey.INCREMENTAL_ALTER_CONFIGS, brokerResourcesToClient],
  [
    ApiKey.LIST_CONFIG_RESOURCES,
    (response: ListConfigResourcesResponse, { placement }: Context) => configResourcesToClient(response, placement),
  ],
]);

export function hasPlacedReply(apiKey: number): boolean {
  return TO_CLIENT.has(apiKey);
}

export function toClient(response: Message, context: Context): Message {
  const translate = TO_CLIENT.get(context.request.header.apiKey);
  return translate === undefined ? response : (translate(response as never, context) as Message);
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
  const rack = response.brokers[0]?.rack ?? null;
  const brokers = placement.nodes.map((node) => ({ ...node, rack }));
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

function clusterToClient(response: DescribeClusterResponse, { placement, request }: Context): DescribeClusterResponse {
  if (response.errorCode !== ErrorCode.NONE) return response;
  const { includeFencedBrokers } = request.message as unknown as DescribeClusterRequest;
  const rack = response.brokers[0]?.rack ?? null;
  const brokers = placement.allNodes
    .map(({ nodeId, host, port }) => ({ brokerId: nodeId, host, port, rack, isFenced: !placement.isUp(nodeId) }))
    .filter(({ isFenced }) => includeFencedBrokers || !isFenced);
  return { ...response, brokers, controllerId: controllerOf(placement) };
}

/** The one behind is the controller of all; the others follow its log. */
function quorumToClient(response: DescribeQuorumResponse, { placement }: Context): DescribeQuorumResponse {
  const topics = response.topics.map((topic) => ({
    ...topic,
    partitions: topic.partitions.map((partition) => {
      const [leader] = partition.currentVoters;
      if (leader === undefined) return partition;
      const following = placement.nodes.filter(({ nodeId }) => nodeId !== leader.replicaId);
      return { ...partition, observers: following.map(({ nodeId }) => ({ ...leader, replicaId: nodeId })) };
    }),
  }));
  return { ...response, topics };
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
