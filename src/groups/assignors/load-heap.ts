// A binary heap of members by how many partitions each has: the least loaded on top, or the most. Equal ones by index.
// Used by uniform-mixed.ts. An entry keeps the load that it was put in with.

export interface LoadedMember {
  readonly index: number;
  readonly load: number;
}

export class LoadHeap {
  readonly #entries: LoadedMember[] = [];
  readonly #sign: 1 | -1;

  constructor(top: 'least' | 'most') {
    this.#sign = top === 'least' ? 1 : -1;
  }

  push(entry: LoadedMember): void {
    const entries = this.#entries;
    let at = entries.length;
    entries.push(entry);
    while (at > 0) {
      const parentAt = (at - 1) >> 1;
      const parent = entries[parentAt];
      if (parent === undefined || !this.#isBefore(entry, parent)) break;
      entries[at] = parent;
      at = parentAt;
    }
    entries[at] = entry;
  }

  pop(): LoadedMember | undefined {
    const entries = this.#entries;
    const top = entries[0];
    const last = entries.pop();
    if (last !== undefined && entries.length > 0) this.#sinkFromTop(last);
    return top;
  }

  #sinkFromTop(entry: LoadedMember): void {
    const entries = this.#entries;
    let at = 0;
    for (;;) {
      const childAt = this.#firstChild(at);
      const child = entries[childAt];
      if (child === undefined || !this.#isBefore(child, entry)) break;
      entries[at] = child;
      at = childAt;
    }
    entries[at] = entry;
  }

  #firstChild(at: number): number {
    const left = this.#entries[2 * at + 1];
    const right = this.#entries[2 * at + 2];
    return left !== undefined && right !== undefined && this.#isBefore(right, left) ? 2 * at + 2 : 2 * at + 1;
  }

  #isBefore(a: LoadedMember, b: LoadedMember): boolean {
    return a.load === b.load ? a.index < b.index : (a.load - b.load) * this.#sign < 0;
  }
}
