// The door over real sockets, in front of a server that answers as scripted.
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ApiKey } from '../../wire/api-key.ts';
import { Door } from './door.ts';
import { withSize } from './frames.ts';
import type { Interceptor } from './relay.ts';

const HOST = '127.0.0.1';
const FRAME_BYTES_MAX = 64 * 1024 * 1024;

const passing: Interceptor = { concerns: () => false, serve: () => Promise.reject(new Error('nothing to serve')) };

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A server that answers every request with its correlation id and as many bytes as its body asks for. */
class Upstream {
  readonly #server: Server;
  readonly sockets: Socket[] = [];
  /** Correlation ids, as they came. */
  readonly seen: number[] = [];
  /** While it holds back, requests wait here. */
  readonly held: (() => void)[] = [];
  holdsBack = false;

  private constructor() {
    this.#server = createServer({ allowHalfOpen: true }, (socket) => this.#accept(socket));
  }

  static async listen(): Promise<Upstream> {
    const upstream = new Upstream();
    upstream.#server.listen(0, HOST);
    await once(upstream.#server, 'listening');
    closers.push(async () => {
      for (const socket of upstream.sockets) socket.destroy();
      upstream.#server.close();
    });
    return upstream;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  answerHeld(): void {
    for (const answer of this.held.splice(0)) answer();
  }

  #accept(socket: Socket): void {
    this.sockets.push(socket);
    let rest = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('end', () => socket.end());
    socket.on('data', (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= 4 && rest.length >= 4 + rest.readInt32BE(0)) {
        const frame = rest.subarray(4, 4 + rest.readInt32BE(0));
        rest = rest.subarray(4 + frame.length);
        const answer = () =>
          socket.write(withSize(Buffer.concat([frame.subarray(4, 8), Buffer.alloc(frame.readInt32BE(10))])));
        this.seen.push(frame.readInt32BE(4));
        if (this.holdsBack) this.held.push(answer);
        else answer();
      }
    });
  }
}

/** Correlation id, and how long the reply is to be; `extra` bytes make the request longer. */
function request(correlationId: number, replyBytes = 0, apiKey: number = ApiKey.HEARTBEAT, extra = 0): Buffer {
  const frame = Buffer.alloc(14 + extra);
  frame.writeInt16BE(apiKey, 0);
  frame.writeInt32BE(correlationId, 4);
  frame.writeInt16BE(-1, 8);
  frame.writeInt32BE(replyBytes, 10);
  return withSize(frame);
}

class Client {
  readonly socket: Socket;
  readonly correlationIds: number[] = [];
  replyBytes = 0;
  #rest = Buffer.alloc(0);

  constructor(port: number) {
    this.socket = connect({ host: HOST, port, allowHalfOpen: true });
    this.socket.on('error', () => {});
    this.socket.on('data', (chunk) => this.#take(chunk));
    closers.push(async () => this.socket.destroy());
  }

  async replies(count: number): Promise<readonly number[]> {
    while (this.correlationIds.length < count) await once(this.socket, 'data');
    return this.correlationIds;
  }

  #take(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    while (this.#rest.length >= 4 && this.#rest.length >= 4 + this.#rest.readInt32BE(0)) {
      const length = this.#rest.readInt32BE(0);
      this.correlationIds.push(this.#rest.readInt32BE(4));
      this.replyBytes += length;
      this.#rest = this.#rest.subarray(4 + length);
    }
  }
}

async function opened(interceptor: Interceptor = passing) {
  const upstream = await Upstream.listen();
  const mistakes: unknown[] = [];
  const onMistake = (error: unknown) => mistakes.push(error);
  const door = await Door.open({ host: HOST, port: 0, interceptor, frameBytesMax: FRAME_BYTES_MAX, onMistake });
  closers.push(() => door.stop());
  door.redirect(upstream.port);
  return { upstream, door, mistakes };
}

/** Answers heartbeats itself, when it is let. */
function serving(delay: () => Promise<void>): Interceptor {
  return {
    concerns: (apiKey) => apiKey === ApiKey.HEARTBEAT,
    async serve(frame, perform) {
      await delay();
      return { kind: 'replied', reply: await perform(frame, { expectsReply: true }), muteMs: 0 };
    },
  };
}

describe('Door', () => {
  it('passes many requests on and their replies back, in order', async () => {
    const { upstream, door } = await opened();
    const client = new Client(door.port);
    const ids = Array.from({ length: 500 }, (_, index) => index);
    client.socket.write(Buffer.concat(ids.map((id) => request(id, id % 7, ApiKey.METADATA, id % 50))));
    expect(await client.replies(ids.length)).toEqual(ids);
    expect(upstream.seen).toEqual(ids);
  });

  it('holds back a broker whose client does not read, and goes on when it does', async () => {
    const { upstream, door } = await opened();
    const client = new Client(door.port);
    client.socket.pause();
    const replyBytes = 1024 * 1024;
    for (let id = 0; id < 64; id++) client.socket.write(request(id, replyBytes));
    while ((upstream.sockets[0]?.writableLength ?? 0) < 16 * replyBytes) await new Promise(setImmediate);
    client.socket.resume();
    await client.replies(64);
    expect(client.replyBytes).toBe(64 * (replyBytes + 4));
  });

  it('passes the end of the client on, and the replies that come after it', async () => {
    const { upstream, door } = await opened();
    upstream.holdsBack = true;
    const client = new Client(door.port);
    client.socket.end(request(1));
    while (upstream.held.length === 0) await new Promise(setImmediate);
    upstream.answerHeld();
    expect(await client.replies(1)).toEqual([1]);
    await once(client.socket, 'close');
  });

  it('loses nothing of long replies when the broker ends behind them', async () => {
    const { upstream, door } = await opened();
    const client = new Client(door.port);
    client.socket.pause();
    const ids = Array.from({ length: 32 }, (_, index) => index);
    client.socket.end(Buffer.concat(ids.map((id) => request(id, 1024 * 1024))));
    while (upstream.sockets[0]?.writableEnded !== true) await new Promise(setImmediate);
    client.socket.resume();
    await once(client.socket, 'close');
    expect(client.correlationIds).toEqual(ids);
  });

  it.each([
    ['ends', (socket: Socket) => socket.end(), false],
    ['resets', (socket: Socket) => socket.resetAndDestroy(), true],
  ] as const)('passes it on that the broker %s', async (_how, end, isReset) => {
    const { upstream, door } = await opened();
    const client = new Client(door.port);
    client.socket.write(request(1));
    await client.replies(1);
    const codes: (string | undefined)[] = [];
    client.socket.on('error', (error: NodeJS.ErrnoException) => codes.push(error.code));
    client.socket.once('end', () => client.socket.end());
    const closed = new Promise<void>((resolve) => client.socket.once('close', () => resolve()));
    for (const socket of upstream.sockets) end(socket);
    await closed;
    expect(codes).toEqual(isReset ? ['ECONNRESET'] : []);
  });

  it('leads elsewhere after redirect, and ends who is connected', async () => {
    const { door } = await opened();
    const next = await Upstream.listen();
    const before = new Client(door.port);
    before.socket.write(request(1));
    await before.replies(1);
    door.redirect(next.port);
    before.socket.once('end', () => before.socket.end());
    await once(before.socket, 'close');
    const after = new Client(door.port);
    after.socket.write(request(2));
    await after.replies(1);
    expect(next.seen).toEqual([2]);
  });

  it('opens again at its port', async () => {
    const { door } = await opened();
    const { port } = door;
    await door.stop();
    const refused = connect({ host: HOST, port });
    const [error] = await once(refused, 'error');
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
    await door.start();
    expect(door.port).toBe(port);
    const client = new Client(port);
    client.socket.write(request(1));
    expect(await client.replies(1)).toEqual([1]);
  });

  it('says in one sentence that a port is taken', async () => {
    const { door } = await opened();
    const options = { host: HOST, port: door.port, interceptor: passing, frameBytesMax: 1, onMistake: () => {} };
    await expect(Door.open(options)).rejects.toThrow(`cannot listen on 127.0.0.1:${door.port}: Address already in use`);
  });
});

describe('interception', () => {
  it('waits for what is outstanding, and holds back what comes after', async () => {
    const { upstream, door } = await opened(serving(async () => {}));
    upstream.holdsBack = true;
    const client = new Client(door.port);
    client.socket.write(Buffer.concat([request(1, 0, ApiKey.METADATA), request(2), request(3, 0, ApiKey.METADATA)]));
    while (upstream.held.length === 0) await new Promise(setImmediate);
    expect(upstream.seen).toEqual([1]);
    upstream.answerHeld();
    await client.replies(1);
    while (upstream.held.length === 0) await new Promise(setImmediate);
    expect(upstream.seen).toEqual([1, 2]);
    upstream.holdsBack = false;
    upstream.answerHeld();
    expect(await client.replies(3)).toEqual([1, 2, 3]);
  });

  it('performs what it has taken although the client is gone', async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const { upstream, door, mistakes } = await opened(serving(() => released));
    const client = new Client(door.port);
    client.socket.write(request(1));
    await once(client.socket, 'connect');
    while (upstream.sockets.length === 0) await new Promise(setImmediate);
    client.socket.destroy();
    await once(client.socket, 'close');
    release();
    while (upstream.seen.length === 0) await new Promise(setImmediate);
    expect(upstream.seen).toEqual([1]);
    expect(mistakes).toEqual([]);
  });

  it('is deaf while it is muted', async () => {
    const muting: Interceptor = {
      concerns: () => true,
      serve: async (frame, perform) => ({
        kind: 'replied',
        reply: await perform(frame, { expectsReply: true }),
        muteMs: 60,
      }),
    };
    const { upstream, door } = await opened(muting);
    const client = new Client(door.port);
    client.socket.write(request(1));
    await client.replies(1);
    const repliedMs = performance.now();
    client.socket.write(request(2));
    while (upstream.seen.length < 2) await new Promise(setImmediate);
    expect(performance.now() - repliedMs).toBeGreaterThanOrEqual(50);
  });

  it('ends the connection over a mistake, and tells it', async () => {
    const mistaken: Interceptor = { concerns: () => true, serve: () => Promise.reject(new Error('a mistake')) };
    const { door, mistakes } = await opened(mistaken);
    const client = new Client(door.port);
    client.socket.write(request(1));
    client.socket.once('end', () => client.socket.end());
    await once(client.socket, 'close');
    expect(mistakes).toEqual([new Error('a mistake')]);
  });
});
