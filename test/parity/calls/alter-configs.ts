// AlterConfigs: the whole configuration of a topic is replaced. A resource that stands twice is missing here: Apache Kafka
// never answers such a request, and Millrace refuses it as IncrementalAlterConfigs does.
import {
  alterConfigsRequest,
  alterConfigsResponse,
  newAlterConfigsRequest,
} from '../../../src/wire/generated/alter-configs.ts';
import {
  createTopicsRequest,
  createTopicsResponse,
  newCreatableTopic,
  newCreateTopicsRequest,
} from '../../../src/wire/generated/create-topics.ts';
import {
  type DescribeConfigsResponse,
  describeConfigsRequest,
  describeConfigsResponse,
  newDescribeConfigsRequest,
  newDescribeConfigsResource,
} from '../../../src/wire/generated/describe-configs.ts';
import { type Call, call, versions } from '../call.ts';

interface Resource {
  type: number;
  name: string;
  configs: readonly (readonly [name: string, value: string | null])[];
}

const TOPIC = 2;

function alter(says: string, version: number, resources: Resource[], validateOnly = false): Call {
  const request = newAlterConfigsRequest({
    resources: resources.map(({ type, name, configs }) => ({
      resourceType: type,
      resourceName: name,
      configs: configs.map(([config, value]) => ({ name: config, value })),
    })),
    validateOnly,
  });
  return call(`AlterConfigs: ${says}`, [alterConfigsRequest, alterConfigsResponse], version, request);
}

const topic = (name: string, ...configs: Resource['configs']): Resource => ({ type: TOPIC, name, configs });

/** What is set on the topic. */
function show(name: string): Call {
  const request = newDescribeConfigsRequest({
    resources: [newDescribeConfigsResource({ resourceType: TOPIC, resourceName: name, configurationKeys: null })],
  });
  return {
    says: `DescribeConfigs: ${name}`,
    later: true,
    send: async (connection) =>
      setOf(await connection.call(describeConfigsRequest, describeConfigsResponse, 4, request)),
  };
}

/** Source 1 is the topic itself. */
function setOf({ results }: DescribeConfigsResponse): string[] {
  const configs = results.flatMap((result) => result.configs).filter(({ configSource }) => configSource === 1);
  return configs.map(({ name, value }) => `${name}=${value}`);
}

export const alterConfigsCalls: readonly Call[] = [
  call(
    'CreateTopics: one to configure',
    [createTopicsRequest, createTopicsResponse],
    4,
    newCreateTopicsRequest({
      topics: [
        newCreatableTopic({
          name: 'altered',
          numPartitions: 1,
          replicationFactor: 1,
          configs: [
            { name: 'retention.ms', value: '5000' },
            { name: 'segment.ms', value: '7000' },
          ],
        }),
      ],
      timeoutMs: 10_000,
    }),
  ),
  show('altered'),
  alter('others, validate only', 2, [topic('altered', ['retention.bytes', '77'])], true),
  show('altered'),
  ...versions(0, 2).map((version) => alter('others', version, [topic('altered', ['retention.bytes', `8${version}`])])),
  show('altered'),
  alter('an invalid value', 2, [topic('altered', ['retention.ms', 'long'])]),
  alter('an unknown config', 2, [topic('altered', ['colour', 'red'])]),
  alter('a null value', 2, [topic('altered', ['retention.ms', null])]),
  alter('null values', 2, [topic('altered', ['retention.ms', null], ['segment.ms', null], ['flush.ms', '1'])]),
  alter(
    'a null value among others, validate only',
    2,
    [topic('altered', ['retention.ms', null], ['flush.ms', '1'])],
    true,
  ),
  alter('a config twice', 2, [topic('altered', ['retention.ms', '1'], ['retention.ms', '2'])]),
  alter('an invalid combination', 2, [
    topic('altered', ['cleanup.policy', 'compact'], ['min.compaction.lag.ms', '-1']),
  ]),
  show('altered'),
  alter('an unknown topic', 2, [topic('nobody', ['retention.ms', '1'])]),
  alter('an invalid topic', 2, [topic('not valid', ['retention.ms', '1'])]),
  alter('an empty topic', 2, [topic('', ['retention.ms', '1'])]),
  alter('no resource', 2, []),
  alter('some right, some wrong', 2, [topic('altered', ['flush.ms', '9']), topic('nobody', ['flush.ms', '9'])]),
  show('altered'),
  alter('nothing remains', 2, [topic('altered')]),
  show('altered'),
  alter('a broker logger', 2, [{ type: 8, name: '1', configs: [] }]),
];
