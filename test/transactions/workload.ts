// The two programs that do random transactions, and the history that they tell.

import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { compiledJava } from '../support/compiled-java.ts';
import { javaArguments } from '../support/java.ts';
import { PYTHON, ROOT } from '../support/paths.ts';
import { LiveProcess } from '../support/process.ts';
import { waitUntil, within } from '../support/wait.ts';
import { addEvent, type History, type HistoryEvent, newHistory } from './history.ts';

export interface WorkloadOptions {
  bootstrapServers: string;
  topic: string;
  partitions: number;
  seed: number;
  /** Of both programs together. */
  transactions: number;
  javaWorkers: number;
  pythonWorkers: number;
  readers: number;
}

/** Each zombie and each restart leaves a producer in that process, with its threads. */
const PYTHON_TRANSACTIONS_MAX = 1_500;

/** Longer than a client waits for a broker that starts. */
const STANDSTILL_MS = 60_000;

type Line = HistoryEvent | { type: 'done' } | { type: 'finished' };

/** A client found its own memory broken, as librdkafka may when it is fenced and cut off: the broker had no part in it. */
export class ClientDied extends Error {}
const OF_BROKEN_MEMORY: readonly unknown[] = ['SIGABRT', 'SIGSEGV', 'SIGBUS'] satisfies NodeJS.Signals[];

export class Workload {
  readonly history: History = newHistory();
  readonly #java: LiveProcess;
  readonly #python: LiveProcess;
  readonly #workers: string[];
  readonly #done = new Set<LiveProcess>();
  #finished = false;

  private constructor(options: WorkloadOptions, javaFolder: string) {
    const { transactions, javaWorkers, pythonWorkers } = options;
    const given = [options.bootstrapServers, options.topic, options.partitions, options.seed].map(String);
    const share = Math.floor((transactions * pythonWorkers) / (javaWorkers + pythonWorkers));
    const pythonShare = Math.min(share, PYTHON_TRANSACTIONS_MAX);
    const java = [...javaArguments('tools', 512, [javaFolder]), 'Workload', ...given];
    const javaCounts = [transactions - pythonShare, javaWorkers, options.readers].map(String);
    this.#java = new LiveProcess('java transactions', 'java', [...java, ...javaCounts]);
    const python = ['-u', join(ROOT, 'test/transactions/workload.py'), ...given];
    this.#python = new LiveProcess('python transactions', PYTHON, [
      ...python,
      String(pythonShare),
      String(pythonWorkers),
    ]);
    this.#workers = [
      ...Array.from({ length: javaWorkers }, (_, index) => `java-${index}`),
      ...Array.from({ length: pythonWorkers }, (_, index) => `python-${index}`),
    ];
    for (const program of [this.#java, this.#python]) {
      const lines = createInterface({ input: program.child.stdout });
      lines.on('line', (line) => this.#take(program, JSON.parse(line) as Line));
    }
  }

  static async start(options: WorkloadOptions): Promise<Workload> {
    return new Workload(options, await compiledJava(join(ROOT, 'test/transactions/Workload.java')));
  }

  /** All transactions have been tried. Throws when a program ended before its time. */
  isDone(): boolean {
    const ended = this.#ended();
    if (ended !== undefined) throw ended;
    return this.#done.size === 2;
  }

  /** Why a program ended before its time, if one did. */
  #ended(): Error | undefined {
    const program = [this.#java, this.#python].find((one) => !one.running && !this.#done.has(one));
    if (program === undefined) return undefined;
    const text = `${program.name} ended:\n${program.tail(40)}`;
    const { signal } = program.exit ?? {};
    return OF_BROKEN_MEMORY.includes(signal) ? new ClientDied(`${signal}, ${text}`) : new Error(text);
  }

  /** Resolves once there are so many transactions, or no more to come; throws when none has come for a while. */
  async progress(count: number): Promise<void> {
    const { transactions } = this.history;
    for (let before = -1; before < transactions.length && !this.isDone() && transactions.length < count; ) {
      before = transactions.length;
      const goOn = () => this.#ended() !== undefined || this.#done.size === 2 || transactions.length > before;
      await waitUntil('transactions to go on', goOn, { timeoutMs: STANDSTILL_MS, everyMs: 5 }).catch(
        (error: unknown) => {
          const ended = this.#ended();
          if (ended !== undefined) throw ended;
          const tails = [this.#java, this.#python].map(
            (program) => `${program.name}:\n${program.stderr.slice(-3_000)}`,
          );
          throw new Error(`${String(error)}, after ${before}\n${tails.join('\n')}`);
        },
      );
    }
  }

  /** Lets the readers end and what is there be read. */
  async finish(): Promise<History> {
    this.#java.child.stdin.write(`${this.#workers.join(',')}\n`);
    await within('reading all that is there', 150_000, this.#java.exited);
    if (!this.#finished) throw new Error(`the end of the history is missing:\n${this.#java.tail(40)}`);
    return this.history;
  }

  async kill(): Promise<void> {
    await this.#java.end('SIGKILL');
    await this.#python.end('SIGKILL');
  }

  #take(program: LiveProcess, line: Line): void {
    if (line.type === 'done') this.#done.add(program);
    else if (line.type === 'finished') this.#finished = true;
    else addEvent(this.history, line);
  }
}
