// The testing kit.
//
//   import { TestBroker } from 'millrace/testing';
//   await using kafka = await TestBroker.start({ topics: { orders: 3 } });
export type { ApiName } from './faults/api-name.ts';
export type { Fault, Faults } from './faults/faults.ts';
export type { ErrorName, FaultOptions } from './faults/options.ts';
export type { TestGroup, TestOffset } from './group-views.ts';
export { TestSnapshot } from './snapshot.ts';
export { TestBroker, type TestClock } from './test-broker.ts';
export type { TestBrokerOptions, TestTopic } from './test-broker-options.ts';
export type { TestNode } from './test-nodes.ts';
export type { Fate, TestRecord } from './topic-records.ts';
export type { TestTransaction } from './transaction-views.ts';
export type { UntilOptions } from './until.ts';
