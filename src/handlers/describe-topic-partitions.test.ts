import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryBroker } from '../../test/support/memory-broker.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  type DescribeTopicPartitionsRequestCursor,
  describeTopicPartitionsRequest,
  describeTopicPartitionsResponse,
  newDescribeTopicPartitionsRequest,
} from '../wire/generated/describe-topic-partitions.ts';

let broker: MemoryBroker;

beforeEach(async () => {
  broker = await MemoryBroker.start({ properties: { 'max.request.partition.size.limit': '5' } });
  const topics = ['a', 'b', 'c'].map((name) => ({
    name,
    numPartitions: 3,
    replicationFactor: 1,
    assignments: [],
    configs: [],
  }));
  await broker.parts.metadata.createTopics(topics, { validateOnly: false });
});

async function ask(names: string[], limit: number, cursor: DescribeTopicPartitionsRequestCursor | null = null) {
  const topics = names.map((name) => ({ name }));
  const request = newDescribeTopicPartitionsRequest({ topics, responsePartitionLimit: limit, cursor });
  const answer = await broker.call(describeTopicPartitionsRequest, describeTopicPartitionsResponse, 0, request);
  if (answer === null) throw new Error('no answer');
  return answer;
}

async function walk(limit: number): Promise<{ partitions: string[]; pages: number[] }> {
  const partitions: string[] = [];
  const pages: number[] = [];
  let cursor: DescribeTopicPartitionsRequestCursor | null = null;
  do {
    const answer = await ask([], limit, cursor);
    const page = answer.topics.flatMap((topic) =>
      topic.partitions.map(({ partitionIndex }) => `${topic.name}-${partitionIndex}`),
    );
    partitions.push(...page);
    pages.push(page.length);
    cursor = answer.nextCursor;
  } while (cursor !== null);
  return { partitions, pages };
}

const everything = ['a', 'b', 'c'].flatMap((name) => [0, 1, 2].map((partition) => `${name}-${partition}`));

describe('DescribeTopicPartitions', () => {
  it('fails as a whole over an empty name without a cursor', async () => {
    const answer = await ask(['a', ''], 100);
    const failed = { errorCode: ErrorCode.UNKNOWN_SERVER_ERROR, partitions: [] };
    expect(answer.topics).toMatchObject([
      { name: 'a', ...failed },
      { name: '', ...failed },
    ]);
    expect((await ask(['', 'b'], 100, { topicName: 'b', partitionIndex: 0 })).topics).toMatchObject([{ name: 'b' }]);
    expect((await ask(['', 'b'], 100, { topicName: '', partitionIndex: 0 })).topics).toMatchObject([
      { name: '', errorCode: ErrorCode.INVALID_TOPIC_EXCEPTION },
      { name: 'b', errorCode: ErrorCode.NONE },
    ]);
  });

  it.each([
    [1, Array(9).fill(1)],
    [2, [2, 2, 2, 2, 1]],
    [3, [3, 3, 3]],
    [4, [4, 4, 1]],
    [5, [5, 4]],
  ])('pages of %i partitions join up', async (limit, pages) => {
    expect(await walk(limit)).toEqual({ partitions: everything, pages });
  });

  it.each([
    [100, 5],
    [0, 1],
    [-7, 1],
  ])('a limit of %i means %i', async (limit, size) => {
    expect((await walk(limit)).pages[0]).toBe(size);
  });

  it('describes unknown and invalid topics without counting them', async () => {
    const { topics, nextCursor } = await ask(['nobody', 'a b', 'a'], 3);
    expect(topics.map(({ name, errorCode }) => [name, errorCode])).toEqual([['a', 0]]);
    expect(nextCursor).toEqual({ topicName: 'a b', partitionIndex: 0 });
    const rest = await ask(['nobody', 'a b', 'a'], 3, nextCursor);
    expect(rest.topics.map(({ name, errorCode }) => [name, errorCode])).toEqual([
      ['a b', ErrorCode.INVALID_TOPIC_EXCEPTION],
      ['nobody', ErrorCode.UNKNOWN_TOPIC_OR_PARTITION],
    ]);
    expect(rest.nextCursor).toBeNull();
  });

  it.each([
    [['a', 'c'], { topicName: 'b', partitionIndex: 0 }],
    [['a'], { topicName: 'a', partitionIndex: -1 }],
  ])('refuses topics %j with the cursor %j', async (names, cursor) => {
    const { topics } = await ask(names, 5, cursor);
    expect(topics.map(({ name }) => name)).toEqual(names);
    for (const { errorCode } of topics) expect(errorCode).toBe(ErrorCode.INVALID_REQUEST);
  });
});
