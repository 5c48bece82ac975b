// What a client can see of everything that a data directory holds: topics with their ids, configs, offsets, groups,
// transactions and every record. Two portraits of one directory must be equal, whoever serves it.
import { ErrorCode } from '../../../src/wire/error-code.ts';
import {
  describeConfigsRequest,
  describeConfigsResponse,
  newDescribeConfigsRequest,
  newDescribeConfigsResource,
} from '../../../src/wire/generated/describe-configs.ts';
import {
  listGroupsRequest,
  listGroupsResponse,
  newListGroupsRequest,
} from '../../../src/wire/generated/list-groups.ts';
import { metadataRequest, metadataResponse, newMetadataRequest } from '../../../src/wire/generated/metadata.ts';
import { runProcess } from '../../support/process.ts';
import { withAdmin } from '../../support/topics.ts';
import { TransactionSession } from '../transactions/session.ts';
import { TypedConnection } from '../typed-connection.ts';

const Resource = { TOPIC: 2, BROKER: 4, GROUP: 32 } as const;
/** Sources of what somebody has set: on a topic, a broker, all brokers, a group. */
const SET_BY_SOMEBODY: ReadonlySet<number> = new Set([1, 2, 3, 8]);

export interface Subjects {
  port: number;
  groups: readonly string[];
  transactionalIds: readonly string[];
}

export async function portrait({ port, groups, transactionalIds }: Subjects) {
  const bootstrapServers = `127.0.0.1:${port}`;
  const connection = await TypedConnection.open(port);
  try {
    const session = new TransactionSession(connection);
    await session.coordinatorsOf(transactionalIds);
    const topics = await topicsOf(connection);
    const names = topics.map(({ name }) => name);
    return {
      topics,
      configs: await configsOf(connection, names, groups),
      offsets: await offsetsOf(bootstrapServers, names),
      groups: await groupsOf(connection),
      committed: await committedOf(bootstrapServers, groups),
      transactions: await transactionsOf(session, transactionalIds),
      records: await recordsOf(
        bootstrapServers,
        names.filter((name) => !name.startsWith('__')),
      ),
    };
  } finally {
    connection.close();
  }
}

async function topicsOf(connection: TypedConnection) {
  const request = newMetadataRequest({ topics: null });
  const { topics } = await connection.call(metadataRequest, metadataResponse, 12, request);
  return topics
    .map(({ name, topicId, partitions }) => ({ name: name ?? '', topicId, partitions: partitions.length }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

async function configsOf(connection: TypedConnection, topics: readonly string[], groups: readonly string[]) {
  const resources = [
    ...topics.map((resourceName) => ({ resourceType: Resource.TOPIC, resourceName })),
    ...['', '1'].map((resourceName) => ({ resourceType: Resource.BROKER, resourceName })),
    ...groups.map((resourceName) => ({ resourceType: Resource.GROUP, resourceName })),
  ].map((resource) => newDescribeConfigsResource({ ...resource, configurationKeys: null }));
  const request = newDescribeConfigsRequest({ resources });
  const { results } = await connection.call(describeConfigsRequest, describeConfigsResponse, 4, request);
  return results.map(({ errorCode, resourceType, resourceName, configs }) => {
    const set = configs.filter(({ configSource }) => SET_BY_SOMEBODY.has(configSource));
    const values = set.map(({ name, value }) => `${name}=${value}`).sort();
    return { errorCode, resourceType, resourceName, values };
  });
}

async function offsetsOf(bootstrapServers: string, topics: readonly string[]) {
  return withAdmin(bootstrapServers, async (admin) => {
    const offsets: Record<string, string[]> = {};
    for (const topic of topics) {
      const found = await admin.fetchTopicOffsets(topic);
      offsets[topic] = found.map(({ partition, low, high }) => `${partition}: ${low} to ${high}`).sort();
    }
    // The coordinators' own topics grow whenever one starts.
    return Object.fromEntries(Object.entries(offsets).filter(([topic]) => !topic.startsWith('__')));
  });
}

async function groupsOf(connection: TypedConnection) {
  const { errorCode, groups } = await connection.call(listGroupsRequest, listGroupsResponse, 5, newListGroupsRequest());
  if (errorCode !== ErrorCode.NONE) throw new Error(`ListGroups: ${errorCode}`);
  return groups.map(({ groupId, groupType }) => `${groupId} ${groupType.toLowerCase()}`).sort();
}

async function committedOf(bootstrapServers: string, groups: readonly string[]) {
  return withAdmin(bootstrapServers, async (admin) => {
    const committed: Record<string, string[]> = {};
    for (const groupId of groups) {
      const topics = await admin.fetchOffsets({ groupId });
      committed[groupId] = topics
        .flatMap(({ topic, partitions }) =>
          partitions.map(({ partition, offset }) => `${topic}-${partition}: ${offset}`),
        )
        .sort();
    }
    return committed;
  });
}

async function transactionsOf(session: TransactionSession, ids: readonly string[]) {
  const states = [];
  for (const id of ids) {
    const state = await session.describe(id);
    states.push({ id, state: state?.transactionState, producerId: state?.producerId, epoch: state?.producerEpoch });
  }
  return states;
}

/** Partition, offset, timestamp, key and value, for both kinds of readers. */
async function recordsOf(bootstrapServers: string, topics: readonly string[]) {
  const records: Record<string, string[]> = {};
  for (const topic of topics) {
    for (const isolation of ['read_committed', 'read_uncommitted']) {
      const format = ['-o', 'beginning', '-e', '-q', '-f', '%p %o %T %k=%s\n'];
      const args = ['-b', bootstrapServers, '-C', '-t', topic, ...format, '-X', `isolation.level=${isolation}`];
      const { stdout } = await runProcess('kcat', args);
      records[`${topic} ${isolation}`] = stdout.toString().trim().split('\n').sort();
    }
  }
  return records;
}
