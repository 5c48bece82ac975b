// The few requests that the probes and the healthy neighbour send, in versions without tagged fields, and the part of
// the answers that they look at.

import { Bytes } from './bytes.ts';

export const API = { PRODUCE: 0, FETCH: 1, METADATA: 3, API_VERSIONS: 18 } as const;
const PRODUCE_VERSION = 7;
const FETCH_VERSION = 4;

export function requestHeader(apiKey: number, apiVersion: number, correlationId: number): Bytes {
  return new Bytes().int16(apiKey).int16(apiVersion).int32(correlationId).string('probe');
}

export function produceRequest(topic: string, records: Buffer, correlationId: number, acks = -1): Buffer {
  return requestHeader(API.PRODUCE, PRODUCE_VERSION, correlationId)
    .string(null)
    .int16(acks)
    .int32(10_000)
    .int32(1)
    .string(topic)
    .int32(1)
    .int32(0)
    .int32(records.length)
    .raw(records)
    .frame();
}

export interface ProduceAnswer {
  errorCode: number;
  baseOffset: bigint;
}

/** From a frame without its size: correlation id, one topic, one partition. */
export function readProduceAnswer(frame: Buffer): ProduceAnswer {
  const topicLength = frame.readInt16BE(8);
  const partition = 10 + topicLength + 4;
  return { errorCode: frame.readInt16BE(partition + 4), baseOffset: frame.readBigInt64BE(partition + 6) };
}

export function fetchRequest(topic: string, offset: bigint, correlationId: number, maxBytes: number): Buffer {
  return requestHeader(API.FETCH, FETCH_VERSION, correlationId)
    .int32(-1)
    .int32(1_000)
    .int32(1)
    .int32(maxBytes)
    .int8(0)
    .int32(1)
    .string(topic)
    .int32(1)
    .int32(0)
    .int64(offset)
    .int32(maxBytes)
    .frame();
}

/** The error code and the record bytes of a Fetch answer with one topic and one partition. */
export function readFetchAnswer(frame: Buffer): { errorCode: number; records: Buffer } {
  const topicLength = frame.readInt16BE(12);
  const partition = 14 + topicLength + 4;
  const errorCode = frame.readInt16BE(partition + 4);
  const abortedCount = Math.max(0, frame.readInt32BE(partition + 22));
  const size = partition + 26 + abortedCount * 16;
  const length = frame.readInt32BE(size);
  return { errorCode, records: frame.subarray(size + 4, size + 4 + Math.max(0, length)) };
}
