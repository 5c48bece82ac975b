// Records per second of work: time only counts while the work is running.

export class Speed {
  readonly #nowMs: () => number;
  #count = 0;
  #workedMs = 0;
  #runningSinceMs: number | undefined;

  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  get count(): number {
    return this.#count;
  }

  get perSecond(): number {
    const runningMs = this.#runningSinceMs === undefined ? 0 : this.#nowMs() - this.#runningSinceMs;
    const ms = this.#workedMs + runningMs;
    return ms === 0 ? 0 : (this.#count * 1_000) / ms;
  }

  /** Goes on counting time; does nothing while it is running. */
  run(): void {
    this.#runningSinceMs ??= this.#nowMs();
  }

  pause(): void {
    if (this.#runningSinceMs === undefined) return;
    this.#workedMs += this.#nowMs() - this.#runningSinceMs;
    this.#runningSinceMs = undefined;
  }

  add(count: number): void {
    this.#count += count;
  }
}
