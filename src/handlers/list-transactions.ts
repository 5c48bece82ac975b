// ListTransactions (key 66), versions 0-2: every transactional id of this coordinator that passes all filters: state and
// producer id, how long the transaction runs (from version 1), a pattern that the whole id must match (from 2; Java's RE2
// there, JavaScript's regular expressions here). State names that do not exist come back as unknown and match nothing.
import { KafkaError } from '../errors.ts';
import { TRANSACTION_STATES, TRANSIENT_STATES, type Transaction } from '../transactions/transaction.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  type ListTransactionsRequest,
  listTransactionsRequest,
  listTransactionsResponse,
  newListTransactionsResponse,
} from '../wire/generated/list-transactions.ts';
import { defineHandler } from './handler.ts';

type Passes = (transaction: Transaction) => boolean;

const KNOWN_STATES: ReadonlySet<string> = new Set([...TRANSACTION_STATES, ...TRANSIENT_STATES]);

export const listTransactions = defineHandler({
  request: listTransactionsRequest,
  response: listTransactionsResponse,
  async handle(request, _context, { transactions, clock }) {
    const all = await transactions.list();
    const passes = filter(request, clock.nowMs());
    const transactionStates = all.filter(passes).map(({ transactionalId, producerId, state }) => ({
      transactionalId,
      producerId,
      transactionState: state,
    }));
    const unknownStateFilters = [...new Set(request.stateFilters)].filter((name) => !KNOWN_STATES.has(name));
    return newListTransactionsResponse({ unknownStateFilters, transactionStates });
  },
  onError: (errorCode) => newListTransactionsResponse({ errorCode }),
});

function filter(request: ListTransactionsRequest, nowMs: number): Passes {
  const states = new Set(request.stateFilters);
  const producerIds = new Set(request.producerIdFilters);
  const durationMs = Number(request.durationFilter);
  const pattern = patternOf(request.transactionalIdPattern);
  return ({ transactionalId, producerId, state, startMs }) =>
    (producerIds.size === 0 || producerIds.has(producerId)) &&
    (states.size === 0 || states.has(state)) &&
    (durationMs < 0 || nowMs - startMs > durationMs) &&
    (pattern === null || pattern.test(transactionalId));
}

function patternOf(text: string | null): RegExp | null {
  if (text === null || text === '') return null;
  try {
    return new RegExp(`^(?:${text})$`, 'su');
  } catch {
    throw new KafkaError(ErrorCode.INVALID_REGULAR_EXPRESSION);
  }
}
