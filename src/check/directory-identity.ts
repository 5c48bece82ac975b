// Whose a log directory is, from its `meta.properties`. Pure; called by check-directory.ts.

export interface DirectoryIdentity {
  readonly version: string;
  readonly clusterId: string;
  readonly nodeId: number;
  /** Directories that were formatted long ago have none. */
  readonly directoryId: string | undefined;
}

/** Null where the text does not say whose it is. Version 0 called the node id `broker.id`. */
export function identityOf(text: string): DirectoryIdentity | null {
  const values = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const found = /^\s*([^#!=:\s][^=:\s]*)\s*[=:]\s*(.*?)\s*$/.exec(line);
    if (found?.[1] !== undefined) values.set(found[1], (found[2] ?? '').replaceAll('\\', ''));
  }
  const clusterId = values.get('cluster.id');
  const nodeId = Number(values.get('node.id') ?? values.get('broker.id') ?? Number.NaN);
  if (clusterId === undefined || !Number.isSafeInteger(nodeId)) return null;
  return { version: values.get('version') ?? '?', clusterId, nodeId, directoryId: values.get('directory.id') };
}
