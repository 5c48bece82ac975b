// What clients of a test broker connect to: a listener in front of the broker's own. It can be closed and opened again
// at the same port, and lead to another broker. Called by test-broker.ts.
// Invariants: a client's connection belongs to one connection of the broker that the door led to when it was opened;
// opening and closing happen one after the other, however they are asked for.
import { createServer, type Server, type Socket } from 'node:net';
import { type Interceptor, Relay } from './relay.ts';

export interface DoorOptions {
  readonly host: string;
  /** 0: a free one, kept for good. */
  readonly port: number;
  readonly interceptor: Interceptor;
  readonly frameBytesMax: number;
  onMistake(error: unknown): void;
}

const UPSTREAM_HOST = '127.0.0.1';
const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'Address already in use',
  EACCES: 'Permission denied',
  EADDRNOTAVAIL: 'Cannot assign requested address',
};

export class Door {
  readonly #options: DoorOptions;
  readonly #relays = new Set<Relay>();
  #server: Server | null = null;
  #port: number;
  #upstreamPort: number | null = null;
  /** Never rejects. */
  #changed: Promise<void> = Promise.resolve();

  private constructor(options: DoorOptions) {
    this.#options = options;
    this.#port = options.port;
  }

  /** Rejects with an Error of one sentence where the port is not free. Leads nowhere until `redirect`. */
  static async open(options: DoorOptions): Promise<Door> {
    const door = new Door(options);
    await door.start();
    return door;
  }

  get port(): number {
    return this.#port;
  }

  /** Leads to the broker at this port from now on; clients that are connected have to connect anew. */
  redirect(port: number): void {
    this.#upstreamPort = port;
    this.#endRelays();
  }

  /** Refuses connections and ends those that there are. */
  stop(): Promise<void> {
    this.#endRelays();
    return this.#next(() => this.#close());
  }

  /** Rejects as `open` does. */
  start(): Promise<void> {
    return this.#next(() => this.#open());
  }

  /** A server that is closed while it is about to listen says neither that it listens nor that it does not. */
  #next(change: () => Promise<void>): Promise<void> {
    const changed = this.#changed.then(change);
    this.#changed = changed.catch(() => {});
    return changed;
  }

  async #close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    this.#endRelays();
    await closed;
  }

  async #open(): Promise<void> {
    if (this.#server !== null) return;
    const server = createServer({ allowHalfOpen: true }, (client) => this.#accept(client));
    const { host } = this.#options;
    this.#port = await listen(server, host, this.#port);
    this.#server = server;
    server.unref();
  }

  #accept(client: Socket): void {
    if (this.#upstreamPort === null) {
      client.destroy();
      return;
    }
    const { interceptor, frameBytesMax, onMistake } = this.#options;
    const upstream = { host: UPSTREAM_HOST, port: this.#upstreamPort };
    const relay = new Relay(client, { upstream, interceptor, frameBytesMax, onMistake });
    this.#relays.add(relay);
    relay.closed.then(() => this.#relays.delete(relay));
  }

  #endRelays(): void {
    for (const relay of this.#relays) relay.end();
  }
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = REASONS[error.code ?? ''] ?? error.message;
      reject(new Error(`cannot listen on ${host}:${port}: ${reason}`));
    });
    server.listen({ host, port }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
