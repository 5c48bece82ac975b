// Serves the requests at one door that a fault or the placement of several brokers concerns: decides with plan.ts and the
// placement, then performs what is left of the request and puts the reply together. Called by relay.ts.
// Invariant: what a fault refuses before its effect never reaches the broker; everything else does, exactly once.
import { ApiKey } from '../../wire/api-key.ts';
import { ErrorCode, errorName } from '../../wire/error-code.ts';
import type { FaultList } from '../faults/faults.ts';
import { mayConcern, type Plan, planOf, type UnitError } from '../faults/plan.ts';
import { failedResponse } from '../messages/failures.ts';
import type { Unit } from '../messages/layout.ts';
import { mergeResponses } from '../messages/merge.ts';
import {
  type DecodedRequest,
  decodeRequest,
  decodeResponse,
  encodeRequest,
  encodeResponse,
} from '../messages/request.ts';
import { keepUnits, type Message, type TopicNames, unitsOf } from '../messages/units.ts';
import type { Placement } from './placement.ts';
import { type Interceptor, type Perform, pause, type Served } from './relay.ts';
import { toClient } from './replies.ts';
import { isPlaced, performed, refusals, toBroker } from './translation.ts';

export interface InterceptorOptions {
  readonly nodeId: number;
  readonly faults: FaultList;
  /** Of the brokers that clients see. */
  placement(): Placement;
  readonly topicNames: TopicNames;
  /** Ends delays when the test broker is closed. */
  readonly closing: AbortSignal;
}

const DISCONNECTED: Served = { kind: 'disconnected' };

export class NodeInterceptor implements Interceptor {
  readonly #options: InterceptorOptions;

  constructor(options: InterceptorOptions) {
    this.#options = options;
  }

  concerns(apiKey: number): boolean {
    const { faults, nodeId } = this.#options;
    return (
      (this.#placement.isActive && isPlaced(apiKey)) || faults.list.some(({ rule }) => mayConcern(rule, apiKey, nodeId))
    );
  }

  async serve(frame: Buffer, perform: Perform): Promise<Served> {
    const decoded = decodeRequest(frame);
    // What to do with it is the broker's to say; it answers, or it closes the connection.
    if (decoded === null) return replied(await perform(frame, { expectsReply: true }));
    if (hasOpenSession(decoded)) return replied(encodeResponse(decoded, sessionLost(decoded)));
    const request = withoutSession(decoded);
    const { nodeId, faults, topicNames, closing } = this.#options;
    const { apiKey, clientId } = request.header;
    const units = unitsOf(apiKey, request.message, topicNames);
    const plan = planOf(faults.list, { apiKey, clientId, brokerId: nodeId, units });
    if (plan.delayBeforeMs > 0) await pause(plan.delayBeforeMs, closing);
    if (plan.disconnect === 'before') return DISCONNECTED;
    const errors = new Map(plan.errors);
    for (const [index, code] of this.#refusals(request, units)) {
      if (!errors.has(index)) errors.set(index, { code, when: 'before', ofPartitions: false });
    }
    const response = await this.#perform(request, errors, perform);
    if (plan.delayAfterMs > 0) await pause(plan.delayAfterMs, closing);
    if (plan.disconnect === 'after' || response === 'none to be had') return DISCONNECTED;
    if (response === null) return { kind: 'replied', reply: null, muteMs: plan.throttleMs };
    return { kind: 'replied', reply: encodeResponse(request, throttled(response, plan)), muteMs: plan.throttleMs };
  }

  /** Null: the request wants no reply. */
  async #perform(
    request: DecodedRequest,
    errors: ReadonlyMap<number, UnitError>,
    perform: Perform,
  ): Promise<Message | null | 'none to be had'> {
    const expectsReply = !isWithoutReply(request);
    const send = async (part: Message): Promise<Message | null> => {
      const { isActive } = this.#placement;
      const forBroker = isActive ? toBroker(request, part, this.#placement) : part;
      const reply = await perform(encodeRequest(request, forBroker), { expectsReply });
      if (reply === null) return null;
      const response = decodeResponse(request, reply);
      return isActive ? performed(request, part, response, this.#placement) : response;
    };
    const keep = (keeps: (index: number) => boolean) => keepUnits(request.header.apiKey, request.message, keeps);
    const secret = keep((index) => errors.get(index)?.when === 'after');
    if (secret !== null) await send(withoutWaiting(request, secret));
    const rest = errors.size === 0 ? request.message : keep((index) => !errors.has(index));
    const answer = rest === null ? null : await send(errors.size === 0 ? rest : withoutWaiting(request, rest));
    // As a broker does, which has no other way to say so.
    if (!expectsReply) return errors.size > 0 ? 'none to be had' : null;
    const parts = answer === null ? [] : [answer];
    for (const error of distinct(errors.values())) {
      const failing = keep((index) => same(errors.get(index), error));
      if (failing === null) continue;
      const { code, ofPartitions } = error;
      const failed = failedResponse(request, failing, { code, ofPartitions, message: messageOf(code) });
      if (failed === null) return 'none to be had';
      parts.push(failed);
    }
    const [first, ...others] = parts;
    if (first === undefined) return 'none to be had';
    const { nodeId, topicNames } = this.#options;
    const placement = this.#placement;
    const merged = mergeResponses(first, ...others);
    return placement.isActive ? toClient(merged, { nodeId, request, placement, topicNames }) : merged;
  }

  #refusals(request: DecodedRequest, units: readonly Unit[]): ReadonlyMap<number, number> {
    const placement = this.#placement;
    return placement.isActive ? refusals(this.#options.nodeId, request, units, placement) : new Map();
  }

  get #placement(): Placement {
    return this.#options.placement();
  }
}

function replied(reply: Buffer | null): Served {
  return { kind: 'replied', reply, muteMs: 0 };
}

function messageOf(code: number): string {
  return `${errorName(code)}, as the test wants it`;
}

function throttled(response: Message, { throttleMs }: Plan): Message {
  if (throttleMs === 0 || response.throttleTimeMs === undefined) return response;
  return { ...response, throttleTimeMs: Math.max(throttleMs, Number(response.throttleTimeMs)) };
}

function isWithoutReply({ header, message }: DecodedRequest): boolean {
  return header.apiKey === ApiKey.PRODUCE && message.acks === 0;
}

function isFetch({ header }: DecodedRequest): boolean {
  return header.apiKey === ApiKey.FETCH;
}

/** A session that was made before anything concerned it: the client goes on without, as when the broker forgot it. */
function hasOpenSession(request: DecodedRequest): boolean {
  return isFetch(request) && Number(request.message.sessionEpoch) > 0;
}

function sessionLost(request: DecodedRequest): Message {
  const error = { code: ErrorCode.FETCH_SESSION_ID_NOT_FOUND, message: '', ofPartitions: false };
  const nothing = { ...request.message, topics: [] };
  return failedResponse(request, nothing, error) ?? {};
}

/** Every fetch names all of its partitions then, so a reply can be altered without the broker knowing. */
function withoutSession(request: DecodedRequest): DecodedRequest {
  if (!isFetch(request)) return request;
  const message = { ...request.message, sessionId: 0, sessionEpoch: -1, forgottenTopicsData: [] };
  return { ...request, message };
}

/** An error is told at once, not when there is something to read. */
function withoutWaiting(request: DecodedRequest, part: Message): Message {
  return isFetch(request) ? { ...part, maxWaitMs: 0 } : part;
}

function same(one: UnitError | undefined, other: UnitError): boolean {
  return one !== undefined && one.code === other.code && one.ofPartitions === other.ofPartitions;
}

/** Errors of everything come before those of partitions: their top is the reply's. */
function distinct(errors: Iterable<UnitError>): UnitError[] {
  const found: UnitError[] = [];
  for (const error of errors) if (!found.some((one) => same(one, error))) found.push(error);
  return found.sort((a, b) => Number(a.ofPartitions) - Number(b.ofPartitions));
}
