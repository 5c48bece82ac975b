// One response out of several to parts of one request: lists are put together, what is for the same topic or group
// becomes one entry. Pure.
import { ZERO_UUID } from '../../wire/reader.ts';
import type { Message } from './units.ts';

/** The fields by which the entries of two lists are the same, the strongest one first. */
const IDENTITIES = ['topicId', 'name', 'topic', 'groupId', 'transactionalId', 'producerId'] as const;

/** What is no list comes from the first; its error and throttle time from whichever has one. */
export function mergeResponses(first: Message, ...others: readonly Message[]): Message {
  return others.reduce(mergeTwo, first);
}

function mergeTwo(first: Message, second: Message): Message {
  const merged: Message = { ...first };
  for (const [field, value] of Object.entries(second)) {
    const own = first[field];
    if (field === 'errorCode' && own === 0) merged[field] = value;
    else if (field === 'throttleTimeMs') merged[field] = Math.max(Number(own), Number(value));
    else if (own === null && Array.isArray(value)) merged[field] = value;
    else if (Array.isArray(own) && Array.isArray(value)) merged[field] = mergeLists(own, value);
  }
  return merged;
}

function mergeLists(first: readonly unknown[], second: readonly unknown[]): unknown[] {
  const merged = [...first];
  for (const element of second) {
    const identity = identityOf(element);
    const index = identity === null ? -1 : merged.findIndex((other) => identityOf(other) === identity);
    if (index < 0) merged.push(element);
    else merged[index] = mergeTwo(merged[index] as Message, element as Message);
  }
  return merged;
}

function identityOf(element: unknown): string | null {
  if (typeof element !== 'object' || element === null) return null;
  const entry = element as Message;
  const field = IDENTITIES.find((name) => {
    const value = entry[name];
    return typeof value === 'bigint' || (typeof value === 'string' && value !== '' && value !== ZERO_UUID);
  });
  return field === undefined ? null : `${field} ${String(entry[field])}`;
}
