// Three members of a group, restarted one after the other while records flow: every record is read by somebody. A record
// may come twice where a member went before it had committed; how many did is printed.

import kafkajs from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import { createTopics } from '../support/topics.ts';
import { pause, waitUntil } from '../support/wait.ts';
import {
  type GroupMember,
  javaMember,
  kafkaJsMember,
  librdkafkaMember,
  type MemberKind,
  platformaticMember,
} from './group-member.ts';

const KINDS: readonly MemberKind[] = [
  javaMember('consumer'),
  javaMember('classic'),
  librdkafkaMember('consumer'),
  librdkafkaMember('classic'),
  kafkaJsMember,
  platformaticMember,
];
const MEMBERS = 3;
const PARTITIONS = 6;
const TIMEOUT_MS = 120_000;

const noBroker = missingBroker();

describe.skipIf(noBroker !== undefined)('rolling restarts of groups', () => {
  let broker: RunningBroker;

  beforeAll(async () => {
    broker = await startBroker({ properties: { 'group.initial.rebalance.delay.ms': '0' } });
  }, 60_000);

  afterAll(async () => {
    await broker?.close();
  }, 60_000);

  for (const [index, kind] of KINDS.entries()) {
    it.skipIf(kind.missing() !== undefined)(
      `${kind.name}: no record is lost`,
      async () => {
        const { sent, reads } = await rollingRestart(broker.bootstrapServers, kind, `rolling-${index}`);
        const lost = Array.from({ length: sent }, (_, value) => String(value)).filter((value) => !reads.has(value));
        expect(lost).toEqual([]);
        const total = [...reads.values()].reduce((sum, count) => sum + count, 0);
        console.log(`${kind.name}: ${sent} records, ${total - sent} read twice`);
      },
      3 * TIMEOUT_MS,
    );
  }
});

async function rollingRestart(bootstrapServers: string, kind: MemberKind, topic: string) {
  await createTopics(bootstrapServers, [{ topic, numPartitions: PARTITIONS }]);
  const reads = new Map<string, number>();
  const read = (value: string) => void reads.set(value, (reads.get(value) ?? 0) + 1);
  const start = () => kind.start({ bootstrapServers, groupId: `${topic}-group`, topic, read });
  const flow = await startFlow(bootstrapServers, topic);
  const members: GroupMember[] = [];
  try {
    for (let number = 0; number < MEMBERS; number += 1) members.push(await start());
    const caughtUp = async () => {
      const until = flow.sent();
      const isRead = () =>
        Array.from({ length: until }, (_, value) => String(value)).every((value) => reads.has(value));
      await waitUntil(`all of ${until} records`, isRead, { timeoutMs: TIMEOUT_MS, everyMs: 100 });
    };
    await caughtUp();
    for (const member of [...members]) {
      await member.stop();
      members.shift();
      await caughtUp();
      members.push(await start());
      await caughtUp();
    }
    await flow.end();
    await caughtUp();
    return { sent: flow.sent(), reads };
  } finally {
    await flow.end();
    await Promise.all(members.map((member) => member.stop()));
  }
}

/** Numbers, a few every now and then, until it is ended. */
async function startFlow(bootstrapServers: string, topic: string) {
  const client = new kafkajs.Kafka({ brokers: [bootstrapServers], logLevel: kafkajs.logLevel.NOTHING });
  const producer = client.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
  await producer.connect();
  let sent = 0;
  let isEnded = false;
  const flowing = (async () => {
    while (!isEnded) {
      const messages = Array.from({ length: PARTITIONS }, (_, partition) => ({
        partition,
        value: String(sent + partition),
      }));
      await producer.send({ topic, acks: -1, messages });
      sent += messages.length;
      await pause(20);
    }
    await producer.disconnect();
  })();
  return {
    sent: () => sent,
    async end() {
      isEnded = true;
      await flowing;
    },
  };
}
