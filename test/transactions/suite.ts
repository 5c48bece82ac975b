// Transactions as real clients make them: commit, abort, fencing of a zombie, offsets of a group, and the loop that
// consumes, transforms and produces, through restarts of the broker. One test file for each client calls this.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import { createTopics } from '../support/topics.ts';
import type { TransactionalClient } from './client.ts';
import { Copy, copyOf, said } from './copy.ts';
import { readTopic, writeEnd } from './read.ts';

const PARTITIONS = 2;
const RECORDS_EACH = 120;

export function testTransactions(client: TransactionalClient): void {
  const reason = missingBroker() ?? client.missing();
  console.log(reason === undefined ? [client.name, ...client.limits].join('; ') : `${client.name}: skipped, ${reason}`);

  describe.skipIf(reason !== undefined)(`transactions of ${client.name}`, () => {
    let broker: RunningBroker;

    beforeAll(async () => {
      broker = await startBroker();
    }, 60_000);

    afterAll(async () => {
      await broker?.close();
    }, 60_000);

    async function topic(name: string): Promise<string> {
      await createTopics(broker.bootstrapServers, [{ topic: name, numPartitions: PARTITIONS }]);
      return name;
    }

    it('commits and aborts', async () => {
      const to = await topic('ends');
      const session = await client.open(broker.bootstrapServers, 'ends');
      try {
        for (const [end, name] of [
          ['commit', 'a'],
          ['abort', 'b'],
          ['commit', 'c'],
          ['abort', 'd'],
        ] as const) {
          await session.begin();
          await session.send(to, 0, [`${name}1`, `${name}2`]);
          await session.send(to, 1, [`${name}3`]);
          await session[end]();
        }
        await writeEnd(session, to, PARTITIONS);
      } finally {
        await session.close();
      }
      const committed = [
        ['a1', 'a2', 'c1', 'c2'],
        ['a3', 'c3'],
      ];
      expect(await readTopic(client, broker.bootstrapServers, to, PARTITIONS)).toEqual(committed);
      const all = [
        ['a1', 'a2', 'b1', 'b2', 'c1', 'c2', 'd1', 'd2'],
        ['a3', 'b3', 'c3', 'd3'],
      ];
      expect(await readTopic(client, broker.bootstrapServers, to, PARTITIONS, 'read_uncommitted')).toEqual(all);
    }, 90_000);

    it('fences a zombie, whose transaction is aborted', async () => {
      const to = await topic('fenced');
      const zombie = await client.open(broker.bootstrapServers, 'fenced');
      await zombie.begin();
      await zombie.send(to, 0, ['of the zombie']);
      const session = await client.open(broker.bootstrapServers, 'fenced', zombie);
      try {
        await session.begin();
        await session.send(to, 0, ['of its successor']);
        await session.commit();
        const tooLate = zombie.send(to, 1, ['too late']).then(() => zombie.commit());
        expect(await tooLate.then(() => 'it was not', said)).toMatch(/fence|epoch/i);
        await writeEnd(session, to, PARTITIONS);
      } finally {
        await session.close();
        await zombie.close();
      }
      expect(await readTopic(client, broker.bootstrapServers, to, PARTITIONS)).toEqual([['of its successor'], []]);
    }, 90_000);

    it('consumes, transforms and produces, through a restart and a kill of the broker', async () => {
      const [from, to] = [await topic('in'), await topic('out')];
      const input = await client.open(broker.bootstrapServers, 'input');
      const values = [0, 1].map((partition) =>
        Array.from({ length: RECORDS_EACH }, (_, index) => `${partition}.${index}`),
      );
      await input.begin();
      for (const [partition, own] of values.entries()) await input.send(from, partition, own);
      await input.commit();
      await input.close();
      const events = [
        { at: 3, act: () => broker.restart() },
        { at: 7, act: () => broker.kill().then(() => broker.start()) },
      ];
      const result = await new Copy({
        client,
        bootstrapServers: broker.bootstrapServers,
        transactionalId: 'copy',
        group: 'group',
        from,
        to,
        count: PARTITIONS * RECORDS_EACH,
        timeoutMs: 90_000,
        onProgress: async (transactions) => {
          const [next] = events;
          if (next !== undefined && transactions >= next.at) await events.shift()?.act();
        },
      }).run();
      console.log(`${client.name}: ${JSON.stringify(result)}`);
      expect(events).toEqual([]);
      expect(result.aborts).toBeGreaterThan(1);
      const marker = await client.open(broker.bootstrapServers, 'marker');
      await writeEnd(marker, to, PARTITIONS);
      await marker.close();
      const copies = values.map((own) => own.map((value) => copyOf({ value })));
      expect(await readTopic(client, broker.bootstrapServers, to, PARTITIONS)).toEqual(copies);
    }, 150_000);
  });
}
