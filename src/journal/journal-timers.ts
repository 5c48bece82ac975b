// The named timers of one coordinator, on the clock that was handed in. Soft state: they fall with their coordinator.
// Invariant: a name has at most one timer; setting it again moves it.
import type { Clock, Timer } from '../clock.ts';
import type { TimerEffect } from './coordinator.ts';

export class JournalTimers {
  readonly #clock: Clock;
  readonly #fired: (name: string) => void;
  readonly #timers = new Map<string, Timer>();

  constructor(clock: Clock, fired: (name: string) => void) {
    this.#clock = clock;
    this.#fired = fired;
  }

  apply(effect: TimerEffect): void {
    this.#timers.get(effect.timer)?.cancel();
    this.#timers.delete(effect.timer);
    if (effect.kind === 'cancel') return;
    const timer = this.#clock.schedule(effect.atMs - this.#clock.nowMs(), () => {
      this.#timers.delete(effect.timer);
      this.#fired(effect.timer);
    });
    this.#timers.set(effect.timer, timer);
  }

  clear(): void {
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
  }
}
