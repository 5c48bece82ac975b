// Registers the codecs that KafkaJS leaves to packages: snappy (its usual package), LZ4 and Zstandard (prebuilt).

import { compress, decompress, init } from '@bokuweb/zstd-wasm';
import kafkajs from 'kafkajs';
import snappyCodec from 'kafkajs-snappy';
import { compressFrameSync, decompressFrameSync } from 'lz4-napi';

interface KafkaJsEncoder {
  buffer: Buffer;
}

const { CompressionCodecs, CompressionTypes } = kafkajs;

let registered: Promise<void> | undefined;

export function registerKafkaJsCodecs(): Promise<void> {
  registered ??= register();
  return registered;
}

async function register(): Promise<void> {
  await init();
  CompressionCodecs[CompressionTypes.Snappy] = snappyCodec;
  CompressionCodecs[CompressionTypes.LZ4] = () => ({
    compress: async (encoder: KafkaJsEncoder) => compressFrameSync(encoder.buffer),
    decompress: async (buffer: Buffer) => decompressFrameSync(buffer),
  });
  CompressionCodecs[CompressionTypes.ZSTD] = () => ({
    compress: async (encoder: KafkaJsEncoder) => Buffer.from(compress(encoder.buffer, 3)),
    decompress: async (buffer: Buffer) => Buffer.from(decompress(buffer)),
  });
}
