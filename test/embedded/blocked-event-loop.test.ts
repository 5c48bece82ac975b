// The JavaScript thread is never on the path of records: while it stands still, connected clients produce and consume.
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { Broker } from '../../src/index.ts';
import { waitUntil } from '../support/wait.ts';
import { kafkaOf } from './kafkajs-client.ts';

const BLOCKED_MS = 5_000;

it(`goes on while the event loop is blocked for ${BLOCKED_MS} ms`, { timeout: 60_000 }, async () => {
  await using broker = await Broker.start({ port: 0, properties: { 'group.initial.rebalance.delay.ms': '0' } });
  const admin = kafkaOf(broker.bootstrapServers).admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: 'busy' }], waitForLeaders: true });
  await admin.disconnect();

  const counters = new SharedArrayBuffer(8);
  const counts = new Int32Array(counters);
  const read = () => ({ produced: Atomics.load(counts, 0), consumed: Atomics.load(counts, 1) });
  const { bootstrapServers } = broker;
  const worker = new Worker(new URL('./busy-clients.mjs', import.meta.url), {
    workerData: { bootstrapServers, topic: 'busy', counters },
  });
  try {
    await waitUntil('the clients to be at work', () => read().produced > 20 && read().consumed > 20);
    const before = read();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BLOCKED_MS);
    const after = read();
    // Ten milliseconds between two records: a few hundred in the time; a tenth of that is proof enough.
    expect(after.produced - before.produced).toBeGreaterThan(50);
    expect(after.consumed - before.consumed).toBeGreaterThan(50);
    await waitUntil('the consumer to have everything', () => read().consumed >= after.produced);
  } finally {
    await worker.terminate();
  }
});
