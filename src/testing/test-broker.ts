// A broker for tests: in memory, isolated, ready in milliseconds, with time that a test can move and eyes inside.
// Clients talk to it as to any broker; after `restore` another one stands behind the same doors.
// Invariant: what it shows is read from the broker's own state and logs; it keeps no books of its own.
import type { Logger } from 'pino';
import { type Broker, type BrokerInsides, insidesOf, startAs } from '../broker.ts';
import { OFFSETS_TOPIC } from '../metadata/topic-name.ts';
import { checkFillDisk, checkOptions, checkPartition, checkText, checkTopic, checkUntil } from './checks.ts';
import { dumpText } from './dump.ts';
import { diskFullFaults } from './faults/disk-full.ts';
import type { Fault, Faults } from './faults/faults.ts';
import { groupViews, type TestGroup } from './group-views.ts';
import { ShiftedClock } from './shifted-clock.ts';
import { type SnapshotState, stateOf, TestSnapshot } from './snapshot.ts';
import { DEFAULT_PROPERTIES, type TestBrokerOptions, type TestTopic } from './test-broker-options.ts';
import { type TestNode, TestNodes } from './test-nodes.ts';
import { createTestTopics, replaceAllTopics } from './test-topics.ts';
import { type TestRecord, topicRecords } from './topic-records.ts';
import { type TestTransaction, transactionViews } from './transaction-views.ts';
import { type UntilOptions, until } from './until.ts';

export interface TestClock {
  now(): Date;
  /**
   * Moves the broker's time ahead, with everything that comes due on the way: session and rebalance time-outs,
   * transaction time-outs, retention, offset expiry. Clients keep their own time.
   */
  advance(ms: number): Promise<void>;
}

interface StartedWith {
  readonly properties: NonNullable<TestBrokerOptions['properties']>;
  readonly log: Logger | undefined;
  readonly from: TestSnapshot | undefined;
  /** As it was handed over; null: not yet. */
  readonly initial: TestSnapshot | null;
}

export class TestBroker implements AsyncDisposable {
  #broker: Broker;
  #clock: ShiftedClock;
  readonly #nodes: TestNodes;
  readonly #topics: NonNullable<TestBrokerOptions['topics']>;
  #diskFaults: Fault[] = [];
  #start: StartedWith;
  #restoring: Promise<void> | null = null;
  #closed: Promise<void> | null = null;

  /** What goes wrong on the way of chosen requests. */
  readonly faults: Faults;

  private constructor(
    broker: Broker,
    clock: ShiftedClock,
    nodes: TestNodes,
    topics: NonNullable<TestBrokerOptions['topics']>,
    start: StartedWith,
  ) {
    this.#broker = broker;
    this.#clock = clock;
    this.#nodes = nodes;
    this.faults = nodes.faults;
    this.#topics = topics;
    this.#start = start;
  }

  /** Rejects with an Error of one sentence. */
  static async start(options: TestBrokerOptions = {}): Promise<TestBroker> {
    checkOptions(options);
    const { topics = {}, port, log, from, properties = {} } = options;
    const state = from === undefined ? undefined : stateOf(from);
    const { brokers = state?.brokers ?? 1 } = options;
    if (state !== undefined) state.checkBrokers(brokers);
    const clock = new ShiftedClock(state?.clockShiftMs);
    const all = { ...(state?.properties ?? DEFAULT_PROPERTIES), ...properties };
    const onMistake = (error: unknown) => process.emitWarning(`the door of a test broker failed: ${stackOf(error)}`);
    const nodes = await TestNodes.open({ count: brokers, port: port ?? 0, properties: all, onMistake });
    const handedOver: { initial: TestSnapshot | null } = { initial: null };
    // Whoever knocks at a port that the system has given out again is not heard before.
    const beforeServing = async ({ parts, snapshot }: BrokerInsides) => {
      await createTestTopics(parts.metadata, topics);
      const disk = snapshot();
      handedOver.initial = new TestSnapshot({ disk, clockShiftMs: clock.shiftMs, properties: all, brokers });
    };
    try {
      const behind = { properties: { ...all, ...nodes.properties }, log, storage: 'memory' } as const;
      const broker = await startAs(behind, { clock, origin: state, beforeServing });
      nodes.leadTo(broker);
      return new TestBroker(broker, clock, nodes, topics, { properties: all, log, from, ...handedOver });
    } catch (error) {
      await nodes.close();
      throw error;
    }
  }

  /** For `bootstrap.servers` of clients. */
  get bootstrapServers(): string {
    return this.#nodes.bootstrapServers;
  }

  /** Of the first broker. */
  get port(): number {
    return this.#nodes.port;
  }

  /** The brokers that clients see. */
  get brokers(): readonly TestNode[] {
    return this.#nodes.list;
  }

  get clock(): TestClock {
    return { now: () => new Date(this.#clock.nowMs()), advance: (ms) => this.#advance(ms) };
  }

  /** The next metadata names another leader, with a higher leader epoch; the old one refuses. */
  async moveLeader(topic: string, partition: number, toBrokerId?: number): Promise<void> {
    checkText('the name of a topic', topic);
    checkPartition(partition);
    this.#nodes.placement.moveLeader(topic, partition, toBrokerId);
  }

  /** Requests at the old coordinator get NOT_COORDINATOR, FindCoordinator names the new one. */
  async moveCoordinator(of: { groupId: string } | { transactionalId: string }, toBrokerId?: number): Promise<void> {
    const { placement } = this.#nodes;
    const { groupId, transactionalId } = { ...of } as { groupId?: unknown; transactionalId?: unknown };
    if (typeof groupId === 'string') placement.moveCoordinator('group', groupId, toBrokerId);
    else if (typeof transactionalId === 'string') placement.moveCoordinator('transaction', transactionalId, toBrokerId);
    else throw new TypeError('moveCoordinator takes { groupId } or { transactionalId }, a text');
  }

  /** Members hear of it with their next heartbeat, whatever the protocol. Rejects where there is no such group. */
  async rebalance(groupId: string): Promise<void> {
    checkText('a group id', groupId);
    const { groups } = this.#insides.parts;
    const isKnown = this.#metadata.image.topicsByName.has(OFFSETS_TOPIC) && (await groups.rebalance(groupId));
    if (!isKnown) throw new Error(`there is no group ${groupId} with members`);
  }

  /**
   * From now on the broker answers as one whose disk is full: writes fail, to one topic or everywhere, and reads go on.
   * Done with faults, since a broker whose only disk is full stops.
   */
  async fillDisk(options: { topic?: string | RegExp } = {}): Promise<void> {
    checkFillDisk(options);
    this.freeDisk();
    this.#diskFaults = diskFullFaults(options.topic).map((fault) => this.faults.add(fault));
  }

  freeDisk(): void {
    for (const fault of this.#diskFaults.splice(0)) fault.remove();
  }

  async createTopic(name: string, topic: number | TestTopic = {}): Promise<void> {
    checkTopic(name, topic);
    await createTestTopics(this.#metadata, { [name]: topic });
  }

  /** Names, without Kafka's internal ones. */
  get topics(): string[] {
    return [...this.#metadata.image.topicsByName.keys()].filter((name) => !name.startsWith('__')).sort();
  }

  /** Every record of a topic or of one partition, decoded, also of open and aborted transactions. */
  records(topic: string, partition?: number): TestRecord[] {
    checkText('the name of a topic', topic);
    if (partition !== undefined) checkPartition(partition);
    return topicRecords(this.#insides.parts, topic, partition);
  }

  groups(): Promise<TestGroup[]> {
    return groupViews(this.#insides.parts);
  }

  /** Null: there is no such group. */
  async group(groupId: string): Promise<TestGroup | null> {
    checkText('a group id', groupId);
    return (await this.groups()).find((group) => group.groupId === groupId) ?? null;
  }

  /** What each transactional id is about. */
  transactions(): Promise<TestTransaction[]> {
    return transactionViews(this.#insides.parts);
  }

  /** Waits for a condition instead of sleeping; when it does not come true the error shows what the broker holds. */
  async until<T>(condition: () => T | Promise<T>, options: UntilOptions = {}): Promise<NonNullable<Exclude<T, false>>> {
    checkUntil(condition, options);
    return until(condition, options, () => this.dump());
  }

  /** What is in the broker, as text. */
  async dump(): Promise<string> {
    const topics = this.topics.map((name) => ({ name, records: this.records(name) }));
    return dumpText({ topics, groups: await this.groups(), faults: this.faults.list });
  }

  /**
   * Everything as it is now: records, groups and offsets, transactions, configs, the ids of topics and producers, and how
   * far the clock is ahead; not the faults, nor which of several brokers leads. It stays as it is, for `restore` and for
   * `TestBroker.start({ from })`.
   */
  async snapshot(): Promise<TestSnapshot> {
    const disk = this.#insides.snapshot();
    const { properties } = this.#start;
    return new TestSnapshot({ disk, clockShiftMs: this.#clock.shiftMs, properties, brokers: this.brokers.length });
  }

  /**
   * Everything as it was, as often as wanted, as after a crash of the broker at the moment of the snapshot: clients lose
   * their connections and find the broker again at the same address; members that have been gone longer than their
   * session join anew. Rejects with an Error of one sentence.
   */
  async restore(snapshot: TestSnapshot): Promise<void> {
    const state = stateOf(snapshot);
    state.checkBrokers(this.brokers.length);
    // Whoever asked for it hears of its failure.
    while (this.#restoring !== null) await this.#restoring.catch(() => {});
    if (this.#closed !== null) throw new Error('the broker is closed');
    this.#restoring = this.#swap(state).finally(() => {
      this.#restoring = null;
    });
    await this.#restoring;
  }

  /**
   * As after the start: every topic, record, group, offset and transaction is gone, and the topics of the options are
   * there anew; faults are gone, every broker is up, and leaders and coordinators are where the rule has them. Clients
   * that are connected stay connected; members have to join again. Where time was moved, or the broker was started from a
   * snapshot, it is as in `restore`.
   */
  async reset(): Promise<void> {
    const { from, initial } = this.#start;
    const wasMoved = this.#clock.shiftMs > 0;
    if (initial !== null && (from !== undefined || wasMoved)) {
      await this.restore(initial);
      return this.#nodes.reset();
    }
    await this.#nodes.reset();
    await replaceAllTopics(this.#metadata, this.#topics);
  }

  /** Calling it again gives the same promise. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Throws one sentence after close. */
  get #insides(): BrokerInsides {
    if (this.#restoring !== null) throw new Error('the broker is being restored: wait until restore() has resolved');
    return insidesOf(this.#broker);
  }

  get #metadata() {
    return this.#insides.parts.metadata;
  }

  async #close(): Promise<void> {
    // Whoever restores hears of a failure.
    await this.#restoring?.catch(() => {});
    this.#clock.stop();
    await this.#nodes.close();
    await this.#broker.close();
  }

  /** The new broker serves before the old one goes. */
  async #swap(state: SnapshotState): Promise<void> {
    const old = { broker: this.#broker, clock: this.#clock };
    const clock = new ShiftedClock(state.clockShiftMs);
    const properties = { ...state.properties, ...this.#nodes.properties };
    const behind = { properties, log: this.#start.log, storage: 'memory' } as const;
    const broker = await startAs(behind, { clock, origin: state });
    this.#broker = broker;
    this.#clock = clock;
    this.#start = { ...this.#start, properties: state.properties };
    this.#nodes.leadTo(broker);
    old.clock.stop();
    await old.broker.close();
  }

  async #advance(ms: number): Promise<void> {
    if (!Number.isFinite(ms) || ms < 0) throw new RangeError(`time goes ahead by 0 milliseconds or more, not ${ms}`);
    const insides = this.#insides;
    // The data plane first: it takes no records from a time that is far ahead of its own.
    await insides.advanceDataPlaneClock(ms);
    await this.#clock.advance(ms);
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
