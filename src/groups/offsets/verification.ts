// Asks the coordinator of a transaction whether offsets may be committed in it, and sees to it that the answer still
// holds when they are written: a transaction that ends between the two would leave them pending for ever.
// Called by GroupJournal, one for each partition of `__consumer_offsets`.
// Invariant: after a marker for a producer, no verification of it that began before counts.
import { KafkaError } from '../../errors.ts';
import type { TransactionVerification } from '../../native/data-plane.ts';
import { ErrorCode } from '../../wire/error-code.ts';
import type { TransactionalOffsetCommit } from './transactional-commit.ts';

export type VerifyTransaction = (verification: TransactionVerification) => Promise<readonly number[]>;

interface Guard {
  isValid: boolean;
}

/** From this version on the commit adds the partition to the transaction (KIP-890); before, it must be in it. */
const ADDS_PARTITION_FROM_VERSION = 5;
/** From this version on clients know TRANSACTION_ABORTABLE. */
const ABORTABLE_FROM_VERSION = 4;

export class TransactionVerifications {
  readonly #verify: VerifyTransaction;
  readonly #topic: string;
  readonly #partition: number;
  readonly #guards = new Map<bigint, Set<Guard>>();

  constructor(verify: VerifyTransaction, topic: string, partition: number) {
    this.#verify = verify;
    this.#topic = topic;
    this.#partition = partition;
  }

  /**
   * `act` once the transaction's coordinator has agreed. Rejects with KafkaError: its refusal, INVALID_TXN_STATE when the
   * transaction ended meanwhile, or what `act` rejects with.
   */
  async whenVerified<R>(commit: TransactionalOffsetCommit, act: () => Promise<R>): Promise<R> {
    const { producerId } = commit;
    const guard = { isValid: true };
    const guards = this.#guards.get(producerId) ?? new Set();
    this.#guards.set(producerId, guards.add(guard));
    try {
      await this.#ask(commit);
    } finally {
      guards.delete(guard);
      if (guards.size === 0 && this.#guards.get(producerId) === guards) this.#guards.delete(producerId);
    }
    if (!guard.isValid) throw new KafkaError(ErrorCode.INVALID_TXN_STATE, 'the transaction ended meanwhile');
    return act();
  }

  /** A marker is about to be written for the producer. */
  transactionEnds(producerId: bigint): void {
    for (const guard of this.#guards.get(producerId) ?? []) guard.isValid = false;
    this.#guards.delete(producerId);
  }

  async #ask({ apiVersion, transactionalId, producerId, producerEpoch }: TransactionalOffsetCommit): Promise<void> {
    const addPartitions = addsPartition({ apiVersion });
    const partitions = [{ topic: this.#topic, partition: this.#partition }];
    const [code] = await this.#verify({ transactionalId, producerId, producerEpoch, addPartitions, partitions });
    const errorCode = clientError(code ?? ErrorCode.UNKNOWN_SERVER_ERROR, apiVersion);
    if (errorCode !== ErrorCode.NONE) throw new KafkaError(errorCode, 'the transaction does not take these offsets');
  }
}

/** Whether the commit itself adds its group's partition to the transaction. */
export function addsPartition({ apiVersion }: Pick<TransactionalOffsetCommit, 'apiVersion'>): boolean {
  return apiVersion >= ADDS_PARTITION_FROM_VERSION;
}

/** What a client of this version understands; what passes by itself must be an error that it retries. */
function clientError(code: number, apiVersion: number): number {
  switch (code) {
    case ErrorCode.PRODUCER_FENCED:
      return ErrorCode.INVALID_PRODUCER_EPOCH;
    case ErrorCode.TRANSACTION_ABORTABLE:
      return apiVersion >= ABORTABLE_FROM_VERSION ? code : ErrorCode.INVALID_TXN_STATE;
    case ErrorCode.CONCURRENT_TRANSACTIONS:
      return apiVersion >= ADDS_PARTITION_FROM_VERSION ? code : ErrorCode.COORDINATOR_NOT_AVAILABLE;
    case ErrorCode.NETWORK_EXCEPTION:
    case ErrorCode.COORDINATOR_LOAD_IN_PROGRESS:
    case ErrorCode.NOT_COORDINATOR:
    case ErrorCode.NOT_ENOUGH_REPLICAS:
      return ErrorCode.COORDINATOR_NOT_AVAILABLE;
    default:
      return code;
  }
}
