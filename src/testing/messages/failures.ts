// The response to a request all of whose units fail with one error. Pure.
// Most APIs have a handler that knows its own; here stand those that the data plane serves, and those whose handlers put
// errors of groups and partitions into their answers themselves.
import { handlers } from '../../handlers/index.ts';
import { ApiKey } from '../../wire/api-key.ts';
import {
  type AddPartitionsToTxnRequest,
  type AddPartitionsToTxnTopic,
  newAddPartitionsToTxnResponse,
} from '../../wire/generated/add-partitions-to-txn.ts';
import { newApiVersionsResponse } from '../../wire/generated/api-versions.ts';
import {
  type ConsumerGroupDescribeRequest,
  newConsumerGroupDescribeResponse,
  newDescribedGroup as newDescribedConsumerGroup,
} from '../../wire/generated/consumer-group-describe.ts';
import {
  type DeleteRecordsRequest,
  newDeleteRecordsPartitionResult,
  newDeleteRecordsResponse,
} from '../../wire/generated/delete-records.ts';
import {
  type DescribeGroupsRequest,
  newDescribedGroup,
  newDescribeGroupsResponse,
} from '../../wire/generated/describe-groups.ts';
import {
  type DescribeProducersRequest,
  newDescribeProducersResponse,
  newPartitionResponse,
} from '../../wire/generated/describe-producers.ts';
import {
  type DescribeTransactionsRequest,
  newDescribeTransactionsResponse,
  newTransactionState,
} from '../../wire/generated/describe-transactions.ts';
import { type FetchRequest, newFetchResponse, newPartitionData } from '../../wire/generated/fetch.ts';
import {
  type FindCoordinatorRequest,
  newCoordinator,
  newFindCoordinatorResponse,
} from '../../wire/generated/find-coordinator.ts';
import {
  type ListOffsetsRequest,
  newListOffsetsPartitionResponse,
  newListOffsetsResponse,
} from '../../wire/generated/list-offsets.ts';
import {
  newOffsetDeleteResponse,
  newOffsetDeleteResponsePartition,
  type OffsetDeleteRequest,
} from '../../wire/generated/offset-delete.ts';
import {
  newOffsetFetchResponse,
  newOffsetFetchResponsePartition,
  type OffsetFetchRequest,
  type OffsetFetchRequestTopic,
} from '../../wire/generated/offset-fetch.ts';
import {
  newEpochEndOffset,
  newOffsetForLeaderEpochResponse,
  type OffsetForLeaderEpochRequest,
} from '../../wire/generated/offset-for-leader-epoch.ts';
import {
  newPartitionProduceResponse,
  newProduceResponse,
  newTopicProduceResponse,
  type ProduceRequest,
} from '../../wire/generated/produce.ts';
import { newWriteTxnMarkersResponse, type WriteTxnMarkersRequest } from '../../wire/generated/write-txn-markers.ts';
import { Reader } from '../../wire/reader.ts';
import { Writer } from '../../wire/writer.ts';
import { codecsOf, type DecodedRequest } from './request.ts';
import type { Message } from './units.ts';

export interface Failure {
  readonly code: number;
  readonly message: string;
  /** Whether the error is for partitions; else for what contains them, where the reply has a place for that. */
  readonly ofPartitions: boolean;
}

type Fail = (request: never, failure: Failure, version: number) => object;

const FAILURES: ReadonlyMap<number, Fail> = new Map<number, Fail>([
  [ApiKey.PRODUCE, failProduce],
  [ApiKey.FETCH, failFetch],
  [ApiKey.LIST_OFFSETS, failListOffsets],
  [ApiKey.OFFSET_FOR_LEADER_EPOCH, failOffsetForLeaderEpoch],
  [ApiKey.API_VERSIONS, (_request: unknown, { code }: Failure) => newApiVersionsResponse({ errorCode: code })],
  [ApiKey.OFFSET_FETCH, failOffsetFetch],
  [ApiKey.OFFSET_DELETE, failOffsetDelete],
  [ApiKey.FIND_COORDINATOR, failFindCoordinator],
  [ApiKey.DELETE_RECORDS, failDeleteRecords],
  [ApiKey.ADD_PARTITIONS_TO_TXN, failAddPartitionsToTxn],
  [ApiKey.DESCRIBE_PRODUCERS, failDescribeProducers],
  [ApiKey.DESCRIBE_GROUPS, failDescribeGroups],
  [ApiKey.CONSUMER_GROUP_DESCRIBE, failConsumerGroupDescribe],
  [ApiKey.DESCRIBE_TRANSACTIONS, failDescribeTransactions],
  [ApiKey.WRITE_TXN_MARKERS, failWriteTxnMarkers],
]);

/** Null: the API has no place for an error, and the connection has to end instead, as a broker ends it. */
export function failedResponse(request: DecodedRequest, message: Message, failure: Failure): Message | null {
  const { apiKey, apiVersion } = request.header;
  const own = FAILURES.get(apiKey);
  if (own !== undefined) return own(message as never, failure, apiVersion) as Message;
  return byHandler(request, message, failure);
}

function byHandler({ header }: DecodedRequest, message: Message, failure: Failure): Message | null {
  const { apiKey, apiVersion, correlationId, clientId } = header;
  const handler = handlers.find((one) => one.apiKey === apiKey);
  const codecs = codecsOf(apiKey);
  if (handler === undefined || codecs === null) return null;
  const body = new Writer();
  codecs.request.write(body, apiVersion, message);
  const context = { apiKey, apiVersion, correlationId, clientId, clientHost: '', connectionId: 0 };
  const write = handler.read(new Reader(body.bytes()), context).failure(failure.code, failure.message);
  if (write === null) return null;
  const response = new Writer();
  write(response);
  return codecs.response.read(new Reader(response.bytes()), apiVersion) as Message;
}

function failProduce({ topicData }: ProduceRequest, { code, message }: Failure, version: number) {
  const errorMessage = version >= 8 ? message : null;
  const responses = topicData.map(({ name, topicId, partitionData }) => {
    const partitionResponses = partitionData.map(({ index }) =>
      newPartitionProduceResponse({ index, errorCode: code, baseOffset: -1n, errorMessage }),
    );
    return newTopicProduceResponse({ name, topicId, partitionResponses });
  });
  return newProduceResponse({ responses });
}

function failFetch({ topics }: FetchRequest, { code, ofPartitions }: Failure, version: number) {
  // A request without partitions, or an error for all of them.
  if (topics.length === 0 || (!ofPartitions && version >= 7 && SESSION_ERRORS.has(code))) {
    return newFetchResponse({ errorCode: code });
  }
  const responses = topics.map(({ topic, topicId, partitions }) => ({
    topic,
    topicId,
    partitions: partitions.map(({ partition }) =>
      newPartitionData({ partitionIndex: partition, errorCode: code, highWatermark: -1n, records: Buffer.alloc(0) }),
    ),
  }));
  return newFetchResponse({ responses });
}

/** FETCH_SESSION_ID_NOT_FOUND, INVALID_FETCH_SESSION_EPOCH, FETCH_SESSION_TOPIC_ID_ERROR. */
const SESSION_ERRORS: ReadonlySet<number> = new Set([70, 71, 106]);

function failListOffsets({ topics }: ListOffsetsRequest, { code }: Failure) {
  return newListOffsetsResponse({
    topics: topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex }) =>
        newListOffsetsPartitionResponse({ partitionIndex, errorCode: code }),
      ),
    })),
  });
}

function failOffsetForLeaderEpoch({ topics }: OffsetForLeaderEpochRequest, { code }: Failure) {
  return newOffsetForLeaderEpochResponse({
    topics: topics.map(({ topic, partitions }) => ({
      topic,
      partitions: partitions.map(({ partition }) => newEpochEndOffset({ partition, errorCode: code })),
    })),
  });
}

function failOffsetFetch({ groups, topics }: OffsetFetchRequest, failure: Failure, version: number) {
  const { code, ofPartitions } = failure;
  if (version >= 8) {
    const failed = groups.map((group) => ({
      groupId: group.groupId,
      errorCode: ofPartitions ? 0 : code,
      topics: ofPartitions
        ? (group.topics ?? []).map(({ name, topicId, partitionIndexes }) => ({
            ...failOffsets({ name, partitionIndexes }, code),
            topicId,
          }))
        : [],
    }));
    return newOffsetFetchResponse({ groups: failed });
  }
  // Before version 2 there is no place but the partitions.
  const failed = ofPartitions || version < 2 ? (topics ?? []).map((topic) => failOffsets(topic, code)) : [];
  return newOffsetFetchResponse({ topics: failed, errorCode: ofPartitions || version < 2 ? 0 : code });
}

function failOffsets({ name, partitionIndexes }: OffsetFetchRequestTopic, errorCode: number) {
  const partitions = partitionIndexes.map((partitionIndex) =>
    newOffsetFetchResponsePartition({ partitionIndex, committedOffset: -1n, metadata: '', errorCode }),
  );
  return { name, partitions };
}

function failOffsetDelete({ topics }: OffsetDeleteRequest, { code, ofPartitions }: Failure) {
  if (!ofPartitions) return newOffsetDeleteResponse({ errorCode: code });
  return newOffsetDeleteResponse({
    topics: topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex }) =>
        newOffsetDeleteResponsePartition({ partitionIndex, errorCode: code }),
      ),
    })),
  });
}

function failFindCoordinator({ coordinatorKeys }: FindCoordinatorRequest, failure: Failure, version: number) {
  const { code: errorCode, message } = failure;
  const nowhere = { nodeId: -1, host: '', port: -1, errorCode };
  if (version < 4) return newFindCoordinatorResponse({ ...nowhere, errorMessage: version >= 1 ? message : null });
  const coordinators = coordinatorKeys.map((key) => newCoordinator({ ...nowhere, key, errorMessage: message }));
  return newFindCoordinatorResponse({ coordinators });
}

function failDeleteRecords({ topics }: DeleteRecordsRequest, { code }: Failure) {
  return newDeleteRecordsResponse({
    topics: topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex }) =>
        newDeleteRecordsPartitionResult({ partitionIndex, lowWatermark: -1n, errorCode: code }),
      ),
    })),
  });
}

function failAddPartitionsToTxn(request: AddPartitionsToTxnRequest, { code }: Failure) {
  const failTopic = ({ name, partitions }: AddPartitionsToTxnTopic) => ({
    name,
    resultsByPartition: partitions.map((partitionIndex) => ({ partitionIndex, partitionErrorCode: code })),
  });
  return newAddPartitionsToTxnResponse({
    resultsByTransaction: request.transactions.map(({ transactionalId, topics }) => ({
      transactionalId,
      topicResults: topics.map(failTopic),
    })),
    resultsByTopicV3AndBelow: request.v3AndBelowTopics.map(failTopic),
  });
}

function failDescribeProducers({ topics }: DescribeProducersRequest, { code, message }: Failure) {
  return newDescribeProducersResponse({
    topics: topics.map(({ name, partitionIndexes }) => ({
      name,
      partitions: partitionIndexes.map((partitionIndex) =>
        newPartitionResponse({ partitionIndex, errorCode: code, errorMessage: message }),
      ),
    })),
  });
}

function failDescribeGroups({ groups }: DescribeGroupsRequest, { code: errorCode }: Failure) {
  return newDescribeGroupsResponse({ groups: groups.map((groupId) => newDescribedGroup({ groupId, errorCode })) });
}

function failConsumerGroupDescribe({ groupIds }: ConsumerGroupDescribeRequest, { code, message }: Failure) {
  const groups = groupIds.map((groupId) =>
    newDescribedConsumerGroup({ groupId, errorCode: code, errorMessage: message }),
  );
  return newConsumerGroupDescribeResponse({ groups });
}

function failDescribeTransactions({ transactionalIds }: DescribeTransactionsRequest, { code: errorCode }: Failure) {
  const transactionStates = transactionalIds.map((transactionalId) =>
    newTransactionState({ transactionalId, errorCode }),
  );
  return newDescribeTransactionsResponse({ transactionStates });
}

function failWriteTxnMarkers({ markers }: WriteTxnMarkersRequest, { code: errorCode }: Failure) {
  return newWriteTxnMarkersResponse({
    markers: markers.map(({ producerId, topics }) => ({
      producerId,
      topics: topics.map(({ name, partitionIndexes }) => ({
        name,
        partitions: partitionIndexes.map((partitionIndex) => ({ partitionIndex, errorCode })),
      })),
    })),
  });
}
