// The one interface behind which every client with transactions stands: one producer and one member of a group, which
// together copy records in transactions.

export interface ReadRecord {
  partition: number;
  offset: bigint;
  value: string;
}

export interface TransactionalClient {
  readonly name: string;
  /** Why this client cannot run here; undefined when it can. */
  missing(): string | undefined;
  /** What it cannot do, printed with every run. */
  readonly limits: readonly string[];
  /** Whose read_committed shows what this client wrote, where its own cannot be trusted. */
  readonly reader?: TransactionalClient;
  /**
   * A producer with this transactional id that has fenced every earlier one and finished what they left. `predecessor`
   * is the session that it takes the place of.
   */
  open(
    bootstrapServers: string,
    transactionalId: string,
    predecessor?: TransactionalSession,
  ): Promise<TransactionalSession>;
}

export type Isolation = 'read_committed' | 'read_uncommitted';

/** Every verb rejects with an Error that names what the client says. */
export interface TransactionalSession {
  begin(): Promise<void>;
  /** Resolves when the broker has acknowledged them. */
  send(topic: string, partition: number, values: readonly string[]): Promise<void>;
  /** Adds what was polled so far to the transaction. */
  sendOffsets(): Promise<void>;
  commit(): Promise<void>;
  abort(): Promise<void>;
  /** Joins a group that reads from the beginning, or from where it has committed. */
  subscribe(group: string, topic: string, isolation: Isolation): Promise<void>;
  /** At most `countMax` records, as soon as there are some; none when none came in time. */
  poll(countMax: number, timeoutMs: number): Promise<ReadRecord[]>;
  /** Back to what the group has committed. */
  rewind(): Promise<void>;
  /** Ends it whatever its state; never rejects. */
  close(): Promise<void>;
}
