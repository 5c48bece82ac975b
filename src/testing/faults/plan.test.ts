import { describe, expect, it } from 'vitest';
import { ApiKey } from '../../wire/api-key.ts';
import { ErrorCode } from '../../wire/error-code.ts';
import { FaultList } from './faults.ts';
import { type FaultOptions, faultRule } from './options.ts';
import { matchingUnits, planOf, type RequestFacts } from './plan.ts';

const facts: RequestFacts = {
  apiKey: ApiKey.OFFSET_COMMIT,
  clientId: 'shipping-1',
  brokerId: 2,
  units: [
    { groupId: 'shipping', topic: 'orders', partition: 0 },
    { groupId: 'shipping', topic: 'orders', partition: 1 },
    { groupId: 'shipping', topic: 'returns', partition: 0 },
  ],
};

function list(...options: readonly FaultOptions[]): FaultList {
  const faults = new FaultList(
    () => 1,
    () => {},
  );
  for (const one of options) faults.add(one);
  return faults;
}

describe('matching', () => {
  it.each<[FaultOptions, number[]]>([
    [{}, [0, 1, 2]],
    [{ api: 'OffsetCommit' }, [0, 1, 2]],
    [{ api: ['Fetch', 'OffsetCommit'] }, [0, 1, 2]],
    [{ api: 'Fetch' }, []],
    [{ topic: 'orders' }, [0, 1]],
    [{ topic: /^r/g }, [2]],
    [{ topic: 'order' }, []],
    [{ partition: 0 }, [0, 2]],
    [{ topic: 'orders', partition: 1 }, [1]],
    [{ groupId: /ship/ }, [0, 1, 2]],
    [{ groupId: 'others' }, []],
    [{ transactionalId: /^/ }, []],
    [{ clientId: /-1$/ }, [0, 1, 2]],
    [{ clientId: 'shipping' }, []],
    [{ brokerId: 2 }, [0, 1, 2]],
    [{ brokerId: 1 }, []],
  ])('%j takes the units %j', (options, expected) => {
    const rule = faultRule({ delayMs: 1, ...options }, 1);
    // Twice: an expression with the flag g remembers nothing.
    expect(matchingUnits(rule, facts)).toEqual(expected);
    expect(matchingUnits(rule, facts)).toEqual(expected);
  });
});

describe('the plan', () => {
  it('adds faults up, and gives each unit its first error', () => {
    const faults = list(
      { partition: 1, error: 'NOT_COORDINATOR' },
      { topic: 'orders', error: 'REQUEST_TIMED_OUT', when: 'after', delayMs: 5 },
      { groupId: 'shipping', delayMs: 7, throttleMs: 10 },
      { throttleMs: 20 },
      { topic: 'nothing', disconnect: 'before' },
    );
    const plan = planOf(faults.list, facts);
    expect([...plan.errors]).toEqual([
      [1, { code: ErrorCode.NOT_COORDINATOR, when: 'before', ofPartitions: true }],
      [0, { code: ErrorCode.REQUEST_TIMED_OUT, when: 'after', ofPartitions: true }],
    ]);
    expect(plan).toMatchObject({ delayBeforeMs: 7, delayAfterMs: 5, throttleMs: 20, disconnect: null });
    expect(faults.list.map(({ hits }) => hits)).toEqual([1, 1, 1, 1, 0]);
  });

  it('skips, counts, and lets go', () => {
    const faults = list({ error: 'NOT_COORDINATOR', skip: 2, times: 2 });
    const taken = Array.from({ length: 6 }, () => planOf(faults.list, facts).errors.size > 0);
    expect(taken).toEqual([false, false, true, true, false, false]);
    expect(faults.list).toEqual([]);
  });

  it('takes the same requests for the same seed', () => {
    const row = (seed: number) => {
      const faults = list({ error: 'NOT_COORDINATOR', probability: 0.3, seed });
      return Array.from({ length: 1000 }, () => planOf(faults.list, facts).errors.size > 0);
    };
    expect(row(7)).toEqual(row(7));
    expect(row(7)).not.toEqual(row(8));
    const taken = row(7).filter(Boolean).length;
    expect(taken).toBeGreaterThan(250);
    expect(taken).toBeLessThan(350);
  });

  it('never takes with probability 0, always with 1', () => {
    const never = list({ error: 'NOT_COORDINATOR', probability: 0 });
    const always = list({ error: 'NOT_COORDINATOR', probability: 1 });
    for (let count = 0; count < 100; count++) {
      expect(planOf(never.list, facts).errors.size).toBe(0);
      expect(planOf(always.list, facts).errors.size).toBe(3);
    }
  });

  it('removes and clears', () => {
    const faults = list();
    const fault = faults.add({ delayMs: 1 });
    fault.remove();
    fault.remove();
    expect(faults.list).toEqual([]);
    faults.add({ delayMs: 1 });
    faults.clear();
    expect(planOf(faults.list, facts).delayBeforeMs).toBe(0);
  });
});
