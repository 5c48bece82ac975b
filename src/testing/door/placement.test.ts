import { describe, expect, it } from 'vitest';
import { ApiKey } from '../../wire/api-key.ts';
import { ErrorCode } from '../../wire/error-code.ts';
import { newFetchResponse, newPartitionData } from '../../wire/generated/fetch.ts';
import { newFindCoordinatorResponse } from '../../wire/generated/find-coordinator.ts';
import {
  newMetadataResponse,
  newMetadataResponsePartition,
  newMetadataResponseTopic,
} from '../../wire/generated/metadata.ts';
import { newPartitionProduceResponse, newProduceResponse } from '../../wire/generated/produce.ts';
import { ZERO_UUID } from '../../wire/reader.ts';
import type { DecodedRequest } from '../messages/request.ts';
import { type Message, unitsOf } from '../messages/units.ts';
import { Placement } from './placement.ts';
import { toClient } from './replies.ts';
import { placedBehind } from './testdata/placed-behind.ts';
import { refusals, toBroker } from './translation.ts';

const nodes = [1, 2, 3].map((nodeId) => ({ nodeId, host: 'localhost', port: 9000 + nodeId }));
const noNames = () => undefined;

function placed(): Placement {
  return new Placement(nodes, placedBehind('orders', 4));
}

const leaders = (placement: Placement) => [0, 1, 2, 3].map((one) => placement.leadership('orders', one)?.leaderId);
const epochs = (placement: Placement) => [0, 1, 2, 3].map((one) => placement.leadership('orders', one)?.leaderEpoch);

function request(apiKey: number, apiVersion: number, message: Message): DecodedRequest {
  return { header: { apiKey, apiVersion, correlationId: 1, clientId: null }, message };
}

describe('Placement', () => {
  it('spreads by a fixed rule', () => {
    const placement = placed();
    expect(leaders(placement)).toEqual([1, 2, 3, 1]);
    expect(epochs(placement)).toEqual([5, 5, 5, 5]);
    expect(placement.replicas(1)).toEqual([2, 3, 1]);
    expect(placement.leadership('others', 0)).toBeNull();
  });

  it('moves a leader with a new epoch, also to itself', () => {
    const placement = placed();
    placement.moveLeader('orders', 0);
    placement.moveLeader('orders', 1, 1);
    placement.moveLeader('orders', 2, 3);
    expect(leaders(placement)).toEqual([2, 1, 3, 1]);
    expect(epochs(placement)).toEqual([6, 6, 6, 5]);
  });

  it('gives what a stopped broker led to the others, and leaves it there', () => {
    const placement = placed();
    placement.stop(1);
    placement.stop(1);
    expect(leaders(placement)).toEqual([2, 2, 3, 2]);
    expect(epochs(placement)).toEqual([6, 5, 5, 6]);
    expect(placement.nodes.map(({ nodeId }) => nodeId)).toEqual([2, 3]);
    placement.start(1);
    expect(leaders(placement)).toEqual([2, 2, 3, 2]);
    expect(epochs(placement)).toEqual([6, 5, 5, 6]);
  });

  it('elects as a controller does', () => {
    const placement = placed();
    expect(placement.elect('orders', 0, 'preferred')).toBe('not needed');
    placement.moveLeader('orders', 0, 3);
    expect(placement.elect('orders', 0, 'unclean')).toBe('not needed');
    expect(placement.elect('orders', 0, 'preferred')).toBe('elected');
    expect(placement.leadership('orders', 0)).toEqual({ leaderId: 1, leaderEpoch: 7 });
    placement.stop(1);
    expect(placement.elect('orders', 0, 'preferred')).toBeNull();
    placement.start(1);
    expect(placement.elect('orders', 0, 'preferred')).toBe('elected');
    expect(placement.elect('orders', 9, 'preferred')).toBeNull();
  });

  it('has nobody lead what was led last by a broker that is stopped', () => {
    const placement = placed();
    for (const nodeId of [1, 2, 3]) placement.stop(nodeId);
    placement.start(1);
    expect(leaders(placement)).toEqual([-1, -1, -1, -1]);
    expect(placement.inSync('orders', 0)).toEqual([]);
    expect(placement.eligible('orders', 0)).toEqual([3]);
    expect(placement.elect('orders', 0, 'preferred')).toBeNull();
    expect(placement.elect('orders', 1, 'unclean')).toBe('elected');
    placement.start(3);
    expect(leaders(placement)).toEqual([3, 1, 3, 3]);
    expect(placement.inSync('orders', 0)).toEqual([1, 3]);
    // Gone from 1 to 2, to 3, to nobody, and back to 3.
    expect(placement.leadership('orders', 0)?.leaderEpoch).toBe(9);
  });

  it('has every coordinator on a broker that is up', () => {
    const placement = placed();
    const groups = Array.from({ length: 100 }, (_, index) => `group ${index}`);
    const counts = new Map<number, number>();
    for (const group of groups) {
      const nodeId = placement.coordinatorOf('group', group)?.nodeId ?? 0;
      counts.set(nodeId, (counts.get(nodeId) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([1, 2, 3]);
    placement.stop(2);
    expect(groups.some((group) => placement.coordinatorOf('group', group)?.nodeId === 2)).toBe(false);
    placement.moveCoordinator('group', 'group 1', 3);
    expect(placement.coordinatorOf('group', 'group 1')?.nodeId).toBe(3);
    const before = placement.coordinatorOf('transaction', 'group 1');
    placement.moveCoordinator('transaction', 'group 1');
    expect(placement.coordinatorOf('transaction', 'group 1')).not.toEqual(before);
  });

  it('is not active with one broker, until its epochs are ahead', () => {
    const placement = new Placement(nodes.slice(0, 1), placedBehind('orders', 1));
    expect(placement.isActive).toBe(false);
    placement.moveLeader('orders', 0, 1);
    expect(placement.isActive).toBe(true);
  });
});

describe('refusals', () => {
  const fetch = (...asked: readonly [partition: number, epoch: number][]) => {
    const partitions = asked.map(([partition, currentLeaderEpoch]) => ({ partition, currentLeaderEpoch }));
    return request(ApiKey.FETCH, 12, { topics: [{ topic: 'orders', topicId: ZERO_UUID, partitions }] });
  };
  const refused = (nodeId: number, decoded: DecodedRequest, placement: Placement) => [
    ...refusals(nodeId, decoded, unitsOf(decoded.header.apiKey, decoded.message, noNames), placement).values(),
  ];

  it('checks epochs before leaders', () => {
    const placement = placed();
    const asked = fetch([0, 5], [0, -1], [0, 4], [0, 6], [1, 5], [1, 4], [9, 0]);
    expect(refused(1, asked, placement)).toEqual([
      ErrorCode.FENCED_LEADER_EPOCH,
      ErrorCode.UNKNOWN_LEADER_EPOCH,
      ErrorCode.NOT_LEADER_OR_FOLLOWER,
      ErrorCode.FENCED_LEADER_EPOCH,
    ]);
    placement.moveLeader('orders', 0, 2);
    expect(refused(1, fetch([0, 6]), placement)).toEqual([ErrorCode.NOT_LEADER_OR_FOLLOWER]);
    expect(refused(2, fetch([0, 6]), placement)).toEqual([]);
    expect(refused(2, fetch([0, 5]), placement)).toEqual([ErrorCode.FENCED_LEADER_EPOCH]);
  });

  it('knows groups and transactions', () => {
    const placement = placed();
    placement.moveCoordinator('group', 'a', 1);
    placement.moveCoordinator('transaction', 'a', 2);
    const describe = request(ApiKey.DESCRIBE_GROUPS, 5, { groups: ['a', ''] });
    expect(refused(1, describe, placement)).toEqual([]);
    expect(refused(2, describe, placement)).toEqual([ErrorCode.NOT_COORDINATOR]);
    const end = request(ApiKey.END_TXN, 3, { transactionalId: 'a' });
    expect(refused(1, end, placement)).toEqual([ErrorCode.NOT_COORDINATOR]);
    expect(refused(1, request(ApiKey.INIT_PRODUCER_ID, 4, { transactionalId: null }), placement)).toEqual([]);
  });

  it('keeps its epochs from the broker', () => {
    const { message } = fetch([0, 5]);
    const sent = toBroker(fetch([0, 5]), message, placed());
    expect(sent.topics).toMatchObject([{ partitions: [{ partition: 0, currentLeaderEpoch: -1 }] }]);
    const partitions = [4, 5, 6].map((leaderEpoch) => ({ partition: 0, currentLeaderEpoch: 6, leaderEpoch }));
    const asked = request(ApiKey.OFFSET_FOR_LEADER_EPOCH, 4, { topics: [{ topic: 'orders', partitions }] });
    const known = [4, 5, 5].map((leaderEpoch) => ({ partition: 0, currentLeaderEpoch: -1, leaderEpoch }));
    expect(toBroker(asked, asked.message, placed()).topics).toEqual([{ topic: 'orders', partitions: known }]);
  });

  it('puts partitions on the broker behind, wherever clients see them', () => {
    const sent = (apiKey: number, topic: object) => {
      const asked = request(apiKey, 0, { topics: [{ name: 'orders', ...topic }] });
      return (toBroker(asked, asked.message, placed()).topics as Message[])[0];
    };
    const brokers = (...brokerIds: number[]) => ({ brokerIds });
    const created = { replicationFactor: 3, assignments: [brokers(2, 3), brokers(3, 1)] };
    expect(sent(ApiKey.CREATE_TOPICS, created)).toMatchObject({
      replicationFactor: 1,
      assignments: [brokers(1), brokers(1)],
    });
    expect(sent(ApiKey.CREATE_PARTITIONS, { assignments: [brokers(3)] })).toMatchObject({ assignments: [brokers(1)] });
    expect(sent(ApiKey.CREATE_PARTITIONS, { assignments: null })).toMatchObject({ assignments: null });
    // What no broker would take is for the broker to refuse.
    for (const wrong of [brokers(4), brokers(2, 2), brokers()]) {
      expect(sent(ApiKey.CREATE_PARTITIONS, { assignments: [wrong] })).toMatchObject({ assignments: [wrong] });
    }
    const partitions = [[2, 3], [4], null].map((replicas, partitionIndex) => ({ partitionIndex, replicas }));
    expect(sent(ApiKey.ALTER_PARTITION_REASSIGNMENTS, { partitions })).toMatchObject({
      partitions: [{ replicas: [1] }, { replicas: [4] }, { replicas: null }],
    });
  });
});

describe('replies', () => {
  const names = () => 'orders';

  it('names brokers, leaders and replicas', () => {
    const placement = placed();
    placement.stop(2);
    const partitions = [newMetadataResponsePartition({ partitionIndex: 1, leaderId: 1, replicaNodes: [1] })];
    const response = newMetadataResponse({ topics: [newMetadataResponseTopic({ name: 'orders', partitions })] });
    const context = { nodeId: 1, request: request(ApiKey.METADATA, 12, {}), placement, topicNames: names };
    expect(toClient(response as unknown as Message, context)).toMatchObject({
      controllerId: 1,
      brokers: [
        { nodeId: 1, port: 9001 },
        { nodeId: 3, port: 9003 },
      ],
      topics: [
        {
          partitions: [
            { leaderId: 3, leaderEpoch: 6, replicaNodes: [2, 3, 1], isrNodes: [3, 1], offlineReplicas: [2] },
          ],
        },
      ],
    });
  });

  it.each([
    [9, [], -1],
    [10, [{ nodeId: 2, host: 'localhost', port: 9002, rack: null }], 2],
  ])('hints at the new leader in Produce %i', (apiVersion, nodeEndpoints, leaderId) => {
    const errorCode = ErrorCode.NOT_LEADER_OR_FOLLOWER;
    const partitionResponses = [
      newPartitionProduceResponse({ index: 1, errorCode }),
      newPartitionProduceResponse({ index: 0 }),
    ];
    const response = newProduceResponse({ responses: [{ name: 'orders', topicId: ZERO_UUID, partitionResponses }] });
    const context = {
      nodeId: 1,
      request: request(ApiKey.PRODUCE, apiVersion, {}),
      placement: placed(),
      topicNames: names,
    };
    expect(toClient(response as unknown as Message, context)).toMatchObject({
      responses: [{ partitionResponses: [{ currentLeader: { leaderId } }, { currentLeader: { leaderId: -1 } }] }],
      nodeEndpoints,
    });
  });

  it('hints at the new leader in Fetch 16, by topic id', () => {
    const partitions = [newPartitionData({ partitionIndex: 2, errorCode: ErrorCode.FENCED_LEADER_EPOCH })];
    const response = newFetchResponse({ responses: [{ topic: '', topicId: 'id', partitions }] });
    const context = { nodeId: 1, request: request(ApiKey.FETCH, 16, {}), placement: placed(), topicNames: names };
    expect(toClient(response as unknown as Message, context)).toMatchObject({
      responses: [{ partitions: [{ currentLeader: { leaderId: 3, leaderEpoch: 5 } }] }],
      nodeEndpoints: [{ nodeId: 3, port: 9003 }],
    });
  });

  it("gives every broker the configs of the one behind, under the broker's own id", () => {
    const resources = [
      { resourceType: 4, resourceName: '3' },
      { resourceType: 4, resourceName: '' },
      { resourceType: 4, resourceName: '9' },
      { resourceType: 2, resourceName: '3' },
    ];
    const asked = request(ApiKey.DESCRIBE_CONFIGS, 4, { resources });
    const sent = toBroker(asked, asked.message, placed());
    expect((sent.resources as typeof resources).map(({ resourceName }) => resourceName)).toEqual(['1', '', '9', '3']);
    const context = { nodeId: 3, request: asked, placement: placed(), topicNames: names };
    expect(toClient({ results: [{ resourceType: 4, resourceName: '1' }] }, context)).toMatchObject({
      results: [{ resourceName: '3' }],
    });
  });

  it('names the coordinator', () => {
    const placement = placed();
    placement.moveCoordinator('transaction', 't', 2);
    const asked = request(ApiKey.FIND_COORDINATOR, 3, { key: 't', keyType: 1 });
    const context = { nodeId: 1, request: asked, placement, topicNames: names };
    const response = newFindCoordinatorResponse({ nodeId: 1, host: 'x', port: 1 });
    expect(toClient(response as unknown as Message, context)).toMatchObject({ nodeId: 2, port: 9002 });
  });
});
