// The transaction APIs in every version, over a broker in memory.
import { describe, expect, it } from 'vitest';
import { MemoryBroker } from '../../test/support/memory-broker.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  addOffsetsToTxnRequest,
  addOffsetsToTxnResponse,
  newAddOffsetsToTxnRequest,
} from '../wire/generated/add-offsets-to-txn.ts';
import {
  addPartitionsToTxnRequest,
  addPartitionsToTxnResponse,
  newAddPartitionsToTxnRequest,
  newAddPartitionsToTxnTransaction,
} from '../wire/generated/add-partitions-to-txn.ts';
import {
  describeProducersRequest,
  describeProducersResponse,
  newDescribeProducersRequest,
} from '../wire/generated/describe-producers.ts';
import {
  describeTransactionsRequest,
  describeTransactionsResponse,
  newDescribeTransactionsRequest,
} from '../wire/generated/describe-transactions.ts';
import { endTxnRequest, endTxnResponse, newEndTxnRequest } from '../wire/generated/end-txn.ts';
import {
  findCoordinatorRequest,
  findCoordinatorResponse,
  newFindCoordinatorRequest,
} from '../wire/generated/find-coordinator.ts';
import {
  initProducerIdRequest,
  initProducerIdResponse,
  newInitProducerIdRequest,
} from '../wire/generated/init-producer-id.ts';
import {
  listTransactionsRequest,
  listTransactionsResponse,
  newListTransactionsRequest,
} from '../wire/generated/list-transactions.ts';
import {
  newWritableTxnMarker,
  newWriteTxnMarkersRequest,
  writeTxnMarkersRequest,
  writeTxnMarkersResponse,
} from '../wire/generated/write-txn-markers.ts';
import { encodeBatch } from '../wire/record-batch.ts';

const versions = (min: number, max: number) => Array.from({ length: max - min + 1 }, (_, index) => min + index);

async function start(): Promise<MemoryBroker> {
  const broker = await MemoryBroker.start({ properties: { 'transaction.state.log.num.partitions': '3' } });
  const topic = { name: 't', numPartitions: 2, replicationFactor: 1, assignments: [], configs: [] };
  await broker.parts.metadata.createTopics([topic], { validateOnly: false });
  await find(broker, 6, 'x');
  return broker;
}

async function find(broker: MemoryBroker, version: number, key: string) {
  const request = newFindCoordinatorRequest({
    keyType: 1,
    key: version < 4 ? key : '',
    coordinatorKeys: version < 4 ? [] : [key],
  });
  const answer = await broker.call(findCoordinatorRequest, findCoordinatorResponse, version, request);
  return version < 4 ? answer : answer?.coordinators[0];
}

function init(broker: MemoryBroker, version = 5, fields: Parameters<typeof newInitProducerIdRequest>[0] = {}) {
  const request = newInitProducerIdRequest({ transactionalId: 'x', transactionTimeoutMs: 60_000, ...fields });
  return broker.call(initProducerIdRequest, initProducerIdResponse, version, request);
}

interface Producer {
  producerId: bigint;
  producerEpoch: number;
}

async function begun(broker: MemoryBroker): Promise<Producer> {
  const answer = await init(broker);
  if (answer?.errorCode !== 0) throw new Error(`InitProducerId: ${answer?.errorCode}`);
  return { producerId: answer.producerId, producerEpoch: answer.producerEpoch };
}

async function add(
  broker: MemoryBroker,
  version: number,
  producer: Producer,
  topics: { name: string; partitions: number[] }[],
) {
  const request = newAddPartitionsToTxnRequest({
    v3AndBelowTransactionalId: version < 4 ? 'x' : '',
    v3AndBelowProducerId: version < 4 ? producer.producerId : 0n,
    v3AndBelowProducerEpoch: version < 4 ? producer.producerEpoch : 0,
    v3AndBelowTopics: version < 4 ? topics : [],
    transactions: version < 4 ? [] : [newAddPartitionsToTxnTransaction({ transactionalId: 'x', ...producer, topics })],
  });
  const answer = await broker.call(addPartitionsToTxnRequest, addPartitionsToTxnResponse, version, request);
  const results = version < 4 ? answer?.resultsByTopicV3AndBelow : answer?.resultsByTransaction[0]?.topicResults;
  return results?.flatMap(({ name, resultsByPartition }) =>
    resultsByPartition.map(({ partitionIndex, partitionErrorCode }) => [
      `${name}-${partitionIndex}`,
      partitionErrorCode,
    ]),
  );
}

function end(broker: MemoryBroker, version: number, producer: Producer, committed = true) {
  const request = newEndTxnRequest({ transactionalId: 'x', ...producer, committed });
  return broker.call(endTxnRequest, endTxnResponse, version, request);
}

async function describeX(broker: MemoryBroker) {
  const request = newDescribeTransactionsRequest({ transactionalIds: ['x'] });
  const answer = await broker.call(describeTransactionsRequest, describeTransactionsResponse, 0, request);
  return answer?.transactionStates[0];
}

describe('FindCoordinator', () => {
  it.each(versions(1, 6))('version %i finds the coordinator of a transactional id', async (version) => {
    const broker = await MemoryBroker.start();
    expect(await find(broker, version, 'x')).toMatchObject({
      errorCode: 0,
      nodeId: 1,
      host: 'broker.test',
      port: 9092,
    });
    expect(broker.parts.metadata.image.topicsByName.get('__transaction_state')?.partitions).toHaveLength(50);
  });
});

describe('InitProducerId', () => {
  it.each(versions(0, 5))('version %i', async (version) => {
    const broker = await start();
    expect(await init(broker, version)).toMatchObject({ errorCode: 0, producerId: 0n, producerEpoch: 0 });
    expect(await init(broker, version)).toMatchObject({ errorCode: 0, producerId: 0n, producerEpoch: 1 });
  });

  it.each(versions(3, 5))('version %i says fenced in the word that its clients know', async (version) => {
    const broker = await start();
    await begun(broker);
    const stranger = await init(broker, version, { producerId: 77n, producerEpoch: 0 });
    const errorCode = version < 4 ? ErrorCode.INVALID_PRODUCER_EPOCH : ErrorCode.PRODUCER_FENCED;
    expect(stranger).toMatchObject({ errorCode, producerId: -1n, producerEpoch: -1 });
  });

  it.each([0, -1, 900_001])('refuses a time-out of %i ms', async (transactionTimeoutMs) => {
    const broker = await start();
    const answer = await init(broker, 5, { transactionTimeoutMs });
    expect(answer).toMatchObject({ errorCode: ErrorCode.INVALID_TRANSACTION_TIMEOUT });
  });

  it('needs the topic that FindCoordinator makes', async () => {
    const broker = await MemoryBroker.start();
    expect(await init(broker)).toMatchObject({ errorCode: ErrorCode.NOT_COORDINATOR });
  });
});

describe('AddPartitionsToTxn', () => {
  it.each(versions(0, 5))('version %i', async (version) => {
    const broker = await start();
    const producer = await begun(broker);
    expect(await add(broker, version, producer, [{ name: 't', partitions: [0, 1, 1] }])).toEqual([
      ['t-0', 0],
      ['t-1', 0],
    ]);
    const fenced = version < 2 ? ErrorCode.INVALID_PRODUCER_EPOCH : ErrorCode.PRODUCER_FENCED;
    const stale = { ...producer, producerEpoch: 7 };
    expect(await add(broker, version, stale, [{ name: 't', partitions: [0] }])).toEqual([['t-0', fenced]]);
    expect(await describeX(broker)).toMatchObject({
      transactionState: 'Ongoing',
      topics: [{ topic: 't', partitions: [0, 1] }],
    });
  });

  it.each(versions(0, 5))('version %i takes all or nothing', async (version) => {
    const broker = await start();
    const producer = await begun(broker);
    const topics = [
      { name: 't', partitions: [0, 9] },
      { name: 'unknown', partitions: [0] },
    ];
    expect(await add(broker, version, producer, topics)).toEqual([
      ['t-0', ErrorCode.OPERATION_NOT_ATTEMPTED],
      ['t-9', ErrorCode.UNKNOWN_TOPIC_OR_PARTITION],
      ['unknown-0', ErrorCode.UNKNOWN_TOPIC_OR_PARTITION],
    ]);
    expect(await describeX(broker)).toMatchObject({ transactionState: 'Empty' });
  });

  it('verifies without adding', async () => {
    const broker = await start();
    const producer = await begun(broker);
    await add(broker, 5, producer, [{ name: 't', partitions: [0] }]);
    const topics = [{ name: 't', partitions: [0, 1] }];
    const transaction = newAddPartitionsToTxnTransaction({
      transactionalId: 'x',
      ...producer,
      verifyOnly: true,
      topics,
    });
    const request = newAddPartitionsToTxnRequest({ transactions: [transaction] });
    const answer = await broker.call(addPartitionsToTxnRequest, addPartitionsToTxnResponse, 5, request);
    expect(answer?.resultsByTransaction[0]?.topicResults[0]?.resultsByPartition).toEqual([
      { partitionIndex: 0, partitionErrorCode: 0 },
      { partitionIndex: 1, partitionErrorCode: ErrorCode.TRANSACTION_ABORTABLE },
    ]);
  });
});

describe('AddOffsetsToTxn', () => {
  it.each(versions(0, 4))('version %i', async (version) => {
    const broker = await start();
    const producer = await begun(broker);
    const request = newAddOffsetsToTxnRequest({ transactionalId: 'x', ...producer, groupId: 'g' });
    const codecs = [addOffsetsToTxnRequest, addOffsetsToTxnResponse] as const;
    expect(await broker.call(...codecs, version, request)).toMatchObject({ errorCode: 0 });
    // 'g'.hashCode() is 103.
    expect(await describeX(broker)).toMatchObject({
      topics: [{ topic: '__consumer_offsets', partitions: [103 % 50] }],
    });
    const stale = { ...request, producerEpoch: 9 };
    const fenced = version < 2 ? ErrorCode.INVALID_PRODUCER_EPOCH : ErrorCode.PRODUCER_FENCED;
    expect(await broker.call(...codecs, version, stale)).toMatchObject({ errorCode: fenced });
  });
});

describe('EndTxn', () => {
  it.each(versions(0, 5))('version %i commits, and the partition gets its marker', async (version) => {
    const broker = await start();
    const producer = await begun(broker);
    await add(broker, version, producer, [{ name: 't', partitions: [0] }]);
    const next = version < 5 ? { producerId: -1n, producerEpoch: -1 } : { producerId: 0n, producerEpoch: 1 };
    expect(await end(broker, version, producer)).toMatchObject({ errorCode: 0, ...next });
    await expect.poll(() => describeX(broker)).toMatchObject({ transactionState: 'CompleteCommit', topics: [] });
    expect(broker.dataPlane.describeProducers('t', 0)).toMatchObject([
      { producerId: 0n, producerEpoch: version < 5 ? 0 : 1, coordinatorEpoch: 0 },
    ]);
    const stale = version < 2 ? ErrorCode.INVALID_PRODUCER_EPOCH : ErrorCode.PRODUCER_FENCED;
    expect(await end(broker, version, { ...producer, producerEpoch: 9 })).toMatchObject({ errorCode: stale });
    expect(broker.fatal).toEqual([]);
  });
});

describe('WriteTxnMarkers', () => {
  it.each(versions(1, 2))('version %i ends a transaction in a partition', async (version) => {
    const broker = await start();
    const options = { timestampMs: 1, producerId: 9n, producerEpoch: 3, baseSequence: 0, transactional: true };
    await broker.dataPlane.append('t', 1, encodeBatch([{ key: null, value: Buffer.from('v') }], options));
    const marker = newWritableTxnMarker({
      producerId: 9n,
      producerEpoch: 3,
      transactionResult: false,
      topics: [{ name: 't', partitionIndexes: [1, 7] }],
    });
    const request = newWriteTxnMarkersRequest({ markers: [marker] });
    const answer = await broker.call(writeTxnMarkersRequest, writeTxnMarkersResponse, version, request);
    const partitions = [
      { partitionIndex: 1, errorCode: 0 },
      { partitionIndex: 7, errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION },
    ];
    expect(answer?.markers).toEqual([{ producerId: 9n, topics: [{ name: 't', partitions }] }]);
    expect(broker.dataPlane.describeProducers('t', 1)).toMatchObject([{ currentTransactionStartOffset: -1n }]);
  });

  it('answers nothing to nothing', async () => {
    const broker = await start();
    const request = newWriteTxnMarkersRequest({ markers: [] });
    const answer = await broker.call(writeTxnMarkersRequest, writeTxnMarkersResponse, 2, request);
    expect(answer).toEqual({ markers: [] });
  });
});

describe('DescribeProducers', () => {
  it('shows who writes to a partition, and what cannot be shown', async () => {
    const broker = await start();
    const options = { timestampMs: 5, producerId: 9n, producerEpoch: 3, baseSequence: 0, transactional: true };
    await broker.dataPlane.append('t', 1, encodeBatch([{ key: null, value: Buffer.from('v') }], options));
    const request = newDescribeProducersRequest({
      topics: [
        { name: 't', partitionIndexes: [1, 5] },
        { name: '?', partitionIndexes: [0] },
      ],
    });
    const answer = await broker.call(describeProducersRequest, describeProducersResponse, 0, request);
    expect(answer?.topics).toMatchObject([
      {
        name: 't',
        partitions: [
          {
            errorCode: 0,
            activeProducers: [{ producerId: 9n, producerEpoch: 3, lastSequence: 0, currentTxnStartOffset: 0n }],
          },
          { errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, activeProducers: [] },
        ],
      },
      { name: '?', partitions: [{ errorCode: ErrorCode.INVALID_TOPIC_EXCEPTION }] },
    ]);
  });
});

describe('DescribeTransactions', () => {
  it('tells what it does not know', async () => {
    const broker = await start();
    const request = newDescribeTransactionsRequest({ transactionalIds: ['', 'nobody'] });
    const answer = await broker.call(describeTransactionsRequest, describeTransactionsResponse, 0, request);
    expect(answer?.transactionStates).toMatchObject([
      { transactionalId: '', errorCode: ErrorCode.INVALID_REQUEST },
      { transactionalId: 'nobody', errorCode: ErrorCode.TRANSACTIONAL_ID_NOT_FOUND },
    ]);
  });
});

describe('ListTransactions', () => {
  async function list(broker: MemoryBroker, version: number, fields: Parameters<typeof newListTransactionsRequest>[0]) {
    const request = newListTransactionsRequest(fields);
    const answer = await broker.call(listTransactionsRequest, listTransactionsResponse, version, request);
    const { errorCode, transactionStates, unknownStateFilters } = answer ?? {};
    return {
      errorCode,
      ids: transactionStates?.map(({ transactionalId }) => transactionalId).sort(),
      unknownStateFilters,
    };
  }

  it.each(versions(0, 2))('version %i', async (version) => {
    const broker = await start();
    const x = await begun(broker);
    await init(broker, 5, { transactionalId: 'y' });
    await add(broker, 5, x, [{ name: 't', partitions: [0] }]);
    const all = { errorCode: 0, ids: ['x', 'y'], unknownStateFilters: [] };
    expect(await list(broker, version, {})).toEqual(all);
    expect(await list(broker, version, { stateFilters: ['Ongoing'] })).toEqual({ ...all, ids: ['x'] });
    expect(await list(broker, version, { stateFilters: ['Dead'] })).toEqual({ ...all, ids: [] });
    const unknown = { ...all, ids: [], unknownStateFilters: ['ongoing'] };
    expect(await list(broker, version, { stateFilters: ['ongoing', 'ongoing'] })).toEqual(unknown);
    expect(await list(broker, version, { producerIdFilters: [1n] })).toEqual({ ...all, ids: ['y'] });
    broker.clock.advance(5_000);
    if (version >= 1) expect(await list(broker, version, { durationFilter: 10_000n })).toEqual({ ...all, ids: ['y'] });
    if (version >= 2) {
      expect(await list(broker, version, { transactionalIdPattern: '[a-x]' })).toEqual({ ...all, ids: ['x'] });
      expect(await list(broker, version, { transactionalIdPattern: '(' })).toMatchObject({
        errorCode: ErrorCode.INVALID_REGULAR_EXPRESSION,
      });
    }
  });
});
