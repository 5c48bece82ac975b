// Requests from clients, who see several brokers, to the one broker that does the work: what this broker does not lead or
// coordinate is refused, the rest is put into words that the one behind knows. Pure functions over decoded messages, but
// for elections; replies.ts has the way back. Called by interceptor.ts.
// Invariant: the broker never sees a leader epoch of the placement's: they are checked here.
import { ApiKey } from '../../wire/api-key.ts';
import { ErrorCode } from '../../wire/error-code.ts';
import type { Unit } from '../messages/layout.ts';
import type { DecodedRequest } from '../messages/request.ts';
import type { Message } from '../messages/units.ts';
import { assignmentsToBroker, assignsReplicas } from './assignments.ts';
import { brokerResourcesToBroker, namesBrokerResources } from './broker-resources.ts';
import { elected, electionToBroker } from './elections.ts';
import type { CoordinatorKind, Placement } from './placement.ts';
import { hasPlacedReply } from './replies.ts';

const LED_BY_PARTITION: ReadonlySet<number> = new Set([
  ApiKey.PRODUCE,
  ApiKey.FETCH,
  ApiKey.LIST_OFFSETS,
  ApiKey.OFFSET_FOR_LEADER_EPOCH,
  ApiKey.DELETE_RECORDS,
  ApiKey.WRITE_TXN_MARKERS,
]);

const ACKS_ALL = -1;

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

/** Whether several brokers make a difference to this API. */
export function isPlaced(apiKey: number): boolean {
  const isTranslated = hasPlacedReply(apiKey) || assignsReplicas(apiKey) || apiKey === ApiKey.ELECT_LEADERS;
  return isTranslated || LED_BY_PARTITION.has(apiKey) || COORDINATED.has(apiKey);
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
        ? leaderError(nodeId, header.apiKey, unit, epochs[index] ?? -1, placement) ||
          replicaError(header.apiKey, message, unit, placement)
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

/** The broker behind is all of the replicas that it knows. */
function replicaError(apiKey: number, { acks }: Message, { topic, partition }: Unit, placement: Placement): number {
  if (apiKey !== ApiKey.PRODUCE || acks !== ACKS_ALL || topic === undefined || partition === undefined) {
    return ErrorCode.NONE;
  }
  return placement.hasEnoughInSync(topic, partition) ? ErrorCode.NONE : ErrorCode.NOT_ENOUGH_REPLICAS;
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
