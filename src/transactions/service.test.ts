// The service over the data plane in memory: markers, retries, failed appends, crashes, time, deleted topics.
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { MemoryBroker } from '../../test/support/memory-broker.ts';
import { ProducerIds } from '../producer-ids.ts';
import { ErrorCode } from '../wire/error-code.ts';
import { encodeBatch } from '../wire/record-batch.ts';
import type { ProducerIdAndEpoch } from './event.ts';
import { markerRouter } from './markers.ts';
import { type ProducerResult, TransactionCoordinatorService } from './service.ts';
import { DEFAULT_TRANSACTION_CONFIG } from './testdata/simulated-coordinator.ts';

const ID = 'x';

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await setImmediate();
}

class Bench {
  readonly broker: MemoryBroker;

  private constructor(broker: MemoryBroker) {
    this.broker = broker;
  }

  static async start(properties: Record<string, string> = {}): Promise<Bench> {
    const broker = await MemoryBroker.start({
      properties: { 'transaction.state.log.num.partitions': '1', ...properties },
    });
    const topic = { name: 't', numPartitions: 2, replicationFactor: 1, assignments: [], configs: [] };
    await broker.parts.metadata.createTopics([topic], { validateOnly: false });
    await broker.parts.transactions.coordinatorOf(ID);
    return new Bench(broker);
  }

  get service(): TransactionCoordinatorService {
    return this.broker.parts.transactions;
  }

  init(expected: ProducerIdAndEpoch | null = null): Promise<ProducerResult> {
    return this.service.initProducerId({ transactionalId: ID, timeoutMs: 60_000, expected });
  }

  verify(producer: ProducerIdAndEpoch, partition = 0): Promise<number[]> {
    const partitions = [{ topic: 't', partition }];
    return this.service.verify({ transactionalId: ID, ...producer, addPartitions: true, partitions });
  }

  async produce(producer: ProducerIdAndEpoch, partition = 0): Promise<void> {
    const { producerId, producerEpoch } = producer;
    const batch = { timestampMs: 1, producerId, producerEpoch, baseSequence: 0, transactional: true };
    await this.broker.dataPlane.append('t', partition, encodeBatch([{ key: null, value: Buffer.from('v') }], batch));
  }

  end(producer: ProducerIdAndEpoch, committed = true): Promise<ProducerResult> {
    return this.service.endTransaction({ transactionalId: ID, ...producer }, committed, 2);
  }

  async state(): Promise<string> {
    return (await this.service.describe(ID)).state;
  }

  openTransactions(partition = 0): number {
    const producers = this.broker.dataPlane.describeProducers('t', partition);
    return producers.filter(({ currentTransactionStartOffset }) => currentTransactionStartOffset >= 0n).length;
  }

  /** The next markers meet this error, in one partition. */
  failMarkers(times: number, errorCode: number): void {
    const { dataPlane } = this.broker;
    const write = dataPlane.writeTransactionMarkers.bind(dataPlane);
    let left = times;
    dataPlane.writeTransactionMarkers = async (markers) => {
      if (left-- <= 0) return write(markers);
      return markers.flatMap(({ partitions }) => partitions.map((name) => ({ ...name, errorCode })));
    };
  }

  /** Markers never come back from here on. */
  holdMarkers(): void {
    this.broker.dataPlane.writeTransactionMarkers = () => new Promise(() => {});
  }

  afterMarkers(act: () => void): void {
    const { dataPlane } = this.broker;
    const write = dataPlane.writeTransactionMarkers.bind(dataPlane);
    dataPlane.writeTransactionMarkers = async (markers) => {
      const outcomes = await write(markers);
      act();
      return outcomes;
    };
  }

  countMarkerCalls(): () => number {
    let calls = 0;
    this.afterMarkers(() => {
      calls++;
    });
    return () => calls;
  }

  async endWithHeldMarkers(): Promise<ProducerResult> {
    const producer = await this.open();
    this.holdMarkers();
    return this.end(producer);
  }

  /** Another service on what a broker that starts now would find on disk. */
  restarted(): { service: TransactionCoordinatorService; openTransactions(): number } {
    const dataPlane = this.broker.dataPlane.restarted();
    const { metadata, groups, log, config } = this.broker.parts;
    const service = new TransactionCoordinatorService({
      config: DEFAULT_TRANSACTION_CONFIG,
      metadata,
      dataPlane,
      producerIds: new ProducerIds(() => metadata.allocateProducerIds()),
      writeMarkers: markerRouter(dataPlane, groups),
      clock: this.broker.clock,
      log,
      nodeId: config.nodeId,
      onFatal: (error) => this.broker.fatal.push(error),
    });
    const openTransactions = () =>
      [0, 1].flatMap((partition) =>
        dataPlane.describeProducers('t', partition).filter((producer) => producer.currentTransactionStartOffset >= 0n),
      ).length;
    return { service, openTransactions };
  }

  /** A producer with records in both partitions. */
  async open(): Promise<ProducerResult> {
    const producer = await this.init();
    for (const partition of [0, 1]) {
      expect(await this.verify(producer, partition)).toEqual([ErrorCode.NONE]);
      await this.produce(producer, partition);
    }
    return producer;
  }
}

describe('A transaction', () => {
  it('commits in every partition, and the next one follows at once', async () => {
    const bench = await Bench.start();
    let producer: ProducerIdAndEpoch = await bench.open();
    for (let round = 1; round <= 3; round++) {
      const ended = await bench.end(producer);
      expect(ended).toMatchObject({ errorCode: 0, producerEpoch: round });
      producer = ended;
      // While the end is under way it waits, and does not send the producer back.
      expect(await bench.verify(producer)).toEqual([ErrorCode.NONE]);
      expect(bench.openTransactions(0) + bench.openTransactions(1)).toBe(0);
      await bench.produce(producer);
    }
    expect(bench.broker.fatal).toEqual([]);
  });

  it('sends the producer back when the end takes too long', async () => {
    const bench = await Bench.start();
    const ended = await bench.endWithHeldMarkers();
    const verified = bench.verify(ended);
    await settle();
    bench.broker.clock.advance(100);
    expect(await verified).toEqual([ErrorCode.CONCURRENT_TRANSACTIONS]);
  });

  it('is told whom it belongs to', async () => {
    const bench = await Bench.start();
    const producer = await bench.init();
    expect(await bench.verify({ ...producer, producerEpoch: 5 })).toEqual([ErrorCode.PRODUCER_FENCED]);
    const partitions = [{ topic: 't', partition: 1 }];
    const verification = { transactionalId: ID, ...producer, addPartitions: false, partitions };
    expect(await bench.service.verify(verification)).toEqual([ErrorCode.TRANSACTION_ABORTABLE]);
    const stranger = { ...verification, transactionalId: 'stranger' };
    expect(await bench.service.verify(stranger)).toEqual([ErrorCode.INVALID_PRODUCER_ID_MAPPING]);
    expect(await bench.service.verify({ ...verification, transactionalId: '' })).toEqual([ErrorCode.INVALID_REQUEST]);
  });
});

describe('Markers', () => {
  it.each([ErrorCode.KAFKA_STORAGE_ERROR, ErrorCode.NOT_ENOUGH_REPLICAS, ErrorCode.COORDINATOR_LOAD_IN_PROGRESS])(
    'are written again after error %i, until they are taken',
    async (code) => {
      const bench = await Bench.start();
      const producer = await bench.open();
      bench.failMarkers(3, code);
      await bench.end(producer);
      await settle();
      expect(await bench.state()).toBe('PrepareCommit');
      for (const waitMs of [20, 40, 80]) {
        bench.broker.clock.advance(waitMs);
        await settle();
      }
      expect(await bench.state()).toBe('CompleteCommit');
      expect(bench.openTransactions(0) + bench.openTransactions(1)).toBe(0);
    },
  );

  it('of partitions that are gone are not waited for', async () => {
    const bench = await Bench.start();
    const producer = await bench.open();
    await bench.broker.parts.metadata.deleteTopics([{ name: 't', topicId: '' }]);
    await bench.end(producer, false);
    await settle();
    expect(await bench.state()).toBe('CompleteAbort');
  });

  it('of transactions that end together go together', async () => {
    const bench = await Bench.start();
    const ids = ['p', 'q', 'r'];
    const producers = await Promise.all(
      ids.map((transactionalId) => bench.service.initProducerId({ transactionalId, timeoutMs: 1_000, expected: null })),
    );
    const partitions = [{ topic: 't', partition: 0 }];
    for (const [index, transactionalId] of ids.entries()) {
      const producer = producers[index] ?? { producerId: -1n, producerEpoch: -1 };
      await bench.service.verify({ transactionalId, ...producer, addPartitions: true, partitions });
    }
    const calls = bench.countMarkerCalls();
    await Promise.all(
      ids.map((transactionalId, index) => {
        const producer = producers[index] ?? { producerId: -1n, producerEpoch: -1 };
        return bench.service.endTransaction({ transactionalId, ...producer }, true, 2);
      }),
    );
    await settle();
    expect(calls()).toBe(1);
  });
});

describe('A coordinator that cannot write', () => {
  it('has not decided what it could not keep', async () => {
    const bench = await Bench.start();
    const producer = await bench.open();
    bench.broker.dataPlane.fail({ kind: 'refused', code: ErrorCode.NOT_ENOUGH_REPLICAS });
    await expect(bench.end(producer)).rejects.toMatchObject({ code: ErrorCode.COORDINATOR_NOT_AVAILABLE });
    await settle();
    expect(await bench.state()).toBe('Ongoing');
    expect(await bench.end(producer)).toMatchObject({ errorCode: 0 });
    await settle();
    expect(await bench.state()).toBe('CompleteCommit');
  });

  it('carries out what is in the log although it seemed to fail', async () => {
    const bench = await Bench.start();
    const producer = await bench.open();
    bench.broker.dataPlane.fail({ kind: 'torn', code: ErrorCode.KAFKA_STORAGE_ERROR });
    await expect(bench.end(producer)).rejects.toMatchObject({ code: ErrorCode.NOT_COORDINATOR });
    await settle();
    expect(await bench.state()).toBe('CompleteCommit');
    expect(bench.openTransactions(0) + bench.openTransactions(1)).toBe(0);
    // The producer asks again.
    expect(await bench.end(producer)).toMatchObject({ errorCode: 0, producerEpoch: 1 });
  });

  it('completes an end whose last record could not be written', async () => {
    const bench = await Bench.start();
    const producer = await bench.open();
    const fault = { kind: 'refused' as const, code: ErrorCode.KAFKA_STORAGE_ERROR };
    let faults = [fault];
    bench.afterMarkers(() => {
      bench.broker.dataPlane.fail(...faults);
      faults = [];
    });
    expect(await bench.end(producer)).toMatchObject({ errorCode: 0 });
    await settle();
    expect(await bench.state()).toBe('CompleteCommit');
    expect(bench.broker.fatal).toEqual([]);
  });
});

describe('A crash', () => {
  it.each([true, false])('between the decision and the markers loses nothing (committed: %s)', async (committed) => {
    const bench = await Bench.start();
    const producer = await bench.open();
    bench.holdMarkers();
    expect(await bench.end(producer, committed)).toMatchObject({ errorCode: 0 });
    const restarted = bench.restarted();
    restarted.service.start();
    await settle();
    expect((await restarted.service.describe(ID)).state).toBe(committed ? 'CompleteCommit' : 'CompleteAbort');
    expect(restarted.openTransactions()).toBe(0);
    await restarted.service.close();
  });
});

describe('Time', () => {
  it('aborts what is open for too long, and fences its producer', async () => {
    const bench = await Bench.start();
    const producer = await bench.open();
    bench.broker.clock.advance(60_000);
    await settle();
    expect(await bench.state()).toBe('Ongoing');
    bench.broker.clock.advance(10_000);
    await settle();
    expect(await bench.state()).toBe('CompleteAbort');
    expect(bench.openTransactions(0) + bench.openTransactions(1)).toBe(0);
    expect(await bench.verify(producer)).toEqual([ErrorCode.PRODUCER_FENCED]);
  });

  it('forgets ids that nobody uses', async () => {
    const bench = await Bench.start({ 'transactional.id.expiration.ms': '1000' });
    await bench.init();
    expect(await bench.state()).toBe('Empty');
    bench.broker.clock.advance(3_600_000);
    await settle();
    await expect(bench.state()).rejects.toMatchObject({ code: ErrorCode.TRANSACTIONAL_ID_NOT_FOUND });
  });
});
