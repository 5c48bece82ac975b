// The cluster as a whole: its id, brokers, features and quorum, elections and reassignments, versions, and security.
import type { Step } from '../steps.ts';

const elect = (...words: string[]): Step => ['leader-election', '--election-type', ...words];
const reassign = (...words: string[]): Step => ['reassign-partitions', ...words];

export const clusterSteps: readonly Step[] = [
  ['cluster', 'cluster-id'],
  ['cluster', 'list-endpoints'],
  ['cluster', 'list-endpoints', '--include-fenced-brokers'],
  ['cluster', 'unregister', '--id', '7'],
  ['admin', 'unregisterBroker', '7'],
  ['admin', 'describeCluster', 'false'],
  ['admin', 'describeCluster', 'true'],
  ['features', 'describe'],
  ['admin', 'updateFeature', 'metadata.version', '30', 'UPGRADE', 'true'],
  ['admin', 'updateFeature', 'metadata.version', '99', 'UPGRADE', 'true'],
  ['admin', 'updateFeature', 'colour', '1', 'UPGRADE', 'true'],
  ['features', 'upgrade', '--feature', 'metadata.version=99'],
  ['features', 'upgrade', '--metadata', '9.9'],
  ['features', 'downgrade', '--feature', 'metadata.version=2', '--dry-run'],
  ['features', 'disable', '--feature', 'metadata.version', '--dry-run'],
  ['metadata-quorum', 'describe', '--status'],
  ['metadata-quorum', 'describe', '--replication'],
  ['metadata-quorum', 'describe', '--replication', '--human-readable'],
  ['metadata-quorum', 'describe'],
  elect('preferred', '--all-topic-partitions'),
  elect('preferred', '--topic', 'three', '--partition', '0'),
  elect('preferred', '--topic', 'three', '--partition', '7'),
  elect('unclean', '--topic', 'nobody', '--partition', '0'),
  elect('preferred', '--path-to-json-file', '@elect.json'),
  elect('odd', '--all-topic-partitions'),
  ['admin', 'electLeaders', 'PREFERRED', 'three-0,nobody-0'],
  ['admin', 'electLeaders', 'UNCLEAN', 'three-0'],
  reassign('--list'),
  reassign('--verify', '--reassignment-json-file', '@reassign.json'),
  reassign('--cancel', '--reassignment-json-file', '@reassign.json'),
  reassign('--execute', '--reassignment-json-file', '@reassign-wrong.json'),
  reassign('--execute', '--reassignment-json-file', '@reassign-unknown.json'),
  ['admin', 'reassign', 'three-0', '1'],
  ['admin', 'reassign', 'three-0', '1,1'],
  ['admin', 'reassign', 'three-0', '7'],
  ['admin', 'reassign', 'three-0'],
  ['admin', 'reassign', 'nobody-0', '1'],
  ['admin', 'listReassignments'],
  ['acls', '--list'],
  ['client-metrics', '--list'],
  ['broker-api-versions'],
];

export const clusterFiles: Readonly<Record<string, string>> = {
  'elect.json': '{"partitions":[{"topic":"three","partition":1},{"topic":"plain","partition":0}]}',
  'reassign.json': '{"version":1,"partitions":[{"topic":"plain","partition":0,"replicas":[1]}]}',
  'reassign-wrong.json': '{"version":1,"partitions":[{"topic":"plain","partition":0,"replicas":[7]}]}',
  'reassign-unknown.json': '{"version":1,"partitions":[{"topic":"nobody","partition":0,"replicas":[1]}]}',
};
