// What a test broker was at one moment, for TestBroker.restore and TestBroker.start({ from }).
// Invariant: a snapshot never changes, whatever becomes of the broker that gave it or of those that began with it.
import type { BrokerOrigin } from '../broker.ts';
import { ConfigError } from '../config/config-error.ts';

interface SnapshotContents extends BrokerOrigin {
  /** What the broker was started with. */
  readonly properties: Readonly<Record<string, string | number | boolean>>;
  /** How many clients saw. */
  readonly brokers: number;
}

export interface SnapshotState extends SnapshotContents {
  /** Throws one sentence where clients see another number of brokers. */
  checkBrokers(count: number): void;
}

/** For the testing kit. */
let readContents: (snapshot: TestSnapshot) => SnapshotContents;

export class TestSnapshot {
  static {
    readContents = (snapshot) => snapshot.#contents;
  }

  readonly #contents: SnapshotContents;

  /** Made by `TestBroker.snapshot()`. */
  constructor(contents: SnapshotContents) {
    this.#contents = contents;
  }
}

/** For callers without types: throws one sentence where it is no snapshot, or one of another copy of the package. */
export function stateOf(snapshot: unknown): SnapshotState {
  if (!(snapshot instanceof TestSnapshot)) {
    throw new ConfigError(`a broker is restored from what snapshot() gave, not from ${describe(snapshot)}`);
  }
  const contents = readContents(snapshot);
  const checkBrokers = (count: number) => {
    if (count === contents.brokers) return;
    throw new ConfigError(`a snapshot of ${contents.brokers} brokers is not for ${count}`);
  };
  return { ...contents, checkBrokers };
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value !== 'object') return `a ${typeof value}`;
  const isForeign = value.constructor?.name === TestSnapshot.name;
  return isForeign ? 'a snapshot of another version of millrace' : 'another object';
}
