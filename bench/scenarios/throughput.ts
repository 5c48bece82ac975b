// Produce and consume with Apache Kafka's perf tools: processor seconds of the broker per gigabyte and per million
// records, memory after the load. One topic of six partitions per run.
import { missing } from '../../test/support/paths.ts';
import { consumeLoad, produceLoad } from '../support/java-load.ts';
import type { Figure, Scenario, Size } from '../support/scenario.ts';
import type { Side } from '../support/side.ts';
import { createTopic, deleteTopic } from '../support/topics.ts';
import { processorSeconds, residentMegabytes } from '../support/usage.ts';

interface Shape {
  recordBytes: number;
  compression: 'none' | 'lz4';
  recordCount: Record<Size, number>;
  ratioMax: number;
}

const SHAPES: readonly Shape[] = [
  { recordBytes: 1000, compression: 'none', recordCount: { full: 1_000_000, smoke: 5_000 }, ratioMax: 0.7 },
  { recordBytes: 1000, compression: 'lz4', recordCount: { full: 1_000_000, smoke: 5_000 }, ratioMax: 0.7 },
  { recordBytes: 100, compression: 'none', recordCount: { full: 5_000_000, smoke: 5_000 }, ratioMax: 0.7 },
  { recordBytes: 100, compression: 'lz4', recordCount: { full: 5_000_000, smoke: 5_000 }, ratioMax: 0.7 },
];
const PARTITION_COUNT = 6;

export const throughputScenarios: readonly Scenario[] = SHAPES.map((shape) => ({
  name: `throughput-${shape.recordBytes}-${shape.compression}`,
  missing: missing.kafka,
  run: (side, size, round) => run(side, shape, shape.recordCount[size], round),
}));

async function run(side: Side, shape: Shape, recordCount: number, round: number): Promise<Figure[]> {
  const { recordBytes, compression, ratioMax } = shape;
  const topic = `throughput-${recordBytes}-${compression}-${round}`;
  await createTopic(side.bootstrapServers, topic, PARTITION_COUNT);
  const { pid } = side.process;
  const start = processorSeconds(pid);
  const load = { bootstrapServers: side.bootstrapServers, topic, recordCount, recordBytes, compression };
  const { recordsPerSecond } = await produceLoad(load);
  const produced = processorSeconds(pid);
  await consumeLoad(side.bootstrapServers, topic, recordCount);
  const consumed = processorSeconds(pid);
  const residentAfter = residentMegabytes(pid);
  await deleteTopic(side.bootstrapServers, topic);
  const gigabytes = (recordCount * recordBytes) / 1e9;
  const millions = recordCount / 1e6;
  const of = `${recordBytes} B ${compression}`;
  return [
    { row: `produce ${of}, CPU-s/GB`, value: (produced - start) / gigabytes, ratioMax },
    { row: `produce ${of}, CPU-s/million`, value: (produced - start) / millions, ratioMax },
    { row: `consume ${of}, CPU-s/GB`, value: (consumed - produced) / gigabytes, ratioMax },
    { row: `consume ${of}, CPU-s/million`, value: (consumed - produced) / millions, ratioMax },
    { row: `produce ${of}, thousand records/s`, value: recordsPerSecond / 1000 },
    { row: `memory after ${of}, MB`, value: residentAfter },
  ];
}
