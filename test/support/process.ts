// Child processes with captured output and time limits. Every child is remembered and killed when this process ends,
// however it ends, so that a failed test leaves nothing behind.

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { waitUntil, within } from './wait.ts';

const OUTPUT_KEPT = 4_000_000;
const alive = new Set<ChildProcessWithoutNullStreams>();
process.once('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface SpawnOptions {
  env?: Record<string, string>;
  cwd?: string;
}

/** A process that runs beside the test; standard output stays available to `onOutput` as bytes. */
export class LiveProcess {
  readonly name: string;
  readonly child: ChildProcessWithoutNullStreams;
  readonly exited: Promise<Exit>;
  #stdout = '';
  #stderr = '';
  #exit: Exit | undefined;

  constructor(name: string, command: string, args: readonly string[], options: SpawnOptions = {}) {
    this.name = name;
    this.child = spawn(command, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...options.env },
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    alive.add(this.child);
    this.child.stdin.on('error', () => {}); // the process may end before it has read everything
    this.child.stdout.on('data', (chunk: Buffer) => {
      this.#stdout = (this.#stdout + chunk.toString('latin1')).slice(-OUTPUT_KEPT);
    });
    this.child.stderr.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString()).slice(-OUTPUT_KEPT);
    });
    this.exited = new Promise((resolve) => {
      const ended = (exit: Exit) => {
        this.#exit ??= exit;
        alive.delete(this.child);
        resolve(this.#exit);
      };
      this.child.once('error', (error) => {
        this.#stderr += String(error);
        ended({ code: 127, signal: null });
      });
      this.child.once('close', (code, signal) => ended({ code, signal }));
    });
  }

  get pid(): number {
    const { pid } = this.child;
    if (pid === undefined) throw new Error(`${this.name} did not start: ${this.#stderr}`);
    return pid;
  }

  get running(): boolean {
    return this.#exit === undefined;
  }

  /** How it ended; none while it runs. */
  get exit(): Exit | undefined {
    return this.#exit;
  }

  /** What came on standard output so far, one character per byte. */
  get stdout(): string {
    return this.#stdout;
  }

  get stderr(): string {
    return this.#stderr;
  }

  /** The last lines of both outputs, for error messages. */
  tail(lines = 15): string {
    const last = (text: string) => text.trimEnd().split('\n').slice(-lines).join('\n');
    return `${last(this.#stdout)}\n${last(this.#stderr)}`.trim();
  }

  async waitForOutput(pattern: RegExp, timeoutMs: number): Promise<RegExpExecArray> {
    const match = await waitUntil(
      `${this.name} to print ${pattern}`,
      () => {
        const found = pattern.exec(this.#stdout);
        if (found !== null) return found;
        return this.running ? undefined : 'ended';
      },
      { timeoutMs, everyMs: 10 },
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${this.tail()}`);
    });
    if (match === 'ended') throw new Error(`${this.name} ended before it printed ${pattern}\n${this.tail()}`);
    return match;
  }

  /** Sends the signal and waits for the end; SIGKILL when that takes too long, and then an error. */
  async end(signal: NodeJS.Signals, timeoutMs = 30_000): Promise<Exit> {
    if (this.#exit !== undefined) return this.#exit;
    this.child.kill(signal);
    try {
      return await within(`${this.name} ending after ${signal}`, timeoutMs, this.exited);
    } catch (error) {
      this.child.kill('SIGKILL');
      await this.exited;
      throw new Error(`${String(error)}\n${this.tail()}`);
    }
  }
}

export interface RunResult extends Exit {
  stdout: Buffer;
  stderr: string;
}

/** Runs a command to its end with `input` on standard input; a non-zero exit code is an error unless `anyExit`. */
export async function runProcess(
  command: string,
  args: readonly string[],
  options: SpawnOptions & { input?: Buffer | string; timeoutMs?: number; anyExit?: boolean } = {},
): Promise<RunResult> {
  const live = new LiveProcess(command, command, args, options);
  const chunks: Buffer[] = [];
  live.child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  live.child.stdin.end(options.input ?? '');
  try {
    await within(`${command} ${args.join(' ')}`.slice(0, 200), options.timeoutMs ?? 60_000, live.exited);
  } catch (error) {
    await live.end('SIGKILL');
    throw new Error(`${String(error)}\n${live.tail()}`);
  }
  const { code, signal } = await live.exited;
  if (code !== 0 && options.anyExit !== true) {
    const line = `${command} ${args.join(' ')}`.slice(0, 400);
    throw new Error(`${line}: exit code ${code}, signal ${signal}\n${live.tail()}`);
  }
  return { code, signal, stdout: Buffer.concat(chunks), stderr: live.stderr };
}
