// The limits and times of the transaction coordinator, read once from the broker's config.
import type { Config } from '../config/config.ts';

export interface TransactionConfig {
  /** The longest that a producer may ask for its transactions. */
  readonly timeoutMsMax: number;
  /** How often transactions that are open for too long are looked for. */
  readonly abortTimedOutIntervalMs: number;
  /** A transactional id that nobody used for so long is forgotten. */
  readonly idExpirationMs: number;
  readonly removeExpiredIntervalMs: number;
  /** How long an addition waits for the end of the transaction before, instead of being sent back at once. */
  readonly addPartitionsWaitMsMax: number;
  /** Partitions of `__consumer_offsets` while there is no such topic. */
  readonly offsetsPartitionCount: number;
  /** `max.message.bytes` of `__transaction_state`: what one decision writes must fit into one batch. */
  readonly batchBytesMax: number;
}

export function transactionConfig(config: Config, batchBytesMax: number): TransactionConfig {
  return {
    timeoutMsMax: config.get('transaction.max.timeout.ms'),
    abortTimedOutIntervalMs: config.get('transaction.abort.timed.out.transaction.cleanup.interval.ms'),
    idExpirationMs: config.get('transactional.id.expiration.ms'),
    removeExpiredIntervalMs: config.get('transaction.remove.expired.transaction.cleanup.interval.ms'),
    addPartitionsWaitMsMax: config.get('add.partitions.to.txn.retry.backoff.max.ms'),
    offsetsPartitionCount: config.get('offsets.topic.num.partitions'),
    batchBytesMax,
  };
}
