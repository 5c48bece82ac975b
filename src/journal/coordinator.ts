// What a coordinator is: a pure state machine behind a Kafka partition. Metadata, groups and everything durable of the
// control plane implement `Coordinator`; `Journal` runs them.
// Invariant: durable state changes only in `replay`, so that replaying the partition gives the state in memory.

/** One record of the coordinator's partition; a null value is a tombstone. */
export interface JournalRecord {
  key: Buffer | null;
  value: Buffer | null;
}

/** Names one submitted event until it is answered. */
export type ReplyToken = number;

/**
 * Answers the event with that token, of now or of long ago. It leaves once everything decided up to here is committed.
 * `error` rejects the submitter with a KafkaError.
 */
export type ReplyEffect =
  | { kind: 'reply'; token: ReplyToken; response: unknown }
  | { kind: 'error'; token: ReplyToken; code: number; message?: string };

/**
 * Takes effect at once: timers are soft state, they fall with the coordinator when an append fails. Scheduling a name
 * again moves its timer.
 */
export type TimerEffect = { kind: 'schedule'; timer: string; atMs: number } | { kind: 'cancel'; timer: string };

/** What a decision wants done besides its records. */
export type Effect = ReplyEffect | TimerEffect;

/** Whose transaction something belongs to. */
export interface ProducerIdentity {
  producerId: bigint;
  producerEpoch: number;
}

export interface Outcome {
  /** Appended together, in one batch. */
  records: JournalRecord[];
  effects: Effect[];
  /**
   * The records belong to this producer's transaction. The log may refuse such a batch (its producer is fenced by now),
   * so these are replayed only once they are in it; a refusal rejects whom the replies are for.
   */
  transaction?: ProducerIdentity;
}

export const NOTHING: Outcome = { records: [], effects: [] };

export interface ReplayContext extends ProducerIdentity {
  offset: bigint;
  timestampMs: number;
}

/** The producer id, and the epoch, of what belongs to no transaction. */
export const NO_PRODUCER: ProducerIdentity = { producerId: -1n, producerEpoch: -1 };

/** The end of a producer's transaction in this partition. */
export interface ReplayedMarker extends ProducerIdentity {
  offset: bigint;
  committed: boolean;
}

export interface Coordinator<Event> {
  /**
   * Decides. May touch only soft state (who waits, names of timers); the records it returns are replayed before the
   * next call. A KafkaError thrown here is the reply to this event and must leave the soft state as it was; any other
   * exception is a mistake of ours and stops the broker.
   */
  handle(event: Event, nowMs: number): Outcome;
  /** Applies one record: while loading, and right after `handle` returned it. Must not throw on what we wrote. */
  replay(record: JournalRecord, context: ReplayContext): void;
  /** Applies the end of a transaction. Without it, transactions mean nothing to this coordinator. */
  replayMarker?(marker: ReplayedMarker): void;
  /** Takes note of a control record of another kind, while loading: KRaft's. */
  replayControl?(record: JournalRecord): void;
  timerFired(timer: string, nowMs: number): Outcome;
  /** After the last record of a load: sets the timers that the loaded state needs. */
  loaded?(nowMs: number): Outcome;
}
