// ElectLeaders and the reassignment of replicas, as far as one node can answer them.
import {
  alterPartitionReassignmentsRequest,
  alterPartitionReassignmentsResponse,
  newAlterPartitionReassignmentsRequest,
  newReassignablePartition,
  newReassignableTopic,
} from '../../../src/wire/generated/alter-partition-reassignments.ts';
import {
  createTopicsRequest,
  createTopicsResponse,
  newCreatableTopic,
  newCreateTopicsRequest,
} from '../../../src/wire/generated/create-topics.ts';
import {
  electLeadersRequest,
  electLeadersResponse,
  newElectLeadersRequest,
  newTopicPartitions,
} from '../../../src/wire/generated/elect-leaders.ts';
import {
  listPartitionReassignmentsRequest,
  listPartitionReassignmentsResponse,
  newListPartitionReassignmentsRequest,
  newListPartitionReassignmentsTopics,
} from '../../../src/wire/generated/list-partition-reassignments.ts';
import { type Call, call, versions } from '../call.ts';

type Partitions = readonly (readonly [topic: string, partitions: number[]])[];

function elect(says: string, version: number, electionType: number, partitions: Partitions | null): Call {
  const request = newElectLeadersRequest({
    electionType,
    topicPartitions: partitions?.map(([topic, numbers]) => newTopicPartitions({ topic, partitions: numbers })) ?? null,
    timeoutMs: 10_000,
  });
  return call(`ElectLeaders: ${says}`, [electLeadersRequest, electLeadersResponse], version, request);
}

type Reassignments = readonly (readonly [topic: string, partitions: readonly [number, number[] | null][]])[];

function reassign(says: string, version: number, reassignments: Reassignments, mayChangeFactor = true): Call {
  const request = newAlterPartitionReassignmentsRequest({
    timeoutMs: 10_000,
    allowReplicationFactorChange: mayChangeFactor,
    topics: reassignments.map(([name, partitions]) =>
      newReassignableTopic({
        name,
        partitions: partitions.map(([partitionIndex, replicas]) =>
          newReassignablePartition({ partitionIndex, replicas }),
        ),
      }),
    ),
  });
  const codecs = [alterPartitionReassignmentsRequest, alterPartitionReassignmentsResponse] as const;
  return call(`AlterPartitionReassignments: ${says}`, codecs, version, request);
}

function list(says: string, partitions: Partitions | null): Call {
  const request = newListPartitionReassignmentsRequest({
    timeoutMs: 10_000,
    topics:
      partitions?.map(([name, partitionIndexes]) => newListPartitionReassignmentsTopics({ name, partitionIndexes })) ??
      null,
  });
  const codecs = [listPartitionReassignmentsRequest, listPartitionReassignmentsResponse] as const;
  return call(`ListPartitionReassignments: ${says}`, codecs, 0, request);
}

const PREFERRED = 0;
const UNCLEAN = 1;

export const replicaCalls: readonly Call[] = [
  call(
    'CreateTopics: one of three partitions',
    [createTopicsRequest, createTopicsResponse],
    4,
    newCreateTopicsRequest({
      topics: [newCreatableTopic({ name: 'replicas', numPartitions: 3, replicationFactor: 1 })],
      timeoutMs: 10_000,
    }),
  ),
  ...versions(0, 2).map((version) => elect('one', version, PREFERRED, [['replicas', [0]]])),
  ...versions(0, 2).map((version) => elect('all', version, PREFERRED, null)),
  ...versions(1, 2).map((version) => elect('all, unclean', version, UNCLEAN, null)),
  elect('unclean', 2, UNCLEAN, [['replicas', [0, 1]]]),
  elect('unknown ones', 2, PREFERRED, [
    ['nobody', [0, 1]],
    ['replicas', [2, 3, -1]],
    ['not valid', [0]],
    ['', [0]],
  ]),
  elect('unknown ones, unclean', 2, UNCLEAN, [
    ['nobody', [0, 1]],
    ['replicas', [2, 3, -1]],
  ]),
  elect('none', 2, PREFERRED, []),
  elect('a topic without partitions', 2, PREFERRED, [['replicas', []]]),
  elect('one twice', 2, PREFERRED, [['replicas', [0, 0]]]),
  elect('a topic twice', 2, PREFERRED, [
    ['replicas', [0]],
    ['replicas', [1]],
  ]),
  ...[2, -1, 127].map((type) => elect(`election type ${type}`, 2, type, [['replicas', [0]]])),
  elect('all, election type 2', 2, 2, null),
  ...versions(0, 1).map((version) => reassign('to itself', version, [['replicas', [[0, [1]]]]])),
  reassign('to itself, the factor kept', 1, [['replicas', [[0, [1]]]]], false),
  reassign('to others', 1, [
    [
      'replicas',
      [
        [0, [7]],
        [1, [1, 7]],
        [2, [1, 1]],
        [3, [1]],
        [-1, [1]],
      ],
    ],
  ]),
  reassign(
    'to others, the factor kept',
    1,
    [
      [
        'replicas',
        [
          [0, [7]],
          [1, [1, 7]],
          [2, [1, 1]],
          [3, [1]],
        ],
      ],
    ],
    false,
  ),
  reassign('to nobody', 1, [['replicas', [[0, []]]]]),
  reassign('to nobody, the factor kept', 1, [['replicas', [[0, []]]]], false),
  reassign('to negative nodes', 1, [
    [
      'replicas',
      [
        [0, [-1]],
        [1, [-2, 1]],
      ],
    ],
  ]),
  reassign('cancelled without one', 1, [
    [
      'replicas',
      [
        [0, null],
        [9, null],
      ],
    ],
  ]),
  reassign('unknown topics', 1, [
    [
      'nobody',
      [
        [0, [1]],
        [1, null],
      ],
    ],
    ['not valid', [[0, [1]]]],
    ['', [[0, [1]]]],
  ]),
  reassign('nothing', 1, []),
  reassign('a topic without partitions', 1, [['replicas', []]]),
  reassign('a partition twice', 1, [
    [
      'replicas',
      [
        [0, [1]],
        [0, [7]],
      ],
    ],
  ]),
  reassign('a topic twice', 1, [
    ['replicas', [[0, [1]]]],
    ['replicas', [[1, [1]]]],
  ]),
  list('all', null),
  list('of nothing', []),
  list('of a topic', [['replicas', [0, 1, 9]]]),
  list('of unknown topics', [
    ['nobody', [0]],
    ['not valid', [0]],
  ]),
];
