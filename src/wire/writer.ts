// Writes Kafka's primitive types into one growing buffer. The generated codecs are its callers.
// A number that does not fit its type is a mistake of the caller and throws a RangeError; nothing is cut silently.

const INITIAL_BYTES = 512;
const STRING_BYTES_MAX = 0x7fff;
const UUID_BYTES = 16;
const UUID_CHARACTERS = 22;
/** Up to this length, ASCII text is encoded here rather than by a call into the runtime. */
const SHORT_STRING_CHARACTERS = 32;

export class Writer {
  #buffer: Buffer;
  #view: DataView;
  #length = 0;

  constructor(initialBytes = INITIAL_BYTES) {
    this.#buffer = Buffer.allocUnsafeSlow(Math.max(initialBytes, UUID_BYTES));
    this.#view = new DataView(this.#buffer.buffer, this.#buffer.byteOffset, this.#buffer.byteLength);
  }

  get length(): number {
    return this.#length;
  }

  /** The bytes written so far: a view on the writer's buffer, good until the next write. */
  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  /** Forgets what was written and keeps the room. */
  clear(): void {
    this.#length = 0;
  }

  /**
   * Makes room for `size` bytes and returns the position of the first. It may replace buffer and view, so it is
   * called before either is read.
   */
  #reserve(size: number): number {
    const start = this.#length;
    const end = start + size;
    if (end > this.#buffer.length) this.#grow(end);
    this.#length = end;
    return start;
  }

  #grow(needed: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#buffer.length * 2));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
    this.#view = new DataView(larger.buffer, larger.byteOffset, larger.byteLength);
  }

  writeBool(value: boolean): void {
    const start = this.#reserve(1);
    this.#view.setInt8(start, value ? 1 : 0);
  }

  writeInt8(value: number): void {
    if ((value << 24) >> 24 !== value) throw doesNotFit(value, 'int8');
    const start = this.#reserve(1);
    this.#view.setInt8(start, value);
  }

  writeInt16(value: number): void {
    if ((value << 16) >> 16 !== value) throw doesNotFit(value, 'int16');
    const start = this.#reserve(2);
    this.#view.setInt16(start, value);
  }

  writeUint16(value: number): void {
    if ((value & 0xffff) !== value) throw doesNotFit(value, 'uint16');
    const start = this.#reserve(2);
    this.#view.setUint16(start, value);
  }

  writeInt32(value: number): void {
    if ((value | 0) !== value) throw doesNotFit(value, 'int32');
    const start = this.#reserve(4);
    this.#view.setInt32(start, value);
  }

  writeUint32(value: number): void {
    if (value >>> 0 !== value) throw doesNotFit(value, 'uint32');
    const start = this.#reserve(4);
    this.#view.setUint32(start, value);
  }

  writeInt64(value: bigint): void {
    if (BigInt.asIntN(64, value) !== value) throw doesNotFit(value, 'int64');
    const start = this.#reserve(8);
    this.#view.setBigInt64(start, value);
  }

  writeFloat64(value: number): void {
    const start = this.#reserve(8);
    this.#view.setFloat64(start, value);
  }

  /** Kafka's 22 characters of base64url. */
  writeUuid(value: string): void {
    const start = this.#reserve(UUID_BYTES);
    const written = this.#buffer.write(value, start, UUID_BYTES, 'base64url');
    if (written !== UUID_BYTES || value.length !== UUID_CHARACTERS) throw new RangeError(`not a uuid: ${value}`);
  }

  writeUnsignedVarint(value: number): void {
    if (value >>> 0 !== value) throw doesNotFit(value, 'uint32');
    let rest = value;
    while (rest > 0x7f) {
      const start = this.#reserve(1);
      this.#view.setUint8(start, (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    const start = this.#reserve(1);
    this.#view.setUint8(start, rest);
  }

  /** A length in the form of the version; -1 is null. */
  #writeLength(length: number, flexible: boolean, shortForm: boolean): void {
    if (flexible) this.writeUnsignedVarint(length + 1);
    else if (shortForm) this.writeInt16(length);
    else this.writeInt32(length);
  }

  writeString(value: string | null, flexible: boolean): void {
    if (value === null) {
      this.#writeLength(-1, flexible, true);
      return;
    }
    if (value.length <= SHORT_STRING_CHARACTERS && this.#writeShortAscii(value, flexible)) return;
    const size = Buffer.byteLength(value);
    if (size > STRING_BYTES_MAX)
      throw new RangeError(`a string of ${size} bytes: Kafka's limit is ${STRING_BYTES_MAX}`);
    this.#writeLength(size, flexible, true);
    const start = this.#reserve(size);
    this.#buffer.write(value, start, size, 'utf8');
  }

  /** Writes `value` where it is ASCII; otherwise leaves the writer as it was and answers false. */
  #writeShortAscii(value: string, flexible: boolean): boolean {
    const before = this.#length;
    this.#writeLength(value.length, flexible, true);
    const start = this.#reserve(value.length);
    for (let index = 0; index < value.length; index++) {
      const code = value.charCodeAt(index);
      if (code >= 0x80) {
        this.#length = before;
        return false;
      }
      this.#view.setUint8(start + index, code);
    }
    return true;
  }

  writeBytes(value: Uint8Array | null, flexible: boolean): void {
    if (value === null) {
      this.#writeLength(-1, flexible, false);
      return;
    }
    this.#writeLength(value.length, flexible, false);
    this.writeRaw(value);
  }

  /** The bytes alone, without a length. */
  writeRaw(value: Uint8Array): void {
    const start = this.#reserve(value.length);
    this.#buffer.set(value, start);
  }

  /** The element count of an array; -1 is null. */
  writeArrayLength(length: number, flexible: boolean): void {
    this.#writeLength(length, flexible, false);
  }

  /** The byte in front of a struct that may be null. */
  writePresence(present: boolean): void {
    this.writeInt8(present ? 1 : -1);
  }

  /** The same among the tagged fields, where Kafka writes it as a variable-length number. */
  writeTaggedPresence(present: boolean): void {
    this.writeUnsignedVarint(present ? 1 : 0);
  }

  /** Starts a tagged field; its content is written next, then endTaggedField gets the returned position. */
  beginTaggedField(tag: number): number {
    this.writeUnsignedVarint(tag);
    // One byte for the size, the usual case; endTaggedField makes room for more.
    return this.#reserve(1);
  }

  endTaggedField(sizePosition: number): void {
    const start = sizePosition + 1;
    const size = this.#length - start;
    if (size <= 0x7f) {
      this.#view.setUint8(sizePosition, size);
      return;
    }
    const extra = size < 1 << 14 ? 1 : size < 1 << 21 ? 2 : size < 1 << 28 ? 3 : 4;
    this.#reserve(extra);
    this.#buffer.copyWithin(start + extra, start, start + size);
    const end = this.#length;
    this.#length = sizePosition;
    this.writeUnsignedVarint(size);
    this.#length = end;
  }

  writeInt8Array(values: readonly number[] | null, flexible: boolean): void {
    if (this.#writeArrayHead(values, flexible)) for (const value of values) this.writeInt8(value);
  }

  writeInt16Array(values: readonly number[] | null, flexible: boolean): void {
    if (this.#writeArrayHead(values, flexible)) for (const value of values) this.writeInt16(value);
  }

  writeInt32Array(values: readonly number[] | null, flexible: boolean): void {
    if (this.#writeArrayHead(values, flexible)) for (const value of values) this.writeInt32(value);
  }

  writeInt64Array(values: readonly bigint[] | null, flexible: boolean): void {
    if (this.#writeArrayHead(values, flexible)) for (const value of values) this.writeInt64(value);
  }

  writeUuidArray(values: readonly string[] | null, flexible: boolean): void {
    if (this.#writeArrayHead(values, flexible)) for (const value of values) this.writeUuid(value);
  }

  writeStringArray(values: readonly string[] | null, flexible: boolean): void {
    if (this.#writeArrayHead(values, flexible)) for (const value of values) this.writeString(value, flexible);
  }

  #writeArrayHead<T>(values: readonly T[] | null, flexible: boolean): values is readonly T[] {
    this.writeArrayLength(values === null ? -1 : values.length, flexible);
    return values !== null;
  }
}

function doesNotFit(value: number | bigint, type: string): RangeError {
  return new RangeError(`${value} does not fit ${type}`);
}
