// Creating topics and looking at groups from tests, through KafkaJS's admin client.

import kafkajs, { type Admin, type ITopicConfig, type RetryOptions } from 'kafkajs';
import { waitUntil } from './wait.ts';

const { Kafka, logLevel } = kafkajs;

export async function withAdmin<T>(
  bootstrapServers: string,
  action: (admin: Admin) => Promise<T>,
  retry: RetryOptions = {},
): Promise<T> {
  const admin = new Kafka({ brokers: [bootstrapServers], retry, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    return await action(admin);
  } finally {
    await admin.disconnect();
  }
}

/** Creates topics and waits until each of their partitions serves: a leader is known before it serves. */
export async function createTopics(bootstrapServers: string, topics: readonly ITopicConfig[]): Promise<void> {
  await withAdmin(bootstrapServers, (admin) => admin.createTopics({ topics: [...topics], waitForLeaders: true }));
  const names = topics.map(({ topic }) => topic);
  await topicsServe(bootstrapServers, names);
}

export async function topicsServe(bootstrapServers: string, topics: readonly string[]): Promise<void> {
  await withAdmin(bootstrapServers, async (admin) => {
    for (const topic of topics) await waitUntil(`${topic} to serve`, () => admin.fetchTopicOffsets(topic));
  });
}

/** Committed offsets of one topic in partition order; -1 where there is none. */
export async function committedOffsets(bootstrapServers: string, groupId: string, topic: string): Promise<number[]> {
  const answers = await withAdmin(bootstrapServers, (admin) => admin.fetchOffsets({ groupId, topics: [topic] }));
  const partitions = answers.flatMap((answer) => answer.partitions);
  return partitions.toSorted((a, b) => a.partition - b.partition).map(({ offset }) => Number(offset));
}
