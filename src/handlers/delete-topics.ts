// DeleteTopics (key 20), versions 1-6.
// By name, or by id from version 6. What stands twice in a request is refused, as is a topic with both name and id.
// Skipped: the timeout (topics are gone when the answer leaves).
import { KafkaError } from '../errors.ts';
import type { TopicToDelete } from '../metadata/metadata.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  type DeletableTopicResult,
  type DeleteTopicsRequest,
  deleteTopicsRequest,
  deleteTopicsResponse,
  newDeletableTopicResult,
  newDeleteTopicsResponse,
} from '../wire/generated/delete-topics.ts';
import { ZERO_UUID } from '../wire/reader.ts';
import { defineHandler } from './handler.ts';
import { namesOnceAndTwice } from './names.ts';

/** From here on clients know TOPIC_DELETION_DISABLED. */
const DISABLED_FROM_VERSION = 3;

export const deleteTopics = defineHandler({
  request: deleteTopicsRequest,
  response: deleteTopicsResponse,
  async handle(request, { apiVersion }, broker) {
    if (!broker.config.get('delete.topic.enable')) {
      const code = apiVersion < DISABLED_FROM_VERSION ? ErrorCode.INVALID_REQUEST : ErrorCode.TOPIC_DELETION_DISABLED;
      throw new KafkaError(code, 'Topic deletion is disabled.');
    }
    const { topics, refusals } = checked(askedOf(request));
    const results = await broker.metadata.deleteTopics(topics);
    return newDeleteTopicsResponse({ responses: [...refusals, ...results.map(newDeletableTopicResult)] });
  },
  onError: (code, message, request) =>
    newDeleteTopicsResponse({ responses: askedOf(request).map((topic) => refused(topic, code, message)) }),
});

/** Up to version 5 the names stand alone. */
function askedOf({ topics, topicNames }: DeleteTopicsRequest): TopicToDelete[] {
  return [...topicNames.map((name) => ({ name, topicId: ZERO_UUID })), ...topics];
}

function checked(asked: readonly TopicToDelete[]): { topics: TopicToDelete[]; refusals: DeletableTopicResult[] } {
  const refusals: DeletableTopicResult[] = [];
  const proper = asked.filter((topic) => {
    if (topic.name === null || topic.topicId === ZERO_UUID) return true;
    refusals.push(invalid(topic, 'You may not specify both topic name and topic id.'));
    return false;
  });
  const byName = namesOnceAndTwice(proper.flatMap(({ name }) => name ?? []));
  const byId = namesOnceAndTwice(proper.filter(({ name }) => name === null).map(({ topicId }) => topicId));
  for (const name of byName.twice) refusals.push(invalid({ name, topicId: ZERO_UUID }, 'Duplicate topic name.'));
  for (const topicId of byId.twice) {
    const text = topicId === ZERO_UUID ? 'Neither topic name nor id were specified.' : 'Duplicate topic id.';
    refusals.push(invalid({ name: null, topicId }, text));
  }
  const topics = [
    ...[...byName.once].map((name) => ({ name, topicId: ZERO_UUID })),
    ...[...byId.once].map((topicId) => ({ name: null, topicId })),
  ];
  return { topics, refusals };
}

function invalid(topic: TopicToDelete, message: string): DeletableTopicResult {
  return refused(topic, ErrorCode.INVALID_REQUEST, message);
}

function refused(topic: TopicToDelete, errorCode: number, errorMessage: string): DeletableTopicResult {
  return newDeletableTopicResult({ ...topic, errorCode, errorMessage });
}
