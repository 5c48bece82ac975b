// Reads the topics out of the members' metadata where the protocol type is `consumer`: version, then an array of names,
// the prefix that all versions of ConsumerProtocolSubscription share. Used to keep the offsets of topics that are read.
import { type Member, metadataOf } from './member.ts';

/** Null: not known, or not readable. */
export function subscribedTopics(
  members: Iterable<Member>,
  memberCount: number,
  protocolName: string | null,
): ReadonlySet<string> | null {
  const topics = new Set<string>();
  if (memberCount === 0) return topics;
  if (protocolName === null) return null;
  for (const member of members) {
    if (!addTopics(metadataOf(member, protocolName), topics)) return null;
  }
  return topics;
}

function addTopics(metadata: Buffer, topics: Set<string>): boolean {
  if (metadata.length < 6 || metadata.readInt16BE(0) < 0) return false;
  const count = metadata.readInt32BE(2);
  let position = 6;
  for (let index = 0; index < count; index += 1) {
    if (position + 2 > metadata.length) return false;
    const length = metadata.readInt16BE(position);
    const end = position + 2 + length;
    if (length < 0 || end > metadata.length) return false;
    topics.add(metadata.toString('utf8', position + 2, end));
    position = end;
  }
  return true;
}
