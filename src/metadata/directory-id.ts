// Log directories as the metadata names them. Follows Kafka's DirectoryId.

/** Stands where no directory is named: none has been chosen yet, or from before directories had ids. */
export const DirectoryId = { UNASSIGNED: 'AAAAAAAAAAAAAAAAAAAAAQ', MIGRATING: 'AAAAAAAAAAAAAAAAAAAAAA' } as const;

/** This node's log directories. */
export class LogDirectories {
  readonly #online: Set<string>;
  readonly #isOnlyOne: boolean;

  /** False where the folders of topics can be the same whose names differ in upper and lower case. */
  readonly caseMatters: boolean;

  /** `configuredCount`: how many log.dirs names; `online`: the ids of those that can be used. */
  constructor(configuredCount: number, online: Iterable<string>, caseMatters = true) {
    this.caseMatters = caseMatters;
    this.#isOnlyOne = configuredCount === 1;
    this.#online = new Set(online);
  }

  get online(): readonly string[] {
    return [...this.#online];
  }

  /** Whether a replica with this directory can be here. With one directory everything is in it. */
  has(directoryId: string | undefined): boolean {
    if (this.#isOnlyOne || directoryId === undefined) return true;
    if (directoryId === DirectoryId.UNASSIGNED || directoryId === DirectoryId.MIGRATING) return true;
    return this.#online.has(directoryId);
  }

  /** For a new replica; where there is a choice, the data plane makes it. */
  get forNewReplica(): string {
    const [first, ...others] = this.#online;
    return first !== undefined && others.length === 0 ? first : DirectoryId.UNASSIGNED;
  }

  fail(directoryId: string): void {
    this.#online.delete(directoryId);
  }
}
