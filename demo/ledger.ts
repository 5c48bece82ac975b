// Counts every record of the log exactly once although a group delivers at least once.
//
// When a member stops between counting records and committing their offsets, or loses a partition before it could
// commit, the partition's next owner begins at the last committed offset and is given those records again. A record is
// known by its partition and offset, and a partition is read in offset order, so one number per partition says which
// records are counted: all below `next`. The number and the tallies change together, in one step that nothing
// interrupts (they are in the memory of one thread; across processes they would share a transaction of the store that
// holds them). The offsets committed to the group only say where reading begins; correctness does not rest on them.
//
// Invariant: `next` of a partition is the offset after the last counted record.

export interface Delivery {
  topic: string;
  partition: number;
  offset: bigint;
}

export class Ledger {
  readonly #next = new Map<string, bigint>();
  #counted = 0;
  #repeated = 0;

  /** Records counted, each once. */
  get counted(): number {
    return this.#counted;
  }

  /** Deliveries of records that were counted before. */
  get repeated(): number {
    return this.#repeated;
  }

  /**
   * Performs `add` and gives true, or gives false where this record was counted before. Throws where records between
   * this one and the last are missing.
   */
  countOnce({ topic, partition, offset }: Delivery, add: () => void): boolean {
    const name = `${topic}-${partition}`;
    const next = this.#next.get(name) ?? 0n;
    if (offset < next) {
      this.#repeated += 1;
      return false;
    }
    if (offset > next) throw new Error(`${name} goes on at offset ${offset} where ${next} is due: records are lost`);
    add();
    this.#counted += 1;
    this.#next.set(name, offset + 1n);
    return true;
  }

  nextOf(topic: string, partition: number): bigint {
    return this.#next.get(`${topic}-${partition}`) ?? 0n;
  }
}
