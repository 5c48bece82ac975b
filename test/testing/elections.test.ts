// Elections among the logical brokers of a test broker, asked for over the wire and by Kafka's own tool.
import { afterEach, describe, expect, it } from 'vitest';
import { TestBroker } from '../../src/testing/index.ts';
import { ErrorCode } from '../../src/wire/error-code.ts';
import {
  type ElectLeadersRequest,
  electLeadersRequest,
  electLeadersResponse,
  newElectLeadersRequest,
} from '../../src/wire/generated/elect-leaders.ts';
import { metadataRequest, metadataResponse, newMetadataRequest } from '../../src/wire/generated/metadata.ts';
import { TypedConnection } from '../parity/typed-connection.ts';
import { runTool } from '../support/java.ts';
import { missing } from '../support/paths.ts';

const notBuilt = missing.millrace();
if (notBuilt !== undefined) console.warn(`elections are not tested: ${notBuilt}`);

const UNCLEAN = 1;
const METADATA_VERSION = 12;

const running: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of running.splice(0).reverse()) await one.close();
});

async function start(): Promise<TestBroker> {
  const kafka = await TestBroker.start({ topics: { orders: 3 }, brokers: 3 });
  running.push(kafka);
  return kafka;
}

async function connect(kafka: TestBroker, nodeId = 1): Promise<TypedConnection> {
  const connection = await TypedConnection.open(kafka.brokers[nodeId - 1]?.port ?? 0);
  running.push(connection);
  return connection;
}

/** Partition → error. */
async function elect(connection: TypedConnection, fields: Partial<ElectLeadersRequest>) {
  const request = newElectLeadersRequest(fields);
  const { replicaElectionResults } = await connection.call(electLeadersRequest, electLeadersResponse, 2, request);
  return replicaElectionResults.flatMap(({ topic, partitionResult }) =>
    partitionResult.map(({ partitionId, errorCode }) => [`${topic}-${partitionId}`, errorCode]),
  );
}

async function placesOf(connection: TypedConnection) {
  const request = newMetadataRequest({ topics: [{ topicId: 'AAAAAAAAAAAAAAAAAAAAAA', name: 'orders' }] });
  const { topics } = await connection.call(metadataRequest, metadataResponse, METADATA_VERSION, request);
  return (topics[0]?.partitions ?? []).map(({ leaderId, errorCode, isrNodes }) => ({ leaderId, errorCode, isrNodes }));
}

const leadersOf = async (connection: TypedConnection) => (await placesOf(connection)).map(({ leaderId }) => leaderId);

const orders = (...partitions: number[]) => ({ topicPartitions: [{ topic: 'orders', partitions }] });

describe.skipIf(notBuilt !== undefined)('Elections of logical brokers', { timeout: 60_000 }, () => {
  it('bring leaders back to the preferred replicas', async () => {
    const kafka = await start();
    const connection = await connect(kafka, 2);
    await kafka.moveLeader('orders', 0, 2);
    await kafka.moveLeader('orders', 2, 1);
    expect(await leadersOf(connection)).toEqual([2, 2, 1]);
    expect(await elect(connection, orders(0, 1, 9))).toEqual([
      ['orders-0', ErrorCode.NONE],
      ['orders-1', ErrorCode.ELECTION_NOT_NEEDED],
      ['orders-9', ErrorCode.UNKNOWN_TOPIC_OR_PARTITION],
    ]);
    expect(await leadersOf(connection)).toEqual([1, 2, 1]);
    // Of all, only those are told that needed it.
    expect(await elect(connection, { topicPartitions: null })).toEqual([['orders-2', ErrorCode.NONE]]);
    expect(await leadersOf(connection)).toEqual([1, 2, 3]);
    expect(await elect(connection, { topicPartitions: null })).toEqual([]);
  });

  it('elect nobody who is stopped', async () => {
    const kafka = await start();
    const connection = await connect(kafka);
    const [, second] = kafka.brokers;
    await second?.stop();
    expect(await leadersOf(connection)).toEqual([1, 3, 3]);
    const unavailable = [['orders-1', ErrorCode.PREFERRED_LEADER_NOT_AVAILABLE]];
    expect(await elect(connection, orders(1))).toEqual(unavailable);
    expect(await elect(connection, { topicPartitions: null })).toEqual(unavailable);
    await second?.start();
    expect(await leadersOf(connection)).toEqual([1, 3, 3]);
    expect(await elect(connection, orders(1))).toEqual([['orders-1', ErrorCode.NONE]]);
    expect(await leadersOf(connection)).toEqual([1, 2, 3]);
  });

  it('are unclean where the last one that led is stopped', async () => {
    const kafka = await start();
    for (const broker of kafka.brokers) await broker.stop();
    await kafka.brokers[0]?.start();
    const connection = await connect(kafka);
    const offline = { leaderId: -1, errorCode: ErrorCode.LEADER_NOT_AVAILABLE, isrNodes: [] };
    expect(await placesOf(connection)).toEqual([offline, offline, offline]);
    expect(await elect(connection, orders(0))).toEqual([['orders-0', ErrorCode.PREFERRED_LEADER_NOT_AVAILABLE]]);
    expect(await elect(connection, { electionType: UNCLEAN, ...orders(0) })).toEqual([['orders-0', ErrorCode.NONE]]);
    expect(await elect(connection, { electionType: UNCLEAN, ...orders(0) })).toEqual([
      ['orders-0', ErrorCode.ELECTION_NOT_NEEDED],
    ]);
    expect(await leadersOf(connection)).toEqual([1, -1, -1]);
    await kafka.brokers[2]?.start();
    expect(await leadersOf(connection)).toEqual([1, 3, 3]);
  });

  it('happen, too, where a fault hides the answer, and not where it comes before', async () => {
    const kafka = await start();
    const connection = await connect(kafka);
    await kafka.moveLeader('orders', 0, 2);
    const fault = { api: 'ElectLeaders', error: 'REQUEST_TIMED_OUT', times: 1 } as const;
    kafka.faults.add(fault);
    await elect(connection, orders(0));
    expect(await leadersOf(connection)).toEqual([2, 2, 3]);
    kafka.faults.add({ ...fault, when: 'after' });
    await elect(connection, orders(0));
    expect(await leadersOf(connection)).toEqual([1, 2, 3]);
  });

  it.skipIf(missing.kafka() !== undefined)("are asked for by Kafka's own tool", async () => {
    const kafka = await start();
    const connection = await connect(kafka);
    await kafka.moveLeader('orders', 1, 3);
    const all = ['--election-type', 'preferred', '--all-topic-partitions'];
    const server = ['--bootstrap-server', kafka.bootstrapServers];
    const { stdout } = await runTool('org.apache.kafka.tools.LeaderElectionCommand', [...server, ...all]);
    expect(stdout.toString()).toContain('Successfully completed leader election (PREFERRED) for partitions orders-1');
    expect(await leadersOf(connection)).toEqual([1, 2, 3]);
  });
});
