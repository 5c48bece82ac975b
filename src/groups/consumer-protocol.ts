// The protocol that consumers speak with each other inside JoinGroup and SyncGroup: which topics a member reads, what it
// has, and what it is assigned. Read and written where groups change between the classic and the consumer protocol.
//   version i16, then the fields of that version
import type { MetadataImage } from '../metadata/image.ts';
import { encodeVersioned } from '../wire/framed-record.ts';
import {
  type ConsumerProtocolAssignment,
  consumerProtocolAssignment,
} from '../wire/generated/consumer-protocol-assignment.ts';
import {
  type ConsumerProtocolSubscription,
  consumerProtocolSubscription,
} from '../wire/generated/consumer-protocol-subscription.ts';
import type { MessageCodec } from '../wire/message-codec.ts';
import { DecodeError, Reader } from '../wire/reader.ts';
import type { Partitions } from './assignors/assignor.ts';

/** Throws DecodeError. */
export function readSubscription(bytes: Buffer): ConsumerProtocolSubscription {
  return read(consumerProtocolSubscription, bytes);
}

/** Throws DecodeError. */
export function readAssignment(bytes: Buffer): ConsumerProtocolAssignment {
  return read(consumerProtocolAssignment, bytes);
}

/** 0 where there is none. */
export function protocolVersion(bytes: Buffer): number {
  return bytes.length < 2 ? 0 : bytes.readInt16BE(0);
}

/** Topics that do not exist any more are left out. */
export function writeAssignment(partitions: Partitions, version: number, image: MetadataImage): Buffer {
  const assignedPartitions = [];
  for (const [topicId, ofTopic] of partitions) {
    const topic = image.topicsById.get(topicId)?.name;
    if (topic !== undefined) assignedPartitions.push({ topic, partitions: [...ofTopic] });
  }
  const known = Math.min(
    Math.max(version, consumerProtocolAssignment.minVersion),
    consumerProtocolAssignment.maxVersion,
  );
  return encodeVersioned(consumerProtocolAssignment, known, { assignedPartitions, userData: null });
}

/** Newer versions only add fields behind those that are known. */
function read<T>(codec: MessageCodec<T>, bytes: Buffer): T {
  const reader = new Reader(bytes);
  const version = reader.readInt16();
  if (version < 0) throw new DecodeError(`${codec.name} version ${version}`);
  return codec.read(reader, Math.min(version, codec.maxVersion));
}
