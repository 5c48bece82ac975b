// Acknowledged records per second and their latency where every acknowledgement waits for the disk (flush.messages=1):
// one record of 100 B a request, one request under way per producer.
import { missing } from '../../test/support/paths.ts';
import { closedLoop } from '../support/closed-loop.ts';
import type { Figure, Scenario, Size } from '../support/scenario.ts';
import type { Side } from '../support/side.ts';
import { createTopic, deleteTopic } from '../support/topics.ts';

const SHAPES: readonly { partitionCount: number; producerCount: number }[] = [1, 100, 1000].flatMap((partitionCount) =>
  [1, 32].map((producerCount) => ({ partitionCount, producerCount })),
);
const SECONDS = { full: 5, smoke: 0.3 };
const RECORD_BYTES = 100;

export const durableScenarios: readonly Scenario[] = SHAPES.map((shape) => ({
  name: `durable-${shape.partitionCount}-partitions-${shape.producerCount}-producers`,
  missing: missing.kafka,
  run: (side, size, round) => run(side, size, round, shape),
}));

async function run(
  side: Side,
  size: Size,
  round: number,
  { partitionCount, producerCount }: (typeof SHAPES)[number],
): Promise<Figure[]> {
  const topic = `durable-${partitionCount}-${producerCount}-${round}`;
  await createTopic(side.bootstrapServers, topic, partitionCount, { 'flush.messages': '1' });
  const load = { port: side.port, topic, partitionCount, producerCount, recordBytes: RECORD_BYTES };
  // Folders and first segments come into being.
  await closedLoop({ ...load, producerCount: Math.min(8, partitionCount), seconds: SECONDS[size] / 2 });
  const { recordsPerSecond, p50Ms, p99Ms } = await closedLoop({ ...load, seconds: SECONDS[size] });
  await deleteTopic(side.bootstrapServers, topic);
  const of = `durable, ${partitionCount} partitions, ${producerCount} producers`;
  return [
    { row: `${of}, records/s`, value: recordsPerSecond, ...(producerCount > 1 ? { ratioMin: 5 } : {}) },
    { row: `${of}, p50 ms`, value: p50Ms },
    { row: `${of}, p99 ms`, value: p99Ms, ...(producerCount > 1 ? {} : { ratioMax: 1 }) },
  ];
}
