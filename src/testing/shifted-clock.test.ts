import { describe, expect, it } from 'vitest';
import { ShiftedClock } from './shifted-clock.ts';

describe('ShiftedClock', () => {
  it('fires what comes due on the way, in order, with what the timers set in motion between them', async () => {
    const clock = new ShiftedClock();
    const startMs = clock.nowMs();
    const seen: string[] = [];
    const note = (name: string) => seen.push(`${name} after ${Math.round((clock.nowMs() - startMs) / 1000)} s`);
    clock.schedule(3_600_000, () => note('hour'));
    clock.schedule(60_000, () => {
      note('minute');
      queueMicrotask(() => clock.schedule(30_000, () => note('half a minute later')));
    });
    clock.schedule(90_000, () => note('cancelled')).cancel();
    clock.schedule(7_200_000, () => note('too late'));
    await clock.advance(3_700_000);
    expect(seen).toEqual(['minute after 60 s', 'half a minute later after 90 s', 'hour after 3600 s']);
    expect(clock.nowMs() - startMs).toBeGreaterThanOrEqual(3_700_000);
    clock.stop();
  });

  it('goes with the machine as well', async () => {
    const clock = new ShiftedClock();
    await clock.advance(1_000_000);
    const order: string[] = [];
    await new Promise<void>((resolve) => {
      clock.schedule(30, () => {
        order.push('second');
        resolve();
      });
      clock.schedule(10, () => order.push('first'));
    });
    expect(order).toEqual(['first', 'second']);
  });
});
