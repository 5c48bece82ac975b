// The few requests that tests send by hand, in versions without tagged fields, and the part of the answers that they
// look at. Each names one topic and one partition.

import { Bytes } from './bytes.ts';

export const API = { PRODUCE: 0, FETCH: 1, LIST_OFFSETS: 2, METADATA: 3, OFFSET_COMMIT: 8, API_VERSIONS: 18 } as const;
const PRODUCE_VERSION = 7;
const FETCH_VERSION = 4;
const LIST_OFFSETS_VERSION = 1;
const OFFSET_COMMIT_VERSION = 2;

export function requestHeader(apiKey: number, apiVersion: number, correlationId: number): Bytes {
  return new Bytes().int16(apiKey).int16(apiVersion).int32(correlationId).string('probe');
}

export function produceRequest(
  topic: string,
  records: Buffer,
  correlationId: number,
  { acks = -1, partition = 0 } = {},
): Buffer {
  return requestHeader(API.PRODUCE, PRODUCE_VERSION, correlationId)
    .string(null)
    .int16(acks)
    .int32(10_000)
    .int32(1)
    .string(topic)
    .int32(1)
    .int32(partition)
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

export function fetchRequest(
  topic: string,
  offset: bigint,
  correlationId: number,
  { maxBytes = 1_000_000, partition = 0, waitMs = 1_000 } = {},
): Buffer {
  return requestHeader(API.FETCH, FETCH_VERSION, correlationId)
    .int32(-1)
    .int32(waitMs)
    .int32(1)
    .int32(maxBytes)
    .int8(0)
    .int32(1)
    .string(topic)
    .int32(1)
    .int32(partition)
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

/** `timestampMs` -1 asks for the end, -2 for the start. */
export function listOffsetsRequest(topic: string, timestampMs: bigint, correlationId: number, partition = 0): Buffer {
  return requestHeader(API.LIST_OFFSETS, LIST_OFFSETS_VERSION, correlationId)
    .int32(-1)
    .int32(1)
    .string(topic)
    .int32(1)
    .int32(partition)
    .int64(timestampMs)
    .frame();
}

export function readListOffsetsAnswer(frame: Buffer): { errorCode: number; offset: bigint } {
  const partition = 10 + frame.readInt16BE(8) + 4;
  return { errorCode: frame.readInt16BE(partition + 4), offset: frame.readBigInt64BE(partition + 14) };
}

/** A commit of a client that is no member of the group, as tools send it. */
export function offsetCommitRequest(
  group: string,
  topic: string,
  partition: number,
  offset: bigint,
  correlationId: number,
): Buffer {
  return requestHeader(API.OFFSET_COMMIT, OFFSET_COMMIT_VERSION, correlationId)
    .string(group)
    .int32(-1)
    .string('')
    .int64(-1n)
    .int32(1)
    .string(topic)
    .int32(1)
    .int32(partition)
    .int64(offset)
    .string(null)
    .frame();
}

export function readOffsetCommitAnswer(frame: Buffer): { errorCode: number } {
  const partition = 10 + frame.readInt16BE(8) + 4;
  return { errorCode: frame.readInt16BE(partition + 4) };
}
