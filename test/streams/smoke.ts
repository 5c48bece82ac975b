// Kafka Streams' own smoke test with exactly-once processing: a driver writes numbers and checks in the end what the
// instances have made of them; everything is a process of its own, so that each may be killed.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunningBroker } from '../support/broker.ts';
import { compiledJava } from '../support/compiled-java.ts';
import { javaArguments } from '../support/java.ts';
import { ROOT, STREAMS_LIBS } from '../support/paths.ts';
import { LiveProcess } from '../support/process.ts';
import { createTopics } from '../support/topics.ts';
import { within } from '../support/wait.ts';

const SMOKE_TEST = 'org.apache.kafka.streams.tests.StreamsSmokeTest';
const DRIVER = join(ROOT, 'test/streams/SmokeDriver.java');
const PARTITIONS = 5;
/** What the driver writes and what it reads the results from. */
const TOPICS = [
  'data',
  'echo',
  'max',
  'min',
  'min-raw',
  'min-suppressed',
  'sws-raw',
  'sws-suppressed',
  'dif',
  'sum',
  'cnt',
  'avg',
  'tagg',
  'fk',
];
const RUNNING = /-> RUNNING/;

export interface SmokeOptions {
  broker: RunningBroker;
  /** For the instances' state. */
  directory: string;
  /** Null: the driver of StreamsSmokeTest as it is. */
  load: { keys: number; recordsEach: number; seconds: number } | null;
  /** While the driver writes: what happens to the broker and to the instances. */
  disturb: (smoke: Smoke) => Promise<void>;
  timeoutMs: number;
}

export class Smoke {
  readonly #options: SmokeOptions;
  readonly #instances = new Map<string, LiveProcess>();

  constructor(options: SmokeOptions) {
    this.#options = options;
  }

  get broker(): RunningBroker {
    return this.#options.broker;
  }

  /** Resolves with what the driver printed; rejects when it does not end in time. */
  async run(): Promise<string> {
    const { broker, disturb, timeoutMs } = this.#options;
    await createTopics(
      broker.bootstrapServers,
      TOPICS.map((topic) => ({ topic, numPartitions: PARTITIONS })),
    );
    const driver = await this.#startDriver();
    try {
      await Promise.all([this.start('one'), this.start('two')]);
      await disturb(this);
      await within('the driver of the smoke test', timeoutMs, driver.exited);
      return driver.stdout;
    } catch (error) {
      const tails = [driver, ...this.#instances.values()].map((process) => `${process.name}: ${process.tail(8)}`);
      throw new Error(`${String(error)}\n${tails.join('\n')}`);
    } finally {
      const all = [driver, ...this.#instances.values()];
      await Promise.all(all.map((process) => process.end('SIGKILL').catch(() => {})));
    }
  }

  /** Starts an instance, or starts it again on the state that it has left, until it processes. */
  async start(name: string): Promise<void> {
    const { broker, directory } = this.#options;
    const file = join(directory, `${name}.properties`);
    const properties = {
      'bootstrap.servers': broker.bootstrapServers,
      'processing.guarantee': 'exactly_once_v2',
      'state.dir': join(directory, name),
      'session.timeout.ms': '10000',
      'heartbeat.interval.ms': '1000',
    };
    await writeFile(
      file,
      Object.entries(properties)
        .map(([key, value]) => `${key}=${value}\n`)
        .join(''),
    );
    const args = [...javaArguments('tools', 512, [`${STREAMS_LIBS}/*`]), SMOKE_TEST, file, 'process'];
    const instance = new LiveProcess(`instance ${name}`, 'java', args);
    this.#instances.set(name, instance);
    await instance.waitForOutput(RUNNING, 300_000);
  }

  /** SIGKILL. */
  async kill(name: string): Promise<void> {
    await this.#instances.get(name)?.end('SIGKILL');
  }

  async #startDriver(): Promise<LiveProcess> {
    const { broker, directory, load } = this.#options;
    if (load !== null) {
      const classes = await compiledJava(DRIVER, [`${STREAMS_LIBS}/*`]);
      const numbers = [load.keys, load.recordsEach, load.seconds].map(String);
      const args = [...javaArguments('tools', 256, [classes, `${STREAMS_LIBS}/*`]), 'SmokeDriver'];
      return new LiveProcess('driver', 'java', [...args, broker.bootstrapServers, ...numbers]);
    }
    const file = join(directory, 'driver.properties');
    const lines = [`bootstrap.servers=${broker.bootstrapServers}`, 'processing.guarantee=exactly_once_v2'];
    await writeFile(file, lines.map((line) => `${line}\n`).join(''));
    return new LiveProcess('driver', 'java', [
      ...javaArguments('tools', 256, [`${STREAMS_LIBS}/*`]),
      SMOKE_TEST,
      file,
      'run',
    ]);
  }
}
