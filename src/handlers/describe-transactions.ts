// DescribeTransactions (key 65), version 0: the state of transactional ids, each with its own error code.
import { KafkaError } from '../errors.ts';
import {
  describeTransactionsRequest,
  describeTransactionsResponse,
  newDescribeTransactionsResponse,
  newTransactionState,
  type TransactionState,
} from '../wire/generated/describe-transactions.ts';
import { type BrokerParts, defineHandler } from './handler.ts';

export const describeTransactions = defineHandler({
  request: describeTransactionsRequest,
  response: describeTransactionsResponse,
  async handle({ transactionalIds }, _context, broker) {
    const transactionStates = await Promise.all(transactionalIds.map((id) => describe(id, broker)));
    return newDescribeTransactionsResponse({ transactionStates });
  },
});

async function describe(transactionalId: string, { transactions }: BrokerParts): Promise<TransactionState> {
  try {
    const transaction = await transactions.describe(transactionalId);
    return newTransactionState({
      transactionalId,
      transactionState: transaction.state,
      transactionTimeoutMs: transaction.timeoutMs,
      transactionStartTimeMs: BigInt(transaction.startMs),
      producerId: transaction.producerId,
      producerEpoch: transaction.producerEpoch,
      topics: Array.from(transaction.partitions, ([topic, partitions]) => ({ topic, partitions: [...partitions] })),
    });
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    return newTransactionState({ transactionalId, errorCode: error.code });
  }
}
