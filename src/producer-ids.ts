// Hands out producer ids from blocks that the metadata log gave to this broker. InitProducerId asks it.
// Invariant: an id is handed out once, ever: a block belongs to one ProducerIds, and what is left of it at a restart is
// forgotten.

export interface ProducerIdBlock {
  first: bigint;
  count: number;
}

export class ProducerIds {
  readonly #allocate: () => Promise<ProducerIdBlock>;
  #next = 0n;
  #end = 0n;
  #allocation: Promise<void> | null = null;

  constructor(allocate: () => Promise<ProducerIdBlock>) {
    this.#allocate = allocate;
  }

  /** Rejects as the allocation does, with a KafkaError. */
  async next(): Promise<bigint> {
    while (this.#next === this.#end) {
      this.#allocation ??= this.#refill().finally(() => {
        this.#allocation = null;
      });
      await this.#allocation;
    }
    const id = this.#next;
    this.#next += 1n;
    return id;
  }

  async #refill(): Promise<void> {
    const block = await this.#allocate();
    this.#next = block.first;
    this.#end = block.first + BigInt(block.count);
  }
}
