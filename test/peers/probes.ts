// What bad peers send, as data. Each probe goes over its own connection; the reaction is one line of text, so that
// Millrace's can be compared with the one that was recorded from Apache Kafka.

import { seededRandom } from '../../src/seeded-random.ts';
import { Bytes, recordBatch } from '../support/raw/bytes.ts';
import { RawConnection } from '../support/raw/connection.ts';
import { API, produceRequest, readProduceAnswer, requestHeader } from '../support/raw/requests.ts';

export const PROBE_TOPIC = 'probed';
/** With message.timestamp.type=LogAppendTime. */
export const APPEND_TIME_TOPIC = 'append-time';
const CORRELATION_ID = 77;
/** Ends a header of version 2, which ApiVersions has from version 3 on. */
const NO_TAGS = Buffer.from([0]);
const SOCKET_REQUEST_MAX_BYTES = 104_857_600;

export interface Probe {
  name: string;
  bytes: Buffer;
  /** Says what an answer holds; without it any answer is 'answered'. */
  describe?: (frame: Buffer) => string;
}

const size = (bytes: number) => new Bytes().int32(bytes);

function randomBytes(seed: number): Buffer {
  const random = seededRandom(seed);
  return Buffer.from(Array.from({ length: 200 }, () => Math.floor(random() * 256)));
}

/** Random bytes in a frame of the right size: the size is believable, nothing else is. */
const framedNoise = (seed: number) => new Bytes().raw(randomBytes(seed)).frame();

const header = (apiKey: number, apiVersion: number) => requestHeader(apiKey, apiVersion, CORRELATION_ID);

const frames: Probe[] = [
  { name: 'random bytes, seed 1', bytes: randomBytes(1) },
  { name: 'random bytes, seed 2', bytes: randomBytes(2) },
  { name: 'random bytes in a frame, seed 3', bytes: framedNoise(3) },
  { name: 'random bytes in a frame, seed 4', bytes: framedNoise(4) },
  { name: 'half a size', bytes: Buffer.from([0, 0]) },
  { name: 'half a frame', bytes: header(API.METADATA, 1).int32(0).frame().subarray(0, 12) },
  { name: 'negative size', bytes: size(-2).done() },
  { name: 'empty frame', bytes: size(0).done() },
  { name: 'frame of three bytes', bytes: new Bytes().int8(0).int16(3).frame() },
  { name: 'largest size', bytes: size(SOCKET_REQUEST_MAX_BYTES).done() },
  { name: 'one byte above the largest size', bytes: size(SOCKET_REQUEST_MAX_BYTES + 1).done() },
  { name: 'size of 2 GiB', bytes: size(0x7fffffff).done() },
  { name: 'another protocol', bytes: Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n') },
];

const requests: Probe[] = [
  { name: 'unknown API key', bytes: header(9_999, 0).frame() },
  { name: 'negative API key', bytes: header(-1, 0).frame() },
  { name: 'removed API key (LeaderAndIsr)', bytes: header(4, 0).frame() },
  { name: 'Metadata in a version to come', bytes: header(API.METADATA, 99).int32(0).frame() },
  { name: 'Metadata in a negative version', bytes: header(API.METADATA, -1).int32(0).frame() },
  { name: 'Produce v2', bytes: header(API.PRODUCE, 2).int16(1).int32(100).int32(0).frame() },
  { name: 'Fetch v3', bytes: header(API.FETCH, 3).int32(-1).int32(0).int32(0).int32(0).int32(0).frame() },
  { name: 'Metadata with an array beyond the frame', bytes: header(API.METADATA, 1).int32(0x7fffffff).frame() },
  { name: 'Metadata with a string beyond the frame', bytes: header(API.METADATA, 1).int32(1).int16(30_000).frame() },
  { name: 'Metadata cut short', bytes: header(API.METADATA, 1).int16(0).frame() },
  { name: 'Metadata with bytes to spare', bytes: header(API.METADATA, 1).int32(0).int64(0n).frame() },
  { name: 'client id beyond the frame', bytes: new Bytes().int16(3).int16(1).int32(1).int16(20_000).frame() },
  { name: 'ApiVersions v0', bytes: header(API.API_VERSIONS, 0).frame(), describe: apiVersionsAnswer },
  {
    name: 'ApiVersions in a version to come',
    bytes: header(API.API_VERSIONS, 99).raw(NO_TAGS).frame(),
    describe: apiVersionsAnswer,
  },
  {
    name: 'ApiVersions in a version to come, noise after it',
    bytes: header(API.API_VERSIONS, 99).raw(NO_TAGS).raw(randomBytes(5)).frame(),
    describe: apiVersionsAnswer,
  },
  { name: 'ApiVersions in a version to come, header cut short', bytes: header(API.API_VERSIONS, 99).frame() },
  {
    name: 'ApiVersions v3 without a client name',
    bytes: header(API.API_VERSIONS, 3)
      .raw(Buffer.from([0, 1, 1, 0]))
      .frame(),
    describe: apiVersionsAnswer,
  },
  {
    name: 'ApiVersions v3 cut short',
    bytes: header(API.API_VERSIONS, 3)
      .raw(Buffer.from([0, 9]))
      .frame(),
  },
];

const LOG_APPEND_TIME = 0x08;
const TWO = [Buffer.from('one'), Buffer.from('two')];
const value = (bytes: number) => [Buffer.alloc(bytes, 'x')];

const batches: [string, Buffer][] = [
  ['a sound batch', recordBatch()],
  ['a wrong CRC', recordBatch({ wrongCrc: true })],
  ['magic 0', recordBatch({ magic: 0 })],
  ['magic 1', recordBatch({ magic: 1 })],
  ['magic 3', recordBatch({ magic: 3 })],
  ['magic -1', recordBatch({ magic: -1 })],
  ['no batch', Buffer.alloc(0)],
  ['two batches', Buffer.concat([recordBatch(), recordBatch()])],
  ['a batch cut short', recordBatch().subarray(0, 66)],
  ['a batch header cut short', recordBatch().subarray(0, 30)],
  ['a batch length beyond the frame', recordBatch({ batchLength: 100_000 })],
  ['a batch length below the header', recordBatch({ batchLength: 10 })],
  ['a negative batch length', recordBatch({ batchLength: -5 })],
  ['a base offset of 5', recordBatch({ baseOffset: 5n })],
  ['a count of 2 for one record', recordBatch({ recordCount: 2 })],
  ['a count and a delta of 2 for one record', recordBatch({ recordCount: 2, lastOffsetDelta: 1 })],
  ['a count of 0', recordBatch({ recordCount: 0, lastOffsetDelta: -1, payload: Buffer.alloc(0) })],
  ['a negative count', recordBatch({ recordCount: -1 })],
  ['a count of 2 billion', recordBatch({ recordCount: 2_000_000_000, lastOffsetDelta: 1_999_999_999 })],
  ['records that are noise', recordBatch({ payload: randomBytes(6) })],
  ['an unknown codec', recordBatch({ attributes: 5 })],
  ['gzip that is noise', recordBatch({ attributes: 1, payload: randomBytes(7) })],
  ['snappy that is noise', recordBatch({ attributes: 2, payload: randomBytes(8) })],
  ['LZ4 that is noise', recordBatch({ attributes: 3, payload: randomBytes(9) })],
  ['Zstandard that is noise', recordBatch({ attributes: 4, payload: randomBytes(10) })],
  ['a control batch', recordBatch({ attributes: 0x20 })],
  ['log append time', recordBatch({ attributes: LOG_APPEND_TIME })],
  ['log append time, compressed', recordBatch({ attributes: LOG_APPEND_TIME, gzip: true })],
  ['log append time and no timestamp', recordBatch({ attributes: LOG_APPEND_TIME, timestampMs: -1n })],
  ['a sound compressed batch', recordBatch({ gzip: true })],
  ['a count of 2 for one compressed record', recordBatch({ gzip: true, recordCount: 2, lastOffsetDelta: 1 })],
  [
    'a count of 1 for two compressed records',
    recordBatch({ gzip: true, values: TWO, recordCount: 1, lastOffsetDelta: 0 }),
  ],
  ['a count of 1 for two records', recordBatch({ values: TWO, recordCount: 1, lastOffsetDelta: 0 })],
  ['compressed records that are noise', recordBatch({ gzip: true, payload: randomBytes(11) })],
  ['a producer id without a sequence', recordBatch({ producerId: 9n, producerEpoch: 0 })],
  ['a record above max.message.bytes', recordBatch({ values: value(1_100_000) })],
];

const produced: Probe[] = batches.map(([what, records]) => ({
  name: `Produce with ${what}`,
  bytes: produceRequest(PROBE_TOPIC, records, CORRELATION_ID),
  describe: produceAnswer,
}));

const toAppendTimeTopic: Probe[] = [
  ['a sound batch', recordBatch()] as const,
  ['log append time', recordBatch({ attributes: LOG_APPEND_TIME })] as const,
  ['no timestamp', recordBatch({ timestampMs: -1n })] as const,
  ['a sound compressed batch', recordBatch({ gzip: true })] as const,
].map(([what, records]) => ({
  name: `Produce to a topic with append time, ${what}`,
  bytes: produceRequest(APPEND_TIME_TOPIC, records, CORRELATION_ID),
  describe: produceAnswer,
}));

const acks: Probe[] = [2, -2].map((count) => ({
  name: `Produce with acks ${count}`,
  bytes: produceRequest(PROBE_TOPIC, recordBatch(), CORRELATION_ID, { acks: count }),
  describe: produceAnswer,
}));

export const PROBES: readonly Probe[] = [...frames, ...requests, ...produced, ...toAppendTimeTopic, ...acks];

function produceAnswer(frame: Buffer): string {
  return `error code ${readProduceAnswer(frame).errorCode}`;
}

/** In the schema of version 0: error code, then an array of (key, lowest, highest version). */
function apiVersionsAnswer(frame: Buffer): string {
  const errorCode = frame.readInt16BE(4);
  const count = frame.length >= 10 ? frame.readInt32BE(6) : -1;
  if (errorCode === 0) return 'error code 0';
  const only = count === 1 ? `, only API key ${frame.readInt16BE(10)} from ${frame.readInt16BE(12)}` : '';
  return `error code ${errorCode}${only}`;
}

/** 'closed', 'silent', or what the answer says; then whether the connection still serves. */
export async function reactionTo(port: number, probe: Probe, silentAfterMs: number): Promise<string> {
  const connection = await RawConnection.open(port);
  try {
    connection.send(probe.bytes);
    const reaction = await connection.reaction(silentAfterMs);
    if (typeof reaction === 'string') return reaction;
    if (reaction.readInt32BE(0) !== CORRELATION_ID) return 'an answer to another request';
    const said = probe.describe?.(reaction) ?? 'answered';
    connection.send(header(API.API_VERSIONS, 0).frame());
    const next = await connection.reaction(10_000);
    return typeof next === 'string' ? `${said}, then ${next}` : said;
  } finally {
    connection.destroy();
  }
}
