// Units, parts, failures and merged replies of decoded messages.
import { describe, expect, it } from 'vitest';
import { servedApis } from '../../handlers/index.ts';
import { ApiKey, apiName } from '../../wire/api-key.ts';
import { ErrorCode } from '../../wire/error-code.ts';
import { ZERO_UUID } from '../../wire/reader.ts';
import { failedResponse } from './failures.ts';
import type { Unit } from './layout.ts';
import { mergeResponses } from './merge.ts';
import { codecsOf, type DecodedRequest, decodeResponse, encodeRequest, encodeResponse } from './request.ts';
import { keepUnits, type Message, unitsOf } from './units.ts';

const TOPIC_ID = 'AAAAAAAAAAAAAAAAAAAAAQ';
const names = (topicId: string) => (topicId === TOPIC_ID ? 'orders' : undefined);

const fetch = {
  topics: [
    { topic: 'orders', partitions: [{ partition: 0 }, { partition: 1 }] },
    { topic: 'returns', partitions: [{ partition: 0 }] },
  ],
};

describe('units', () => {
  it.each<[string, number, Message, Unit[]]>([
    [
      'partitions by name',
      ApiKey.FETCH,
      fetch,
      [
        { topic: 'orders', partition: 0 },
        { topic: 'orders', partition: 1 },
        { topic: 'returns', partition: 0 },
      ],
    ],
    [
      'partitions by id, and a transaction',
      ApiKey.PRODUCE,
      { transactionalId: 't', topicData: [{ name: '', topicId: TOPIC_ID, partitionData: [{ index: 3 }] }] },
      [{ transactionalId: 't', topic: 'orders', partition: 3 }],
    ],
    [
      'several groups, one of them with all its topics',
      ApiKey.OFFSET_FETCH,
      {
        groupId: '',
        topics: null,
        groups: [
          { groupId: 'a', topics: [{ name: 'orders', partitionIndexes: [0, 1] }] },
          { groupId: 'b', topics: null },
        ],
      },
      [
        { groupId: 'a', topic: 'orders', partition: 0 },
        { groupId: 'a', topic: 'orders', partition: 1 },
        { groupId: 'b' },
      ],
    ],
    ['texts', ApiKey.DESCRIBE_GROUPS, { groups: ['a', 'b'] }, [{ groupId: 'a' }, { groupId: 'b' }]],
    ['a single key', ApiKey.FIND_COORDINATOR, { key: 'a', keyType: 0, coordinatorKeys: [] }, [{ groupId: 'a' }]],
    [
      'keys of transactions',
      ApiKey.FIND_COORDINATOR,
      { key: '', keyType: 1, coordinatorKeys: ['t'] },
      [{ transactionalId: 't' }],
    ],
    ['everything', ApiKey.METADATA, { topics: null }, [{}]],
    ['nothing', ApiKey.API_VERSIONS, {}, [{}]],
  ])('%s', (_name, apiKey, message, expected) => {
    expect(unitsOf(apiKey, message, names)).toEqual(expected);
    const kept = keepUnits(apiKey, message, () => true);
    expect(kept).toEqual(message);
    expect(keepUnits(apiKey, message, () => false)).toBeNull();
  });

  it('keeps the chosen ones', () => {
    expect(keepUnits(ApiKey.FETCH, fetch, (index) => index > 0)).toEqual({
      topics: [
        { topic: 'orders', partitions: [{ partition: 1 }] },
        { topic: 'returns', partitions: [{ partition: 0 }] },
      ],
    });
    expect(keepUnits(ApiKey.FETCH, fetch, (index) => index < 2)).toEqual({ topics: [fetch.topics[0]] });
  });
});

describe('merged replies', () => {
  it('puts partitions of a topic together, and what is only in one behind', () => {
    const first = { throttleTimeMs: 5, errorCode: 0, topics: [{ name: 'orders', partitions: [{ index: 0 }] }] };
    const second = {
      throttleTimeMs: 3,
      errorCode: 0,
      topics: [
        { name: 'orders', partitions: [{ index: 1 }] },
        { name: 'returns', partitions: [{ index: 0 }] },
      ],
    };
    expect(mergeResponses(first, second)).toEqual({
      throttleTimeMs: 5,
      errorCode: 0,
      topics: [
        { name: 'orders', partitions: [{ index: 0 }, { index: 1 }] },
        { name: 'returns', partitions: [{ index: 0 }] },
      ],
    });
  });

  it('keeps an error of the whole', () => {
    expect(mergeResponses({ errorCode: 0 }, { errorCode: 16 })).toEqual({ errorCode: 16 });
  });
});

const commit = { partitionIndex: 0, committedOffset: 1n, committedLeaderEpoch: -1, committedMetadata: '' };

/** A request of each API in each version, naming something wherever it can. */
const REQUESTS: Readonly<Record<string, Message>> = {
  Produce: { topicData: [{ name: 'orders', topicId: TOPIC_ID, partitionData: [{ index: 0, records: null }] }] },
  Fetch: { topics: [{ topic: 'orders', topicId: TOPIC_ID, partitions: [{ partition: 0 }] }] },
  ListOffsets: { topics: [{ name: 'orders', partitions: [{ partitionIndex: 0 }] }] },
  OffsetForLeaderEpoch: { topics: [{ topic: 'orders', partitions: [{ partition: 0 }] }] },
  DeleteRecords: { topics: [{ name: 'orders', partitions: [{ partitionIndex: 0 }] }] },
  DescribeProducers: { topics: [{ name: 'orders', partitionIndexes: [0] }] },
  OffsetDelete: { groupId: 'a', topics: [{ name: 'orders', partitions: [{ partitionIndex: 0 }] }] },
  OffsetCommit: { groupId: 'a', topics: [{ name: 'orders', topicId: TOPIC_ID, partitions: [commit] }] },
  TxnOffsetCommit: { transactionalId: 't', groupId: 'a', topics: [{ name: 'orders', partitions: [commit] }] },
  CreateTopics: { topics: [{ name: 'orders', numPartitions: 1, replicationFactor: 1, assignments: [], configs: [] }] },
  CreatePartitions: { topics: [{ name: 'orders', count: 2, assignments: null }] },
  DescribeTopicPartitions: { topics: [{ name: 'orders' }] },
  ElectLeaders: { topicPartitions: [{ topic: 'orders', partitions: [0] }] },
  AlterReplicaLogDirs: { dirs: [{ path: '/a', topics: [{ name: 'orders', partitions: [0] }] }] },
  AlterConfigs: { resources: [{ resourceType: 2, resourceName: 'orders', configs: [] }] },
  IncrementalAlterConfigs: { resources: [{ resourceType: 2, resourceName: 'orders', configs: [] }] },
  DescribeConfigs: { resources: [{ resourceType: 2, resourceName: 'orders', configurationKeys: null }] },
  DeleteGroups: { groupsNames: ['a'] },
  DescribeGroups: { groups: ['a'] },
  ConsumerGroupDescribe: { groupIds: ['a'] },
  DescribeTransactions: { transactionalIds: ['t'] },
};

describe('failures', () => {
  const failure = { code: ErrorCode.NOT_COORDINATOR, message: 'why', ofPartitions: true };

  const cases = servedApis.flatMap(({ apiKey, versionMin, versionMax }) =>
    Array.from({ length: versionMax - versionMin + 1 }, (_, index) => ({
      api: apiName(apiKey),
      apiKey,
      apiVersion: versionMin + index,
    })),
  );
  // Brokers' own, and one whose old versions have no place for an error.
  const served = cases.filter(
    ({ api, apiVersion }) => api !== 'WriteTxnMarkers' && (api !== 'DescribeLogDirs' || apiVersion > 2),
  );

  it.each(served)('$api $apiVersion has a reply that holds the error', async ({ api, apiKey, apiVersion }) => {
    const request: DecodedRequest = {
      header: { apiKey, apiVersion, correlationId: 1, clientId: null },
      message: { ...(await newRequest(api)), ...REQUESTS[api], ...keys(api, apiVersion) },
    };
    const failed = failedResponse(request, request.message, failure);
    if (failed === null) throw new Error(`${api} has no reply for an error`);
    const read = decodeResponse(request, encodeResponse(request, failed));
    expect(JSON.stringify(read, text)).toContain('rrorCode":16');
  });
});

/** JSON has no bigints. */
const text = (_key: string, value: unknown) => (typeof value === 'bigint' ? Number(value) : value);

/** These changed their shape. */
function keys(api: string, apiVersion: number): Message {
  const partitions = [{ name: 'orders', partitions: [0] }];
  if (api === 'Metadata') return { topics: [{ name: 'orders', topicId: ZERO_UUID }] };
  if (api === 'DeleteTopics') {
    return apiVersion < 6 ? { topicNames: ['orders'] } : { topics: [{ name: 'orders', topicId: ZERO_UUID }] };
  }
  if (api === 'AddPartitionsToTxn') {
    const transaction = { transactionalId: 't', producerId: 1n, producerEpoch: 0, verifyOnly: false };
    if (apiVersion >= 4) return { transactions: [{ ...transaction, topics: partitions }] };
    return { v3AndBelowTransactionalId: 't', v3AndBelowTopics: partitions };
  }
  const topics = [{ name: 'orders', topicId: TOPIC_ID, partitionIndexes: [0] }];
  if (api === 'FindCoordinator') return apiVersion < 4 ? { key: 'a' } : { coordinatorKeys: ['a'] };
  if (api === 'OffsetFetch') return apiVersion < 8 ? { groupId: 'a', topics } : { groups: [{ groupId: 'a', topics }] };
  return {};
}

async function newRequest(api: string): Promise<Message> {
  const file = api.replace(/[A-Z]/g, (letter, index) => `${index === 0 ? '' : '-'}${letter.toLowerCase()}`);
  const module: Record<string, () => Message> = await import(`../../wire/generated/${file}.ts`);
  const make = module[`new${api}Request`];
  if (make === undefined) throw new Error(`there is no request ${api}`);
  return make();
}

it('encodes what it decodes', () => {
  const request = codecsOf(ApiKey.HEARTBEAT);
  expect(request?.request.name).toBe('HeartbeatRequest');
  const header = { apiKey: ApiKey.HEARTBEAT, apiVersion: 3, correlationId: 5, clientId: 'x' };
  const message = { groupId: 'g', generationId: 1, memberId: 'm', groupInstanceId: null };
  expect(encodeRequest({ header, message }, message).readInt32BE(4)).toBe(5);
});
