// A group service over a data plane in memory and the real metadata, with time in the test's hand.
// Used by the tests of the service and of the group handlers.
import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';
import { VirtualClock } from '../../clock.ts';
import { loadConfig } from '../../config/config.ts';
import { MemoryDataPlane } from '../../journal/memory-data-plane.ts';
import { MetadataService } from '../../metadata/metadata-service.ts';
import { ErrorCode } from '../../wire/error-code.ts';
import { groupConfig } from '../group-config.ts';
import type { VerifyTransaction } from '../offsets/verification.ts';
import { GroupCoordinatorService } from '../service.ts';
import { scriptedPatterns } from './scripted-patterns.ts';

export interface ServiceBench {
  clock: VirtualClock;
  dataPlane: MemoryDataPlane;
  metadata: MetadataService;
  groups: GroupCoordinatorService;
  fatal: Error[];
  /** What the coordinator of transactions answers; it agrees to everything until a test says otherwise. */
  transactions: { verify: VerifyTransaction; isVerified: boolean };
}

export async function serviceBench(
  properties: Record<string, string> = {},
  dataPlane = new MemoryDataPlane(),
  clock = new VirtualClock(),
): Promise<ServiceBench> {
  const config = loadConfig({
    properties: { 'log.dirs': '/nowhere', 'group.initial.rebalance.delay.ms': '0', ...properties },
  });
  const fatal: Error[] = [];
  let ids = 0;
  const parts = {
    dataPlane,
    clock,
    log: pino({ level: 'silent' }),
    randomUuid: () => Buffer.from(`${dataPlane.appendCount} ${ids++}`.padEnd(16, '.')).toString('base64url'),
    onFatal: (error: Error) => void fatal.push(error),
  };
  const metadata = new MetadataService({
    ...parts,
    config,
    clusterId: 'cluster',
    directoryIds: ['DDDDDDDDDDDDDDDDDDDDDA'],
  });
  await metadata.start({ afterCrash: false });
  const endpoint = { listener: 'PLAINTEXT', host: '127.0.0.1', port: 9092, securityProtocol: 0 };
  await metadata.register({ endpoints: [endpoint], rack: null });
  const transactions: ServiceBench['transactions'] = { verify: async () => [ErrorCode.NONE], isVerified: true };
  const groups = new GroupCoordinatorService({
    ...parts,
    verifyTransaction: (verification) => transactions.verify(verification),
    verifiesTransactions: () => transactions.isVerified,
    config: groupConfig(config, config.get('message.max.bytes')),
    topicPatterns: scriptedPatterns,
    metadata,
    nodeId: config.nodeId,
  });
  groups.start();
  return { clock, dataPlane, metadata, groups, fatal, transactions };
}

/** What a broker that starts now finds, after one that was killed. */
export function restarted(bench: ServiceBench, properties: Record<string, string> = {}): Promise<ServiceBench> {
  return serviceBench(properties, bench.dataPlane.restarted(), bench.clock);
}

/** Lets appends and what hangs on them happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await setImmediate();
}

export async function createTopic(bench: ServiceBench, name: string, numPartitions = 1): Promise<string> {
  const topic = { name, numPartitions, replicationFactor: 1, assignments: [], configs: [] };
  const [created] = await bench.metadata.createTopics([topic], { validateOnly: false });
  if (created?.topic == null) throw new Error(`${name}: ${created?.errorMessage}`);
  return created.topic.id;
}
