// The run behind matrix.test.ts: every writer writes one topic per codec, every reader reads all of them in its own
// consumer group, and in the middle the broker is restarted while all clients stay connected.
//
//   write first half ─ read it, commit ─ restart the broker ─ write second half ─ read it, commit ─ compare

import type { RunningBroker } from '../support/broker.ts';
import { createTopics, topicsServe, withAdmin } from '../support/topics.ts';
import { waitUntil } from '../support/wait.ts';
import { asWritten, type Client, type ClientSession, type Codec, canRead, type ReceivedRecord } from './client.ts';
import { testRecords } from './records.ts';

const READ_TIMEOUT_MS = 120_000;

export interface MatrixTopic {
  name: string;
  writer: Client;
  codec: Codec;
  /** What lies in the topic by the rules of the protocol: offsets are counted per partition, from 0. */
  stored: ReceivedRecord[];
  /** Wall clock around the writing: for clients that set the timestamp themselves. */
  writtenFromMs: number;
  writtenUntilMs: number;
}

export interface MatrixRun {
  topics: MatrixTopic[];
  /** By reader name. */
  received: Map<string, ReceivedRecord[]>;
  /** By client name: why its writing or its reading ended early. */
  writeFailures: Map<string, unknown>;
  readFailures: Map<string, unknown>;
  /** Seconds per phase, for the report. */
  phases: [string, number][];
}

export const groupOf = (reader: Client) => `readers-${slug(reader.name)}`;
export const readableTopics = (reader: Client, topics: readonly MatrixTopic[]) =>
  topics.filter(({ writer, codec }) => canRead(reader, writer, codec));

const slug = (name: string) =>
  name
    .toLowerCase()
    .match(/[a-z0-9]+/g)
    ?.join('-') ?? name;

export class Matrix {
  readonly #broker: RunningBroker;
  readonly #clients: readonly Client[];
  readonly #sessions = new Map<string, ClientSession>();
  readonly run: MatrixRun;

  constructor(broker: RunningBroker, clients: readonly Client[]) {
    this.#broker = broker;
    this.#clients = clients;
    const topics = clients.flatMap((writer) => writer.writes.map((codec) => newTopic(writer, codec)));
    this.run = { topics, received: new Map(), writeFailures: new Map(), readFailures: new Map(), phases: [] };
  }

  async perform(): Promise<void> {
    await this.#phase('create topics', () => createMatrixTopics(this.#broker.bootstrapServers, this.run.topics));
    await this.#phase('open clients', () => this.#open());
    await this.#phase('write first half', () => this.#write(0));
    await this.#phase('read first half', () => this.#read(true));
    await this.#phase('restart the broker', async () => {
      await this.#broker.restart();
      // A plain producer that meets a leader too early repeats its whole request.
      const names = this.run.topics.map(({ name }) => name);
      await topicsServe(this.#broker.bootstrapServers, names);
    });
    await this.#phase('write second half', () => this.#write(1));
    await this.#phase('read second half', () => this.#read(false));
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.#sessions.values()].map((session) => session.close()));
  }

  async #phase(name: string, action: () => Promise<void>): Promise<void> {
    const start = performance.now();
    await action();
    this.run.phases.push([name, (performance.now() - start) / 1000]);
  }

  async #open(): Promise<void> {
    for (const client of this.#clients) {
      this.#sessions.set(client.name, await client.open(this.#broker.bootstrapServers));
    }
  }

  async #write(half: number): Promise<void> {
    await this.#each(this.run.writeFailures, async (client, session) => {
      for (const topic of this.run.topics.filter(({ writer }) => writer === client)) {
        await writeHalf(session, topic, this.run.topics.indexOf(topic), half);
      }
    });
  }

  async #read(first: boolean): Promise<void> {
    await this.#each(this.run.readFailures, async (client, session) => {
      const topics = readableTopics(client, this.run.topics);
      const had = this.run.received.get(client.name) ?? [];
      this.run.received.set(client.name, had);
      if (first) {
        await session.subscribe(
          groupOf(client),
          topics.map(({ name }) => name),
        );
      }
      const total = topics.reduce((sum, { stored }) => sum + stored.length, 0);
      had.push(...(await session.read(total - had.length, READ_TIMEOUT_MS)));
      await session.commit();
      if (first) await this.#committed(client, topics);
    });
  }

  /** Waits until the group's offsets are at the ends of the topics, also for clients that commit by themselves. */
  async #committed(client: Client, topics: readonly MatrixTopic[]): Promise<void> {
    await waitUntil(
      `${client.name} to have committed`,
      async () => {
        const offsets = await committedOffsets(this.#broker.bootstrapServers, client, topics);
        return topics.every((topic) => endOffsets(topic).every((end, i) => offsets.get(topic.name)?.[i] === end));
      },
      { timeoutMs: 20_000, everyMs: 200 },
    );
  }

  /** All clients at once; one that fails is left out from then on, and the failure kept for its tests. */
  async #each(failures: Map<string, unknown>, action: (client: Client, session: ClientSession) => Promise<void>) {
    await Promise.all(
      this.#clients.map(async (client) => {
        const session = this.#sessions.get(client.name);
        if (session === undefined || failures.has(client.name)) return;
        await action(client, session).catch((error: unknown) => failures.set(client.name, error));
      }),
    );
  }
}

function newTopic(writer: Client, codec: Codec): MatrixTopic {
  const name = `by-${slug(writer.name)}-${codec}`;
  return { name, writer, codec, stored: [], writtenFromMs: 0, writtenUntilMs: 0 };
}

export async function writeHalf(
  session: ClientSession,
  topic: MatrixTopic,
  index: number,
  half: number,
): Promise<void> {
  const { writer, name, codec, stored } = topic;
  // Timestamps differ between topics, so that a reader that does not print the topic is told apart all the same.
  const firstTimestampMs = BigInt(Date.now() - 3_600_000 + index * 60_000 + half * 30_000);
  const wanted = testRecords(`${name} ${half}`, index * 2 + half + 1, writer.partitions, firstTimestampMs);
  const records = wanted.flatMap((record) => asWritten(writer, record) ?? []);
  if (half === 0) topic.writtenFromMs = Date.now();
  const offsets = await session.produce(name, codec, records);
  topic.writtenUntilMs = Date.now();
  const ends = endOffsets(topic);
  for (const [i, record] of records.entries()) {
    const offset = ends[record.partition] ?? 0n;
    ends[record.partition] = offset + 1n;
    if (offsets !== undefined && offsets[i] !== offset) {
      throw new Error(`${name}: record ${i} was acknowledged at offset ${offsets[i]}, not ${offset}`);
    }
    stored.push({ ...record, topic: name, offset });
  }
}

export function endOffsets({ writer, stored }: MatrixTopic): bigint[] {
  const ends = Array.from({ length: writer.partitions }, () => 0n);
  for (const { partition, offset } of stored) ends[partition] = offset + 1n;
  return ends;
}

async function createMatrixTopics(bootstrapServers: string, topics: readonly MatrixTopic[]): Promise<void> {
  await createTopics(
    bootstrapServers,
    topics.map(({ name, writer }) => ({ topic: name, numPartitions: writer.partitions })),
  );
}

/** What the reader's group has committed, by topic, in partition order; 0 where there was nothing to commit. */
export async function committedOffsets(bootstrapServers: string, reader: Client, topics: readonly MatrixTopic[]) {
  const request = { groupId: groupOf(reader), topics: topics.map(({ name }) => name) };
  const answers = await withAdmin(bootstrapServers, (admin) => admin.fetchOffsets(request));
  return new Map(
    answers.map(({ topic, partitions }) => {
      const ordered = partitions.toSorted((a, b) => a.partition - b.partition);
      return [topic, ordered.map(({ offset }) => BigInt(Math.max(0, Number(offset))))];
    }),
  );
}
