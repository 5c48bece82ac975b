// From a frame of the mailbox to the bytes of its reply: header, handler, body, and what goes wrong on the way.
// The broker gives it every request that the data plane did not serve itself.
// Invariant: the data plane hands over one request of a connection at a time, so each sees what the ones before it
// did, as with Kafka's muted channels; connections do not wait for each other.
import type { Logger } from 'pino';
import { KafkaError } from '../errors.ts';
import type { NativeRequest } from '../native/native-broker.ts';
import { ErrorCode } from '../wire/error-code.ts';
import { readRequestHeader } from '../wire/generated/request-header.ts';
import { writeResponseHeader } from '../wire/generated/response-header.ts';
import { UnsupportedVersionError } from '../wire/message-codec.ts';
import { DecodeError, Reader } from '../wire/reader.ts';
import { Writer } from '../wire/writer.ts';
import type { BrokerParts, Handler, PreparedRequest, RequestContext } from './handler.ts';

/** Null closes the connection. */
export type Reply = (token: bigint, bytes: Buffer | null) => void;

interface ReadRequest {
  handler: Handler;
  context: RequestContext;
  prepared: PreparedRequest;
}

export class Dispatcher {
  readonly #handlers: ReadonlyMap<number, Handler>;
  readonly #broker: BrokerParts;
  readonly #reply: Reply;
  readonly #log: Logger;

  constructor(handlers: readonly Handler[], broker: BrokerParts, reply: Reply) {
    this.#handlers = new Map(handlers.map((handler) => [handler.apiKey, handler]));
    this.#broker = broker;
    this.#reply = reply;
    this.#log = broker.log;
  }

  async dispatch(request: NativeRequest): Promise<void> {
    this.#reply(request.token, await this.#answer(request));
  }

  async #answer(request: NativeRequest): Promise<Buffer | null> {
    const read = this.#read(request);
    if (read === null) return null;
    const { handler, context, prepared } = read;
    try {
      return encode(handler, context, await prepared.answer(this.#broker));
    } catch (error) {
      return this.#failure(read, error);
    }
  }

  /** Null, and the connection is closed, where the frame is not a request that is served here. */
  #read({ frame, connectionId, clientHost }: NativeRequest): ReadRequest | null {
    try {
      const reader = new Reader(frame);
      const [apiKey, apiVersion] = [reader.readInt16(), reader.readInt16()];
      const handler = this.#handlers.get(apiKey);
      if (handler === undefined || apiVersion < handler.minVersion || apiVersion > handler.maxVersion) return null;
      const whole = new Reader(frame);
      const { correlationId, clientId } = readRequestHeader(whole, handler.isFlexible(apiVersion) ? 2 : 1);
      const context = { apiKey, apiVersion, correlationId, clientId, clientHost, connectionId };
      return { handler, context, prepared: handler.read(whole, context) };
    } catch (error) {
      if (error instanceof DecodeError || error instanceof UnsupportedVersionError) {
        this.#log.info({ client: clientHost, reason: error.message }, 'a request cannot be read: connection closed');
      } else this.#log.error({ err: error, client: clientHost }, 'reading a request went wrong: connection closed');
      return null;
    }
  }

  /** A mistake in a handler costs its request, loudly: handlers only read; what changes state stops the broker itself. */
  #failure({ handler, context, prepared }: ReadRequest, error: unknown): Buffer | null {
    const known = error instanceof KafkaError;
    const { code, message } = known ? error : new KafkaError(ErrorCode.UNKNOWN_SERVER_ERROR);
    const failure = prepared.failure(code, message);
    if (!known || failure === null) {
      const { apiVersion, clientId } = context;
      this.#log.error({ err: error, api: handler.name, apiVersion, clientId }, 'a request could not be served');
    }
    return failure === null ? null : encode(handler, context, failure);
  }
}

function encode(handler: Handler, context: RequestContext, body: (writer: Writer) => void): Buffer {
  const writer = new Writer();
  const { correlationId } = context;
  writeResponseHeader(writer, handler.isFlexible(context.apiVersion) ? 1 : 0, { correlationId });
  body(writer);
  return writer.bytes();
}
