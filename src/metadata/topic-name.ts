// Which topic names are valid, which are internal, and which ones meet, as Kafka's class Topic says.
// Pure; topic creation and the Metadata handler ask.

const NAME_LENGTH_MAX = 249;

/** Groups and their offsets. */
export const OFFSETS_TOPIC = '__consumer_offsets';
export const TRANSACTION_TOPIC = '__transaction_state';

const INTERNAL_TOPICS: ReadonlySet<string> = new Set([OFFSETS_TOPIC, TRANSACTION_TOPIC, '__share_group_state']);

/** The metadata log itself: never a topic for clients. */
export const METADATA_TOPIC = '__cluster_metadata';
export const METADATA_TOPIC_ID = 'AAAAAAAAAAAAAAAAAAAAAQ';

export function isInternalTopic(name: string): boolean {
  return INTERNAL_TOPICS.has(name);
}

/** What is wrong with a name, in Kafka's words; null when it is valid. */
export function invalidTopicName(name: string): string | null {
  if (name === '') return 'Topic name is invalid: the empty string is not allowed';
  if (name === '.' || name === '..') return `Topic name is invalid: '${name}' is not allowed`;
  if (name.length > NAME_LENGTH_MAX) {
    return (
      `Topic name is invalid: the length of '${name}' is longer than ` + `the max allowed length ${NAME_LENGTH_MAX}`
    );
  }
  if (!/^[a-zA-Z0-9._-]+$/.test(name)) {
    return (
      `Topic name is invalid: '${name}' contains one or more characters ` +
      "other than ASCII alphanumerics, '.', '_' and '-'"
    );
  }
  return null;
}

/** The form in which colliding names are equal; null for a name that collides with nothing. */
export function collisionForm(name: string): string | null {
  return /[._]/.test(name) ? name.replaceAll('.', '_') : null;
}
