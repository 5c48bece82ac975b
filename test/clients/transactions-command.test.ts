// Kafka's TransactionsCommand, unmodified: lists and describes transactions, finds the ones that hang, and ends them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  newPartitionProduceData,
  newProduceRequest,
  newTopicProduceData,
  produceRequest,
  produceResponse,
} from '../../src/wire/generated/produce.ts';
import { encodeBatch } from '../../src/wire/record-batch.ts';
import { TransactionSession } from '../parity/transactions/session.ts';
import { TypedConnection } from '../parity/typed-connection.ts';
import { missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import { runTool } from '../support/java.ts';
import { missing } from '../support/paths.ts';
import { crc32c } from '../support/raw/bytes.ts';

const COMMAND = 'org.apache.kafka.tools.TransactionsCommand';
const ID = 'orders';
const CRC_POSITION = 17;
const CRC_END = 21;
const LONG_AGO_MS = 3_600_000;

const reason = missingBroker() ?? missing.kafka();
if (reason !== undefined) console.log(`TransactionsCommand: skipped, ${reason}`);

describe.skipIf(reason !== undefined)('TransactionsCommand', () => {
  let broker: RunningBroker;
  let session: TransactionSession;

  /** The rows of the table that it prints, as words. */
  const table = async (...args: string[]): Promise<string[][]> => {
    const { stdout } = await runTool(COMMAND, ['--bootstrap-server', broker.bootstrapServers, ...args]);
    const lines = stdout
      .toString()
      .split('\n')
      .filter((line) => line.trim() !== '');
    return lines.slice(1).map((line) => line.split(/\s+/).filter((word) => word !== ''));
  };

  /** Returns the error code. */
  const produce = async (partition: number, producerId: bigint, producerEpoch: number, ageMs = 0): Promise<number> => {
    const options = {
      timestampMs: Date.now() - ageMs,
      producerId,
      producerEpoch,
      baseSequence: 0,
      transactional: true,
    };
    const records = encodeBatch([{ key: null, value: Buffer.from('v') }], options);
    records.writeUInt32BE(crc32c(records.subarray(CRC_END)), CRC_POSITION);
    const request = newProduceRequest({
      transactionalId: ID,
      acks: -1,
      timeoutMs: 5_000,
      topicData: [
        newTopicProduceData({ name: 't', partitionData: [newPartitionProduceData({ index: partition, records })] }),
      ],
    });
    const answer = await session.connection.call(produceRequest, produceResponse, 9, request);
    return answer.responses[0]?.partitionResponses[0]?.errorCode ?? -1;
  };

  beforeAll(async () => {
    // Only so can a transaction hang: nobody asks the coordinator whether a record belongs to one.
    const properties = { 'transaction.partition.verification.enable': 'false' };
    broker = await startBroker({ properties });
    session = new TransactionSession(await TypedConnection.open(broker.port));
    await session.prepare([ID]);
    await session.init('p', 4, { transactionalId: ID });
    await session.add(ID, 3, session.producer('p'), [{ name: 't', partitions: [0] }]);
    const { producerId, producerEpoch } = session.producer('p');
    expect(await produce(0, producerId, producerEpoch)).toBe(0);
    expect(await produce(1, producerId + 1_000n, 7, LONG_AGO_MS)).toBe(0);
  }, 90_000);

  afterAll(async () => {
    session?.connection.close();
    await broker?.close();
  }, 60_000);

  it('lists and describes', async () => {
    const { producerId, producerEpoch } = session.producer('p');
    expect(await table('list')).toEqual([[ID, '1', String(producerId), 'Ongoing']]);
    const [described] = await table('describe', '--transactional-id', ID);
    expect(described?.slice(0, 6)).toEqual(['1', ID, String(producerId), String(producerEpoch), 'Ongoing', '60000']);
    expect(described?.at(-1)).toBe('t-0');
  }, 120_000);

  it('describes the producers of a partition', async () => {
    const { producerId } = session.producer('p');
    const [open] = await table('describe-producers', '--topic', 't', '--partition', '0');
    // Producer id, epoch, latest coordinator epoch, last sequence, last timestamp, start of the open transaction.
    expect(open?.slice(0, 4)).toEqual([String(producerId), '0', '-1', '0']);
    expect(open?.at(-1)).toBe('0');
  }, 120_000);

  it('finds the transaction that hangs, and aborts it', async () => {
    const producerId = session.producer('p').producerId + 1_000n;
    const hanging = await table('find-hanging', '--broker-id', '1', '--topic', 't');
    expect(hanging).toHaveLength(1);
    expect(hanging[0]?.slice(0, 4)).toEqual(['t', '1', String(producerId), '7']);
    await table('abort', '--topic', 't', '--partition', '1', '--start-offset', '0');
    expect(await table('find-hanging', '--broker-id', '1', '--topic', 't')).toEqual([]);
    const [ended] = await table('describe-producers', '--topic', 't', '--partition', '1');
    expect(ended?.at(-1)).toBe('None');
  }, 180_000);

  it('ends a transaction by force', async () => {
    await table('forceTerminateTransaction', '--transactionalId', ID);
    expect(await session.completed(ID)).toMatchObject({ transactionState: 'Empty', topics: [] });
    const [ended] = await table('describe-producers', '--topic', 't', '--partition', '0');
    expect(ended?.at(-1)).toBe('None');
  }, 120_000);
});
