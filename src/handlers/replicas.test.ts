// ElectLeaders, AlterPartitionReassignments and ListPartitionReassignments on one node.
import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryBroker } from '../../test/support/memory-broker.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  alterPartitionReassignmentsRequest,
  alterPartitionReassignmentsResponse,
  newAlterPartitionReassignmentsRequest,
} from '../wire/generated/alter-partition-reassignments.ts';
import { electLeadersRequest, electLeadersResponse, newElectLeadersRequest } from '../wire/generated/elect-leaders.ts';
import {
  listPartitionReassignmentsRequest,
  listPartitionReassignmentsResponse,
  newListPartitionReassignmentsRequest,
} from '../wire/generated/list-partition-reassignments.ts';

let broker: MemoryBroker;

beforeEach(async () => {
  broker = await MemoryBroker.start();
  const topic = { name: 't', numPartitions: 2, replicationFactor: 1, assignments: [], configs: [] };
  await broker.parts.metadata.createTopics([topic], { validateOnly: false });
});

describe('ElectLeaders', () => {
  const elect = (version: number, electionType: number, topics: [string, number[]][] | null) => {
    const topicPartitions = topics?.map(([topic, partitions]) => ({ topic, partitions })) ?? null;
    const request = newElectLeadersRequest({ electionType, topicPartitions });
    return broker.call(electLeadersRequest, electLeadersResponse, version, request);
  };

  it.each([
    [0, 0],
    [1, 0],
    [1, 1],
    [2, 0],
    [2, 1],
  ])('version %i, type %i: no election is needed', async (version, electionType) => {
    const answer = await elect(version, electionType, [
      ['t', [0, 1, 2]],
      ['nobody', [0]],
    ]);
    expect(answer?.replicaElectionResults).toMatchObject([
      {
        topic: 't',
        partitionResult: [
          { partitionId: 0, errorCode: ErrorCode.ELECTION_NOT_NEEDED },
          { partitionId: 1, errorCode: ErrorCode.ELECTION_NOT_NEEDED },
          { partitionId: 2, errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION },
        ],
      },
      { topic: 'nobody', partitionResult: [{ errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION }] },
    ]);
    const all = await elect(version, electionType, null);
    expect(all?.replicaElectionResults).toEqual([{ topic: 't', partitionResult: [] }]);
  });

  it('refuses other types', async () => {
    expect(await elect(2, 2, [['t', [0]]])).toMatchObject({
      errorCode: ErrorCode.INVALID_REQUEST,
      replicaElectionResults: [{ partitionResult: [{ errorCode: ErrorCode.INVALID_REQUEST }] }],
    });
  });
});

describe('AlterPartitionReassignments', () => {
  it.each([0, 1])('version %i leaves replicas where they are', async (version) => {
    const partitions = [
      { partitionIndex: 0, replicas: [1] },
      { partitionIndex: 0, replicas: [2] },
      { partitionIndex: 1, replicas: [] },
      { partitionIndex: 1, replicas: null },
      { partitionIndex: 5, replicas: [1] },
    ];
    const request = newAlterPartitionReassignmentsRequest({ topics: [{ name: 't', partitions }] });
    const answer = await broker.call(
      alterPartitionReassignmentsRequest,
      alterPartitionReassignmentsResponse,
      version,
      request,
    );
    expect(answer?.responses[0]?.partitions.map(({ errorCode }) => errorCode)).toEqual([
      ErrorCode.NONE,
      ErrorCode.INVALID_REPLICA_ASSIGNMENT,
      ErrorCode.INVALID_REPLICA_ASSIGNMENT,
      ErrorCode.NO_REASSIGNMENT_IN_PROGRESS,
      ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
    ]);
  });
});

describe('ListPartitionReassignments', () => {
  it('lists none', async () => {
    const request = newListPartitionReassignmentsRequest({ topics: [{ name: 't', partitionIndexes: [0] }] });
    const answer = await broker.call(listPartitionReassignmentsRequest, listPartitionReassignmentsResponse, 0, request);
    expect(answer).toMatchObject({ errorCode: ErrorCode.NONE, topics: [] });
  });
});
