// What is asked of both brokers, in this order: Kafka's command line tools and calls of its Admin client, right ones and
// wrong ones. A step is a list of words; its first one says which tool, or `admin` or `client` for ToolSession's calls.
import { clusterSteps } from './steps/cluster.ts';
import { configSteps } from './steps/configs.ts';
import { groupSteps } from './steps/groups.ts';
import { recordSteps } from './steps/records.ts';
import { topicSteps } from './steps/topics.ts';

export type Step = readonly string[];

const tools: Readonly<Record<string, string>> = {
  acls: 'org.apache.kafka.tools.AclCommand',
  'broker-api-versions': 'org.apache.kafka.tools.BrokerApiVersionsCommand',
  'client-metrics': 'org.apache.kafka.tools.ClientMetricsCommand',
  cluster: 'org.apache.kafka.tools.ClusterTool',
  configs: 'kafka.admin.ConfigCommand',
  'consumer-groups': 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand',
  'delete-records': 'org.apache.kafka.tools.DeleteRecordsCommand',
  features: 'org.apache.kafka.tools.FeatureCommand',
  'get-offsets': 'org.apache.kafka.tools.GetOffsetShell',
  groups: 'org.apache.kafka.tools.GroupsCommand',
  'leader-election': 'org.apache.kafka.tools.LeaderElectionCommand',
  'metadata-quorum': 'org.apache.kafka.tools.MetadataQuorumCommand',
  'reassign-partitions': 'org.apache.kafka.tools.reassign.ReassignPartitionsCommand',
  'log-dirs': 'org.apache.kafka.tools.LogDirsCommand',
  topics: 'org.apache.kafka.tools.TopicCommand',
  transactions: 'org.apache.kafka.tools.TransactionsCommand',
};

/** Their commands come behind the options of the tool. */
const serverFirst: ReadonlySet<string> = new Set(['features', 'metadata-quorum', 'transactions']);

export const steps: readonly Step[] = [...topicSteps, ...configSteps, ...recordSteps, ...groupSteps, ...clusterSteps];

/** As ToolSession takes it; `@name` is a file of the folder. */
export function wordsOf([first = '', ...rest]: Step, bootstrapServers: string, folder: string): string[] {
  const words = rest.map((word) => (word.startsWith('@') ? `${folder}/${word.slice(1)}` : word));
  const tool = tools[first];
  if (tool === undefined) return [first, ...words];
  const server = ['--bootstrap-server', bootstrapServers];
  return ['tool', tool, ...(serverFirst.has(first) ? [...server, ...words] : [...words, ...server])];
}
