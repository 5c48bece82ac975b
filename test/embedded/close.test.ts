// close() takes a bounded time whatever the clients are doing, and they see their connections end.
import { existsSync } from 'node:fs';
import { Consumer, MessagesStreamModes, stringDeserializers } from '@platformatic/kafka';
import { expect, it } from 'vitest';
import { Broker } from '../../src/index.ts';
import { joinGroupRequest, joinGroupResponse, newJoinGroupRequest } from '../../src/wire/generated/join-group.ts';
import { TypedConnection } from '../parity/typed-connection.ts';
import { RawConnection } from '../support/raw/connection.ts';
import { fetchRequest } from '../support/raw/requests.ts';
import { createTopics, withAdmin } from '../support/topics.ts';
import { pause, waitUntil, within } from '../support/wait.ts';
import { consume, kafkaOf, produce } from './kafkajs-client.ts';

/** Far below any waiting time of the requests here, far above what a busy machine needs. */
const CLOSE_LIMIT_MS = 10_000;
const LONG_MS = 120_000;

async function closeInTime(broker: Broker): Promise<void> {
  const startMs = performance.now();
  await within('the broker closing', CLOSE_LIMIT_MS, broker.close());
  console.log(`closed in ${(performance.now() - startMs).toFixed(1)} ms`);
  expect(existsSync(broker.dataDir)).toBe(false);
}

it('closes while clients are connected and at work', async () => {
  const broker = await Broker.start({ port: 0, properties: { 'group.initial.rebalance.delay.ms': 0 } });
  const { bootstrapServers } = broker;
  await produce(bootstrapServers, 'words', ['one', 'two']);
  expect(await consume(bootstrapServers, 'words', 'readers', 2)).toEqual(['one', 'two']);
  const kafka = kafkaOf(bootstrapServers);
  const producer = kafka.producer({ retry: { retries: 0 } });
  const admin = kafka.admin();
  const consumer = new Consumer({
    clientId: 'c',
    groupId: 'others',
    bootstrapBrokers: [bootstrapServers],
    deserializers: stringDeserializers,
    retries: 0,
  });
  await Promise.all([producer.connect(), admin.connect()]);
  const stream = await consumer.consume({ topics: ['words'], mode: MessagesStreamModes.EARLIEST });
  stream.on('error', () => {}); // its broker goes away under it
  consumer.on('error', () => {});
  let isOver = false;
  const sending = (async () => {
    while (!isOver) {
      await producer.send({ topic: 'words', messages: [{ value: 'more' }] }).catch(() => {});
      await pause(1);
    }
  })();
  await closeInTime(broker);
  isOver = true;
  await sending;
  await Promise.allSettled([producer.disconnect(), admin.disconnect(), stream.close(), consumer.close(true)]);
});

it('closes while requests are parked', { timeout: 60_000 }, async () => {
  const properties = { 'group.initial.rebalance.delay.ms': LONG_MS, 'group.max.session.timeout.ms': LONG_MS };
  const broker = await Broker.start({ port: 0, properties });
  await createTopics(broker.bootstrapServers, [{ topic: 'quiet', numPartitions: 1 }]);

  const fetching = await RawConnection.open(broker.port);
  fetching.send(fetchRequest('quiet', 0n, 1, { waitMs: LONG_MS }));
  // A second request behind the parked one, and half of a third.
  fetching.send(fetchRequest('quiet', 0n, 2, { waitMs: LONG_MS }));
  fetching.send(fetchRequest('quiet', 0n, 3).subarray(0, 9));

  const groups = () => withAdmin(broker.bootstrapServers, (admin) => admin.describeGroups(['patient']));
  await groups(); // looking for the coordinator makes its topic
  const joining = await TypedConnection.open(broker.port);
  const joined = joining.call(joinGroupRequest, joinGroupResponse, 2, {
    ...newJoinGroupRequest({ groupId: 'patient', protocolType: 'consumer' }),
    sessionTimeoutMs: LONG_MS,
    rebalanceTimeoutMs: LONG_MS,
    protocols: [{ name: 'range', metadata: Buffer.alloc(0) }],
  });
  // Clients try again after either: COORDINATOR_NOT_AVAILABLE, or no answer.
  const outcome = joined.then(({ errorCode }) => String(errorCode), String);
  await waitUntil('the member to wait', async () => (await groups()).groups[0]?.state === 'PreparingRebalance');
  expect(await fetching.reaction(300)).toBe('silent');

  await closeInTime(broker);
  expect(await fetching.reaction(CLOSE_LIMIT_MS)).toBe('closed');
  expect(await outcome).toMatch(/^(15|Error: no answer: the connection is closed)$/);
});

it('closes while a client does not read its answers', { timeout: 60_000 }, async () => {
  const broker = await Broker.start({ port: 0 });
  const producer = kafkaOf(broker.bootstrapServers).producer();
  await producer.connect();
  const value = Buffer.alloc(500_000, 'x');
  for (let count = 0; count < 20; count++) await producer.send({ topic: 'large', messages: [{ value }] });
  await producer.disconnect();
  const slow = await RawConnection.open(broker.port);
  slow.socket.pause();
  for (let id = 0; id < 50; id++) slow.send(fetchRequest('large', 0n, id, { maxBytes: 10_000_000 }));
  const other = await RawConnection.open(broker.port);
  expect(await other.call(fetchRequest('large', 0n, 1))).toBeInstanceOf(Buffer);
  await closeInTime(broker);
  slow.destroy();
});

it('closes right after its start', async () => {
  const starting = Array.from({ length: 5 }, () => Broker.start({ port: 0 }));
  for (const start of starting) await closeInTime(await start);
});
