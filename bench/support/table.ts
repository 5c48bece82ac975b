// The result of a run: medians per row and side, with ratios, as a table for a terminal.
import type { Figure } from './scenario.ts';
import type { SideName } from './side.ts';

/** Figures of one row, from both sides, in the order in which they were measured. */
interface Row {
  values: Record<SideName, number[]>;
  ratioMax: number | undefined;
  ratioMin: number | undefined;
  valueMax: number | undefined;
}

export interface Summary {
  row: string;
  millrace: number;
  kafka: number;
  ratio: number;
  ratioMax: number | undefined;
  ratioMin: number | undefined;
  valueMax: number | undefined;
}

export class Table {
  readonly #rows = new Map<string, Row>();

  add(side: SideName, figures: readonly Figure[]): void {
    for (const figure of figures) {
      const { ratioMax, ratioMin, valueMax } = figure;
      const values = { millrace: [], kafka: [] };
      const row: Row = this.#rows.get(figure.row) ?? { values, ratioMax, ratioMin, valueMax };
      row.values[side].push(figure.value);
      this.#rows.set(figure.row, row);
    }
  }

  summaries(): Summary[] {
    return [...this.#rows].map(([row, { values, ratioMax, ratioMin, valueMax }]) => {
      const [millrace, kafka] = [median(values.millrace), median(values.kafka)];
      return { row, millrace, kafka, ratio: millrace / kafka, ratioMax, ratioMin, valueMax };
    });
  }

  print(write: (line: string) => void): void {
    const width = Math.max(...[...this.#rows.keys()].map((row) => row.length), 3);
    write(`${'row'.padEnd(width)}  ${cells('Millrace', 'Kafka', 'ratio')}  to reach`);
    for (const { row, millrace, kafka, ratio, ratioMax, ratioMin, valueMax } of this.summaries()) {
      const above = ratioMax === undefined ? [] : [`<= ${ratioMax} ${ratio <= ratioMax ? 'yes' : 'NO'}`];
      const below = ratioMin === undefined ? [] : [`>= ${ratioMin} ${ratio >= ratioMin ? 'yes' : 'NO'}`];
      const own = valueMax === undefined ? [] : [`Millrace <= ${valueMax} ${millrace <= valueMax ? 'yes' : 'NO'}`];
      const verdict = [...above, ...below, ...own].join(', ');
      write(`${row.padEnd(width)}  ${cells(show(millrace), show(kafka), show(ratio))}  ${verdict}`.trimEnd());
    }
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

function cells(...texts: string[]): string {
  return texts.map((text) => text.padStart(10)).join('  ');
}

function show(value: number): string {
  if (!Number.isFinite(value)) return '-';
  return value >= 1000 ? value.toFixed(0) : value.toPrecision(3);
}
