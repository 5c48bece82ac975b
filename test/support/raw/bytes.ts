// Bytes of requests, written by hand: what no client library would let us get wrong on purpose. Independent of the
// project's own codecs, so that a mistake there cannot hide here.

import { gzipSync } from 'node:zlib';

/** Appends fields in network order; a Kafka request without tagged fields needs nothing more. */
export class Bytes {
  readonly #parts: Buffer[] = [];

  int8(value: number): this {
    return this.#number(1, (buffer) => buffer.writeInt8(value));
  }

  int16(value: number): this {
    return this.#number(2, (buffer) => buffer.writeInt16BE(value));
  }

  int32(value: number): this {
    return this.#number(4, (buffer) => buffer.writeInt32BE(value));
  }

  uint32(value: number): this {
    return this.#number(4, (buffer) => buffer.writeUInt32BE(value));
  }

  int64(value: bigint): this {
    return this.#number(8, (buffer) => buffer.writeBigInt64BE(value));
  }

  /** A string with a two-byte length; null is -1. */
  string(value: string | null): this {
    if (value === null) return this.int16(-1);
    const text = Buffer.from(value);
    return this.int16(text.length).raw(text);
  }

  /** Zigzag, as the fields of a record are. */
  varint(value: number): this {
    let left = ((value << 1) ^ (value >> 31)) >>> 0;
    const bytes: number[] = [];
    for (; left > 0x7f; left >>>= 7) bytes.push((left & 0x7f) | 0x80);
    bytes.push(left);
    return this.raw(Buffer.from(bytes));
  }

  raw(bytes: Buffer): this {
    this.#parts.push(bytes);
    return this;
  }

  done(): Buffer {
    return Buffer.concat(this.#parts);
  }

  /** With its size in front, as it goes over the wire. */
  frame(): Buffer {
    const body = this.done();
    return new Bytes().int32(body.length).raw(body).done();
  }

  #number(size: number, write: (buffer: Buffer) => void): this {
    const buffer = Buffer.alloc(size);
    write(buffer);
    this.#parts.push(buffer);
    return this;
  }
}

const CRC_TABLE = Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value >>> 0;
});

export function crc32c(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

export interface BatchOptions {
  values?: readonly Buffer[];
  timestampMs?: bigint;
  magic?: number;
  baseOffset?: bigint;
  attributes?: number;
  /** What the header says, when that is not the truth. */
  recordCount?: number;
  lastOffsetDelta?: number;
  batchLength?: number;
  wrongCrc?: boolean;
  producerId?: bigint;
  producerEpoch?: number;
  baseSequence?: number;
  /** Compresses the records and says so in the attributes. */
  gzip?: boolean;
  /** In place of the records. */
  payload?: Buffer;
}

/** A version 2 record batch, sound unless the options say otherwise. */
export function recordBatch(options: BatchOptions = {}): Buffer {
  const values = options.values ?? [Buffer.from('value')];
  const timestampMs = options.timestampMs ?? BigInt(Date.now());
  const plain = options.payload ?? Buffer.concat(values.map(recordBytes));
  const records = options.gzip ? gzipSync(plain) : plain;
  const checked = new Bytes()
    .int16((options.attributes ?? 0) | (options.gzip ? 1 : 0))
    .int32(options.lastOffsetDelta ?? values.length - 1)
    .int64(timestampMs)
    .int64(timestampMs)
    .int64(options.producerId ?? -1n)
    .int16(options.producerEpoch ?? -1)
    .int32(options.baseSequence ?? -1)
    .int32(options.recordCount ?? values.length)
    .raw(records)
    .done();
  const crc = options.wrongCrc ? crc32c(checked) ^ 1 : crc32c(checked);
  const afterLength = new Bytes()
    .int32(-1)
    .int8(options.magic ?? 2)
    .uint32(crc >>> 0)
    .raw(checked)
    .done();
  const length = options.batchLength ?? afterLength.length;
  return new Bytes()
    .int64(options.baseOffset ?? 0n)
    .int32(length)
    .raw(afterLength)
    .done();
}

function recordBytes(value: Buffer, index: number): Buffer {
  const body = new Bytes().int8(0).varint(0).varint(index).varint(-1).varint(value.length).raw(value).varint(0).done();
  return new Bytes().varint(body.length).raw(body).done();
}

export interface StoredRecord {
  offset: bigint;
  timestampMs: bigint;
  value: Buffer;
}

/** The records of whole uncompressed batches; a batch that is cut at the end is left out, a wrong CRC is an error. */
export function readRecords(bytes: Buffer): StoredRecord[] {
  const found: StoredRecord[] = [];
  for (let start = 0; start + 61 <= bytes.length; ) {
    const end = start + 12 + bytes.readInt32BE(start + 8);
    if (end > bytes.length) break;
    const batch = bytes.subarray(start, end);
    if (crc32c(batch.subarray(21)) !== batch.readUInt32BE(17)) throw new Error(`a batch with a wrong CRC at ${start}`);
    found.push(...batchRecords(batch));
    start = end;
  }
  return found;
}

function batchRecords(batch: Buffer): StoredRecord[] {
  const [baseOffset, timestampMs] = [batch.readBigInt64BE(0), batch.readBigInt64BE(27)];
  let position = 61;
  const varint = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = batch.readUInt8(position++);
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    }
  };
  return Array.from({ length: batch.readInt32BE(57) }, () => {
    const size = varint();
    const end = position + size;
    position += 1;
    const timestampDelta = varint();
    const offsetDelta = varint();
    const keySize = Math.max(0, varint());
    position += keySize;
    const valueSize = Math.max(0, varint());
    const value = Buffer.from(batch.subarray(position, position + valueSize));
    position = end;
    return { offset: baseOffset + BigInt(offsetDelta), timestampMs: timestampMs + BigInt(timestampDelta), value };
  });
}
