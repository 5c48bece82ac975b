// The neighbour that must not notice: produces one record and fetches it back, over and over, on one connection.

import { recordBatch } from '../support/raw/bytes.ts';
import { RawConnection } from '../support/raw/connection.ts';
import { fetchRequest, produceRequest, readFetchAnswer, readProduceAnswer } from '../support/raw/requests.ts';

export class HealthyClient {
  readonly #connection: RawConnection;
  readonly #topic: string;
  readonly #running: Promise<void>;
  #stopping = false;
  #correlationId = 0;
  #failure: unknown;
  roundTrips = 0;
  slowestMs = 0;

  private constructor(connection: RawConnection, topic: string) {
    this.#connection = connection;
    this.#topic = topic;
    this.#running = this.#run();
  }

  static async start(port: number, topic: string): Promise<HealthyClient> {
    return new HealthyClient(await RawConnection.open(port), topic);
  }

  /** Ends the loop; throws what went wrong in it. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#running;
    this.#connection.destroy();
    if (this.#failure !== undefined) throw this.#failure;
  }

  async #run(): Promise<void> {
    try {
      while (!this.#stopping) {
        const start = performance.now();
        await this.#roundTrip();
        this.slowestMs = Math.max(this.slowestMs, performance.now() - start);
        this.roundTrips += 1;
      }
    } catch (error) {
      this.#failure = error;
    }
  }

  async #roundTrip(): Promise<void> {
    const value = Buffer.from(`round trip ${this.roundTrips}`);
    this.#correlationId += 1;
    const produce = produceRequest(this.#topic, recordBatch({ values: [value] }), this.#correlationId);
    const produced = readProduceAnswer(await this.#connection.call(produce));
    if (produced.errorCode !== 0) throw new Error(`produce: error code ${produced.errorCode}`);
    this.#correlationId += 1;
    const fetch = fetchRequest(this.#topic, produced.baseOffset, this.#correlationId);
    const fetched = readFetchAnswer(await this.#connection.call(fetch));
    if (fetched.errorCode !== 0) throw new Error(`fetch: error code ${fetched.errorCode}`);
    if (!fetched.records.includes(value)) throw new Error(`offset ${produced.baseOffset} did not come back`);
  }
}
