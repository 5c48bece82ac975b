// TxnOffsetCommit from request to response, in every version.
import { expect, it } from 'vitest';
import { KafkaError } from '../errors.ts';
import { createTopic, serviceBench } from '../groups/testdata/service-bench.ts';
import { ErrorCode } from '../wire/error-code.ts';
import { encodeMessage } from '../wire/framed-record.ts';
import {
  newTxnOffsetCommitRequest,
  newTxnOffsetCommitRequestPartition,
  newTxnOffsetCommitRequestTopic,
  type TxnOffsetCommitRequest,
  txnOffsetCommitRequest,
  txnOffsetCommitResponse,
} from '../wire/generated/txn-offset-commit.ts';
import { Reader } from '../wire/reader.ts';
import { Writer } from '../wire/writer.ts';
import type { BrokerParts } from './handler.ts';
import { txnOffsetCommit } from './txn-offset-commit.ts';

const VERSIONS = [0, 1, 2, 3, 4, 5];

/** Error codes of the answer, topic by topic. */
async function ask(broker: BrokerParts, apiVersion: number, request: TxnOffsetCommitRequest): Promise<number[][]> {
  const caller = { correlationId: 1, clientId: 'client', clientHost: '127.0.0.1', connectionId: 1 };
  const context = { apiKey: txnOffsetCommit.apiKey, apiVersion, ...caller };
  const body = new Reader(encodeMessage(txnOffsetCommitRequest, apiVersion, request));
  const prepared = txnOffsetCommit.read(body, context);
  const write = await prepared.answer(broker).catch((error: { code: number; message: string }) => {
    const failure = prepared.failure(error.code, error.message);
    if (failure === null) throw error;
    return failure;
  });
  const writer = new Writer();
  write(writer);
  const { topics } = txnOffsetCommitResponse.read(new Reader(writer.bytes()), apiVersion);
  return topics.map(({ partitions }) => partitions.map(({ errorCode }) => errorCode));
}

async function start() {
  const bench = await serviceBench();
  await createTopic(bench, 't', 2);
  await bench.groups.coordinatorOf('g');
  const { metadata, groups } = bench;
  return { ...bench, broker: { metadata, groups } as unknown as BrokerParts };
}

function request(topics: Record<string, number[]>, fields: Partial<TxnOffsetCommitRequest> = {}) {
  return newTxnOffsetCommitRequest({
    transactionalId: 'x',
    groupId: 'g',
    producerId: 7n,
    topics: Object.entries(topics).map(([name, partitions]) =>
      newTxnOffsetCommitRequestTopic({
        name,
        partitions: partitions.map((partitionIndex) =>
          newTxnOffsetCommitRequestPartition({ partitionIndex, committedOffset: 5n }),
        ),
      }),
    ),
    ...fields,
  });
}

it.each(VERSIONS)('version %i answers in the order of the request, unknown partitions too', async (version) => {
  const { broker } = await start();
  const [unknown, none] = [ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, ErrorCode.NONE];
  const asked = request({ nowhere: [0], t: [9, 1, 0] });
  expect(await ask(broker, version, asked)).toEqual([[unknown], [unknown, none, none]]);
});

it('needs no coordinator where nothing that is asked for exists', async () => {
  const { broker, groups } = await start();
  await groups.close();
  expect(await ask(broker, 5, request({ nowhere: [0] }))).toEqual([[ErrorCode.UNKNOWN_TOPIC_OR_PARTITION]]);
  expect(await ask(broker, 5, request({ t: [0] }))).toEqual([[ErrorCode.NOT_COORDINATOR]]);
});

it.each(VERSIONS)('version %i carries an error of the whole in every partition that exists', async (version) => {
  const { broker } = await start();
  const refused = [[ErrorCode.INVALID_GROUP_ID, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, ErrorCode.INVALID_GROUP_ID]];
  expect(await ask(broker, version, request({ t: [0, 9, 1] }, { groupId: '' }))).toEqual(refused);
});

it.each([3, 4, 5])('version %i speaks for a member', async (version) => {
  const { broker } = await start();
  const member = { memberId: 'ghost', generationId: 3 };
  expect(await ask(broker, version, request({ t: [0] }, member))).toEqual([[ErrorCode.ILLEGAL_GENERATION]]);
});

it.each([
  [1, ErrorCode.COORDINATOR_NOT_AVAILABLE],
  [2, ErrorCode.COORDINATOR_LOAD_IN_PROGRESS],
])('version %i is told %i while the coordinator loads', async (version, told) => {
  const { broker, groups } = await start();
  Object.assign(groups, {
    commitTransactionalOffsets: () => Promise.reject(new KafkaError(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS)),
  });
  expect(await ask(broker, version, request({ t: [0] }))).toEqual([[told]]);
});
