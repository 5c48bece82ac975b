// DescribeTopicPartitions, whole and in pages.
import {
  createTopicsRequest,
  createTopicsResponse,
  newCreatableTopic,
  newCreateTopicsRequest,
} from '../../../src/wire/generated/create-topics.ts';
import {
  describeTopicPartitionsRequest,
  describeTopicPartitionsResponse,
  newDescribeTopicPartitionsRequest,
  newTopicRequest,
} from '../../../src/wire/generated/describe-topic-partitions.ts';
import { type Call, call } from '../call.ts';

function describe(says: string, names: string[], limit = 2000, cursor: [string, number] | null = null): Call {
  const request = newDescribeTopicPartitionsRequest({
    topics: names.map((name) => newTopicRequest({ name })),
    responsePartitionLimit: limit,
    cursor: cursor === null ? null : { topicName: cursor[0], partitionIndex: cursor[1] },
  });
  const codecs = [describeTopicPartitionsRequest, describeTopicPartitionsResponse] as const;
  return call(`DescribeTopicPartitions: ${says}`, codecs, 0, request);
}

const topics = ['pages-a', 'pages-b', 'pages-c'];

export const topicPartitionCalls: readonly Call[] = [
  call(
    'CreateTopics: three of three partitions',
    [createTopicsRequest, createTopicsResponse],
    7,
    newCreateTopicsRequest({
      topics: topics.map((name) => newCreatableTopic({ name, numPartitions: 3, replicationFactor: 1 })),
      timeoutMs: 10_000,
    }),
  ),
  describe('by name, in another order and twice', ['pages-c', 'pages-a', 'pages-c']),
  describe('all topics', []),
  ...['nobody', 'not valid', '.', 'x'.repeat(250), '__consumer_offsets', '__cluster_metadata'].map((name) =>
    describe(`an unknown or invalid name, ${name.slice(0, 20)}`, [name, 'pages-b']),
  ),
  describe('an empty name', ['']),
  describe('an empty name among others', ['pages-b', '', 'nobody']),
  describe('an empty name and a page', ['', 'pages-a', 'pages-b'], 3),
  describe('an empty name before the cursor', ['', 'pages-b'], 2000, ['pages-b', 1]),
  describe('an empty name at the cursor', ['', 'pages-b'], 2000, ['', 0]),
  describe('an empty name at the cursor, alone', [''], 2000, ['', 0]),
  describe('an unknown one at the cursor', ['nobody', 'pages-b'], 2000, ['nobody', 0]),
  describe('an unknown one behind its first partition', ['nobody', 'pages-b'], 2000, ['nobody', 1]),
  describe('an invalid one at the cursor', ['not valid', 'pages-b'], 2000, ['not valid', 0]),
  describe('a cursor that leaves unknown ones for the next page', ['nobody', 'pages-a', 'pages-b'], 1, ['nobody', 0]),
  describe('unknown ones and a page', ['nobody', 'pages-a', 'pages-b'], 3),
  describe('an unknown one after a full page', ['pages-a', 'somebody'], 3),
  describe('unknown ones alone and a page', ['nobody', 'nobody-else', 'nobody-more'], 1),
  ...[1, 2, 3, 4, 6, 8, 9, 10].map((limit) => describe(`pages of ${limit}`, [], limit)),
  ...[0, -1, 2 ** 31 - 1].map((limit) => describe(`a limit of ${limit}`, topics, limit)),
  describe('from a partition on', topics, 2000, ['pages-b', 1]),
  describe('from a partition on, of all topics', [], 2000, ['pages-b', 1]),
  describe('the next page', topics, 2, ['pages-a', 2]),
  describe('a page that ends with its topic', topics, 2, ['pages-a', 1]),
  describe('the last page', topics, 9, ['pages-c', 2]),
  describe('a cursor at a topic not asked for', ['pages-a', 'pages-c'], 2000, ['pages-b', 1]),
  describe('a cursor at a topic that is gone', topics, 2000, ['pages-bb', 1]),
  describe('a cursor at a topic that is gone, of all topics', [], 2000, ['pages-bb', 1]),
  describe('a cursor behind the last topic', topics, 2000, ['zzz', 0]),
  describe('a cursor behind the last topic, of all topics', [], 2000, ['zzz', 0]),
  describe('a cursor behind the last partition', topics, 2000, ['pages-b', 3]),
  describe('a cursor far behind the last partition', topics, 2000, ['pages-b', 30]),
  describe('a cursor behind the last partition, of all topics', [], 2000, ['pages-b', 3]),
  describe('a cursor at a negative partition', topics, 2000, ['pages-b', -1]),
  describe('a cursor at a negative partition, of all topics', [], 2000, ['pages-b', -1]),
  describe('an empty cursor', topics, 2000, ['', 0]),
];
