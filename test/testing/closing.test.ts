// A test broker that is closed, or whose brokers stop and start, while other things are under way: every promise
// settles, and nobody listens afterwards. One that did not would be seen as a test that takes too long.
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { TestBroker } from '../../src/testing/index.ts';
import { missing } from '../support/paths.ts';
import { API, requestHeader } from '../support/raw/requests.ts';

const notBuilt = missing.millrace();
if (notBuilt !== undefined) console.warn(`closing is not tested: ${notBuilt}`);

const SEEDS = 25;

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

/** Asks for metadata as fast as it is answered, and connects anew. */
function keepAsking(port: number, isOver: () => boolean): void {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  const ask = () => socket.write(requestHeader(API.METADATA, 1, 1).int32(-1).frame());
  socket.on('connect', ask);
  socket.on('data', ask);
  socket.on('error', () => {});
  socket.on('close', () => {
    if (!isOver()) setImmediate(() => keepAsking(port, isOver));
  });
}

function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    sockets.push(socket);
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
}

/** From 0 to `below`, the same for the same seed. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe.skipIf(notBuilt !== undefined)('Closing', { timeout: 60_000 }, () => {
  it('ends a start that is under way', async () => {
    const kafka = await TestBroker.start({ brokers: 2 });
    const [broker] = kafka.brokers;
    await broker?.stop();
    const refused = expect(broker?.start()).rejects.toThrow(/^the broker is closed$/);
    await kafka.close();
    await refused;
    expect(await connects(broker?.port ?? 0)).toBe(false);
  });

  it('opens and closes one after the other, as it was asked', async () => {
    await using kafka = await TestBroker.start({ brokers: 2 });
    const [broker] = kafka.brokers;
    await Promise.all([broker?.stop(), broker?.start(), broker?.start(), broker?.stop(), broker?.stop()]);
    expect(await connects(broker?.port ?? 0)).toBe(false);
    await Promise.all([broker?.start(), broker?.stop(), broker?.start()]);
    expect(await connects(broker?.port ?? 0)).toBe(true);
  });

  it('lets everything settle that was begun before it', async () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const random = randomFrom(seed);
      const kafka = await TestBroker.start({ topics: { orders: 3 }, brokers: 2 });
      const ports = kafka.brokers.map(({ port }) => port);
      let isOver = false;
      for (const port of ports) keepAsking(port, () => isOver);
      const snapshot = await kafka.snapshot();
      const begin: (() => Promise<unknown> | undefined)[] = [
        () => kafka.brokers[random(2)]?.stop(),
        () => kafka.brokers[random(2)]?.start(),
        () => kafka.restore(snapshot),
        () => kafka.reset(),
        () => kafka.clock.advance(60_000),
        async () => kafka.faults.add({ delayMs: 60_000, when: random(2) === 0 ? 'before' : 'after', times: 2 }),
        async () => kafka.faults.add({ throttleMs: 60_000, times: 2 }),
        async () => kafka.faults.add({ disconnect: random(2) === 0 ? 'before' : 'after', times: 2 }),
        () => new Promise((resolve) => setImmediate(resolve)),
      ];
      const under: Promise<unknown>[] = [];
      for (let step = 0; step < 8; step++) {
        const done = begin[random(begin.length)]?.();
        under.push(Promise.resolve(done).catch(() => 'refused'));
        if (random(3) === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      await kafka.close();
      await Promise.all(under);
      isOver = true;
      expect(await Promise.all(ports.map(connects)), `seed ${seed}`).toEqual([false, false]);
    }
  });
});
