// Producer ids are given out once, ever: a broker that is killed while many ask for one gives none of them to anybody
// else afterwards.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  initProducerIdRequest,
  initProducerIdResponse,
  newInitProducerIdRequest,
} from '../../src/wire/generated/init-producer-id.ts';
import { TransactionSession } from '../parity/transactions/session.ts';
import { TypedConnection } from '../parity/typed-connection.ts';
import { missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';

const KILLS = 4;
const CONNECTIONS = 4;
/** More than a block of ids holds, over all rounds. */
const EACH = 400;

const reason = missingBroker();
if (reason !== undefined) console.log(`producer ids: skipped, ${reason}`);

describe.skipIf(reason !== undefined)('producer ids', () => {
  let broker: RunningBroker;

  beforeAll(async () => {
    broker = await startBroker();
  }, 60_000);

  afterAll(async () => {
    await broker?.close();
  }, 60_000);

  /** Asks until it has enough, or the connection ends; every second one for a transactional id of its own. */
  async function ask(round: number, index: number, given: bigint[]): Promise<void> {
    const connection = await TypedConnection.open(broker.port);
    try {
      for (let count = 0; count < EACH; count++) {
        const transactionalId = count % 2 === 0 ? null : `${round}-${index}-${count}`;
        const request = newInitProducerIdRequest({ transactionalId, transactionTimeoutMs: 60_000 });
        const answer = await connection.call(initProducerIdRequest, initProducerIdResponse, 4, request);
        if (answer.errorCode === 0) given.push(answer.producerId);
      }
    } catch {
      // Killed.
    } finally {
      connection.close();
    }
  }

  it(`are unique over ${KILLS} kills`, async () => {
    const given: bigint[] = [];
    for (let round = 0; round <= KILLS; round++) {
      const session = new TransactionSession(await TypedConnection.open(broker.port));
      if (round === 0) await session.prepare([]);
      await session.coordinatorsOf(Array.from({ length: CONNECTIONS }, (_, index) => `${round}-${index}-1`));
      session.connection.close();
      const before = given.length;
      const asking = Array.from({ length: CONNECTIONS }, (_, index) => ask(round, index, given));
      if (round < KILLS) {
        await expect
          .poll(() => given.length - before, { timeout: 30_000, interval: 5 })
          .toBeGreaterThan(50 * (round + 1));
        await broker.kill('SIGKILL');
      }
      await Promise.all(asking);
      if (round < KILLS) await broker.start();
    }
    console.log(`producer ids: ${given.length} given out over ${KILLS} kills, the last is ${given.at(-1)}`);
    expect(given.length).toBeGreaterThan(CONNECTIONS * EACH);
    expect(new Set(given).size).toBe(given.length);
  }, 180_000);
});
