// One step of a comparison with Apache Kafka: a request that both brokers get. Lists of them stand in the tests and in
// the files of this folder; compare-answers.ts sends them.
import type { MessageCodec } from '../../src/wire/message-codec.ts';
import type { TypedConnection } from './typed-connection.ts';

export interface Call {
  says: string;
  /** Waits a moment first, for what the request before it does in the background. */
  later: boolean;
  send(connection: TypedConnection): Promise<unknown>;
}

export function call<Q, R>(
  says: string,
  codecs: readonly [MessageCodec<Q>, MessageCodec<R>],
  version: number,
  value: Q,
  later = false,
): Call {
  const [request, response] = codecs;
  return {
    says: `${says} (version ${version})`,
    later,
    send: (connection) => connection.call(request, response, version, value),
  };
}

export const versions = (min: number, max: number) => Array.from({ length: max - min + 1 }, (_, index) => min + index);

/** Of no topic. */
export const unknownId = 'dW5rbm93biBpZCAuLi4uLg';
