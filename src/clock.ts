// Time, handed in: everything that waits or stamps takes a Clock, so that tests run on virtual time.
// `systemClock` is the machine's; `VirtualClock` moves only when a test says so, and fires timers in order of their
// due time (equal times in order of scheduling).

export interface Timer {
  /** Does nothing when the timer has fired or was cancelled. */
  cancel(): void;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  nowMs(): number;
  /** Runs `action` once, `delayMs` from now; a negative delay counts as none. */
  schedule(delayMs: number, action: () => void): Timer;
}

/** The longest delay that setTimeout keeps; longer ones are waited for in pieces. */
const TIMEOUT_MS_MAX = 0x7fff_ffff;

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  schedule: (delayMs, action) => new SystemTimer(delayMs, action),
};

class SystemTimer implements Timer {
  #handle: NodeJS.Timeout | null = null;

  constructor(delayMs: number, action: () => void) {
    this.#wait(Math.max(0, delayMs), action);
  }

  cancel(): void {
    if (this.#handle !== null) clearTimeout(this.#handle);
    this.#handle = null;
  }

  #wait(delayMs: number, action: () => void): void {
    const pieceMs = Math.min(delayMs, TIMEOUT_MS_MAX);
    this.#handle = setTimeout(() => {
      this.#handle = null;
      if (delayMs > pieceMs) this.#wait(delayMs - pieceMs, action);
      else action();
    }, pieceMs);
    this.#handle.unref();
  }
}

interface VirtualTimer {
  atMs: number;
  sequence: number;
  action: () => void;
}

export class VirtualClock implements Clock {
  #nowMs: number;
  #sequence = 0;
  readonly #timers = new Set<VirtualTimer>();

  constructor(startMs = 1_700_000_000_000) {
    this.#nowMs = startMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  schedule(delayMs: number, action: () => void): Timer {
    const timer = { atMs: this.#nowMs + Math.max(0, delayMs), sequence: this.#sequence++, action };
    this.#timers.add(timer);
    return { cancel: () => void this.#timers.delete(timer) };
  }

  /** Moves time forward, firing what comes due on the way, including timers that those firings schedule. */
  advance(ms: number): void {
    const targetMs = this.#nowMs + ms;
    for (let next = this.#nextDue(targetMs); next !== null; next = this.#nextDue(targetMs)) {
      this.#timers.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.action();
    }
    this.#nowMs = targetMs;
  }

  get pendingTimerCount(): number {
    return this.#timers.size;
  }

  #nextDue(targetMs: number): VirtualTimer | null {
    let next: VirtualTimer | null = null;
    for (const timer of this.#timers) {
      if (timer.atMs > targetMs) continue;
      if (next === null || isBefore(timer, next)) next = timer;
    }
    return next;
  }
}

function isBefore(a: VirtualTimer, b: VirtualTimer): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.sequence < b.sequence);
}
