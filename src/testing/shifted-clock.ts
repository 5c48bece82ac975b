// A clock that goes with the machine's and can be moved ahead of it: what comes due on the way happens in order of its
// due time, and what a timer sets in motion comes first before the next one fires.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock, Timer } from '../clock.ts';

interface PendingTimer {
  readonly atMs: number;
  readonly sequence: number;
  readonly action: () => void;
}

/** Turns of the event loop that a decision takes from the timer to its last effect, and some more. */
const SETTLING_TURNS = 8;
/** The longest delay that setTimeout keeps. */
const TIMEOUT_MS_MAX = 0x7fff_ffff;

export class ShiftedClock implements Clock {
  readonly #timers = new Set<PendingTimer>();
  #shiftMs: number;
  #sequence = 0;
  #wakeUp: NodeJS.Timeout | null = null;
  #wakeUpAtMs = Number.POSITIVE_INFINITY;

  constructor(shiftMs = 0) {
    this.#shiftMs = shiftMs;
  }

  /** How far it is ahead of the machine's clock. */
  get shiftMs(): number {
    return this.#shiftMs;
  }

  nowMs(): number {
    return Date.now() + this.#shiftMs;
  }

  schedule(delayMs: number, action: () => void): Timer {
    const timer = { atMs: this.nowMs() + Math.max(0, delayMs), sequence: this.#sequence++, action };
    this.#timers.add(timer);
    if (timer.atMs < this.#wakeUpAtMs) this.#sleep();
    return { cancel: () => void this.#timers.delete(timer) };
  }

  /** Resolves when everything that comes due in these `ms` has happened. */
  async advance(ms: number): Promise<void> {
    const targetMs = this.nowMs() + ms;
    for (let next = this.#next(); next !== null && next.atMs <= targetMs; next = this.#next()) {
      this.#shiftMs += Math.max(0, next.atMs - this.nowMs());
      this.#fire(next);
      await settled();
    }
    this.#shiftMs += Math.max(0, targetMs - this.nowMs());
    this.#sleep();
  }

  /** No timer fires any more. */
  stop(): void {
    this.#timers.clear();
    if (this.#wakeUp !== null) clearTimeout(this.#wakeUp);
  }

  #fire(timer: PendingTimer): void {
    this.#timers.delete(timer);
    timer.action();
  }

  #sleep(): void {
    if (this.#wakeUp !== null) clearTimeout(this.#wakeUp);
    const next = this.#next();
    this.#wakeUpAtMs = next?.atMs ?? Number.POSITIVE_INFINITY;
    if (next === null) return;
    const delayMs = Math.min(Math.max(0, next.atMs - this.nowMs()), TIMEOUT_MS_MAX);
    this.#wakeUp = setTimeout(() => this.#wake(), delayMs).unref();
  }

  #wake(): void {
    const nowMs = this.nowMs();
    for (let next = this.#next(); next !== null && next.atMs <= nowMs; next = this.#next()) this.#fire(next);
    this.#sleep();
  }

  #next(): PendingTimer | null {
    let next: PendingTimer | null = null;
    for (const timer of this.#timers) {
      if (next === null || timer.atMs < next.atMs || (timer.atMs === next.atMs && timer.sequence < next.sequence)) {
        next = timer;
      }
    }
    return next;
  }
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < SETTLING_TURNS; turn++) await nextTurn();
}
