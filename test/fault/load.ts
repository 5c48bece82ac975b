// The load of the kill test as the test sees it: how many records are acknowledged, which offsets are committed, and
// at the end every acknowledged record with its place.

import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PYTHON, ROOT } from '../support/paths.ts';
import { LiveProcess } from '../support/process.ts';
import { within } from '../support/wait.ts';

export interface Acknowledged {
  number: number;
  partition: number;
  offset: number;
}

interface Line {
  acknowledged?: number;
  committed?: Record<string, number>;
  failures?: string[];
  records?: [number, number, number][];
}

export class Load {
  readonly #process: LiveProcess;
  #end: Line | undefined;
  /** Records with a positive answer so far. */
  acknowledged = 0;
  /** By partition: the highest offset whose commit was answered. */
  readonly committed = new Map<number, number>();

  constructor(bootstrapServers: string, topic: string, partitions: number, group: string) {
    const program = join(ROOT, 'test/fault/load.py');
    const args = ['-u', program, bootstrapServers, topic, String(partitions), group];
    this.#process = new LiveProcess('load', PYTHON, args);
    createInterface({ input: this.#process.child.stdout }).on('line', (line) => this.#take(JSON.parse(line) as Line));
  }

  /** Lets the last records be answered and gives all of them; an error when any was refused for good. */
  async finish(): Promise<Acknowledged[]> {
    this.#process.child.stdin.end();
    await within('the load ending', 150_000, this.#process.exited);
    const { failures = ['the load ended without a word'], records = [] } = this.#end ?? {};
    if (failures.length > 0)
      throw new Error(`${failures.slice(0, 5).join('; ')}\n${this.#process.stderr.slice(-2_000)}`);
    return records.map(([number, partition, offset]) => ({ number, partition, offset }));
  }

  async kill(): Promise<void> {
    await this.#process.end('SIGKILL');
  }

  #take(line: Line): void {
    if (line.acknowledged !== undefined) this.acknowledged = line.acknowledged;
    if (line.records !== undefined) this.#end = line;
    for (const [partition, offset] of Object.entries(line.committed ?? {})) {
      this.committed.set(Number(partition), Math.max(offset, this.committed.get(Number(partition)) ?? 0));
    }
  }
}
