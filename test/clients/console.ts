// Apache Kafka's console tools: ConsoleProducer writes lines of text, ConsoleConsumer prints what it reads.

import { runTool, startTool } from '../support/java.ts';
import { missing } from '../support/paths.ts';
import type { LiveProcess } from '../support/process.ts';
import type { Client, ClientSession, Codec, Header, Limit, ReceivedRecord, TestRecord } from './client.ts';
import { CODECS } from './client.ts';
import { RecordQueue } from './record-queue.ts';

const NULL_MARKER = '<null>';
const KEY_END = '<key-ends>';
const HEADERS_END = '<headers-end>';
const HEADER_END = '<header-ends>';
const NAME_END = '<name-ends>';
const RECORD_END = '<record-ends>';

const isLine = (bytes: Buffer | null) =>
  bytes === null || (!/[\r\n]/.test(bytes.toString('latin1')) && Buffer.from(bytes.toString()).equals(bytes));

const LIMITS: readonly Limit[] = [
  { name: 'writes with its own clock', write: (record) => ({ ...record, timestampMs: undefined }) },
  { name: 'writes to no partition of choice', write: (record) => ({ ...record, partition: 0 }) },
  {
    name: 'writes lines of text only',
    write: (record) => {
      const parts = [record.key, record.value, ...record.headers.map(({ value }) => value)];
      return parts.every(isLine) ? record : undefined;
    },
  },
  { name: 'prints no topic', read: (record) => ({ ...record, topic: '' }) },
];

export const consoleTools: Client = {
  name: 'Java console tools',
  missing: missing.kafka,
  writes: CODECS,
  reads: CODECS,
  partitions: 1,
  framesSnappy: true,
  limits: LIMITS,
  open: async (bootstrapServers) => new ConsoleSession(bootstrapServers),
};

const properties = (option: string, values: Record<string, string>) =>
  Object.entries(values).flatMap(([name, value]) => [option, `${name}=${value}`]);

const LINE_FORMAT = properties('--reader-property', {
  'parse.headers': 'true',
  'parse.key': 'true',
  'headers.delimiter': HEADERS_END,
  'headers.separator': HEADER_END,
  'headers.key.separator': NAME_END,
  'key.separator': KEY_END,
  'null.marker': NULL_MARKER,
});

const PRINT_FORMAT = properties('--formatter-property', {
  'print.timestamp': 'true',
  'print.partition': 'true',
  'print.offset': 'true',
  'print.headers': 'true',
  'print.key': 'true',
  'key.separator': KEY_END,
  'headers.separator': HEADER_END,
  'line.separator': RECORD_END,
  'null.literal': NULL_MARKER,
});

const CONSUMER = properties('--command-property', {
  'enable.auto.commit': 'true',
  'auto.commit.interval.ms': '100',
  'reconnect.backoff.max.ms': '500',
  'session.timeout.ms': '10000',
});

function toLine({ key, value, headers }: TestRecord): string {
  const text = (bytes: Buffer | null) => (bytes === null ? NULL_MARKER : bytes.toString());
  const pairs = headers.map((header) => `${header.name}${NAME_END}${text(header.value)}`);
  const front = headers.length === 0 ? NULL_MARKER : pairs.join(HEADER_END);
  return `${front}${HEADERS_END}${text(key)}${KEY_END}${text(value)}\n`;
}

class ConsoleSession implements ClientSession {
  readonly #bootstrapServers: string;
  readonly #queue = new RecordQueue();
  #reader: LiveProcess | undefined;

  constructor(bootstrapServers: string) {
    this.#bootstrapServers = bootstrapServers;
  }

  async produce(topic: string, codec: Codec, records: readonly TestRecord[]): Promise<undefined> {
    const server = ['--bootstrap-server', this.#bootstrapServers, '--topic', topic, '--compression-codec', codec];
    const input = records.map(toLine).join('');
    await runTool('org.apache.kafka.tools.ConsoleProducer', [...server, ...LINE_FORMAT], { input });
  }

  async subscribe(group: string, topics: readonly string[]): Promise<void> {
    const server = ['--bootstrap-server', this.#bootstrapServers, '--group', group, '--from-beginning'];
    const choice = ['--include', topics.join('|')];
    const args = [...server, ...choice, ...PRINT_FORMAT, ...CONSUMER];
    const reader = startTool('org.apache.kafka.tools.consumer.ConsoleConsumer', args);
    const marker = Buffer.from(RECORD_END);
    let pending: Buffer[] = [];
    reader.child.stdout.on('data', (chunk: Buffer) => {
      pending.push(chunk);
      let rest = Buffer.concat(pending);
      for (let end = rest.indexOf(marker); end >= 0; end = rest.indexOf(marker)) {
        this.#queue.push(fromPrinted(rest.subarray(0, end)));
        rest = rest.subarray(end + marker.length);
      }
      pending = [rest];
    });
    void reader.exited.then(() => this.#queue.fail(new Error(`ConsoleConsumer ended: ${reader.stderr}`)));
    this.#reader = reader;
  }

  async read(count: number, timeoutMs: number): Promise<ReceivedRecord[]> {
    return await this.#queue.take(count, timeoutMs);
  }

  /** It commits by itself every 100 ms; the matrix checks at the end what the group has committed. */
  async commit(): Promise<void> {}

  async close(): Promise<void> {
    await this.#reader?.end('SIGTERM', 20_000);
  }
}

/** `CreateTime:1700000000000KEY_ENDPartition:0KEY_ENDOffset:5KEY_ENDHEADERSKEY_ENDkeyKEY_ENDvalue` */
function fromPrinted(line: Buffer): ReceivedRecord {
  const [timestamp, partition, offset, headers, key, value] = split(line, Buffer.from(KEY_END));
  return {
    topic: '',
    timestampMs: BigInt(afterColon(timestamp)),
    partition: Number(afterColon(partition)),
    offset: BigInt(afterColon(offset)),
    headers: printedHeaders(headers),
    key: orNull(key),
    value: orNull(value),
  };
}

function printedHeaders(printed: Buffer | undefined): Header[] {
  if (printed === undefined || printed.toString() === 'NO_HEADERS') return [];
  return split(printed, Buffer.from(HEADER_END)).map((pair) => {
    const colon = pair.indexOf(':');
    return { name: pair.toString('utf8', 0, colon), value: orNull(pair.subarray(colon + 1)) };
  });
}

const afterColon = (part: Buffer | undefined) => part?.toString().split(':').at(-1) ?? '';
const orNull = (part: Buffer | undefined) =>
  part === undefined || part.toString('latin1') === NULL_MARKER ? null : Buffer.from(part);

function split(bytes: Buffer, separator: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  let start = 0;
  for (let end = bytes.indexOf(separator); end >= 0; end = bytes.indexOf(separator, start)) {
    parts.push(bytes.subarray(start, end));
    start = end + separator.length;
  }
  return [...parts, bytes.subarray(start)];
}
