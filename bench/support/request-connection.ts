// One connection that sends requests of the generated codecs one after the other and waits for their answers without
// polling; an answer is taken apart only where somebody wants to see into it, so that the bench itself costs little.
import { connect, type Socket } from 'node:net';
import { writeRequestHeader } from '../../src/wire/generated/request-header.ts';
import { readResponseHeader } from '../../src/wire/generated/response-header.ts';
import type { MessageCodec } from '../../src/wire/message-codec.ts';
import { Reader } from '../../src/wire/reader.ts';
import { Writer } from '../../src/wire/writer.ts';

export class RequestConnection {
  readonly #socket: Socket;
  #chunks: Buffer[] = [];
  #received = 0;
  #taken: ((frame: Buffer) => void) | null = null;
  #failed: ((error: Error) => void) | null = null;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('close', () => this.#failed?.(new Error('the broker closed the connection')));
    socket.on('error', () => {});
  }

  static open(port: number): Promise<RequestConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port, noDelay: true });
      socket.once('error', reject);
      socket.once('connect', () => resolve(new RequestConnection(socket)));
    });
  }

  /** The answer's frame, header included. */
  send<Q>(request: MessageCodec<Q>, version: number, value: Q): Promise<Buffer> {
    const writer = new Writer();
    const header = {
      requestApiKey: request.apiKey ?? -1,
      requestApiVersion: version,
      correlationId: 0,
      clientId: 'bench',
    };
    writeRequestHeader(writer, version >= request.flexibleFrom ? 2 : 1, header);
    request.write(writer, version, value);
    const size = Buffer.alloc(4);
    size.writeInt32BE(writer.length);
    return new Promise((resolve, reject) => {
      this.#taken = resolve;
      this.#failed = reject;
      this.#socket.write(Buffer.concat([size, writer.bytes()]));
    });
  }

  async call<Q, R>(request: MessageCodec<Q>, response: MessageCodec<R>, version: number, value: Q): Promise<R> {
    const reader = new Reader(await this.send(request, version, value));
    readResponseHeader(reader, version >= request.flexibleFrom ? 1 : 0);
    return response.read(reader, version);
  }

  close(): void {
    this.#failed = null;
    this.#socket.destroy();
  }

  /** One answer at a time, so the frame is complete when its bytes are there. */
  #take(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#received += chunk.length;
    const first = this.#chunks[0];
    if (first === undefined || first.length < 4 || this.#received < 4 + first.readInt32BE(0)) return;
    const frame = Buffer.concat(this.#chunks).subarray(4);
    this.#chunks = [];
    this.#received = 0;
    this.#failed = null;
    this.#taken?.(frame);
  }
}
