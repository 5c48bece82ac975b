// All scenarios, in the order in which a run goes through them.
import type { Scenario } from '../support/scenario.ts';
import { compactionScenarios } from './compaction.ts';
import { durableScenarios } from './durable.ts';
import { endToEndScenario } from './end-to-end.ts';
import { groupJoinScenario, idleMembersScenario } from './groups.ts';
import { manyPartitions } from './many-partitions.ts';
import { manyTopics } from './many-topics.ts';
import { smallRequestsScenario } from './small-requests.ts';
import { startScenario } from './start.ts';
import { throughputScenarios } from './throughput.ts';
import { transactionsScenario } from './transactions.ts';

export const scenarios: readonly Scenario[] = [
  startScenario,
  smallRequestsScenario,
  endToEndScenario,
  transactionsScenario,
  groupJoinScenario,
  idleMembersScenario,
  ...durableScenarios,
  ...throughputScenarios,
  ...compactionScenarios,
  manyTopics,
  manyPartitions,
];
