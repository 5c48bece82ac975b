// A small world around the coordinator, as one immutable value per moment, for the model test: two producers that share
// a transactional id, partitions that take records and markers, the ends under way, and crashes.
//
// The coordinator is made anew from its last record for every event, so nothing that is not in the log can matter; a
// crash costs what else there is: the reply, and the ends under way.
// Ghosts (what no part of the broker knows) tell which transaction a record belongs to and how it was said to end.
import type { JournalRecord } from '../../journal/coordinator.ts';
import { ErrorCode, errorName } from '../../wire/error-code.ts';
import type { Completion, ProducerAnswer, ProducerIdAndEpoch, TransactionEvent } from '../event.ts';
import { parseTransactionRecord } from '../records.ts';
import { TransactionShard } from '../shard.ts';
import { DEFAULT_TRANSACTION_CONFIG, type Submission } from './simulated-coordinator.ts';

export const TRANSACTIONAL_ID = 'x';
const TOPIC = 't';
const TIMEOUT_MS = 60_000;

export type Step = 'init' | { add: number } | { produce: number } | 'commit' | 'commit too early' | 'abort';

/** What a producer does, one step after the other. */
export interface Script {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** What the model's checks must notice. */
export type Mistake = 'a marker is skipped' | 'a stale epoch is accepted' | 'an end is forgotten';

export interface Generation {
  readonly transactionVersion: 0 | 2;
  readonly mistake?: Mistake;
}

interface Producer {
  readonly next: number;
  readonly identity: ProducerIdAndEpoch | null;
  /** Fenced, or told something that it cannot go on from. */
  readonly isOver: boolean;
  /** What it was told of its transactions, the first one first: an end is certain once it was answered. */
  readonly told: readonly Fate[];
  /** Ghost: another producer has begun since it did; from then on none of its effects may appear. */
  readonly isFenced: boolean;
}

type Fate = 'committed' | 'aborted';

/** A record: who wrote it, in which of its transactions, and what became of it. */
interface Write {
  readonly writer: number;
  readonly transaction: number;
  readonly fate: 'open' | Fate;
}

interface Partition {
  readonly producerId: bigint;
  readonly producerEpoch: number;
  /** Who may append: whom the coordinator said to be in the transaction, since the last marker. */
  readonly verified: ProducerIdAndEpoch | null;
  readonly writes: readonly Write[];
}

interface End {
  readonly completion: Completion;
  /** Partitions that still lack their marker. */
  readonly missing: readonly number[];
}

export interface World {
  readonly record: JournalRecord | null;
  readonly producers: readonly Producer[];
  readonly partitions: readonly Partition[];
  readonly end: End | null;
  readonly crashesLeft: number;
  readonly timeoutsLeft: number;
  readonly nowMs: number;
  readonly nextProducerId: bigint;
}

export interface Move {
  readonly says: string;
  readonly world: World;
}

export class Model {
  readonly #scripts: readonly Script[];
  readonly #generation: Generation;
  readonly #partitionCount: number;

  constructor(scripts: readonly Script[], generation: Generation, partitionCount: number) {
    this.#scripts = scripts;
    this.#generation = generation;
    this.#partitionCount = partitionCount;
  }

  start(crashes: number, timeouts: number): World {
    const producer: Producer = { next: 0, identity: null, isOver: false, told: [], isFenced: false };
    const partition: Partition = { producerId: -1n, producerEpoch: -1, verified: null, writes: [] };
    return {
      record: null,
      producers: this.#scripts.map(() => producer),
      partitions: Array.from({ length: this.#partitionCount }, () => partition),
      end: null,
      crashesLeft: crashes,
      timeoutsLeft: timeouts,
      nowMs: 0,
      nextProducerId: 1n,
    };
  }

  /** Everything that may happen next. */
  moves(world: World): Move[] {
    const moves: Move[] = [];
    for (const [index, script] of this.#scripts.entries()) {
      const producer = world.producers[index] as Producer;
      const step = script.steps[producer.next];
      if (step === undefined || producer.isOver) continue;
      const says = `${script.name}: ${typeof step === 'string' ? step : JSON.stringify(step)}`;
      moves.push(...this.#step(world, index, step).map((next) => ({ says, world: next })));
      // The coordinator decides, the decision is in the log, and it crashes before it answers: the producer asks again.
      if (world.crashesLeft > 0 && reachesCoordinator(step)) {
        moves.push({ says: `${says}, crash before the reply`, world: this.#unanswered(world, index, step) });
      }
    }
    if (world.end !== null) moves.push(...this.#endMoves(world, world.end));
    if (world.crashesLeft > 0) moves.push({ says: 'crash', world: this.#crash(world) });
    if (world.timeoutsLeft > 0 && isOpen(world)) moves.push({ says: 'time-out', world: this.#timeOut(world) });
    return moves;
  }

  /** When nobody moves any more by himself: time runs, as it does in the end. */
  settle(world: World): World {
    let settled = world;
    for (let round = 0; round < 3; round++) {
      if (isOpen(settled)) settled = this.#timeOut({ ...settled, timeoutsLeft: 1 });
      for (let end = settled.end; end !== null; end = settled.end) {
        const [move] = this.#endMoves(settled, end);
        if (move === undefined) throw new Error('an end that goes nowhere');
        settled = move.world;
      }
    }
    return settled;
  }

  #step(world: World, index: number, step: Step): World[] {
    if (step === 'init') return [this.#init(world, index)];
    if (step === 'commit too early') return [this.#commitTooEarly(world, index)];
    if (step === 'commit' || step === 'abort') return [this.#end(world, index, step === 'commit')];
    if ('add' in step) return [this.#add(world, index, step.add)];
    return [this.#produce(world, index, step.produce)];
  }

  #init(world: World, index: number): World {
    const { next, answer } = this.#ask(world, {
      kind: 'init-producer-id',
      transactionalId: TRANSACTIONAL_ID,
      timeoutMs: TIMEOUT_MS,
      expected: null,
      freshProducerId: null,
    });
    if (answer.errorCode === ErrorCode.CONCURRENT_TRANSACTIONS) return next;
    if (answer.errorCode !== ErrorCode.NONE) throw new Error(`init: ${errorName(answer.errorCode)}`);
    const { producerId, producerEpoch } = answer;
    const producers = next.producers.map((producer, at) =>
      at === index
        ? { ...producer, identity: { producerId, producerEpoch }, isFenced: false }
        : { ...producer, isFenced: producer.identity !== null },
    );
    return advance({ ...next, producers }, index);
  }

  /** AddPartitionsToTxn, or the verification that a produce request brings: both let the partition take records. */
  #add(world: World, index: number, partition: number): World {
    const identity = identityOf(world, index);
    const isAccepted = this.#generation.mistake === 'a stale epoch is accepted';
    const { next, answer } = this.#ask(world, {
      kind: 'add-partitions',
      transactionalId: TRANSACTIONAL_ID,
      ...identity,
      ...(isAccepted ? { producerEpoch: this.#epochOfNow(world) } : {}),
      partitions: [{ topic: TOPIC, partition }],
      clientTransactionVersion: this.#generation.transactionVersion,
    });
    if (answer.errorCode === ErrorCode.CONCURRENT_TRANSACTIONS) return next;
    if (answer.errorCode !== ErrorCode.NONE) return withProducer(next, index, { isOver: true });
    return advance(withPartition(next, partition, { verified: identity }), index);
  }

  #produce(world: World, index: number, partition: number): World {
    const identity = identityOf(world, index);
    const target = world.partitions[partition] as Partition;
    const isStale = target.producerId === identity.producerId && identity.producerEpoch < target.producerEpoch;
    const isVerified =
      target.verified?.producerId === identity.producerId && target.verified.producerEpoch === identity.producerEpoch;
    if (isStale || !isVerified) return withProducer(world, index, { isOver: true });
    const transaction = world.producers[index]?.told.length ?? 0;
    const write: Write = { writer: index, transaction, fate: 'open' };
    const appended = { ...identity, writes: [...target.writes, write] };
    return advance(withPartition(world, partition, appended), index);
  }

  #askForEnd(world: World, index: number, committed: boolean) {
    return this.#ask(world, {
      kind: 'end-transaction',
      transactionalId: TRANSACTIONAL_ID,
      ...identityOf(world, index),
      committed,
      clientTransactionVersion: this.#generation.transactionVersion,
      freshProducerId: null,
    });
  }

  /** Before the transaction has written anything: the producer, sent back, writes and commits behind it. */
  #commitTooEarly(world: World, index: number): World {
    const { next, answer } = this.#askForEnd(world, index, true);
    if (answer.errorCode === ErrorCode.NONE) throw new Error('nothing is committed');
    return answer.errorCode === ErrorCode.CONCURRENT_TRANSACTIONS
      ? advance(next, index)
      : withProducer(next, index, { isOver: true });
  }

  #end(world: World, index: number, committed: boolean): World {
    const { next, answer } = this.#askForEnd(world, index, committed);
    if (answer.errorCode === ErrorCode.CONCURRENT_TRANSACTIONS) return next;
    if (answer.errorCode !== ErrorCode.NONE) return withProducer(next, index, { isOver: true });
    const { producerId, producerEpoch } = answer;
    const identity = producerId === -1n ? identityOf(world, index) : { producerId, producerEpoch };
    const told = [...(world.producers[index]?.told ?? []), committed ? ('committed' as const) : ('aborted' as const)];
    return advance(withProducer(next, index, { identity, told }), index);
  }

  #unanswered(world: World, index: number, step: Step): World {
    const [decided] = this.#step(world, index, step);
    if (decided === undefined) throw new Error('a step that leads nowhere');
    // Only what is in the log stays: the producer, and the partition that would have been told, know nothing.
    const kept = { ...world, record: decided.record, nextProducerId: decided.nextProducerId };
    return this.#crash(kept);
  }

  #endMoves(world: World, end: End): Move[] {
    const written = end.missing.map((partition) => ({
      says: `marker in ${partition}`,
      world: this.#marker(world, end, partition),
    }));
    if (written.length > 0) return written;
    const { next } = this.#ask({ ...world, end: null }, { kind: 'markers-written', completion: end.completion });
    return [{ says: 'complete', world: next }];
  }

  #marker(world: World, end: End, partition: number): World {
    const { completion } = end;
    const target = world.partitions[partition] as Partition;
    const missing = end.missing.filter((other) => other !== partition);
    const left = { ...world, end: { completion, missing } };
    const isStale = target.producerId === completion.producerId && completion.producerEpoch < target.producerEpoch;
    if (isStale || (this.#generation.mistake === 'a marker is skipped' && partition === 1)) return left;
    const fate = completion.committed ? 'committed' : 'aborted';
    const { producerId, producerEpoch } = completion;
    const writes = target.writes.map((write): Write => (write.fate === 'open' ? { ...write, fate } : write));
    return withPartition(left, partition, { producerId, producerEpoch, writes, verified: null });
  }

  /** The coordinator's process goes and comes: partitions keep their logs and forget who was verified. */
  #crash(world: World): World {
    const shard = this.#shard(world);
    const [completion] = shard.pending();
    const end =
      completion === undefined || this.#generation.mistake === 'an end is forgotten'
        ? null
        : { completion, missing: completion.partitions.map(({ partition }) => partition) };
    return { ...world, end, crashesLeft: world.crashesLeft - 1 };
  }

  #timeOut(world: World): World {
    const later = { ...world, nowMs: world.nowMs + TIMEOUT_MS + 1, timeoutsLeft: world.timeoutsLeft - 1 };
    const { next } = this.#ask(later, {
      kind: 'abort-timed-out',
      transactionalId: TRANSACTIONAL_ID,
      freshProducerId: null,
    });
    return next;
  }

  #ask(world: World, event: Submission): { next: World; answer: ProducerAnswer & { kind: 'answer' } } {
    const shard = this.#shard(world);
    let outcome = shard.handle({ ...event, token: 1 } as TransactionEvent, world.nowMs);
    let nextProducerId = world.nextProducerId;
    if (responseOf(outcome)?.kind === 'needs-producer-id') {
      const asked = { ...event, token: 1, freshProducerId: nextProducerId++ } as TransactionEvent;
      outcome = shard.handle(asked, world.nowMs);
    }
    const answer = responseOf(outcome) ?? {
      kind: 'answer',
      errorCode: 0,
      producerId: -1n,
      producerEpoch: -1,
      completion: null,
    };
    if (answer.kind !== 'answer') throw new Error('the shard wants a producer id although it has one');
    const record = outcome.records.at(-1) ?? world.record;
    const { completion } = answer;
    if (completion !== null && world.end !== null) throw new Error('two ends at once');
    const end =
      completion === null
        ? world.end
        : { completion, missing: completion.partitions.map(({ partition }) => partition) };
    return { next: { ...world, record, end, nextProducerId }, answer };
  }

  #epochOfNow(world: World): number {
    return this.#shard(world).get(TRANSACTIONAL_ID)?.producerEpoch ?? -1;
  }

  #shard(world: World): TransactionShard {
    const { transactionVersion } = this.#generation;
    const shard = new TransactionShard({
      config: DEFAULT_TRANSACTION_CONFIG,
      transactionVersion: () => transactionVersion,
    });
    if (world.record !== null) shard.replay(world.record);
    return shard;
  }
}

/** The same for worlds that go on in the same way. */
export function fingerprint(world: World): string {
  const { record, ...rest } = world;
  const shown = { ...rest, record: record?.value?.toString('base64') ?? '' };
  return JSON.stringify(shown, (_key, value) => (typeof value === 'bigint' ? `${value}n` : value));
}

export function stateOf(world: World): string {
  const parsed = world.record === null ? null : parseTransactionRecord(world.record);
  return parsed?.transaction?.state ?? 'none';
}

function isOpen(world: World): boolean {
  return stateOf(world) === 'Ongoing';
}

function reachesCoordinator(step: Step): boolean {
  return typeof step === 'string' || 'add' in step;
}

function identityOf(world: World, index: number): ProducerIdAndEpoch {
  const identity = world.producers[index]?.identity;
  if (identity === null || identity === undefined) throw new Error('a producer that has not begun');
  return identity;
}

function advance(world: World, index: number): World {
  return withProducer(world, index, { next: (world.producers[index]?.next ?? 0) + 1 });
}

function withProducer(world: World, index: number, changes: Partial<Producer>): World {
  const producers = world.producers.map((producer, at) => (at === index ? { ...producer, ...changes } : producer));
  return { ...world, producers };
}

function withPartition(world: World, index: number, changes: Partial<Partition>): World {
  const partitions = world.partitions.map((partition, at) => (at === index ? { ...partition, ...changes } : partition));
  return { ...world, partitions };
}

function responseOf({ effects }: { effects: readonly unknown[] }): ProducerAnswer | null {
  const [effect] = effects as { response?: ProducerAnswer | null }[];
  return effect?.response ?? null;
}
