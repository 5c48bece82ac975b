// SIGKILL after records were deleted, by request or by retention: what was deleted does not come back, and files of
// removed segments are gone after the next start.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kafkaOf, produce } from '../embedded/kafkajs-client.ts';
import { missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import { createTopics, withAdmin } from '../support/topics.ts';
import { waitUntil } from '../support/wait.ts';

const TOPIC = 'events';
const reason = missingBroker();

describe.skipIf(reason !== undefined)('kill -9 after records were deleted', () => {
  let broker: RunningBroker;
  const offsetsOf = (topic: string) => withAdmin(broker.bootstrapServers, (admin) => admin.fetchTopicOffsets(topic));
  const filesOf = (topic: string) => readdir(join(broker.dataDirectory, `${topic}-0`));

  beforeAll(async () => {
    broker = await startBroker({ properties: { 'log.retention.check.interval.ms': '1' } });
    await createTopics(broker.bootstrapServers, [{ topic: TOPIC, numPartitions: 1 }]);
  }, 60_000);

  afterAll(async () => {
    await broker?.close();
  }, 60_000);

  it('by request: the log begins where the answer said', async () => {
    for (let round = 1; round <= 5; round++) {
      await produce(broker.bootstrapServers, TOPIC, ['a', 'b', 'c']);
      const offset = String(round * 3 - 1);
      await withAdmin(broker.bootstrapServers, async (admin) => {
        await admin.fetchTopicOffsets(TOPIC); // deleteTopicRecords counts on knowing the topic
        await admin.deleteTopicRecords({ topic: TOPIC, partitions: [{ partition: 0, offset }] });
      });
      await broker.kill('SIGKILL');
      await broker.start();
      const [partition] = await waitUntil(`round ${round}: the topic to serve`, () => offsetsOf(TOPIC));
      expect(partition).toMatchObject({ low: offset, high: String(round * 3) });
    }
  }, 120_000);

  it('by retention: the log begins at a segment, and leftovers are gone', async () => {
    const configEntries = [
      { name: 'segment.bytes', value: '1048576' },
      { name: 'retention.bytes', value: '1048576' },
    ];
    await createTopics(broker.bootstrapServers, [{ topic: 'rolling', numPartitions: 1, configEntries }]);
    let low = 0;
    for (let round = 1; round <= 3; round++) {
      for (let batch = 0; batch < 3; batch++) {
        await produceLarge(broker.bootstrapServers, 'rolling');
      }
      const removed = await waitUntil(`round ${round}: segments to go`, async () => {
        const [partition] = await offsetsOf('rolling');
        return Number(partition?.low) > low ? Number(partition?.low) : undefined;
      });
      expect((await filesOf('rolling')).filter((name) => name.endsWith('.log.deleted'))).not.toEqual([]);
      await broker.kill('SIGKILL');
      await broker.start();
      const [partition] = await waitUntil(`round ${round}: the topic to serve`, () => offsetsOf('rolling'));
      expect(Number(partition?.high)).toBe(round * 3);
      low = Number(partition?.low);
      expect(low).toBeGreaterThanOrEqual(removed);
      expect((await filesOf('rolling')).filter((name) => name.endsWith('.log')).sort()[0]).toMatch(`${low}.log`);
    }
  }, 120_000);
});

/** Without a key, which KafkaJS would hash slowly. */
async function produceLarge(bootstrapServers: string, topic: string): Promise<void> {
  const producer = kafkaOf(bootstrapServers).producer();
  await producer.connect();
  await producer.send({ topic, messages: [{ value: 'x'.repeat(900_000), partition: 0 }] });
  await producer.disconnect();
}
