// The demo from the first record to the verdict. Called by main.ts, and by its test in the smoke size.
//
//   broker (a process of its own) → topics → members 1 and 2 → producing begins
//   → member 2 stops in the middle, its last batch uncommitted → member 3 joins → the rest is produced
//   → everything is counted and committed → the same aggregate straight from the files → equal?
//
// The producer holds back the last part until member 3 has partitions, so there is always work left for the new
// member, however fast the machine is.
//
// Invariant: ends within its time limit, with a verdict or with an error that says what it was waiting for.
import kafkajs, { type Kafka } from 'kafkajs';
import { type RunningBroker, startBroker } from '../test/support/broker.ts';
import { createTopics } from '../test/support/topics.ts';
import { Counting } from './counting.ts';
import { type Dataset, datasetsOf, type Size } from './datasets.ts';
import { Group, PARTITIONS } from './group.ts';
import { Patience } from './patience.ts';
import { type Outgoing, outgoingOf, produce, type Tampering } from './producing.ts';
import type { Screen } from './screen.ts';
import { Speed } from './speed.ts';
import { differences, Tally } from './tally.ts';
import { grouped, membersLine, progressLine, stageLine, tables } from './view.ts';

/** Shares of all records: what is produced before member 3 has joined, and what member 2 counts before it stops. */
const HELD_BACK_FROM = 0.6;
const STOP_AT = 0.1;
const DIFFERENCES_SHOWN = 10;

export interface StoryOptions {
  size: Size;
  screen: Screen;
  /** For everything together. */
  limitMs: number;
  tampering?: Tampering | undefined;
}

export class Story {
  readonly #options: StoryOptions;
  readonly #screen: Screen;
  readonly #patience = new Patience();
  readonly #datasets: Dataset[];
  readonly #counting: Counting;
  readonly #produced = new Speed();
  #total = 0;
  #starting: Promise<RunningBroker> | undefined;
  #group: Group | undefined;

  constructor(options: StoryOptions) {
    this.#options = options;
    this.#screen = options.screen;
    this.#datasets = datasetsOf(options.size);
    this.#counting = new Counting(this.#datasets);
  }

  /**
   * Resolves with the differences, one sentence each: none when what was counted is what the files hold. Throws an
   * Error of one sentence where it does not come to that.
   */
  async run(): Promise<string[]> {
    try {
      await this.#patience.bound(this.#options.limitMs, () => this.#play());
    } finally {
      this.#screen.finish();
      await this.#close();
    }
    return this.#judge();
  }

  /** Ends a run in the middle: `run` fails with this error and cleans up. */
  end(error: Error): void {
    this.#patience.fail(error);
  }

  async #play(): Promise<void> {
    const messages = outgoingOf(this.#datasets, this.#options.tampering);
    this.#total = messages.reduce((sum, topic) => sum + topic.messages.length, 0);
    const title = `Millrace: ${grouped(this.#total)} records of vega-datasets, there and back`;
    this.#screen.line(this.#screen.paint('bold', title));
    const broker = await this.#startBroker();
    await this.#createTopics(broker.bootstrapServers);
    const kafka = this.#client(broker.bootstrapServers);
    const group = this.#groupOf(kafka);
    await group.startTwo(this.#total * STOP_AT);
    this.#screen.show(() => this.#block());
    await this.#flow(kafka, group, messages);
    await group.committed(broker.bootstrapServers);
    const memory = await broker.residentBytes();
    if (memory !== undefined) this.#tell('broker', `uses ${grouped(memory / 2 ** 20)} MB of memory`);
  }

  async #startBroker(): Promise<RunningBroker> {
    const startMs = performance.now();
    const starting = startBroker({ properties: { 'group.initial.rebalance.delay.ms': '200' } }, 'millrace');
    this.#starting = starting;
    const broker = await this.#patience.step('the broker to start', () => starting);
    broker.process.exited.then(() => this.end(new Error('the broker ended in the middle')));
    const tookMs = grouped(performance.now() - startMs);
    this.#tell('broker', `serves on ${broker.bootstrapServers}, ${tookMs} ms after its start`);
    return broker;
  }

  async #createTopics(bootstrapServers: string): Promise<void> {
    const topics = this.#datasets.map(({ topic }) => ({ topic, numPartitions: PARTITIONS }));
    await this.#patience.step('the topics to serve', () => createTopics(bootstrapServers, topics));
    this.#tell('topics', this.#datasets.map(({ topic, file }) => `${topic} (${file})`).join(', '));
  }

  #client(bootstrapServers: string): Kafka {
    const { Kafka, logLevel } = kafkajs;
    const retry = { initialRetryTime: 50, maxRetryTime: 500 };
    return new Kafka({ brokers: [bootstrapServers], clientId: 'demo', retry, logLevel: logLevel.NOTHING });
  }

  #groupOf(kafka: Kafka): Group {
    const tell = (stage: string, text: string) => this.#tell(stage, text);
    this.#group = new Group({
      kafka,
      datasets: this.#datasets,
      counting: this.#counting,
      patience: this.#patience,
      tell,
    });
    return this.#group;
  }

  /** Producing, and beside it the counting while the group changes. */
  async #flow(kafka: Kafka, group: Group, outgoing: readonly Outgoing[]): Promise<void> {
    const produced = this.#produced;
    const { ledger, speed } = this.#counting;
    const changed = group.change();
    changed.catch(() => {}); // waited for below
    produced.run();
    speed.run();
    const onAcknowledged = (records: number) => this.#acknowledged(records, changed);
    const producing = produce({ kafka, outgoing, onAcknowledged });
    producing.catch((error: Error) => this.end(error));
    await changed;
    await this.#patience.step('the producer to end', () => producing);
    produced.pause();
    this.#tell('produced', `${grouped(produced.count)} records, ${grouped(produced.perSecond)} records/s`);
    await this.#patience.until('all records to be counted', () => ledger.counted >= produced.count);
    speed.pause();
    const once = `each once: ${grouped(ledger.repeated)} came twice`;
    this.#tell('counted', `${grouped(ledger.counted)} records, ${grouped(speed.perSecond)} records/s, ${once}`);
  }

  #acknowledged(records: number, changed: Promise<void>): Promise<void> | undefined {
    this.#produced.add(records);
    if (this.#produced.count < this.#total * HELD_BACK_FROM) return undefined;
    this.#produced.pause();
    return changed.then(() => this.#produced.run());
  }

  #judge(): string[] {
    const counted = this.#counting.all;
    const found = counted.flatMap(({ dataset, tally }) => differences(dataset, Tally.ofFile(dataset), tally));
    const groups = counted.map(({ dataset, tally }) => `${grouped(tally.groups.size)} ${dataset.groups}`);
    if (found.length === 0) this.#tell('equal', `${groups.join(', ')}: what the group counted is what the files hold`);
    const cross = this.#screen.paint('red', '✗');
    for (const difference of found.slice(0, DIFFERENCES_SHOWN)) this.#screen.line(`  ${cross} ${difference}`);
    const more = found.length - DIFFERENCES_SHOWN;
    if (more > 0) this.#screen.line(`  ${cross} and ${more} more`);
    return found;
  }

  #block(): string[] {
    const { paint } = this.#screen;
    const total = this.#total;
    const progress = [
      { name: 'produced', done: this.#produced.count, total, perSecond: this.#produced.perSecond },
      { name: 'counted', done: this.#counting.ledger.counted, total, perSecond: this.#counting.speed.perSecond },
    ];
    const found = ['', ...tables(this.#counting.all, paint), ''];
    if (!this.#screen.isLive) return found;
    const lines = progress.map((one) => progressLine(one, paint));
    return ['', ...lines, membersLine(this.#group?.members ?? [], paint), ...found];
  }

  #tell(stage: string, text: string): void {
    this.#screen.line(stageLine(stage, text, this.#screen.paint));
  }

  async #close(): Promise<void> {
    await this.#group?.close();
    const broker = await this.#starting?.catch(() => undefined); // it may still be starting
    await broker?.close();
  }
}
