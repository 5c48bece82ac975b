// Producers that send one batch of one record, wait for its answer and send the next: the load that shows what an
// acknowledgement costs. The program in bench/closed-loop makes it, which takes less than half of the processor per
// record that Node takes; cargo builds it where it is not there yet, before the clock runs.

import { ROOT } from '../../test/support/paths.ts';
import { runProcess } from '../../test/support/process.ts';
import { recordBatch } from '../../test/support/raw/bytes.ts';
import { produceRequest } from '../../test/support/raw/requests.ts';

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

const BUILD_TIMEOUT_MS = 300_000;
const PROGRAM = ['run', '--release', '--package', 'closed-loop', '--'];

/** Every producer goes round all partitions, each from another one on. */
export async function closedLoop(load: ClosedLoop): Promise<ClosedLoopResult> {
  const { port, producerCount, seconds } = load;
  const batch = recordBatch({ values: [Buffer.alloc(load.recordBytes, 'x')] });
  const requests = Array.from({ length: load.partitionCount }, (_, partition) =>
    produceRequest(load.topic, batch, partition, { partition }),
  );
  const { stdout } = await runProcess('cargo', [...PROGRAM, `${port}`, `${producerCount}`, `${seconds}`], {
    input: Buffer.concat(requests),
    timeoutMs: BUILD_TIMEOUT_MS + seconds * 1000,
    cwd: ROOT,
  });
  return resultOf(JSON.parse(stdout.toString()));
}

/** A round in which nothing was acknowledged has no percentiles. */
function resultOf(printed: { [field in keyof ClosedLoopResult]: number | null }): ClosedLoopResult {
  const { recordsPerSecond, p50Ms, p99Ms } = printed;
  if (!recordsPerSecond || p50Ms === null || p99Ms === null) throw new Error('no produce request was acknowledged');
  return { recordsPerSecond, p50Ms, p99Ms };
}
