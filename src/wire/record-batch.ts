// Record batches of format v2 as the control plane reads and writes them: uncompressed, for the internal topics.
// The journal encodes what coordinators decide and decodes what the data plane reads back. Clients' batches never come
// here: those stay bytes in the data plane.
//
//   baseOffset i64 · batchLength i32 · partitionLeaderEpoch i32 · magic i8 · crc u32 · attributes i16 ·
//   lastOffsetDelta i32 · baseTimestamp i64 · maxTimestamp i64 · producerId i64 · producerEpoch i16 ·
//   baseSequence i32 · recordCount i32 · records
//   record: length v · attributes i8 · timestampDelta v · offsetDelta v · key · value · headers   (v: zigzag varint)
//
// Invariant: base offset, leader epoch and CRC are left 0 here; the data plane fills them in when it appends.

export interface RecordHeader {
  key: string;
  value: Buffer | null;
}

export interface RecordToEncode {
  key: Buffer | null;
  value: Buffer | null;
  headers?: readonly RecordHeader[];
  /** The batch's timestamp unless given. */
  timestampMs?: number;
}

export interface BatchOptions {
  timestampMs: number;
  control?: boolean;
  transactional?: boolean;
  producerId?: bigint;
  producerEpoch?: number;
  baseSequence?: number;
}

export interface DecodedRecord {
  offset: bigint;
  timestampMs: bigint;
  key: Buffer | null;
  value: Buffer | null;
  headers: RecordHeader[];
  isControl: boolean;
}

export interface DecodedBatch {
  baseOffset: bigint;
  lastOffset: bigint;
  partitionLeaderEpoch: number;
  producerId: bigint;
  producerEpoch: number;
  baseSequence: number;
  isTransactional: boolean;
  isControl: boolean;
  records: DecodedRecord[];
}

/** The bytes are not an uncompressed batch of format v2. */
export class InvalidBatchError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidBatchError';
  }
}

export const BATCH_HEADER_SIZE = 61;
const MAGIC_POSITION = 16;
const LENGTH_OVERHEAD = 12;
const COMPRESSION_MASK = 0x07;
const TRANSACTIONAL_BIT = 0x10;
const CONTROL_BIT = 0x20;
/** Of a size: 32 bits. */
const VARINT_BYTES_MAX = 5;

/** An upper bound of what a record adds to its batch, without headers; the journal cuts batches by it. */
export function recordSizeBytesMax(record: { key: Buffer | null; value: Buffer | null }): number {
  // length, attributes, timestamp delta, offset delta, key length, value length, header count: 5+1+10+5+5+5+1
  return 32 + (record.key?.length ?? 0) + (record.value?.length ?? 0);
}

export function encodeBatch(records: readonly RecordToEncode[], options: BatchOptions): Buffer {
  const writer = new BatchWriter(records.reduce((sum, record) => sum + sizeBytesMax(record), BATCH_HEADER_SIZE));
  let timestampMsMax = options.timestampMs;
  for (const [index, record] of records.entries()) {
    const timestampMs = record.timestampMs ?? options.timestampMs;
    timestampMsMax = Math.max(timestampMsMax, timestampMs);
    writer.record(record, index, timestampMs - options.timestampMs);
  }
  const batch = writer.batch();
  batch.fill(0, 0, BATCH_HEADER_SIZE);
  batch.writeInt32BE(batch.length - LENGTH_OVERHEAD, 8);
  batch.writeInt8(2, MAGIC_POSITION);
  batch.writeInt16BE((options.transactional ? TRANSACTIONAL_BIT : 0) | (options.control ? CONTROL_BIT : 0), 21);
  batch.writeInt32BE(records.length - 1, 23);
  batch.writeBigInt64BE(BigInt(options.timestampMs), 27);
  batch.writeBigInt64BE(BigInt(timestampMsMax), 35);
  batch.writeBigInt64BE(options.producerId ?? -1n, 43);
  batch.writeInt16BE(options.producerEpoch ?? -1, 51);
  batch.writeInt32BE(options.baseSequence ?? -1, 53);
  batch.writeInt32BE(records.length, 57);
  return batch;
}

function sizeBytesMax(record: RecordToEncode): number {
  const headers = record.headers ?? [];
  // A UTF-16 unit is at most three bytes of UTF-8; the count and the two lengths are varints of at most five.
  return headers.reduce(
    (sum, { key, value }) => sum + 10 + 3 * key.length + (value?.length ?? 0),
    recordSizeBytesMax(record) + 5,
  );
}

/** Writes records behind the room for the batch header, into one buffer that is large enough for all. */
class BatchWriter {
  readonly #buffer: Buffer;
  #position = BATCH_HEADER_SIZE;

  constructor(sizeMax: number) {
    this.#buffer = Buffer.allocUnsafe(sizeMax);
  }

  batch(): Buffer {
    return this.#buffer.subarray(0, this.#position);
  }

  record(record: RecordToEncode, offsetDelta: number, timestampDelta: number): void {
    const headers = record.headers ?? [];
    // The size stands first and is known last: the body is written behind the longest size and moved up.
    const start = this.#position;
    this.#position += VARINT_BYTES_MAX;
    this.#buffer[this.#position++] = 0;
    this.#varint(timestampDelta);
    this.#varint(offsetDelta);
    this.#bytes(record.key);
    this.#bytes(record.value);
    this.#varint(headers.length);
    for (const { key, value } of headers) {
      this.#bytes(Buffer.from(key));
      this.#bytes(value);
    }
    const [bodyStart, bodyEnd] = [start + VARINT_BYTES_MAX, this.#position];
    this.#position = start;
    this.#varint(bodyEnd - bodyStart);
    this.#buffer.copyWithin(this.#position, bodyStart, bodyEnd);
    this.#position += bodyEnd - bodyStart;
  }

  #bytes(bytes: Buffer | null): void {
    this.#varint(bytes === null ? -1 : bytes.length);
    if (bytes !== null) this.#position += bytes.copy(this.#buffer, this.#position);
  }

  /** Zigzag of any safe integer: small negative numbers stay short. */
  #varint(value: number): void {
    let rest = value >= 0 ? value * 2 : -value * 2 - 1;
    for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) this.#buffer[this.#position++] = (rest % 0x80) | 0x80;
    this.#buffer[this.#position++] = rest;
  }
}

/** Batch after batch of `buffer`, which must end with a whole one. Keys and values are views of `buffer`. */
export function* decodeBatches(buffer: Buffer): IterableIterator<DecodedBatch> {
  for (let position = 0; position < buffer.length; ) {
    if (buffer.length - position < BATCH_HEADER_SIZE) throw new InvalidBatchError('a batch header is cut short');
    const end = position + LENGTH_OVERHEAD + buffer.readInt32BE(position + 8);
    if (end < position + BATCH_HEADER_SIZE || end > buffer.length) {
      throw new InvalidBatchError(`a batch of ${end - position} bytes does not fit into ${buffer.length - position}`);
    }
    yield decodeBatch(buffer.subarray(position, end));
    position = end;
  }
}

function decodeBatch(batch: Buffer): DecodedBatch {
  const magic = batch.readInt8(MAGIC_POSITION);
  if (magic !== 2) throw new InvalidBatchError(`a batch has format ${magic}, not 2`);
  const attributes = batch.readInt16BE(21);
  if ((attributes & COMPRESSION_MASK) !== 0) throw new InvalidBatchError('a batch is compressed');
  const baseOffset = batch.readBigInt64BE(0);
  return {
    baseOffset,
    lastOffset: baseOffset + BigInt(batch.readInt32BE(23)),
    partitionLeaderEpoch: batch.readInt32BE(12),
    producerId: batch.readBigInt64BE(43),
    producerEpoch: batch.readInt16BE(51),
    baseSequence: batch.readInt32BE(53),
    isTransactional: (attributes & TRANSACTIONAL_BIT) !== 0,
    isControl: (attributes & CONTROL_BIT) !== 0,
    records: decodeRecords(batch, baseOffset, (attributes & CONTROL_BIT) !== 0),
  };
}

function decodeRecords(batch: Buffer, baseOffset: bigint, isControl: boolean): DecodedRecord[] {
  const baseTimestampMs = batch.readBigInt64BE(27);
  const count = batch.readInt32BE(57);
  const cursor = new Cursor(batch, BATCH_HEADER_SIZE);
  const records: DecodedRecord[] = [];
  for (let index = 0; index < count; index++) {
    const size = cursor.varint();
    const end = cursor.position + size;
    cursor.skip(1);
    const timestampMs = baseTimestampMs + cursor.varlong();
    const offset = baseOffset + BigInt(cursor.varint());
    const key = cursor.bytes();
    const value = cursor.bytes();
    records.push({ offset, timestampMs, key, value, headers: decodeHeaders(cursor), isControl });
    if (cursor.position !== end) throw new InvalidBatchError(`a record of ${size} bytes does not end where it says`);
  }
  if (cursor.position !== batch.length) throw new InvalidBatchError('bytes follow the last record of a batch');
  return records;
}

function decodeHeaders(cursor: Cursor): RecordHeader[] {
  const headers: RecordHeader[] = [];
  for (let left = cursor.varint(); left > 0; left--) {
    const key = cursor.bytes();
    if (key === null) throw new InvalidBatchError('a record header has no key');
    headers.push({ key: key.toString(), value: cursor.bytes() });
  }
  return headers;
}

class Cursor {
  readonly #buffer: Buffer;
  position: number;

  constructor(buffer: Buffer, position: number) {
    this.#buffer = buffer;
    this.position = position;
  }

  skip(count: number): void {
    if (count < 0 || this.position + count > this.#buffer.length) throw new InvalidBatchError('a record is cut short');
    this.position += count;
  }

  bytes(): Buffer | null {
    const length = this.varint();
    if (length < 0) return null;
    const start = this.position;
    this.skip(length);
    return this.#buffer.subarray(start, this.position);
  }

  varint(): number {
    let raw = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#byte();
      raw |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (raw >>> 1) ^ -(raw & 1);
    }
    throw new InvalidBatchError('a number in a record is too long');
  }

  varlong(): bigint {
    let raw = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#byte();
      raw |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(64, (BigInt.asUintN(64, raw) >> 1n) ^ -(raw & 1n));
    }
    throw new InvalidBatchError('a number in a record is too long');
  }

  #byte(): number {
    const byte = this.#buffer[this.position];
    if (byte === undefined) throw new InvalidBatchError('a record is cut short');
    this.position++;
    return byte;
  }
}
