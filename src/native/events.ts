/**
 * The packed buffers of the seam: events up, replies down. Layouts stand in `native/server/src/mailbox.rs`.
 * Invariant: an event's bytes are views of the drained buffer, never copies.
 */
import type { MovedPartition, PartitionFailure, PartitionName, TransactionVerification } from './data-plane.ts';

/** Of a command: its failures, and for deleted records every target, with error code 0 where all is well. */
export interface CommandOutcome extends PartitionFailure {
  readonly logStartOffset?: number;
  readonly directoryId?: string;
}

export type NativeEvent =
  | { kind: 'request'; token: bigint; connectionId: number; clientHost: string; frame: Buffer }
  | { kind: 'completed'; token: number; outcomes: CommandOutcome[] }
  | { kind: 'log'; level: number; text: string }
  | { kind: 'fatal'; text: string }
  | { kind: 'verify'; token: bigint; verification: TransactionVerification }
  | { kind: 'directory-failed'; directoryId: string }
  | { kind: 'moved'; moved: MovedPartition };

const HEADER_BYTES = 13;
const LENGTH_BYTES = 4;

export function* unpackEvents(packed: Buffer): Generator<NativeEvent> {
  let position = 0;
  while (position + HEADER_BYTES <= packed.length) {
    const end = position + LENGTH_BYTES + packed.readUInt32LE(position);
    const kind = packed.readUInt8(position + 4);
    const token = packed.readBigUInt64LE(position + 5);
    yield unpackEvent(kind, token, packed.subarray(position + HEADER_BYTES, end));
    position = end;
  }
}

function unpackEvent(kind: number, token: bigint, payload: Buffer): NativeEvent {
  switch (kind) {
    case 1: {
      const hostEnd = 9 + payload.readUInt8(8);
      return {
        kind: 'request',
        token,
        connectionId: Number(payload.readBigUInt64LE(0)),
        clientHost: payload.toString('latin1', 9, hostEnd),
        frame: payload.subarray(hostEnd),
      };
    }
    case 2:
      return { kind: 'completed', token: Number(token), outcomes: JSON.parse(payload.toString()) };
    case 3:
      return { kind: 'log', level: payload.readUInt8(0), text: payload.toString('utf8', 1) };
    case 4:
      return { kind: 'fatal', text: payload.toString() };
    case 5:
      return { kind: 'verify', token, verification: unpackVerification(payload) };
    case 6:
      return { kind: 'directory-failed', directoryId: payload.toString() };
    case 7: {
      const idEnd = 5 + payload.readUInt8(4);
      const directoryId = payload.toString('latin1', 5, idEnd);
      return {
        kind: 'moved',
        moved: { topic: payload.toString('utf8', idEnd), partition: payload.readInt32LE(0), directoryId },
      };
    }
    default:
      throw new Error(`the addon sent an event of unknown kind ${kind}`);
  }
}

/** The layout stands in `native/server/src/produce/verification.rs`. */
function unpackVerification(payload: Buffer): TransactionVerification {
  const text = new PackedText(payload, 11);
  const transactionalId = text.next();
  const partitions: PartitionName[] = [];
  for (let left = text.uint32(); left > 0; left--) partitions.push({ topic: text.next(), partition: text.int32() });
  return {
    transactionalId,
    producerId: payload.readBigInt64LE(0),
    producerEpoch: payload.readInt16LE(8),
    addPartitions: payload.readUInt8(10) === 1,
    partitions,
  };
}

/** Texts behind their lengths, and numbers between them. */
class PackedText {
  readonly #bytes: Buffer;
  #position: number;

  constructor(bytes: Buffer, position: number) {
    this.#bytes = bytes;
    this.#position = position;
  }

  next(): string {
    const start = this.#position + 2;
    this.#position = start + this.#bytes.readUInt16LE(this.#position);
    return this.#bytes.toString('utf8', start, this.#position);
  }

  uint32(): number {
    this.#position += 4;
    return this.#bytes.readUInt32LE(this.#position - 4);
  }

  int32(): number {
    this.#position += 4;
    return this.#bytes.readInt32LE(this.#position - 4);
  }
}

const CLOSE_CONNECTION = 0xffffffff;
const REPLY_HEADER_BYTES = 12;

/** A reply without its size field, or null to close the connection. */
export interface PackedReply {
  token: bigint;
  bytes: Buffer | null;
}

export function packReplies(replies: readonly PackedReply[]): Buffer {
  let size = 0;
  for (const reply of replies) size += REPLY_HEADER_BYTES + (reply.bytes?.length ?? 0);
  const packed = Buffer.allocUnsafe(size);
  let position = 0;
  for (const { token, bytes } of replies) {
    packed.writeBigUInt64LE(token, position);
    packed.writeUInt32LE(bytes === null ? CLOSE_CONNECTION : bytes.length, position + 8);
    position += REPLY_HEADER_BYTES;
    if (bytes !== null) position += bytes.copy(packed, position);
  }
  return packed;
}
