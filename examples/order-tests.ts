// The tests of an order service, the same for every client: what fails for a while, who comes and goes, what nobody can
// read, and that every order gets one invoice whatever happens between the write and the commit.
import { Kafka, logLevel } from 'kafkajs';
import type { FaultOptions, TestBroker } from 'millrace/testing';
import { kafkaTest } from 'millrace/testing/vitest';
import { afterEach, describe, expect } from 'vitest';
import { type OrderService, type OrderServiceOptions, TOPICS } from './orders.ts';

const GROUP = 'billing';

export interface ClientTraits {
  /**
   * It has no way on from a commit without an answer: its producer takes neither a commit nor an abort any more, the
   * consumer stops, and what runs the service has to start it again.
   */
  readonly stopsOverLostCommit: boolean;
  /**
   * It asks once who coordinates its transactions, and a message names for good who coordinated its group when it was
   * read: once one of them has moved, nothing more is committed.
   */
  readonly keepsCoordinators: boolean;
}

/** What goes wrong once on the way between the service and the broker. */
const FAULTS: readonly [string, FaultOptions][] = [
  [
    'the leader of the invoices is elsewhere',
    { api: 'Produce', topic: TOPICS.invoices, error: 'NOT_LEADER_OR_FOLLOWER' },
  ],
  ['the connection ends before an invoice is written', { api: 'Produce', disconnect: 'before' }],
  ['nobody hears that an invoice is written', { api: 'Produce', disconnect: 'after' }],
  ['the coordinator of the group is elsewhere', { api: 'TxnOffsetCommit', error: 'NOT_COORDINATOR' }],
];

export function orderServiceTests(
  client: string,
  startOrderService: (options: OrderServiceOptions) => Promise<OrderService>,
  { stopsOverLostCommit, keepsCoordinators }: ClientTraits,
): void {
  const topics = { [TOPICS.orders]: 4, [TOPICS.invoices]: 1, [TOPICS.deadLetters]: 1 };
  const test = kafkaTest({ topics });
  const testWithTwo = kafkaTest({ topics, brokers: 2 });
  const running: OrderService[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((service) => service.stop()));
  });

  async function start(kafka: TestBroker, options: Partial<OrderServiceOptions> = {}): Promise<OrderService> {
    const { bootstrapServers } = kafka;
    const transactionalId = `${GROUP}-${running.length}`;
    const charge = async () => {};
    const service = await startOrderService({ bootstrapServers, groupId: GROUP, transactionalId, charge, ...options });
    running.push(service);
    return service;
  }

  const allRead = (kafka: TestBroker) =>
    kafka.until(async () => (await kafka.group(GROUP))?.lag === 0, { what: 'every order being read' });

  const expectOneInvoiceEach = async (kafka: TestBroker, count: number) => {
    await send(kafka, orders(0, count));
    await allRead(kafka);
    const invoiced = invoices(kafka).map(Number);
    expect(invoiced.sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, number) => number));
  };

  /** Stable, and with so many members that have something to read. */
  const members = (kafka: TestBroker, count: number) =>
    kafka.until(
      async () => {
        const group = await kafka.group(GROUP);
        return group?.state === 'Stable' && group.members.length === count;
      },
      { what: `a group of ${count}` },
    );

  describe(`an order service with ${client}`, { timeout: 30_000 }, () => {
    test('charges again when a payment has not gone through', async ({ kafka }) => {
      const charged: string[] = [];
      await start(kafka, {
        charge: async ({ id }) => {
          charged.push(id);
          if (charged.length <= 2) throw new Error('the payment service is not there');
        },
      });
      await send(kafka, [order(1)]);
      await allRead(kafka);
      expect(charged).toEqual(['1', '1', '1']);
      expect(invoices(kafka)).toEqual(['1']);
    });

    test('hands its partitions over when instances come and go', async ({ kafka }) => {
      const first = await start(kafka);
      await members(kafka, 1);
      await send(kafka, orders(0, 20));
      await start(kafka);
      await members(kafka, 2);
      await send(kafka, orders(20, 40));
      await first.stop();
      running.splice(running.indexOf(first), 1);
      await members(kafka, 1);
      await send(kafka, orders(40, 60));
      await allRead(kafka);
      // None is lost. One that is under way while partitions change hands may be invoiced twice, with any broker: KafkaJS
      // commits without saying as which generation of the group, and @platformatic/kafka does not wait for the offsets of
      // a transaction that is about to commit when it takes a partition over.
      const invoiced = new Set(invoices(kafka).map(Number));
      expect([...invoiced].sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, number) => number));
    });

    test('puts aside what it cannot read, and goes on', async ({ kafka }) => {
      await start(kafka);
      await send(kafka, ['this is no order', order(1)]);
      await allRead(kafka);
      expect(kafka.records(TOPICS.deadLetters)).toMatchObject([
        {
          value: 'this is no order',
          headers: { source: expect.stringMatching(/^orders-\d@0$/) },
          transaction: 'committed',
        },
      ]);
      expect(invoices(kafka)).toEqual(['1']);
    });

    for (const [what, fault] of FAULTS) {
      test(`writes one invoice for an order, also when ${what}`, async ({ kafka }) => {
        const added = kafka.faults.add({ clientId: 'orders', times: 1, ...fault });
        await start(kafka);
        await send(kafka, [order(1)]);
        await allRead(kafka);
        expect(added.hits).toBe(1);
        expect(await readCommitted(kafka, 1)).toEqual(['{"order":"1","cents":100}']);
        expect(invoices(kafka)).toEqual(['1']);
      });
    }

    for (const disconnect of ['before', 'after'] as const) {
      test(`writes one invoice for an order, also when the connection ends ${disconnect} the commit`, async ({
        kafka,
      }) => {
        const lost = kafka.faults.add({ clientId: 'orders', api: 'EndTxn', disconnect, times: 1 });
        const first = await start(kafka);
        await send(kafka, [order(1)]);
        await kafka.until(() => lost.hits === 1, { what: 'the commit' });
        if (stopsOverLostCommit) {
          await first.stop();
          running.splice(running.indexOf(first), 1);
          await start(kafka);
        }
        await send(kafka, [order(2)]);
        await allRead(kafka);
        expect(invoices(kafka).sort()).toEqual(['1', '2']);
      });
    }

    test('goes on when the group rebalances at once', async ({ kafka }) => {
      let isRebalanced = false;
      await start(kafka, {
        charge: async () => {
          if (!isRebalanced) await kafka.rebalance(GROUP);
          isRebalanced = true;
        },
      });
      await send(kafka, orders(0, 5));
      await allRead(kafka);
      expect(isRebalanced).toBe(true);
      expect([...new Set(invoices(kafka))].sort()).toEqual(['0', '1', '2', '3', '4']);
    });

    testWithTwo('writes one invoice for an order, also while leaders move', async ({ kafka }) => {
      const count = 24;
      let charges = 0;
      await start(kafka, {
        charge: async () => {
          charges++;
          // With a transaction open that has yet to write there, and while the next orders are on their way.
          if (charges % 4 === 0) await kafka.moveLeader(TOPICS.invoices, 0);
          if (charges % 4 === 2) await Promise.all([0, 1, 2, 3].map((one) => kafka.moveLeader(TOPICS.orders, one)));
        },
      });
      await expectOneInvoiceEach(kafka, count);
    });

    if (!keepsCoordinators) {
      testWithTwo('writes one invoice for an order, also while coordinators move', async ({ kafka }) => {
        const count = 12;
        let charges = 0;
        await start(kafka, {
          charge: async () => {
            charges++;
            if (charges % 4 === 0) await kafka.moveCoordinator({ groupId: GROUP });
            if (charges % 4 === 2) await kafka.moveCoordinator({ transactionalId: `${GROUP}-0` });
          },
        });
        await expectOneInvoiceEach(kafka, count);
      });
    }

    test('writes one invoice for an order, also when it fails before the commit', async ({ kafka }) => {
      let failures = 0;
      await start(kafka, {
        beforeCommit: async () => {
          if (failures++ < 2) throw new Error('something breaks after the invoice is written');
        },
      });
      await send(kafka, [order(1)]);
      await allRead(kafka);
      expect(kafka.records(TOPICS.invoices).map(({ transaction }) => transaction)).toEqual([
        'aborted',
        'aborted',
        'committed',
      ]);
      expect(await readCommitted(kafka, 1)).toEqual(['{"order":"1","cents":100}']);
    });
  });
}

const order = (number: number) => JSON.stringify({ id: String(number), cents: number * 100 });

const orders = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => order(from + index));

/** All with one key each, so that they spread over the partitions. */
async function send(kafka: TestBroker, values: readonly string[]): Promise<void> {
  const producer = new Kafka({ brokers: kafka.bootstrapServers.split(','), logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  await producer.send({ topic: TOPICS.orders, messages: values.map((value, index) => ({ key: `${index}`, value })) });
  await producer.disconnect();
}

/** The orders that have an invoice whose transaction is committed. */
function invoices(kafka: TestBroker): string[] {
  const committed = kafka.records(TOPICS.invoices).filter(({ transaction }) => transaction === 'committed');
  return committed.map(({ value }) => JSON.parse(value ?? '').order);
}

/** What a reader of the invoices gets to see. */
async function readCommitted(kafka: TestBroker, count: number): Promise<string[]> {
  const values: string[] = [];
  const client = new Kafka({ brokers: kafka.bootstrapServers.split(','), logLevel: logLevel.NOTHING });
  const consumer = client.consumer({ groupId: 'reader', maxWaitTimeInMs: 50, readUncommitted: false });
  await consumer.connect();
  await consumer.subscribe({ topics: [TOPICS.invoices], fromBeginning: true });
  await consumer.run({ eachMessage: async ({ message }) => void values.push(String(message.value)) });
  await kafka.until(() => values.length >= count, { what: `${count} invoices being read` });
  await consumer.disconnect();
  return values;
}
