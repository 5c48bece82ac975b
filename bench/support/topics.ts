// Topics of a bench run, made and removed through a client that both sides answer.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import {
  incrementalAlterConfigsRequest,
  incrementalAlterConfigsResponse,
  newAlterableConfig,
  newAlterConfigsResource,
  newIncrementalAlterConfigsRequest,
} from '../../src/wire/generated/incremental-alter-configs.ts';
import { TypedConnection } from '../../test/parity/typed-connection.ts';
import { waitUntil } from '../../test/support/wait.ts';

async function withAdmin(bootstrapServers: string, work: (admin: Admin) => Promise<unknown>) {
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

const TOPIC_RESOURCE = 2;
const BROKER_RESOURCE = 4;

export async function alterTopic(port: number, topic: string, configs: Record<string, string>): Promise<void> {
  await alter(port, TOPIC_RESOURCE, topic, configs);
}

/** For all brokers, while they run. */
export async function alterBroker(port: number, configs: Record<string, string>): Promise<void> {
  await alter(port, BROKER_RESOURCE, '', configs);
}

async function alter(
  port: number,
  resourceType: number,
  resourceName: string,
  values: Record<string, string>,
): Promise<void> {
  const configs = Object.entries(values).map(([name, value]) =>
    newAlterableConfig({ name, configOperation: 0, value }),
  );
  const resources = [newAlterConfigsResource({ resourceType, resourceName, configs })];
  const request = newIncrementalAlterConfigsRequest({ resources });
  const connection = await TypedConnection.open(port);
  try {
    const codecs = [incrementalAlterConfigsRequest, incrementalAlterConfigsResponse] as const;
    const [answer] = (await connection.call(...codecs, 1, request)).responses;
    if (answer?.errorCode !== 0) throw new Error(`configs were refused: ${answer?.errorMessage}`);
  } finally {
    connection.close();
  }
}

/** Bytes of a partition's segments before the active one, and where that begins. */
export async function rolledBytes(
  dataDirectory: string,
  partition: string,
): Promise<{ bytes: number; activeOffset: number }> {
  const folder = join(dataDirectory, partition);
  const logs = (await readdir(folder)).filter((name) => name.endsWith('.log')).sort();
  const rolled = await Promise.all(logs.slice(0, -1).map((name) => stat(join(folder, name))));
  return {
    bytes: rolled.reduce((sum, { size }) => sum + size, 0),
    activeOffset: Number.parseInt(logs.at(-1) ?? '0', 10),
  };
}
