/**
 * The life of a broker process: start, say where it serves, wait for a signal, stop. Called by run-start.ts with the
 * real broker and signals, by tests with others.
 *
 * Invariant: standard output gets exactly one line, and only when the broker serves. The first signal stops cleanly
 * (also during the start), a second one ends the process at once.
 */
import { errorSentence } from './error-sentence.ts';

export interface ServedBroker {
  /** Host and port really bound. */
  readonly address: string;
  /** Resolves with the reason when the broker can no longer serve, although nobody asked it to stop. */
  readonly failed: Promise<string>;
  close(): Promise<void>;
}

export interface ProcessParts {
  readonly start: () => Promise<ServedBroker>;
  /** Calls the listener with the name of each signal that asks the process to stop. */
  readonly onSignal: (listener: (signal: StopSignal) => void) => void;
  readonly writeOut: (line: string) => void;
  readonly writeError: (line: string) => void;
  /** Ends the process without waiting for anything. */
  readonly exitNow: (code: number) => void;
}

const signalNumbers = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1, SIGBREAK: 21 } as const;
export type StopSignal = keyof typeof signalNumbers;

/** What asks a process to stop: on Windows Ctrl-C, Ctrl-Break, and the closing of its window. */
export function stopSignalsOf(platform: NodeJS.Platform): readonly StopSignal[] {
  return platform === 'win32' ? ['SIGINT', 'SIGBREAK', 'SIGHUP'] : ['SIGTERM', 'SIGINT'];
}

/** Resolves with the exit code. */
export async function serve(parts: ProcessParts): Promise<number> {
  const stopped = firstSignal(parts);
  let code = 0;
  try {
    const broker = await parts.start();
    if (!stopped.asked) parts.writeOut(`millrace ready on ${broker.address}\n`);
    const failure = await Promise.race([stopped.promise, broker.failed]);
    if (failure !== null) {
      parts.writeError(`millrace: ${failure}\n`);
      code = 1;
    }
    await broker.close();
  } catch (error) {
    parts.writeError(`millrace: ${errorSentence(error)}\n`);
    return 1;
  }
  return code;
}

function firstSignal(parts: ProcessParts): { readonly promise: Promise<null>; readonly asked: boolean } {
  let resolve: (value: null) => void = () => {};
  const state = { promise: new Promise<null>((done) => (resolve = done)), asked: false };
  parts.onSignal((signal) => {
    if (state.asked) parts.exitNow(128 + signalNumbers[signal]);
    state.asked = true;
    resolve(null);
  });
  return state;
}
