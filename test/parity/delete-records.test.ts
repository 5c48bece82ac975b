// DeleteRecords and what clients see of it: the same requests to Millrace and to Apache Kafka 4.3.1.
import {
  createTopicsRequest,
  createTopicsResponse,
  newCreatableTopic,
  newCreatableTopicConfig,
  newCreateTopicsRequest,
} from '../../src/wire/generated/create-topics.ts';
import {
  deleteRecordsRequest,
  deleteRecordsResponse,
  newDeleteRecordsPartition,
  newDeleteRecordsRequest,
  newDeleteRecordsTopic,
} from '../../src/wire/generated/delete-records.ts';
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
import { crc32c } from '../support/raw/bytes.ts';
import { type Call, call, versions } from './call.ts';
import { compareAnswers } from './compare-answers.ts';

/** Version 12 still names topics, whose ids differ from broker to broker. */
const PRODUCE_VERSION = 12;
/** The checksum covers what comes after it. */
const CRC_END = 21;
const EARLIEST = -2n;
const MAX_TIMESTAMP = -3n;
const policies: readonly [topic: string, policy: string][] = [
  ['kept', 'delete'],
  ['compacted', 'compact'],
  ['both', 'compact,delete'],
  ['neither', ''],
];

function create(name: string, policy: string): Call {
  const configs = [newCreatableTopicConfig({ name: 'cleanup.policy', value: policy })];
  const topics = [newCreatableTopic({ name, numPartitions: 1, replicationFactor: 1, configs })];
  const request = newCreateTopicsRequest({ topics, timeoutMs: 10_000 });
  return call(`CreateTopics: ${name}`, [createTopicsRequest, createTopicsResponse], 5, request);
}

/** One batch of five records. */
function produce(topic: string): Call {
  const keys = ['a', 'b', 'c', 'd', 'e'].map((key) => Buffer.from(key));
  const records = encodeBatch(
    keys.map((key) => ({ key, value: key })),
    { timestampMs: Date.now() },
  );
  records.writeUInt32BE(crc32c(records.subarray(CRC_END)), CRC_END - 4);
  const partitionData = [newPartitionProduceData({ index: 0, records })];
  const topicData = [newTopicProduceData({ name: topic, partitionData })];
  const request = newProduceRequest({ acks: -1, timeoutMs: 10_000, topicData });
  return call(`Produce: ${topic}`, [produceRequest, produceResponse], PRODUCE_VERSION, request, true);
}

function remove(version: number, ...targets: [topic: string, partition: number, offset: bigint][]): Call {
  const topics = targets.map(([name, partitionIndex, offset]) =>
    newDeleteRecordsTopic({ name, partitions: [newDeleteRecordsPartition({ partitionIndex, offset })] }),
  );
  const request = newDeleteRecordsRequest({ topics, timeoutMs: 10_000 });
  const says = targets.map(([topic, partition, offset]) => `${topic}-${partition} to ${offset}`).join(', ');
  return call(`DeleteRecords: ${says}`, [deleteRecordsRequest, deleteRecordsResponse], version, request);
}

function list(name: string, timestamp: bigint): Call {
  const partitions = [newListOffsetsPartition({ partitionIndex: 0, timestamp, currentLeaderEpoch: -1 })];
  const request = newListOffsetsRequest({ replicaId: -1, topics: [newListOffsetsTopic({ name, partitions })] });
  return call(`ListOffsets: ${timestamp} of ${name}`, [listOffsetsRequest, listOffsetsResponse], 7, request);
}

function earliest(name: string): Call {
  return list(name, EARLIEST);
}

const calls: Call[] = [
  ...policies.flatMap(([topic, policy]) => [create(topic, policy), produce(topic)]),
  ...versions(0, 2).map((version) => remove(version, ['kept', 0, BigInt(version)])),
  earliest('kept'),
  remove(2, ['kept', 0, 1n]),
  earliest('kept'),
  ...[6n, -2n, 2n ** 63n - 1n, -(2n ** 63n)].map((offset) => remove(2, ['kept', 0, offset])),
  remove(2, ['kept', 1, 0n], ['nobody', 0, 0n], ['not valid', 0, 0n], ['kept', -1, 0n]),
  remove(2, ['compacted', 0, 1n], ['both', 0, 2n], ['neither', 0, 3n], ['kept', 0, 4n]),
  remove(2, ['compacted', 0, 9n], ['both', 0, 9n], ['neither', 0, 9n]),
  ...policies.flatMap(([topic]) => [earliest(topic), list(topic, 0n), list(topic, MAX_TIMESTAMP)]),
  remove(2, ['__consumer_offsets', 0, 0n], ['__cluster_metadata', 0, 0n], ['__transaction_state', 0, 0n]),
  remove(2, ['kept', 0, -1n]),
  remove(2, ['kept', 0, -1n]),
  remove(2),
  ...[EARLIEST, 0n, MAX_TIMESTAMP].map((timestamp) => list('kept', timestamp)),
  produce('kept'),
  list('kept', MAX_TIMESTAMP),
];

compareAnswers('Records are deleted like in Apache Kafka', calls);
