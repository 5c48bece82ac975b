// Clients that live in a program of ours in their own language (programs/): one JSON request and one answer per line.

import { join } from 'node:path';
import { ProgramSession } from '../clients/program.ts';
import { compiledJava } from '../support/compiled-java.ts';
import { javaArguments } from '../support/java.ts';
import { missing, PYTHON, ROOT } from '../support/paths.ts';
import { LiveProcess } from '../support/process.ts';
import type { Isolation, ReadRecord, TransactionalClient, TransactionalSession } from './client.ts';

/** A client that takes longer is given up. */
const CALL_TIMEOUT_MS = 30_000;
const PROGRAMS = join(ROOT, 'test/transactions/programs');

class TransactionProgram implements TransactionalSession {
  readonly #process: LiveProcess;
  readonly #program: ProgramSession;

  private constructor(process: LiveProcess) {
    this.#process = process;
    this.#program = new ProgramSession(process);
  }

  static async start(process: LiveProcess): Promise<TransactionProgram> {
    const session = new TransactionProgram(process);
    try {
      await session.#call('init');
      return session;
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  begin = () => this.#call('begin');
  send = (topic: string, partition: number, values: readonly string[]) =>
    this.#call('send', { topic, partition, values });
  sendOffsets = () => this.#call('sendOffsets');
  commit = () => this.#call('commit');
  abort = () => this.#call('abort');
  subscribe = (group: string, topic: string, isolation: Isolation) =>
    this.#call('subscribe', { group, topic, isolation });
  rewind = () => this.#call('rewind');

  async poll(countMax: number, timeoutMs: number): Promise<ReadRecord[]> {
    const answer = await this.#program.call({ op: 'poll', countMax, timeoutMs });
    const polled = (answer as { polled?: [number, number, string][] }).polled ?? [];
    return polled.map(([partition, offset, value]) => ({ partition, offset: BigInt(offset), value }));
  }

  async close(): Promise<void> {
    await this.#program.call({ op: 'close' }, 20_000).catch(() => {});
    // What a client still tries to do in its destructors is of no interest.
    await this.#process.end('SIGKILL').catch(() => {});
  }

  async #call(op: string, fields: Record<string, unknown> = {}): Promise<void> {
    await this.#program.call({ op, ...fields }, CALL_TIMEOUT_MS);
  }
}

export const java: TransactionalClient = {
  name: 'Java',
  missing: missing.javaCompiler,
  limits: [],
  async open(...args) {
    const classes = await compiledJava(join(PROGRAMS, 'TransactionProgram.java'));
    const command = [...javaArguments('tools', 256, [classes]), 'TransactionProgram', args[0], args[1]];
    return await TransactionProgram.start(new LiveProcess('java transactions', 'java', command));
  },
};

export const python: TransactionalClient = {
  name: 'confluent-kafka Python',
  missing: missing.python,
  limits: ['does not look for brokers anew after a restart: it would lose the group coordinator of its transactions'],
  open: (...args) => {
    const command = ['-u', join(PROGRAMS, 'transactions.py'), args[0], args[1]];
    return TransactionProgram.start(new LiveProcess('python transactions', PYTHON, command));
  },
};
