// Which logical broker leads a partition or coordinates a group or transaction: by a fixed rule, until something is moved
// or a broker stops. Pure state; who asks is translation.ts and test-nodes.ts.
//
//   partition p      → broker p mod n, counted from the first
//   group, transaction → by the hash of its name, as Kafka's clients hash texts
//
// Every partition has a replica on every broker, those that are up in sync. Where the last one of them has stopped,
// nobody leads until it is back or an unclean election is asked for.
// Invariant: the leader of a partition only changes together with its epoch, which only grows.
import type { MetadataImage, PartitionImage, TopicImage } from '../../metadata/image.ts';

export interface PlacedNode {
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
}

export type CoordinatorKind = 'group' | 'transaction';

export interface Leadership {
  /** -1: nobody leads it. */
  readonly leaderId: number;
  readonly leaderEpoch: number;
}

/** The one broker that does the work. */
export interface BrokerBehind {
  readonly nodeId: number;
  image(): MetadataImage;
  /** What `min.insync.replicas` is for a topic. */
  minInSync(topic: TopicImage): number;
}

export type Election = 'preferred' | 'unclean';

export interface PlacedPartition {
  readonly topic: string;
  readonly partition: number;
}

interface Move {
  /** It may be down by now. */
  readonly leaderId: number;
  /** How far the epoch is ahead of the broker's own. */
  readonly epochsAhead: number;
}

export class Placement {
  readonly #nodes: readonly PlacedNode[];
  readonly #behind: BrokerBehind;
  readonly #down = new Set<number>();
  /** Topic id and partition → where it is by now. */
  readonly #moves = new Map<string, Move>();
  readonly #coordinators = new Map<string, number>();

  /** @param nodes at least one */
  constructor(nodes: readonly PlacedNode[], behind: BrokerBehind) {
    this.#nodes = nodes;
    this.#behind = behind;
  }

  /** The id of the one that does the work. */
  get brokerBehind(): number {
    return this.#behind.nodeId;
  }

  /** Clients see something else than the broker says. */
  get isActive(): boolean {
    return this.#nodes.length > 1 || this.#moves.size > 0;
  }

  /** Those that are up. */
  get nodes(): readonly PlacedNode[] {
    return this.#nodes.filter(({ nodeId }) => !this.#down.has(nodeId));
  }

  get allNodes(): readonly PlacedNode[] {
    return this.#nodes;
  }

  get nodeCount(): number {
    return this.#nodes.length;
  }

  node(nodeId: number): PlacedNode | undefined {
    return this.#nodes.find((node) => node.nodeId === nodeId);
  }

  /** Null: there is no such partition. */
  leadership(topicName: string, partition: number): Leadership | null {
    const topic = this.#behind.image().topicsByName.get(topicName);
    const image = topic?.partitions[partition];
    return topic === undefined || image === undefined ? null : this.#leadershipOf(topic, image);
  }

  /** Of every topic. */
  get partitions(): PlacedPartition[] {
    return [...this.#behind.image().topicsById.values()].flatMap(({ name, partitions }) =>
      partitions.map(({ partition }) => ({ topic: name, partition })),
    );
  }

  /** The leader epoch that the broker behind knows; null: there is no such partition. */
  brokerEpoch(topicName: string, partition: number): number | null {
    return this.#behind.image().topicsByName.get(topicName)?.partitions[partition]?.leaderEpoch ?? null;
  }

  /** Of all brokers; the one that leads by the rule is first. */
  replicas(partition: number): number[] {
    const first = partition % this.#nodes.length;
    return [...this.#nodes.slice(first), ...this.#nodes.slice(0, first)].map(({ nodeId }) => nodeId);
  }

  /** Not in sync, yet the one that may lead again: the last of the replicas that have stopped (KIP-966). */
  eligible(topicName: string, partition: number): number[] {
    const id = this.#behind.image().topicsByName.get(topicName)?.id ?? '';
    const last = this.#moves.get(keyOf(id, partition))?.leaderId;
    return last === undefined || this.isUp(last) ? [] : [last];
  }

  inSync(topicName: string, partition: number): number[] {
    if (this.eligible(topicName, partition).length > 0) return [];
    return this.replicas(partition).filter((nodeId) => this.isUp(nodeId));
  }

  /** For a record that all replicas are to have; a topic that is not there has enough. */
  hasEnoughInSync(topicName: string, partition: number): boolean {
    const topic = this.#behind.image().topicsByName.get(topicName);
    if (topic === undefined) return true;
    const wanted = Math.min(this.#behind.minInSync(topic), this.nodeCount);
    return this.inSync(topicName, partition).length >= wanted;
  }

  isUp(nodeId: number): boolean {
    return !this.#down.has(nodeId);
  }

  coordinatorOf(kind: CoordinatorKind, key: string): PlacedNode | undefined {
    const moved = this.#coordinators.get(`${kind} ${key}`);
    const preferred = moved ?? this.#nodes[Math.abs(textHash(key)) % this.#nodes.length]?.nodeId ?? 0;
    const order = [...this.#nodes.filter(({ nodeId }) => nodeId >= preferred), ...this.#nodes];
    return order.find(({ nodeId }) => this.isUp(nodeId));
  }

  /** To another broker unless one is named. Throws one sentence. */
  moveLeader(topicName: string, partition: number, toNodeId?: number): void {
    const topic = this.#behind.image().topicsByName.get(topicName);
    if (topic === undefined) throw new Error(`there is no topic ${topicName}`);
    const image = topic.partitions[partition];
    if (image === undefined) throw new Error(`the topic ${topicName} has no partition ${partition}`);
    const { leaderId } = this.#leadershipOf(topic, image);
    this.#move(topic, image, this.#target(this.replicas(partition), leaderId, toNodeId));
  }

  /**
   * As a controller elects: the first replica where it is in sync, or anybody who is up where nobody leads. Null: there
   * is nobody to elect.
   */
  elect(topicName: string, partition: number, election: Election): 'elected' | 'not needed' | null {
    const topic = this.#behind.image().topicsByName.get(topicName);
    const image = topic?.partitions[partition];
    if (topic === undefined || image === undefined) return null;
    const { leaderId } = this.#leadershipOf(topic, image);
    const [preferred] = this.replicas(partition);
    const isNeeded = election === 'unclean' ? leaderId < 0 : leaderId !== preferred;
    if (!isNeeded) return 'not needed';
    const candidates =
      election === 'unclean'
        ? this.replicas(partition)
        : this.inSync(topicName, partition).filter((nodeId) => nodeId === preferred);
    const elected = candidates.find((nodeId) => this.isUp(nodeId));
    if (elected === undefined) return null;
    this.#move(topic, image, elected);
    return 'elected';
  }

  moveCoordinator(kind: CoordinatorKind, key: string, toNodeId?: number): void {
    const now = this.coordinatorOf(kind, key)?.nodeId ?? 0;
    const order = this.#nodes.map(({ nodeId }) => nodeId);
    const following = [...order.filter((nodeId) => nodeId > now), ...order];
    this.#coordinators.set(`${kind} ${key}`, this.#target(following, now, toNodeId));
  }

  /** What it led and coordinated is with the others from now on. */
  stop(nodeId: number): void {
    if (this.#down.has(nodeId)) return;
    this.#settle();
    const led = this.#ledBy(nodeId);
    this.#down.add(nodeId);
    for (const [topic, image] of led) this.#move(topic, image, this.#firstUp(image.partition) ?? nodeId);
  }

  /** Leaders stay where they are; what nobody has led since this one stopped, it leads again. */
  start(nodeId: number): void {
    if (!this.#down.has(nodeId)) return;
    this.#settle();
    this.#down.delete(nodeId);
    for (const [topic, image] of this.#ledBy(nodeId)) this.#move(topic, image, nodeId);
  }

  /** Everybody is up and nothing was moved. For when all topics are deleted: the epochs of those that stay would fall. */
  reset(): void {
    this.#down.clear();
    this.#moves.clear();
    this.#coordinators.clear();
  }

  /** The rule depends on who is up: what it has given so far holds on. */
  #settle(): void {
    if (this.#nodes.length === 1) return;
    for (const topic of this.#behind.image().topicsById.values()) {
      for (const image of topic.partitions) {
        const key = keyOf(topic.id, image.partition);
        const { leaderId } = this.#leadershipOf(topic, image);
        if (leaderId >= 0 && !this.#moves.has(key)) this.#moves.set(key, { leaderId, epochsAhead: 0 });
      }
    }
  }

  /** A single broker leads the same as ever when it is back. */
  #ledBy(nodeId: number): [TopicImage, PartitionImage][] {
    if (this.#nodes.length === 1) return [];
    return [...this.#behind.image().topicsById.values()].flatMap((topic) =>
      topic.partitions
        .filter(({ partition }) => this.#moves.get(keyOf(topic.id, partition))?.leaderId === nodeId)
        .map((image): [TopicImage, PartitionImage] => [topic, image]),
    );
  }

  #leadershipOf(topic: TopicImage, { partition, leader, leaderEpoch }: PartitionImage): Leadership {
    const move = this.#moves.get(keyOf(topic.id, partition));
    // The broker behind has lost it, with its log directory.
    if (leader < 0) return { leaderId: -1, leaderEpoch };
    const leaderId = move?.leaderId ?? this.#firstUp(partition) ?? -1;
    return { leaderId: this.isUp(leaderId) ? leaderId : -1, leaderEpoch: leaderEpoch + (move?.epochsAhead ?? 0) };
  }

  #firstUp(partition: number): number | undefined {
    return this.replicas(partition).find((nodeId) => this.isUp(nodeId));
  }

  #move(topic: TopicImage, { partition }: PartitionImage, leaderId: number): void {
    const key = keyOf(topic.id, partition);
    this.#moves.set(key, { leaderId, epochsAhead: (this.#moves.get(key)?.epochsAhead ?? 0) + 1 });
  }

  #target(order: readonly number[], now: number, wanted: number | undefined): number {
    if (wanted === undefined) {
      const after = order.slice(order.indexOf(now) + 1);
      const next = [...after, ...order].find((nodeId) => nodeId !== now && this.isUp(nodeId));
      if (next !== undefined) return next;
      throw new Error('there is no other broker to move to: start with brokers: 2 or more');
    }
    if (this.node(wanted) === undefined) {
      const known = this.#nodes.map(({ nodeId }) => nodeId).join(', ');
      throw new Error(`there is no broker ${wanted}: the brokers are ${known}`);
    }
    if (!this.isUp(wanted)) throw new Error(`broker ${wanted} is stopped`);
    return wanted;
  }
}

function keyOf(topicId: string, partition: number): string {
  return `${topicId} ${partition}`;
}

/** Java's hash of a text. */
function textHash(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index++) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  return hash;
}
