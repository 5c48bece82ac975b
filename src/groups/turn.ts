// One event on its way through a shard: when it happens, and what comes of it. Everything under src/groups that decides
// writes into a Turn; the shard hands the result to the journal.
// Invariant: effects are in the order in which they were decided, so replies to one group leave in that order.
import {
  type Effect,
  type JournalRecord,
  NOTHING,
  type Outcome,
  type ProducerIdentity,
  type ReplyToken,
} from '../journal/coordinator.ts';
import type { MetadataImage } from '../metadata/image.ts';
import { BATCH_HEADER_SIZE, recordSizeBytesMax } from '../wire/record-batch.ts';
import type { GroupConfig } from './group-config.ts';

/** What a shard is given from outside, so that it needs no clock, no randomness and no configuration of its own. */
export interface Surroundings {
  readonly config: GroupConfig;
  /** A fresh UUID in its usual text form, the random part of member ids. */
  readonly randomUuid: () => string;
  /** The newest metadata: topics, racks, configs of groups. */
  readonly image: () => MetadataImage;
  readonly topicRegexes: TopicRegexes;
}

/** Topic patterns in RE2's syntax, which the shard cannot work out itself: that may take long. */
export interface TopicRegexes {
  /** What is wrong with the pattern, in a few words; null: nothing. */
  problem(regex: string): string | null;
  /** Matches all topics of the newest metadata; the answer comes as an event. */
  resolve(groupId: string, regexes: readonly string[]): void;
}

export class Turn {
  readonly nowMs: number;
  readonly config: GroupConfig;
  readonly randomUuid: () => string;
  readonly image: MetadataImage;
  readonly topicRegexes: TopicRegexes;
  /** Offset of the metadata that had the last new topics. */
  readonly newTopicsVersion: bigint;
  /** Set where the records belong to a producer's transaction. */
  transaction: ProducerIdentity | null = null;
  readonly #records: JournalRecord[] = [];
  readonly #effects: Effect[] = [];
  #sizeBytes = BATCH_HEADER_SIZE;

  constructor(nowMs: number, surroundings: Surroundings, newTopicsVersion: bigint) {
    this.nowMs = nowMs;
    this.config = surroundings.config;
    this.randomUuid = surroundings.randomUuid;
    this.image = surroundings.image();
    this.topicRegexes = surroundings.topicRegexes;
    this.newTopicsVersion = newTopicsVersion;
  }

  /** False, and nothing appended, where the records of this turn would not fit into one batch any more. */
  append(record: JournalRecord): boolean {
    const sizeBytes = this.#sizeBytes + recordSizeBytesMax(record);
    if (sizeBytes > this.config.batchBytesMax) return false;
    this.#sizeBytes = sizeBytes;
    this.#records.push(record);
    return true;
  }

  /** Takes back what was appended since the turn began. */
  withdrawRecords(): void {
    this.#records.length = 0;
    this.#sizeBytes = BATCH_HEADER_SIZE;
  }

  reply(token: ReplyToken, response: unknown): void {
    this.#effects.push({ kind: 'reply', token, response });
  }

  schedule(timer: string, atMs: number): void {
    this.#effects.push({ kind: 'schedule', timer, atMs });
  }

  cancel(timer: string): void {
    this.#effects.push({ kind: 'cancel', timer });
  }

  outcome(): Outcome {
    if (this.#records.length === 0 && this.#effects.length === 0) return NOTHING;
    const outcome = { records: this.#records, effects: this.#effects };
    return this.transaction === null ? outcome : { ...outcome, transaction: this.transaction };
  }
}
