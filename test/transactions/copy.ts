// Consume, transform, produce: copies a topic in transactions, with aborts in between, and goes on through whatever
// happens to its broker. Every record must come out once.

import { committedOffsets } from '../support/topics.ts';
import { pause } from '../support/wait.ts';
import type { ReadRecord, TransactionalClient, TransactionalSession } from './client.ts';

export interface CopyOptions {
  client: TransactionalClient;
  bootstrapServers: string;
  transactionalId: string;
  group: string;
  from: string;
  to: string;
  /** Records of `from`; their offsets have no gaps. */
  count: number;
  timeoutMs: number;
  /** Before each step, with the number of transactions so far. */
  onProgress?: (transactions: number) => Promise<void> | void;
}

export interface CopyResult {
  transactions: number;
  aborts: number;
  /** What the client said when something failed; each ended its session. */
  failures: string[];
}

const BATCH_MAX = 20;
/** Every so many transactions one is aborted. */
const ABORT_EVERY = 4;

export class Copy {
  readonly #options: CopyOptions;
  readonly #deadline: number;
  readonly #result: CopyResult = { transactions: 0, aborts: 0, failures: [] };
  #session: TransactionalSession | undefined;
  #predecessor: TransactionalSession | undefined;
  #isDone = false;

  constructor(options: CopyOptions) {
    this.#options = options;
    this.#deadline = Date.now() + options.timeoutMs;
  }

  async run(): Promise<CopyResult> {
    try {
      while (!this.#isDone) await this.#step();
      return this.#result;
    } finally {
      await this.#session?.close();
    }
  }

  async #step(): Promise<void> {
    const { transactions, failures } = this.#result;
    if (Date.now() > this.#deadline) {
      throw new Error(
        `not all was copied in time, after ${transactions} transactions\n${failures.slice(-5).join('\n')}`,
      );
    }
    try {
      await this.#options.onProgress?.(transactions);
      this.#session ??= await this.#open();
      const records = await this.#session.poll(BATCH_MAX, 500);
      if (records.length > 0) await this.#transaction(this.#session, records);
      else this.#isDone = await this.#hasCommittedAll();
    } catch (error) {
      failures.push(said(error).slice(0, 300));
      await this.#fail();
    }
  }

  async #hasCommittedAll(): Promise<boolean> {
    const { bootstrapServers, group, from, count } = this.#options;
    const offsets = await committedOffsets(bootstrapServers, group, from);
    return offsets.reduce((sum, offset) => sum + Math.max(offset, 0), 0) === count;
  }

  async #transaction(session: TransactionalSession, records: readonly ReadRecord[]): Promise<void> {
    await session.begin();
    for (const partition of new Set(records.map((record) => record.partition))) {
      const own = records.filter((record) => record.partition === partition);
      await session.send(this.#options.to, partition, own.map(copyOf));
    }
    await session.sendOffsets();
    this.#result.transactions++;
    if (this.#result.transactions % ABORT_EVERY === 0) {
      await session.abort();
      await session.rewind();
      this.#result.aborts++;
      return;
    }
    await session.commit();
  }

  async #open(): Promise<TransactionalSession> {
    const { client, bootstrapServers, transactionalId, group, from } = this.#options;
    const session = await client.open(bootstrapServers, transactionalId, this.#predecessor);
    this.#predecessor = session;
    await session.subscribe(group, from, 'read_committed');
    return session;
  }

  /** Nothing is known of the transaction: a session that takes over the id ends it, one way or the other. */
  async #fail(): Promise<void> {
    const failed = this.#session;
    this.#session = undefined;
    await failed?.close();
    await pause(100);
  }
}

export function copyOf({ value }: Pick<ReadRecord, 'value'>): string {
  return `copy of ${value}`;
}

/** An error with all that is behind it: some clients wrap what the broker told them several times. */
export function said(error: unknown): string {
  const { cause, errors = [] } = error as { cause?: unknown; errors?: unknown[] };
  const behind = [...errors, ...(cause === undefined ? [] : [cause])].map(said);
  return [String(error), ...behind].join(' < ');
}
