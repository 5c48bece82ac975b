// The broker's own compacted topic: committed offsets are cleaned, and what is left of them is what the next start loads.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Broker } from '../../src/index.ts';
import {
  incrementalAlterConfigsRequest,
  incrementalAlterConfigsResponse,
  newAlterableConfig,
  newAlterConfigsResource,
  newIncrementalAlterConfigsRequest,
} from '../../src/wire/generated/incremental-alter-configs.ts';
import {
  newOffsetCommitRequest,
  newOffsetCommitRequestPartition,
  newOffsetCommitRequestTopic,
  offsetCommitRequest,
  offsetCommitResponse,
} from '../../src/wire/generated/offset-commit.ts';
import { TypedConnection } from '../parity/typed-connection.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { committedOffsets, createTopics, withAdmin } from '../support/topics.ts';
import { waitUntil } from '../support/wait.ts';

const OFFSETS_TOPIC = '__consumer_offsets';
const properties = {
  'offsets.topic.num.partitions': '1',
  'log.cleaner.backoff.ms': '20',
  'log.cleaner.delete.retention.ms': '0',
};
let dataDir: string;

beforeEach(async () => {
  dataDir = await temporaryDirectory('compacted-offsets');
});

afterEach(() => removeDirectory(dataDir));

/** As a consumer that assigns itself its partitions. */
async function commit(connection: TypedConnection, groupId: string, offset: number): Promise<void> {
  const partitions = [newOffsetCommitRequestPartition({ partitionIndex: 0, committedOffset: BigInt(offset) })];
  const topics = [newOffsetCommitRequestTopic({ name: 'words', partitions })];
  const request = newOffsetCommitRequest({ groupId, generationIdOrMemberEpoch: -1, topics });
  await waitUntil(`a commit of ${groupId}`, async () => {
    const answer = await connection.call(offsetCommitRequest, offsetCommitResponse, 8, request);
    return answer.topics[0]?.partitions[0]?.errorCode === 0;
  });
}

/** Small segments, cleaned whenever anything is dirty. */
async function configure(connection: TypedConnection): Promise<void> {
  const values = { 'internal.segment.bytes': '2000', 'min.cleanable.dirty.ratio': '0' };
  const configs = Object.entries(values).map(([name, value]) =>
    newAlterableConfig({ name, configOperation: 0, value }),
  );
  const resources = [newAlterConfigsResource({ resourceType: 2, resourceName: OFFSETS_TOPIC, configs })];
  const request = newIncrementalAlterConfigsRequest({ resources });
  const answer = await connection.call(incrementalAlterConfigsRequest, incrementalAlterConfigsResponse, 1, request);
  expect(answer.responses[0]?.errorCode).toBe(0);
}

async function cleanedTo(): Promise<number> {
  const text = await readFile(join(dataDir, 'cleaner-offset-checkpoint'), 'utf8').catch(() => '');
  return Number(new RegExp(`^${OFFSETS_TOPIC} 0 (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
}

it('the offsets topic is cleaned, and groups find their offsets after restarts', async () => {
  const groups = ['one', 'two', 'gone'];
  for (const round of [1, 2, 3]) {
    await using broker = await Broker.start({ port: 0, dataDir, properties });
    const connection = await TypedConnection.open(broker.port);
    if (round === 1) {
      await createTopics(broker.bootstrapServers, [{ topic: 'words', numPartitions: 1 }]);
      // Looking for the coordinator makes its topic.
      expect(await committedOffsets(broker.bootstrapServers, 'one', 'words')).toEqual([-1]);
      await configure(connection);
    } else {
      const found = await Promise.all(groups.map((group) => committedOffsets(broker.bootstrapServers, group, 'words')));
      expect(found).toEqual([[round * 1000 - 970], [round * 1000 - 970], [-1]]);
    }
    const before = await cleanedTo();
    for (let step = 1; step <= 30; step++) {
      for (const group of groups) await commit(connection, group, round * 1000 + step);
    }
    await withAdmin(broker.bootstrapServers, (admin) => admin.deleteGroups(['gone']));
    await waitUntil('the offsets to be cleaned', async () => (await cleanedTo()) > before + 50);
    connection.close();
  }
});
