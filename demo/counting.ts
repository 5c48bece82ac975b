// The aggregate that the members of the group share: the ledger says which records are counted, a tally per topic what
// they add up to.
import type { Dataset } from './datasets.ts';
import { type Delivery, Ledger } from './ledger.ts';
import { Speed } from './speed.ts';
import { Tally } from './tally.ts';

interface Counted {
  dataset: Dataset;
  tally: Tally;
}

export class Counting {
  readonly ledger = new Ledger();
  readonly speed = new Speed();
  readonly #byTopic: ReadonlyMap<string, Counted>;

  constructor(datasets: readonly Dataset[]) {
    this.#byTopic = new Map(datasets.map((dataset) => [dataset.topic, { dataset, tally: new Tally(dataset) }]));
  }

  get all(): Counted[] {
    return [...this.#byTopic.values()];
  }

  /** Takes one delivery; false where its record had been counted before. */
  take(delivery: Delivery, value: Buffer): boolean {
    const counted = this.#byTopic.get(delivery.topic);
    if (counted === undefined) throw new Error(`nobody subscribed to ${delivery.topic}`);
    const isNew = this.ledger.countOnce(delivery, () =>
      counted.tally.add(counted.dataset.observe(JSON.parse(value.toString()))),
    );
    if (isNew) this.speed.add(1);
    return isNew;
  }
}
