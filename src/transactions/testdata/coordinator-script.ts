// Runs the scripts of this folder: text files of steps, each followed by what it must bring.
//
//   # a comment
//   init a
//   ----
//   a: NONE 1:0
//   x: Empty 1:0
//
// A step names a client (a, b, …); the script remembers the producer id and epoch that it was given last. After the
// reply come the new states of transactional ids, as the record says them. Steps and their options:
//   init CLIENT [expected] [timeout=60s]          expected: says who it is
//   add CLIENT t-0,t-1 [v1]     verify CLIENT t-0     commit CLIENT [v1] [again]     abort CLIENT [v1] [again]
//   markers      carries out the ends that are decided      restart      advance 10s      timeouts      expire
//   feature 0|1|2      epoch CLIENT 32766      the coordinator and the client are at this epoch
// Every step takes id= (x where it is not given), and pid= and epoch= for what the client says of itself. `again`: as
// before the last end.
import { errorName } from '../../wire/error-code.ts';
import type { ProducerAnswer, ProducerIdAndEpoch } from '../event.ts';
import { parseTransactionRecord, transactionRecord } from '../records.ts';
import type { Transaction } from '../transaction.ts';
import { partitionNames } from '../transaction.ts';
import { SimulatedCoordinator } from './simulated-coordinator.ts';

type Options = ReadonlyMap<string, string>;

export class CoordinatorScript {
  readonly #simulated = new SimulatedCoordinator();
  readonly #clients = new Map<string, ProducerIdAndEpoch>();
  readonly #before = new Map<string, ProducerIdAndEpoch>();
  #lines: string[] = [];

  run(step: string): string[] {
    this.#lines = [];
    const [verb = '', ...words] = step.split(/\s+/);
    const names = words.filter((word) => !word.includes('='));
    const options = new Map(words.filter((word) => word.includes('=')).map(splitOption));
    const act = this.#steps[verb];
    if (act === undefined) throw new Error(`unknown step ${verb}`);
    act(names, options);
    return this.#lines.length === 0 ? ['nothing'] : this.#lines;
  }

  readonly #steps: Readonly<Record<string, (names: string[], options: Options) => void>> = {
    init: (names, options) => this.#init(names, options),
    add: ([client = '', partitions = '', ...flags], options) => this.#add(client, partitions, flags, options),
    verify: ([client = '', partitions = ''], options) => this.#verify(client, partitions, options),
    commit: ([client = '', ...flags], options) => this.#end(client, true, flags, options),
    abort: ([client = '', ...flags], options) => this.#end(client, false, flags, options),
    markers: () => this.#markers(),
    restart: () => this.#simulated.restart(),
    advance: ([time = '']) => {
      this.#simulated.nowMs += parseMs(time);
    },
    timeouts: () => this.#timeouts(),
    expire: () => this.#expire(),
    feature: ([level = '']) => {
      this.#simulated.transactionVersion = Number(level);
    },
    epoch: ([client = '', epoch = ''], options) => this.#setEpoch(client, Number(epoch), options),
  };

  #init([client = '', flag]: string[], options: Options): void {
    const isExpected = flag === 'expected' || options.has('pid') || options.has('epoch');
    const answer = this.#simulated.submit<ProducerAnswer>({
      kind: 'init-producer-id',
      transactionalId: idOf(options),
      timeoutMs: parseMs(options.get('timeout') ?? '60s'),
      expected: isExpected ? this.#producer(client, [], options) : null,
      freshProducerId: null,
    });
    this.#answered(client, answer);
  }

  #add(client: string, partitions: string, flags: string[], options: Options): void {
    const answer = this.#simulated.submit<ProducerAnswer>({
      kind: 'add-partitions',
      transactionalId: idOf(options),
      ...this.#producer(client, flags, options),
      partitions: parsePartitions(partitions),
      clientTransactionVersion: flags.includes('v1') ? 0 : 2,
    });
    this.#answered(client, answer);
  }

  #verify(client: string, partitions: string, options: Options): void {
    const names = parsePartitions(partitions);
    const errorCodes = this.#simulated.submit<number[]>({
      kind: 'verify-partitions',
      transactionalId: idOf(options),
      ...this.#producer(client, [], options),
      partitions: names,
    });
    const shown = names.map(
      ({ topic, partition }, index) => `${topic}-${partition} ${errorName(errorCodes[index] ?? -1)}`,
    );
    this.#lines.push(`${client}: ${shown.join(', ')}`);
  }

  #end(client: string, committed: boolean, flags: string[], options: Options): void {
    const producer = this.#producer(client, flags, options);
    const answer = this.#simulated.submit<ProducerAnswer>({
      kind: 'end-transaction',
      transactionalId: idOf(options),
      ...producer,
      committed,
      clientTransactionVersion: flags.includes('v1') ? 0 : 2,
      freshProducerId: null,
    });
    this.#before.set(client, producer);
    this.#answered(client, answer);
  }

  #markers(): void {
    for (const completion of this.#simulated.completions.splice(0)) {
      const { producerId, producerEpoch, committed, transactionVersion, partitions } = completion;
      const names = partitions.map(({ topic, partition }) => `${topic}-${partition}`).join(',');
      const what = `${committed ? 'commit' : 'abort'} ${producerId}:${producerEpoch} tv${transactionVersion}`;
      this.#lines.push(`marker: ${what} [${names}]`);
      this.#simulated.submit({ kind: 'markers-written', completion });
      this.#showRecords();
    }
  }

  #timeouts(): void {
    for (const transactionalId of this.#simulated.shard.timedOut(this.#simulated.nowMs)) {
      this.#simulated.submit({ kind: 'abort-timed-out', transactionalId, freshProducerId: null });
      this.#showRecords();
    }
  }

  #expire(): void {
    const isDone = this.#simulated.submit<boolean>({ kind: 'expire-ids' });
    this.#lines.push(isDone ? 'done' : 'more to come');
    this.#showRecords();
  }

  #setEpoch(client: string, producerEpoch: number, options: Options): void {
    const transaction = this.#simulated.shard.get(idOf(options));
    if (transaction === undefined) throw new Error('there is no such transactional id');
    const record = transactionRecord({ ...transaction, producerEpoch }, this.#simulated.transactionVersion);
    this.#simulated.log.push(record);
    this.#simulated.shard.replay(record);
    this.#clients.set(client, { producerId: transaction.producerId, producerEpoch });
  }

  /** What the client says of itself. */
  #producer(client: string, flags: string[], options: Options): ProducerIdAndEpoch {
    const known = (flags.includes('again') ? this.#before : this.#clients).get(client);
    const { producerId, producerEpoch } = known ?? { producerId: -1n, producerEpoch: -1 };
    return {
      producerId: BigInt(options.get('pid') ?? producerId),
      producerEpoch: Number(options.get('epoch') ?? producerEpoch),
    };
  }

  #answered(client: string, answer: ProducerAnswer): void {
    if (answer.kind !== 'answer') throw new Error('the shard wants a producer id although it has one');
    const { errorCode, producerId, producerEpoch } = answer;
    const producer = producerId === -1n ? '' : ` ${producerId}:${producerEpoch}`;
    if (producer !== '') this.#clients.set(client, { producerId, producerEpoch });
    this.#lines.push(`${client}: ${errorName(errorCode)}${producer}`);
    this.#showRecords();
  }

  #showRecords(): void {
    for (const record of this.#simulated.records) {
      const parsed = parseTransactionRecord(record);
      if (parsed === null) throw new Error('not a record of this coordinator');
      const { transactionalId, transaction } = parsed;
      const version = record.value?.readInt16BE(0) === 0 ? ' (value version 0)' : '';
      this.#lines.push(`${transactionalId}: ${transaction === null ? 'gone' : show(transaction)}${version}`);
    }
  }
}

function show(transaction: Transaction): string {
  const { state, producerId, previousProducerId, nextProducerId, producerEpoch, startMs } = transaction;
  const names = partitionNames(transaction.partitions).map(({ topic, partition }) => `${topic}-${partition}`);
  return [
    `${state} ${producerId}:${producerEpoch}`,
    ...(previousProducerId === producerId || previousProducerId === -1n ? [] : [`before=${previousProducerId}`]),
    ...(nextProducerId === -1n ? [] : [`next=${nextProducerId}`]),
    ...(names.length === 0 ? [] : [`[${names.join(',')}]`]),
    ...(startMs === -1 ? [] : [`since ${startMs / 1000}s`]),
    ...(transaction.clientTransactionVersion === 0 ? [] : [`tv${transaction.clientTransactionVersion}`]),
  ].join(' ');
}

function idOf(options: Options): string {
  return options.get('id') ?? 'x';
}

function splitOption(word: string): [string, string] {
  const equals = word.indexOf('=');
  return [word.slice(0, equals), word.slice(equals + 1)];
}

function parsePartitions(text: string) {
  return text
    .split(',')
    .filter((name) => name !== '' && name !== '-')
    .map((name) => {
      const dash = name.lastIndexOf('-');
      return { topic: name.slice(0, dash), partition: Number(name.slice(dash + 1)) };
    });
}

function parseMs(text: string): number {
  const match = /^(\d+)(ms|s|h|d)$/.exec(text);
  if (match === null) throw new Error(`no time: ${text}`);
  const unitMs = { ms: 1, s: 1_000, h: 3_600_000, d: 86_400_000 }[match[2] as 'ms' | 's' | 'h' | 'd'];
  return Number(match[1]) * unitMs;
}
