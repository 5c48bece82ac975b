// Transactional offsets through the service: verification, fencing, markers, restarts.
import { beforeEach, describe, expect, it } from 'vitest';
import { KafkaError } from '../errors.ts';
import { OFFSETS_TOPIC } from '../metadata/topic-name.ts';
import type { TransactionVerification } from '../native/data-plane.ts';
import { ErrorCode } from '../wire/error-code.ts';
import { ZERO_UUID } from '../wire/reader.ts';
import { groupPartition } from './group-partition.ts';
import type { TransactionalOffsetCommit } from './offsets/transactional-commit.ts';
import { createTopic, restarted, type ServiceBench, serviceBench, settle } from './testdata/service-bench.ts';

const GROUP = 'g';
const PARTITION = groupPartition(GROUP, 50);

let bench: ServiceBench;
let topicId: string;

beforeEach(async () => {
  bench = await serviceBench();
  topicId = await createTopic(bench, 't');
  await bench.groups.coordinatorOf(GROUP);
});

function commit(offset: bigint, fields: Partial<TransactionalOffsetCommit> = {}) {
  return bench.groups.commitTransactionalOffsets({
    groupId: GROUP,
    apiVersion: 5,
    transactionalId: 'x',
    producerId: 7n,
    producerEpoch: 1,
    memberId: '',
    groupInstanceId: null,
    generation: -1,
    topics: [{ topic: 't', topicId, partitions: [{ partition: 0, offset, leaderEpoch: -1, metadata: null }] }],
    ...fields,
  });
}

function end(fields: Partial<Parameters<typeof bench.groups.writeTransactionMarker>[1]> = {}, partition = PARTITION) {
  const marker = { producerId: 7n, producerEpoch: 1, coordinatorEpoch: 0, committed: true, transactionVersion: 1 };
  return bench.groups.writeTransactionMarker(partition, { ...marker, ...fields });
}

/** The offset that readers of stable offsets see. */
async function stableOffset(of: ServiceBench = bench): Promise<bigint | 'unstable' | undefined> {
  const topics = [{ topic: 't', topicId, partitions: [0] }];
  const [fetched] = await of.groups.fetchOffsets({ groupId: GROUP, topics, requireStable: true });
  const [partition] = fetched?.partitions ?? [];
  return partition?.isUnstable ? 'unstable' : partition?.committed?.offset;
}

async function codeOf(promise: Promise<unknown>): Promise<number> {
  const reason: unknown = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  if (reason === null) return ErrorCode.NONE;
  if (!(reason instanceof KafkaError)) throw reason;
  return reason.code;
}

describe('transactional offsets', () => {
  it('are committed by the marker, and survive a restart on both sides of it', async () => {
    expect(await commit(5n)).toEqual([[ErrorCode.NONE]]);
    expect(await stableOffset()).toBe('unstable');
    expect(await stableOffset(await restarted(bench))).toBe('unstable');
    expect(await end()).toBe(ErrorCode.NONE);
    expect(await stableOffset()).toBe(5n);
    expect(await stableOffset(await restarted(bench))).toBe(5n);
  });

  it('are gone with an abort', async () => {
    await commit(5n);
    expect(await end({ committed: false })).toBe(ErrorCode.NONE);
    expect(await stableOffset()).toBeUndefined();
    expect(await stableOffset(await restarted(bench))).toBeUndefined();
  });

  it('of a fenced producer are refused, and the group goes on', async () => {
    await commit(5n, { producerEpoch: 2 });
    expect(await codeOf(commit(6n))).toBe(ErrorCode.INVALID_PRODUCER_EPOCH);
    expect(await end({ producerEpoch: 2 })).toBe(ErrorCode.NONE);
    expect(await stableOffset()).toBe(5n);
    expect(bench.fatal).toEqual([]);
  });

  it('are removed when their topic went while nobody had loaded them', async () => {
    await commit(5n);
    await bench.groups.close();
    await bench.metadata.deleteTopics([{ name: 't', topicId: ZERO_UUID }]);
    const again = await restarted(bench);
    await stableOffset(again);
    await settle();
    expect(await stableOffset(again)).toBeUndefined();
  });
});

describe('the coordinator of the transaction', () => {
  let asked: TransactionVerification[];

  const answers = (code: number) => {
    bench.transactions.verify = async (verification) => {
      asked.push(verification);
      return [code];
    };
  };

  beforeEach(() => {
    asked = [];
  });

  it.each([
    [5, true],
    [4, false],
    [0, false],
  ])('is asked once by version %i, which adds the partition: %s', async (apiVersion, addPartitions) => {
    answers(ErrorCode.NONE);
    await commit(5n, { apiVersion });
    await commit(6n, { apiVersion });
    const partitions = [{ topic: OFFSETS_TOPIC, partition: PARTITION }];
    const producer = { transactionalId: 'x', producerId: 7n, producerEpoch: 1 };
    expect(asked).toEqual([{ ...producer, addPartitions, partitions }]);
    await end();
    await commit(7n, { apiVersion });
    expect(asked).toHaveLength(2);
  });

  it.each([
    [5, 1],
    [4, 0],
  ])('is asked by version %i so often where nothing is verified: %i', async (apiVersion, count) => {
    answers(ErrorCode.NONE);
    bench.transactions.isVerified = false;
    await commit(5n, { apiVersion });
    await end();
    expect(asked).toHaveLength(count);
    bench.transactions.isVerified = true;
    await commit(6n, { apiVersion });
    expect(asked).toHaveLength(count + 1);
  });

  it.each([
    ['PRODUCER_FENCED', 5, 'INVALID_PRODUCER_EPOCH'],
    ['INVALID_PRODUCER_ID_MAPPING', 5, 'INVALID_PRODUCER_ID_MAPPING'],
    ['INVALID_TXN_STATE', 4, 'INVALID_TXN_STATE'],
    ['TRANSACTION_ABORTABLE', 4, 'TRANSACTION_ABORTABLE'],
    ['TRANSACTION_ABORTABLE', 3, 'INVALID_TXN_STATE'],
    ['CONCURRENT_TRANSACTIONS', 5, 'CONCURRENT_TRANSACTIONS'],
    ['CONCURRENT_TRANSACTIONS', 4, 'COORDINATOR_NOT_AVAILABLE'],
    ['NOT_COORDINATOR', 4, 'COORDINATOR_NOT_AVAILABLE'],
    ['COORDINATOR_LOAD_IN_PROGRESS', 5, 'COORDINATOR_NOT_AVAILABLE'],
  ] as const)('saying %s refuses the commit, to version %i as %s', async (answer, apiVersion, told) => {
    answers(ErrorCode[answer]);
    expect(await codeOf(commit(5n, { apiVersion }))).toBe(ErrorCode[told]);
    expect(await stableOffset()).toBeUndefined();
  });

  it('must agree to the transaction that is still open when the offsets are written', async () => {
    let agree = (_codes: number[]): void => {};
    bench.transactions.verify = () =>
      new Promise((resolve) => {
        agree = resolve;
      });
    const late = commit(5n);
    await end({ committed: false });
    agree([ErrorCode.NONE]);
    expect(await codeOf(late)).toBe(ErrorCode.INVALID_TXN_STATE);
    expect(await stableOffset()).toBeUndefined();
    const another = commit(6n);
    await end({ producerId: 8n });
    agree([ErrorCode.NONE]);
    expect(await codeOf(another)).toBe(ErrorCode.NONE);
  });
});

describe('a marker', () => {
  it('for a partition that is not there, not led here, or already closed is refused', async () => {
    expect(await end({}, 50)).toBe(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    await bench.groups.close();
    expect(await end()).toBe(ErrorCode.NOT_LEADER_OR_FOLLOWER);
  });

  it('that comes too late is refused by name', async () => {
    await commit(5n, { producerEpoch: 3 });
    expect(await end({ producerEpoch: 2 })).toBe(ErrorCode.INVALID_PRODUCER_EPOCH);
    expect(await stableOffset()).toBe('unstable');
  });

  it('reaches a partition that nobody had asked for', async () => {
    await commit(5n);
    const again = await restarted(bench);
    bench = again;
    expect(await end()).toBe(ErrorCode.NONE);
    expect(await stableOffset()).toBe(5n);
  });
});
