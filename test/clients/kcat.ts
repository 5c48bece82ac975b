// kcat, the command line client on librdkafka, as Debian packages it.

import { missing } from '../support/paths.ts';
import { LiveProcess, runProcess } from '../support/process.ts';
import { waitUntil } from '../support/wait.ts';
import type { Client, ClientSession, Codec, Header, Limit, ReceivedRecord, TestRecord } from './client.ts';
import { CODECS } from './client.ts';
import { RecordQueue } from './record-queue.ts';

const KEY_END = '<key-ends>';
const RECORD_END = '<record-ends>';
const HEADERS_END = '<headers-end>\n';
const FORMAT = '%t %p %o %T %K %S\\n%k%s%h<headers-end>\\n';
const WRITE_TIMEOUT_MS = 60_000;

const isText = (bytes: Buffer | null) =>
  bytes !== null && !bytes.includes(0) && Buffer.from(bytes.toString()).equals(bytes);

const upToNul = (bytes: Buffer) => (bytes.includes(0) ? bytes.subarray(0, bytes.indexOf(0)) : bytes);

/** As kcat prints headers: one line of text. */
function headersAsText(headers: readonly Header[]): Header[] {
  if (headers.length === 0) return [];
  const parts = headers.flatMap(({ name, value }, i) => [
    Buffer.from(`${i === 0 ? '' : ','}${name}=`),
    value === null ? Buffer.from('NULL') : upToNul(value),
  ]);
  return [{ name: 'text', value: Buffer.concat(parts) }];
}

const LIMITS: readonly Limit[] = [
  { name: 'writes with its own clock', write: (record) => ({ ...record, timestampMs: undefined }) },
  {
    name: 'writes header values from its arguments: text only',
    write: (record) => ({ ...record, headers: record.headers.filter(({ value }) => value === null || isText(value)) }),
  },
  {
    name: 'writes no empty key beside a null value, no null key beside an empty value',
    write: (record) => {
      const mixed = record.value === null ? record.key?.length === 0 : record.value.length === 0 && record.key === null;
      return mixed ? undefined : record;
    },
  },
  {
    name: 'prints headers as text, each up to its first NUL byte',
    read: (record) => ({ ...record, headers: headersAsText(record.headers) }),
  },
];

export const kcat: Client = {
  name: 'kcat',
  missing: missing.kcat,
  writes: CODECS,
  reads: CODECS,
  partitions: 2,
  limits: LIMITS,
  open: async (bootstrapServers) => new KcatSession(bootstrapServers),
};

/** Records that one run of kcat can write: same partition, same headers, empty standing for the same thing. */
interface Run {
  partition: number;
  headers: Header[];
  emptyIsNull: boolean;
  records: TestRecord[];
}

function runsOf(records: readonly TestRecord[]): Run[] {
  const runs: Run[] = [];
  for (const record of records) {
    const { partition, headers, key, value } = record;
    const emptyIsNull = value === null || (key === null && value.length > 0);
    const decided = value === null || key?.length === 0 || value.length === 0;
    const last = runs.at(-1);
    const fits = last?.partition === partition && sameHeaders(last.headers, headers) && !decided && !last.emptyIsNull;
    if (fits && key !== null) last.records.push(record);
    else runs.push({ partition, headers, emptyIsNull, records: [record] });
  }
  return runs;
}

function sameHeaders(left: readonly Header[], right: readonly Header[]): boolean {
  return left.length === 0 && right.length === 0;
}

class KcatSession implements ClientSession {
  readonly #bootstrapServers: string;
  readonly #queue = new RecordQueue();
  #reader: LiveProcess | undefined;

  constructor(bootstrapServers: string) {
    this.#bootstrapServers = bootstrapServers;
  }

  async produce(topic: string, codec: Codec, records: readonly TestRecord[]): Promise<undefined> {
    // One run after the other within a partition keeps the order; the partitions go side by side.
    const runs = runsOf(records);
    const partitions = [...new Set(runs.map(({ partition }) => partition))];
    await Promise.all(
      partitions.map(async (partition) => {
        for (const run of runs.filter((candidate) => candidate.partition === partition)) {
          await this.#writeRun(topic, codec, run);
        }
      }),
    );
  }

  async #writeRun(topic: string, codec: Codec, run: Run): Promise<void> {
    const headers = run.headers.flatMap(({ name, value }) => ['-H', value === null ? name : `${name}=${value}`]);
    const nulls = run.emptyIsNull ? ['-Z'] : [];
    const target = ['-P', '-b', this.#bootstrapServers, '-t', topic, '-p', String(run.partition)];
    const framing = ['-K', KEY_END, '-D', RECORD_END, '-z', codec, '-X', 'linger.ms=1', '-X', 'acks=all'];
    const lines = run.records.flatMap(({ key, value }) => [
      key ?? Buffer.alloc(0),
      Buffer.from(KEY_END),
      value ?? Buffer.alloc(0),
      Buffer.from(RECORD_END),
    ]);
    const input = Buffer.concat(lines);
    await runProcess('kcat', [...target, ...framing, ...nulls, ...headers], { input, timeoutMs: WRITE_TIMEOUT_MS });
  }

  async subscribe(group: string, topics: readonly string[]): Promise<void> {
    const settings = ['auto.offset.reset=earliest', 'auto.commit.interval.ms=100', 'fetch.error.backoff.ms=50'];
    const options = settings.flatMap((setting) => ['-X', setting]);
    const args = ['-b', this.#bootstrapServers, '-E', '-u', '-f', FORMAT, ...options, '-G', group, ...topics];
    const reader = new LiveProcess('kcat', 'kcat', args);
    const parser = new OutputParser((record) => this.#queue.push(record));
    reader.child.stdout.on('data', (chunk: Buffer) => parser.take(chunk));
    this.#reader = reader;
    const joined = () => /assigned/.test(reader.stderr) || !reader.running;
    await waitUntil('kcat to join its group', joined, { timeoutMs: 30_000 });
    if (!reader.running) throw new Error(reader.tail());
  }

  async read(count: number, timeoutMs: number): Promise<ReceivedRecord[]> {
    return await this.#queue.take(count, timeoutMs);
  }

  /** kcat commits by itself every 100 ms; the matrix checks at the end what the group has committed. */
  async commit(): Promise<void> {}

  async close(): Promise<void> {
    await this.#reader?.end('SIGTERM', 20_000);
  }
}

/** Cuts kcat's output into records: a line of numbers, then as many bytes as it says, then a line of headers. */
class OutputParser {
  readonly #emit: (record: ReceivedRecord) => void;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #needed = 0;

  constructor(emit: (record: ReceivedRecord) => void) {
    this.#emit = emit;
  }

  take(chunk: Buffer): void {
    this.#pending.push(chunk);
    this.#pendingBytes += chunk.length;
    if (this.#pendingBytes < this.#needed) return; // the middle of a large value: do not join chunks for nothing
    let rest = Buffer.concat(this.#pending);
    for (;;) {
      const used = this.#one(rest);
      if (used === 0) break;
      rest = rest.subarray(used);
      this.#needed = 0;
    }
    this.#pending = [rest];
    this.#pendingBytes = rest.length;
  }

  /** Emits the first record of `bytes` and gives its size; 0 when it is not complete yet. */
  #one(bytes: Buffer): number {
    const lineEnd = bytes.indexOf(10);
    if (lineEnd < 0) return 0;
    const line = bytes.toString('utf8', 0, lineEnd).split(' ');
    const [topic = '', partition, offset = '', timestamp = '', keySize, valueSize] = line;
    const keyEnd = lineEnd + 1 + Math.max(0, Number(keySize));
    const valueEnd = keyEnd + Math.max(0, Number(valueSize));
    this.#needed = valueEnd + 1;
    if (bytes.length <= valueEnd) return 0;
    const end = bytes.indexOf(HEADERS_END, valueEnd);
    if (end < 0) return 0;
    const headers = bytes.subarray(valueEnd, end);
    this.#emit({
      topic,
      partition: Number(partition),
      offset: BigInt(offset),
      timestampMs: BigInt(timestamp),
      key: Number(keySize) < 0 ? null : Buffer.from(bytes.subarray(lineEnd + 1, keyEnd)),
      value: Number(valueSize) < 0 ? null : Buffer.from(bytes.subarray(keyEnd, valueEnd)),
      headers: headers.length === 0 ? [] : [{ name: 'text', value: Buffer.from(headers) }],
    });
    return end + HEADERS_END.length;
  }
}
