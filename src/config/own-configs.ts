/**
 * What is Millrace's own about configs: the names under `millrace.`, the defaults in which a single node differs from
 * Kafka's tables (among them those that Kafka requires to be set, such as node.id).
 *
 * Invariant: an own name starts with `millrace.`; every other name means what it means in Kafka.
 */
import type { ConfigDefinition } from './definition.ts';

export const ownConfigDefinitions: readonly ConfigDefinition[] = [
  { name: 'millrace.durable', type: 'BOOLEAN', defaultText: 'false' },
  { name: 'millrace.io.threads', type: 'INT', defaultText: null, rule: { kind: 'range', min: 1, max: 1024 } },
];

export interface OwnConfigValues {
  /** Every acknowledgement waits for the disk, as with flush.messages=1 for every topic. */
  readonly 'millrace.durable': boolean;
  /** Threads that serve connections; null: one per processor core. The threads belong to the process. */
  readonly 'millrace.io.threads': number | null;
}

/** Defaults of a broker that stands alone, instead of those of the tables. */
export const singleNodeDefaults: Readonly<Record<string, string>> = {
  'node.id': '1',
  'broker.id': '1',
  'process.roles': 'broker,controller',
  'controller.listener.names': 'CONTROLLER',
  listeners: 'PLAINTEXT://127.0.0.1:9092',
  'log.dirs': './data',
};
