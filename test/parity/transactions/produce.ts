// Produce in transactions: what needs the coordinator's word, in which versions, and what each refusal is called.
import { errorName } from '../../../src/wire/error-code.ts';
import { newProduceRequest, produceRequest, produceResponse } from '../../../src/wire/generated/produce.ts';
import { encodeBatch } from '../../../src/wire/record-batch.ts';
import { crc32c } from '../../support/raw/bytes.ts';
import { versions } from '../call.ts';
import type { Producer } from './session.ts';
import { add, completed, end, init, step, type TransactionStep } from './steps.ts';

type Lie = Partial<Producer> | ((truth: Producer) => Partial<Producer>);

interface Write {
  by?: string;
  /** null: none is given. */
  id?: string | null;
  partitions?: number[];
  sequence: number;
  lie?: Lie;
  transactional?: boolean;
  acks?: number;
  /** A second producer writes to the second partition. */
  stranger?: boolean;
}

const TIMESTAMP_MS = 1_700_000_000_000;
const CRC_POSITION = 17;
const CRC_FROM = 21;

function batch(producer: Producer, sequence: number, transactional: boolean): Buffer {
  const { producerId, producerEpoch } = producer;
  const record = { key: Buffer.from('key'), value: Buffer.from(`value ${sequence}`) };
  const options = { timestampMs: TIMESTAMP_MS, producerId, producerEpoch, baseSequence: sequence, transactional };
  const bytes = encodeBatch([record], options);
  bytes.writeInt32BE(-1, 12);
  bytes.writeUInt32BE(crc32c(bytes.subarray(CRC_FROM)), CRC_POSITION);
  return bytes;
}

export function write(version: number, says: string, given: Write): TransactionStep {
  const { by = 'p', id = 'produce', partitions = [0], sequence, lie = {}, transactional = true, acks = -1 } = given;
  return step(`Produce ${says} (version ${version})`, async (session) => {
    const truth = session.producer(by);
    const producer = { ...truth, ...(typeof lie === 'function' ? lie(truth) : lie) };
    const other = { ...producer, producerId: producer.producerId + 1_000n };
    const partitionData = partitions.map((index, at) => {
      const writer = given.stranger === true && at === 1 ? other : producer;
      return { index, records: batch(writer, sequence, transactional) };
    });
    const topicData = [{ name: 't', topicId: '', partitionData }];
    const request = newProduceRequest({ transactionalId: id, acks, timeoutMs: 10_000, topicData });
    const answer = await session.connection.call(produceRequest, produceResponse, version, request);
    return answer.responses.flatMap(({ name, partitionResponses }) =>
      partitionResponses.map(({ index, errorCode, baseOffset, logAppendTimeMs }) => {
        return { name, index, error: errorName(errorCode), baseOffset, logAppendTimeMs };
      }),
    );
  });
}

const before = ({ producerEpoch }: Producer) => ({ producerEpoch: producerEpoch - 1 });
const after = ({ producerEpoch }: Producer) => ({ producerEpoch: producerEpoch + 1 });

/** The producer's own batches, and those of others in its name. */
const refusals = (sequence: number): TransactionStep[] => [
  ...versions(9, 12).map((version) => write(version, 'without a name', { sequence, id: null })),
  ...versions(9, 12).map((version) =>
    write(version, 'under an unknown name', { sequence, id: 'stranger', lie: after }),
  ),
  ...versions(9, 12).map((version) => {
    return write(version, 'by an unknown producer', { sequence, lie: { producerId: 987_654n } });
  }),
  ...versions(9, 12).map((version) => write(version, 'in the next epoch', { sequence: 0, lie: after })),
  ...versions(9, 12).map((version) =>
    write(version, 'of two producers', { sequence, partitions: [0, 1], stranger: true }),
  ),
  ...versions(9, 12).map((version) => write(version, 'to no partition', { sequence, partitions: [9] })),
  ...versions(9, 12).map((version) => write(version, 'with other acks', { sequence, acks: 2 })),
];

const movingEpochs: TransactionStep[] = [
  init('p', 'produce'),
  ...versions(3, 11).map((version) => write(version, 'before the partition is in the transaction', { sequence: 0 })),
  ...refusals(0),
  write(12, 'from the middle', { sequence: 4 }),
  write(12, 'the first', { sequence: 0 }),
  write(12, 'the first again', { sequence: 0 }),
  write(10, 'the second in an old version', { sequence: 1 }),
  write(12, 'outside of the transaction', { sequence: 2, transactional: false }),
  write(12, 'with a gap', { sequence: 7 }),
  ...versions(9, 11).map((version) => {
    return write(version, 'to a partition inside and one outside', { sequence: 2, partitions: [0, 1] });
  }),
  write(12, 'to a partition inside and a new one', { sequence: 0, partitions: [1] }),
  ...refusals(3),
  end('p', 'produce', 5, true),
  completed('produce'),
  ...versions(9, 12).map((version) => write(version, 'in the epoch before', { sequence: 3, lie: before })),
  ...versions(9, 11).map((version) => write(version, 'after the end', { sequence: 0 })),
  write(12, 'the next transaction from the middle', { sequence: 1 }),
  write(12, 'the next transaction', { sequence: 0 }),
  end('p', 'produce', 5, false),
  completed('produce'),
];

const takeOver: TransactionStep[] = [
  write(12, 'a transaction that another ends', { sequence: 0 }),
  init('q', 'produce'),
  completed('produce'),
  ...versions(9, 12).map((version) => write(version, 'by the one before', { sequence: 1 })),
  ...versions(9, 12).map((version) => {
    return write(version, 'by the one before, elsewhere', { sequence: 0, partitions: [1] });
  }),
  write(12, 'by the one after', { by: 'q', sequence: 0 }),
  end('q', 'produce', 5, true),
  completed('produce'),
];

const oneEpoch: TransactionStep[] = [
  init('r', 'produce', 4),
  ...versions(9, 10).map((version) => write(version, 'not added', { by: 'r', sequence: 0 })),
  add('r', 'produce', 3, [{ name: 't', partitions: [0] }]),
  write(9, 'added', { by: 'r', sequence: 0 }),
  write(9, 'added, one of two', { by: 'r', sequence: 1, partitions: [0, 1] }),
  end('r', 'produce', 3, true),
  completed('produce'),
  ...versions(9, 11).map((version) => write(version, 'after the end', { by: 'r', sequence: 2 })),
  add('r', 'produce', 3, [{ name: 't', partitions: [0] }]),
  write(9, 'the next one', { by: 'r', sequence: 2 }),
  end('r', 'produce', 3, false),
  completed('produce'),
];

export const produceSteps: readonly TransactionStep[] = [...movingEpochs, ...takeOver, ...oneEpoch];
