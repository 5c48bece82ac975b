// Requests and answers as values of the generated codecs, over one connection to whichever broker.
import { ApiKey } from '../../src/wire/api-key.ts';
import { writeRequestHeader } from '../../src/wire/generated/request-header.ts';
import { readResponseHeader } from '../../src/wire/generated/response-header.ts';
import type { MessageCodec } from '../../src/wire/message-codec.ts';
import { Reader } from '../../src/wire/reader.ts';
import { Writer } from '../../src/wire/writer.ts';
import { RawConnection } from '../support/raw/connection.ts';

export class TypedConnection {
  readonly #connection: RawConnection;
  #correlationId = 0;

  private constructor(connection: RawConnection) {
    this.#connection = connection;
  }

  static async open(port: number): Promise<TypedConnection> {
    return new TypedConnection(await RawConnection.open(port));
  }

  async call<Q, R>(request: MessageCodec<Q>, response: MessageCodec<R>, version: number, value: Q): Promise<R> {
    const flexible = version >= request.flexibleFrom;
    const correlationId = this.#correlationId++;
    const header = {
      requestApiKey: request.apiKey ?? -1,
      requestApiVersion: version,
      correlationId,
      clientId: 'parity',
    };
    const writer = new Writer();
    writeRequestHeader(writer, flexible ? 2 : 1, header);
    request.write(writer, version, value);
    const size = Buffer.alloc(4);
    size.writeInt32BE(writer.length);
    const reader = new Reader(await this.#connection.call(Buffer.concat([size, writer.bytes()])));
    // A client that asks for versions cannot know yet which header it gets.
    const hasTags = flexible && request.apiKey !== ApiKey.API_VERSIONS;
    const answered = readResponseHeader(reader, hasTags ? 1 : 0).correlationId;
    if (answered !== correlationId) throw new Error(`the answer is to request ${answered}, not ${correlationId}`);
    return response.read(reader, version);
  }

  close(): void {
    this.#connection.destroy();
  }
}
