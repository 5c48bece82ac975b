// The frames in which typed records stand inside the batches of the internal topics.
//
//   metadata log        value: uvarint frame version (1) · uvarint record type · uvarint version · fields
//   coordinator logs    key: int16 record type · fields      value: int16 version · fields
//
// The metadata log, the coordinators and the consumer protocol (int16 version · fields) are its callers.
// A record type that is not known gives null, and the caller decides; broken bytes throw DecodeError.

import { type MetadataRecord, metadataRecordTypes } from './generated/metadata-records.ts';
import type { MessageCodec } from './message-codec.ts';
import { DecodeError, Reader } from './reader.ts';
import { Writer } from './writer.ts';

const METADATA_FRAME_VERSION = 1;
/** Room for a usual record; the writer grows beyond it. */
const RECORD_BYTES = 128;

/** Key and value schemas of one record type of a coordinator's log. */
export interface CoordinatorRecordType<T> {
  readonly key: MessageCodec<unknown>;
  readonly value: MessageCodec<unknown>;
  wrap(key: unknown, value: unknown): T;
}

/** A message alone, as a buffer of its own. */
export function encodeMessage<T>(codec: MessageCodec<T>, version: number, value: T): Buffer {
  const writer = new Writer(RECORD_BYTES);
  codec.write(writer, version, value);
  return writer.bytes();
}

export function encodeMetadataRecord<T>(codec: MessageCodec<T>, version: number, value: T): Buffer {
  const writer = new Writer(RECORD_BYTES);
  writer.writeUnsignedVarint(METADATA_FRAME_VERSION);
  writer.writeUnsignedVarint(recordType(codec));
  writer.writeUnsignedVarint(version);
  codec.write(writer, version, value);
  return writer.bytes();
}

/** Null where the record type is not known. */
export function decodeMetadataRecord(bytes: Buffer): (MetadataRecord & { readonly version: number }) | null {
  const reader = new Reader(bytes);
  const frameVersion = reader.readUnsignedVarint();
  if (frameVersion !== METADATA_FRAME_VERSION) throw new DecodeError(`metadata frame version ${frameVersion}`);
  const type = metadataRecordTypes.get(reader.readUnsignedVarint());
  if (type === undefined) return null;
  const version = reader.readUnsignedVarint();
  return { ...type.wrap(type.codec.read(reader, version)), version };
}

export function encodeCoordinatorKey<T>(codec: MessageCodec<T>, key: T): Buffer {
  const writer = new Writer(RECORD_BYTES);
  writer.writeInt16(recordType(codec));
  codec.write(writer, 0, key);
  return writer.bytes();
}

/** The fields behind an int16 version: values of coordinator records, consumer protocol subscriptions. */
export function encodeVersioned<T>(codec: MessageCodec<T>, version: number, value: T): Buffer {
  const writer = new Writer(RECORD_BYTES);
  writer.writeInt16(version);
  codec.write(writer, version, value);
  return writer.bytes();
}

export function decodeVersioned<T>(codec: MessageCodec<T>, bytes: Buffer): T {
  const reader = new Reader(bytes);
  const version = reader.readInt16();
  return codec.read(reader, version);
}

/** One record of a coordinator's log, from the table of its types; null where the type is not known. */
export function decodeCoordinatorRecord<T>(
  types: ReadonlyMap<number, CoordinatorRecordType<T>>,
  key: Buffer,
  value: Buffer | null,
): T | null {
  const reader = new Reader(key);
  const type = types.get(reader.readInt16());
  if (type === undefined) return null;
  const decodedKey = type.key.read(reader, 0);
  return type.wrap(decodedKey, value === null ? null : decodeVersioned(type.value, value));
}

function recordType<T>(codec: MessageCodec<T>): number {
  if (codec.apiKey === null) throw new Error(`${codec.name} has no record type`);
  return codec.apiKey;
}
