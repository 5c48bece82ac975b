import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryBroker } from '../../test/support/memory-broker.ts';
import { KafkaError } from '../errors.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  describeClusterRequest,
  describeClusterResponse,
  newDescribeClusterRequest,
  newDescribeClusterResponse,
} from '../wire/generated/describe-cluster.ts';
import {
  heartbeatRequest,
  heartbeatResponse,
  newHeartbeatRequest,
  newHeartbeatResponse,
} from '../wire/generated/heartbeat.ts';
import { defineHandler } from './handler.ts';
import { handlers, servedApis } from './index.ts';

/** Answers with the group's name as throttle time, when told to. */
function slowHeartbeat() {
  const started: string[] = [];
  const finish = new Map<string, () => void>();
  const handler = defineHandler({
    request: heartbeatRequest,
    response: heartbeatResponse,
    async handle({ groupId }) {
      started.push(groupId);
      await new Promise<void>((resolve) => finish.set(groupId, resolve));
      return newHeartbeatResponse({ throttleTimeMs: Number(groupId) });
    },
  });
  return { handler, started, finish: (groupId: string) => finish.get(groupId)?.() };
}

function failing(error: Error, onError: boolean) {
  return defineHandler({
    request: describeClusterRequest,
    response: describeClusterResponse,
    handle: () => {
      throw error;
    },
    ...(onError
      ? {
          onError: (errorCode: number, errorMessage: string) => newDescribeClusterResponse({ errorCode, errorMessage }),
        }
      : {}),
  });
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe('The dispatcher', () => {
  it('serves connections side by side', async () => {
    const slow = slowHeartbeat();
    const broker = await MemoryBroker.start({ handlers: [slow.handler] });
    const answered: number[] = [];
    const beat = (groupId: string, connectionId: number) =>
      broker
        .call(heartbeatRequest, heartbeatResponse, 1, newHeartbeatRequest({ groupId }), connectionId)
        .then((answer) => answered.push(answer?.throttleTimeMs ?? -1));
    const all = [beat('1', 1), beat('2', 2)];
    await settle();
    expect(slow.started).toEqual(['1', '2']);
    slow.finish('2');
    await settle();
    slow.finish('1');
    await Promise.all(all);
    expect(answered).toEqual([2, 1]);
  });

  it('closes the connection of what is no request, and lives', async () => {
    const broker = await MemoryBroker.start();
    const frames = [
      Buffer.alloc(0),
      Buffer.from([0]),
      Buffer.from([0, 3, 0, 1]),
      Buffer.from([0, 3, 0, 99, 0, 0, 0, 1, 255, 255]),
      Buffer.from([3, 232, 0, 0, 0, 0, 0, 1, 255, 255]),
      Buffer.from([0, 0, 0, 3, 0, 0, 0, 1, 255, 255]),
    ];
    for (const frame of frames) expect(await broker.send(frame)).toBeNull();
    expect(broker.errors).toEqual([]);
    expect(
      await broker.call(describeClusterRequest, describeClusterResponse, 1, newDescribeClusterRequest()),
    ).not.toBeNull();
  });

  it('survives random bodies of every API and version', { timeout: 120_000 }, async () => {
    const broker = await MemoryBroker.start();
    const apis = handlers.flatMap((handler) =>
      Array.from({ length: handler.maxVersion - handler.minVersion + 1 }, (_, index) => ({
        apiKey: handler.apiKey,
        version: handler.minVersion + index,
      })),
    );
    let connectionId = 1;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...apis),
        fc.uint8Array({ maxLength: 80 }),
        async ({ apiKey, version }, body) => {
          const header = Buffer.from([0, apiKey, 0, version, 0, 0, 0, 1, 255, 255]);
          // A rejoin may wait for its timers, which stand still here.
          const reply = broker.send(Buffer.concat([header, body]), connectionId++);
          await Promise.race([reply, settle()]);
        },
      ),
      { numRuns: 3000 },
    );
    expect(broker.fatal).toEqual([]);
    expect(broker.errors).toEqual([]);
  });

  it('turns a KafkaError into the response that carries it', async () => {
    const broker = await MemoryBroker.start({
      handlers: [failing(new KafkaError(ErrorCode.NOT_CONTROLLER, 'no'), true)],
    });
    const answer = await broker.call(describeClusterRequest, describeClusterResponse, 0, newDescribeClusterRequest());
    expect(answer).toMatchObject({ errorCode: ErrorCode.NOT_CONTROLLER, errorMessage: 'no' });
    expect(broker.errors).toEqual([]);
  });

  it('answers UNKNOWN_SERVER_ERROR to a mistake of ours, loudly', async () => {
    const broker = await MemoryBroker.start({ handlers: [failing(new TypeError('a mistake'), true)] });
    const answer = await broker.call(describeClusterRequest, describeClusterResponse, 0, newDescribeClusterRequest());
    expect(answer).toMatchObject({ errorCode: ErrorCode.UNKNOWN_SERVER_ERROR });
    expect(broker.errors.join()).toContain('a mistake');
  });

  it('closes the connection where no response could say so', async () => {
    const broker = await MemoryBroker.start({ handlers: [failing(new TypeError('a mistake'), false)] });
    const answer = await broker.call(describeClusterRequest, describeClusterResponse, 0, newDescribeClusterRequest());
    expect(answer).toBeNull();
    expect(broker.errors.join()).toContain('a mistake');
  });
});

describe('The registration', () => {
  it('names every key once, in order, with a range of versions', () => {
    const keys = servedApis.map(({ apiKey }) => apiKey);
    expect(keys).toEqual([...new Set(keys)].sort((a, b) => a - b));
    for (const { versionMin, versionMax } of servedApis) expect(versionMin).toBeLessThanOrEqual(versionMax);
  });
});
