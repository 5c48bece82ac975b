// A compacted topic of one partition on whichever broker: written by raw requests, so that both get the same batches,
// cleaned on demand, and read back batch by batch.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  createTopicsRequest,
  createTopicsResponse,
  newCreatableTopic,
  newCreatableTopicConfig,
  newCreateTopicsRequest,
} from '../../../src/wire/generated/create-topics.ts';
import { endTxnRequest, endTxnResponse, newEndTxnRequest } from '../../../src/wire/generated/end-txn.ts';
import {
  fetchRequest,
  fetchResponse,
  newFetchPartition,
  newFetchRequest,
  newFetchTopic,
} from '../../../src/wire/generated/fetch.ts';
import {
  findCoordinatorRequest,
  findCoordinatorResponse,
  newFindCoordinatorRequest,
} from '../../../src/wire/generated/find-coordinator.ts';
import {
  incrementalAlterConfigsRequest,
  incrementalAlterConfigsResponse,
  newAlterableConfig,
  newAlterConfigsResource,
  newIncrementalAlterConfigsRequest,
} from '../../../src/wire/generated/incremental-alter-configs.ts';
import {
  initProducerIdRequest,
  initProducerIdResponse,
  newInitProducerIdRequest,
} from '../../../src/wire/generated/init-producer-id.ts';
import {
  newPartitionProduceData,
  newProduceRequest,
  newTopicProduceData,
  produceRequest,
  produceResponse,
} from '../../../src/wire/generated/produce.ts';
import { type BatchOptions, decodeBatches, encodeBatch, type RecordToEncode } from '../../../src/wire/record-batch.ts';
import type { RunningBroker } from '../../support/broker.ts';
import { crc32c } from '../../support/raw/bytes.ts';
import { waitUntil } from '../../support/wait.ts';
import { TypedConnection } from '../typed-connection.ts';

/** Version 12 names topics and adds them to transactions by itself. */
const PRODUCE_VERSION = 12;
const FETCH_VERSION = 12;
const TOPIC_RESOURCE = 2;
const TRANSACTION_COORDINATOR = 1;
const GZIP = 1;
const DELETE_HORIZON_BIT = 0x40;
const HEADER_SIZE = 61;
/** The checksum covers what comes after it. */
const CRC_END = 21;

export interface Write {
  records: readonly RecordToEncode[];
  options: BatchOptions;
  gzip: boolean;
}

/** What one batch of the log holds, ids of producers being the broker's own affair. */
export interface ReadBatch {
  offsets: readonly [base: bigint, last: bigint];
  sequence: number;
  kind: string;
  codec: number;
  hasDeleteHorizon: boolean;
  maxTimestamp: bigint;
  records: { offset: bigint; timestamp: bigint; key: string | undefined; value: string | undefined }[];
}

export class CompactedTopic {
  readonly #broker: RunningBroker;
  readonly #connection: TypedConnection;
  readonly name: string;

  private constructor(broker: RunningBroker, connection: TypedConnection, name: string) {
    this.#broker = broker;
    this.#connection = connection;
    this.name = name;
  }

  static async open(broker: RunningBroker, name: string): Promise<CompactedTopic> {
    return new CompactedTopic(broker, await TypedConnection.open(broker.port), name);
  }

  close(): void {
    this.#connection.close();
  }

  /** With small segments, and not cleaned before `clean`. */
  async create(configs: Record<string, string>): Promise<void> {
    const all = { 'cleanup.policy': 'compact', 'min.cleanable.dirty.ratio': '1', ...configs };
    const list = Object.entries(all).map(([name, value]) => newCreatableTopicConfig({ name, value }));
    const topics = [newCreatableTopic({ name: this.name, numPartitions: 1, replicationFactor: 1, configs: list })];
    const request = newCreateTopicsRequest({ topics, timeoutMs: 10_000 });
    const answer = await this.#connection.call(createTopicsRequest, createTopicsResponse, 5, request);
    succeeded(answer.topics[0]?.errorCode, 'CreateTopics');
  }

  /** @returns the base offset. */
  async write(write: Write, transactionalId: string | null = null): Promise<bigint> {
    const partitionData = [newPartitionProduceData({ index: 0, records: encode(write) })];
    const topicData = [newTopicProduceData({ name: this.name, partitionData })];
    const request = newProduceRequest({ transactionalId, acks: -1, timeoutMs: 10_000, topicData });
    return await waitUntil(`a write to ${this.name}`, async () => {
      const answer = await this.#connection.call(produceRequest, produceResponse, PRODUCE_VERSION, request);
      const partition = answer.responses[0]?.partitionResponses[0];
      succeeded(partition?.errorCode, 'Produce');
      return partition?.baseOffset;
    });
  }

  /** One transaction, from its producer's id to its marker in the log. */
  async transact(transactionalId: string, writes: readonly Write[], committed: boolean): Promise<void> {
    const producer = await this.#initProducer(transactionalId);
    let end = 0n;
    let baseSequence = 0;
    for (const write of writes) {
      const options = { ...write.options, ...producer, transactional: true, baseSequence };
      end = (await this.write({ ...write, options }, transactionalId)) + BigInt(write.records.length);
      baseSequence += write.records.length;
    }
    const request = newEndTxnRequest({ transactionalId, ...producer, committed });
    const answer = await this.#connection.call(endTxnRequest, endTxnResponse, 5, request);
    succeeded(answer.errorCode, 'EndTxn');
    await waitUntil('the marker', async () => (await this.#fetch(end)).highWatermark > end);
  }

  async #initProducer(transactionalId: string): Promise<{ producerId: bigint; producerEpoch: number }> {
    const find = newFindCoordinatorRequest({ keyType: TRANSACTION_COORDINATOR, coordinatorKeys: [transactionalId] });
    await waitUntil('the transaction coordinator', async () => {
      const answer = await this.#connection.call(findCoordinatorRequest, findCoordinatorResponse, 4, find);
      return answer.coordinators[0]?.errorCode === 0;
    });
    const request = newInitProducerIdRequest({ transactionalId, transactionTimeoutMs: 60_000 });
    return await waitUntil('a producer id', async () => {
      const answer = await this.#connection.call(initProducerIdRequest, initProducerIdResponse, 4, request);
      succeeded(answer.errorCode, 'InitProducerId');
      return { producerId: answer.producerId, producerEpoch: answer.producerEpoch };
    });
  }

  /** Lets the cleaner at the topic until it has cleaned all but the active segment; where that begins. */
  async clean(): Promise<number> {
    const active = await this.#activeOffset();
    await this.#configure('min.cleanable.dirty.ratio', '0');
    await waitUntil(`${this.name} to be cleaned to ${active}`, async () => (await this.#cleanedTo()) === active, {
      timeoutMs: 60_000,
    });
    await this.#configure('min.cleanable.dirty.ratio', '1');
    return active;
  }

  async #configure(name: string, value: string): Promise<void> {
    const configs = [newAlterableConfig({ name, configOperation: 0, value })];
    const resource = newAlterConfigsResource({ resourceType: TOPIC_RESOURCE, resourceName: this.name, configs });
    const request = newIncrementalAlterConfigsRequest({ resources: [resource] });
    const codecs = [incrementalAlterConfigsRequest, incrementalAlterConfigsResponse] as const;
    const answer = await this.#connection.call(...codecs, 1, request);
    succeeded(answer.responses[0]?.errorCode, 'IncrementalAlterConfigs');
  }

  get folder(): string {
    return join(this.#broker.dataDirectory, `${this.name}-0`);
  }

  async #activeOffset(): Promise<number> {
    const names = await readdir(this.folder);
    return Math.max(...names.filter((name) => name.endsWith('.log')).map((name) => Number.parseInt(name, 10)));
  }

  async #cleanedTo(): Promise<number | undefined> {
    const file = join(this.#broker.dataDirectory, 'cleaner-offset-checkpoint');
    const text = await readFile(file, 'utf8').catch(() => '');
    const line = text.split('\n').find((one) => one.startsWith(`${this.name} 0 `));
    return line === undefined ? undefined : Number(line.split(' ')[2]);
  }

  /** All batches from an offset on, as a read_uncommitted client finds them. */
  async read(from = 0n): Promise<ReadBatch[]> {
    const batches: ReadBatch[] = [];
    for (let offset = from; ; ) {
      const { records } = await this.#fetch(offset);
      const found = [...split(records ?? Buffer.alloc(0))].map(readBatch).filter(({ offsets }) => offsets[1] >= offset);
      const last = found.at(-1);
      if (last === undefined) return batches;
      batches.push(...found);
      offset = last.offsets[1] + 1n;
    }
  }

  async #fetch(fetchOffset: bigint) {
    const partition = newFetchPartition({ partition: 0, fetchOffset, partitionMaxBytes: 1 << 20 });
    const topics = [newFetchTopic({ topic: this.name, partitions: [partition] })];
    const request = newFetchRequest({ maxWaitMs: 0, minBytes: 0, maxBytes: 1 << 20, sessionEpoch: -1, topics });
    const answer = await this.#connection.call(fetchRequest, fetchResponse, FETCH_VERSION, request);
    const data = answer.responses[0]?.partitions[0];
    if (data === undefined) throw new Error('the fetch was answered without its partition');
    succeeded(data.errorCode, 'Fetch');
    return data;
  }
}

function succeeded(errorCode: number | undefined, what: string): void {
  if (errorCode !== 0) throw new Error(`${what}: error code ${errorCode}`);
}

function encode({ records, options, gzip }: Write): Buffer {
  const plain = encodeBatch(records, options);
  const batch = gzip ? Buffer.concat([plain.subarray(0, HEADER_SIZE), gzipSync(plain.subarray(HEADER_SIZE))]) : plain;
  batch.writeInt32BE(batch.length - 12, 8);
  batch.writeInt16BE(batch.readInt16BE(21) | (gzip ? GZIP : 0), 21);
  batch.writeUInt32BE(crc32c(batch.subarray(CRC_END)), CRC_END - 4);
  return batch;
}

function* split(bytes: Buffer): Generator<Buffer> {
  for (let position = 0; position + HEADER_SIZE <= bytes.length; ) {
    const end = position + 12 + bytes.readInt32BE(position + 8);
    if (end > bytes.length) return;
    yield bytes.subarray(position, end);
    position = end;
  }
}

function readBatch(batch: Buffer): ReadBatch {
  const attributes = batch.readInt16BE(21);
  if (batch.readUInt32BE(CRC_END - 4) !== crc32c(batch.subarray(CRC_END))) throw new Error('a batch has a wrong CRC');
  const codec = attributes & 7;
  const body = batch.subarray(HEADER_SIZE);
  const plain = Buffer.concat([batch.subarray(0, HEADER_SIZE), codec === GZIP ? gunzipSync(body) : body]);
  plain.writeInt32BE(plain.length - 12, 8);
  plain.writeInt16BE(attributes & ~7, 21);
  const [decoded] = decodeBatches(plain);
  if (decoded === undefined) throw new Error('a batch cannot be read');
  const control = decoded.isControl ? 'control' : 'data';
  return {
    offsets: [decoded.baseOffset, decoded.lastOffset],
    sequence: decoded.baseSequence,
    kind: `${decoded.producerId < 0n ? '' : 'produced '}${decoded.isTransactional ? 'transactional ' : ''}${control}`,
    codec,
    hasDeleteHorizon: (attributes & DELETE_HORIZON_BIT) !== 0,
    // The markers' own times are the coordinator's.
    maxTimestamp: decoded.isControl ? 0n : batch.readBigInt64BE(35),
    records: decoded.records.map(({ offset, timestampMs, key, value }) => ({
      offset,
      timestamp: decoded.isControl ? 0n : timestampMs,
      key: key?.toString('hex'),
      value: decoded.isControl ? '' : value?.toString('hex'),
    })),
  };
}
