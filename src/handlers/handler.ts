// What a handler of one API key is, and what it is given. Every file of this folder that serves an API key exports one
// `defineHandler(...)`; index.ts lists them, and that list is what ApiVersions advertises.
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import type { GroupCoordinatorService } from '../groups/service.ts';
import type { Metadata } from '../metadata/metadata.ts';
import type { DataPlane } from '../native/data-plane.ts';
import type { TopicPatterns } from '../native/topic-patterns.ts';
import type { WriteMarkers } from '../transactions/markers.ts';
import type { TransactionCoordinatorService } from '../transactions/service.ts';
import type { MessageCodec } from '../wire/message-codec.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

export interface RequestContext {
  apiKey: number;
  apiVersion: number;
  correlationId: number;
  clientId: string | null;
  clientHost: string;
  connectionId: number;
}

/** The parts of one running broker that handlers work with. */
export interface BrokerParts {
  config: Config;
  metadata: Metadata;
  groups: GroupCoordinatorService;
  transactions: TransactionCoordinatorService;
  writeMarkers: WriteMarkers;
  topicPatterns: TopicPatterns;
  dataPlane: DataPlane;
  clock: Clock;
  log: Logger;
  /** Where clients reach this broker. */
  advertised: { nodeId: number; host: string; port: number };
}

export interface HandlerDefinition<Q, R> {
  request: MessageCodec<Q>;
  response: MessageCodec<R>;
  /** Narrower than the codec's range where some versions are not served. */
  minVersion?: number;
  maxVersion?: number;
  /**
   * Serves one request. A KafkaError thrown here becomes the reply of `onError`; a handler without `onError` must not
   * throw one. Any other exception is a mistake of ours.
   */
  handle(request: Q, context: RequestContext, broker: BrokerParts): R | Promise<R>;
  /**
   * Where the encoded answers to requests like this one are kept, by version, for as long as they are the same; null
   * where they are not kept. Asked right before `handle`.
   */
  keptAnswers?(request: Q, broker: BrokerParts): Map<number, Buffer> | null;
  /** The response that carries an error for the whole request, as Kafka's getErrorResponse. */
  onError?(code: number, message: string, request: Q, context: RequestContext): R;
}

export interface Handler {
  readonly apiKey: number;
  readonly name: string;
  readonly minVersion: number;
  readonly maxVersion: number;
  /** Whether headers and bodies of this version have tagged fields. */
  isFlexible(apiVersion: number): boolean;
  /** Reads the body, throwing the codec's error, and returns what answers it. */
  read(body: Reader, context: RequestContext): PreparedRequest;
}

export interface PreparedRequest {
  /** Resolves with what writes the response's body after the response header. */
  answer(broker: BrokerParts): Promise<(writer: Writer) => void>;
  /** What writes the error response of this request, when its API has one. */
  failure(code: number, message: string): ((writer: Writer) => void) | null;
}

export function defineHandler<Q, R>(definition: HandlerDefinition<Q, R>): Handler {
  const { request, response } = definition;
  if (request.apiKey === null) throw new Error(`${request.name} has no API key`);
  return {
    apiKey: request.apiKey,
    name: request.name.replace(/Request$/, ''),
    minVersion: definition.minVersion ?? request.minVersion,
    maxVersion: definition.maxVersion ?? request.maxVersion,
    isFlexible: (apiVersion) => apiVersion >= request.flexibleFrom,
    read(body, context) {
      const message = request.read(body, context.apiVersion);
      const writes = (value: R) => (writer: Writer) => response.write(writer, context.apiVersion, value);
      return {
        answer: async (broker) => {
          const kept = definition.keptAnswers?.(message, broker) ?? null;
          const bytes = kept?.get(context.apiVersion);
          if (bytes !== undefined) return (writer) => writer.writeRaw(bytes);
          const write = writes(await definition.handle(message, context, broker));
          return kept === null ? write : keeping(write, kept, context.apiVersion);
        },
        failure: (code, text) => {
          const value = definition.onError?.(code, text, message, context);
          return value === undefined ? null : writes(value);
        },
      };
    },
  };
}

function keeping(write: (writer: Writer) => void, kept: Map<number, Buffer>, version: number) {
  return (writer: Writer) => {
    const start = writer.length;
    write(writer);
    kept.set(version, Buffer.from(writer.bytes().subarray(start)));
  };
}
