// Peers that do not keep to the protocol: the broker reacts as Apache Kafka does, its memory stays bounded, and a
// healthy neighbour notices nothing.
//
// The expected reactions stand in kafka-reactions.json, recorded from Apache Kafka 4.3.1 by
//   MILLRACE_TEST_BROKER=kafka MILLRACE_RECORD=1 npx vitest run test/peers

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brokerKind, missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import { ROOT } from '../support/paths.ts';
import { Bytes, recordBatch } from '../support/raw/bytes.ts';
import { RawConnection } from '../support/raw/connection.ts';
import { fetchRequest, produceRequest, readProduceAnswer } from '../support/raw/requests.ts';
import { createTopics } from '../support/topics.ts';
import { waitUntil } from '../support/wait.ts';
import { HealthyClient } from './healthy.ts';
import { APPEND_TIME_TOPIC, PROBE_TOPIC, PROBES, reactionTo } from './probes.ts';

const RECORDED = join(ROOT, 'test/peers/kafka-reactions.json');
const RECORDING = process.env.MILLRACE_RECORD === '1';
const SILENT_AFTER_MS = 500;
const REACTS_WITHIN_MS = 15_000;
const NEIGHBOUR_MAX_MS = 3_000;
const MEGABYTE = 1_000_000;

/** Where Millrace reacts otherwise on purpose. */
const DIFFERENT: Record<string, string> = {
  // Nothing after the client id is looked at in a version that is not known, so nothing there can be wrong.
  'ApiVersions in a version to come, header cut short': 'answered',
};

const reason = missingBroker();
if (reason !== undefined) console.log(`bad peers: skipped, ${reason}`);

describe.skipIf(reason !== undefined)('bad peers', () => {
  let broker: RunningBroker;
  let neighbour: HealthyClient;
  const expected: Record<string, string> = {};
  const reactions: Record<string, string> = {};

  beforeAll(async () => {
    if (!RECORDING) Object.assign(expected, JSON.parse(await readFile(RECORDED, 'utf8')));
    if (brokerKind() === 'millrace') Object.assign(expected, DIFFERENT);
    broker = await startBroker();
    const topics = [PROBE_TOPIC, 'healthy', 'large'].map((topic) => ({ topic, numPartitions: 1 }));
    const configEntries = [{ name: 'message.timestamp.type', value: 'LogAppendTime' }];
    await createTopics(broker.bootstrapServers, [
      ...topics,
      { topic: APPEND_TIME_TOPIC, numPartitions: 1, configEntries },
    ]);
    neighbour = await HealthyClient.start(broker.port, 'healthy');
  }, 60_000);

  afterAll(async () => {
    if (RECORDING) await writeFile(RECORDED, `${JSON.stringify(reactions, null, 2)}\n`);
    await neighbour?.stop().catch(() => {});
    await broker?.close();
  }, 60_000);

  describe('reaction to', () => {
    for (const probe of PROBES) {
      it(probe.name, async () => {
        const silentExpected = RECORDING || expected[probe.name] === 'silent';
        const patienceMs = RECORDING ? 2_000 : silentExpected ? SILENT_AFTER_MS : REACTS_WITHIN_MS;
        const reaction = await reactionTo(broker.port, probe, patienceMs);
        reactions[probe.name] = reaction;
        if (!RECORDING) expect(reaction).toBe(expected[probe.name]);
      });
    }
  });

  // Apache Kafka allocates what a frame claims, and a heap of 512 MB ends there.
  it.skipIf(brokerKind() === 'kafka')(
    '200 connections that claim 100 MB each and send nothing of it cost little memory',
    async () => {
      await memoryBounded(broker, 50 * MEGABYTE, async () => {
        const claim = new Bytes().int32(100_000_000).int16(0).done();
        const connections = await openMany(broker.port, 200);
        for (const connection of connections) connection.send(claim);
        await neighbourGoesOn(neighbour);
        for (const connection of connections) connection.destroy();
      });
    },
    60_000,
  );

  it('a reader that never drains its socket costs little memory', async () => {
    await fill(broker.port, 'large', 40);
    await memoryBounded(broker, 60 * MEGABYTE, async () => {
      const connections = await openMany(broker.port, 4);
      for (const connection of connections) {
        connection.socket.pause();
        const requests = Array.from({ length: 100 }, (_, i) =>
          fetchRequest('large', 0n, i, { maxBytes: 50 * MEGABYTE }),
        );
        connection.send(Buffer.concat(requests));
      }
      await neighbourGoesOn(neighbour);
      for (const connection of connections) connection.destroy();
    });
  }, 120_000);

  it('2,000 connections that say nothing cost little memory and are gone when they close', async () => {
    const before = await openFiles(broker.pid);
    await memoryBounded(broker, 60 * MEGABYTE, async () => {
      const connections = await openMany(broker.port, 2_000);
      await neighbourGoesOn(neighbour);
      expect(connections.filter(({ closed }) => closed)).toEqual([]);
      for (const connection of connections) connection.destroy();
    });
    await waitUntil('the connections to be gone', async () => (await openFiles(broker.pid)) <= before + 20);
  }, 60_000);

  it('the neighbour has noticed nothing', async () => {
    await neighbour.stop();
    console.log(`neighbour: ${neighbour.roundTrips} round trips, slowest ${neighbour.slowestMs.toFixed(0)} ms`);
    expect(neighbour.slowestMs).toBeLessThan(NEIGHBOUR_MAX_MS);
  });
});

async function openMany(port: number, count: number): Promise<RawConnection[]> {
  const connections: RawConnection[] = [];
  while (connections.length < count) {
    const next = Array.from({ length: Math.min(100, count - connections.length) }, () => RawConnection.open(port));
    connections.push(...(await Promise.all(next)));
  }
  return connections;
}

async function fill(port: number, topic: string, megabytes: number): Promise<void> {
  const connection = await RawConnection.open(port);
  for (let i = 0; i < megabytes; i++) {
    const records = recordBatch({ values: [Buffer.alloc(MEGABYTE, i)] });
    const { errorCode } = readProduceAnswer(await connection.call(produceRequest(topic, records, i)));
    expect(errorCode).toBe(0);
  }
  connection.destroy();
}

/** Lets the neighbour do 50 more round trips while the bad peers are there. */
async function neighbourGoesOn(neighbour: HealthyClient): Promise<void> {
  const goal = neighbour.roundTrips + 50;
  await waitUntil('the neighbour to go on', () => neighbour.roundTrips >= goal, { timeoutMs: 20_000 });
}

/** The growth is measured at the end of `action`'s work, highest of several looks; a Java heap says nothing here. */
async function memoryBounded(broker: RunningBroker, limitBytes: number, action: () => Promise<void>): Promise<void> {
  const before = await broker.residentBytes();
  let highest = before ?? 0;
  const look = setInterval(async () => {
    highest = Math.max(highest, (await broker.residentBytes()) ?? 0);
  }, 20);
  try {
    await action();
  } finally {
    clearInterval(look);
  }
  if (before === undefined) return;
  console.log(`memory: +${((highest - before) / MEGABYTE).toFixed(0)} MB`);
  if (brokerKind() === 'millrace') expect(highest - before).toBeLessThan(limitBytes);
}

async function openFiles(pid: number): Promise<number> {
  return (await readdir(`/proc/${pid}/fd`)).length;
}
