// One member of the consumer group: a KafkaJS consumer that counts what it is given and commits behind each batch.
// It is told at its start whether it is the one that stops in the middle: then it leaves after it has counted a batch
// and before it has committed it, which is the worst moment for whoever takes over.
//
// Invariant: what is committed has been counted; not all that was counted is committed.
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { Delivery } from './ledger.ts';

export type MemberState = 'joining' | 'working' | 'stopped';

export interface MemberTask {
  kafka: Kafka;
  groupId: string;
  topics: readonly string[];
  /** Counts the record; false where it had been counted before. */
  take: (delivery: Delivery, value: Buffer) => boolean;
  /** Stops by itself, without a commit, when it has counted this many records. */
  stopAfter?: number;
  onFailure: (error: Error) => void;
}

export class Member {
  readonly name: string;
  readonly #task: MemberTask;
  readonly #consumer: Consumer;
  #state: MemberState = 'joining';
  #counted = 0;
  #uncommitted = 0;
  #partitions = 0;
  #leaving: Promise<void> | undefined;

  constructor(name: string, task: MemberTask) {
    this.name = name;
    this.#task = task;
    this.#consumer = task.kafka.consumer({
      groupId: task.groupId,
      sessionTimeout: 20_000,
      rebalanceTimeout: 20_000,
      heartbeatInterval: 200, // a member hears of a rebalance with its next heartbeat
      maxWaitTimeInMs: 100,
    });
  }

  get state(): MemberState {
    return this.#state;
  }

  get counted(): number {
    return this.#counted;
  }

  /** Of those counted: how many it had not committed when it stopped. */
  get uncommitted(): number {
    return this.#uncommitted;
  }

  /** How many it has now. */
  get partitions(): number {
    return this.#partitions;
  }

  async start(): Promise<void> {
    const consumer = this.#consumer;
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => this.#joined(payload.memberAssignment));
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) this.#task.onFailure(payload.error);
    });
    await consumer.connect();
    await consumer.subscribe({ topics: [...this.#task.topics], fromBeginning: true });
    await consumer.run({ autoCommit: false, eachBatch: (batch) => this.#take(batch) });
  }

  /** Leaves the group; the batch under way is finished first. */
  stop(): Promise<void> {
    this.#state = 'stopped';
    this.#partitions = 0;
    this.#leaving ??= this.#consumer.disconnect();
    return this.#leaving;
  }

  #joined(assignment: Record<string, number[]>): void {
    if (this.#state === 'stopped') return;
    this.#partitions = Object.values(assignment).reduce((sum, partitions) => sum + partitions.length, 0);
    this.#state = 'working';
  }

  async #take(payload: EachBatchPayload): Promise<void> {
    if (this.#state === 'stopped' || payload.isStale()) return;
    const countedBefore = this.#counted;
    try {
      this.#count(payload.batch);
    } catch (error) {
      this.#task.onFailure(error as Error);
      return;
    }
    if (this.#counted < (this.#task.stopAfter ?? Number.POSITIVE_INFINITY)) return await this.#commit(payload);
    this.#uncommitted = this.#counted - countedBefore;
    this.stop().catch(this.#task.onFailure);
  }

  #count({ topic, partition, messages }: EachBatchPayload['batch']): void {
    for (const { offset, value } of messages) {
      if (value === null) throw new Error(`${topic}-${partition} has a record without a value at ${offset}`);
      if (this.#task.take({ topic, partition, offset: BigInt(offset) }, value)) this.#counted += 1;
    }
  }

  async #commit({ batch, resolveOffset, heartbeat }: EachBatchPayload): Promise<void> {
    const { topic, partition } = batch;
    resolveOffset(batch.lastOffset());
    await this.#consumer.commitOffsets([{ topic, partition, offset: String(BigInt(batch.lastOffset()) + 1n) }]);
    await heartbeat();
  }
}
