// The consumer group of the demo: members 1 and 2, of which the second stops in the middle, and then member 3.
import type { Kafka } from 'kafkajs';
import { committedOffsets } from '../test/support/topics.ts';
import { within } from '../test/support/wait.ts';
import type { Counting } from './counting.ts';
import type { Dataset } from './datasets.ts';
import { Member } from './member.ts';
import type { Patience } from './patience.ts';
import { grouped } from './view.ts';

export const PARTITIONS = 4;
const GROUP_ID = 'demo';
const LEAVING_LIMIT_MS = 10_000;

export interface GroupParts {
  kafka: Kafka;
  datasets: readonly Dataset[];
  counting: Counting;
  patience: Patience;
  /** Told when something worth a line has happened. */
  tell: (stage: string, text: string) => void;
}

export class Group {
  readonly members: Member[] = [];
  readonly #parts: GroupParts;

  constructor(parts: GroupParts) {
    this.#parts = parts;
  }

  /** Resolves when both have their half of the partitions; the second stops when it has counted `stopAfter` records. */
  async startTwo(stopAfter: number): Promise<void> {
    const members = [this.#add(), this.#add(stopAfter)];
    await this.#parts.patience.step('two members to join', () => Promise.all(members.map((member) => member.start())));
    await this.#share(members);
    this.#tellShares('group', members);
  }

  /** Resolves when the second member has stopped and a third one has its partitions. */
  async change(): Promise<void> {
    const { patience, tell } = this.#parts;
    const [stays, stops] = this.members;
    if (stays === undefined || stops === undefined) throw new Error('the group has not been started');
    await patience.until(`${stops.name} to stop`, () => stops.state === 'stopped');
    await patience.step(`${stops.name} to leave`, () => stops.stop());
    const [counted, uncommitted] = [grouped(stops.counted), grouped(stops.uncommitted)];
    tell('stopped', `${stops.name} after ${counted} records, the last ${uncommitted} of them not committed`);
    const joins = this.#add();
    await patience.step(`${joins.name} to join`, () => joins.start());
    await this.#share([stays, joins]);
    this.#tellShares('joined', [joins, stays]);
  }

  /** Resolves when the committed offsets are the ends of what was counted. */
  async committed(bootstrapServers: string): Promise<void> {
    const { datasets, counting, patience } = this.#parts;
    for (const { topic } of datasets) {
      const due = Array.from({ length: PARTITIONS }, (_, partition) => counting.ledger.nextOf(topic, partition));
      let behind = true;
      while (behind) {
        const offsets = await patience.step(`the committed offsets of ${topic} to be ${due}`, () =>
          committedOffsets(bootstrapServers, GROUP_ID, topic),
        );
        behind = due.some((next, partition) => next > 0n && BigInt(offsets[partition] ?? -1) !== next);
      }
    }
  }

  /** Whatever state the members are in; a member that cannot leave is left to the end of the process. */
  async close(): Promise<void> {
    const leaving = Promise.allSettled(this.members.map((member) => member.stop()));
    await within('the members leaving', LEAVING_LIMIT_MS, leaving).catch(() => {});
  }

  #add(stopAfter?: number): Member {
    const { kafka, datasets, counting, patience } = this.#parts;
    const member = new Member(`member ${this.members.length + 1}`, {
      kafka,
      groupId: GROUP_ID,
      topics: datasets.map(({ topic }) => topic),
      take: (delivery, value) => counting.take(delivery, value),
      onFailure: (error) => patience.fail(error),
      ...(stopAfter === undefined ? {} : { stopAfter }),
    });
    this.members.push(member);
    return member;
  }

  async #share(members: readonly Member[]): Promise<void> {
    const each = (this.#parts.datasets.length * PARTITIONS) / members.length;
    const names = members.map(({ name }) => name).join(' and ');
    await this.#parts.patience.until(`${names} to have ${each} partitions each`, () =>
      members.every(({ partitions }) => partitions === each),
    );
  }

  #tellShares(stage: string, members: readonly Member[]): void {
    this.#parts.tell(stage, members.map(({ name, partitions }) => `${name} has ${partitions} partitions`).join(', '));
  }
}
