// The broker that a suite runs against, whichever it is. `startBroker` gives Millrace, or Apache Kafka when the
// environment says MILLRACE_TEST_BROKER=kafka; both have the same few verbs, so every suite runs on both.

import { readFile } from 'node:fs/promises';
import { kafkaLauncher } from './kafka-reference.ts';
import { millraceLauncher } from './millrace.ts';
import { missing } from './paths.ts';
import type { Exit, LiveProcess } from './process.ts';
import { removeDirectory, temporaryDirectory } from './temporary.ts';

export type BrokerKind = 'millrace' | 'kafka';

export interface BrokerOptions {
  /** Kafka's property names, on top of what the harness sets. */
  properties?: Record<string, string>;
  /** Levels of features with which Apache Kafka's directory is formatted, instead of its newest ones. */
  kafkaFeatures?: Record<string, number>;
  /** Apache Kafka's quorum has its voters in the log instead of the configuration (`format --standalone`). */
  kafkaStandalone?: boolean;
  /** An own data directory is left alone at close; otherwise a temporary one goes with the broker. */
  dataDirectory?: string;
  /** Time until it serves. */
  startTimeoutMs?: number;
}

/** Starts one process on the port that the first start chose (0: a free one), until it serves. */
export interface Launcher {
  launch(port: number): Promise<{ process: LiveProcess; port: number }>;
}

export class RunningBroker {
  readonly kind: BrokerKind;
  readonly host = '127.0.0.1';
  readonly dataDirectory: string;
  readonly #launcher: Launcher;
  readonly #directoryToRemove: string | undefined;
  #process: LiveProcess | undefined;
  #port = 0;

  constructor(kind: BrokerKind, launcher: Launcher, dataDirectory: string, directoryToRemove: string | undefined) {
    this.kind = kind;
    this.dataDirectory = dataDirectory;
    this.#launcher = launcher;
    this.#directoryToRemove = directoryToRemove;
  }

  get port(): number {
    return this.#port;
  }

  get bootstrapServers(): string {
    return `${this.host}:${this.#port}`;
  }

  get pid(): number {
    return this.process.pid;
  }

  get process(): LiveProcess {
    if (this.#process === undefined) throw new Error('the broker has not been started');
    return this.#process;
  }

  async start(): Promise<void> {
    if (this.#process?.running) throw new Error('the broker is running already');
    const { process, port } = await this.#launcher.launch(this.#port);
    this.#process = process;
    this.#port = port;
  }

  /** A clean stop (SIGTERM). Apache Kafka ends with 143 then, Millrace with 0. */
  async stop(): Promise<Exit> {
    return await this.process.end('SIGTERM', 60_000);
  }

  /** Ends it at once; the data directory stays as the process left it. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<Exit> {
    return await this.process.end(signal);
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Resident memory of the process in bytes, from /proc; undefined where there is no /proc. */
  async residentBytes(): Promise<number | undefined> {
    const status = await readFile(`/proc/${this.pid}/status`, 'utf8').catch(() => '');
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  }

  /** Stops it whatever its state and removes its temporary directory. */
  async close(): Promise<void> {
    try {
      if (this.#process?.running) await this.#process.end('SIGTERM', 60_000);
    } finally {
      if (this.#directoryToRemove !== undefined) await removeDirectory(this.#directoryToRemove);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

/** The kind that this run of the tests is about. */
export function brokerKind(): BrokerKind {
  const wanted = process.env.MILLRACE_TEST_BROKER ?? 'millrace';
  if (wanted !== 'millrace' && wanted !== 'kafka') {
    throw new Error(`MILLRACE_TEST_BROKER is 'millrace' or 'kafka', not '${wanted}'`);
  }
  return wanted;
}

/** Why no broker of this kind can be started here; undefined when one can. */
export function missingBroker(kind: BrokerKind = brokerKind()): string | undefined {
  return kind === 'kafka' ? missing.kafka() : missing.millrace();
}

export async function startBroker(options: BrokerOptions = {}, kind = brokerKind()): Promise<RunningBroker> {
  const temporary = options.dataDirectory === undefined ? await temporaryDirectory(kind) : undefined;
  const folder = options.dataDirectory ?? `${temporary}/data`;
  const launcher = kind === 'kafka' ? kafkaLauncher(folder, options) : millraceLauncher(folder, options);
  const broker = new RunningBroker(kind, launcher, folder, temporary);
  try {
    await broker.start();
  } catch (error) {
    await broker.close().catch(() => {});
    throw error;
  }
  return broker;
}
