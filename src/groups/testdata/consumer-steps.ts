// Steps of scripts that are about consumer groups (KIP-848), and how such groups are shown.
//   topic NAME PARTITIONS (0: deleted)      resolve: the patterns that wait for it
//   group-config NAME=VALUE [group=]        the group's own configs
//   beat CLIENT [epoch= member= instance= rack= topics=t,u regex= assignor= rebalance=60s owned=t:0,1|all|none group=]
//     A client takes a member id of its own and remembers it, its epoch and what it was told to read. A join (epoch 0)
//     that leaves something out is made whole; `owned=all` says that it has all that it was told.
//   full CLIENT: beat with everything, as after trouble
// A member is shown as id@epoch, its state where it is not stable, what it has, and after a slash what it must give up.

import type { ReplyToken } from '../../journal/coordinator.ts';
import { ConfigResourceType, configKey, type MetadataImage } from '../../metadata/image.ts';
import { ErrorCode } from '../../wire/error-code.ts';
import {
  type ConsumerGroupHeartbeatResponse,
  newConsumerGroupHeartbeatRequest,
} from '../../wire/generated/consumer-group-heartbeat.ts';
import type { ConsumerGroup } from '../consumer/group.ts';
import { type ConsumerMember, MemberState } from '../consumer/member.ts';
import type { ConsumerGroupRecord } from '../consumer/records.ts';
import type { GroupEvent } from '../event.ts';
import type { SimulatedShard } from './simulated-shard.ts';

type Options = ReadonlyMap<string, string>;
type Step = (names: string[], options: Options) => void;

export interface ScriptHooks {
  readonly simulated: SimulatedShard;
  readonly groupIds: Set<string>;
  print(line: string): void;
  submit(client: string, show: (response: unknown) => string, event: (token: ReplyToken) => GroupEvent): void;
}

interface Consumer {
  memberId: string;
  epoch: number;
  /** Topic id → partitions, as it was told last. */
  assigned: { topicId: string; partitions: number[] }[];
}

export function consumerSteps(hooks: ScriptHooks): Readonly<Record<string, Step>> {
  const consumers = new Map<string, Consumer>();
  const consumerNamed = (name: string): Consumer => {
    const known = consumers.get(name) ?? { memberId: `${name}-1`, epoch: 0, assigned: [] };
    consumers.set(name, known);
    return known;
  };
  const beat: Step = ([name = ''], options) => heartbeat(hooks, name, consumerNamed(name), options);
  return {
    topic: ([name = '', partitions = '0']) => hooks.simulated.setTopic(name, Number(partitions)),
    'group-config': (_names, options) => configureGroup(hooks.simulated, options),
    resolve: () => {
      for (const event of hooks.simulated.resolvedRegexes()) hooks.submit('patterns', () => 'resolved', event);
    },
    beat,
    full: (names, options) =>
      beat(names, new Map([['topics', 't'], ['rebalance', '60s'], ['owned', 'all'], ...options])),
  };
}

function configureGroup(simulated: SimulatedShard, options: Options): void {
  const values = new Map([...options].filter(([name]) => name !== 'group'));
  const key = configKey(ConfigResourceType.GROUP, options.get('group') ?? 'g');
  simulated.image = { ...simulated.image, configs: new Map([...simulated.image.configs, [key, values]]) };
}

function heartbeat(hooks: ScriptHooks, name: string, consumer: Consumer, options: Options): void {
  const { simulated } = hooks;
  const groupId = options.get('group') ?? 'g';
  hooks.groupIds.add(groupId);
  const memberId = options.get('member') ?? consumer.memberId;
  consumer.memberId = memberId;
  const memberEpoch = Number(options.get('epoch') ?? consumer.epoch);
  const isJoin = memberEpoch === 0;
  const topics = options.get('topics') ?? (isJoin && !options.has('regex') ? 't' : undefined);
  const request = newConsumerGroupHeartbeatRequest({
    groupId,
    memberId,
    memberEpoch,
    instanceId: options.get('instance') ?? null,
    rackId: options.get('rack') ?? null,
    rebalanceTimeoutMs: options.has('rebalance') || isJoin ? parseSeconds(options.get('rebalance') ?? '60s') : -1,
    subscribedTopicNames: topics === undefined ? null : topics.split(',').filter(Boolean),
    subscribedTopicRegex: options.get('regex') ?? null,
    serverAssignor: options.get('assignor') ?? null,
    topicPartitions: isJoin ? [] : ownedPartitions(simulated, consumer, options.get('owned')),
  });
  const client = { clientId: name, clientHost: '/127.0.0.1' };
  const idle = simulated.shard.consumerHeartbeat(request, client, simulated.nowMs);
  if (idle !== null) {
    hooks.print(`${name}: ${showBeat(simulated, consumer, idle)} (idle)`);
    return;
  }
  hooks.submit(
    name,
    (response) => showBeat(simulated, consumer, response as ConsumerGroupHeartbeatResponse),
    (token) => ({ kind: 'consumer-heartbeat', token, request, client }),
  );
}

function ownedPartitions(simulated: SimulatedShard, consumer: Consumer, owned: string | undefined) {
  if (owned === undefined) return null;
  if (owned === 'all') return consumer.assigned;
  if (owned === 'none') return [];
  return owned.split(';').map((part) => {
    const [topic = '', partitions = ''] = part.split(':');
    const topicId = simulated.image.topicsByName.get(topic)?.id ?? topic;
    return { topicId, partitions: partitions.split(',').map(Number) };
  });
}

function showBeat(simulated: SimulatedShard, consumer: Consumer, response: ConsumerGroupHeartbeatResponse): string {
  const { errorCode, memberEpoch, heartbeatIntervalMs, assignment } = response;
  if (errorCode !== ErrorCode.NONE) return `error ${errorCode}`;
  consumer.epoch = Math.max(memberEpoch, 0);
  const shown = [`epoch=${memberEpoch}`];
  if (heartbeatIntervalMs !== 5_000 && heartbeatIntervalMs !== 0) shown.push(`interval=${heartbeatIntervalMs}`);
  if (assignment !== null) {
    consumer.assigned = assignment.topicPartitions;
    const topics = new Map(assignment.topicPartitions.map(({ topicId, partitions }) => [topicId, new Set(partitions)]));
    shown.push(`assignment=[${showPartitions(topics, simulated.image)}]`);
  }
  return shown.join(' ');
}

export function showConsumerGroup(group: ConsumerGroup, image: MetadataImage): string {
  const members = Array.from(group.members.values(), (member) => showMember(member, image));
  return `${group.groupId}: ${group.state} epoch=${group.groupEpoch}/${group.assignmentEpoch} members=[${members.join(' ')}]`;
}

function showMember(member: ConsumerMember, image: MetadataImage): string {
  const state = Object.entries(MemberState).find(([, value]) => value === member.state)?.[0] ?? '';
  const shown = [`${member.memberId}@${member.memberEpoch}`];
  if (member.classic !== null) shown.push('classic');
  if (member.state !== MemberState.STABLE) shown.push(state);
  shown.push(`{${showPartitions(member.assigned, image)}}`);
  if (member.pendingRevocation.size > 0) shown.push(`/{${showPartitions(member.pendingRevocation, image)}}`);
  return shown.join('');
}

type PartitionsByTopic = Iterable<readonly [string, { keys(): Iterable<number> }]>;

function showPartitions(partitions: PartitionsByTopic, image: MetadataImage): string {
  return Array.from(partitions, ([topicId, ofTopic]) => {
    const numbers = [...ofTopic.keys()].sort((a, b) => a - b);
    return `${image.topicsById.get(topicId)?.name ?? topicId}:${numbers.join(',')}`;
  })
    .sort()
    .join(' ');
}

export function showConsumerRecord(record: ConsumerGroupRecord): string {
  const of = 'memberId' in record ? ` ${record.memberId}` : 'regex' in record ? ` ${record.regex}` : '';
  const isTombstone = record.kind === 'partition-metadata' ? !record.exists : record.value === null;
  const epoch = record.kind === 'group-epoch' && record.value !== null ? ` ${record.value.epoch}` : '';
  return `${record.kind}${of}${epoch}${isTombstone ? ' tombstone' : ''}`;
}

function parseSeconds(text: string): number {
  return Number(text.replace(/s$/, '')) * 1_000;
}
