// Processor microseconds of the broker per small produce request: 100 B records, one a request, no linger, four
// librdkafka connections.
import { fileURLToPath } from 'node:url';
import { missing, PYTHON } from '../../test/support/paths.ts';
import { runProcess } from '../../test/support/process.ts';
import type { Figure, Scenario } from '../support/scenario.ts';
import { createTopic, deleteTopic } from '../support/topics.ts';
import { processorSeconds } from '../support/usage.ts';

const PROGRAM = fileURLToPath(new URL('small_requests.py', import.meta.url));
const CONNECTION_COUNT = 4;
const SECONDS = { full: 10, smoke: 0.5 };

export const smallRequestsScenario: Scenario = {
  name: 'small-requests',
  missing: missing.python,
  async run(side, size, round): Promise<Figure[]> {
    const topic = `small-requests-${round}`;
    await createTopic(side.bootstrapServers, topic, CONNECTION_COUNT);
    const start = processorSeconds(side.process.pid);
    const args = [PROGRAM, side.bootstrapServers, topic, String(CONNECTION_COUNT), String(SECONDS[size])];
    const output = await runProcess(PYTHON, args, { timeoutMs: 120_000 });
    const used = processorSeconds(side.process.pid) - start;
    const sent = JSON.parse(output.stdout.toString()) as { acknowledged: number; failed: number; requests: number };
    if (sent.failed > 0 || sent.acknowledged === 0) throw new Error(`small requests failed: ${JSON.stringify(sent)}`);
    await deleteTopic(side.bootstrapServers, topic);
    return [
      { row: 'small produce request, CPU µs', value: (used / sent.requests) * 1e6, ratioMax: 0.25 },
      { row: 'small produce requests/s', value: sent.requests / SECONDS[size] },
      { row: 'records per small request', value: sent.acknowledged / sent.requests },
    ];
  },
};
