// Bounds everything that the demo waits for: it goes on, fails, or is over its time limit, and then says what it was
// waiting for.
import { pause } from '../test/support/wait.ts';

const POLL_MS = 10;

export class Patience {
  #waitsFor = 'the start';
  #failure: Error | undefined;
  #reject: (error: Error) => void = () => {};
  readonly #failed = new Promise<never>((_, reject) => {
    this.#reject = reject;
  });

  constructor() {
    this.#failed.catch(() => {}); // told to whoever waits
  }

  /** Something went wrong beside the step under way: every step ends with this error. */
  fail(error: Error): void {
    this.#failure ??= error;
    this.#reject(this.#failure);
  }

  /** Polls until the condition holds. */
  until(what: string, condition: () => boolean): Promise<void> {
    return this.step(what, async () => {
      while (!condition() && this.#failure === undefined) await pause(POLL_MS);
    });
  }

  async step<T>(what: string, work: () => Promise<T>): Promise<T> {
    if (this.#failure !== undefined) throw this.#failure;
    this.#waitsFor = what;
    return await Promise.race([work(), this.#failed]);
  }

  /** The whole of the work: fails when it takes longer than `limitMs`. */
  async bound<T>(limitMs: number, work: () => Promise<T>): Promise<T> {
    const stuck = () => this.fail(new Error(`stuck: after ${limitMs / 1_000} s still waiting for ${this.#waitsFor}`));
    const timer = setTimeout(stuck, limitMs);
    try {
      return await Promise.race([work(), this.#failed]);
    } finally {
      clearTimeout(timer);
    }
  }
}
