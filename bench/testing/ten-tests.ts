// Ten tests as services have them, written with KafkaJS against any broker. Called by run.ts for either side.
import assert from 'node:assert/strict';
import kafkajs from 'kafkajs';
import { waitUntil } from '../../test/support/wait.ts';

/** A broker under test. */
export interface Target {
  readonly bootstrapServers: string;
  /** Makes the broker as new, where it can; names differ from test to test in any case. */
  reset(): Promise<void>;
  /** Lets so much time go by, where that can be done without waiting. */
  passTime(ms: number): Promise<void>;
}

/** What a test has: a client, names of its own, and what it has connected. */
interface Context {
  readonly target: Target;
  readonly client: kafkajs.Kafka;
  /** Of four partitions. */
  readonly topic: string;
  readonly output: string;
  readonly group: string;
  readonly opened: { disconnect(): Promise<void> }[];
}

const WAIT_LIMIT_MS = 60_000;
const SESSION_MS = 6000;
const TRANSACTION_MS = 1000;
/** As often as Apache Kafka looks for transactions that are over their time. */
const CLEANUP_INTERVAL_MS = 10_000;

const until = (what: string, condition: () => boolean | Promise<boolean>) =>
  waitUntil(what, async () => ((await condition()) ? true : undefined), { timeoutMs: WAIT_LIMIT_MS, everyMs: 5 });

async function producerOf({ client, opened }: Context, transactional?: { id: string; timeoutMs?: number }) {
  const producer = client.producer(
    transactional === undefined
      ? { idempotent: true }
      : {
          transactionalId: transactional.id,
          transactionTimeout: transactional.timeoutMs ?? 60_000,
          idempotent: true,
          maxInFlightRequests: 1,
        },
  );
  await producer.connect();
  opened.push(producer);
  return producer;
}

async function send(context: Context, messages: readonly { key?: string; value: string }[]): Promise<void> {
  const producer = await producerOf(context);
  // With a key each, so that what is sent again goes where it went before.
  const keyed = messages.map(({ key, value }) => ({ key: key ?? value, value }));
  await producer.send({ topic: context.topic, messages: keyed });
}

async function read(
  context: Context,
  onMessage: (message: kafkajs.EachMessagePayload) => Promise<void> | void,
  { topic = context.topic, group = context.group, autoCommit = true } = {},
) {
  const retry = { initialRetryTime: 50, retries: 20 };
  const consumer = context.client.consumer({ groupId: group, sessionTimeout: SESSION_MS, maxWaitTimeInMs: 50, retry });
  await consumer.connect();
  context.opened.push(consumer);
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({ autoCommit, eachMessage: async (payload) => onMessage(payload) });
  return consumer;
}

/** Each once: a member that joins again may read again what it has not committed. */
async function readValues(context: Context, count: number, topic = context.topic, group = context.group) {
  const values = new Set<string>();
  const consumer = await read(context, ({ message }) => void values.add(String(message.value)), { topic, group });
  await until(`${count} records`, () => values.size >= count);
  return { values: [...values], consumer };
}

async function stateOf({ client, group }: Context): Promise<string> {
  const admin = client.admin();
  await admin.connect();
  const { groups } = await admin.describeGroups([group]);
  await admin.disconnect();
  return groups[0]?.state ?? '';
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => ({ value: `${index}` }));

export const tenTests: readonly { name: string; run: (context: Context) => Promise<void> }[] = [
  {
    name: 'a record there and back',
    async run(context) {
      await send(context, [{ key: 'a', value: 'one' }]);
      assert.deepEqual((await readValues(context, 1)).values, ['one']);
    },
  },
  {
    name: 'records of one key stay in order',
    async run(context) {
      await send(
        context,
        numbered(200).map(({ value }) => ({ key: `key-${Number(value) % 10}`, value })),
      );
      const { values } = await readValues(context, 200);
      for (let key = 0; key < 10; key++) {
        const own = values.map(Number).filter((value) => value % 10 === key);
        assert.deepEqual(
          own,
          [...own].sort((a, b) => a - b),
        );
      }
    },
  },
  {
    name: 'two members share the partitions',
    async run(context) {
      const [first, second] = [new Set<number>(), new Set<number>()];
      await read(context, ({ partition }) => void first.add(partition));
      await read(context, ({ partition }) => void second.add(partition));
      const producer = await producerOf(context);
      await until('both members reading', async () => {
        const messages = [0, 1, 2, 3].map((partition) => ({ partition, value: 'x' }));
        await producer.send({ topic: context.topic, messages });
        return first.size >= 2 && second.size === 2;
      });
    },
  },
  {
    name: 'a group goes on where it stopped',
    async run(context) {
      await send(context, numbered(10));
      await (await readValues(context, 10)).consumer.disconnect();
      await send(context, [{ value: 'new' }]);
      assert.deepEqual((await readValues(context, 1)).values, ['new']);
    },
  },
  {
    name: 'what was aborted is not shown',
    async run(context) {
      const producer = await producerOf(context, { id: context.group });
      for (const [value, ending] of [
        ['taken back', 'abort'],
        ['kept', 'commit'],
      ] as const) {
        const transaction = await producer.transaction();
        await transaction.send({ topic: context.topic, messages: [{ value }] });
        await transaction[ending]();
      }
      assert.deepEqual((await readValues(context, 1)).values, ['kept']);
    },
  },
  {
    name: 'read, transformed and written once',
    async run(context) {
      await send(context, numbered(5));
      const producer = await producerOf(context, { id: context.group });
      const { group, topic, output } = context;
      await read(
        context,
        async ({ partition, message }) => {
          const transaction = await producer.transaction();
          await transaction.send({ topic: output, messages: [{ value: `${message.value} done` }] });
          const offset = String(Number(message.offset) + 1);
          await transaction.sendOffsets({
            consumerGroupId: group,
            topics: [{ topic, partitions: [{ partition, offset }] }],
          });
          await transaction.commit();
        },
        { autoCommit: false },
      );
      const { values } = await readValues(context, 5, output, `${group}-reader`);
      assert.deepEqual(values.sort(), ['0 done', '1 done', '2 done', '3 done', '4 done']);
    },
  },
  {
    name: 'poison goes to the dead letters',
    async run(context) {
      await send(context, [{ value: 'no JSON' }, { value: '{}' }]);
      const producer = await producerOf(context);
      await read(context, async ({ message }) => {
        const value = String(message.value);
        try {
          JSON.parse(value);
        } catch {
          await producer.send({ topic: context.output, messages: [{ value }] });
        }
      });
      const { values } = await readValues(context, 1, context.output, `${context.group}-reader`);
      assert.deepEqual(values, ['no JSON']);
    },
  },
  {
    name: 'what fails is tried again',
    async run(context) {
      await send(context, [{ value: 'one' }]);
      let tries = 0;
      await read(context, () => {
        if (++tries < 3) throw new Error('not yet');
      });
      await until('the third try', () => tries === 3);
    },
  },
  {
    name: 'another member takes over from a hung one',
    async run(context) {
      await send(context, [{ value: 'one' }]);
      let [isHung, release] = [false, () => {}];
      const hanging = new Promise<void>((resolve) => {
        release = resolve;
      });
      await read(context, () => {
        isHung = true;
        return hanging;
      });
      try {
        await until('the first member hanging', () => isHung);
        const values: string[] = [];
        // It has joined when the first one is out.
        const joining = read(context, ({ message }) => void values.push(String(message.value)));
        await until('the second member waiting', async () => (await stateOf(context)) === 'PreparingRebalance');
        await context.target.passTime(SESSION_MS);
        await joining;
        await until('the second member reading', () => values.length === 1);
      } finally {
        release();
      }
    },
  },
  {
    name: 'a forgotten transaction is aborted',
    async run(context) {
      const producer = await producerOf(context, { id: context.group, timeoutMs: TRANSACTION_MS });
      const transaction = await producer.transaction();
      await transaction.send({ topic: context.topic, messages: [{ value: 'forgotten', partition: 0 }] });
      const plain = await producerOf(context);
      await plain.send({ topic: context.topic, messages: [{ value: 'behind it', partition: 0 }] });
      await context.target.passTime(TRANSACTION_MS + CLEANUP_INTERVAL_MS);
      assert.deepEqual((await readValues(context, 1)).values, ['behind it']);
    },
  },
];

/** Seconds that each took, with its preparation. Rejects where one fails. */
export async function runTests(target: Target): Promise<number[]> {
  const seconds: number[] = [];
  for (const [index, { name, run }] of tenTests.entries()) {
    const startMs = performance.now();
    await target.reset();
    const client = new kafkajs.Kafka({ brokers: [target.bootstrapServers], logLevel: kafkajs.logLevel.NOTHING });
    const [topic, output, group] = [`input-${index}`, `output-${index}`, `group-${index}`];
    const context: Context = { target, client, topic, output, group, opened: [] };
    try {
      await createTopics(client, [topic, output]);
      await run(context);
    } catch (error) {
      throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      await Promise.all(context.opened.map((one) => one.disconnect()));
    }
    seconds.push((performance.now() - startMs) / 1000);
  }
  return seconds;
}

async function createTopics(client: kafkajs.Kafka, names: readonly string[]): Promise<void> {
  const admin = client.admin();
  await admin.connect();
  await admin.createTopics({ topics: names.map((topic) => ({ topic, numPartitions: 4 })), waitForLeaders: true });
  await admin.disconnect();
}
