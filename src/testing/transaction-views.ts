// Transactions as a test looks at them.
import type { TransactionCoordinatorService } from '../transactions/service.ts';

export interface TestTransaction {
  readonly transactionalId: string;
  readonly producerId: number;
  readonly producerEpoch: number;
  /** Kafka's names: Empty, Ongoing, PrepareCommit, ... */
  readonly state: string;
  readonly partitions: readonly { topic: string; partition: number }[];
}

export async function transactionViews({
  transactions,
}: {
  transactions: Pick<TransactionCoordinatorService, 'list'>;
}): Promise<TestTransaction[]> {
  return (await transactions.list()).map(({ transactionalId, producerId, producerEpoch, state, partitions }) => ({
    transactionalId,
    producerId: Number(producerId),
    producerEpoch,
    state,
    partitions: [...partitions].flatMap(([topic, numbers]) => [...numbers].map((partition) => ({ topic, partition }))),
  }));
}
