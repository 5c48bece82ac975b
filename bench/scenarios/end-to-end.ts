// Latency from produce to consume at a fixed modest rate, measured by librdkafka in one process.
import { fileURLToPath } from 'node:url';
import { missing, PYTHON } from '../../test/support/paths.ts';
import { runProcess } from '../../test/support/process.ts';
import type { Figure, Scenario } from '../support/scenario.ts';
import { createTopic, deleteTopic } from '../support/topics.ts';

const PROGRAM = fileURLToPath(new URL('end_to_end.py', import.meta.url));
const RECORDS_PER_SECOND = 500;
const SECONDS = { full: 10, smoke: 0.5 };

export const endToEndScenario: Scenario = {
  name: 'end-to-end',
  missing: missing.python,
  async run(side, size, round): Promise<Figure[]> {
    const topic = `end-to-end-${round}`;
    await createTopic(side.bootstrapServers, topic, 1);
    const args = [PROGRAM, side.bootstrapServers, topic, String(RECORDS_PER_SECOND), String(SECONDS[size])];
    const output = await runProcess(PYTHON, args, { timeoutMs: 150_000 });
    await deleteTopic(side.bootstrapServers, topic);
    const latency = JSON.parse(output.stdout.toString()) as { p50: number; p99: number; p999: number };
    return [
      { row: 'end to end p50, ms', value: latency.p50 },
      { row: 'end to end p99, ms', value: latency.p99 },
      { row: 'end to end p99.9, ms', value: latency.p999 },
    ];
  },
};
