// What it costs to clean a log: bytes of log per second from the moment the cleaner may begin, and processor seconds of
// the broker per gigabyte. The same records for both sides: keys drawn from a fifth of the records' number.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { compressFrameSync } from 'lz4-napi';
import { encodeBatch } from '../../src/wire/record-batch.ts';
import { missing } from '../../test/support/paths.ts';
import { crc32c } from '../../test/support/raw/bytes.ts';
import { waitUntil } from '../../test/support/wait.ts';
import { sendBatches } from '../support/batch-load.ts';
import type { Figure, Scenario, Size } from '../support/scenario.ts';
import type { Side } from '../support/side.ts';
import { alterBroker, alterTopic, createTopic, deleteTopic, rolledBytes } from '../support/topics.ts';
import { processorSeconds } from '../support/usage.ts';

type Codec = 'none' | 'lz4' | 'gzip';

const CODECS: readonly Codec[] = ['none', 'lz4', 'gzip'];
/** To reach, for each codec. */
const RATIO = 2;
const CODEC_IDS: Record<Codec, number> = { none: 0, gzip: 1, lz4: 3 };
const RECORD_COUNT: Record<Size, number> = { full: 2_000_000, smoke: 5_000 };
const RECORDS_PER_BATCH = 100;
const VALUE_BYTES = 150;
const SEGMENT_BYTES: Record<Size, string> = { full: String(16 << 20), smoke: '50000' };
const HEADER_BYTES = 61;
/** The checksum covers what comes after it. */
const CRC_END = 21;

export const compactionScenarios: readonly Scenario[] = CODECS.map((codec) => ({
  name: `compaction-${codec}`,
  missing: missing.kafka,
  run: (side, size, round) => run(side, size, round, codec),
}));

async function run(side: Side, size: Size, round: number, codec: Codec): Promise<Figure[]> {
  const topic = `compaction-${codec}-${round}`;
  await alterBroker(side.port, { 'log.cleaner.backoff.ms': '50' });
  const configs = { 'cleanup.policy': 'compact', 'internal.segment.bytes': SEGMENT_BYTES[size] };
  // Never dirty enough, until the clock runs.
  await createTopic(side.bootstrapServers, topic, 1, { ...configs, 'min.cleanable.dirty.ratio': '1' });
  await sendBatches(side.port, topic, batches(RECORD_COUNT[size], codec));
  // What is cleaned ends with the last segment but one.
  const { bytes, activeOffset } = await rolledBytes(side.dataDirectory, `${topic}-0`);
  const { pid } = side.process;
  const processorBefore = processorSeconds(pid);
  const start = performance.now();
  await alterTopic(side.port, topic, { 'min.cleanable.dirty.ratio': '0' });
  const isClean = async () => activeOffset === 0 || (await cleanedTo(side.dataDirectory, topic)) === activeOffset;
  await waitUntil(`${topic} to be clean`, isClean, { timeoutMs: 300_000, everyMs: 5 });
  const seconds = (performance.now() - start) / 1000;
  const processor = processorSeconds(pid) - processorBefore;
  await deleteTopic(side.bootstrapServers, topic);
  const megabytes = bytes / 1e6;
  return [
    { row: `cleaning ${codec}, MB/s`, value: megabytes / seconds, ratioMin: RATIO },
    { row: `cleaning ${codec}, CPU-s/GB`, value: processor / (megabytes / 1000), ratioMax: 1 / RATIO },
  ];
}

async function cleanedTo(dataDirectory: string, topic: string): Promise<number | undefined> {
  const text = await readFile(join(dataDirectory, 'cleaner-offset-checkpoint'), 'utf8').catch(() => '');
  const line = text.split('\n').find((one) => one.startsWith(`${topic} 0 `));
  return line === undefined ? undefined : Number(line.split(' ')[2]);
}

/** The same on every run. */
function* batches(recordCount: number, codec: Codec): Generator<Buffer> {
  let state = 1;
  const draw = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const words = 'the mill race carries water past the wheel and back into the stream below it '.repeat(3);
  const timestampMs = Date.now();
  for (let written = 0; written < recordCount; written += RECORDS_PER_BATCH) {
    const records = Array.from({ length: RECORDS_PER_BATCH }, () => {
      const [from, digits] = [draw(70), `${draw(1e9)} ${draw(1e9)} ${draw(1e9)} `];
      const value = Buffer.from((digits + words.slice(from)).slice(0, VALUE_BYTES));
      return { key: Buffer.from(`key-${draw(recordCount / 5)}`), value };
    });
    yield compressed(encodeBatch(records, { timestampMs }), codec);
  }
}

function compressed(plain: Buffer, codec: Codec): Buffer {
  const records = plain.subarray(HEADER_BYTES);
  const body = codec === 'none' ? records : codec === 'gzip' ? gzipSync(records) : compressFrameSync(records);
  const batch = Buffer.concat([plain.subarray(0, HEADER_BYTES), body]);
  batch.writeInt32BE(batch.length - 12, 8);
  batch.writeInt16BE(CODEC_IDS[codec], 21);
  batch.writeUInt32BE(crc32c(batch.subarray(CRC_END)), CRC_END - 4);
  return batch;
}
