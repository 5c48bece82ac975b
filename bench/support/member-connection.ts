// One connection of a simulated group member: requests as values of the generated codecs, answered in order. Lean enough
// that a thousand of them on the side that measures do not become what is measured.
import { connect, type Socket } from 'node:net';
import { writeRequestHeader } from '../../src/wire/generated/request-header.ts';
import { readResponseHeader } from '../../src/wire/generated/response-header.ts';
import type { MessageCodec } from '../../src/wire/message-codec.ts';
import { Reader } from '../../src/wire/reader.ts';
import { Writer } from '../../src/wire/writer.ts';

export class MemberConnection {
  readonly #socket: Socket;
  readonly #waiting: { resolve(frame: Buffer): void; reject(error: Error): void }[] = [];
  #pending: Buffer = Buffer.alloc(0);

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('close', () => {
      for (const { reject } of this.#waiting.splice(0)) reject(new Error('the connection was closed'));
    });
    socket.on('error', () => {});
  }

  static open(port: number): Promise<MemberConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1' });
      socket.once('error', reject);
      socket.once('connect', () => resolve(new MemberConnection(socket)));
    });
  }

  async call<Q, R>(request: MessageCodec<Q>, response: MessageCodec<R>, version: number, value: Q): Promise<R> {
    const flexible = version >= request.flexibleFrom;
    const writer = new Writer();
    writer.writeInt32(0);
    const header = {
      requestApiKey: request.apiKey ?? -1,
      requestApiVersion: version,
      correlationId: 0,
      clientId: 'bench',
    };
    writeRequestHeader(writer, flexible ? 2 : 1, header);
    request.write(writer, version, value);
    const frame = writer.bytes();
    frame.writeInt32BE(frame.length - 4);
    const answer = new Promise<Buffer>((resolve, reject) => this.#waiting.push({ resolve, reject }));
    this.#socket.write(frame);
    const reader = new Reader(await answer);
    readResponseHeader(reader, flexible ? 1 : 0);
    return response.read(reader, version);
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    while (this.#pending.length >= 4) {
      const end = 4 + this.#pending.readInt32BE(0);
      if (this.#pending.length < end) return;
      this.#waiting.shift()?.resolve(this.#pending.subarray(4, end));
      this.#pending = this.#pending.subarray(end);
    }
  }
}

/** In steps, so that the listener's backlog does not become what is measured. */
export async function openConnections(port: number, count: number): Promise<MemberConnection[]> {
  const connections: MemberConnection[] = [];
  while (connections.length < count) {
    const step = Math.min(50, count - connections.length);
    connections.push(...(await Promise.all(Array.from({ length: step }, () => MemberConnection.open(port)))));
  }
  return connections;
}
