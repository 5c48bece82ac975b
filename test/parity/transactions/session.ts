// One side of a comparison of transactions: remembers whom the broker made of each producer, asks in any version, and
// makes of the answers what both brokers must say alike (producer ids and times are each broker's own).
import { ErrorCode, errorName } from '../../../src/wire/error-code.ts';
import {
  addOffsetsToTxnRequest,
  addOffsetsToTxnResponse,
  newAddOffsetsToTxnRequest,
} from '../../../src/wire/generated/add-offsets-to-txn.ts';
import {
  addPartitionsToTxnRequest,
  addPartitionsToTxnResponse,
  newAddPartitionsToTxnRequest,
  newAddPartitionsToTxnTransaction,
} from '../../../src/wire/generated/add-partitions-to-txn.ts';
import {
  createTopicsRequest,
  createTopicsResponse,
  newCreatableTopic,
  newCreateTopicsRequest,
} from '../../../src/wire/generated/create-topics.ts';
import {
  describeTransactionsRequest,
  describeTransactionsResponse,
  newDescribeTransactionsRequest,
} from '../../../src/wire/generated/describe-transactions.ts';
import { endTxnRequest, endTxnResponse, newEndTxnRequest } from '../../../src/wire/generated/end-txn.ts';
import {
  findCoordinatorRequest,
  findCoordinatorResponse,
  newFindCoordinatorRequest,
} from '../../../src/wire/generated/find-coordinator.ts';
import {
  initProducerIdRequest,
  initProducerIdResponse,
  newInitProducerIdRequest,
} from '../../../src/wire/generated/init-producer-id.ts';
import { waitUntil } from '../../support/wait.ts';
import type { TypedConnection } from '../typed-connection.ts';

export interface Producer {
  producerId: bigint;
  producerEpoch: number;
}

export interface Topic {
  name: string;
  partitions: number[];
}

const NOBODY: Producer = { producerId: -1n, producerEpoch: -1 };
const BATCHED_FROM_VERSION = 4;

export class TransactionSession {
  readonly #connection: TypedConnection;
  /** Whom each producer was last told to be. */
  readonly #producers = new Map<string, Producer>();
  /** Producer ids in the order in which they were seen, so that answers can say which is which. */
  readonly #seen: bigint[] = [];

  constructor(connection: TypedConnection) {
    this.#connection = connection;
  }

  get connection(): TypedConnection {
    return this.#connection;
  }

  producer(name: string): Producer {
    return this.#producers.get(name) ?? NOBODY;
  }

  /** The coordinator is there once this has resolved; Apache Kafka takes a moment to make its topic. */
  async prepare(transactionalIds: readonly string[]): Promise<void> {
    const topics = [newCreatableTopic({ name: 't', numPartitions: 2, replicationFactor: 1 })];
    const created = newCreateTopicsRequest({ topics, timeoutMs: 10_000 });
    await this.#connection.call(createTopicsRequest, createTopicsResponse, 5, created);
    await this.coordinatorsOf(transactionalIds);
    await waitUntil('producer ids', async () => {
      const request = newInitProducerIdRequest({ transactionalId: null, transactionTimeoutMs: 1_000 });
      const answer = await this.#connection.call(initProducerIdRequest, initProducerIdResponse, 4, request);
      return answer.errorCode === ErrorCode.NONE;
    });
  }

  /** Until each of them is loaded. */
  async coordinatorsOf(transactionalIds: readonly string[]): Promise<void> {
    for (const key of transactionalIds) {
      const request = newFindCoordinatorRequest({ keyType: 1, coordinatorKeys: [key] });
      await waitUntil(`a coordinator for ${key}`, async () => {
        const found = await this.#connection.call(findCoordinatorRequest, findCoordinatorResponse, 4, request);
        if (found.coordinators[0]?.errorCode !== ErrorCode.NONE) return false;
        const errorCode = (await this.#describe(key))?.errorCode;
        return errorCode === ErrorCode.NONE || errorCode === ErrorCode.TRANSACTIONAL_ID_NOT_FOUND;
      });
    }
  }

  async init(
    name: string,
    version: number,
    fields: Parameters<typeof newInitProducerIdRequest>[0] & { transactionalId: string },
  ): Promise<unknown> {
    const request = newInitProducerIdRequest({ transactionTimeoutMs: 60_000, ...fields });
    const answer = await this.#connection.call(initProducerIdRequest, initProducerIdResponse, version, request);
    return this.#told(name, answer);
  }

  async add(transactionalId: string, version: number, producer: Producer, topics: Topic[]): Promise<unknown> {
    const isBatched = version >= BATCHED_FROM_VERSION;
    const request = newAddPartitionsToTxnRequest(
      isBatched
        ? { transactions: [newAddPartitionsToTxnTransaction({ transactionalId, ...producer, topics })] }
        : {
            v3AndBelowTransactionalId: transactionalId,
            v3AndBelowProducerId: producer.producerId,
            v3AndBelowProducerEpoch: producer.producerEpoch,
            v3AndBelowTopics: topics,
          },
    );
    return this.#connection.call(addPartitionsToTxnRequest, addPartitionsToTxnResponse, version, request);
  }

  async addBatch(
    version: number,
    transactions: Parameters<typeof newAddPartitionsToTxnTransaction>[0][],
  ): Promise<unknown> {
    const request = newAddPartitionsToTxnRequest({ transactions: transactions.map(newAddPartitionsToTxnTransaction) });
    return this.#connection.call(addPartitionsToTxnRequest, addPartitionsToTxnResponse, version, request);
  }

  addOffsets(transactionalId: string, version: number, producer: Producer, groupId: string): Promise<unknown> {
    const request = newAddOffsetsToTxnRequest({ transactionalId, ...producer, groupId });
    return this.#connection.call(addOffsetsToTxnRequest, addOffsetsToTxnResponse, version, request);
  }

  /**
   * Asked again while the answer is CONCURRENT_TRANSACTIONS, as clients do: Apache Kafka's while it completes the end
   * before, ours also once when nothing is there to commit.
   */
  async end(
    name: string,
    transactionalId: string,
    version: number,
    producer: Producer,
    committed: boolean,
  ): Promise<unknown> {
    const request = newEndTxnRequest({ transactionalId, ...producer, committed });
    const ask = () => this.#connection.call(endTxnRequest, endTxnResponse, version, request);
    let answer = await ask();
    await waitUntil('the end before', async () => {
      if (answer.errorCode === ErrorCode.CONCURRENT_TRANSACTIONS) answer = await ask();
      return answer.errorCode !== ErrorCode.CONCURRENT_TRANSACTIONS;
    });
    return this.#told(name, answer);
  }

  /** Once it is no longer being completed. */
  async completed(transactionalId: string): Promise<unknown> {
    let state = await this.#describe(transactionalId);
    await waitUntil('the end of a transaction', async () => {
      state = await this.#describe(transactionalId);
      return state?.transactionState.startsWith('Prepare') === false;
    });
    return this.shown(state);
  }

  async described(transactionalId: string): Promise<unknown> {
    return this.shown(await this.#describe(transactionalId));
  }

  /** Ids by the order in which they came up, times by whether there are any. */
  shown(state: Awaited<ReturnType<TransactionSession['describe']>>): unknown {
    if (state === undefined) return undefined;
    const { transactionStartTimeMs, producerId, errorCode, ...rest } = state;
    const started = transactionStartTimeMs > 0n ? 'some time' : transactionStartTimeMs;
    return { ...rest, error: errorName(errorCode), started, producer: this.#nameOf(producerId) };
  }

  async describe(transactionalId: string) {
    return this.#describe(transactionalId);
  }

  async #describe(transactionalId: string) {
    const request = newDescribeTransactionsRequest({ transactionalIds: [transactionalId] });
    const answer = await this.#connection.call(describeTransactionsRequest, describeTransactionsResponse, 0, request);
    return answer.transactionStates[0];
  }

  #told(name: string, answer: Producer & { errorCode: number }): unknown {
    const { errorCode, producerId, producerEpoch } = answer;
    if (producerId !== -1n) this.#producers.set(name, { producerId, producerEpoch });
    return { error: errorName(errorCode), producer: this.#nameOf(producerId), producerEpoch };
  }

  #nameOf(producerId: bigint): string {
    if (producerId <= 0n) return String(producerId);
    if (!this.#seen.includes(producerId)) this.#seen.push(producerId);
    return `producer ${this.#seen.indexOf(producerId)}`;
  }
}
