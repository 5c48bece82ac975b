// SIGKILL right after DeleteRecords was answered: what was deleted does not come back.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { produce } from '../embedded/kafkajs-client.ts';
import { missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import { createTopics, withAdmin } from '../support/topics.ts';
import { waitUntil } from '../support/wait.ts';

const TOPIC = 'events';
const reason = missingBroker();

describe.skipIf(reason !== undefined)('kill -9 after DeleteRecords', () => {
  let broker: RunningBroker;
  const offsets = () => withAdmin(broker.bootstrapServers, (admin) => admin.fetchTopicOffsets(TOPIC));

  beforeAll(async () => {
    broker = await startBroker();
    await createTopics(broker.bootstrapServers, [{ topic: TOPIC, numPartitions: 1 }]);
  }, 60_000);

  afterAll(async () => {
    await broker?.close();
  }, 60_000);

  it('the log begins where the answer said', async () => {
    for (let round = 1; round <= 5; round++) {
      await produce(broker.bootstrapServers, TOPIC, ['a', 'b', 'c']);
      const offset = String(round * 3 - 1);
      await withAdmin(broker.bootstrapServers, async (admin) => {
        await admin.fetchTopicOffsets(TOPIC); // deleteTopicRecords counts on knowing the topic
        await admin.deleteTopicRecords({ topic: TOPIC, partitions: [{ partition: 0, offset }] });
      });
      await broker.kill('SIGKILL');
      await broker.start();
      const [partition] = await waitUntil(`round ${round}: the topic to serve`, offsets);
      expect(partition).toMatchObject({ low: offset, high: String(round * 3) });
    }
  }, 120_000);
});
