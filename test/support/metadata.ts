// A metadata service over the data plane in memory, with ids that repeat from run to run.
import { pino } from 'pino';
import { VirtualClock } from '../../src/clock.ts';
import { loadConfig } from '../../src/config/config.ts';
import { MemoryDataPlane } from '../../src/journal/memory-data-plane.ts';
import type { TopicToCreate } from '../../src/metadata/metadata.ts';
import { MetadataService } from '../../src/metadata/metadata-service.ts';
import { METADATA_TOPIC } from '../../src/metadata/topic-name.ts';
import { decodeMetadataRecord } from '../../src/wire/framed-record.ts';
import { decodeBatches } from '../../src/wire/record-batch.ts';

export interface Bench {
  dataPlane: MemoryDataPlane;
  metadata: MetadataService;
  fatal: Error[];
}

export function service(
  dataPlane: MemoryDataPlane,
  fatal: Error[] = [],
  properties: Record<string, string> = {},
  caseMatters = true,
) {
  let ids = 0;
  return new MetadataService({
    config: loadConfig({ properties: { 'log.dirs': '/nowhere', 'num.partitions': '2', ...properties } }),
    dataPlane,
    clock: new VirtualClock(),
    log: pino({ level: 'silent' }),
    clusterId: 'cluster',
    directoryIds: ['DDDDDDDDDDDDDDDDDDDDDA'],
    caseMatters,
    randomUuid: () => Buffer.from(`${dataPlane.appendCount} ${ids++}`.padEnd(16, '.')).toString('base64url'),
    onFatal: (error) => fatal.push(error),
  });
}

export const endpoint = { listener: 'PLAINTEXT', host: '127.0.0.1', port: 9092, securityProtocol: 0 };

export async function bench(
  dataPlane = new MemoryDataPlane(),
  properties: Record<string, string> = {},
): Promise<Bench> {
  const fatal: Error[] = [];
  const metadata = service(dataPlane, fatal, properties);
  await metadata.start({ afterCrash: false });
  await metadata.register({ endpoints: [endpoint], rack: null });
  return { dataPlane, metadata, fatal };
}

export function topic(name: string, fields: Partial<TopicToCreate> = {}): TopicToCreate {
  return { name, numPartitions: 1, replicationFactor: 1, assignments: [], configs: [], ...fields };
}

export const real = { validateOnly: false };

export function names(metadata: MetadataService): string[] {
  return [...metadata.image.topicsByName.keys()].sort();
}

/** Every record in the log: its name, and its fields where asked for. */
export function logged(dataPlane: MemoryDataPlane) {
  const bytes = dataPlane.read(METADATA_TOPIC, 0, 0n, Number.MAX_SAFE_INTEGER);
  return [...decodeBatches(bytes)].flatMap((batch) =>
    batch.records.map((record) => {
      const decoded = record.value === null ? null : decodeMetadataRecord(record.value);
      if (decoded === null) throw new Error(`record ${record.offset}`);
      return decoded;
    }),
  );
}

/** Lets everything that is already possible happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}
