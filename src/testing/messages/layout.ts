// Where requests name topics, partitions, groups and transactions: as data, one entry per API. Read by units.ts.
import { ApiKey } from '../../wire/api-key.ts';

/** What an error, a leader or a coordinator can be for. */
export interface Unit {
  readonly topic?: string;
  readonly partition?: number;
  readonly groupId?: string;
  readonly transactionalId?: string;
}

/** Field of a message → what it holds; `topicId` is looked up and becomes a topic. */
export type Fields = Readonly<Record<string, keyof Unit | 'topicId'>>;

export interface Level {
  /** The field with the list. */
  readonly list: string;
  /** The fields of its elements; a single word where the elements are texts or numbers. */
  readonly of: Fields | keyof Unit;
  readonly inner?: Level;
}

export interface Layout {
  readonly own: Fields;
  /** The first one that is not empty counts: versions name their lists differently. */
  readonly levels: readonly Level[];
}

const GROUP: Fields = { groupId: 'groupId' };
const TRANSACTION: Fields = { transactionalId: 'transactionalId' };
const TOPIC_NAME: Fields = { name: 'topic', topicId: 'topicId' };

function partitions(index: string, name = 'name'): Level {
  const inner: Level = { list: 'partitions', of: { [index]: 'partition' } };
  return { list: 'topics', of: { [name]: 'topic', topicId: 'topicId' }, inner };
}

function numbers(list: string, partitionList: string, name = 'name'): Level {
  const inner: Level = { list: partitionList, of: 'partition' };
  return { list, of: { [name]: 'topic', topicId: 'topicId' }, inner };
}

function of(own: Fields, ...levels: readonly Level[]): Layout {
  return { own, levels };
}

const topics = of({}, { list: 'topics', of: TOPIC_NAME });
const WHOLE: Layout = of({});

const LAYOUTS: ReadonlyMap<number, Layout> = new Map<number, Layout>([
  [
    ApiKey.PRODUCE,
    of(TRANSACTION, {
      list: 'topicData',
      of: TOPIC_NAME,
      inner: { list: 'partitionData', of: { index: 'partition' } },
    }),
  ],
  [ApiKey.FETCH, of({}, partitions('partition', 'topic'))],
  [ApiKey.LIST_OFFSETS, of({}, partitions('partitionIndex'))],
  [ApiKey.METADATA, topics],
  [ApiKey.OFFSET_COMMIT, of(GROUP, partitions('partitionIndex'))],
  [
    ApiKey.OFFSET_FETCH,
    of(
      GROUP,
      { list: 'groups', of: GROUP, inner: numbers('topics', 'partitionIndexes') },
      numbers('topics', 'partitionIndexes'),
    ),
  ],
  [ApiKey.JOIN_GROUP, of(GROUP)],
  [ApiKey.HEARTBEAT, of(GROUP)],
  [ApiKey.LEAVE_GROUP, of(GROUP)],
  [ApiKey.SYNC_GROUP, of(GROUP)],
  [ApiKey.DESCRIBE_GROUPS, of({}, { list: 'groups', of: 'groupId' })],
  [ApiKey.CREATE_TOPICS, topics],
  [ApiKey.DELETE_TOPICS, of({}, { list: 'topics', of: TOPIC_NAME }, { list: 'topicNames', of: 'topic' })],
  [ApiKey.DELETE_RECORDS, of({}, partitions('partitionIndex'))],
  [ApiKey.INIT_PRODUCER_ID, of(TRANSACTION)],
  [ApiKey.OFFSET_FOR_LEADER_EPOCH, of({}, partitions('partition', 'topic'))],
  [
    ApiKey.ADD_PARTITIONS_TO_TXN,
    of(
      { v3AndBelowTransactionalId: 'transactionalId' },
      { list: 'transactions', of: TRANSACTION, inner: numbers('topics', 'partitions') },
      numbers('v3AndBelowTopics', 'partitions'),
    ),
  ],
  [ApiKey.ADD_OFFSETS_TO_TXN, of({ ...TRANSACTION, ...GROUP })],
  [ApiKey.END_TXN, of(TRANSACTION)],
  [ApiKey.WRITE_TXN_MARKERS, of({}, { list: 'markers', of: {}, inner: numbers('topics', 'partitionIndexes') })],
  [ApiKey.TXN_OFFSET_COMMIT, of({ ...TRANSACTION, ...GROUP }, partitions('partitionIndex'))],
  [ApiKey.CREATE_PARTITIONS, topics],
  [ApiKey.DELETE_GROUPS, of({}, { list: 'groupsNames', of: 'groupId' })],
  [ApiKey.ELECT_LEADERS, of({}, numbers('topicPartitions', 'partitions', 'topic'))],
  [ApiKey.OFFSET_DELETE, of(GROUP, partitions('partitionIndex'))],
  [ApiKey.DESCRIBE_PRODUCERS, of({}, numbers('topics', 'partitionIndexes'))],
  [ApiKey.DESCRIBE_TRANSACTIONS, of({}, { list: 'transactionalIds', of: 'transactionalId' })],
  [ApiKey.CONSUMER_GROUP_HEARTBEAT, of(GROUP)],
  [ApiKey.CONSUMER_GROUP_DESCRIBE, of({}, { list: 'groupIds', of: 'groupId' })],
  [ApiKey.DESCRIBE_TOPIC_PARTITIONS, topics],
  // Key and key type: see units.ts.
  [ApiKey.FIND_COORDINATOR, of({}, { list: 'coordinatorKeys', of: 'groupId' })],
]);

/** An API without an entry names nothing: its requests are one whole. */
export function layoutOf(apiKey: number): Layout {
  return LAYOUTS.get(apiKey) ?? WHOLE;
}
