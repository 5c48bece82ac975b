// The one interface behind which every real client stands, and the words for what a client cannot express.
//
// A limit says what the client does to a record on its way in (`write`) or out (`read`); undefined means that it
// cannot write such a record at all. Limits are named in the adapter and printed by the matrix, nowhere else.

export const CODECS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;
export type Codec = (typeof CODECS)[number];

export interface Header {
  name: string;
  value: Buffer | null;
}

export interface TestRecord {
  partition: number;
  /** undefined: the client sets its own clock's time. */
  timestampMs: bigint | undefined;
  key: Buffer | null;
  value: Buffer | null;
  headers: Header[];
}

export interface ReceivedRecord extends TestRecord {
  topic: string;
  offset: bigint;
}

export interface Limit {
  name: string;
  write?: (record: TestRecord) => TestRecord | undefined;
  read?: (record: ReceivedRecord) => ReceivedRecord;
  /** It cannot read at all what `writer` writes with `codec`. */
  cannotRead?: (writer: Client, codec: Codec) => boolean;
}

export interface Client {
  readonly name: string;
  /** Why this client cannot run here; undefined when it can. */
  missing(): string | undefined;
  readonly writes: readonly Codec[];
  readonly reads: readonly Codec[];
  /** Partitions of the topics that it writes: 1 for a client that cannot choose the partition. */
  readonly partitions: number;
  readonly limits: readonly Limit[];
  /** Java's snappy output is a stream of framed blocks; the others write one bare block. */
  readonly framesSnappy?: true;
  open(bootstrapServers: string): Promise<ClientSession>;
}

/** One running client: a producer and at most one member of a consumer group, which live through broker restarts. */
export interface ClientSession {
  /** Resolves when every record is acknowledged, with their offsets where the client tells them. */
  produce(topic: string, codec: Codec, records: readonly TestRecord[]): Promise<readonly bigint[] | undefined>;
  subscribe(group: string, topics: readonly string[]): Promise<void>;
  /** The next `count` records; an error that says how many came when they do not come in time. */
  read(count: number, timeoutMs: number): Promise<ReceivedRecord[]>;
  /** Commits what was read so far and resolves when the broker has it. */
  commit(): Promise<void>;
  close(): Promise<void>;
}

export function canRead(reader: Client, writer: Client, codec: Codec): boolean {
  return reader.reads.includes(codec) && !reader.limits.some(({ cannotRead }) => cannotRead?.(writer, codec));
}

/** What the client really writes when asked for `record`. */
export function asWritten(client: Client, record: TestRecord): TestRecord | undefined {
  let written: TestRecord | undefined = record;
  for (const { write } of client.limits) {
    if (written !== undefined && write !== undefined) written = write(written);
  }
  return written;
}

/** How the client shows `record`. */
export function asRead(client: Client, record: ReceivedRecord): ReceivedRecord {
  return client.limits.reduce((shown, { read }) => (read === undefined ? shown : read(shown)), record);
}
