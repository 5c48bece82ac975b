// Wrong use of the kit, as plain JavaScript can have it: each gets one clear sentence.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestBroker, type TestBrokerOptions, type TestSnapshot } from '../../src/testing/index.ts';
import { missing } from '../support/paths.ts';

const notBuilt = missing.millrace();
if (notBuilt !== undefined) console.warn(`wrong use of the testing kit is not tested: ${notBuilt}`);

/** A test broker as callers without types have it. */
type Untyped = Record<string, (...values: unknown[]) => unknown>;

const untyped = (kafka: TestBroker) => kafka as unknown as Untyped;

describe.skipIf(notBuilt !== undefined)('Wrong use of a test broker', () => {
  let kafka: TestBroker;
  beforeAll(async () => {
    kafka = await TestBroker.start({ topics: { orders: 1 } });
  });
  afterAll(() => kafka.close());

  it.each<[unknown, RegExp]>([
    [null, /^a test broker is started with an object, not with null$/],
    ['orders', /^a test broker is started with an object, not with "orders"$/],
    [{ tpics: {} }, /^Unknown option tpics: a test broker is started with topics, /],
    [{ topics: ['orders'] }, /^Invalid value for option topics: it must be of type object$/],
    [{ topics: { orders: '3' } }, /^topic orders is a number of partitions, or .*, not "3"$/],
    [{ topics: { orders: null } }, /^topic orders is a number of partitions, or .*, not null$/],
    [{ topics: { orders: { partition: 3 } } }, /^topic orders is .*: there is no partition$/],
    [{ topics: { orders: { partitions: '3' } } }, /^partitions of topic orders is a number, not "3"$/],
    [{ topics: { orders: { configs: 3 } } }, /^configs of topic orders are an object, not 3$/],
    [{ topics: { orders: 0 } }, /^topic orders cannot be made: Number of partitions was set to an invalid/],
    [{ topics: { orders: { configs: { 'retention.mss': 1 } } } }, /: Unknown topic config name: retention.mss$/],
    [{ properties: { 'num.partitions': 'x' } }, /^Invalid value x for configuration num.partitions: /],
    [{ properties: { 'num.partitions': null } }, /^Invalid value for configuration num.partitions: it must be /],
    [{ port: '9092' }, /^Invalid value for option port: it must be of type number$/],
    [{ port: 70_000 }, /^Invalid port 70000: a port is a number from 0 \(any free port\) to 65535$/],
    [{ log: {} }, /^Invalid value for option log: it must be a logger of pino$/],
    [{ brokers: 101 }, /^Invalid value 101 for option brokers: it must be a whole number from 1 to 100$/],
    [{ from: {} }, /^a broker is restored from what snapshot\(\) gave, not from another object$/],
  ])('start(%j)', async (options, sentence) => {
    await expect(TestBroker.start(options as TestBrokerOptions)).rejects.toThrow(sentence);
  });

  it.each<[string, unknown[], RegExp]>([
    ['moveLeader', [3, 0], /^the name of a topic is a text, not 3$/],
    ['moveLeader', ['orders', '0'], /^a partition is a whole number from 0, not "0"$/],
    ['moveLeader', ['orders', 0, 2], /^there is no broker 2: the brokers are 1$/],
    ['moveCoordinator', [null], /^moveCoordinator takes \{ groupId \} or \{ transactionalId \}, a text$/],
    ['rebalance', [], /^a group id is a text, not undefined$/],
    ['rebalance', ['nobody'], /^there is no group nobody with members$/],
    ['fillDisk', ['orders'], /^fillDisk takes nothing or \{ topic \}, not "orders"$/],
    ['fillDisk', [{ topics: 'orders' }], /^fillDisk takes nothing or \{ topic \}, not /],
    ['fillDisk', [{ topic: 3 }], /^the fault option topic is a text or a RegExp, not 3$/],
    ['createTopic', [undefined], /^the name of a topic is a text, not undefined$/],
    ['createTopic', ['a', '3'], /^topic a is a number of partitions, or .*, not "3"$/],
    ['createTopic', ['orders'], /^topic orders cannot be made: Topic 'orders' already exists.$/],
    ['records', [], /^the name of a topic is a text, not undefined$/],
    ['records', ['orders', '0'], /^a partition is a whole number from 0, not "0"$/],
    ['records', ['orders', 1], /^the topic orders has no partition 1$/],
    ['group', [], /^a group id is a text, not undefined$/],
    ['until', [Promise.resolve()], /^until takes a function, not a promise$/],
    ['until', [() => true, { timeout: 3 }], /^the options of until are \{ timeoutMs, what \}, not \{"timeout":3\}$/],
    [
      'until',
      [() => true, { timeoutMs: 'soon' }],
      /^timeoutMs of until is a number of milliseconds from 0, not "soon"$/,
    ],
    ['restore', ['yesterday'], /^a broker is restored from what snapshot\(\) gave, not from a string$/],
  ])('%s(...%j)', async (method, values, sentence) => {
    await expect((async () => untyped(kafka)[method]?.apply(kafka, values))()).rejects.toThrow(sentence);
  });

  it.each<[string, unknown[]]>([
    ['api', [3, [], [3], 'produced']],
    ['topic', [3, null, {}]],
    ['partition', ['0', -1, 0.5]],
    ['clientId', [3, null]],
    ['groupId', [3, null]],
    ['transactionalId', [3, null]],
    ['brokerId', ['1', -1]],
    ['times', ['1', 0, -1, 1.5]],
    ['skip', ['1', -1, 1.5]],
    ['probability', ['1', -0.1, 1.1, Number.NaN]],
    ['seed', ['1', -1, 1.5]],
    ['error', [null, 'NO_SUCH_ERROR', 4711]],
    ['when', ['now', true]],
    ['delayMs', ['1', -1, 2 ** 31, Number.NaN]],
    ['disconnect', ['now', true]],
    ['throttleMs', ['1', -1, 2 ** 31]],
  ])('faults.add({ %s }) with a wrong value', (name, wrong) => {
    for (const value of wrong) {
      // Something else that happens, where the option alone would not make a fault.
      const fault = { ...(name === 'disconnect' ? {} : { delayMs: 1 }), [name]: value };
      const add = () => kafka.faults.add(fault as object);
      expect(add, String(value)).toThrow(
        /^(the fault option \w+ is .*, not .*|there is no API .*|Kafka has no error .*)$/,
      );
    }
    expect(kafka.faults.list).toEqual([]);
  });

  it('everything after close', async () => {
    const closed = await TestBroker.start({ topics: { orders: 1 } });
    const [fault, [node], snapshot] = [closed.faults.add({ delayMs: 1 }), closed.brokers, await closed.snapshot()];
    const { port } = closed;
    await closed.close();
    const uses: Record<string, () => unknown> = {
      topics: () => closed.topics,
      'clock.advance': () => closed.clock.advance(1),
      'faults.add': () => closed.faults.add({ delayMs: 1 }),
      'brokers[0].stop': () => node?.stop(),
      'brokers[0].start': () => node?.start(),
      moveLeader: () => closed.moveLeader('orders', 0),
      moveCoordinator: () => closed.moveCoordinator({ groupId: 'shipping' }),
      rebalance: () => closed.rebalance('shipping'),
      fillDisk: () => closed.fillDisk(),
      createTopic: () => closed.createTopic('others'),
      records: () => closed.records('orders'),
      groups: () => closed.groups(),
      group: () => closed.group('shipping'),
      transactions: () => closed.transactions(),
      dump: () => closed.dump(),
      snapshot: () => closed.snapshot(),
      restore: () => closed.restore(snapshot as TestSnapshot),
      reset: () => closed.reset(),
    };
    for (const [name, use] of Object.entries(uses)) {
      await expect((async () => use())(), name).rejects.toThrow(/^the broker is closed$/);
    }
    await expect(closed.until(() => closed.topics, { timeoutMs: 1 })).rejects.toThrow(
      /it threw: the broker is closed\nWhat the broker holds is not known: the broker is closed$/,
    );
    // What takes something away has nothing left to do, and what only tells goes on telling.
    fault.remove();
    closed.freeDisk();
    closed.faults.clear();
    await closed.close();
    expect([closed.port, closed.brokers.length, closed.faults.list]).toEqual([port, 1, []]);
  });
});
