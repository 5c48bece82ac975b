import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryBroker } from '../../test/support/memory-broker.ts';
import { ConfigResourceType } from '../metadata/image.ts';
import { ErrorCode } from '../wire/error-code.ts';
import { alterConfigsRequest, alterConfigsResponse, newAlterConfigsRequest } from '../wire/generated/alter-configs.ts';

let broker: MemoryBroker;

beforeEach(async () => {
  broker = await MemoryBroker.start();
  const configs = [
    { name: 'retention.ms', value: '5' },
    { name: 'segment.ms', value: '7' },
  ];
  const topic = { name: 't', numPartitions: 1, replicationFactor: 1, assignments: [], configs };
  await broker.parts.metadata.createTopics([topic], { validateOnly: false });
});

interface Asked {
  type?: number;
  name?: string;
  configs?: Record<string, string | null>;
}

async function alter(version: number, resources: Asked[], validateOnly = false) {
  const request = newAlterConfigsRequest({
    resources: resources.map(({ type, name, configs }) => ({
      resourceType: type ?? ConfigResourceType.TOPIC,
      resourceName: name ?? 't',
      configs: Object.entries(configs ?? {}).map(([config, value]) => ({ name: config, value })),
    })),
    validateOnly,
  });
  const answer = await broker.call(alterConfigsRequest, alterConfigsResponse, version, request);
  return answer?.responses ?? [];
}

const set = () => Object.fromEntries(broker.parts.metadata.image.topicsByName.get('t')?.configs ?? []);

describe('AlterConfigs', () => {
  it.each([0, 1, 2])('version %i replaces all that is set', async (version) => {
    const resources = [{ configs: { 'retention.ms': '6', 'flush.ms': '1' } }];
    expect(await alter(version, resources, true)).toMatchObject([{ errorCode: ErrorCode.NONE, errorMessage: null }]);
    expect(set()).toEqual({ 'retention.ms': '5', 'segment.ms': '7' });
    expect(await alter(version, resources)).toMatchObject([{ errorCode: ErrorCode.NONE, resourceName: 't' }]);
    expect(set()).toEqual({ 'retention.ms': '6', 'flush.ms': '1' });
    await alter(version, [{}]);
    expect(set()).toEqual({});
  });

  it.each<[Asked, number]>([
    [{ configs: { 'retention.ms': 'long' } }, ErrorCode.INVALID_CONFIG],
    [{ configs: { colour: 'red' } }, ErrorCode.INVALID_CONFIG],
    [{ configs: { 'retention.ms': null } }, ErrorCode.INVALID_REQUEST],
    [{ name: 'nobody' }, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION],
    [{ name: 'not valid' }, ErrorCode.INVALID_TOPIC_EXCEPTION],
    [{ name: '' }, ErrorCode.INVALID_REQUEST],
    [{ type: ConfigResourceType.BROKER, name: '7' }, ErrorCode.INVALID_REQUEST],
    [{ type: ConfigResourceType.BROKER_LOGGER, name: '1' }, ErrorCode.INVALID_REQUEST],
    [{ type: ConfigResourceType.CLIENT_METRICS, name: 'm' }, ErrorCode.INVALID_REQUEST],
    [{ type: ConfigResourceType.GROUP, name: '' }, ErrorCode.INVALID_REQUEST],
    [{ type: 3 }, ErrorCode.INVALID_REQUEST],
  ])('refuses %j', async (resource, errorCode) => {
    expect(await alter(2, [resource])).toMatchObject([{ errorCode }]);
    expect(set()).toEqual({ 'retention.ms': '5', 'segment.ms': '7' });
  });

  it('refuses what stands twice', async () => {
    const codes = (await alter(2, [{}, {}])).map(({ errorCode }) => errorCode);
    expect(codes).toEqual([ErrorCode.INVALID_REQUEST, ErrorCode.INVALID_REQUEST]);
  });
});
