// Topics of a bench run, made and removed through a client that both sides answer.
import { Kafka, logLevel } from 'kafkajs';
import { waitUntil } from '../../test/support/wait.ts';

async function withAdmin(bootstrapServers: string, work: (admin: ReturnType<Kafka['admin']>) => Promise<unknown>) {
  const admin = new Kafka({ brokers: [bootstrapServers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.disconnect();
  }
}

export async function createTopic(
  bootstrapServers: string,
  topic: string,
  numPartitions: number,
  configs: Record<string, string> = {},
): Promise<void> {
  await withAdmin(bootstrapServers, async (admin) => {
    const configEntries = Object.entries(configs).map(([name, value]) => ({ name, value }));
    await admin.createTopics({ topics: [{ topic, numPartitions, configEntries }], waitForLeaders: false });
    // Apache Kafka answers before its broker has heard of the topic.
    const known = () => admin.fetchTopicMetadata({ topics: [topic] }).catch(() => undefined);
    await waitUntil(`topic ${topic}`, known, { timeoutMs: 30_000, everyMs: 20 });
  });
}

export async function deleteTopic(bootstrapServers: string, topic: string): Promise<void> {
  await withAdmin(bootstrapServers, (admin) => admin.deleteTopics({ topics: [topic] }));
}
