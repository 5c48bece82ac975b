// A door between clients and broker that cuts connections: the clients know only its port, so that it also stands while
// the broker is down.

import { connect, createServer, type Server, type Socket } from 'node:net';

export class CuttingProxy {
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  readonly port: number;
  /** The broker's port; 0: connections are refused. */
  target = 0;
  cutCount = 0;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
    server.on('connection', (client) => this.#join(client));
  }

  static start(): Promise<CuttingProxy> {
    const server = createServer({ noDelay: true });
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        if (address === null || typeof address === 'string') throw new Error('a TCP server has a numeric port');
        resolve(new CuttingProxy(server, address.port));
      });
    });
  }

  /** Ends one of the connections, in the middle of whatever it does. */
  cut(random: () => number): void {
    const sockets = [...this.#open];
    const socket = sockets[Math.floor(random() * sockets.length)];
    if (socket === undefined) return;
    this.cutCount++;
    socket.destroy();
  }

  async close(): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(client: Socket): void {
    if (this.target === 0) {
      client.destroy();
      return;
    }
    const broker = connect({ host: '127.0.0.1', port: this.target, noDelay: true });
    for (const [one, other] of [
      [client, broker],
      [broker, client],
    ] as const) {
      this.#open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.#open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }
}
