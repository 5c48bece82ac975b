// Runs the scripts of this folder: text files of steps, each followed by what it must bring.
//
//   # a comment
//   join a topics=t
//   ----
//   a: join MEMBER_ID_REQUIRED member=a-1
//   g: Empty gen=0 pending=[a-1]
//
// Those of consumer groups are in consumer-steps.ts. A step names a client (a, b, …); the script remembers its member id and generation, as a client would. After the
// replies come the records written and, where it changed, the state of the group. Steps and their options:
//   join CLIENT [group= member= instance= type= protocols=range,sticky topics=t,u session=10s rebalance=60s version=9]
//   sync CLIENT [assign=a:x,b:y member= instance= gen= type= protocol=]
//   heartbeat CLIENT [member= instance= gen=]      leave CLIENT... | leave [member= instance=]
//   commit CLIENT|- topic-0=42 [metadata= gen= member= instance= version= retention=]   fetch [topic-0,…] [stable=yes]
//   commit … producer=7/0: in the transaction of producer id 7, epoch 0      end 7/0 commit|abort: its marker
//   delete-group [group=]   delete-offsets topic-0,… [group=]
//   advance 3s      restart      delete-topic t      foreign GROUP [gone]      config name=value      describe  list
import { KafkaError } from '../../errors.ts';
import { ErrorCode, errorName } from '../../wire/error-code.ts';
import { encodeCoordinatorKey } from '../../wire/framed-record.ts';
import { newHeartbeatRequest } from '../../wire/generated/heartbeat.ts';
import {
  type JoinGroupResponse,
  newJoinGroupRequest,
  newJoinGroupRequestProtocol,
} from '../../wire/generated/join-group.ts';
import { type LeaveGroupResponse, newLeaveGroupRequest, newMemberIdentity } from '../../wire/generated/leave-group.ts';
import { shareGroupMetadataKey } from '../../wire/generated/share-group-metadata-key.ts';
import {
  newSyncGroupRequest,
  newSyncGroupRequestAssignment,
  type SyncGroupResponse,
} from '../../wire/generated/sync-group.ts';
import { ZERO_UUID } from '../../wire/reader.ts';
import type { ClassicGroup } from '../classic/group.ts';
import { readAssignment } from '../consumer-protocol.ts';
import type { CommitResult } from '../offsets/commit.ts';
import type { OffsetDeletion } from '../offsets/deletion.ts';
import type { FetchedTopic } from '../offsets/fetch.ts';
import { parseGroupRecord } from '../records.ts';
import { consumerSteps, showConsumerGroup, showConsumerRecord } from './consumer-steps.ts';
import { SimulatedShard } from './simulated-shard.ts';

interface Client {
  memberId: string;
  generation: number;
}

type Options = ReadonlyMap<string, string>;
type Show = (response: unknown) => string;

export interface ScriptBlock {
  comments: string[];
  step: string;
  expected: string[];
}

export function parseScript(text: string): ScriptBlock[] {
  return text
    .split(/\n\s*\n/)
    .map((block) => block.split('\n').filter((line) => line.trim() !== ''))
    .filter((lines) => lines.length > 0)
    .map((lines) => {
      const comments = lines.filter((line) => line.startsWith('#'));
      const rest = lines.filter((line) => !line.startsWith('#'));
      return { comments, step: rest[0] ?? '', expected: rest.slice(2) };
    });
}

export function printScript(blocks: readonly ScriptBlock[]): string {
  return `${blocks
    .map(({ comments, step, expected }) =>
      [...comments, ...(step === '' ? [] : [step, '----', ...expected])].join('\n'),
    )
    .join('\n\n')}\n`;
}

export class ShardScript {
  readonly #simulated = new SimulatedShard();
  readonly #clients = new Map<string, Client>();
  /** Who waits for the reply to a token, and how it is shown. */
  readonly #waiting = new Map<number, { client: string; show: Show }>();
  readonly #groups = new Set(['g']);
  readonly #shownStates = new Map<string, string>();
  #lines: string[] = [];

  run(step: string): string[] {
    this.#lines = [];
    const [verb = '', ...words] = step.split(/\s+/);
    const names = words.filter((word) => !word.includes('='));
    const options = new Map(words.filter((word) => word.includes('=')).map(splitOption));
    const act = this.#steps[verb];
    if (act === undefined) throw new Error(`unknown step ${verb}`);
    act(names, options);
    this.#showStates();
    return this.#lines.length === 0 ? ['nothing'] : this.#lines;
  }

  readonly #steps: Readonly<Record<string, (names: string[], options: Options) => void>> = {
    join: ([client = ''], options) => this.#join(client, options),
    sync: ([client = ''], options) => this.#sync(client, options),
    heartbeat: ([client = ''], options) => this.#heartbeat(client, options),
    leave: (names, options) => this.#leave(names, options),
    commit: ([client = ''], options) => this.#commit(client, options),
    end: ([producer = '', end]) => this.#simulated.endTransaction(parseProducer(producer), end === 'commit'),
    fetch: ([partitions = ''], options) => this.#fetch(partitions, options.has('stable')),
    advance: ([time = '']) => this.#simulated.advance(parseMs(time), (timer) => this.#showStep(timer)),
    restart: () => this.#restart(),
    'delete-topic': ([name = '']) => this.#deleteTopic(name),
    'delete-group': (_names, options) => this.#deleteGroup(options.get('group') ?? 'g'),
    'delete-offsets': ([partitions = ''], options) => this.#deleteOffsets(partitions, options.get('group') ?? 'g'),
    foreign: ([groupId = '', gone]) => this.#foreign(groupId, gone === 'gone'),
    config: (_names, options) => this.#configure(options),
    describe: () => this.#describe(),
    list: () => this.#list(),
    ...this.#consumerSteps(),
  };

  #consumerSteps(): Readonly<Record<string, (names: string[], options: Options) => void>> {
    return consumerSteps({
      simulated: this.#simulated,
      groupIds: this.#groups,
      print: (line) => this.#lines.push(line),
      submit: (client, show, event) => this.#submit(client, show, event),
    });
  }

  #restart(): void {
    this.#waiting.clear();
    this.#simulated.restart();
    this.#showStep(null);
  }

  #deleteTopic(name: string): void {
    this.#submit(
      '-',
      (isDone) => `deleted ${isDone}`,
      (token) => ({
        kind: 'topics-deleted',
        token,
        topics: [{ name, id: ZERO_UUID }],
      }),
    );
  }

  #deleteGroup(groupId: string): void {
    this.#submit(
      '-',
      (response) => `deleted ${response === null ? 'in part' : errorName(response as number)}`,
      (token) => ({ kind: 'delete-group', token, groupId }),
    );
  }

  #deleteOffsets(partitions: string, groupId: string): void {
    const topics = new Map<string, number[]>();
    for (const name of partitions.split(',')) {
      const dash = name.lastIndexOf('-');
      const topic = name.slice(0, dash);
      topics.set(topic, [...(topics.get(topic) ?? []), Number(name.slice(dash + 1))]);
    }
    this.#submit('-', showOffsetDeletion, (token) => ({
      kind: 'delete-offsets',
      token,
      groupId,
      topics: Array.from(topics, ([topic, numbers]) => ({ topic, partitions: numbers })),
    }));
  }

  #list(): void {
    for (const { groupId, groupState, groupType, protocolType } of this.#simulated.shard.list()) {
      this.#lines.push(`${groupId} ${groupState} ${groupType} "${protocolType}"`);
    }
  }

  #join(name: string, options: Options): void {
    const client = this.#client(name);
    const groupId = options.get('group') ?? 'g';
    this.#groups.add(groupId);
    const metadata = subscription((options.get('topics') ?? '').split(',').filter(Boolean));
    const request = newJoinGroupRequest({
      groupId,
      sessionTimeoutMs: parseMs(options.get('session') ?? '10s'),
      rebalanceTimeoutMs: parseMs(options.get('rebalance') ?? '60s'),
      memberId: options.get('member') ?? client.memberId,
      groupInstanceId: options.get('instance') ?? null,
      protocolType: options.get('type') ?? 'consumer',
      protocols: (options.get('protocols') ?? 'range')
        .split(',')
        .filter(Boolean)
        .map((protocol) => newJoinGroupRequestProtocol({ name: protocol, metadata })),
    });
    const apiVersion = Number(options.get('version') ?? 9);
    this.#simulated.idPrefix = options.get('instance') ?? name;
    this.#submit(
      name,
      (response) => this.#showJoin(client, response as JoinGroupResponse),
      (token) => ({
        kind: 'join-group',
        token,
        request,
        apiVersion,
        client: { clientId: name, clientHost: '/127.0.0.1' },
      }),
    );
  }

  #showJoin(client: Client, response: JoinGroupResponse): string {
    if (response.errorCode === ErrorCode.UNKNOWN_MEMBER_ID || response.errorCode === ErrorCode.FENCED_INSTANCE_ID) {
      client.memberId = '';
    } else if (response.memberId !== '') {
      client.memberId = response.memberId;
    }
    const shown = [`join ${errorName(response.errorCode)}`, `member=${response.memberId}`];
    if (response.errorCode === ErrorCode.NONE) {
      client.generation = response.generationId;
      const members = response.members.map(({ memberId }) => memberId);
      shown.push(`gen=${response.generationId} protocol=${response.protocolName} leader=${response.leader}`);
      if (members.length > 0) shown.push(`members=[${members.join(' ')}]`);
      if (response.skipAssignment) shown.push('skip-assignment');
    }
    return shown.join(' ');
  }

  #sync(name: string, options: Options): void {
    const client = this.#client(name);
    const assignments = (options.get('assign') ?? '')
      .split(',')
      .filter(Boolean)
      .map((part) => part.split(':'))
      .map(([to = '', assignment = '']) =>
        newSyncGroupRequestAssignment({
          memberId: this.#clients.get(to)?.memberId ?? to,
          assignment: Buffer.from(assignment),
        }),
      );
    const request = newSyncGroupRequest({
      groupId: options.get('group') ?? 'g',
      generationId: Number(options.get('gen') ?? client.generation),
      memberId: options.get('member') ?? client.memberId,
      groupInstanceId: options.get('instance') ?? null,
      protocolType: options.get('type') ?? null,
      protocolName: options.get('protocol') ?? null,
      assignments,
    });
    this.#submit(name, showSync, (token) => ({ kind: 'sync-group', token, request }));
  }

  #heartbeat(name: string, options: Options): void {
    const client = this.#client(name);
    const request = newHeartbeatRequest({
      groupId: options.get('group') ?? 'g',
      generationId: Number(options.get('gen') ?? client.generation),
      memberId: options.get('member') ?? client.memberId,
      groupInstanceId: options.get('instance') ?? null,
    });
    const errorCode = this.#simulated.shard.heartbeat(request, this.#simulated.nowMs);
    if (errorCode !== null) {
      this.#lines.push(`${name}: heartbeat ${errorName(errorCode)}`);
      return;
    }
    const show: Show = (response) => `heartbeat ${errorName(response as number)}`;
    this.#submit(name, show, (token) => ({ kind: 'classic-heartbeat', token, request }));
  }

  #leave(names: readonly string[], options: Options): void {
    const members = names.map((name) => newMemberIdentity({ memberId: this.#client(name).memberId }));
    if (options.has('member') || options.has('instance')) {
      const groupInstanceId = options.get('instance') ?? null;
      members.push(newMemberIdentity({ memberId: options.get('member') ?? '', groupInstanceId }));
    }
    const request = newLeaveGroupRequest({ groupId: options.get('group') ?? 'g', members });
    this.#submit(names.join(' ') || '-', showLeave, (token) => ({ kind: 'leave-group', token, request }));
  }

  #commit(name: string, options: Options): void {
    const client = name === '-' ? { memberId: '', generation: -1 } : this.#client(name);
    const topics = [...options]
      .map(([key, value]) => ({ match: /^(.+)-(\d+)$/.exec(key), value }))
      .filter(({ match }) => match !== null)
      .map(({ match, value }) => ({
        topic: match?.[1] ?? '',
        topicId: options.get('id') ?? ZERO_UUID,
        partitions: [
          {
            partition: Number(match?.[2]),
            offset: BigInt(value),
            leaderEpoch: -1,
            metadata: 'x'.repeat(Number(options.get('metadata') ?? 0)),
          },
        ],
      }));
    const groupId = options.get('group') ?? 'g';
    this.#groups.add(groupId);
    const commit = {
      groupId,
      apiVersion: Number(options.get('version') ?? 9),
      memberId: options.get('member') ?? client.memberId,
      groupInstanceId: options.get('instance') ?? null,
      generation: Number(options.get('gen') ?? client.generation),
      retentionTimeMs: BigInt(options.has('retention') ? parseMs(options.get('retention') ?? '') : -1),
      topics,
    };
    const producer = options.get('producer');
    this.#submit(name, showCommit, (token) => {
      if (producer === undefined) return { kind: 'commit-offsets', token, commit };
      const transactional = { ...commit, transactionalId: 'x', ...parseProducer(producer) };
      return { kind: 'commit-transactional-offsets', token, commit: transactional };
    });
  }

  #fetch(partitions: string, requireStable: boolean): void {
    const topics = partitions
      .split(',')
      .filter(Boolean)
      .map((name) => /^(.+)-(\d+)$/.exec(name))
      .map((match) => ({ topic: match?.[1] ?? '', topicId: ZERO_UUID, partitions: [Number(match?.[2])] }));
    const query = { groupId: 'g', topics: partitions === '' ? null : topics, requireStable };
    this.#submit('-', showFetch, (token) => ({ kind: 'fetch-offsets', token, query }));
  }

  /** A record of a share group, as another broker would have left it; takes effect at the next restart. */
  #foreign(groupId: string, isGone: boolean): void {
    const key = encodeCoordinatorKey(shareGroupMetadataKey, { groupId });
    this.#simulated.log.push({ key, value: isGone ? null : Buffer.from([0, 0, 0, 0, 0, 7]) });
  }

  /** Takes effect at once. */
  #configure(options: Options): void {
    for (const [name, value] of options) this.#simulated.configure({ [name]: parseMs(value) });
  }

  #describe(): void {
    for (const groupId of this.#groups) {
      const group = this.#simulated.shard.describe(groupId);
      this.#lines.push(
        `${groupId}: ${group?.groupState ?? 'Dead'} "${group?.protocolType ?? ''}" ${group?.protocolData}`,
      );
      for (const member of group?.members ?? []) {
        const metadata = `metadata=${member.memberMetadata.length}B assignment=${member.memberAssignment.toString()}`;
        this.#lines.push(
          `  ${member.memberId} ${member.groupInstanceId} ${member.clientId}${member.clientHost} ${metadata}`,
        );
      }
    }
  }

  #submit(client: string, show: Show, event: Parameters<SimulatedShard['submit']>[0]): void {
    this.#simulated.submit((token) => {
      this.#waiting.set(token, { client, show });
      return event(token);
    });
    this.#showStep(null);
  }

  #client(name: string): Client {
    const known = this.#clients.get(name);
    if (known !== undefined) return known;
    const client = { memberId: '', generation: -1 };
    this.#clients.set(name, client);
    return client;
  }

  /** Replies and records of what was just decided; after a timer only if there was something. */
  #showStep(timer: string | null): void {
    const { replies, records, nowMs } = this.#simulated;
    const before = this.#lines.length;
    for (const { token, response } of replies) {
      const waiting = this.#waiting.get(token);
      this.#waiting.delete(token);
      const shown = response instanceof KafkaError ? errorName(response.code) : waiting?.show(response);
      this.#lines.push(`${waiting?.client ?? '?'}: ${shown ?? 'answered twice'}`);
    }
    this.#lines.push(...records.map(showRecord));
    if (timer === null) return;
    this.#showStates();
    if (this.#lines.length > before) this.#lines.splice(before, 0, `at ${nowMs / 1000}s, ${timer}`);
  }

  #showStates(): void {
    for (const groupId of this.#groups) {
      const { shard } = this.#simulated;
      const group = shard.group(groupId);
      const consumers = shard.consumerGroup(groupId);
      const classicState = group === undefined ? `${groupId}: Dead` : showGroup(group);
      const state = consumers === undefined ? classicState : showConsumerGroup(consumers, this.#simulated.image);
      if (this.#shownStates.get(groupId) === state) continue;
      if (this.#shownStates.has(groupId) || !state.endsWith('Dead')) this.#lines.push(state);
      this.#shownStates.set(groupId, state);
    }
  }
}

/** Scripts assign words; the broker assigns partitions, in the consumers' own protocol. */
function showAssignment(assignment: Buffer): string {
  if (assignment.length === 0 || assignment[0] !== 0) return assignment.toString();
  const { assignedPartitions } = readAssignment(assignment);
  return assignedPartitions.map(({ topic, partitions }) => `${topic}:${partitions.join(',')}`).join(' ');
}

function showSync(response: unknown): string {
  const { errorCode, assignment } = response as SyncGroupResponse;
  return `sync ${errorName(errorCode)}${errorCode === ErrorCode.NONE ? ` assignment=${showAssignment(assignment)}` : ''}`;
}

function showLeave(response: unknown): string {
  const { errorCode, members } = response as LeaveGroupResponse;
  const shown = members.map((member) => `${member.memberId || member.groupInstanceId}=${errorName(member.errorCode)}`);
  return `leave ${errorName(errorCode)} ${shown.join(' ')}`;
}

function showCommit(response: unknown): string {
  return `commit ${(response as CommitResult).flat().map(errorName).join(' ')}`;
}

function showOffsetDeletion(response: unknown): string {
  if (response === null) return 'deleted in part';
  const { errorCode, topics } = response as OffsetDeletion;
  return ['deleted', errorName(errorCode), ...topics.map(errorName)].join(' ');
}

function showFetch(response: unknown): string {
  const shown = (response as FetchedTopic[]).flatMap(({ topic, partitions }) =>
    partitions.map(({ partition, committed, isUnstable }) => {
      return `${topic}-${partition}=${isUnstable ? 'unstable' : (committed?.offset ?? 'none')}`;
    }),
  );
  return `fetched ${shown.join(' ') || 'nothing'}`;
}

function showRecord(record: Parameters<typeof parseGroupRecord>[0]): string {
  const parsed = parseGroupRecord(record);
  switch (parsed.kind) {
    case 'classic-group': {
      const { groupId, value } = parsed;
      if (value === null) return `record: group ${groupId} tombstone`;
      const members = value.members.map((member) => `${member.memberId}:${showAssignment(member.assignment)}`);
      return `record: group ${groupId} gen=${value.generation} leader=${value.leader} members=[${members.join(' ')}]`;
    }
    case 'offset': {
      const { groupId, topic, partition, committed } = parsed;
      return `record: offset ${groupId} ${topic}-${partition} ${committed === null ? 'tombstone' : committed.offset}`;
    }
    case 'consumer-group':
      return `record: ${showConsumerRecord(parsed.record)}`;
    default:
      return `record: ${parsed.kind}`;
  }
}

/** Members that wait in a JoinGroup have a `j`, in a SyncGroup an `s`. */
function showGroup(group: ClassicGroup): string {
  const shown = [`${group.groupId}: ${group.state} gen=${group.generation}`];
  if (group.leaderId !== null) shown.push(`leader=${group.leaderId}`);
  const members = Array.from(group.members.values(), (member) => {
    const waits = `${member.joinToken === null ? '' : 'j'}${member.syncToken === null ? '' : 's'}`;
    return waits === '' ? member.memberId : `${member.memberId}(${waits})`;
  });
  if (members.length > 0) shown.push(`members=[${members.join(' ')}]`);
  if (group.pendingMembers.size > 0) shown.push(`pending=[${[...group.pendingMembers.keys()].join(' ')}]`);
  return shown.join(' ');
}

/** ConsumerProtocolSubscription version 0. */
function subscription(topics: readonly string[]): Buffer {
  const head = Buffer.alloc(6);
  head.writeInt32BE(topics.length, 2);
  const names = topics.map((topic) => {
    const length = Buffer.alloc(2);
    length.writeInt16BE(Buffer.byteLength(topic));
    return Buffer.concat([length, Buffer.from(topic)]);
  });
  return Buffer.concat([head, ...names, Buffer.from([0xff, 0xff, 0xff, 0xff])]);
}

function splitOption(word: string): [string, string] {
  const at = word.indexOf('=');
  return [word.slice(0, at), word.slice(at + 1)];
}

/** `7/0`: id and epoch. */
function parseProducer(text: string): { producerId: bigint; producerEpoch: number } {
  const [id = '', epoch] = text.split('/');
  return { producerId: BigInt(id), producerEpoch: Number(epoch) };
}

/** `3s`, `10m`, `7d`, or milliseconds. */
function parseMs(text: string): number {
  const match = /^(\d+)(ms|s|m|h|d)?$/.exec(text);
  if (match === null) throw new Error(`not a time: ${text}`);
  const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }[match[2] ?? 'ms'] ?? 1;
  return Number(match[1]) * unitMs;
}
