// Cuts the bytes of a connection into Kafka's frames: a size of four bytes, and so many bytes. Called by relay.ts.
// Pure; what nobody looks at goes on as it came, in pieces, and is never gathered.
import { ApiKey } from '../../wire/api-key.ts';
import { DecodeError, Reader } from '../../wire/reader.ts';

const SIZE_BYTES = 4;
/** API key, version and correlation id: no request is smaller. */
const HEADER_BYTES_MIN = 8;
/** From this version on Produce has compact lengths and tagged fields. */
const PRODUCE_FLEXIBLE_FROM = 9;

export type RequestPiece =
  /** Passed on as it is; as many replies will come for what begins in it. */
  | { readonly kind: 'pass'; readonly bytes: Buffer; readonly replyCount: number }
  /** A whole request without its size, to be looked at. */
  | { readonly kind: 'request'; readonly frame: Buffer };

export interface RequestCutterOptions {
  /** Whether requests of this kind are to be looked at; asked at the beginning of each. */
  concerns(apiKey: number, apiVersion: number): boolean;
  /** What Apache Kafka calls `socket.request.max.bytes`. */
  readonly frameBytesMax: number;
}

type Head = 'incomplete' | 'not-kafka' | { whole: boolean; frameBytes: number; expectsReply: boolean };

/** Bytes that came and were not handed out. */
class Gathered {
  #chunks: Buffer[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  /** As one buffer; it stays gathered. */
  view(): Buffer {
    const [first] = this.#chunks;
    if (first !== undefined && this.#chunks.length === 1) return first;
    const all = Buffer.concat(this.#chunks);
    this.#chunks = [all];
    return all;
  }

  take(length: number): Buffer {
    const all = this.view();
    this.#chunks = length < all.length ? [all.subarray(length)] : [];
    this.#length -= length;
    return all.subarray(0, length);
  }
}

export class RequestCutter {
  readonly #options: RequestCutterOptions;
  readonly #gathered = new Gathered();
  /** Of the frame that is being passed on; infinite once the peer does not speak Kafka's protocol. */
  #passBytes = 0;
  /** Of the frame that is being gathered, with its size; 0: none is. */
  #wholeBytes = 0;

  constructor(options: RequestCutterOptions) {
    this.#options = options;
  }

  push(chunk: Buffer): void {
    this.#gathered.push(chunk);
  }

  /** Null: more bytes are needed. */
  next(): RequestPiece | null {
    if (this.#wholeBytes === 0) {
      const passed = this.#nextPassed();
      if (passed !== null) return passed;
    }
    if (this.#wholeBytes === 0 || this.#gathered.length < this.#wholeBytes) return null;
    const frame = this.#gathered.take(this.#wholeBytes).subarray(SIZE_BYTES);
    this.#wholeBytes = 0;
    return { kind: 'request', frame };
  }

  /** As many frames at once as are passed on. */
  #nextPassed(): RequestPiece | null {
    if (this.#gathered.length === 0) return null;
    const view = this.#gathered.view();
    let end = 0;
    let replyCount = 0;
    while (end < view.length) {
      if (this.#passBytes === 0) {
        const head = readHead(view.subarray(end), this.#options);
        if (head === 'incomplete') break;
        if (head === 'not-kafka') this.#passBytes = Number.POSITIVE_INFINITY;
        else if (head.whole) {
          this.#wholeBytes = head.frameBytes;
          break;
        } else {
          this.#passBytes = head.frameBytes;
          if (head.expectsReply) replyCount++;
        }
      }
      const taken = Math.min(this.#passBytes, view.length - end);
      this.#passBytes -= taken;
      end += taken;
    }
    return end === 0 ? null : { kind: 'pass', bytes: this.#gathered.take(end), replyCount };
  }
}

function readHead(bytes: Buffer, { concerns, frameBytesMax }: RequestCutterOptions): Head {
  if (bytes.length < SIZE_BYTES) return 'incomplete';
  const size = bytes.readInt32BE(0);
  // The broker closes the connection over it.
  if (size < HEADER_BYTES_MIN || size > frameBytesMax) return 'not-kafka';
  if (bytes.length < SIZE_BYTES + HEADER_BYTES_MIN) return 'incomplete';
  const apiKey = bytes.readInt16BE(SIZE_BYTES);
  const apiVersion = bytes.readInt16BE(SIZE_BYTES + 2);
  const frameBytes = SIZE_BYTES + size;
  if (concerns(apiKey, apiVersion)) return { whole: true, frameBytes, expectsReply: true };
  if (apiKey !== ApiKey.PRODUCE) return { whole: false, frameBytes, expectsReply: true };
  const expectsReply = produceExpectsReply(bytes.subarray(SIZE_BYTES), bytes.length >= frameBytes);
  return expectsReply === null ? 'incomplete' : { whole: false, frameBytes, expectsReply };
}

/** A request with acks=0 gets no reply. Null: the acks have not come yet. */
function produceExpectsReply(start: Buffer, isWhole: boolean): boolean | null {
  try {
    const reader = new Reader(start);
    reader.readInt16();
    const isFlexible = reader.readInt16() >= PRODUCE_FLEXIBLE_FROM;
    reader.readInt32();
    reader.readNullableString(false);
    if (isFlexible) reader.skipTaggedFields();
    reader.readNullableString(isFlexible);
    return reader.readInt16() !== 0;
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    // Not to be read even when it is there: the broker closes the connection over it.
    return isWhole ? true : null;
  }
}

/** Cuts the broker's side, where nothing has to be looked at but the sizes. */
export class ReplyCutter {
  readonly #gathered = new Gathered();
  #passBytes = 0;

  /** How many replies end in these bytes, which are passed on. */
  pass(chunk: Buffer): number {
    let ended = 0;
    for (let position = 0; position < chunk.length; ) {
      if (this.#passBytes > 0) {
        const taken = Math.min(this.#passBytes, chunk.length - position);
        this.#passBytes -= taken;
        position += taken;
        if (this.#passBytes === 0) ended++;
        continue;
      }
      // The size may come in two pieces.
      const taken = Math.min(SIZE_BYTES - this.#gathered.length, chunk.length - position);
      this.#gathered.push(chunk.subarray(position, position + taken));
      position += taken;
      if (this.#gathered.length < SIZE_BYTES) break;
      this.#passBytes = this.#gathered.take(SIZE_BYTES).readInt32BE(0);
      if (this.#passBytes <= 0) ended++;
    }
    return ended;
  }

  /** Gathers a reply that is wanted; gives it without its size once it is there. */
  gather(chunk: Buffer): Buffer | null {
    this.#gathered.push(chunk);
    if (this.#gathered.length < SIZE_BYTES) return null;
    const frameBytes = SIZE_BYTES + this.#gathered.view().readInt32BE(0);
    return this.#gathered.length < frameBytes ? null : this.#gathered.take(frameBytes).subarray(SIZE_BYTES);
  }
}

/** A frame as it goes over the wire. */
export function withSize(frame: Buffer): Buffer {
  const bytes = Buffer.allocUnsafe(SIZE_BYTES + frame.length);
  bytes.writeInt32BE(frame.length, 0);
  frame.copy(bytes, SIZE_BYTES);
  return bytes;
}
