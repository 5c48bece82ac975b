// ListTransactions (key 66), versions 0-2: every transactional id of this coordinator that passes all filters: state and
// producer id, how long the transaction runs (from version 1), a pattern in RE2's syntax that the whole id must match
// (from 2). State names that do not exist come back as unknown and match nothing.
import { KafkaError } from '../errors.ts';
import type { TopicPatterns } from '../native/topic-patterns.ts';
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
  async handle(request, _context, { transactions, clock, topicPatterns }) {
    const all = await transactions.list();
    const found = await matching(
      request.transactionalIdPattern,
      all.filter(filter(request, clock.nowMs())),
      topicPatterns,
    );
    const transactionStates = found.map(({ transactionalId, producerId, state }) => ({
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
  return ({ producerId, state, startMs }) =>
    (producerIds.size === 0 || producerIds.has(producerId)) &&
    (states.size === 0 || states.has(state)) &&
    (durationMs < 0 || nowMs - startMs > durationMs);
}

async function matching(
  pattern: string | null,
  transactions: readonly Transaction[],
  patterns: TopicPatterns,
): Promise<readonly Transaction[]> {
  if (pattern === null || pattern === '') return transactions;
  if (patterns.problem(pattern) !== null) throw new KafkaError(ErrorCode.INVALID_REGULAR_EXPRESSION);
  const ids = transactions.map(({ transactionalId }) => transactionalId);
  const matched = (await patterns.match([pattern], ids)).get(pattern);
  return transactions.filter(({ transactionalId }) => matched?.has(transactionalId));
}
