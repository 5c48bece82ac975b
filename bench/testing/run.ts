// One run of the ten tests in a process of its own, as a test file is: `run.ts kit`, or `run.ts SERVERS` for a broker that
// runs elsewhere. Prints one line of JSON. Called by main.ts.
import { readFileSync } from 'node:fs';
import { runTests, type Target } from './ten-tests.ts';

process.env.KAFKAJS_NO_PARTITIONER_WARNING = '1';

export interface RunFigures {
  /** Until the broker serves; 0 where somebody else started it. */
  readonly startSeconds: number;
  readonly testSeconds: readonly number[];
  /** The most that this process had in memory, the broker of the kit with it. */
  readonly peakMegabytes: number;
}

const [side = 'kit'] = process.argv.slice(2);
const startMs = performance.now();
const target = side === 'kit' ? await startKit() : elsewhere(side);
const startSeconds = side === 'kit' ? (performance.now() - startMs) / 1000 : 0;
const testSeconds = await runTests(target);
await target.close();
const figures: RunFigures = { startSeconds, testSeconds, peakMegabytes: peakMegabytes() };
console.log(JSON.stringify(figures));
process.exit(0);

async function startKit(): Promise<Target & { close(): Promise<void> }> {
  // As users have it; it need not be built when types are checked.
  const built = new URL('../../dist/testing/index.js', import.meta.url).href;
  const { TestBroker }: typeof import('../../src/testing/index.ts') = await import(built);
  const kafka = await TestBroker.start();
  return {
    bootstrapServers: kafka.bootstrapServers,
    reset: () => kafka.reset(),
    passTime: (ms) => kafka.clock.advance(ms),
    close: () => kafka.close(),
  };
}

/** Time goes by as it does there: whoever waits for an effect waits. */
function elsewhere(bootstrapServers: string): Target & { close(): Promise<void> } {
  const nothing = async () => {};
  return { bootstrapServers, reset: nothing, passTime: nothing, close: nothing };
}

function peakMegabytes(): number {
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'latin1'))?.[1];
  return Number(kilobytes) / 1024;
}
