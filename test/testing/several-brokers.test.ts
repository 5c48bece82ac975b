// What each of several logical brokers tells of itself, where one broker does the work of all: as in a cluster.
import kafkajs from 'kafkajs';
import { afterEach, describe, expect, it } from 'vitest';
import { TestBroker, type TestBrokerOptions } from '../../src/testing/index.ts';
import { ApiKey } from '../../src/wire/api-key.ts';
import { ErrorCode } from '../../src/wire/error-code.ts';
import type { DescribeLogDirsResponse } from '../../src/wire/generated/describe-log-dirs.ts';
import type { ListGroupsResponse } from '../../src/wire/generated/list-groups.ts';
import type { ListTransactionsResponse } from '../../src/wire/generated/list-transactions.ts';
import type { ProduceResponse } from '../../src/wire/generated/produce.ts';
import { missing } from '../support/paths.ts';
import { recordBatch } from '../support/raw/bytes.ts';
import { ask } from './asking.ts';

const notBuilt = missing.millrace();
if (notBuilt !== undefined) console.warn(`several brokers are not tested: ${notBuilt}`);

const NODES = [1, 2, 3];
const BROKER = 4;

const running: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of running.splice(0).reverse()) await close();
});

async function start(options: TestBrokerOptions = {}): Promise<TestBroker> {
  const kafka = await TestBroker.start({ topics: { orders: 3 }, brokers: 3, ...options });
  running.push(() => kafka.close());
  return kafka;
}

function clientOf(kafka: TestBroker): kafkajs.Kafka {
  const brokers = kafka.bootstrapServers.split(',');
  return new kafkajs.Kafka({ brokers, logLevel: kafkajs.logLevel.NOTHING, retry: { initialRetryTime: 20 } });
}

async function adminOf(kafka: TestBroker): Promise<kafkajs.Admin> {
  const admin = clientOf(kafka).admin();
  await admin.connect();
  running.push(() => admin.disconnect());
  return admin;
}

function clusterOf(kafka: TestBroker, includeFencedBrokers: boolean) {
  const request = { includeClusterAuthorizedOperations: false, endpointType: 1, includeFencedBrokers };
  return ask(kafka, 1, { apiKey: ApiKey.DESCRIBE_CLUSTER, version: 2, request });
}

/** One record, to be taken by as many replicas as `acks` says; the error that came back. */
async function produce(kafka: TestBroker, nodeId: number, acks: number, partition = 0) {
  const topicData = [{ name: 'orders', partitionData: [{ index: partition, records: recordBatch() }] }];
  const request = { transactionalId: null, acks, timeoutMs: 5_000, topicData };
  const answer = await ask(kafka, nodeId, { apiKey: ApiKey.PRODUCE, version: 9, request });
  return (answer as unknown as ProduceResponse).responses[0]?.partitionResponses[0]?.errorCode;
}

describe.skipIf(notBuilt !== undefined)('Several brokers', { timeout: 60_000 }, () => {
  it('are told of by the cluster, also when one is stopped', async () => {
    const kafka = await start({ properties: { 'broker.rack': 'north' } });
    await kafka.brokers[1]?.stop();
    const told = (nodeId: number, isFenced: boolean) => ({ brokerId: nodeId, rack: 'north', isFenced });
    expect(await clusterOf(kafka, false)).toMatchObject({ brokers: [told(1, false), told(3, false)] });
    expect(await clusterOf(kafka, true)).toMatchObject({ brokers: [told(1, false), told(2, true), told(3, false)] });
    const topics = [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] }];
    const quorum = await ask(kafka, 3, { apiKey: ApiKey.DESCRIBE_QUORUM, version: 2, request: { topics } });
    const partition = { leaderId: 1, currentVoters: [{ replicaId: 1 }], observers: [{ replicaId: 3 }] };
    expect(quorum).toMatchObject({ topics: [{ partitions: [partition] }] });
    const request = { resourceTypes: [BROKER] };
    const listed = await ask(kafka, 3, { apiKey: ApiKey.LIST_CONFIG_RESOURCES, version: 1, request });
    expect(listed).toMatchObject({ configResources: [{ resourceName: '1' }, { resourceName: '3' }] });
  });

  it('answer for the broker whose configs are asked for, and take changes of them', async () => {
    const kafka = await start();
    const resources = ['3', '1', ''].map((resourceName) => ({
      resourceType: BROKER,
      resourceName,
      configurationKeys: ['log.retention.ms'],
    }));
    const request = { resources, includeSynonyms: false, includeDocumentation: false };
    const described = await ask(kafka, 3, { apiKey: ApiKey.DESCRIBE_CONFIGS, version: 4, request });
    expect(described).toMatchObject({ results: resources.map(({ resourceName }) => ({ errorCode: 0, resourceName })) });
    const altered = await ask(kafka, 1, {
      apiKey: ApiKey.INCREMENTAL_ALTER_CONFIGS,
      version: 1,
      request: {
        resources: [
          {
            resourceType: BROKER,
            resourceName: '2',
            configs: [{ name: 'log.retention.ms', configOperation: 0, value: '1234' }],
          },
        ],
        validateOnly: false,
      },
    });
    expect(altered).toMatchObject({ responses: [{ errorCode: 0, resourceName: '2' }] });
  });

  it('list the groups and transactions that they coordinate, each of them once', async () => {
    const kafka = await start();
    const admin = await adminOf(kafka);
    const names = Array.from({ length: 9 }, (_, index) => `name ${index}`);
    for (const groupId of names) {
      await admin.setOffsets({ groupId, topic: 'orders', partitions: [{ partition: 0, offset: '0' }] });
    }
    for (const transactionalId of names) {
      const producer = clientOf(kafka).producer({ transactionalId, idempotent: true, maxInFlightRequests: 1 });
      await producer.connect();
      await (await producer.transaction()).abort();
      await producer.disconnect();
    }
    const groups: string[][] = [];
    const transactions: string[][] = [];
    for (const nodeId of NODES) {
      const listed = await ask(kafka, nodeId, {
        apiKey: ApiKey.LIST_GROUPS,
        version: 5,
        request: { statesFilter: [], typesFilter: [] },
      });
      groups.push((listed as unknown as ListGroupsResponse).groups.map(({ groupId }) => groupId));
      const request = { stateFilters: [], producerIdFilters: [], durationFilter: -1n, transactionalIdPattern: null };
      const open = await ask(kafka, nodeId, { apiKey: ApiKey.LIST_TRANSACTIONS, version: 2, request });
      const { transactionStates } = open as unknown as ListTransactionsResponse;
      transactions.push(transactionStates.map(({ transactionalId }) => transactionalId));
    }
    for (const lists of [groups, transactions]) {
      expect(lists.flat().sort()).toEqual(names);
      expect(lists.filter((list) => list.length > 0).length).toBeGreaterThan(1);
    }
  });

  it('have a replica of every partition, in their log directories as in the metadata', async () => {
    const kafka = await start();
    expect(await produce(kafka, 1, -1)).toBe(ErrorCode.NONE);
    for (const nodeId of NODES) {
      const described = await ask(kafka, nodeId, {
        apiKey: ApiKey.DESCRIBE_LOG_DIRS,
        version: 4,
        request: { topics: null },
      });
      const [directory] = (described as unknown as DescribeLogDirsResponse).results;
      const orders = directory?.topics.find(({ name }) => name === 'orders')?.partitions ?? [];
      expect(orders.map(({ partitionIndex }) => partitionIndex).sort()).toEqual([0, 1, 2]);
      expect(orders.filter(({ partitionSize }) => partitionSize > 0n)).toHaveLength(1);
      // A replica that does not lead knows the producers, too.
      const request = { topics: [{ name: 'orders', partitionIndexes: [0] }] };
      const producers = await ask(kafka, nodeId, { apiKey: ApiKey.DESCRIBE_PRODUCERS, version: 0, request });
      expect(producers).toMatchObject({ topics: [{ partitions: [{ errorCode: ErrorCode.NONE }] }] });
    }
  });

  it('take markers of transactions where they lead', async () => {
    const kafka = await start();
    const topics = [{ name: 'orders', partitionIndexes: [0, 1, 9] }];
    const marker = { producerId: 7n, producerEpoch: 0, transactionResult: true, coordinatorEpoch: 0, topics };
    const markers = [{ ...marker, transactionVersion: 0 }];
    const written = await ask(kafka, 1, { apiKey: ApiKey.WRITE_TXN_MARKERS, version: 1, request: { markers } });
    const partitions = [
      { partitionIndex: 0, errorCode: ErrorCode.NONE },
      { partitionIndex: 9, errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION },
      { partitionIndex: 1, errorCode: ErrorCode.NOT_LEADER_OR_FOLLOWER },
    ];
    expect(written).toMatchObject({ markers: [{ producerId: 7n, topics: [{ name: 'orders', partitions }] }] });
  });

  it('take no record for all while too few are in sync', async () => {
    const orders = { partitions: 1, configs: { 'min.insync.replicas': 2 } };
    const kafka = await start({ topics: { orders } });
    expect(await produce(kafka, 1, -1)).toBe(ErrorCode.NONE);
    await kafka.brokers[1]?.stop();
    expect(await produce(kafka, 1, -1)).toBe(ErrorCode.NONE);
    await kafka.brokers[2]?.stop();
    expect(await produce(kafka, 1, -1)).toBe(ErrorCode.NOT_ENOUGH_REPLICAS);
    expect(await produce(kafka, 1, 1)).toBe(ErrorCode.NONE);
    await kafka.brokers[1]?.start();
    expect(await produce(kafka, 1, -1)).toBe(ErrorCode.NONE);
    // As with Kafka, no more are waited for than there are.
    const alone = await start({ topics: { orders }, brokers: 1 });
    expect(await produce(alone, 1, -1)).toBe(ErrorCode.NONE);
  });

  it('have as many replicas as the properties want by default, where there are so many brokers', async () => {
    const properties = { 'default.replication.factor': 3, 'offsets.topic.replication.factor': 3 };
    const kafka = await start({ properties });
    const admin = await adminOf(kafka);
    await admin.createTopics({ topics: [{ topic: 'made', numPartitions: 1 }] });
    const { topics } = await admin.fetchTopicMetadata({ topics: ['made'] });
    expect(topics[0]?.partitions[0]?.replicas).toEqual([1, 2, 3]);
    const few = await start({ properties, brokers: 2 });
    await expect(
      (await adminOf(few)).createTopics({ topics: [{ topic: 'made', numPartitions: 1 }] }),
    ).rejects.toThrow();
  });
});
