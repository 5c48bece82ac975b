// Writes what a run has decided to its partition, and knows how far the log goes that way.
// Called by CoordinatorRun, one write at a time.
// Invariant: the next write lands where the last one ended; if it does not, somebody else wrote into the partition.
import { KafkaError } from '../errors.ts';
import type { DataPlane, TransactionMarkers } from '../native/data-plane.ts';
import { ErrorCode } from '../wire/error-code.ts';
import { encodeBatch } from '../wire/record-batch.ts';
import type { JournalRecord, ProducerIdentity } from './coordinator.ts';

export interface DecidedRecords {
  records: readonly JournalRecord[];
  decidedAtMs: number;
}

/** The end of a transaction, without the partitions that it is for. */
export type MarkerToWrite = Omit<TransactionMarkers, 'partitions'>;

/** What the log answers a producer that is too late. Nothing is written then. */
const REFUSALS: ReadonlySet<number> = new Set([
  ErrorCode.INVALID_PRODUCER_EPOCH,
  ErrorCode.PRODUCER_FENCED,
  ErrorCode.TRANSACTION_COORDINATOR_FENCED,
  ErrorCode.INVALID_TXN_STATE,
]);

export function isRefusal(error: unknown): error is KafkaError {
  return error instanceof KafkaError && REFUSALS.has(error.code);
}

export class PartitionWriter {
  readonly #dataPlane: DataPlane;
  readonly #topic: string;
  readonly #partition: number;
  #nextOffset = 0n;

  constructor({ dataPlane, topic, partition }: { dataPlane: DataPlane; topic: string; partition: number }) {
    this.#dataPlane = dataPlane;
    this.#topic = topic;
    this.#partition = partition;
  }

  /** Where the log ends, and the next batch begins. */
  get nextOffset(): bigint {
    return this.#nextOffset;
  }

  /** Where the log ends when the run begins. */
  startAt(offset: bigint): void {
    this.#nextOffset = offset;
  }

  /** One batch. Resolves when it is committed; rejects as `DataPlane.append`, or when the log is not ours any more. */
  async append(decisions: readonly DecidedRecords[], transaction?: ProducerIdentity): Promise<void> {
    const records = decisions.flatMap((decision) =>
      decision.records.map((record) => ({ ...record, timestampMs: decision.decidedAtMs })),
    );
    const [first] = records;
    if (first === undefined) return;
    const producer = transaction === undefined ? {} : { ...transaction, transactional: true };
    const batch = encodeBatch(records, { timestampMs: first.timestampMs, ...producer });
    const baseOffset = await this.#dataPlane.append(this.#topic, this.#partition, batch);
    if (baseOffset !== this.#nextOffset) throw this.#foreignAppend(baseOffset);
    this.#nextOffset += BigInt(records.length);
  }

  /** Resolves when it is committed; rejects with KafkaError. */
  async writeMarker(marker: MarkerToWrite): Promise<void> {
    const partitions = [{ topic: this.#topic, partition: this.#partition }];
    const [outcome] = await this.#dataPlane.writeTransactionMarkers([{ ...marker, partitions }]);
    const errorCode = outcome?.errorCode ?? ErrorCode.UNKNOWN_SERVER_ERROR;
    if (errorCode !== ErrorCode.NONE) throw new KafkaError(errorCode, 'a transaction marker was not written');
    this.#nextOffset += 1n;
  }

  #foreignAppend(baseOffset: bigint): KafkaError {
    const name = `${this.#topic}-${this.#partition}`;
    const message = `${name} has records that its coordinator did not write, before offset ${baseOffset}`;
    return new KafkaError(ErrorCode.COORDINATOR_NOT_AVAILABLE, message);
  }
}
