// DescribeConfigs and IncrementalAlterConfigs over a metadata image in memory. The expected answers are those that
// Apache Kafka 4.3.1 gave to the same requests.
import { describe, expect, test } from 'vitest';
import { withChanges } from '../config/alter.ts';
import { type Config, loadConfig } from '../config/config.ts';
import type { ConfigDecision, ConfigResource } from '../metadata/metadata.ts';
import {
  type DescribeConfigsResource,
  describeConfigsRequest,
  describeConfigsResponse,
} from '../wire/generated/describe-configs.ts';
import {
  type AlterConfigsResource,
  incrementalAlterConfigsRequest,
  incrementalAlterConfigsResponse,
} from '../wire/generated/incremental-alter-configs.ts';
import type { MessageCodec } from '../wire/message-codec.ts';
import { Reader } from '../wire/reader.ts';
import { Writer } from '../wire/writer.ts';
import { describeConfigs } from './describe-configs.ts';
import type { BrokerParts, Handler, RequestContext } from './handler.ts';
import { incrementalAlterConfigs } from './incremental-alter-configs.ts';

type Topics = Map<string, ReadonlyMap<string, string>>;

function brokerWith(topics: Topics, config: Config = loadConfig()): BrokerParts {
  const image = {
    topicsByName: {
      has: (name: string) => topics.has(name),
      get: (name: string) => (topics.has(name) ? { configs: topics.get(name) } : undefined),
    },
    configs: new Map(),
  };
  const alterConfigs = async ({ name }: ConfigResource, decide: ConfigDecision, options: { validateOnly: boolean }) => {
    const overrides = topics.get(name) ?? new Map();
    const changed = withChanges(overrides, decide(overrides));
    if (!options.validateOnly) topics.set(name, changed);
  };
  return { config, metadata: { image, alterConfigs } } as unknown as BrokerParts;
}

async function call<Q, R>(
  handler: Handler,
  codecs: { request: MessageCodec<Q>; response: MessageCodec<R>; version: number },
  request: Q,
  broker: BrokerParts,
): Promise<R> {
  const writer = new Writer();
  codecs.request.write(writer, codecs.version, request);
  const context = { apiVersion: codecs.version } as RequestContext;
  const write = await handler.read(new Reader(writer.bytes()), context).answer(broker);
  const answer = new Writer();
  write(answer);
  return codecs.response.read(new Reader(answer.bytes()), codecs.version);
}

describe.each([1, 2, 3, 4])('DescribeConfigs %i', (version) => {
  const codecs = { request: describeConfigsRequest, response: describeConfigsResponse, version };
  const ask = async (resource: Partial<DescribeConfigsResource>, includeSynonyms = false) => {
    const topics: Topics = new Map([['a', new Map([['retention.ms', '01000']])]]);
    const whole = { resourceType: 2, resourceName: 'a', configurationKeys: null, ...resource };
    const request = { resources: [whole], includeSynonyms, includeDocumentation: false };
    const { results } = await call(describeConfigs, codecs, request, brokerWith(topics));
    return results[0];
  };

  const errors: readonly [resourceType: number, resourceName: string, errorCode: number, errorMessage: string][] = [
    [2, 'zzz', 3, ''],
    [2, '', 17, 'Topic name is invalid: the empty string is not allowed'],
    [4, '7', 42, 'Unexpected broker id, expected 1 or empty string, but received 7'],
    [4, 'x', 42, 'Broker id must be an integer, but it is: x'],
    [8, '', 42, 'Broker id must not be empty'],
    [8, '7', 42, 'Unexpected broker id, expected 1 but received 7'],
    [32, '', 42, 'Group name must not be empty'],
    [77, 'm', 42, 'Unsupported resource type: 77'],
  ];
  test.each(errors)('type %i, name "%s"', async (resourceType, resourceName, errorCode, errorMessage) => {
    expect(await ask({ resourceType, resourceName })).toEqual({
      errorCode,
      errorMessage,
      resourceType,
      resourceName,
      configs: [],
    });
  });

  test('one key of a topic, with its synonyms', async () => {
    const configurationKeys = ['retention.ms', 'nope'];
    expect((await ask({ configurationKeys }, true))?.configs).toEqual([
      {
        name: 'retention.ms',
        value: '1000',
        readOnly: false,
        configSource: 1,
        isSensitive: false,
        synonyms: [{ name: 'retention.ms', value: '1000', source: 1 }],
        configType: version >= 3 ? 5 : 0,
        documentation: version >= 3 ? null : '',
      },
    ]);
    expect((await ask({ configurationKeys }))?.configs[0]?.synonyms).toEqual([]);
  });

  test('all keys where none are named', async () => {
    expect((await ask({}))?.configs).toHaveLength(33);
    expect((await ask({ configurationKeys: [] }))?.configs).toHaveLength(33);
    expect((await ask({ resourceType: 4, resourceName: '1' }))?.configs.length).toBeGreaterThan(300);
    expect((await ask({ resourceType: 4, resourceName: '' }))?.configs).toEqual([]);
    expect((await ask({ resourceType: 32, resourceName: 'g' }))?.configs).toHaveLength(17);
  });
});

describe.each([0, 1])('IncrementalAlterConfigs %i', (version) => {
  const [SET, DELETE, APPEND, SUBTRACT] = [0, 1, 2, 3] as const;
  type Change = [name: string, operation: number, value: string | null];
  const codecs = { request: incrementalAlterConfigsRequest, response: incrementalAlterConfigsResponse, version };
  const resource = (resourceName: string, changes: readonly Change[], resourceType = 2): AlterConfigsResource => ({
    resourceType,
    resourceName,
    configs: changes.map(([name, configOperation, value]) => ({ name, configOperation, value })),
  });
  const alter = async (broker: BrokerParts, resources: AlterConfigsResource[], validateOnly = false) => {
    const { responses } = await call(incrementalAlterConfigs, codecs, { resources, validateOnly }, broker);
    return responses.map(({ errorCode, errorMessage }) => [errorCode, errorMessage]);
  };

  const errors: readonly [name: string, changes: Change[], errorCode: number, errorMessage: string][] = [
    ['a', [['nope', SET, '5']], 40, 'Unknown topic config name: nope'],
    ['a', [['flush.ms', SET, null]], 42, 'Null value not supported for : flush.ms'],
    ['a', [['cleanup.policy', APPEND, null]], 42, 'Null value not supported for : cleanup.policy'],
    ['a', [['flush.ms', SUBTRACT, '5']], 40, "Can't SUBTRACT to key flush.ms because its type is not LIST."],
    [
      'a',
      [
        ['flush.ms', SET, '5'],
        ['flush.ms', DELETE, null],
      ],
      42,
      'Error due to duplicate config keys',
    ],
    ['a', [['flush.ms', SET, 'x']], 40, 'Invalid value x for configuration flush.ms: Not a number of type LONG'],
    ['zzz', [['flush.ms', SET, '5']], 3, "The topic 'zzz' does not exist."],
    ['zzz', [], 3, "The topic 'zzz' does not exist."],
    ['', [['flush.ms', SET, '5']], 42, 'Default topic resources are not allowed.'],
    ['a', [['flush.ms', 9, '5']], 42, 'Unknown operations type 9'],
  ];
  test.each(errors)('"%s" %j', async (name, changes, errorCode, errorMessage) => {
    const topics: Topics = new Map([['a', new Map()]]);
    expect(await alter(brokerWith(topics), [resource(name, changes)])).toEqual([[errorCode, errorMessage]]);
    expect(topics.get('a')?.size).toBe(0);
  });

  test('a wrong resource does not stop the others', async () => {
    const topics: Topics = new Map([
      ['a', new Map()],
      ['b', new Map()],
    ]);
    const resources = [resource('a', [['flush.ms', SET, 'x']]), resource('b', [['flush.ms', SET, '7']])];
    expect((await alter(brokerWith(topics), resources)).map(([code]) => code)).toEqual([40, 0]);
    expect(topics.get('b')).toEqual(new Map([['flush.ms', '7']]));
  });

  test('the same resource twice is refused both times', async () => {
    const topics: Topics = new Map([['a', new Map()]]);
    const twice = resource('a', [['flush.ms', SET, '7']]);
    const sentence = 'Each resource must appear at most once.';
    expect(await alter(brokerWith(topics), [twice, { ...twice }])).toEqual([
      [42, sentence],
      [42, sentence],
    ]);
  });

  test('validateOnly changes nothing', async () => {
    const topics: Topics = new Map([['a', new Map()]]);
    expect(await alter(brokerWith(topics), [resource('a', [['flush.ms', SET, '7']])], true)).toEqual([[0, null]]);
    expect(topics.get('a')?.size).toBe(0);
  });

  test('client metrics subscriptions are refused', async () => {
    const answers = await alter(brokerWith(new Map()), [resource('m', [['x', SET, '1']], 16)]);
    expect(answers).toEqual([[42, 'Client metrics subscriptions are not supported yet']]);
  });

  test('an unknown resource type', async () => {
    const answers = await alter(brokerWith(new Map()), [resource('a', [['x', SET, '1']], 77)]);
    expect(answers).toEqual([[42, 'Unknown resource type 77']]);
  });
});
