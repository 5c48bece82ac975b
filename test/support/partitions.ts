// Partitions in great number: topics of a hundred each, made with few requests, and a record in every one.
import {
  createTopicsRequest,
  createTopicsResponse,
  newCreatableTopic,
  newCreateTopicsRequest,
} from '../../src/wire/generated/create-topics.ts';
import {
  fetchRequest,
  fetchResponse,
  newFetchPartition,
  newFetchRequest,
  newFetchTopic,
} from '../../src/wire/generated/fetch.ts';
import { newProduceRequest, produceRequest, produceResponse } from '../../src/wire/generated/produce.ts';
import type { MessageCodec } from '../../src/wire/message-codec.ts';
import { ZERO_UUID } from '../../src/wire/reader.ts';
import { recordBatch } from './raw/bytes.ts';
import { pause } from './wait.ts';

const PARTITIONS_PER_TOPIC = 100;
const TOPICS_PER_REQUEST = 20;
const RECORD_BYTES = 100;
/** What Apache Kafka answers for partitions that it was asked for a moment ago. */
const NOT_THERE_YET: ReadonlySet<number> = new Set([3, 5, 6]);
const RETRY_MS = 50;

/** Sends a request and takes its answer apart. */
interface Connection {
  call<Q, R>(request: MessageCodec<Q>, response: MessageCodec<R>, version: number, value: Q): Promise<R>;
}

const topicNames = (count: number) =>
  Array.from({ length: Math.ceil(count / PARTITIONS_PER_TOPIC) }, (_, index) => `crowd-${index}`);

/** Of so many, a multiple of a hundred. */
function partitionsOf(count: number): { topic: string; partition: number }[] {
  const indexes = Array.from({ length: PARTITIONS_PER_TOPIC }, (_, index) => index);
  return topicNames(count).flatMap((topic) => indexes.map((partition) => ({ topic, partition })));
}

/** @param count a multiple of a hundred */
export async function createPartitions(connection: Connection, count: number): Promise<void> {
  const names = topicNames(count);
  for (let first = 0; first < names.length; first += TOPICS_PER_REQUEST) {
    const topics = names
      .slice(first, first + TOPICS_PER_REQUEST)
      .map((name) => newCreatableTopic({ name, numPartitions: PARTITIONS_PER_TOPIC, replicationFactor: 1 }));
    const request = newCreateTopicsRequest({ topics, timeoutMs: 60_000 });
    const answer = await connection.call(createTopicsRequest, createTopicsResponse, 7, request);
    const refused = answer.topics.find(({ errorCode }) => errorCode !== 0);
    if (refused !== undefined) throw new Error(`a topic was refused: ${refused.errorMessage}`);
  }
}

/** One record into each, acknowledged. */
export async function writeToEach(connection: Connection, count: number): Promise<void> {
  const records = recordBatch({ values: [Buffer.alloc(RECORD_BYTES, 'x')] });
  for (const name of topicNames(count)) {
    let missing = Array.from({ length: PARTITIONS_PER_TOPIC }, (_, index) => index);
    while (missing.length > 0) {
      missing = await write(connection, name, missing, records);
      if (missing.length > 0) await pause(RETRY_MS);
    }
  }
}

/**
 * Reads them all with requests for whatever is still missing: how many of them gave bytes. Each answer must bring some.
 */
export async function readFromEach(connection: Connection, count: number): Promise<number> {
  const missing = new Map(
    partitionsOf(count).map(({ topic, partition }) => [`${topic}-${partition}`, { topic, partition }]),
  );
  for (;;) {
    const before = missing.size;
    for (const read of await nonEmpty(connection, [...missing.values()])) missing.delete(read);
    if (missing.size === 0 || missing.size === before) return count - missing.size;
  }
}

/** The names of partitions that a fetch from their first offset has records of. */
async function nonEmpty(
  connection: Connection,
  partitions: readonly { topic: string; partition: number }[],
): Promise<string[]> {
  const topics = partitions.map(({ topic, partition }) =>
    newFetchTopic({ topic, partitions: [newFetchPartition({ partition, partitionMaxBytes: 1_000_000 })] }),
  );
  const request = newFetchRequest({ minBytes: 1, maxWaitMs: 1_000, maxBytes: 50_000_000, topics });
  const answer = await connection.call(fetchRequest, fetchResponse, 11, request);
  return answer.responses.flatMap(({ topic, partitions }) => {
    const read = partitions.filter(({ records }) => (records?.length ?? 0) > 0);
    return read.map(({ partitionIndex }) => `${topic}-${partitionIndex}`);
  });
}

/** The partitions that are not there yet. */
async function write(connection: Connection, name: string, indexes: readonly number[], records: Buffer) {
  const partitionData = indexes.map((index) => ({ index, records }));
  const topicData = [{ name, topicId: ZERO_UUID, partitionData }];
  const request = newProduceRequest({ acks: -1, timeoutMs: 60_000, topicData });
  const answer = await connection.call(produceRequest, produceResponse, 9, request);
  const outcomes = answer.responses.flatMap(({ partitionResponses }) => partitionResponses);
  const refused = outcomes.find(({ errorCode }) => errorCode !== 0 && !NOT_THERE_YET.has(errorCode));
  if (refused !== undefined) throw new Error(`${name}-${refused.index} refused with code ${refused.errorCode}`);
  return outcomes.filter(({ errorCode }) => errorCode !== 0).map(({ index }) => index);
}
