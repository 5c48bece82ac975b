// The producers of one partition of the memory data plane: epochs and open transactions, told by the batches' headers.
// Invariant: the same batches give the same state, so that what a restart finds needs no other record.
import { KafkaError } from '../errors.ts';
import type { ProducerDescription, TransactionMarkers } from '../native/data-plane.ts';
import { ErrorCode } from '../wire/error-code.ts';
import { encodeBatch } from '../wire/record-batch.ts';

const NO_PRODUCER_ID = -1n;
const TRANSACTIONAL_BIT = 0x10;
const CONTROL_BIT = 0x20;
const MARKER_VERSION = 0;
const ABORT = 0;
const COMMIT = 1;
/** The first transaction version whose markers carry an epoch of their own. */
const VERSION_WITH_EPOCH_BUMPS = 2;

export class MemoryProducers {
  readonly #producers = new Map<bigint, ProducerDescription>();

  describe(): ProducerDescription[] {
    return [...this.#producers.values()];
  }

  /** Throws what a partition answers to a marker that comes too late. */
  checkMarker(marker: TransactionMarkers): void {
    const known = this.#producers.get(marker.producerId);
    if (known === undefined) return;
    const isRepeated = marker.producerEpoch === known.producerEpoch && known.currentTransactionStartOffset < 0n;
    const isStale =
      marker.transactionVersion >= VERSION_WITH_EPOCH_BUMPS && !isRepeated
        ? marker.producerEpoch <= known.producerEpoch
        : marker.producerEpoch < known.producerEpoch;
    if (isStale) throw new KafkaError(ErrorCode.INVALID_PRODUCER_EPOCH);
    if (marker.coordinatorEpoch < known.coordinatorEpoch) {
      throw new KafkaError(ErrorCode.TRANSACTION_COORDINATOR_FENCED);
    }
  }

  /** Throws what a partition answers to a batch of a producer that is fenced. */
  checkBatch(batch: Buffer): void {
    const known = this.#producers.get(batch.readBigInt64BE(43));
    if (known !== undefined && batch.readInt16BE(51) < known.producerEpoch) {
      throw new KafkaError(ErrorCode.INVALID_PRODUCER_EPOCH);
    }
  }

  /** Takes in a batch that is in the log. */
  appended(batch: Buffer): void {
    const producerId = batch.readBigInt64BE(43);
    if (producerId === NO_PRODUCER_ID) return;
    const attributes = batch.readInt16BE(21);
    const known = this.#producers.get(producerId);
    const isMarker = (attributes & CONTROL_BIT) !== 0;
    const isOpen = !isMarker && (attributes & TRANSACTIONAL_BIT) !== 0;
    const startsAt = known?.currentTransactionStartOffset ?? -1n;
    this.#producers.set(producerId, {
      producerId,
      producerEpoch: batch.readInt16BE(51),
      lastSequence: isMarker ? (known?.lastSequence ?? -1) : batch.readInt32BE(53) + batch.readInt32BE(23),
      lastTimestamp: batch.readBigInt64BE(35),
      coordinatorEpoch: isMarker ? coordinatorEpochOf(batch) : (known?.coordinatorEpoch ?? -1),
      currentTransactionStartOffset: isOpen ? (startsAt >= 0n ? startsAt : batch.readBigInt64BE(0)) : -1n,
    });
  }
}

/** The control batch that ends a transaction, as the data plane writes it. */
export function encodeMarker(marker: TransactionMarkers, timestampMs: number): Buffer {
  const key = Buffer.alloc(4);
  key.writeInt16BE(MARKER_VERSION, 0);
  key.writeInt16BE(marker.committed ? COMMIT : ABORT, 2);
  const value = Buffer.alloc(6);
  value.writeInt16BE(MARKER_VERSION, 0);
  value.writeInt32BE(marker.coordinatorEpoch, 2);
  const { producerId, producerEpoch } = marker;
  return encodeBatch([{ key, value }], { timestampMs, producerId, producerEpoch, transactional: true, control: true });
}

/** The marker's value ends the batch: its last bytes are the epoch and the count of headers, 0. */
function coordinatorEpochOf(batch: Buffer): number {
  return batch.readInt32BE(batch.length - 5);
}
