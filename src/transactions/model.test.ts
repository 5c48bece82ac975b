// Every interleaving of two producers that share a transactional id, with crashes of the coordinator at every point and
// a time-out at any moment. Whatever happens: a transaction is wholly committed or wholly aborted, as its producer was
// told if it was told; nothing of a fenced producer appears after its successor has begun; every Prepare ends.
import { describe, expect, it } from 'vitest';
import {
  fingerprint,
  type Mistake,
  Model,
  type Move,
  type Script,
  type Step,
  stateOf,
  type World,
} from './testdata/transaction-world.ts';

interface Case {
  says: string;
  transactionVersion: 0 | 2;
  scripts: [Script, Script];
  crashes: number;
  timeouts: number;
}

const transaction = (end: 'commit' | 'abort'): Step[] => [{ add: 0 }, { produce: 0 }, { add: 1 }, { produce: 1 }, end];
const script = (name: string, ...steps: Step[]): Script => ({ name, steps });

const cases: Case[] = ([0, 2] as const).flatMap((transactionVersion) => [
  {
    says: 'a commit and a successor that commits',
    transactionVersion,
    scripts: [script('a', 'init', ...transaction('commit')), script('b', 'init', ...transaction('commit'))],
    crashes: 2,
    timeouts: 1,
  },
  {
    says: 'a commit and a successor that aborts',
    transactionVersion,
    scripts: [script('a', 'init', ...transaction('commit')), script('b', 'init', ...transaction('abort'))],
    crashes: 1,
    timeouts: 1,
  },
  {
    says: 'two transactions of one producer, and a successor',
    transactionVersion,
    scripts: [
      script('a', 'init', { add: 0 }, { produce: 0 }, 'abort', { add: 0 }, { produce: 0 }, 'commit'),
      script('b', 'init', { add: 0 }, { produce: 0 }, 'commit'),
    ],
    crashes: 1,
    timeouts: 1,
  },
]);

const overtaken = script(
  'a',
  'init',
  'commit too early',
  ...transaction('commit'),
  'commit too early',
  ...transaction('commit'),
);
cases.push({
  says: 'commits that come before their records, and a successor',
  transactionVersion: 2,
  scripts: [overtaken, script('b', 'init', { add: 0 }, { produce: 0 }, 'commit')],
  crashes: 1,
  timeouts: 1,
});

describe('The coordinator, through everything that may happen', () => {
  it.each(cases.map((one) => [`${one.says}, transaction.version ${one.transactionVersion}`, one] as const))(
    '%s',
    (_says, { scripts, transactionVersion, crashes, timeouts }) => {
      const model = new Model(scripts, { transactionVersion }, 2);
      const explored = explore(model, model.start(crashes, timeouts));
      expect(explored.worlds).toBeGreaterThan(1_000);
      // The interesting ends are all among what was seen.
      const ofB = scripts[1].steps.at(-1) === 'commit' ? 'b committed' : 'b aborted';
      for (const outcome of ['a committed', 'a aborted', ofB, 'a fenced']) {
        expect(explored.outcomes).toContain(outcome);
      }
    },
    60_000,
  );

  const mistakes: [Mistake, RegExp][] = [
    ['a marker is skipped', /hangs|torn/],
    ['a stale epoch is accepted', /is fenced and writes/],
    ['an end is forgotten', /without its end under way/],
  ];
  it.each(mistakes)('notices when %s', (mistake, noticed) => {
    const scripts = [script('a', 'init', ...transaction('commit')), script('b', 'init', ...transaction('commit'))];
    const model = new Model(scripts, { transactionVersion: 2, mistake }, 2);
    expect(() => explore(model, model.start(1, 0))).toThrow(noticed);
  });
});

interface Explored {
  worlds: number;
  outcomes: Set<string>;
}

function explore(model: Model, start: World): Explored {
  const seen = new Set<string>();
  const outcomes = new Set<string>();
  const path: Move[] = [];
  const visit = (world: World): void => {
    const print = fingerprint(world);
    if (seen.has(print)) return;
    seen.add(print);
    checkMoment(world, path);
    checkSettled(model.settle(world), path, outcomes);
    for (const move of model.moves(world)) {
      path.push(move);
      checkStep(world, move.world, path);
      visit(move.world);
      path.pop();
    }
  };
  visit(start);
  return { worlds: seen.size, outcomes };
}

/** True at every moment. */
function checkMoment(world: World, path: readonly Move[]): void {
  const isPreparing = stateOf(world).startsWith('Prepare');
  if (isPreparing !== (world.end !== null)) fail(`${stateOf(world)} without its end under way`, path);
}

/** After its successor has begun, nothing that a producer does has an effect. */
function checkStep(before: World, after: World, path: readonly Move[]): void {
  for (const [index, producer] of before.producers.entries()) {
    if (!producer.isFenced) continue;
    if (writesOf(after, index).length > writesOf(before, index).length) fail(`${index} is fenced and writes`, path);
    const isTold = (after.producers[index]?.told.length ?? 0) > producer.told.length;
    if (isTold && after.producers[index]?.told.at(-1) === 'committed') fail(`${index} is fenced and commits`, path);
  }
}

/** When everybody stops here and time goes on. */
function checkSettled(world: World, path: readonly Move[], outcomes: Set<string>): void {
  if (!['none', 'Empty', 'CompleteCommit', 'CompleteAbort'].includes(stateOf(world))) fail(stateOf(world), path);
  for (const [index, name] of ['a', 'b'].entries()) {
    const producer = world.producers[index];
    const fates = new Map<number, Set<string>>();
    for (const { transaction, fate } of writesOf(world, index)) {
      fates.set(transaction, (fates.get(transaction) ?? new Set()).add(fate));
    }
    for (const [transaction, found] of fates) {
      const [fate] = found;
      const told = producer?.told[transaction];
      if (found.size > 1) fail(`transaction ${transaction} of ${name} is torn`, path);
      if (fate === 'open') fail(`transaction ${transaction} of ${name} hangs`, path);
      if (told !== undefined && told !== fate) fail(`${name} was told ${told} and it is ${fate}`, path);
      outcomes.add(`${name} ${fate}`);
    }
    if (producer?.isOver === true) outcomes.add(`${name} fenced`);
  }
}

function writesOf(world: World, index: number) {
  return world.partitions.flatMap(({ writes }) => writes.filter(({ writer }) => writer === index));
}

function fail(what: string, path: readonly Move[]): never {
  throw new Error(`${what}, after:\n${path.map(({ says }) => `  ${says}`).join('\n')}`);
}
