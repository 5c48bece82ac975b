// A client that lives in a program of ours in its own language: one request and one answer per line, JSON, bytes as
// base64. The Java and the Python program speak the same lines.

import { createInterface } from 'node:readline';
import type { LiveProcess } from '../support/process.ts';
import { within } from '../support/wait.ts';
import type { ClientSession, Codec, Header, ReceivedRecord, TestRecord } from './client.ts';

const CALL_TIMEOUT_MS = 90_000;

interface WireRecord {
  topic: string;
  partition: number;
  offset: number;
  timestamp: number;
  key: string | null;
  value: string | null;
  headers: [string, string | null][];
}

interface Answer {
  error?: string;
  offsets?: number[];
  records?: WireRecord[];
}

const toBase64 = (bytes: Buffer | null) => (bytes === null ? null : bytes.toString('base64'));
const fromBase64 = (text: string | null) => (text === null ? null : Buffer.from(text, 'base64'));

export class ProgramSession implements ClientSession {
  readonly #program: LiveProcess;
  readonly #waiting: ((answer: Answer) => void)[] = [];

  constructor(program: LiveProcess) {
    this.#program = program;
    createInterface({ input: program.child.stdout }).on('line', (line) => {
      this.#waiting.shift()?.(JSON.parse(line) as Answer);
    });
    void program.exited.then(() => {
      for (const answer of this.#waiting.splice(0)) answer({ error: `the program ended:\n${program.stderr}` });
    });
  }

  async call(request: Record<string, unknown>, timeoutMs = CALL_TIMEOUT_MS): Promise<Answer> {
    const answered = new Promise<Answer>((resolve) => this.#waiting.push(resolve));
    this.#program.child.stdin.write(`${JSON.stringify(request)}\n`);
    const name = `${this.#program.name}: ${String(request.op)}`;
    const answer = await within(name, timeoutMs, answered).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${this.#program.stderr.slice(-2_000)}`);
    });
    if (answer.error !== undefined) throw new Error(`${name}: ${answer.error}`);
    return answer;
  }

  async produce(topic: string, codec: Codec, records: readonly TestRecord[]): Promise<bigint[]> {
    const answer = await this.call({
      op: 'produce',
      topic,
      codec,
      records: records.map(({ partition, timestampMs, key, value, headers }) => ({
        partition,
        timestamp: Number(timestampMs ?? 0n),
        key: toBase64(key),
        value: toBase64(value),
        headers: headers.map((header) => [header.name, toBase64(header.value)]),
      })),
    });
    return (answer.offsets ?? []).map(BigInt);
  }

  async subscribe(group: string, topics: readonly string[]): Promise<void> {
    await this.call({ op: 'subscribe', group, topics });
  }

  async read(count: number, timeoutMs: number): Promise<ReceivedRecord[]> {
    const answer = await this.call({ op: 'read', count, timeoutMs }, timeoutMs + 10_000);
    const records = (answer.records ?? []).map(fromWire);
    if (records.length < count) {
      throw new Error(`only ${records.length} of ${count} records came within ${timeoutMs} ms`);
    }
    return records;
  }

  async commit(): Promise<void> {
    await this.call({ op: 'commit' });
  }

  async close(): Promise<void> {
    await this.call({ op: 'close' }).catch(() => {});
    this.#program.child.stdin.end();
    await this.#program.end('SIGTERM', 20_000);
  }
}

function fromWire(record: WireRecord): ReceivedRecord {
  return {
    topic: record.topic,
    partition: record.partition,
    offset: BigInt(record.offset),
    timestampMs: BigInt(record.timestamp),
    key: fromBase64(record.key),
    value: fromBase64(record.value),
    headers: record.headers.map(([name, value]): Header => ({ name, value: fromBase64(value) })),
  };
}
