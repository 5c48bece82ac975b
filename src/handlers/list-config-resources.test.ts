import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryBroker } from '../../test/support/memory-broker.ts';
import { ConfigResourceType } from '../metadata/image.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  listConfigResourcesRequest,
  listConfigResourcesResponse,
  newListConfigResourcesRequest,
} from '../wire/generated/list-config-resources.ts';

let broker: MemoryBroker;

beforeEach(async () => {
  broker = await MemoryBroker.start();
  const topic = { name: 't', numPartitions: 1, replicationFactor: 1, assignments: [], configs: [] };
  await broker.parts.metadata.createTopics([topic], { validateOnly: false });
});

async function list(version: number, resourceTypes: number[] = []) {
  const request = newListConfigResourcesRequest({ resourceTypes });
  return broker.call(listConfigResourcesRequest, listConfigResourcesResponse, version, request);
}

async function listed(version: number, resourceTypes: number[] = []): Promise<string[]> {
  const answer = await list(version, resourceTypes);
  return (answer?.configResources ?? []).map(({ resourceType, resourceName }) => `${resourceType} ${resourceName}`);
}

const set = (type: number, name: string, value: string | null) =>
  broker.parts.metadata.alterConfigs({ type, name }, () => new Map([['a.config', value]]), { validateOnly: false });

describe('ListConfigResources', () => {
  it('lists topics and brokers, and what has configs', async () => {
    expect(await listed(1)).toEqual(['2 t', '4 1', '8 1']);
    await set(ConfigResourceType.GROUP, 'g:1', 'x');
    await set(ConfigResourceType.CLIENT_METRICS, 'm', 'x');
    expect(await listed(1)).toEqual(['2 t', '4 1', '8 1', '16 m', '32 g:1']);
    expect(await listed(1, [32, 2, 32])).toEqual(['32 g:1', '2 t']);
    await set(ConfigResourceType.GROUP, 'g:1', null);
    expect(await listed(1, [32])).toEqual([]);
  });

  it('version 0 lists client metrics subscriptions alone', async () => {
    expect(await listed(0)).toEqual([]);
    await set(ConfigResourceType.CLIENT_METRICS, 'm', 'x');
    expect(await listed(0)).toEqual(['16 m']);
  });

  it.each([0, 1, 64, -1])('refuses type %i', async (type) => {
    expect(await list(1, [2, type])).toMatchObject({ errorCode: ErrorCode.UNSUPPORTED_VERSION, configResources: [] });
  });
});
