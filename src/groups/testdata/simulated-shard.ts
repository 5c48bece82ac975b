// A shard with time, a log and randomness that a test holds in its hand: what the journal does, without waiting.
// Used by the scripts and by the model test.
import { KafkaError } from '../../errors.ts';
import {
  type JournalRecord,
  NO_PRODUCER,
  type Outcome,
  type ProducerIdentity,
  type ReplyToken,
} from '../../journal/coordinator.ts';
import { emptyImage, type MetadataImage, type PartitionImage, type TopicImage } from '../../metadata/image.ts';
import { rangeAssignor } from '../assignors/range.ts';
import { uniformAssignor } from '../assignors/uniform.ts';
import type { ResolvedRegex } from '../consumer/regex.ts';
import type { GroupEvent } from '../event.ts';
import type { GroupConfig } from '../group-config.ts';
import { GroupShard } from '../shard.ts';
import type { Surroundings } from '../turn.ts';
import { matchingNames, scriptedPatterns } from './scripted-patterns.ts';

export const DEFAULT_GROUP_CONFIG: GroupConfig = {
  initialRebalanceDelayMs: 3_000,
  sessionTimeoutMsMin: 6_000,
  sessionTimeoutMsMax: 1_800_000,
  sizeMax: 0x7fff_ffff,
  newMemberJoinTimeoutMs: 300_000,
  offsetMetadataBytesMax: 4_096,
  offsetsRetentionMs: 7 * 24 * 3_600_000,
  offsetsRetentionCheckIntervalMs: 600_000,
  batchBytesMax: 1_048_588,
  consumer: {
    times: {
      sessionTimeout: { defaultMs: 45_000, minMs: 45_000, maxMs: 60_000 },
      heartbeatInterval: { defaultMs: 5_000, minMs: 5_000, maxMs: 15_000 },
      assignmentInterval: { defaultMs: 1_000, minMs: 0, maxMs: 15_000 },
    },
    sizeMax: 0x7fff_ffff,
    assignors: [uniformAssignor, rangeAssignor],
    migration: { upgrade: true, downgrade: true },
    regexRefreshIntervalMs: 600_000,
  },
};

export interface Reply {
  token: ReplyToken;
  /** A KafkaError where the event was refused. */
  response: unknown;
}

/** What stands in the log: a record, or the end of a transaction. */
export interface LoggedRecord extends JournalRecord {
  /** Whose transaction it belongs to. */
  readonly producer?: ProducerIdentity;
  /** Only of a marker. */
  readonly committed?: boolean;
}

/** One entry of a log, as the journal hands it to a shard. */
export function replayLogged(shard: GroupShard, logged: LoggedRecord, offset: bigint, timestampMs: number): void {
  const { producer = NO_PRODUCER, committed } = logged;
  if (committed === undefined) shard.replay(logged, { offset, timestampMs, ...producer });
  else shard.replayMarker({ offset, committed, ...producer });
}

/** Of a shard that only replays. */
export const noSurroundings: Surroundings = {
  config: DEFAULT_GROUP_CONFIG,
  randomUuid: () => '',
  image: () => emptyImage('nothing'),
  topicRegexes: { problem: () => null, resolve: () => {} },
};

function newTopic(name: string, number: number): TopicImage {
  const id = Buffer.from(`${name}${number}`.padEnd(16, '-')).subarray(0, 16).toString('base64url');
  return { name, id, partitions: [], configs: new Map(), internal: false };
}

function newPartition(partition: number): PartitionImage {
  const nobody: number[] = [];
  const replicas = [0];
  return {
    partition,
    leader: 0,
    leaderEpoch: 0,
    partitionEpoch: 0,
    replicas,
    isr: replicas,
    eligibleLeaders: nobody,
    rest: null,
    directories: [],
  };
}

export class SimulatedShard {
  nowMs = 0;
  shard: GroupShard;
  readonly log: LoggedRecord[] = [];
  /** What the last step brought. */
  replies: Reply[] = [];
  records: JournalRecord[] = [];
  /** Of the JoinGroup that is decided: member ids in tests tell who they belong to, and how often they were made. */
  readonly #config: GroupConfig;
  image: MetadataImage = emptyImage('simulated');
  /** Patterns that wait to be resolved, by group. */
  readonly regexes = new Map<string, readonly string[]>();
  readonly #idCounts = new Map<string, number>();
  readonly #timers = new Map<string, number>();
  #nextToken = 1;
  #nextTopic = 1;
  idPrefix = '';
  /** Otherwise they count for each prefix, which consumer groups do not put before them. */
  hasUniqueIds = false;

  constructor(config: Partial<GroupConfig> = {}) {
    this.#config = { ...DEFAULT_GROUP_CONFIG, ...config };
    this.shard = this.#newShard();
    this.#take(this.shard.loaded(this.nowMs));
  }

  submit(event: (token: ReplyToken) => GroupEvent): ReplyToken {
    const token = this.#nextToken++;
    this.#begin();
    try {
      this.#take(this.shard.handle(event(token), this.nowMs));
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      this.replies.push({ token, response: error });
    }
    return token;
  }

  /** Of an event that is answered at once. */
  answerTo(event: (token: ReplyToken) => GroupEvent): unknown {
    const token = this.submit(event);
    const reply = this.replies.find((answered) => answered.token === token);
    this.replies = this.replies.filter((answered) => answered !== reply);
    if (reply === undefined) throw new Error('the event was not answered');
    return reply.response;
  }

  /** Fires what comes due, in order; `fired` is called after each. */
  advance(ms: number, fired: (timer: string) => void = () => {}): void {
    const targetMs = this.nowMs + ms;
    for (let next = this.#nextTimer(targetMs); next !== null; next = this.#nextTimer(targetMs)) {
      const [timer, atMs] = next;
      this.#timers.delete(timer);
      this.nowMs = Math.max(this.nowMs, atMs);
      this.#begin();
      this.#take(this.shard.timerFired(timer, this.nowMs));
      fired(timer);
    }
    this.nowMs = targetMs;
    this.#begin();
  }

  /** A new shard from the log; soft state and timers are gone. */
  restart(): void {
    this.#timers.clear();
    this.#begin();
    this.shard = this.#newShard();
    for (const [index, logged] of this.log.entries()) replayLogged(this.shard, logged, BigInt(index), this.nowMs);
    this.#take(this.shard.loaded(this.nowMs));
  }

  /** The marker of a producer's transaction. */
  endTransaction(producer: ProducerIdentity, committed: boolean): void {
    this.#begin();
    this.#append({ key: null, value: null, producer, committed });
  }

  /** Creates the topic, gives it more partitions, or, with 0, deletes it. */
  setTopic(name: string, partitionCount: number): void {
    const before = this.image.topicsByName.get(name);
    const topic = before === undefined || partitionCount === 0 ? newTopic(name, this.#nextTopic++) : before;
    const partitions = Array.from({ length: partitionCount }, (_, partition) => newPartition(partition));
    const { topicsByName, topicsById } = this.image;
    const offset = this.image.offset + 1n;
    const after = { ...topic, partitions };
    this.image =
      partitionCount === 0
        ? {
            ...this.image,
            offset,
            topicsByName: topicsByName.delete(name),
            topicsById: topicsById.delete(before?.id ?? ''),
          }
        : {
            ...this.image,
            offset,
            topicsByName: topicsByName.set(name, after),
            topicsById: topicsById.set(topic.id, after),
          };
    this.shard.topicsChanged(new Set([name]), before === undefined);
  }

  /** The answers that `regexes` waits for. */
  resolvedRegexes(): ((token: ReplyToken) => GroupEvent)[] {
    const events = Array.from(this.regexes, ([groupId, regexes]) => {
      const resolved = new Map(regexes.map((regex) => [regex, this.#resolved(regex)]));
      return (token: ReplyToken): GroupEvent => ({ kind: 'regexes-resolved', token, groupId, resolved });
    });
    this.regexes.clear();
    return events;
  }

  #resolved(regex: string): ResolvedRegex {
    const topics = matchingNames(
      regex,
      Array.from(this.image.topicsByName, ([name]) => name),
    );
    return { topics, version: this.image.offset, timestampMs: this.nowMs };
  }

  configure(changes: Partial<GroupConfig>): void {
    Object.assign(this.#config, changes);
  }

  get timerNames(): string[] {
    return [...this.#timers.keys()];
  }

  #newShard(): GroupShard {
    return new GroupShard({
      config: this.#config,
      randomUuid: () => {
        const prefix = this.hasUniqueIds ? '' : this.idPrefix;
        const count = (this.#idCounts.get(prefix) ?? 0) + 1;
        this.#idCounts.set(prefix, count);
        return String(count);
      },
      image: () => this.image,
      topicRegexes: {
        problem: scriptedPatterns.problem,
        resolve: (groupId, regexes) => void this.regexes.set(groupId, regexes),
      },
    });
  }

  #begin(): void {
    this.replies = [];
    this.records = [];
  }

  #append(logged: LoggedRecord): void {
    replayLogged(this.shard, logged, BigInt(this.log.length), this.nowMs);
    this.log.push(logged);
  }

  #take({ records, effects, transaction }: Outcome): void {
    for (const effect of effects) {
      if (effect.kind === 'reply') this.replies.push({ token: effect.token, response: effect.response });
      else if (effect.kind === 'schedule') this.#timers.set(effect.timer, effect.atMs);
      else if (effect.kind === 'cancel') this.#timers.delete(effect.timer);
    }
    for (const record of records)
      this.#append(transaction === undefined ? record : { ...record, producer: transaction });
    this.records.push(...records);
  }

  #nextTimer(untilMs: number): [string, number] | null {
    let next: [string, number] | null = null;
    for (const timer of this.#timers) {
      if (timer[1] <= untilMs && (next === null || timer[1] < next[1])) next = timer;
    }
    return next;
  }
}
