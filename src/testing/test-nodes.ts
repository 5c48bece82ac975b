// The brokers that clients of a test broker see: a door each, in front of the one broker that does the work. Faults are
// served at the doors. Called by test-broker.ts.
import { settingsOf } from '../broker-options.ts';
import type { Config } from '../config/config.ts';
import { ConfigError } from '../config/config-error.ts';
import { Door } from './door/door.ts';
import type { Interceptor } from './door/relay.ts';
import { FaultList } from './faults/faults.ts';

/** One of the brokers that clients see. */
export interface TestNode {
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
  /** Its port refuses, its connections end, its partitions and coordinators move to the others. */
  stop(): Promise<void>;
  /** It is back. */
  start(): Promise<void>;
}

export interface NodesOptions {
  readonly count: number;
  /** Of the first one; 0: a free one. */
  readonly port: number;
  /** Broker configs, as far as they say where clients connect. */
  readonly properties: Readonly<Record<string, string | number | boolean>>;
}

/** More than that tell a test nothing new. */
export const BROKERS_MAX = 100;
const SEED_MAX = 0xffff_ffff;

export class TestNodes {
  readonly #config: Config;
  readonly #hasOwnAddress: boolean;
  #doors: readonly Door[] = [];
  #closed = false;

  readonly faults = new FaultList(
    () => Math.floor(Math.random() * SEED_MAX),
    () => this.#checkOpen(),
  );

  private constructor({ port, properties }: NodesOptions) {
    this.#config = settingsOf({ port, properties, storage: 'memory' }).config;
    this.#hasOwnAddress = properties['advertised.listeners'] !== undefined;
  }

  /** Rejects with an Error of one sentence where the port is not free. */
  static async open(options: NodesOptions): Promise<TestNodes> {
    if (options.count > 1) throw new ConfigError('several logical brokers are not there yet');
    const nodes = new TestNodes(options);
    const door = await Door.open(nodes.#doorOptions(options.port));
    nodes.#doors = [door];
    return nodes;
  }

  /** For the broker behind: it listens where only the doors find it, and tells clients of the first door. */
  get properties(): Record<string, string> {
    const { listener, advertisedListener } = this.#config;
    const host = advertisedListener.host.includes(':') ? `[${advertisedListener.host}]` : advertisedListener.host;
    const port = this.#hasOwnAddress ? advertisedListener.port : this.port;
    return {
      listeners: `${listener.name}://127.0.0.1:0`,
      'advertised.listeners': `${listener.name}://${host}:${port}`,
    };
  }

  get port(): number {
    return this.#doors[0]?.port ?? 0;
  }

  get bootstrapServers(): string {
    const { host } = this.#config.advertisedListener;
    return this.#doors.map(({ port }) => addressText(host, port)).join(',');
  }

  get list(): readonly TestNode[] {
    const { host } = this.#config.advertisedListener;
    return this.#doors.map((door) => ({
      nodeId: this.#config.nodeId,
      host,
      port: door.port,
      stop: () => door.stop(),
      start: () => {
        this.#checkOpen();
        return door.start();
      },
    }));
  }

  /** Clients that are connected have to connect anew. */
  leadTo(broker: { readonly port: number }): void {
    for (const door of this.#doors) door.redirect(broker.port);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#doors.map((door) => door.stop()));
  }

  #doorOptions(port: number) {
    return {
      host: this.#config.listener.host,
      port,
      interceptor: passing,
      frameBytesMax: this.#config.get('socket.request.max.bytes'),
      onMistake: (error: unknown) => process.emitWarning(`a test broker's door failed: ${String(error)}`),
    };
  }

  #checkOpen(): void {
    if (this.#closed) throw new Error('the broker is closed');
  }
}

/** Nothing is intercepted. */
const passing: Interceptor = {
  concerns: () => false,
  serve: () => Promise.reject(new Error('there is nothing to serve')),
};

function addressText(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
