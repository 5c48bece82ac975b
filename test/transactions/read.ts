// What a client sees of a topic, up to the mark that a test has written behind everything else.

import type { Isolation, TransactionalClient, TransactionalSession } from './client.ts';

const END = 'the end';

/** Writes the mark into each partition, in a transaction of its own. */
export async function writeEnd(session: TransactionalSession, topic: string, partitions: number): Promise<void> {
  await session.begin();
  for (let partition = 0; partition < partitions; partition++) await session.send(topic, partition, [END]);
  await session.commit();
}

/** The values before the mark, partition by partition. */
export async function readToEnd(
  session: TransactionalSession,
  options: { group: string; topic: string; partitions: number; isolation: Isolation; timeoutMs: number },
): Promise<string[][]> {
  const { group, topic, partitions, isolation, timeoutMs } = options;
  const values: string[][] = Array.from({ length: partitions }, () => []);
  const deadline = Date.now() + timeoutMs;
  let open = partitions;
  await session.subscribe(group, topic, isolation);
  while (open > 0) {
    if (Date.now() > deadline) throw new Error(`${topic} was not read to its end in time: ${JSON.stringify(values)}`);
    for (const { partition, value } of await session.poll(1_000, 500)) {
      if (value === END) open--;
      else values[partition]?.push(value);
    }
  }
  return values;
}

/** With a session of its own, which is closed again. */
export async function readTopic(
  writer: TransactionalClient,
  bootstrapServers: string,
  topic: string,
  partitions: number,
  isolation: Isolation = 'read_committed',
): Promise<string[][]> {
  const client = writer.reader ?? writer;
  const group = `readers-of-${topic}-${isolation}`;
  const session = await client.open(bootstrapServers, group);
  try {
    return await readToEnd(session, { group, topic, partitions, isolation, timeoutMs: 60_000 });
  } finally {
    await session.close();
  }
}
