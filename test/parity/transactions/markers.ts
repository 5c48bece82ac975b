// WriteTxnMarkers and DescribeProducers: markers of coordinators and of operators, and what partitions know afterwards.
import {
  describeProducersRequest,
  describeProducersResponse,
  newDescribeProducersRequest,
} from '../../../src/wire/generated/describe-producers.ts';
import {
  newWritableTxnMarker,
  newWriteTxnMarkersRequest,
  writeTxnMarkersRequest,
  writeTxnMarkersResponse,
} from '../../../src/wire/generated/write-txn-markers.ts';
import { versions } from '../call.ts';
import { step, type TransactionStep } from './steps.ts';

type Marker = Parameters<typeof newWritableTxnMarker>[0];

const PRODUCER_ID = 4_000_000n;

function write(says: string, version: number, markers: Marker[]): TransactionStep {
  return step(`WriteTxnMarkers: ${says} (version ${version})`, (session) =>
    session.connection.call(
      writeTxnMarkersRequest,
      writeTxnMarkersResponse,
      version,
      newWriteTxnMarkersRequest({ markers: markers.map(newWritableTxnMarker) }),
    ),
  );
}

function producers(says: string, topics: { name: string; partitionIndexes: number[] }[]): TransactionStep {
  return step(`DescribeProducers: ${says}`, async (session) => {
    const request = newDescribeProducersRequest({ topics });
    const answer = await session.connection.call(describeProducersRequest, describeProducersResponse, 0, request);
    return answer.topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ activeProducers, ...partition }) => ({
        ...partition,
        activeProducers: activeProducers
          .filter(({ producerId }) => producerId >= PRODUCER_ID)
          .map(({ lastTimestamp, ...producer }) => ({ ...producer, hasTimestamp: lastTimestamp > 0n })),
      })),
    }));
  });
}

const marker = (fields: Marker = {}): Marker => ({
  producerId: PRODUCER_ID,
  producerEpoch: 3,
  coordinatorEpoch: 1,
  topics: [{ name: 't', partitionIndexes: [0] }],
  ...fields,
});
const t0 = [{ name: 't', partitionIndexes: [0] }];

export const markerSteps: readonly TransactionStep[] = [
  ...versions(1, 2).map((version) => write('none', version, [])),
  ...versions(1, 2).map((version) => write('of nothing', version, [marker({ topics: [] })])),
  ...versions(1, 2).map((version) =>
    write('a partition that is not there', version, [
      marker({
        topics: [
          { name: 't', partitionIndexes: [7] },
          { name: 'nowhere', partitionIndexes: [0] },
        ],
      }),
    ]),
  ),
  ...versions(1, 2).map((version) =>
    write('some there, some not', version, [marker({ topics: [{ name: 't', partitionIndexes: [0, 7] }] })]),
  ),
  producers('after markers', t0),
  ...versions(1, 2).map((version) => write('an older epoch', version, [marker({ producerEpoch: 2 })])),
  ...versions(1, 2).map((version) => write('the same again', version, [marker({ transactionResult: true })])),
  write('the same again, of moving epochs', 2, [marker({ transactionVersion: 2 })]),
  write('an older epoch, of moving epochs', 2, [marker({ transactionVersion: 2, producerEpoch: 2 })]),
  write('a newer epoch, of moving epochs', 2, [marker({ transactionVersion: 2, producerEpoch: 4 })]),
  write('an older coordinator', 2, [marker({ producerEpoch: 5, coordinatorEpoch: 0 })]),
  write('a newer coordinator', 2, [marker({ producerEpoch: 5, coordinatorEpoch: 2 })]),
  producers('after more markers', t0),
  write('two producers', 2, [
    marker({ producerEpoch: 6, coordinatorEpoch: 2 }),
    marker({ producerId: PRODUCER_ID + 1n, topics: [{ name: 't', partitionIndexes: [0, 1] }] }),
  ]),
  producers('of two', [{ name: 't', partitionIndexes: [0, 1] }]),
  producers('what is not there', [
    { name: 't', partitionIndexes: [0, 9, -1] },
    { name: 'nowhere', partitionIndexes: [0] },
    { name: 'bad name', partitionIndexes: [0] },
    { name: '', partitionIndexes: [0] },
  ]),
  producers('none', []),
];
