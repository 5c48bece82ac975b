// What can happen to a shard of the transaction coordinator, and how it answers. Built by the service, decided by the
// shard. Time passes through events too: the service asks for what is due, because the ends that follow are its to carry
// out.
import type { ReplyToken } from '../journal/coordinator.ts';
import type { PartitionName } from '../native/data-plane.ts';

export interface ProducerIdAndEpoch {
  readonly producerId: bigint;
  readonly producerEpoch: number;
}

export interface InitProducerIdEvent {
  readonly kind: 'init-producer-id';
  readonly token: ReplyToken;
  readonly transactionalId: string;
  readonly timeoutMs: number;
  /** What the producer says that it is; null: it does not say. */
  readonly expected: ProducerIdAndEpoch | null;
  /** A producer id that nobody had; null until the shard asks for one. */
  readonly freshProducerId: bigint | null;
}

export interface AddPartitionsEvent extends ProducerIdAndEpoch {
  readonly kind: 'add-partitions';
  readonly token: ReplyToken;
  readonly transactionalId: string;
  readonly partitions: readonly PartitionName[];
  readonly clientTransactionVersion: number;
}

export interface VerifyPartitionsEvent extends ProducerIdAndEpoch {
  readonly kind: 'verify-partitions';
  readonly token: ReplyToken;
  readonly transactionalId: string;
  readonly partitions: readonly PartitionName[];
}

export interface EndTransactionEvent extends ProducerIdAndEpoch {
  readonly kind: 'end-transaction';
  readonly token: ReplyToken;
  readonly transactionalId: string;
  readonly committed: boolean;
  readonly clientTransactionVersion: number;
  readonly freshProducerId: bigint | null;
}

/** Every partition of this end has its marker, or is gone. Answered with nothing. */
export interface MarkersWrittenEvent {
  readonly kind: 'markers-written';
  readonly token: ReplyToken;
  readonly completion: Completion;
}

/** Ends one transaction that is open for too long. Answered with an EndAnswer, error NONE also where it is over. */
export interface AbortTimedOutEvent {
  readonly kind: 'abort-timed-out';
  readonly token: ReplyToken;
  readonly transactionalId: string;
  readonly freshProducerId: bigint | null;
}

/** Forgets ids that nobody used for long. Answered with false when a batch was full before all were gone. */
export interface ExpireIdsEvent {
  readonly kind: 'expire-ids';
  readonly token: ReplyToken;
}

export type TransactionEvent =
  | InitProducerIdEvent
  | AddPartitionsEvent
  | VerifyPartitionsEvent
  | EndTransactionEvent
  | MarkersWrittenEvent
  | AbortTimedOutEvent
  | ExpireIdsEvent;

/** An end that is decided: who gets which marker. */
export interface Completion extends ProducerIdAndEpoch {
  readonly transactionalId: string;
  readonly committed: boolean;
  readonly transactionVersion: number;
  readonly partitions: readonly PartitionName[];
}

/** Answer of init-producer-id, end-transaction and abort-timed-out; the latter wants a producer id first, sometimes. */
export type ProducerAnswer =
  | { readonly kind: 'needs-producer-id' }
  | (ProducerIdAndEpoch & {
      readonly kind: 'answer';
      readonly errorCode: number;
      /** What must be carried out now, whatever the error code. */
      readonly completion: Completion | null;
    });
