// A TCP connection that sends whatever bytes it is given and takes frames apart on the way back.

import { connect, type Socket } from 'node:net';
import { waitUntil } from '../wait.ts';

export class RawConnection {
  readonly socket: Socket;
  readonly #frames: Buffer[] = [];
  #pending: Buffer = Buffer.alloc(0);
  #closed = false;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('error', () => {}); // a reset is one way of closing
    socket.on('close', () => {
      this.#closed = true;
    });
    socket.on('end', () => socket.end());
  }

  static open(port: number): Promise<RawConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1' });
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(new RawConnection(socket));
      });
    });
  }

  get closed(): boolean {
    return this.#closed;
  }

  send(bytes: Buffer): void {
    this.socket.write(bytes);
  }

  /** The next frame without its size, 'closed', or 'silent' when neither comes in time. */
  async reaction(timeoutMs: number): Promise<Buffer | 'closed' | 'silent'> {
    const answered = () => this.#frames.length > 0 || this.#closed;
    await waitUntil('a reaction', answered, { timeoutMs, everyMs: 2 }).catch(() => {});
    return this.#frames.shift() ?? (this.#closed ? 'closed' : 'silent');
  }

  async call(request: Buffer, timeoutMs = 10_000): Promise<Buffer> {
    this.send(request);
    const answer = await this.reaction(timeoutMs);
    if (typeof answer === 'string') throw new Error(`no answer: the connection is ${answer}`);
    return answer;
  }

  destroy(): void {
    this.socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    while (this.#pending.length >= 4) {
      const size = this.#pending.readInt32BE(0);
      if (this.#pending.length < 4 + size) return;
      this.#frames.push(this.#pending.subarray(4, 4 + size));
      this.#pending = this.#pending.subarray(4 + size);
    }
  }
}
