// One client's connection through the door: what comes from the client goes on to the broker, what comes back goes to
// the client. Requests that the interceptor is concerned with are served one at a time, when everything before them is
// answered and before anything behind them goes on, as a broker serves the requests of a connection.
// Invariant: at most one request is intercepted at a time, and while it is, no other reply is outstanding.
import { connect, type Socket } from 'node:net';
import { ReplyCutter, RequestCutter, withSize } from './frames.ts';

/** Sends a request to the broker; resolves with the reply, null where none is expected. Rejects when there is none. */
export type Perform = (frame: Buffer, options: { expectsReply: boolean }) => Promise<Buffer | null>;

export type Served =
  /** The reply to send, and how long the connection is deaf afterwards. */
  | { readonly kind: 'replied'; readonly reply: Buffer | null; readonly muteMs: number }
  | { readonly kind: 'disconnected' };

/** Decides about requests at one door. */
export interface Interceptor {
  concerns(apiKey: number, apiVersion: number): boolean;
  serve(frame: Buffer, perform: Perform): Promise<Served>;
}

export interface RelayOptions {
  readonly upstream: { readonly host: string; readonly port: number };
  readonly interceptor: Interceptor;
  readonly frameBytesMax: number;
  /** The interceptor failed: a mistake of ours. */
  onMistake(error: unknown): void;
}

/** The connection ended before the reply came. */
class ConnectionEnded extends Error {
  override readonly name = 'ConnectionEnded';
}

export class Relay {
  readonly #client: Socket;
  readonly #broker: Socket;
  readonly #options: RelayOptions;
  readonly #requests: RequestCutter;
  readonly #replies = new ReplyCutter();
  /** Replies to requests that were passed on. */
  #outstanding = 0;
  #serving = false;
  #clientEnded = false;
  #ended = false;
  #onAnswered: (() => void) | null = null;
  #awaited: { resolve(reply: Buffer): void; reject(error: Error): void } | null = null;
  /** Ends the silence of a muted connection when the relay ends. */
  readonly #ending = new AbortController();

  /** Resolves when both sides are closed. */
  readonly closed: Promise<void>;

  constructor(client: Socket, options: RelayOptions) {
    this.#client = client;
    this.#options = options;
    this.#broker = connect({ ...options.upstream, allowHalfOpen: true, noDelay: true });
    this.#requests = new RequestCutter({
      concerns: options.interceptor.concerns.bind(options.interceptor),
      frameBytesMax: options.frameBytesMax,
    });
    client.unref();
    this.#broker.unref();
    this.#wireClient();
    this.#wireBroker();
    this.closed = Promise.all([closeOf(client), closeOf(this.#broker)]).then(() => {});
  }

  /** Ends both sides at once. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#ending.abort();
    this.#awaited?.reject(new ConnectionEnded());
    this.#onAnswered?.();
    this.#client.destroy();
    this.#broker.destroy();
  }

  #wireClient(): void {
    const client = this.#client;
    client.setNoDelay(true);
    client.on('data', (chunk: Buffer) => {
      this.#requests.push(chunk);
      this.#pump();
    });
    client.on('end', () => {
      this.#clientEnded = true;
      this.#pump();
    });
    client.on('drain', () => this.#broker.resume());
    client.on('error', (error: NodeJS.ErrnoException) => this.#clientFailed(error));
    client.on('close', () => this.#clientClosed());
  }

  #wireBroker(): void {
    const broker = this.#broker;
    broker.on('data', (chunk: Buffer) => this.#takeReply(chunk));
    broker.on('end', () => {
      this.#awaited?.reject(new ConnectionEnded());
      this.#client.end();
    });
    broker.on('drain', () => this.#listen());
    broker.on('error', () => this.#resetClient());
    // What it has sent before still goes to the client.
    broker.on('close', (isFailed) => (isFailed ? this.end() : this.#client.destroySoon()));
  }

  /** Deals with what has come from the client, up to a request that has to be served. */
  #pump(): void {
    if (this.#serving || this.#ended) return;
    for (let piece = this.#requests.next(); piece !== null; piece = this.#requests.next()) {
      if (piece.kind === 'request') {
        this.#serve(piece.frame);
        return;
      }
      this.#outstanding += piece.replyCount;
      if (!this.#broker.write(piece.bytes)) this.#client.pause();
    }
    if (this.#clientEnded) this.#broker.end();
  }

  #listen(): void {
    if (!this.#serving) this.#client.resume();
  }

  #takeReply(chunk: Buffer): void {
    if (this.#awaited !== null) {
      const reply = this.#replies.gather(chunk);
      if (reply !== null) this.#awaited.resolve(reply);
      return;
    }
    this.#outstanding -= this.#replies.pass(chunk);
    if (!this.#client.write(chunk)) this.#broker.pause();
    if (this.#outstanding === 0) this.#onAnswered?.();
  }

  #serve(frame: Buffer): void {
    this.#serving = true;
    this.#client.pause();
    this.#serveAlone(frame).then(
      () => {
        this.#serving = false;
        if (this.#ended) return;
        if (this.#client.destroyed) this.end();
        else {
          this.#client.resume();
          this.#pump();
        }
      },
      (error: unknown) => {
        // What goes wrong once the connection has ended, or the test broker is closed, concerns nobody.
        if (!(error instanceof ConnectionEnded) && !this.#ended) this.#options.onMistake(error);
        this.end();
      },
    );
  }

  async #serveAlone(frame: Buffer): Promise<void> {
    if (this.#outstanding > 0) await new Promise<void>((resolve) => (this.#onAnswered = resolve));
    this.#onAnswered = null;
    const served = await this.#options.interceptor.serve(frame, (request, how) => this.#perform(request, how));
    if (served.kind === 'disconnected') {
      this.end();
      return;
    }
    if (served.reply !== null && !this.#client.destroyed) await this.#send(served.reply);
    if (served.muteMs > 0) await pause(served.muteMs, this.#ending.signal);
  }

  async #perform(frame: Buffer, { expectsReply }: { expectsReply: boolean }): Promise<Buffer | null> {
    if (this.#ended || this.#broker.destroyed) throw new ConnectionEnded();
    const reply = expectsReply ? this.#nextReply() : null;
    this.#broker.write(withSize(frame));
    return reply;
  }

  #nextReply(): Promise<Buffer> {
    return new Promise<Buffer>((resolve, reject) => {
      this.#awaited = { resolve, reject };
    }).finally(() => {
      this.#awaited = null;
    });
  }

  /** A client that does not read holds back its own next request. */
  async #send(reply: Buffer): Promise<void> {
    if (this.#client.write(withSize(reply))) return;
    const client = this.#client;
    await new Promise<void>((resolve) => {
      const done = () => {
        client.off('drain', done);
        client.off('close', done);
        resolve();
      };
      client.on('drain', done);
      client.on('close', done);
    });
  }

  /** What the client had sent is still performed, as by a broker that has read it. */
  #clientClosed(): void {
    if (!this.#serving) this.end();
  }

  #clientFailed(error: NodeJS.ErrnoException): void {
    if (error.code === 'ECONNRESET' && !this.#serving && !this.#broker.destroyed) this.#broker.resetAndDestroy();
  }

  #resetClient(): void {
    if (!this.#client.destroyed) this.#client.resetAndDestroy();
  }
}

function closeOf(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

/** Of the machine's time. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
