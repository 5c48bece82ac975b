// ListTransactions with every filter, and features: what is set to 0 and 1 and back.
import { errorName } from '../../../src/wire/error-code.ts';
import {
  listTransactionsRequest,
  listTransactionsResponse,
  newListTransactionsRequest,
} from '../../../src/wire/generated/list-transactions.ts';
import {
  newFeatureUpdateKey,
  newUpdateFeaturesRequest,
  updateFeaturesRequest,
  updateFeaturesResponse,
} from '../../../src/wire/generated/update-features.ts';
import { versions } from '../call.ts';
import type { TransactionSession } from './session.ts';
import { add, completed, described, end, init, step, type TransactionStep } from './steps.ts';

type Filters = NonNullable<Parameters<typeof newListTransactionsRequest>[0]>;

function list(version: number, filters: Filters | ((session: TransactionSession) => Filters)): TransactionStep {
  const says =
    typeof filters === 'function'
      ? 'by producer id'
      : JSON.stringify(filters, (_key, value) =>
          String(value) === value ? value : typeof value === 'bigint' ? `${value}` : value,
        );
  return step(`ListTransactions ${says} (version ${version})`, async (session) => {
    const request = newListTransactionsRequest(typeof filters === 'function' ? filters(session) : filters);
    const answer = await session.connection.call(listTransactionsRequest, listTransactionsResponse, version, request);
    return {
      error: errorName(answer.errorCode),
      unknownStateFilters: answer.unknownStateFilters,
      states: answer.transactionStates.map(({ transactionalId, transactionState }) => [
        transactionalId,
        transactionState,
      ]),
    };
  });
}

function feature(level: number, upgradeType: number): TransactionStep {
  return step(`UpdateFeatures: transaction.version ${level}, type ${upgradeType}`, (session) =>
    session.connection.call(
      updateFeaturesRequest,
      updateFeaturesResponse,
      2,
      newUpdateFeaturesRequest({
        timeoutMs: 10_000,
        featureUpdates: [newFeatureUpdateKey({ feature: 'transaction.version', maxVersionLevel: level, upgradeType })],
      }),
    ),
  );
}

const t0 = [{ name: 't', partitions: [0] }];
const [UPGRADE, SAFE_DOWNGRADE, UNSAFE_DOWNGRADE] = [1, 2, 3];

const levels: TransactionStep[] = [
  feature(3, UPGRADE),
  feature(-1, UPGRADE),
  feature(1, UPGRADE),
  feature(1, SAFE_DOWNGRADE),
  init('z', 'lists', 4),
  add('z', 'lists', 3, t0),
  // The fence of before KIP-890: the epoch stays what the fence made it.
  init('z2', 'lists', 4),
  completed('lists'),
  init('z2', 'lists', 4),
  feature(0, UNSAFE_DOWNGRADE),
  add('z2', 'lists', 3, t0),
  end('z2', 'lists', 4, true),
  completed('lists'),
  feature(0, UPGRADE),
  feature(2, UPGRADE),
];

export const listSteps: readonly TransactionStep[] = [
  init('o', 'lists'),
  add('o', 'lists', 5, t0),
  ...versions(0, 2).flatMap((version) => [
    list(version, {}),
    list(version, { stateFilters: ['Ongoing'] }),
    list(version, { stateFilters: ['Ongoing', 'CompleteAbort', 'Empty'] }),
    list(version, { stateFilters: ['ongoing', 'Nothing', 'Nothing'] }),
    list(version, { stateFilters: ['Nothing', 'Ongoing'] }),
    list(version, { stateFilters: ['Dead', 'PrepareEpochFence'] }),
    list(version, { producerIdFilters: [987_654n] }),
    list(version, (session) => ({ producerIdFilters: [session.producer('o').producerId] })),
    list(version, (session) => ({ producerIdFilters: [session.producer('o').producerId], stateFilters: ['Empty'] })),
  ]),
  ...versions(1, 2).flatMap((version) => [
    list(version, { durationFilter: 0n }),
    list(version, { durationFilter: 3_600_000n }),
    list(version, { durationFilter: -5n }),
  ]),
  list(2, { transactionalIdPattern: '' }),
  list(2, { transactionalIdPattern: '[xl].*' }),
  list(2, { transactionalIdPattern: 'list' }),
  list(2, { transactionalIdPattern: '(' }),
  list(2, { transactionalIdPattern: 'x', stateFilters: ['Ongoing'] }),
  end('o', 'lists', 5, true),
  completed('lists'),
  ...levels,
  described('lists'),
];
