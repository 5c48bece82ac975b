// What was found in a log directory → text for the operator. Pure; called by cli/run-check.ts.
import type { DirectoryFacts } from './check-directory.ts';

export interface Report {
  readonly text: string;
  /** The directory can be taken over as it is. */
  readonly isReady: boolean;
}

export function reportOf(facts: DirectoryFacts): Report {
  const isReady = facts.findings.every(({ kind }) => kind !== 'problem');
  const lines = [facts.directory, ...identityLines(facts), ...stateLines(facts), ...topicLines(facts)];
  for (const { kind, text } of facts.findings) lines.push(`  ${kind === 'problem' ? 'PROBLEM' : 'notice'}  ${text}`);
  lines.push(
    isReady
      ? 'Millrace can take this directory over as it is. Nothing was changed.'
      : 'Millrace cannot take this directory over as it is. Nothing was changed.',
  );
  return { text: `${lines.join('\n')}\n`, isReady };
}

function identityLines({ identity }: DirectoryFacts): string[] {
  if (identity === null) return [];
  const { version, clusterId, nodeId, directoryId } = identity;
  const directory = directoryId === undefined ? '' : `, directory ${directoryId}`;
  return [`  meta.properties version ${version}: cluster ${clusterId}, node ${nodeId}${directory}`];
}

function stateLines({ wasClean, metadataOffset }: DirectoryFacts): string[] {
  const lines: string[] = [];
  if (wasClean !== null)
    lines.push(
      wasClean ? '  its last broker stopped cleanly' : '  its last broker did not stop cleanly: logs are checked',
    );
  if (metadataOffset !== null) lines.push(`  the metadata log can be read, up to offset ${metadataOffset}`);
  return lines;
}

function topicLines({ topics }: DirectoryFacts): string[] {
  if (topics.length === 0) return [];
  const partitions = topics.reduce((count, { partitionCount }) => count + partitionCount, 0);
  const line = ({ name, partitionCount, configCount }: (typeof topics)[number]) =>
    `    ${name}: ${counted(partitionCount, 'partition')}${configCount === 0 ? '' : `, ${counted(configCount, 'own setting')}`}`;
  return [`  ${counted(topics.length, 'topic')} with ${counted(partitions, 'partition')}`, ...topics.map(line)];
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
