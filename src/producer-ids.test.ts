import { describe, expect, it } from 'vitest';
import { KafkaError } from './errors.ts';
import { ProducerIds } from './producer-ids.ts';

describe('ProducerIds', () => {
  it('never repeats, whoever asks at the same time', async () => {
    let blocks = 0;
    const ids = new ProducerIds(async () => ({ first: BigInt(blocks++) * 10n, count: 10 }));
    const handed = await Promise.all(Array.from({ length: 35 }, () => ids.next()));
    expect(new Set(handed).size).toBe(35);
    expect(handed.slice(0, 3)).toEqual([0n, 1n, 2n]);
    expect(blocks).toBe(4);
  });

  it('tries again after a failed allocation', async () => {
    let failing = true;
    const ids = new ProducerIds(async () => {
      if (failing) throw new KafkaError(41);
      return { first: 1000n, count: 1000 };
    });
    await expect(ids.next()).rejects.toMatchObject({ code: 41 });
    failing = false;
    expect(await ids.next()).toBe(1000n);
  });
});
