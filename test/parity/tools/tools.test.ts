// Kafka's command line tools and Admin client print the same against Millrace as against Apache Kafka 4.3.1, but for what
// differences.ts names.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingBroker, type RunningBroker, startBroker } from '../../support/broker.ts';
import { missing } from '../../support/paths.ts';
import { pause } from '../../support/wait.ts';
import { differences } from './differences.ts';
import { normalised } from './normalise.ts';
import { clusterFiles } from './steps/cluster.ts';
import { groupFiles } from './steps/groups.ts';
import { recordFiles } from './steps/records.ts';
import { type Step, steps, wordsOf } from './steps.ts';
import { ToolSession } from './tool-session.ts';

const reason = missingBroker('kafka') ?? missingBroker('millrace') ?? missing.javaCompiler();
if (reason !== undefined) console.warn(`skipped, Kafka's tools against both brokers: ${reason}`);

const START_TIMEOUT_MS = 120_000;
/** Eligible leader replicas are for several brokers, and write min.insync.replicas into the log. */
const kafkaFeatures = { 'eligible.leader.replicas.version': 0 };
const properties = { 'group.initial.rebalance.delay.ms': '0', 'offsets.topic.num.partitions': '4' };

/** Apache Kafka applies some changes a moment after it has answered; who only looks may look again. */
function onlyLooks(step: Step): boolean {
  const [first, second] = step;
  if (first === 'admin') return /^(describe|list|groupOffsets)/.test(second ?? '');
  return step.includes('--describe') || step.includes('--list') || first === 'get-offsets';
}

class Side {
  readonly #broker: RunningBroker;
  readonly #tools: ToolSession;

  private constructor(broker: RunningBroker) {
    this.#broker = broker;
    this.#tools = new ToolSession(broker.bootstrapServers);
  }

  static async start(kind: 'kafka' | 'millrace'): Promise<Side> {
    return new Side(await startBroker({ properties, kafkaFeatures }, kind));
  }

  async run(step: Step, folder: string): Promise<string> {
    return normalised(await this.#tools.run(wordsOf(step, this.#broker.bootstrapServers, folder)), folder);
  }

  async close(): Promise<void> {
    await this.#tools.close().catch(() => {});
    await this.#broker.close();
  }
}

describe.skipIf(reason !== undefined)("Kafka's tools say the same", () => {
  let folder: string;
  let kafka: Side;
  let millrace: Side;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'millrace-tools-'));
    const files = Object.entries({ ...recordFiles, ...groupFiles, ...clusterFiles });
    for (const [name, text] of files) await writeFile(join(folder, name), text);
    [kafka, millrace] = await Promise.all([Side.start('kafka'), Side.start('millrace')]);
  }, START_TIMEOUT_MS);

  afterAll(async () => {
    await Promise.all([kafka?.close(), millrace?.close()]);
    await rm(folder, { recursive: true, force: true });
  }, START_TIMEOUT_MS);

  const named = steps.map((step, index) => [`${index + 1} ${step.join(' ').slice(0, 150)}`, step] as const);

  it.each(named)('%s', { timeout: 60_000 }, async (_says, step) => {
    const ask = () => Promise.all([kafka.run(step, folder), millrace.run(step, folder)]);
    let [theirs, ours] = await ask();
    if (differences.has(step.join(' '))) {
      expect(ours).not.toBe(theirs);
      return;
    }
    for (let again = 0; again < 5 && ours !== theirs && onlyLooks(step); again++) {
      await pause(300);
      [theirs, ours] = await ask();
    }
    expect(ours).toBe(theirs);
  });

  it('every difference belongs to a step', () => {
    const all = new Set(steps.map((step) => step.join(' ')));
    expect([...differences.keys()].filter((name) => !all.has(name))).toEqual([]);
  });
});
