// Reads Kafka's primitive types from one frame. The generated codecs are its callers.
// Invariant: nothing is read beyond the frame, and nothing is allocated for a length that the remaining bytes
// cannot hold; whatever is wrong with the bytes becomes a DecodeError.

export const ZERO_UUID = 'AAAAAAAAAAAAAAAAAAAAAA';
/** Kafka's own limits for what a peer may claim. */
export const ARRAY_LENGTH_MAX = 1_000_000;
export const TAGGED_FIELDS_MAX = 10_000;

const UUID_BYTES = 16;
/** Up to this length, ASCII text is decoded here rather than by a call into the runtime. */
const SHORT_STRING_BYTES = 24;

/** The bytes are not what the layout says. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
}

export class Reader {
  readonly #buffer: Buffer;
  readonly #view: DataView;
  readonly #end: number;
  #position = 0;

  constructor(buffer: Buffer) {
    this.#buffer = buffer;
    this.#view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    this.#end = buffer.byteLength;
  }

  get position(): number {
    return this.#position;
  }

  get remaining(): number {
    return this.#end - this.#position;
  }

  /** The position of the next `size` bytes, which are then behind the reader. */
  #take(size: number): number {
    const start = this.#position;
    if (size > this.#end - start) {
      throw new DecodeError(`${size} bytes expected at position ${start}, ${this.#end - start} left`);
    }
    this.#position = start + size;
    return start;
  }

  skip(size: number): void {
    this.#take(size);
  }

  readBool(): boolean {
    return this.#view.getInt8(this.#take(1)) !== 0;
  }

  readInt8(): number {
    return this.#view.getInt8(this.#take(1));
  }

  readInt16(): number {
    return this.#view.getInt16(this.#take(2));
  }

  readUint16(): number {
    return this.#view.getUint16(this.#take(2));
  }

  readInt32(): number {
    return this.#view.getInt32(this.#take(4));
  }

  readUint32(): number {
    return this.#view.getUint32(this.#take(4));
  }

  readInt64(): bigint {
    return this.#view.getBigInt64(this.#take(8));
  }

  readFloat64(): number {
    return this.#view.getFloat64(this.#take(8));
  }

  /** Kafka's 22 characters of base64url. */
  readUuid(): string {
    const start = this.#take(UUID_BYTES);
    return this.#buffer.toString('base64url', start, start + UUID_BYTES);
  }

  /** An unsigned number of at most 32 bits. */
  readUnsignedVarint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#view.getUint8(this.#take(1));
      if (shift === 28 && byte > 0x0f) break;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    throw new DecodeError(`the variable-length number before position ${this.#position} is too long`);
  }

  /** A length in the form of the version; -1 is null. */
  #readLength(flexible: boolean, shortForm: boolean): number {
    if (flexible) return this.readUnsignedVarint() - 1;
    const length = shortForm ? this.readInt16() : this.readInt32();
    if (length < -1) throw new DecodeError(`length ${length} before position ${this.#position}`);
    return length;
  }

  #noNull(): DecodeError {
    return new DecodeError(`null before position ${this.#position}, where the version has no null`);
  }

  #text(length: number): string {
    const start = this.#take(length);
    if (length <= SHORT_STRING_BYTES) {
      let text = '';
      let index = start;
      for (; index < start + length; index++) {
        const byte = this.#view.getUint8(index);
        if (byte >= 0x80) break;
        text += String.fromCharCode(byte);
      }
      if (index === start + length) return text;
    }
    return this.#buffer.toString('utf8', start, start + length);
  }

  readString(flexible: boolean): string {
    const length = this.#readLength(flexible, true);
    if (length < 0) throw this.#noNull();
    return this.#text(length);
  }

  readNullableString(flexible: boolean): string | null {
    const length = this.#readLength(flexible, true);
    return length < 0 ? null : this.#text(length);
  }

  /** A copy, so that what is kept does not hold the frame. */
  #bytes(length: number): Buffer {
    const start = this.#take(length);
    return Buffer.from(this.#buffer.subarray(start, start + length));
  }

  readBytes(flexible: boolean): Buffer {
    const length = this.#readLength(flexible, false);
    if (length < 0) throw this.#noNull();
    return this.#bytes(length);
  }

  readNullableBytes(flexible: boolean): Buffer | null {
    const length = this.#readLength(flexible, false);
    return length < 0 ? null : this.#bytes(length);
  }

  /** The element count of an array whose elements take at least `elementSize` bytes each; -1 is null. */
  readNullableArrayLength(flexible: boolean, elementSize: number): number {
    const length = this.#readLength(flexible, false);
    if (length > ARRAY_LENGTH_MAX || length * elementSize > this.remaining) {
      throw new DecodeError(`${length} elements claimed at position ${this.#position}, ${this.remaining} bytes left`);
    }
    return length;
  }

  readArrayLength(flexible: boolean, elementSize: number): number {
    const length = this.readNullableArrayLength(flexible, elementSize);
    if (length < 0) throw this.#noNull();
    return length;
  }

  /** The byte in front of a struct that may be null: whether the struct follows. */
  readPresence(): boolean {
    return this.readInt8() >= 0;
  }

  /** The same among the tagged fields, where Kafka writes it as a variable-length number. */
  readTaggedPresence(): boolean {
    return this.readUnsignedVarint() > 0;
  }

  /** The number of tagged fields that follow. */
  readTagCount(): number {
    const count = this.readUnsignedVarint();
    // Each takes two bytes or more: its tag and its size.
    if (count > TAGGED_FIELDS_MAX || count * 2 > this.remaining) {
      throw new DecodeError(`${count} tagged fields claimed at position ${this.#position}`);
    }
    return count;
  }

  /** Reads the size of a tagged field and returns the position behind it. */
  readTaggedFieldEnd(): number {
    const size = this.readUnsignedVarint();
    if (size > this.remaining) throw new DecodeError(`a tagged field of ${size} bytes, ${this.remaining} left`);
    return this.#position + size;
  }

  /** Called behind a known tagged field: it must have had the size that it claimed. */
  endTaggedField(end: number): void {
    if (this.#position !== end) throw new DecodeError(`a tagged field ends at ${this.#position} instead of ${end}`);
  }

  /** Called at the content of an unknown tagged field. */
  skipTo(end: number): void {
    this.#position = end;
  }

  /** The tagged fields of a struct that knows none. */
  skipTaggedFields(): void {
    for (let count = this.readTagCount(); count > 0; count--) {
      this.readUnsignedVarint();
      this.skipTo(this.readTaggedFieldEnd());
    }
  }

  readInt8Array(flexible: boolean): number[] {
    return this.#int8s(this.readArrayLength(flexible, 1));
  }

  readInt16Array(flexible: boolean): number[] {
    return this.#int16s(this.readArrayLength(flexible, 2));
  }

  readInt32Array(flexible: boolean): number[] {
    return this.#int32s(this.readArrayLength(flexible, 4));
  }

  readNullableInt32Array(flexible: boolean): number[] | null {
    const length = this.readNullableArrayLength(flexible, 4);
    return length < 0 ? null : this.#int32s(length);
  }

  readInt64Array(flexible: boolean): bigint[] {
    const length = this.readArrayLength(flexible, 8);
    const values: bigint[] = [];
    for (let index = 0; index < length; index++) values.push(this.readInt64());
    return values;
  }

  readUuidArray(flexible: boolean): string[] {
    return this.#uuids(this.readArrayLength(flexible, UUID_BYTES));
  }

  readNullableUuidArray(flexible: boolean): string[] | null {
    const length = this.readNullableArrayLength(flexible, UUID_BYTES);
    return length < 0 ? null : this.#uuids(length);
  }

  readStringArray(flexible: boolean): string[] {
    return this.#strings(this.readArrayLength(flexible, 1), flexible);
  }

  readNullableStringArray(flexible: boolean): string[] | null {
    const length = this.readNullableArrayLength(flexible, 1);
    return length < 0 ? null : this.#strings(length, flexible);
  }

  #int8s(length: number): number[] {
    const values: number[] = [];
    for (let index = 0; index < length; index++) values.push(this.readInt8());
    return values;
  }

  #int16s(length: number): number[] {
    const values: number[] = [];
    for (let index = 0; index < length; index++) values.push(this.readInt16());
    return values;
  }

  #int32s(length: number): number[] {
    const values: number[] = [];
    for (let index = 0; index < length; index++) values.push(this.readInt32());
    return values;
  }

  #uuids(length: number): string[] {
    const values: string[] = [];
    for (let index = 0; index < length; index++) values.push(this.readUuid());
    return values;
  }

  #strings(length: number, flexible: boolean): string[] {
    const values: string[] = [];
    for (let index = 0; index < length; index++) values.push(this.readString(flexible));
    return values;
  }
}
