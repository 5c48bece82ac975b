// Writes the bytes of messages that both languages know, from a fixed seed: the Rust tests decode and encode them.
// One line each: message, version, bytes in hexadecimal.

import { allCodecs } from '../src/wire/generated/all-codecs.ts';
import { Writer } from '../src/wire/writer.ts';
import type { Message } from './layout.ts';
import { generatedHead, type Output } from './output.ts';
import { Random } from './random.ts';
import { FILLED, MIXED, randomMessage } from './random-message.ts';
import { rustMessages } from './rust-outputs.ts';
import type { Protocol } from './source.ts';

const SEED = 3_141_592;

export const VECTORS_FILE = 'native/wire/tests/message-vectors.txt';

export function vectorOutputs({ files }: Protocol): Output[] {
  const random = new Random(SEED);
  const lines = rustMessages(files).flatMap((message) => vectorLines(message, random));
  return [{ path: VECTORS_FILE, text: `${generatedHead('protocol/vectors.ts', '#')}${lines.join('\n')}\n` }];
}

function vectorLines(message: Message, random: Random): string[] {
  const codec = allCodecs.find(({ name }) => name === message.name);
  if (codec === undefined) throw new Error(`no codec of ${message.name}`);
  const lines: string[] = [];
  for (let version = message.versions.from; version <= message.versions.to; version++) {
    for (const options of [FILLED, MIXED, MIXED, MIXED]) {
      const writer = new Writer();
      codec.write(writer, version, randomMessage(message, version, random, options));
      lines.push(`${message.name} ${version} ${writer.bytes().toString('hex')}`);
    }
  }
  return lines;
}
