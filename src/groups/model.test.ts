// Random histories of a group: whatever clients, time and restarts do, the group keeps its promises, and once everybody
// is quiet nobody waits any more. A failure names its seed; MODEL_SEED=n plays that one alone.
import { describe, expect, it } from 'vitest';
import type { ClassicGroup } from './classic/group.ts';
import { parseGroupRecord } from './records.ts';
import { GroupShard } from './shard.ts';
import { GROUP, type Random, RandomClient, randomBelow } from './testdata/random-clients.ts';
import { noSurroundings, replayLogged, SimulatedShard } from './testdata/simulated-shard.ts';

const SEEDS = process.env.MODEL_SEED === undefined ? 100 : 1;
const FIRST_SEED = Number(process.env.MODEL_SEED ?? 1);
const STEPS = 300;
const LONGER_THAN_ANY_TIMEOUT_MS = 700_000;

class History {
  readonly shard: SimulatedShard;
  readonly #random: Random;
  readonly #clients: RandomClient[] = [];
  readonly #waiting = new Map<number, (response: unknown) => void>();
  /** How far `log` was checked, and the newest generation in it. */
  #checkedRecords = 0;
  #storedGeneration = 0;
  #storedMembers = 0;

  constructor(seed: number) {
    this.#random = randomBelow(seed);
    const initialRebalanceDelayMs = this.#random(2) * 3_000;
    const sizeMax = this.#random(4) === 0 ? 4 : 100;
    this.shard = new SimulatedShard({ initialRebalanceDelayMs, sizeMax });
    for (const name of ['a', 'b', 'c', 'd']) this.#clients.push(new RandomClient(name, null, this.#random));
    // Two processes for each instance id.
    for (const name of ['s', 't', 'u', 'v']) {
      this.#clients.push(new RandomClient(name, name < 'u' ? 'i1' : 'i2', this.#random));
    }
  }

  step(): void {
    const step = this.#random(100);
    if (step < 75) this.#clients[this.#random(this.#clients.length)]?.act(this.shard, this.#waiting);
    else if (step < 99) this.shard.advance(this.#random(4_000), () => this.check());
    else this.#restart();
    this.check();
  }

  check(): void {
    for (const { token, response } of this.shard.replies) this.#answer(token, response);
    this.shard.replies = [];
    this.#checkLog();
    const group = this.shard.shard.group(GROUP);
    if (group === undefined) return;
    checkMembers(group);
    checkWaiting(group);
    if (group.state === 'Stable') checkStable(group, this.shard);
  }

  /** Nobody does anything any more. */
  quiesce(): void {
    this.shard.advance(LONGER_THAN_ANY_TIMEOUT_MS, () => this.check());
    this.check();
    expect(this.#waiting.size, 'requests that wait for ever').toBe(0);
    const group = this.shard.shard.group(GROUP);
    expect(group?.state ?? 'Empty').toBe('Empty');
    expect(group?.pendingMembers.size ?? 0).toBe(0);
  }

  #restart(): void {
    this.#waiting.clear();
    this.shard.restart();
    const group = this.shard.shard.group(GROUP);
    if (group === undefined || group.members.size > 4) return;
    expect(['Empty', 'Stable']).toContain(group.state);
    expect(group.members.size).toBe(this.#storedMembers);
  }

  #answer(token: number, response: unknown): void {
    const told = this.#waiting.get(token);
    if (told === undefined) throw new Error(`token ${token} was answered twice, or never asked`);
    this.#waiting.delete(token);
    told(response);
  }

  /** Generations only grow; with the group they begin anew. */
  #checkLog(): void {
    for (const record of this.shard.log.slice(this.#checkedRecords)) {
      const parsed = parseGroupRecord(record);
      if (parsed.kind !== 'classic-group') continue;
      const generation = parsed.value?.generation ?? 0;
      if (parsed.value !== null) expect(generation).toBeGreaterThanOrEqual(this.#storedGeneration);
      this.#storedGeneration = generation;
      this.#storedMembers = parsed.value?.members.length ?? 0;
    }
    this.#checkedRecords = this.shard.log.length;
  }
}

function checkMembers(group: ClassicGroup): void {
  const { members, leaderId } = group;
  expect(leaderId === null ? members.size === 0 : members.has(leaderId), 'the leader is a member').toBe(true);
  const instances = [...members.values()].flatMap(({ groupInstanceId }) => groupInstanceId ?? []);
  expect(new Set(instances).size, 'an instance id has one member').toBe(instances.length);
  expect(group.staticMembers.size).toBe(instances.length);
  for (const [instanceId, memberId] of group.staticMembers) {
    expect(members.get(memberId)?.groupInstanceId).toBe(instanceId);
  }
  for (const memberId of group.pendingSync) expect(members.has(memberId)).toBe(true);
  for (const memberId of group.pendingMembers.keys()) expect(members.has(memberId)).toBe(false);
  if (group.state === 'Empty') expect(members.size).toBe(0);
  if (members.size > 0) expect(group.selectProtocol(), 'a protocol that all have').not.toBeNull();
}

function checkWaiting(group: ClassicGroup): void {
  const members = [...group.members.values()];
  const joining = members.filter(({ joinToken }) => joinToken !== null).length;
  const syncing = members.filter(({ syncToken }) => syncToken !== null).length;
  expect(group.awaitingJoinCount).toBe(joining);
  if (group.state !== 'PreparingRebalance') expect(joining, 'waits for a join phase that is over').toBe(0);
  if (group.state !== 'CompletingRebalance') expect(syncing, 'waits for an assignment that will not come').toBe(0);
}

/** Every member has the assignment of the one current generation, and a broker that starts now has the same. */
function checkStable(group: ClassicGroup, { log, nowMs }: SimulatedShard): void {
  const assignments = assignmentsOf(group);
  for (const [member, assignment] of assignments) expect(assignment).toBe(`${group.generation}/${member}`);
  const restarted = new GroupShard(noSurroundings);
  for (const [index, logged] of log.entries()) replayLogged(restarted, logged, BigInt(index), nowMs);
  const stored = restarted.group(GROUP);
  expect(stored?.generation).toBe(group.generation);
  expect(stored?.leaderId).toBe(group.leaderId);
  expect([...(stored?.members.keys() ?? [])].sort()).toEqual([...group.members.keys()].sort());
  expect(stored === undefined ? null : assignmentsOf(stored)).toEqual(assignments);
}

function assignmentsOf(group: ClassicGroup): Map<string, string> {
  const entries = Array.from(group.members.values(), ({ memberId, groupInstanceId, assignment }): [string, string] => [
    groupInstanceId ?? memberId,
    assignment.toString(),
  ]);
  return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe('random histories of a group', () => {
  it.each(Array.from({ length: SEEDS }, (_, index) => FIRST_SEED + index))('seed %i', (seed) => {
    const history = new History(seed);
    for (let step = 0; step < STEPS; step += 1) history.step();
    history.quiesce();
  });
});
