// What clients see of one partition whose files may be damaged: all that can be read, past what cannot, the aborted
// transactions that readers of committed records are told, and what lookups find.

import {
  describeProducersRequest,
  describeProducersResponse,
  newDescribeProducersRequest,
  newTopicRequest,
} from '../../src/wire/generated/describe-producers.ts';
import {
  fetchRequest,
  fetchResponse,
  newFetchPartition,
  newFetchRequest,
  newFetchTopic,
} from '../../src/wire/generated/fetch.ts';
import {
  listOffsetsRequest,
  listOffsetsResponse,
  newListOffsetsPartition,
  newListOffsetsRequest,
  newListOffsetsTopic,
} from '../../src/wire/generated/list-offsets.ts';
import {
  newOffsetForLeaderEpochRequest,
  newOffsetForLeaderPartition,
  newOffsetForLeaderTopic,
  offsetForLeaderEpochRequest,
  offsetForLeaderEpochResponse,
} from '../../src/wire/generated/offset-for-leader-epoch.ts';
import type { TypedConnection } from '../parity/typed-connection.ts';
import { crc32c } from '../support/raw/bytes.ts';

const [LATEST, EARLIEST] = [-1n, -2n];
const HEADER_BYTES = 61;
const [READ_UNCOMMITTED, READ_COMMITTED] = [0, 1];
const LOOKED_UP_EVERY = 7;

export interface PartitionView {
  readonly logStart: bigint;
  readonly logEnd: bigint;
  /** Of each whole batch by its first offset: what is in it. */
  readonly batches: ReadonlyMap<bigint, string>;
  /** Producer and first offset of each aborted transaction. */
  readonly aborted: readonly string[];
  /** Where a fetch was refused or gave what is no batch, with what came. */
  readonly unreadable: ReadonlyMap<bigint, string>;
  /** What the partition remembers of its producers. */
  readonly producers: readonly string[];
  /** By leader epoch. */
  readonly epochEnds: readonly string[];
  /** The offset that is found for the time of some batches. */
  readonly byTime: ReadonlyMap<bigint, bigint>;
}

export async function viewOf(connection: TypedConnection, topic: string, partition: number): Promise<PartitionView> {
  const viewer = new Viewer(connection, topic, partition);
  const [logStart, logEnd] = [await viewer.offsetAt(EARLIEST), await viewer.offsetAt(LATEST)];
  const batches = new Map<bigint, string>();
  const byTime = new Map<bigint, bigint>();
  const unreadable = new Map<bigint, string>();
  const aborted = new Set<string>();
  for (let offset = logStart; offset < logEnd; ) {
    const answer = await viewer.fetch(offset, READ_UNCOMMITTED);
    const { found, rest } = wholeBatches(answer.records ?? Buffer.alloc(0));
    for (const [index, { baseOffset, timestampMs, content }] of found.entries()) {
      batches.set(baseOffset, content);
      if (index % LOOKED_UP_EVERY > 0) continue;
      byTime.set(baseOffset, await viewer.offsetAt(timestampMs));
      const { abortedTransactions } = await viewer.fetch(baseOffset, READ_COMMITTED);
      for (const transaction of abortedTransactions ?? []) aborted.add(Object.values(transaction).join(' from '));
    }
    if (found.length === 0) unreadable.set(offset, answer.errorCode === 0 ? rest : `error ${answer.errorCode}`);
    offset = (found.at(-1)?.lastOffset ?? offset) + 1n;
  }
  const [producers, epochEnds] = [await viewer.producers(), await viewer.epochEnds()];
  return { logStart, logEnd, batches, byTime, unreadable, aborted: [...aborted], producers, epochEnds };
}

interface Batch {
  baseOffset: bigint;
  lastOffset: bigint;
  timestampMs: bigint;
  content: string;
}

/** The batches up to the first that is damaged, and what follows. */
function wholeBatches(bytes: Buffer): { found: Batch[]; rest: 'nothing' | 'a part' | 'a damaged batch' } {
  const found: Batch[] = [];
  let start = 0;
  while (start + HEADER_BYTES <= bytes.length) {
    const end = start + 12 + bytes.readInt32BE(start + 8);
    const batch = bytes.subarray(start, end);
    if (end < start + HEADER_BYTES || end > bytes.length) return { found, rest: 'a part' };
    if (crc32c(batch.subarray(21)) !== batch.readUInt32BE(17)) return { found, rest: 'a damaged batch' };
    const baseOffset = batch.readBigInt64BE(0);
    const lastOffset = baseOffset + BigInt(batch.readInt32BE(23));
    found.push({ baseOffset, lastOffset, timestampMs: batch.readBigInt64BE(27), content: batch.toString('latin1') });
    start = end;
  }
  return { found, rest: start === bytes.length ? 'nothing' : 'a part' };
}

class Viewer {
  readonly #connection: TypedConnection;
  readonly #topic: string;
  readonly #partition: number;

  constructor(connection: TypedConnection, topic: string, partition: number) {
    this.#connection = connection;
    this.#topic = topic;
    this.#partition = partition;
  }

  async fetch(fetchOffset: bigint, isolationLevel: number) {
    const partition = newFetchPartition({ partition: this.#partition, fetchOffset, partitionMaxBytes: 1 << 20 });
    const topics = [newFetchTopic({ topic: this.#topic, partitions: [partition] })];
    const fields = { maxWaitMs: 0, minBytes: 0, maxBytes: 1 << 20, sessionEpoch: -1, isolationLevel };
    const answer = await this.#connection.call(fetchRequest, fetchResponse, 11, newFetchRequest({ ...fields, topics }));
    return this.#only(answer.responses[0]?.partitions);
  }

  async offsetAt(timestamp: bigint): Promise<bigint> {
    const partitions = [newListOffsetsPartition({ partitionIndex: this.#partition, timestamp })];
    const topics = [newListOffsetsTopic({ name: this.#topic, partitions })];
    const request = newListOffsetsRequest({ replicaId: -1, topics });
    const answer = await this.#connection.call(listOffsetsRequest, listOffsetsResponse, 5, request);
    const { errorCode, offset } = this.#only(answer.topics[0]?.partitions);
    if (errorCode !== 0) throw new Error(`ListOffsets ${this.#topic}-${this.#partition}: error code ${errorCode}`);
    return offset;
  }

  async epochEnds(): Promise<string[]> {
    const ends = [];
    for (let leaderEpoch = 0; leaderEpoch < 4; leaderEpoch++) {
      const partitions = [newOffsetForLeaderPartition({ partition: this.#partition, leaderEpoch })];
      const topics = [newOffsetForLeaderTopic({ topic: this.#topic, partitions })];
      const request = newOffsetForLeaderEpochRequest({ replicaId: -1, topics });
      const answer = await this.#connection.call(offsetForLeaderEpochRequest, offsetForLeaderEpochResponse, 3, request);
      const { errorCode, endOffset } = this.#only(answer.topics[0]?.partitions);
      ends.push(`${leaderEpoch}: error ${errorCode}, ${endOffset}`);
    }
    return ends;
  }

  async producers(): Promise<string[]> {
    const topics = [newTopicRequest({ name: this.#topic, partitionIndexes: [this.#partition] })];
    const request = newDescribeProducersRequest({ topics });
    const answer = await this.#connection.call(describeProducersRequest, describeProducersResponse, 0, request);
    const { errorCode, activeProducers } = this.#only(answer.topics[0]?.partitions);
    if (errorCode !== 0) throw new Error(`DescribeProducers: error code ${errorCode}`);
    return activeProducers.map(({ lastTimestamp: _, ...rest }) => Object.values(rest).join(' ')).sort();
  }

  #only<T>(partitions: readonly T[] | undefined): T {
    const [only] = partitions ?? [];
    if (only === undefined) throw new Error(`the answer is not about ${this.#topic}-${this.#partition}`);
    return only;
  }
}
