// What a test broker is started with, and what suits a test where nothing else is said.
import type { Logger } from 'pino';
import type { TestSnapshot } from './snapshot.ts';

export interface TestTopic {
  readonly partitions?: number;
  /** Topic configs under Kafka's names. */
  readonly configs?: Readonly<Record<string, string | number | boolean>>;
}

export interface TestBrokerOptions {
  /** Made before the broker is handed over: name → number of partitions, or more. */
  readonly topics?: Readonly<Record<string, number | TestTopic>>;
  /** Broker configs under Kafka's names, on top of those that suit a test. */
  readonly properties?: Readonly<Record<string, string | number | boolean>>;
  /** 0, a free one, unless given. */
  readonly port?: number;
  /** Nothing is logged without one. */
  readonly log?: Logger;
  /** Logical brokers with the ids from 1, each with a port of its own; 1 unless given. */
  readonly brokers?: number;
  /** What the broker begins with: everything that a snapshot holds, under the properties of the broker that gave it. */
  readonly from?: TestSnapshot;
}

/** Some hundred topics. */
const METADATA_LOG_BYTES = 64 * 1024;

/** Quick to start, and no waiting where a test has nobody to wait for. */
export const DEFAULT_PROPERTIES = {
  'group.initial.rebalance.delay.ms': 0,
  'offsets.topic.num.partitions': 1,
  'transaction.state.log.num.partitions': 1,
  'log.cleaner.enable': false,
  'num.recovery.threads.per.data.dir': 1,
  // Every reset adds to the metadata log, and a restore reads it: it is cut soon, and nothing stays behind in memory.
  'internal.metadata.log.segment.bytes': METADATA_LOG_BYTES,
  'metadata.log.max.record.bytes.between.snapshots': METADATA_LOG_BYTES,
  'metadata.max.retention.bytes': 0,
  'log.segment.delete.delay.ms': 0,
};
