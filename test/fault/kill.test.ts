// SIGKILL at random moments under load: every acknowledged record is there once, at the offset that was answered, and
// so are the offsets that were committed before. The seed is printed; MILLRACE_TEST_SEED runs it again.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/seeded-random.ts';
import { missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import { missing } from '../support/paths.ts';
import { RawClient } from '../support/raw/client.ts';
import { committedOffsets, createTopics } from '../support/topics.ts';
import { pause, waitUntil } from '../support/wait.ts';
import { Load } from './load.ts';

/** CI's number; a campaign has MILLRACE_KILL_ROUNDS. In durable mode it is half of that. */
const ROUNDS = Number(process.env.MILLRACE_KILL_ROUNDS ?? 20);
const PARTITIONS = 3;
const LONGEST_ROUND_MS = 400;
const TOPIC = 'numbers';
const GROUP = 'committers';
const SEGMENT_BYTES = 1_048_576;

const seed = Number(process.env.MILLRACE_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
const reason = missingBroker() ?? missing.python();
if (reason !== undefined) console.log(`kill test: skipped, ${reason}`);

const DURABLE = { name: 'flush.messages', value: '1' };

describe.skipIf(reason !== undefined).each([
  ['', ROUNDS, []],
  [' in durable mode', Math.ceil(ROUNDS / 2), [DURABLE]],
] as const)('kill -9%s', (_, rounds, configs) => {
  let broker: RunningBroker;
  let load: Load;

  beforeAll(async () => {
    broker = await startBroker();
    const configEntries = [{ name: 'segment.bytes', value: String(SEGMENT_BYTES) }, ...configs];
    await createTopics(broker.bootstrapServers, [{ topic: TOPIC, numPartitions: PARTITIONS, configEntries }]);
    load = new Load(broker.bootstrapServers, TOPIC, PARTITIONS, GROUP);
  }, 60_000);

  afterAll(async () => {
    await load?.kill();
    await broker?.close();
  }, 60_000);

  it(
    `${rounds} rounds lose nothing that was acknowledged or committed, seed ${seed}`,
    async () => {
      const random = seededRandom(seed);
      for (let round = 1; round <= rounds; round++) {
        // Now and then it is killed again at once, without having done anything.
        const goal = load.acknowledged + (random() < 0.2 ? 0 : 100);
        await waitUntil(`round ${round}: the load to go on`, () => load.acknowledged >= goal, { timeoutMs: 60_000 });
        await pause(random() * LONGEST_ROUND_MS);
        await broker.kill('SIGKILL');
        const committed = new Map(load.committed);
        await broker.start();
        await commitsAreThere(broker, committed, round);
      }
      await allThereOnce(broker, await load.finish(), rounds);
    },
    600_000 + rounds * 10_000,
  );
});

async function commitsAreThere(broker: RunningBroker, committed: Map<number, number>, round: number): Promise<void> {
  const offsets = await waitUntil(
    `round ${round}: the group's offsets`,
    () => committedOffsets(broker.bootstrapServers, GROUP, TOPIC),
    { timeoutMs: 60_000 },
  );
  for (const [partition, offset] of committed) {
    expect(offsets[partition], `round ${round}, partition ${partition}`).toBeGreaterThanOrEqual(offset);
  }
}

async function allThereOnce(
  broker: RunningBroker,
  acknowledged: readonly { number: number; partition: number; offset: number }[],
  rounds: number,
): Promise<void> {
  const client = await RawClient.open(broker.port);
  const stored = new Map<number, string>();
  const problems: string[] = [];
  for (let partition = 0; partition < PARTITIONS; partition++) {
    let due = 0n;
    let last = -1;
    for (const { offset, value } of await client.readAll(TOPIC, partition)) {
      const number = Number(value.toString());
      const place = `${partition}@${offset}`;
      if (offset !== due) problems.push(`offset ${place} where ${due} was due`);
      if (stored.has(number)) problems.push(`record ${number} at ${stored.get(number)} and again at ${place}`);
      if (number <= last) problems.push(`record ${number} after ${last} in partition ${partition}`);
      stored.set(number, place);
      due = offset + 1n;
      last = number;
    }
  }
  client.close();
  for (const { number, partition, offset } of acknowledged) {
    const place = `${partition}@${offset}`;
    if (stored.get(number) !== place)
      problems.push(`record ${number}: acknowledged at ${place}, is at ${stored.get(number)}`);
  }
  console.log(
    `kill -9: ${rounds} rounds, ${acknowledged.length} records acknowledged, ${stored.size} stored, seed ${seed}`,
  );
  expect(problems.slice(0, 20)).toEqual([]);
  expect(acknowledged.length).toBeGreaterThan(rounds * 100);
}
