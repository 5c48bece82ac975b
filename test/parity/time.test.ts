// Time, as Apache Kafka 4.3.1 has it: what LogAppendTime answers and stores, which timestamps are too old or too new,
// where segments roll by time, and what ListOffsets finds by timestamp and for the largest one.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorName } from '../../src/wire/error-code.ts';
import {
  listOffsetsRequest,
  listOffsetsResponse,
  newListOffsetsPartition,
  newListOffsetsRequest,
  newListOffsetsTopic,
} from '../../src/wire/generated/list-offsets.ts';
import {
  newPartitionProduceData,
  newProduceRequest,
  newTopicProduceData,
  produceRequest,
  produceResponse,
} from '../../src/wire/generated/produce.ts';
import { encodeBatch } from '../../src/wire/record-batch.ts';
import { missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import { crc32c } from '../support/raw/bytes.ts';
import { RawClient } from '../support/raw/client.ts';
import { createTopics } from '../support/topics.ts';
import { TypedConnection } from './typed-connection.ts';

const reason = missingBroker() ?? missingBroker('kafka');
const HOUR_MS = 3_600_000;
const TOPICS: Record<string, Record<string, string>> = {
  appended: { 'message.timestamp.type': 'LogAppendTime' },
  bounded: { 'message.timestamp.before.max.ms': String(HOUR_MS), 'message.timestamp.after.max.ms': String(HOUR_MS) },
  rolling: { 'segment.ms': String(HOUR_MS), 'retention.ms': '-1' },
  jittered: { 'segment.ms': String(HOUR_MS), 'segment.jitter.ms': String(HOUR_MS / 2), 'retention.ms': '-1' },
};
/** Enough that some roll and some do not in the middle of the jitter, also where it is drawn at random. */
const JITTERED_PARTITIONS = 24;

/** What a broker answers; times of its own clock are only said to be there. */
async function answersOf(broker: RunningBroker) {
  const topics = Object.entries(TOPICS).map(([topic, configs]) => {
    const configEntries = Object.entries(configs).map(([name, value]) => ({ name, value }));
    return { topic, numPartitions: topic === 'jittered' ? JITTERED_PARTITIONS : 1, configEntries };
  });
  await createTopics(broker.bootstrapServers, topics);
  const connection = await TypedConnection.open(broker.port);
  const raw = await RawClient.open(broker.port);
  const startMs = Date.now();
  const at = (hours: number) => startMs + hours * HOUR_MS;

  const produce = (topic: string, ...timestamps: number[]) => produceTo(topic, 0, timestamps);

  async function produceTo(topic: string, index: number, timestamps: readonly number[]) {
    const records = timestamps.map((timestampMs) => ({ key: null, value: Buffer.from('value'), timestampMs }));
    const batch = encodeBatch(records, { timestampMs: timestamps[0] ?? 0 });
    batch.writeInt32BE(-1, 12);
    batch.writeUInt32BE(crc32c(batch.subarray(21)), 17);
    const partitionData = [newPartitionProduceData({ index, records: batch })];
    const topicData = [newTopicProduceData({ name: topic, partitionData })];
    const request = newProduceRequest({ acks: -1, timeoutMs: 10_000, topicData });
    const answer = await connection.call(produceRequest, produceResponse, 9, request);
    const [partition] = answer.responses[0]?.partitionResponses ?? [];
    if (partition === undefined) throw new Error('no answer');
    const isNow = partition.logAppendTimeMs >= BigInt(startMs);
    return {
      error: errorName(partition.errorCode),
      baseOffset: partition.baseOffset,
      appended: isNow ? 'now' : partition.logAppendTimeMs,
      wrong: partition.recordErrors.map(({ batchIndex }) => batchIndex),
    };
  }

  const segmentsOf = async (topic: string, index: number) => {
    const names = await readdir(join(broker.dataDirectory, `${topic}-${index}`));
    return names.filter((name) => name.endsWith('.log')).sort();
  };

  /** How many segments the partitions have after a record at that time in each. */
  async function segmentCounts(timestamp: number): Promise<number[]> {
    const counts = new Set<number>();
    for (let index = 0; index < JITTERED_PARTITIONS; index++) {
      await produceTo('jittered', index, [timestamp]);
      counts.add((await segmentsOf('jittered', index)).length);
    }
    return [...counts].sort();
  }

  async function listed(topic: string, timestamp: number) {
    const partitions = [newListOffsetsPartition({ partitionIndex: 0, timestamp: BigInt(timestamp) })];
    const request = newListOffsetsRequest({
      replicaId: -1,
      topics: [newListOffsetsTopic({ name: topic, partitions })],
    });
    const answer = await connection.call(listOffsetsRequest, listOffsetsResponse, 7, request);
    const [partition] = answer.topics[0]?.partitions ?? [];
    if (partition === undefined) throw new Error('no answer');
    // By when the broker was asked: two brokers were not asked at the same time.
    const sinceMs = Number(partition.timestamp) - startMs;
    const time = partition.timestamp === -1n ? -1 : topic === 'appended' ? 'now' : sinceMs;
    return { error: errorName(partition.errorCode), offset: partition.offset, time };
  }

  const answers = {
    appended: [
      await produce('appended', at(-100), at(-50)),
      await produce('appended', at(100)),
      (await raw.readAll('appended', 0)).map(({ offset }) => offset),
      await listed('appended', -3),
      await listed('appended', at(-1)),
      await listed('appended', at(1)),
    ],
    bounded: [
      await produce('bounded', at(-0.9), at(0.9)),
      await produce('bounded', at(-1.1)),
      await produce('bounded', at(1.1)),
      await produce('bounded', at(0), at(-1.1), at(1.1)),
      await produce('bounded', at(0)),
    ],
    rolling: [
      await produce('rolling', at(-10), at(-9.5)),
      // The time of a roll is counted from the segment's first batch.
      await produce('rolling', at(-9.1)),
      await produce('rolling', at(-8.9)),
      // Older than the segment: nothing rolls.
      await produce('rolling', at(-20)),
      await produce('rolling', at(-2)),
      await produce('rolling', at(-8)),
      await listed('rolling', -3),
      await listed('rolling', at(-9.2)),
      await listed('rolling', at(-3)),
      await listed('rolling', at(-1)),
    ],
    // A segment may be `segment.jitter.ms` younger than `segment.ms` when it rolls, and never older.
    jittered: [
      await segmentCounts(at(-10)),
      await segmentCounts(at(-9.5)),
      await segmentCounts(at(-9.25)),
      await segmentCounts(at(-9) + 1),
    ],
  };
  const segments = await segmentsOf('rolling', 0);
  connection.close();
  raw.close();
  return { ...answers, segments };
}

describe.skipIf(reason !== undefined)(`Time${reason === undefined ? '' : ` (${reason})`}`, () => {
  it('is what it is in Apache Kafka', { timeout: 120_000 }, async () => {
    const all = [];
    for (const kind of ['millrace', 'kafka'] as const) {
      const broker = await startBroker({}, kind);
      try {
        all.push(await answersOf(broker));
      } finally {
        await broker.close();
      }
    }
    const [ours, theirs] = all;
    expect(ours).toEqual(theirs);
    expect(ours?.jittered).toEqual([[1], [1], [1, 2], [2]]);
    expect(ours?.segments.length).toBeGreaterThan(1);
    expect(ours?.bounded.map((answer) => ('error' in answer ? answer.error : ''))).toContain('INVALID_TIMESTAMP');
  });
});
