// A request or reply between its bytes and its fields. Pure.
import { allCodecs } from '../../wire/generated/all-codecs.ts';
import { readRequestHeader, writeRequestHeader } from '../../wire/generated/request-header.ts';
import { readResponseHeader, writeResponseHeader } from '../../wire/generated/response-header.ts';
import {
  type MessageCodec,
  requestHeaderVersion,
  responseHeaderVersion,
  UnsupportedVersionError,
} from '../../wire/message-codec.ts';
import { DecodeError, Reader } from '../../wire/reader.ts';
import { Writer } from '../../wire/writer.ts';
import type { Message } from './units.ts';

export interface RequestHead {
  readonly apiKey: number;
  readonly apiVersion: number;
  readonly correlationId: number;
  readonly clientId: string | null;
}

export interface DecodedRequest {
  readonly header: RequestHead;
  readonly message: Message;
}

interface Codecs {
  readonly request: MessageCodec<unknown>;
  readonly response: MessageCodec<unknown>;
}

const CODECS = new Map<number, Codecs>();

/** Null: Kafka has no such API. */
export function codecsOf(apiKey: number): Codecs | null {
  if (CODECS.size === 0) fillCodecs();
  return CODECS.get(apiKey) ?? null;
}

function fillCodecs(): void {
  const named = new Map(allCodecs.map((codec) => [codec.name, codec]));
  for (const request of allCodecs) {
    const response = named.get(request.name.replace(/Request$/, 'Response'));
    if (!request.name.endsWith('Request') || request.apiKey === null || response === undefined) continue;
    CODECS.set(request.apiKey, { request, response });
  }
}

/** Null where it is not a request that Kafka knows: what to do with it is the broker's to say. */
export function decodeRequest(frame: Buffer): DecodedRequest | null {
  try {
    const [apiKey, apiVersion] = [frame.readInt16BE(0), frame.readInt16BE(2)];
    const codecs = codecsOf(apiKey);
    if (codecs === null) return null;
    const reader = new Reader(frame);
    const version = requestHeaderVersion(codecs.request, apiVersion);
    const { correlationId, clientId } = readRequestHeader(reader, version);
    const message = codecs.request.read(reader, apiVersion) as Message;
    const header = { apiKey, apiVersion, correlationId, clientId };
    return { header, message };
  } catch (error) {
    if (error instanceof DecodeError || error instanceof UnsupportedVersionError) return null;
    throw error;
  }
}

export function encodeRequest({ header }: DecodedRequest, message: Message): Buffer {
  const { request } = codecsOrThrow(header);
  const { apiKey: requestApiKey, apiVersion: requestApiVersion, correlationId, clientId } = header;
  const writer = new Writer();
  const fields = { requestApiKey, requestApiVersion, correlationId, clientId };
  writeRequestHeader(writer, requestHeaderVersion(request, requestApiVersion), fields);
  request.write(writer, requestApiVersion, message);
  return writer.bytes();
}

/** Throws where the broker's reply cannot be read: a mistake of ours. */
export function decodeResponse({ header }: DecodedRequest, frame: Buffer): Message {
  const { response } = codecsOrThrow(header);
  const reader = new Reader(frame);
  readResponseHeader(reader, responseHeaderVersion(response, header.apiVersion));
  return response.read(reader, header.apiVersion) as Message;
}

export function encodeResponse({ header }: DecodedRequest, message: Message): Buffer {
  const { response } = codecsOrThrow(header);
  const { apiVersion, correlationId } = header;
  const writer = new Writer();
  writeResponseHeader(writer, responseHeaderVersion(response, apiVersion), { correlationId });
  response.write(writer, apiVersion, message);
  return writer.bytes();
}

function codecsOrThrow({ apiKey }: RequestHead): Codecs {
  const codecs = codecsOf(apiKey);
  if (codecs === null) throw new Error(`there is no API ${apiKey}`);
  return codecs;
}
