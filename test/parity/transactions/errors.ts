// What is refused, in every version: unknown ids, wrong producers, wrong epochs, invalid time-outs, empty names.

import { versions } from '../call.ts';
import { add, addOffsets, again, completed, described, end, init, type TransactionStep } from './steps.ts';

const t0 = [{ name: 't', partitions: [0] }];
const expected = { producerId: 5n, producerEpoch: 0 };

export const errorSteps: readonly TransactionStep[] = [
  ...versions(0, 5).map((version) => init('a', '', version)),
  ...[0, -1, 900_001].map((transactionTimeoutMs) => init('a', 'x', 5, { transactionTimeoutMs })),
  init('a', 'x', 3, { producerId: 5n }),
  init('a', 'x', 5, { producerEpoch: 5 }),
  ...versions(0, 5).map((version) => add('nobody', 'stranger', version, t0)),
  ...versions(0, 5).map((version) => add('nobody', '', version, t0)),
  ...versions(0, 5).map((version) => end('nobody', 'stranger', version, true)),
  ...versions(0, 5).map((version) => end('nobody', '', version, true)),
  ...versions(0, 4).map((version) => addOffsets('nobody', 'stranger', version, 'g')),
  ...versions(0, 4).map((version) => addOffsets('nobody', '', version, 'g')),
  described('stranger'),
  described(''),
  // Who says who it is although nobody is: a new id.
  init('stranger', 'stranger', 3, expected),
  described('stranger'),
  ...versions(0, 2).map((version) => init('a', 'x', version)),
  ...versions(3, 5).map((version) => again('a', 'x', version)),
  ...versions(3, 5).map((version) => again('a', 'x', version, { producerId: 987_654n })),
  ...versions(3, 5).map((version) => again('a', 'x', version, { producerEpoch: 30 })),
  ...versions(3, 5).map((version) => again('a', 'x', version, { producerEpoch: 0 })),
  // The epoch before: a request that was served already.
  again('a', 'x', 5, ({ producerEpoch }) => ({ producerEpoch: producerEpoch - 1 })),
  ...versions(0, 5).map((version) => add('a', 'x', version, t0, { producerId: 987_654n })),
  ...versions(0, 5).map((version) => add('a', 'x', version, t0, { producerEpoch: 30 })),
  ...versions(0, 5).map((version) => add('a', 'x', version, t0, { producerEpoch: 0 })),
  ...versions(0, 5).map((version) => add('a', 'x', version, [...t0, { name: 'nowhere', partitions: [0, 1] }])),
  ...versions(0, 5).map((version) => add('a', 'x', version, [{ name: 't', partitions: [0, 9] }])),
  ...versions(0, 5).map((version) => add('a', 'x', version, [...t0, { name: '__transaction_state', partitions: [0] }])),
  // Brokers may add internal partitions, so the last two have begun a transaction.
  end('a', 'x', 4, true),
  completed('x'),
  ...versions(0, 5).map((version) => end('a', 'x', version, true)),
  ...versions(0, 4).map((version) => end('a', 'x', version, false)),
  ...versions(0, 5).map((version) => end('a', 'x', version, true, { producerId: 987_654n })),
  ...versions(0, 5).map((version) => end('a', 'x', version, false, { producerId: 987_654n })),
  ...versions(0, 5).map((version) => end('a', 'x', version, true, { producerEpoch: 30 })),
  ...versions(0, 5).map((version) => end('a', 'x', version, false, { producerEpoch: 0 })),
  ...versions(0, 4).map((version) => addOffsets('a', 'x', version, 'g', { producerEpoch: 30 })),
  ...versions(0, 4).map((version) => addOffsets('a', 'x', version, 'g', { producerId: 987_654n })),
  described('x'),
];
