// The JavaScript thread is never on the path of records: while it stands still, connected clients of other processes
// produce and consume. Counted per second, because an average would hide a pause.
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { Broker } from '../../src/index.ts';
import { missing, PYTHON } from '../support/paths.ts';
import { LiveProcess } from '../support/process.ts';
import { createTopics } from '../support/topics.ts';
import { waitUntil } from '../support/wait.ts';

const BLOCKED_SECONDS = 5;
const TOPIC = 'busy';

interface Report {
  atMs: number;
  produced: number;
  consumed: number;
}

class BusyClients {
  readonly #process: LiveProcess;
  readonly #reports: Report[] = [];

  constructor(command: string, program: string, bootstrapServers: string) {
    const path = fileURLToPath(new URL(program, import.meta.url));
    this.#process = new LiveProcess(program, command, [path, bootstrapServers, TOPIC]);
    createInterface({ input: this.#process.child.stdout }).on('line', (line) => this.#reports.push(JSON.parse(line)));
  }

  get last(): Report {
    if (!this.#process.running) throw new Error(this.#process.tail());
    return this.#reports.at(-1) ?? { atMs: 0, produced: 0, consumed: 0 };
  }

  /** What was done between two moments, as far as it was reported. */
  between(fromMs: number, toMs: number): { produced: number; consumed: number } {
    const at = (ms: number) => this.#reports.findLast(({ atMs }) => atMs <= ms) ?? { produced: 0, consumed: 0 };
    const [before, after] = [at(fromMs), at(toMs)];
    return { produced: after.produced - before.produced, consumed: after.consumed - before.consumed };
  }

  async end(): Promise<void> {
    await this.#process.end('SIGKILL');
  }
}

const programs = [
  { name: 'KafkaJS', command: process.execPath, program: './busy-clients.mjs', missing: undefined },
  { name: 'confluent-kafka', command: PYTHON, program: './busy_clients.py', missing: missing.python() },
];

for (const { name, command, program, missing } of programs) {
  if (missing !== undefined) console.warn(`the blocked event loop is not tested with ${name}: ${missing}`);
  it.skipIf(missing !== undefined)(
    `${name} goes on while the event loop is blocked for ${BLOCKED_SECONDS} s`,
    { timeout: 90_000 },
    async () => {
      await using broker = await Broker.start({ port: 0, properties: { 'group.initial.rebalance.delay.ms': 0 } });
      await createTopics(broker.bootstrapServers, [{ topic: TOPIC, numPartitions: 1 }]);
      const clients = new BusyClients(command, program, broker.bootstrapServers);
      try {
        await waitUntil('the clients to be at work', () => clients.last.produced > 20 && clients.last.consumed > 20);
        const fromMs = Date.now();
        block(BLOCKED_SECONDS * 1_000);
        await waitUntil('the reports of that time', () => clients.last.atMs >= fromMs + BLOCKED_SECONDS * 1_000);
        const seconds = Array.from({ length: BLOCKED_SECONDS }, (_, second) =>
          clients.between(fromMs + second * 1_000, fromMs + (second + 1) * 1_000),
        );
        const rows = seconds.map(({ produced, consumed }) => `${produced}/${consumed}`);
        console.log(`${name}: records produced/consumed in each blocked second: ${rows.join(' ')}`);
        // A busy machine may take most of a second from the clients; about fifty are usual.
        for (const { produced, consumed } of seconds) {
          expect(produced).toBeGreaterThanOrEqual(3);
          expect(consumed).toBeGreaterThanOrEqual(3);
        }
        const { produced } = clients.last;
        await waitUntil('the consumer to have everything', () => clients.last.consumed >= produced);
      } finally {
        await clients.end();
      }
    },
  );
}

/** Nothing else runs on this thread in the meantime: no timer, no promise, no request. */
function block(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
