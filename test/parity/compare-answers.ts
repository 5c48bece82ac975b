// Runs a list of calls against Millrace and against Apache Kafka 4.3.1, in the same order; the answers must be the same,
// but for ids, ports and the order of lists.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Broker } from '../../src/index.ts';
import { missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import { pause } from '../support/wait.ts';
import { type Call, unknownId } from './call.ts';
import { TypedConnection } from './typed-connection.ts';

export interface CompareOptions {
  /** Waits for what Apache Kafka does in the background after its start. */
  untilReady?: (kafka: TypedConnection) => Promise<unknown>;
}

/** The few settings that the reference is given for speed, and that show in answers. */
const properties = {
  'num.partitions': '2',
  'offsets.topic.num.partitions': '4',
  'offsets.topic.replication.factor': '1',
};

export function compareAnswers(title: string, calls: readonly Call[], { untilReady }: CompareOptions = {}): void {
  const reason = missingBroker('kafka');

  describe.skipIf(reason !== undefined)(`${title}${reason === undefined ? '' : ` (${reason})`}`, () => {
    let kafka: RunningBroker;
    let millrace: Broker;
    let connections: { kafka: TypedConnection; millrace: TypedConnection };

    beforeAll(async () => {
      [kafka, millrace] = await Promise.all([
        startBroker({ properties }, 'kafka'),
        Broker.start({ port: 0, properties }),
      ]);
      connections = {
        kafka: await TypedConnection.open(kafka.port),
        millrace: await TypedConnection.open(millrace.port),
      };
      await untilReady?.(connections.kafka);
    }, 120_000);

    afterAll(async () => {
      connections?.kafka.close();
      connections?.millrace.close();
      await Promise.all([kafka?.close(), millrace?.close()]);
    }, 120_000);

    it.each(calls.map((one) => [one.says, one] as const))('%s', async (_says, { send, later }) => {
      if (later) await pause(1_000);
      const [theirs, ours] = await Promise.all([send(connections.kafka), send(connections.millrace)]);
      expect(comparable(ours)).toEqual(comparable(theirs));
    });
  });
}

/** Ids become the word, ports and hosts too; lists of named things are sorted. */
function comparable(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => comparable(item, key));
    return items.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  }
  if (isMinInsyncReplicas(value)) return { ...value, configSource: 'whatever' };
  if (value !== null && typeof value === 'object' && !Buffer.isBuffer(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, comparable(field, name)]));
  }
  // Kafka gets its first block of producer ids in the background, and which ids it gives is its own affair.
  if (key === 'producerId' && value !== -1n) return 'an id';
  if (key === 'topicId' && value !== 'AAAAAAAAAAAAAAAAAAAAAA' && value !== unknownId) return 'an id';
  if (key === 'port' || key === 'clusterId') return key;
  return value;
}

/** Kafka's eligible leader replicas write this default into the log, from where it shows as a dynamic one. */
function isMinInsyncReplicas(value: unknown): value is object {
  return (
    typeof value === 'object' && value !== null && 'configSource' in value && hasName(value, 'min.insync.replicas')
  );
}

function hasName(value: object, name: string): boolean {
  return 'name' in value && value.name === name;
}

function sortKey(value: unknown): string {
  return JSON.stringify(value, (_key, field) => (typeof field === 'bigint' ? `${field}n` : field));
}
