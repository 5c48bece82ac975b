// Random histories of a consumer group (KIP-848), with members of both protocols, topics that come and go, patterns,
// vanishing members and restarts: no partition has two owners in one epoch, nobody reads what another one reads, and once
// everybody is quiet every partition has its owner. A failure names its seed; MODEL_SEED=n plays that one alone, MODEL_SEEDS=n so many.
import { describe, expect, it } from 'vitest';
import type { ConsumerGroup } from './consumer/group.ts';
import { subscribedTopicIds } from './consumer/subscription.ts';
import { GroupShard } from './shard.ts';
import { GROUP, type Random, randomBelow } from './testdata/random-clients.ts';
import { RandomClassicConsumer, RandomConsumer, type Waiting } from './testdata/random-consumers.ts';
import { noSurroundings, replayLogged, SimulatedShard } from './testdata/simulated-shard.ts';

const SEEDS = Number(process.env.MODEL_SEEDS ?? (process.env.MODEL_SEED === undefined ? 60 : 1));
const FIRST_SEED = Number(process.env.MODEL_SEED ?? 1);
const STEPS = 400;
/** Rounds of heartbeats, a few seconds apart, until a group without changes must be stable. */
const ROUNDS_MAX = 40;

class History {
  readonly shard: SimulatedShard;
  readonly #random: Random;
  readonly #consumers: RandomConsumer[];
  readonly #classics: RandomClassicConsumer[];
  readonly #waiting: Waiting = new Map();
  /** `topic id/partition@epoch` → who got it then. */
  readonly #owners = new Map<string, string>();

  constructor(seed: number) {
    this.#random = randomBelow(seed);
    this.shard = new SimulatedShard({ initialRebalanceDelayMs: 0 });
    this.shard.hasUniqueIds = true;
    this.shard.advance(1_000);
    for (const name of ['t', 'u', 'v']) this.shard.setTopic(name, 1 + this.#random(5));
    this.#consumers = ['a', 'b', 'c'].map((name) => new RandomConsumer(name, null, this.#random));
    // Two processes for one instance id.
    for (const name of ['s', 't']) this.#consumers.push(new RandomConsumer(name, 'i1', this.#random));
    const classicCount = seed % 2 === 0 ? 2 : 0;
    this.#classics = ['k', 'l'].slice(0, classicCount).map((name) => new RandomClassicConsumer(name, this.#random));
  }

  step(): void {
    const step = this.#random(100);
    if (step < 50) this.#pick(this.#consumers)?.act(this.shard);
    else if (step < 65) this.#pick(this.#classics)?.act(this.shard, this.#waiting);
    else if (step < 90) this.shard.advance(this.#random(3_000), () => this.check());
    else if (step < 94) this.#resolve();
    else if (step < 98) this.#changeTopic(this.#pick(['t', 'u', 'v']) ?? 't');
    else if (step < 99) this.shard.advance(this.#random(30_000), () => this.check());
    else this.#restart();
    this.check();
  }

  check(): void {
    for (const { token, response } of this.shard.replies) this.#answer(token, response);
    this.shard.replies = [];
    const group = this.shard.shard.consumerGroup(GROUP);
    if (group === undefined) return;
    this.#checkOwners(group);
    this.#checkReading(group);
  }

  /** Everybody who is there goes on beating, and nothing else happens. */
  quiesce(): void {
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      for (const consumer of this.#consumers.slice(0, 4)) {
        consumer.settle(this.shard);
        this.check();
      }
      for (const classic of [...this.#classics, ...this.#classics, ...this.#classics]) {
        classic.settle(this.shard, this.#waiting);
        this.check();
      }
      this.#resolve();
      this.shard.advance(4_000, () => this.check());
      this.check();
    }
    const group = this.shard.shard.consumerGroup(GROUP);
    expect(group?.state).toBe('Stable');
    if (group !== undefined) this.#checkComplete(group);
    expect(this.#waiting.size, 'requests that wait for ever').toBe(0);
  }

  #changeTopic(name: string): void {
    const count = this.shard.image.topicsByName.get(name)?.partitions.length ?? 0;
    this.shard.setTopic(name, this.#random(3) === 0 ? 0 : count + 1 + this.#random(2));
  }

  #pick<T>(items: readonly T[]): T | undefined {
    return items[this.#random(Math.max(items.length, 1))];
  }

  #resolve(): void {
    for (const event of this.shard.resolvedRegexes()) this.shard.answerTo(event);
  }

  #restart(): void {
    const before = this.shard.shard.consumerGroup(GROUP);
    this.#waiting.clear();
    this.shard.restart();
    for (const classic of this.#classics) classic.disconnected();
    expect(stored(this.shard.shard.consumerGroup(GROUP))).toEqual(stored(before));
  }

  #answer(token: number, response: unknown): void {
    const told = this.#waiting.get(token);
    if (told === undefined) throw new Error(`token ${token} was answered twice, or never asked`);
    this.#waiting.delete(token);
    told(response);
  }

  #checkOwners(group: ConsumerGroup): void {
    const now = new Map<string, string>();
    for (const member of group.members.values()) {
      for (const partitions of [member.assigned, member.pendingRevocation]) {
        for (const [topicId, ofTopic] of partitions) {
          for (const [partition, epoch] of ofTopic) {
            const key = `${topicId}/${partition}`;
            mustBe(now.get(key) ?? member.memberId, member.memberId, `${key} has two owners`);
            now.set(key, member.memberId);
            // A static member's successor has its partitions from epoch 0 on; groups that come anew begin anew.
            if (epoch === 0 || this.#classics.length > 0) continue;
            const owner = this.#owners.get(`${key}@${epoch}`) ?? member.memberId;
            mustBe(owner, member.memberId, `${key} has two owners in epoch ${epoch}`);
            this.#owners.set(`${key}@${epoch}`, owner);
          }
        }
      }
    }
  }

  /** Of clients that are members: who was fenced finds out later, and nobody can help it. */
  #checkReading(group: ConsumerGroup): void {
    const readers = new Map<string, string>();
    for (const { memberId, reading } of [...this.#consumers, ...this.#classics]) {
      if (!group.members.has(memberId)) continue;
      for (const key of reading) {
        mustBe(readers.get(key) ?? memberId, memberId, `${key} is read by two`);
        readers.set(key, memberId);
      }
    }
  }

  #checkComplete(group: ConsumerGroup): void {
    const { image } = this.shard;
    const owned = new Set<string>();
    const wanted = new Set<string>();
    for (const member of group.members.values()) {
      for (const [topicId, partitions] of member.assigned) {
        for (const partition of partitions.keys()) owned.add(`${topicId}/${partition}`);
      }
      for (const topicId of subscribedTopicIds(group, member, image)) {
        for (const { partition } of image.topicsById.get(topicId)?.partitions ?? [])
          wanted.add(`${topicId}/${partition}`);
      }
    }
    expect(owned).toEqual(wanted);
    const restarted = new GroupShard({ ...noSurroundings, image: () => image });
    for (const [index, logged] of this.shard.log.entries())
      replayLogged(restarted, logged, BigInt(index), this.shard.nowMs);
    expect(stored(restarted.consumerGroup(GROUP))).toEqual(stored(group));
  }
}

/** Too often for `expect`. */
function mustBe(one: string, other: string, says: string): void {
  if (one !== other) throw new Error(`${says}: ${one} and ${other}`);
}

/** What a restart must bring back. */
function stored(group: ConsumerGroup | undefined): unknown {
  if (group === undefined) return undefined;
  const { groupEpoch, assignmentEpoch, metadataHash, members, staticMembers, target, topicCounts, resolvedRegexes } =
    group;
  return { groupEpoch, assignmentEpoch, metadataHash, members, staticMembers, target, topicCounts, resolvedRegexes };
}

describe('random histories of a consumer group', () => {
  it.each(Array.from({ length: SEEDS }, (_, index) => FIRST_SEED + index))('seed %i', (seed) => {
    const history = new History(seed);
    for (let step = 0; step < STEPS; step += 1) history.step();
    history.quiesce();
  });
});
