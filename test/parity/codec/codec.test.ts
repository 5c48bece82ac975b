// Our codecs against Apache Kafka's own: each message in each version is written by ours, read and written again by
// Kafka's, and must come back byte for byte; what Kafka writes as defaults, ours must read as defaults.
// The bytes are made anew in each run, from a seed that is printed; MILLRACE_SEED sets it, and
// MILLRACE_VALUES how many values each version gets.

import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { Random } from '../../../protocol/random.ts';
import { defaultMessage, FILLED, MIXED, randomMessage } from '../../../protocol/random-message.ts';
import { readProtocol } from '../../../protocol/source.ts';
import { encodeMessage } from '../../../src/wire/framed-record.ts';
import { allCodecs } from '../../../src/wire/generated/all-codecs.ts';
import { Reader } from '../../../src/wire/reader.ts';
import { javaArguments } from '../../support/java.ts';
import { missing, ROOT } from '../../support/paths.ts';
import { runProcess } from '../../support/process.ts';

const SEED = Number(process.env.MILLRACE_SEED ?? Date.now() % 2 ** 31);
const VALUES_PER_VERSION = Number(process.env.MILLRACE_VALUES ?? 6);
const START_TIMEOUT_MS = 120_000;

const absent = missing.javaCompiler();
if (absent !== undefined) console.warn(`skipped, our codecs against Apache Kafka's: ${absent}`);

const protocol = readProtocol(join(ROOT, 'protocol'));
const layouts = new Map(protocol.files.flatMap((file) => file.messages).map((message) => [message.name, message]));

interface Question {
  readonly message: string;
  readonly version: number;
  readonly kind: 'decode' | 'default';
  readonly bytes: Buffer;
}

function layoutOf(name: string) {
  const layout = layouts.get(name);
  if (layout === undefined) throw new Error(`no layout of ${name}`);
  return layout;
}

function questions(random: Random): Question[] {
  return allCodecs.flatMap((codec) => {
    const layout = layoutOf(codec.name);
    const versions = Array.from({ length: codec.maxVersion - codec.minVersion + 1 }, (_, at) => codec.minVersion + at);
    return versions.flatMap((version): Question[] => {
      const values = Array.from({ length: VALUES_PER_VERSION }, (_, index) =>
        randomMessage(layout, version, random, index === 0 ? FILLED : MIXED),
      );
      return [
        ...values.map((value) => ({
          message: codec.name,
          version,
          kind: 'decode' as const,
          bytes: encodeMessage(codec, version, value),
        })),
        { message: codec.name, version, kind: 'default' as const, bytes: Buffer.alloc(0) },
      ];
    });
  });
}

/** One answer for each line. */
async function ask(lines: readonly string[]): Promise<string[]> {
  const program = join(ROOT, 'test/parity/codec/MessageOracle.java');
  const result = await runProcess('java', [...javaArguments('tools', 512), program], {
    input: `${lines.join('\n')}\n`,
    timeoutMs: START_TIMEOUT_MS,
  });
  return result.stdout.toString().trimEnd().split('\n');
}

function lineOf({ kind, message, version, bytes }: Question): string {
  return `${kind} ${message} ${version} ${bytes.toString('hex')}`.trimEnd();
}

describe.skipIf(absent !== undefined)("Apache Kafka's own codecs agree", () => {
  const asked = questions(new Random(SEED));
  const answers = new Map<Question, string>();
  let tables: string[] = [];

  beforeAll(async () => {
    console.log(`seed ${SEED}, ${asked.length} messages`);
    const [errors = '', apis = '', ...rest] = await ask(['errors', 'apis', ...asked.map(lineOf)]);
    tables = [errors, apis];
    for (const [index, question] of asked.entries()) answers.set(question, rest[index] ?? 'no answer');
  }, START_TIMEOUT_MS);

  test.each(allCodecs)('$name', (codec) => {
    for (const question of asked.filter(({ message }) => message === codec.name)) {
      const answer = answers.get(question) ?? 'no answer';
      const about = `${codec.name} ${question.version}, seed ${SEED}`;
      if (question.kind === 'decode') expect(answer, about).toBe(question.bytes.toString('hex'));
      else if (isWritableByDefault(codec.name, question.version)) {
        const read = codec.read(new Reader(Buffer.from(answer, 'hex')), question.version);
        expect(read, about).toEqual(defaultMessage(layoutOf(codec.name)));
        expect(encodeMessage(codec, question.version, read).toString('hex'), about).toBe(answer);
      } else expect(answer, about).toMatch(/^error/);
    }
  });

  test('the error codes', () => {
    const ours = protocol.errors.map(({ code, name, retriable }) => `${code}:${name}:${retriable}`);
    expect(tables[0]?.split(',').sort()).toEqual(ours.sort());
  });

  test('the API keys and their versions', () => {
    const ours = protocol.apis.map(
      ({ key, name, request }) => `${key}:${name}:${request.versions.from}:${request.versions.to}`,
    );
    const known = new Set(protocol.apis.map(({ key }) => String(key)));
    const theirs = tables[1]?.split(',').filter((api) => known.has(api.split(':')[0] ?? ''));
    expect(theirs?.sort()).toEqual(ours.sort());
  });
});

/** Whether the codec itself can write its defaults: a default of null is none in versions without null. */
function isWritableByDefault(name: string, version: number): boolean {
  const codec = allCodecs.find((candidate) => candidate.name === name);
  if (codec === undefined) return false;
  try {
    encodeMessage(codec, version, defaultMessage(layoutOf(name)));
    return true;
  } catch {
    return false;
  }
}
