// What clients see of a broker whose disk is full, as faults. The names of the errors are those that Apache Kafka gives:
// a coordinator that cannot write sends its clients to look for another one.
import type { ApiName } from './api-name.ts';
import type { FaultOptions } from './options.ts';

const OF_GROUPS: readonly ApiName[] = ['OffsetCommit', 'TxnOffsetCommit'];
const OF_TRANSACTIONS: readonly ApiName[] = ['InitProducerId', 'AddPartitionsToTxn', 'AddOffsetsToTxn', 'EndTxn'];
const ANY = /^/;

/** @param topic only writes to it fail; without one, those of the coordinators as well */
export function diskFullFaults(topic: string | RegExp | undefined): FaultOptions[] {
  const produce: FaultOptions = { api: 'Produce', error: 'KAFKA_STORAGE_ERROR' };
  if (topic !== undefined) return [{ ...produce, topic }];
  return [
    { ...produce, topic: ANY },
    { api: OF_GROUPS, error: 'NOT_COORDINATOR' },
    // A producer without a transactional id is given one that nobody writes down.
    { api: OF_TRANSACTIONS, transactionalId: ANY, error: 'NOT_COORDINATOR' },
  ];
}
