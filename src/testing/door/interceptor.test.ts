// What reaches the broker and what the client gets, with a broker that answers as scripted.
import { describe, expect, it } from 'vitest';
import { ApiKey } from '../../wire/api-key.ts';
import { ErrorCode } from '../../wire/error-code.ts';
import { type FetchResponse, newFetchPartition, newFetchRequest } from '../../wire/generated/fetch.ts';
import {
  newPartitionProduceResponse,
  newProduceRequest,
  newProduceResponse,
  type ProduceRequest,
  type ProduceResponse,
} from '../../wire/generated/produce.ts';
import { ZERO_UUID } from '../../wire/reader.ts';
import { FaultList } from '../faults/faults.ts';
import type { FaultOptions } from '../faults/options.ts';
import {
  type DecodedRequest,
  decodeRequest,
  decodeResponse,
  encodeRequest,
  encodeResponse,
} from '../messages/request.ts';
import type { Message } from '../messages/units.ts';
import { NodeInterceptor } from './interceptor.ts';
import { Placement } from './placement.ts';
import type { Perform } from './relay.ts';
import { placedBehind } from './testdata/placed-behind.ts';

const node = { nodeId: 1, host: 'localhost', port: 9001 };

function interceptorOf(...options: readonly FaultOptions[]): NodeInterceptor {
  const faults = new FaultList(
    () => 1,
    () => {},
  );
  for (const one of options) faults.add(one);
  const placement = new Placement([node], placedBehind('orders', 2));
  const closing = new AbortController().signal;
  return new NodeInterceptor({ nodeId: 1, faults, placement: () => placement, topicNames: () => undefined, closing });
}

function decoded(apiKey: number, apiVersion: number, message: object): DecodedRequest {
  const header = { apiKey, apiVersion, correlationId: 77, clientId: 'a' };
  return { header, message: message as Message };
}

function produce(acks = -1): DecodedRequest {
  const partitionData = [0, 1].map((index) => ({ index, records: Buffer.from(`records ${index}`) }));
  const topicData = [{ name: 'orders', topicId: ZERO_UUID, partitionData }];
  return decoded(ApiKey.PRODUCE, 8, newProduceRequest({ acks, topicData }));
}

/** Performs everything, and notes which partitions. */
function broker() {
  const performed: number[][] = [];
  const perform: Perform = async (frame, { expectsReply }) => {
    const request = decodeRequest(frame);
    if (request === null) throw new Error('the broker was sent what it cannot read');
    const { topicData } = request.message as unknown as ProduceRequest;
    const indexes = topicData.flatMap(({ partitionData }) => partitionData.map(({ index }) => index));
    performed.push(indexes);
    const partitionResponses = indexes.map((index) => newPartitionProduceResponse({ index, baseOffset: 7n }));
    const response = newProduceResponse({ responses: [{ name: 'orders', topicId: ZERO_UUID, partitionResponses }] });
    return expectsReply ? encodeResponse(request, response as unknown as Message) : null;
  };
  return { performed, perform };
}

async function served(request: DecodedRequest, ...options: readonly FaultOptions[]) {
  const { performed, perform } = broker();
  const answer = await interceptorOf(...options).serve(encodeRequest(request, request.message), perform);
  const reply = answer.kind === 'replied' && answer.reply !== null ? decodeResponse(request, answer.reply) : null;
  return { performed, answer, reply };
}

const codes = (reply: Message | null) =>
  (reply as unknown as ProduceResponse).responses.flatMap(({ partitionResponses }) =>
    partitionResponses.map(({ index, errorCode, baseOffset }) => [index, errorCode, Number(baseOffset)]),
  );

const NOT_LEADER = ErrorCode.NOT_LEADER_OR_FOLLOWER;

describe('NodeInterceptor', () => {
  it('is concerned with what a fault names, and nothing else', () => {
    const interceptor = interceptorOf({ api: 'Produce', delayMs: 1 }, { api: 'Fetch', brokerId: 2, delayMs: 1 });
    expect(interceptor.concerns(ApiKey.PRODUCE)).toBe(true);
    expect(interceptor.concerns(ApiKey.FETCH)).toBe(false);
    expect(interceptorOf({ delayMs: 1 }).concerns(ApiKey.FETCH)).toBe(true);
  });

  it('performs the rest, and answers both together', async () => {
    const { performed, reply } = await served(produce(), { partition: 1, error: 'NOT_LEADER_OR_FOLLOWER' });
    expect(performed).toEqual([[0]]);
    expect(codes(reply)).toEqual([
      [0, 0, 7],
      [1, NOT_LEADER, -1],
    ]);
  });

  it('performs nothing where everything fails before', async () => {
    const { performed, reply } = await served(produce(), { error: 'NOT_LEADER_OR_FOLLOWER' });
    expect(performed).toEqual([]);
    expect(codes(reply).map(([, code]) => code)).toEqual([NOT_LEADER, NOT_LEADER]);
  });

  it('performs everything once where it fails after', async () => {
    const fault: FaultOptions = { partition: 1, error: 'REQUEST_TIMED_OUT', when: 'after' };
    const { performed, reply } = await served(produce(), fault);
    expect(performed.flat().sort()).toEqual([0, 1]);
    expect(codes(reply)).toEqual([
      [0, 0, 7],
      [1, ErrorCode.REQUEST_TIMED_OUT, -1],
    ]);
  });

  it.each([
    ['before', []],
    ['after', [[0, 1]]],
  ] as const)('ends the connection %s the effect', async (disconnect, expected) => {
    const { performed, answer } = await served(produce(), { disconnect });
    expect(answer).toEqual({ kind: 'disconnected' });
    expect(performed).toEqual(expected);
  });

  it('tells the throttle time and is deaf for as long', async () => {
    const { answer, reply } = await served(produce(), { throttleMs: 300 });
    expect(answer).toMatchObject({ kind: 'replied', muteMs: 300 });
    expect(reply).toMatchObject({ throttleTimeMs: 300 });
  });

  it('sends no reply to acks=0, and ends the connection over an error', async () => {
    expect((await served(produce(0), { delayMs: 1 })).answer).toEqual({ kind: 'replied', reply: null, muteMs: 0 });
    const failed = await served(produce(0), { partition: 0, error: 'NOT_LEADER_OR_FOLLOWER' });
    expect(failed.answer).toEqual({ kind: 'disconnected' });
    expect(failed.performed).toEqual([[1]]);
  });

  it('forgets a fetch session', async () => {
    const topics = [{ topic: 'orders', topicId: ZERO_UUID, partitions: [newFetchPartition({ partition: 0 })] }];
    const request = decoded(ApiKey.FETCH, 12, newFetchRequest({ sessionId: 5, sessionEpoch: 3, topics }));
    const { answer, reply } = await served(request, { api: 'Fetch', topic: 'orders', error: 'NOT_LEADER_OR_FOLLOWER' });
    expect(answer.kind).toBe('replied');
    expect(reply as unknown as FetchResponse).toMatchObject({ errorCode: ErrorCode.FETCH_SESSION_ID_NOT_FOUND });
  });

  it('asks for no session, and does not wait where there is an error', async () => {
    const partitions = [newFetchPartition({ partition: 0 }), newFetchPartition({ partition: 1 })];
    const topics = [{ topic: 'orders', topicId: ZERO_UUID, partitions }];
    const message = newFetchRequest({ sessionEpoch: 0, maxWaitMs: 500, topics });
    const request = decoded(ApiKey.FETCH, 12, message);
    const sent: DecodedRequest[] = [];
    const perform: Perform = async (frame) => {
      const got = decodeRequest(frame);
      if (got !== null) sent.push(got);
      return encodeResponse(request, {
        throttleTimeMs: 0,
        errorCode: 0,
        sessionId: 0,
        responses: [],
        nodeEndpoints: [],
      });
    };
    const fault: FaultOptions = { partition: 1, error: 'NOT_LEADER_OR_FOLLOWER' };
    await interceptorOf(fault).serve(encodeRequest(request, request.message), perform);
    expect(sent.map((one) => one.message)).toMatchObject([{ sessionId: 0, sessionEpoch: -1, maxWaitMs: 0 }]);
  });

  it('passes on what it cannot read', async () => {
    const frame = Buffer.from([0, 18, 0, 99, 0, 0, 0, 1]);
    const answer = await interceptorOf({ delayMs: 1 }).serve(frame, async (sent) => sent);
    expect(answer).toEqual({ kind: 'replied', reply: frame, muteMs: 0 });
  });
});
