// The faults that a test has set, in the order in which they were added. The door asks which one takes a request.

import { seededRandom } from '../../seeded-random.ts';
import { type FaultOptions, type FaultRule, faultRule } from './options.ts';

/** A fault that has been added. */
export interface Fault {
  /** The requests that it took. */
  readonly hits: number;
  /** Of its random numbers: given again, the same requests are taken. */
  readonly seed: number;
  readonly options: FaultOptions;
  /** Requests go by it from now on; may be called again. */
  remove(): void;
}

export interface Faults {
  /** Throws one sentence where the options make no sense, or the broker is closed. */
  add(options: FaultOptions): Fault;
  /** Removes all. */
  clear(): void;
  /** Those that may still take a request, the first one first. */
  readonly list: readonly Fault[];
}

export class FaultList implements Faults {
  #faults: ActiveFault[] = [];
  readonly #newSeed: () => number;
  readonly #checkOpen: () => void;

  /** @param checkOpen throws when no fault can be added any more */
  constructor(newSeed: () => number, checkOpen: () => void) {
    this.#newSeed = newSeed;
    this.#checkOpen = checkOpen;
  }

  add(options: FaultOptions): Fault {
    this.#checkOpen();
    const rule = faultRule(options, this.#newSeed());
    const fault = new ActiveFault(rule, options, () => {
      this.#faults = this.#faults.filter((other) => other !== fault);
    });
    this.#faults = [...this.#faults, fault];
    return fault;
  }

  clear(): void {
    this.#faults = [];
  }

  get list(): readonly ActiveFault[] {
    return this.#faults;
  }
}

export class ActiveFault implements Fault {
  readonly rule: FaultRule;
  readonly options: FaultOptions;
  readonly #remove: () => void;
  readonly #random: () => number;
  #hits = 0;
  /** Matching requests, taken or not. */
  #seen = 0;

  constructor(rule: FaultRule, options: FaultOptions, remove: () => void) {
    this.rule = rule;
    this.options = options;
    this.#remove = remove;
    this.#random = seededRandom(rule.seed);
  }

  get hits(): number {
    return this.#hits;
  }

  get seed(): number {
    return this.rule.seed;
  }

  remove(): void {
    this.#remove();
  }

  /** A request matches: whether this fault takes it, which counts. */
  takesNext(): boolean {
    const { skip, probability, times } = this.rule;
    if (this.#seen++ < skip) return false;
    if (probability < 1 && this.#random() >= probability) return false;
    this.#hits++;
    if (this.#hits === times) this.remove();
    return true;
  }
}
