// The answer with all topics is kept between images: it must never be that of an older one, or of another version.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MemoryBroker } from '../../test/support/memory-broker.ts';
import { metadataRequest, metadataResponse, newMetadataRequest } from '../wire/generated/metadata.ts';

let broker: MemoryBroker;

beforeEach(async () => {
  broker = await MemoryBroker.start();
});

afterEach(() => broker.close());

async function ask(version: number, fields = {}) {
  const request = newMetadataRequest({ topics: null, ...fields });
  return await broker.call(metadataRequest, metadataResponse, version, request);
}

const create = (name: string) =>
  broker.parts.metadata.createTopics([{ name, numPartitions: 1, replicationFactor: 1, assignments: [], configs: [] }], {
    validateOnly: false,
  });

test('asked again and again, in several versions, between changes', async () => {
  for (const names of [['a'], ['a', 'b'], ['a', 'b', 'c']]) {
    await create(names.at(-1) ?? '');
    for (const version of [1, 9, 12, 1, 9, 12]) {
      const answer = await ask(version);
      expect(answer?.topics.map(({ name }) => name).sort()).toEqual(names);
      expect(answer?.clusterId).toBe(version >= 2 ? 'memory' : null);
    }
  }
});

test('authorized operations are not those of a request that asked for none', async () => {
  await create('a');
  expect((await ask(9))?.topics[0]?.topicAuthorizedOperations).toBe(-2147483648);
  const asked = await ask(9, { includeTopicAuthorizedOperations: true });
  expect(asked?.topics[0]?.topicAuthorizedOperations).not.toBe(-2147483648);
  expect((await ask(9))?.topics[0]?.topicAuthorizedOperations).toBe(-2147483648);
});
