// Producers that send one batch of one record, wait for its answer and send the next: the load that shows what an
// acknowledgement costs. Sockets and prebuilt frames, so that the load takes little of the processor it shares.
import { connect, type Socket } from 'node:net';
import { recordBatch } from '../../test/support/raw/bytes.ts';
import { produceRequest, readProduceAnswer } from '../../test/support/raw/requests.ts';

export interface ClosedLoop {
  port: number;
  topic: string;
  partitionCount: number;
  producerCount: number;
  recordBytes: number;
  seconds: number;
}

export interface ClosedLoopResult {
  recordsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
}

/** What a partition answers that was created a moment ago. */
const NOT_THERE_YET: ReadonlySet<number> = new Set([3, 6]);

/** Every producer goes round all partitions, each from another one on. */
export async function closedLoop(load: ClosedLoop): Promise<ClosedLoopResult> {
  const { partitionCount, producerCount, seconds } = load;
  const batch = recordBatch({ values: [Buffer.alloc(load.recordBytes, 'x')] });
  const frames = Array.from({ length: partitionCount }, (_, partition) =>
    produceRequest(load.topic, batch, partition, { partition }),
  );
  const latenciesMs: number[] = [];
  const end = performance.now() + seconds * 1000;
  const producers = Array.from({ length: producerCount }, (_, index) => {
    const first = Math.floor((index * partitionCount) / producerCount);
    return produceUntil(end, load.port, frames, first, latenciesMs);
  });
  await Promise.all(producers);
  latenciesMs.sort((one, other) => one - other);
  const percentile = (share: number) => latenciesMs[Math.floor(latenciesMs.length * share)] ?? Number.NaN;
  return { recordsPerSecond: latenciesMs.length / seconds, p50Ms: percentile(0.5), p99Ms: percentile(0.99) };
}

async function produceUntil(
  end: number,
  port: number,
  frames: readonly Buffer[],
  first: number,
  latenciesMs: number[],
): Promise<void> {
  const socket = await opened(port);
  await new Promise<void>((resolve, reject) => {
    let next = first;
    let sentAt = 0;
    let answer: Buffer = Buffer.alloc(0);
    const send = () => {
      const frame = frames[next % frames.length];
      next += 1;
      sentAt = performance.now();
      if (frame === undefined || sentAt >= end) resolve();
      else socket.write(frame);
    };
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the broker closed the connection')));
    socket.on('data', (chunk: Buffer) => {
      answer = answer.length === 0 ? chunk : Buffer.concat([answer, chunk]);
      if (answer.length < 4 || answer.length < 4 + answer.readInt32BE(0)) return;
      const { errorCode } = readProduceAnswer(answer.subarray(4));
      answer = Buffer.alloc(0);
      if (NOT_THERE_YET.has(errorCode)) return setTimeout(send, 20);
      if (errorCode !== 0) return reject(new Error(`a produce request was refused with code ${errorCode}`));
      latenciesMs.push(performance.now() - sentAt);
      send();
    });
    send();
  }).finally(() => socket.destroy());
}

function opened(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}
