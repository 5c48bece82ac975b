// KafkaJS against an embedded broker: the few calls that these tests need.
import kafkajs from 'kafkajs';
import { waitUntil } from '../support/wait.ts';

process.env.KAFKAJS_NO_PARTITIONER_WARNING = '1';

export function kafkaOf(bootstrapServers: string): kafkajs.Kafka {
  return new kafkajs.Kafka({
    brokers: [bootstrapServers],
    clientId: 'embedded-test',
    logLevel: kafkajs.logLevel.NOTHING,
    retry: { initialRetryTime: 20, maxRetryTime: 200 },
  });
}

export async function produce(bootstrapServers: string, topic: string, values: readonly string[]): Promise<void> {
  const producer = kafkaOf(bootstrapServers).producer();
  await producer.connect();
  await producer.send({ topic, messages: values.map((value) => ({ key: value, value })) });
  await producer.disconnect();
}

/** Reads until `count` values are there, commits, and leaves the group. */
export async function consume(bootstrapServers: string, topic: string, groupId: string, count: number) {
  const consumer = kafkaOf(bootstrapServers).consumer({ groupId, maxWaitTimeInMs: 100 });
  const values: string[] = [];
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({ eachMessage: async ({ message }) => void values.push(String(message.value)) });
  await waitUntil(`${count} records of ${topic}`, () => values.length >= count);
  await consumer.disconnect();
  return values.sort();
}

export async function topicsOf(bootstrapServers: string): Promise<string[]> {
  const admin = kafkaOf(bootstrapServers).admin();
  await admin.connect();
  const topics = await admin.listTopics();
  await admin.disconnect();
  return topics.filter((topic) => !topic.startsWith('__')).sort();
}

export async function nodeIdsOf(bootstrapServers: string): Promise<number[]> {
  const admin = kafkaOf(bootstrapServers).admin();
  await admin.connect();
  const { brokers } = await admin.describeCluster();
  await admin.disconnect();
  return brokers.map(({ nodeId }) => nodeId);
}
