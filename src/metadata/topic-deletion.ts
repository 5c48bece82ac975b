// The controller's decision on DeleteTopics: by name or by id, each topic once.
import type { JournalRecord } from '../journal/coordinator.ts';
import { ErrorCode } from '../wire/error-code.ts';
import { ZERO_UUID } from '../wire/reader.ts';
import { type Decision, isRefusal, type Refusal } from './decision.ts';
import type { MetadataImage, TopicImage } from './image.ts';
import type { TopicDeletionResult, TopicToDelete } from './metadata.ts';
import { topicRemoved } from './records.ts';
import { invalidRequest, UNKNOWN_TOPIC, UNKNOWN_TOPIC_ID } from './refusals.ts';

export function decideTopicDeletion(
  topics: readonly TopicToDelete[],
  image: MetadataImage,
): Decision<TopicDeletionResult[]> {
  const records: JournalRecord[] = [];
  const taken = new Set<string>();
  const result = topics.map((request) => {
    const topic = find(request, image);
    if (isRefusal(topic)) return { ...request, ...topic };
    const { name, id } = topic;
    if (taken.has(id)) {
      return { ...request, ...invalidRequest('The provided topic name maps to an ID that was already supplied.') };
    }
    taken.add(id);
    records.push(topicRemoved(id));
    return { name, topicId: id, errorCode: ErrorCode.NONE, errorMessage: null };
  });
  return { records, result };
}

function find(request: TopicToDelete, image: MetadataImage): TopicImage | Refusal {
  if (request.name !== null) return image.topicsByName.get(request.name) ?? UNKNOWN_TOPIC;
  if (request.topicId === ZERO_UUID) return invalidRequest('Neither topic name nor id were specified.');
  return image.topicsById.get(request.topicId) ?? UNKNOWN_TOPIC_ID;
}
