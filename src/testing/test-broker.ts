// A broker for tests: in memory, isolated, ready in milliseconds, with time that a test can move and eyes inside.
// Clients talk to it as to any broker.
// Invariant: what it shows is read from the broker's own state and logs; it keeps no books of its own.
import type { Logger } from 'pino';
import { type Broker, type BrokerInsides, insidesOf, startWithClock } from '../broker.ts';
import { ConfigError } from '../config/config-error.ts';
import { KafkaError } from '../errors.ts';
import { dumpText } from './dump.ts';
import { groupViews, type TestGroup } from './group-views.ts';
import { ShiftedClock } from './shifted-clock.ts';
import { type TestRecord, topicRecords } from './topic-records.ts';
import { type UntilOptions, until } from './until.ts';

export interface TestTopic {
  readonly partitions?: number;
  /** Topic configs under Kafka's names. */
  readonly configs?: Readonly<Record<string, string | number | boolean>>;
}

export interface TestBrokerOptions {
  /** Made before the broker is handed over: name → number of partitions, or more. */
  readonly topics?: Readonly<Record<string, number | TestTopic>>;
  /** Broker configs under Kafka's names, on top of those that suit a test. */
  readonly properties?: Readonly<Record<string, string | number | boolean>>;
  /** 0, a free one, unless given. */
  readonly port?: number;
  /** Nothing is logged without one. */
  readonly log?: Logger;
}

export interface TestTransaction {
  readonly transactionalId: string;
  readonly producerId: number;
  readonly producerEpoch: number;
  /** Kafka's names: Empty, Ongoing, PrepareCommit, ... */
  readonly state: string;
  readonly partitions: readonly { topic: string; partition: number }[];
}

export interface TestClock {
  now(): Date;
  /**
   * Moves the broker's time ahead, with everything that comes due on the way: session and rebalance time-outs,
   * transaction time-outs, retention, offset expiry. Clients keep their own time.
   */
  advance(ms: number): Promise<void>;
}

/** Quick to start, and no waiting where a test has nobody to wait for. */
const PROPERTIES = {
  'group.initial.rebalance.delay.ms': 0,
  'offsets.topic.num.partitions': 1,
  'transaction.state.log.num.partitions': 1,
  'log.cleaner.enable': false,
  'num.recovery.threads.per.data.dir': 1,
};

const OPTION_NAMES: readonly string[] = ['topics', 'properties', 'port', 'log'] satisfies (keyof TestBrokerOptions)[];

export class TestBroker implements AsyncDisposable {
  readonly #broker: Broker;
  readonly #clock: ShiftedClock;
  readonly #topics: NonNullable<TestBrokerOptions['topics']>;

  private constructor(broker: Broker, clock: ShiftedClock, topics: NonNullable<TestBrokerOptions['topics']>) {
    this.#broker = broker;
    this.#clock = clock;
    this.#topics = topics;
  }

  /** Rejects with an Error of one sentence. */
  static async start(options: TestBrokerOptions = {}): Promise<TestBroker> {
    checkOptions(options);
    const { topics = {}, properties = {}, port = 0, log } = options;
    const clock = new ShiftedClock();
    const all = { ...PROPERTIES, ...properties };
    const broker = await startWithClock({ port, log, properties: all, storage: 'memory' }, clock);
    const started = new TestBroker(broker, clock, topics);
    try {
      await started.#createTopics(topics);
    } catch (error) {
      await started.close();
      throw error;
    }
    return started;
  }

  /** For `bootstrap.servers` of clients. */
  get bootstrapServers(): string {
    return this.#broker.bootstrapServers;
  }

  get port(): number {
    return this.#broker.port;
  }

  get clock(): TestClock {
    return { now: () => new Date(this.#clock.nowMs()), advance: (ms) => this.#advance(ms) };
  }

  async createTopic(name: string, topic: number | TestTopic = {}): Promise<void> {
    await this.#createTopics({ [name]: topic });
  }

  /** Names, without Kafka's internal ones. */
  get topics(): string[] {
    return [...this.#metadata.image.topicsByName.keys()].filter((name) => !name.startsWith('__')).sort();
  }

  /** Every record of a topic or of one partition, decoded, also of open and aborted transactions. */
  records(topic: string, partition?: number): TestRecord[] {
    return topicRecords(this.#insides.parts, topic, partition);
  }

  groups(): Promise<TestGroup[]> {
    return groupViews(this.#insides.parts);
  }

  /** Null: there is no such group. */
  async group(groupId: string): Promise<TestGroup | null> {
    return (await this.groups()).find((group) => group.groupId === groupId) ?? null;
  }

  /** What each transactional id is about. */
  async transactions(): Promise<TestTransaction[]> {
    const transactions = await this.#insides.parts.transactions.list();
    return transactions.map(({ transactionalId, producerId, producerEpoch, state, partitions }) => ({
      transactionalId,
      producerId: Number(producerId),
      producerEpoch,
      state,
      partitions: [...partitions].flatMap(([topic, numbers]) =>
        [...numbers].map((partition) => ({ topic, partition })),
      ),
    }));
  }

  /** Waits for a condition instead of sleeping; when it does not come true the error shows what the broker holds. */
  until<T>(condition: () => T | Promise<T>, options: UntilOptions = {}): Promise<NonNullable<Exclude<T, false>>> {
    return until(condition, options, () => this.dump());
  }

  /** What is in the broker, as text. */
  async dump(): Promise<string> {
    const topics = this.topics.map((name) => ({ name, records: this.records(name) }));
    return dumpText(topics, await this.groups());
  }

  /**
   * As after the start: every topic, record, group, offset and transaction is gone, and the topics of the options are
   * there anew. Clients that are connected stay connected; members have to join again.
   */
  async reset(): Promise<void> {
    const names = [...this.#metadata.image.topicsByName.keys()];
    await this.#metadata.deleteTopics(names.map((name) => ({ name, topicId: '' })));
    await this.#createTopics(this.#topics);
  }

  /** Calling it again gives the same promise. */
  close(): Promise<void> {
    this.#clock.stop();
    return this.#broker.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Throws one sentence after close. */
  get #insides(): BrokerInsides {
    return insidesOf(this.#broker);
  }

  get #metadata() {
    return this.#insides.parts.metadata;
  }

  async #advance(ms: number): Promise<void> {
    if (!Number.isFinite(ms) || ms < 0) throw new RangeError(`time goes ahead by 0 milliseconds or more, not ${ms}`);
    const insides = this.#insides;
    // The data plane first: it takes no records from a time that is far ahead of its own.
    await insides.advanceDataPlaneClock(ms);
    await this.#clock.advance(ms);
  }

  async #createTopics(topics: NonNullable<TestBrokerOptions['topics']>): Promise<void> {
    const wanted = Object.entries(topics).map(([name, topic]) => {
      const { partitions = 1, configs = {} } = typeof topic === 'number' ? { partitions: topic } : topic;
      const list = Object.entries(configs).map(([config, value]) => ({ name: config, value: String(value) }));
      return { name, numPartitions: partitions, replicationFactor: 1, assignments: [], configs: list };
    });
    if (wanted.length === 0) return;
    for (const result of await this.#metadata.createTopics(wanted, { validateOnly: false })) {
      if (result.errorCode === 0) continue;
      throw new KafkaError(result.errorCode, `topic ${result.name} cannot be made: ${result.errorMessage}`);
    }
  }
}

function checkOptions(options: TestBrokerOptions): void {
  const unknown = Object.keys(options).find((name) => !OPTION_NAMES.includes(name));
  if (unknown === undefined) return;
  throw new ConfigError(`Unknown option ${unknown}: a test broker is started with ${OPTION_NAMES.join(', ')}`);
}
