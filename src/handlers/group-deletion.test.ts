import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryBroker } from '../../test/support/memory-broker.ts';
import { ErrorCode } from '../wire/error-code.ts';
import { deleteGroupsRequest, deleteGroupsResponse, newDeleteGroupsRequest } from '../wire/generated/delete-groups.ts';
import {
  newOffsetDeleteRequest,
  newOffsetDeleteRequestTopic,
  offsetDeleteRequest,
  offsetDeleteResponse,
} from '../wire/generated/offset-delete.ts';

let broker: MemoryBroker;

beforeEach(async () => {
  broker = await MemoryBroker.start();
});

/** A group with offsets alone. */
async function commit(groupId: string, ...partitions: number[]): Promise<void> {
  const created = { name: 't', numPartitions: 3, replicationFactor: 1, assignments: [], configs: [] };
  await broker.parts.metadata.createTopics([created], { validateOnly: false });
  await broker.parts.groups.coordinatorOf(groupId);
  const topicId = broker.parts.metadata.image.topicsByName.get('t')?.id ?? '';
  await broker.parts.groups.commitOffsets({
    groupId,
    apiVersion: 9,
    memberId: '',
    groupInstanceId: null,
    generation: -1,
    retentionTimeMs: -1n,
    topics: [
      {
        topic: 't',
        topicId,
        partitions: partitions.map((partition) => ({ partition, offset: 1n, leaderEpoch: -1, metadata: '' })),
      },
    ],
  });
}

async function committed(groupId: string): Promise<number[]> {
  const topics = await broker.parts.groups.fetchOffsets({ groupId, topics: null, requireStable: false });
  return topics.flatMap(({ partitions }) => partitions.map(({ partition }) => partition));
}

describe('DeleteGroups', () => {
  it.each([0, 1, 2])('version %i deletes groups with their offsets, each alone', async (version) => {
    await commit('g', 0, 1);
    const request = newDeleteGroupsRequest({ groupsNames: ['g', 'nobody', 'nobody'] });
    const answer = await broker.call(deleteGroupsRequest, deleteGroupsResponse, version, request);
    expect(answer?.results).toEqual([
      { groupId: 'g', errorCode: ErrorCode.NONE },
      { groupId: 'nobody', errorCode: ErrorCode.GROUP_ID_NOT_FOUND },
    ]);
    expect(await committed('g')).toEqual([]);
  });

  it('answers for every group where there is no coordinator', async () => {
    const request = newDeleteGroupsRequest({ groupsNames: ['g', ''] });
    const answer = await broker.call(deleteGroupsRequest, deleteGroupsResponse, 2, request);
    expect(answer?.results.map(({ errorCode }) => errorCode)).toEqual([
      ErrorCode.NOT_COORDINATOR,
      ErrorCode.NOT_COORDINATOR,
    ]);
  });

  it('deletes more offsets than fit into one batch', async () => {
    broker = await MemoryBroker.start({ properties: { 'message.max.bytes': '160' } });
    for (const partition of [0, 1, 2]) {
      for (const groupId of ['g', 'h']) await commit(groupId, partition);
    }
    const appends = broker.dataPlane.appendCount;
    expect(await broker.parts.groups.deleteGroup('g')).toBe(ErrorCode.NONE);
    expect(broker.dataPlane.appendCount - appends).toBeGreaterThan(1);
    expect(await committed('g')).toEqual([]);
    expect(await committed('h')).toEqual([0, 1, 2]);
  });
});

describe('OffsetDelete', () => {
  async function remove(groupId: string, topics: Record<string, number[]>) {
    const request = newOffsetDeleteRequest({
      groupId,
      topics: Object.entries(topics).map(([name, partitions]) =>
        newOffsetDeleteRequestTopic({ name, partitions: partitions.map((partitionIndex) => ({ partitionIndex })) }),
      ),
    });
    return broker.call(offsetDeleteRequest, offsetDeleteResponse, 0, request);
  }

  it('deletes what is there and names what does not exist', async () => {
    await commit('g', 0, 1);
    const answer = await remove('g', { t: [0, 2, 3], nobody: [0], empty: [] });
    expect(answer).toMatchObject({
      errorCode: ErrorCode.NONE,
      topics: [
        {
          name: 't',
          partitions: [
            { partitionIndex: 0, errorCode: ErrorCode.NONE },
            { partitionIndex: 2, errorCode: ErrorCode.NONE },
            { partitionIndex: 3, errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION },
          ],
        },
        { name: 'nobody', partitions: [{ errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION }] },
      ],
    });
    expect(await committed('g')).toEqual([1]);
  });

  it.each([
    ['', ErrorCode.INVALID_GROUP_ID],
    ['nobody', ErrorCode.GROUP_ID_NOT_FOUND],
  ])('refuses the group "%s"', async (groupId, errorCode) => {
    await commit('g', 0);
    expect(await remove(groupId, { t: [0] })).toMatchObject({ errorCode, topics: [] });
  });
});
