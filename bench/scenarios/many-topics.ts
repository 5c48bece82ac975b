// Ten thousand topics of one partition: created in batches, all of them in one Metadata answer, and deleted in batches.
// Each figure is the time until the answers are there, and the processor time of the broker for it.
import {
  createTopicsRequest,
  createTopicsResponse,
  newCreatableTopic,
  newCreateTopicsRequest,
} from '../../src/wire/generated/create-topics.ts';
import {
  deleteTopicsRequest,
  deleteTopicsResponse,
  newDeleteTopicsRequest,
} from '../../src/wire/generated/delete-topics.ts';
import { metadataRequest, metadataResponse, newMetadataRequest } from '../../src/wire/generated/metadata.ts';
import { missing } from '../../test/support/paths.ts';
import { RequestConnection } from '../support/request-connection.ts';
import type { Figure, Scenario, Size } from '../support/scenario.ts';
import type { Side } from '../support/side.ts';
import { processorSeconds } from '../support/usage.ts';

const TOPICS = { full: 10_000, smoke: 200 };
const BATCH = { full: 500, smoke: 50 };
const METADATA_REQUESTS = { full: 10, smoke: 2 };
const METADATA_VERSION = 12;
const ALL_TOPICS = newMetadataRequest({ topics: null });

export const manyTopics: Scenario = {
  name: 'many-topics',
  missing: missing.millrace,
  run: async (side, size, round) => {
    const connection = await RequestConnection.open(side.port);
    try {
      return await run(connection, side, size, round);
    } finally {
      connection.close();
    }
  },
};

async function run(connection: RequestConnection, side: Side, size: Size, round: number): Promise<Figure[]> {
  const names = Array.from({ length: TOPICS[size] }, (_, index) => `many-${round}-${index}`);
  const batches = Array.from({ length: names.length / BATCH[size] }, (_, index) =>
    names.slice(index * BATCH[size], (index + 1) * BATCH[size]),
  );
  const created = await timed(side, async () => {
    for (const batch of batches) await create(connection, batch);
    // Apache Kafka answers before its broker has heard of the topics.
    while ((await topicCount(connection)) < names.length);
  });
  const asked = await timed(side, async () => {
    for (let index = 0; index < METADATA_REQUESTS[size]; index++) {
      await connection.send(metadataRequest, METADATA_VERSION, ALL_TOPICS);
    }
  });
  const deleted = await timed(side, async () => {
    for (const batch of batches) await remove(connection, batch);
  });
  const of = size === 'full' ? '10,000 topics' : `${names.length} topics`;
  return [
    { row: `create ${of}, s`, value: created.seconds, ratioMax: 1 / 3 },
    { row: `create ${of}, CPU-s`, value: created.cpuSeconds },
    { row: `Metadata of ${of}, ms`, value: (asked.seconds * 1000) / METADATA_REQUESTS[size], ratioMax: 1 },
    { row: `Metadata of ${of}, CPU-ms`, value: (asked.cpuSeconds * 1000) / METADATA_REQUESTS[size] },
    { row: `delete ${of}, s`, value: deleted.seconds, ratioMax: 1 },
    { row: `delete ${of}, CPU-s`, value: deleted.cpuSeconds },
  ];
}

async function create(connection: RequestConnection, names: readonly string[]): Promise<void> {
  const topics = names.map((name) => newCreatableTopic({ name, numPartitions: 1, replicationFactor: 1 }));
  const request = newCreateTopicsRequest({ topics, timeoutMs: 60_000 });
  const answer = await connection.call(createTopicsRequest, createTopicsResponse, 7, request);
  failOn(answer.topics);
}

async function remove(connection: RequestConnection, names: readonly string[]): Promise<void> {
  const request = newDeleteTopicsRequest({ topicNames: [...names], timeoutMs: 60_000 });
  const answer = await connection.call(deleteTopicsRequest, deleteTopicsResponse, 5, request);
  failOn(answer.responses);
}

function failOn(results: readonly { errorCode: number }[]): void {
  const failed = results.find(({ errorCode }) => errorCode !== 0);
  if (failed !== undefined) throw new Error(`a topic was refused with code ${failed.errorCode}`);
}

async function topicCount(connection: RequestConnection): Promise<number> {
  const answer = await connection.call(metadataRequest, metadataResponse, METADATA_VERSION, ALL_TOPICS);
  return answer.topics.length;
}

async function timed(side: Side, work: () => Promise<void>): Promise<{ seconds: number; cpuSeconds: number }> {
  const [startedMs, cpuBefore] = [performance.now(), processorSeconds(side.process.pid)];
  await work();
  return {
    seconds: (performance.now() - startedMs) / 1000,
    cpuSeconds: processorSeconds(side.process.pid) - cpuBefore,
  };
}
