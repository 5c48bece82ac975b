// The brokers that clients of a test broker see: a door each, in front of the one broker that does the work. Faults are
// served at the doors. Called by test-broker.ts.
// Invariant: the addresses of a node never change, whichever broker is behind.
import { addressText, type Broker, insidesOf } from '../broker.ts';
import { settingsOf } from '../broker-options.ts';
import type { Config } from '../config/config.ts';
import { effectiveTopicConfig } from '../config/topic-config.ts';
import type { BrokerParts } from '../handlers/handler.ts';
import { Door } from './door/door.ts';
import { NodeInterceptor } from './door/interceptor.ts';
import { Placement } from './door/placement.ts';
import { FaultList } from './faults/faults.ts';

/** One of the brokers that clients see. */
export interface TestNode {
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
  /** Its port refuses, its connections end, its partitions and coordinators move to the others. */
  stop(): Promise<void>;
  /** It is back; partitions stay where they are. */
  start(): Promise<void>;
}

export interface NodesOptions {
  readonly count: number;
  /** Of the first one; 0: a free one. */
  readonly port: number;
  /** Broker configs, as far as they say where clients connect. */
  readonly properties: Readonly<Record<string, string | number | boolean>>;
  /** A door cannot go on: a mistake of ours. */
  onMistake(error: unknown): void;
}

/** More than that tell a test nothing new. */
export const BROKERS_MAX = 100;
const SEED_MAX = 0xffff_ffff;

export class TestNodes {
  readonly #config: Config;
  readonly #options: NodesOptions;
  readonly #closing = new AbortController();
  readonly #doors = new Map<number, Door>();
  /** The one behind all doors. */
  #broker: Broker | null = null;
  #placement: Placement | null = null;

  readonly faults = new FaultList(
    () => Math.floor(Math.random() * SEED_MAX),
    () => this.#checkOpen(),
  );

  private constructor(options: NodesOptions) {
    const { port, properties } = options;
    this.#options = options;
    this.#config = settingsOf({ port, properties, storage: 'memory' }).config;
  }

  /** Rejects with an Error of one sentence where the port is not free. */
  static async open(options: NodesOptions): Promise<TestNodes> {
    const nodes = new TestNodes(options);
    try {
      await nodes.#open();
      return nodes;
    } catch (error) {
      await nodes.close();
      throw error;
    }
  }

  /** For the broker behind: it listens where only the doors find it, and tells clients of the first door. */
  get properties(): Record<string, string> {
    const { listener } = this.#config;
    const { host, port } = this.#addressOf(this.port);
    const replicas = this.#config.get('default.replication.factor');
    return {
      // The one behind is all of them.
      ...(replicas <= this.#doors.size ? { 'default.replication.factor': '1' } : {}),
      listeners: `${listener.name}://127.0.0.1:0`,
      'advertised.listeners': `${listener.name}://${addressText(host, port)}`,
    };
  }

  /** Of the first node. */
  get port(): number {
    return [...this.#doors.values()][0]?.port ?? 0;
  }

  get bootstrapServers(): string {
    return this.list.map(({ host, port }) => addressText(host, port)).join(',');
  }

  get list(): readonly TestNode[] {
    return [...this.#doors].map(([nodeId, door]) => ({
      nodeId,
      ...this.#addressOf(door.port),
      stop: async () => {
        this.placement.stop(nodeId);
        await door.stop();
      },
      start: async () => {
        this.#checkOpen();
        await door.start();
        this.placement.start(nodeId);
      },
    }));
  }

  /** Throws one sentence after close. */
  get placement(): Placement {
    this.#checkOpen();
    return this.#placed;
  }

  /** Also while connections end. */
  get #placed(): Placement {
    if (this.#placement === null) throw new Error('the broker is not started');
    return this.#placement;
  }

  /** Clients that are connected have to connect anew. */
  leadTo(broker: Broker): void {
    this.#broker = broker;
    for (const door of this.#doors.values()) door.redirect(broker.port);
  }

  /** As after the start. Rejects with one sentence where the port of a stopped node was taken meanwhile. */
  async reset(): Promise<void> {
    this.#checkOpen();
    this.faults.clear();
    await Promise.all([...this.#doors.values()].map((door) => door.start()));
    this.placement.reset();
  }

  /** Connections end, those to the broker behind as well. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([...this.#doors.values()].map((door) => door.stop()));
  }

  async #open(): Promise<void> {
    const { count, port } = this.#options;
    for (const nodeId of nodeIds(count, this.#config.nodeId)) {
      const door = await Door.open({
        host: this.#config.listener.host,
        port: this.#doors.size === 0 ? port : 0,
        frameBytesMax: this.#config.get('socket.request.max.bytes'),
        onMistake: this.#options.onMistake,
        interceptor: new NodeInterceptor({
          nodeId,
          faults: this.faults,
          placement: () => this.#placed,
          topicNames: (topicId) => this.#parts.metadata.image.topicsById.get(topicId)?.name,
          closing: this.#closing.signal,
        }),
      });
      this.#doors.set(nodeId, door);
    }
    const placed = [...this.#doors].map(([nodeId, door]) => ({ nodeId, ...this.#addressOf(door.port) }));
    this.#placement = new Placement(placed, {
      nodeId: this.#config.nodeId,
      image: () => this.#parts.metadata.image,
      minInSync: ({ configs }) => effectiveTopicConfig(configs, this.#parts.config).get('min.insync.replicas'),
    });
  }

  /** What clients are told, where a property does not say something else of the first node. */
  #addressOf(doorPort: number): { host: string; port: number } {
    const { host, port } = this.#config.advertisedListener;
    const isTold = this.#options.properties['advertised.listeners'] !== undefined && doorPort === this.port;
    return { host, port: isTold ? port || doorPort : doorPort };
  }

  get #parts(): BrokerParts {
    if (this.#broker === null) throw new Error('the broker is not started');
    return insidesOf(this.#broker).parts;
  }

  #checkOpen(): void {
    if (this.#closing.signal.aborted) throw new Error('the broker is closed');
  }
}

/** A single one is called what its properties say. */
function nodeIds(count: number, configured: number): number[] {
  return count === 1 ? [configured] : Array.from({ length: count }, (_, index) => index + 1);
}
