// Every client reads what every other client wrote, with each codec, through a restart of the broker.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import type { Client } from './client.ts';
import { differences } from './compare.ts';
import { consoleTools } from './console.ts';
import { java } from './java.ts';
import { kafkaJs } from './kafkajs.ts';
import { kcat } from './kcat.ts';
import { committedOffsets, endOffsets, Matrix, readableTopics } from './matrix.ts';
import { platformatic } from './platformatic.ts';
import { python } from './python.ts';

const ALL: readonly Client[] = [kcat, python, kafkaJs, platformatic, java, consoleTools];
const noBroker = missingBroker();
const present = noBroker === undefined ? ALL.filter((client) => client.missing() === undefined) : [];

describe.skipIf(noBroker !== undefined)('clients', () => {
  let broker: RunningBroker;
  let matrix: Matrix;

  beforeAll(async () => {
    for (const line of report()) console.log(line);
    broker = await startBroker();
    matrix = new Matrix(broker, present);
    await matrix.perform();
    console.log(matrix.run.phases.map(([name, seconds]) => `${name} ${seconds.toFixed(1)} s`).join(', '));
  }, 400_000);

  afterAll(async () => {
    await matrix?.close();
    await broker?.close();
  }, 60_000);

  for (const writer of present) {
    it(`${writer.name} writes (${writer.writes.join(', ')})`, () => {
      expect(matrix.run.writeFailures.get(writer.name)).toBeUndefined();
    });
  }

  for (const reader of present) {
    describe(`${reader.name} reads`, () => {
      for (const writer of present) {
        it(`what ${writer.name} wrote`, () => {
          expect(matrix.run.readFailures.get(reader.name)).toBeUndefined();
          const received = matrix.run.received.get(reader.name) ?? [];
          const topics = readableTopics(reader, matrix.run.topics).filter((topic) => topic.writer === writer);
          expect(topics.flatMap((topic) => differences(reader, topic, received))).toEqual([]);
        });
      }

      it('and its group has committed all of it', async () => {
        const topics = readableTopics(reader, matrix.run.topics);
        const ends = Object.fromEntries(topics.map((topic) => [topic.name, endOffsets(topic)]));
        const committed = async () =>
          Object.fromEntries(await committedOffsets(broker.bootstrapServers, reader, topics));
        await expect.poll(committed, { timeout: 20_000, interval: 200 }).toEqual(ends);
      });
    });
  }

  it('all readers see the same timestamps', () => {
    expect(timestampDisagreements(matrix, present)).toEqual([]);
  });
});

/** What runs, what is left out and why, and what each client cannot express: printed with every run. */
function report(): string[] {
  const lines = ALL.map((client) => {
    const missing = client.missing();
    if (missing !== undefined) return `${client.name}: skipped, ${missing}`;
    const limits = client.limits.map(({ name }) => name);
    const codecs = client.writes.length === 5 ? 'all codecs' : `codecs ${client.writes.join(', ')}`;
    return `${client.name}: ${[codecs, ...limits].join('; ')}`;
  });
  return noBroker === undefined ? lines : [`clients: skipped, ${noBroker}`];
}

function timestampDisagreements(matrix: Matrix, readers: readonly Client[]): string[] {
  const seen = new Map<string, bigint | undefined>();
  const found: string[] = [];
  for (const reader of readers) {
    for (const { topic, partition, offset, timestampMs } of matrix.run.received.get(reader.name) ?? []) {
      if (topic === '') continue;
      const place = `${topic}-${partition}@${offset}`;
      if (seen.has(place) && seen.get(place) !== timestampMs) found.push(`${place}: ${reader.name} ${timestampMs}`);
      seen.set(place, timestampMs);
    }
  }
  return found.slice(0, 10);
}
