// Count, sum and maximum per group, and how two tallies differ. Filled once by the consumers, record by record, and
// once straight from the files.
import type { Dataset, Observation } from './datasets.ts';

export interface Line {
  count: number;
  /** Sum of the values for a mean, the largest value for a maximum. */
  folded: number;
}

export class Tally {
  readonly #dataset: Dataset;
  readonly #lines = new Map<string, Line>();
  #count = 0;

  constructor(dataset: Dataset) {
    this.#dataset = dataset;
  }

  static ofFile(dataset: Dataset): Tally {
    const tally = new Tally(dataset);
    for (const record of dataset.read()) tally.add(dataset.observe(record));
    return tally;
  }

  get count(): number {
    return this.#count;
  }

  get groups(): ReadonlyMap<string, Line> {
    return this.#lines;
  }

  add({ group, value }: Observation): void {
    this.#count += 1;
    const line = this.#lines.get(group);
    if (line === undefined) this.#lines.set(group, { count: 1, folded: value });
    else {
      line.count += 1;
      line.folded = this.#dataset.figure === 'mean' ? line.folded + value : Math.max(line.folded, value);
    }
  }

  figureOf({ count, folded }: Line): number {
    return this.#dataset.figure === 'mean' ? folded / count : folded;
  }

  /** The groups with the most records. */
  largest(limit: number): { group: string; count: number; figure: number }[] {
    const lines = [...this.#lines].sort(([a, one], [b, other]) => other.count - one.count || a.localeCompare(b));
    return lines.slice(0, limit).map(([group, line]) => ({ group, count: line.count, figure: this.figureOf(line) }));
  }
}

/** One sentence per group that is not the same in both; none when they are equal. */
export function differences(dataset: Dataset, fromFile: Tally, counted: Tally): string[] {
  const groups = [...new Set([...fromFile.groups.keys(), ...counted.groups.keys()])].sort();
  return groups.flatMap((group) => {
    const wanted = fromFile.groups.get(group);
    const got = counted.groups.get(group);
    // Delays are whole minutes and magnitudes only compared: sums and maxima are exact whatever the order.
    if (wanted?.count === got?.count && wanted?.folded === got?.folded) return [];
    const name = dataset.figure === 'mean' ? 'sum' : 'maximum';
    const text = (line: Line | undefined) => (line === undefined ? 'nothing' : `${line.count}, ${name} ${line.folded}`);
    return [`${dataset.topic} ${group}: the file has ${text(wanted)}; counted ${text(got)}`];
  });
}
