// Sends prebuilt record batches to one partition, a few requests ahead of the answers: for loads whose bytes matter and
// not their making.
import { connect, type Socket } from 'node:net';
import { produceRequest, readProduceAnswer } from '../../test/support/raw/requests.ts';

/** Requests under way. */
const WINDOW = 16;
/** What a partition answers that was created a moment ago. */
const NOT_THERE_YET: ReadonlySet<number> = new Set([3, 6]);
const RETRY_MS = 50;

/** In order; resolves when all are acknowledged. */
export async function sendBatches(port: number, topic: string, batches: Iterator<Buffer>): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.once('close', () => reject(new Error('the broker closed the connection')));
      socket.once('connect', () => new BatchLoad(socket, topic, batches, resolve, reject).begin());
    });
  } finally {
    socket.destroy();
  }
}

class BatchLoad {
  readonly #socket: Socket;
  readonly #topic: string;
  readonly #batches: Iterator<Buffer>;
  readonly #done: () => void;
  readonly #failed: (error: Error) => void;
  #underWay = 0;
  #first: Buffer | undefined;
  #answers: Buffer = Buffer.alloc(0);

  constructor(
    socket: Socket,
    topic: string,
    batches: Iterator<Buffer>,
    done: () => void,
    failed: (error: Error) => void,
  ) {
    this.#socket = socket;
    this.#topic = topic;
    this.#batches = batches;
    this.#done = done;
    this.#failed = failed;
    socket.on('data', (chunk) => this.#take(chunk));
  }

  begin(): void {
    const { value, done } = this.#batches.next();
    if (done) {
      this.#done();
    } else {
      this.#first = value;
      this.#send(value);
    }
  }

  #send(batch: Buffer): void {
    this.#underWay += 1;
    this.#socket.write(produceRequest(this.#topic, batch, 0));
  }

  #take(chunk: Buffer): void {
    this.#answers = Buffer.concat([this.#answers, chunk]);
    for (let size = this.#nextSize(); size !== undefined; size = this.#nextSize()) {
      const { errorCode } = readProduceAnswer(this.#answers.subarray(4, size));
      this.#answers = this.#answers.subarray(size);
      this.#underWay -= 1;
      this.#answered(errorCode);
    }
  }

  #nextSize(): number | undefined {
    if (this.#answers.length < 4) return undefined;
    const size = 4 + this.#answers.readInt32BE(0);
    return this.#answers.length < size ? undefined : size;
  }

  #answered(errorCode: number): void {
    const first = this.#first;
    if (first !== undefined && NOT_THERE_YET.has(errorCode)) {
      setTimeout(() => this.#send(first), RETRY_MS);
    } else if (errorCode !== 0) {
      this.#failed(new Error(`a batch was refused with code ${errorCode}`));
    } else {
      this.#first = undefined;
      this.#sendMore();
    }
  }

  #sendMore(): void {
    while (this.#underWay < WINDOW) {
      const { value, done } = this.#batches.next();
      if (done) {
        if (this.#underWay === 0) this.#done();
        return;
      }
      this.#send(value);
    }
  }
}
