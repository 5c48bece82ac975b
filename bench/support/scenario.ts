// What a scenario of the bench is: work done against one side, figures out of it.
import type { Side } from './side.ts';

/** One measured value; the row names what was measured, with its unit. */
export interface Figure {
  row: string;
  value: number;
  /** What the ratio Millrace : Kafka must not exceed; undefined where nothing is promised. */
  ratioMax?: number;
  /** What it must at least be. */
  ratioMin?: number;
  /** What Millrace's own value must not exceed. */
  valueMax?: number;
}

/** How much work: `full` for figures that mean something, `smoke` to see that the scenario still runs. */
export type Size = 'full' | 'smoke';

export interface Scenario {
  name: string;
  /** Why it cannot run here; undefined when it can. */
  missing(): string | undefined;
  /** Runs once against one side. Called once to warm up, then for every round, the sides alternating. */
  run(side: Side, size: Size, round: number): Promise<Figure[]>;
}
