// Transactions from beginning to end in both generations: commits, aborts, what is repeated, who takes over, time-outs.
import { versions } from '../call.ts';
import { add, addOffsets, again, completed, described, end, init, step, type TransactionStep } from './steps.ts';

const t0 = [{ name: 't', partitions: [0] }];
const both = [{ name: 't', partitions: [0, 1] }];
const before = ({ producerEpoch }: { producerEpoch: number }) => ({ producerEpoch: producerEpoch - 1 });

/** Every end in every state, as a repetition and as a new one. */
const allEnds = (name: string, id: string): TransactionStep[] => [
  end(name, id, 5, true, before),
  end(name, id, 5, false, before),
  end(name, id, 5, true),
  ...versions(0, 4).map((version) => end(name, id, version, true)),
  ...versions(0, 4).map((version) => end(name, id, version, false)),
];

const movingEpochs: TransactionStep[] = [
  init('x', 'x'),
  add('x', 'x', 4, t0),
  add('x', 'x', 5, both),
  described('x'),
  add('x', 'x', 5, [{ name: 'nowhere', partitions: [0] }]),
  end('x', 'x', 5, true),
  completed('x'),
  ...allEnds('x', 'x'),
  add('x', 'x', 5, t0),
  end('x', 'x', 5, false),
  completed('x'),
  ...allEnds('x', 'x'),
  // An abort of nothing.
  end('x', 'x', 5, false),
  completed('x'),
  again('x', 'x'),
  end('x', 'x', 5, false),
  completed('x'),
  addOffsets('x', 'x', 4, 'g'),
  described('x'),
  end('x', 'x', 5, true),
  completed('x'),
];

const takeOver: TransactionStep[] = [
  add('x', 'x', 5, t0),
  init('y', 'x'),
  completed('x'),
  add('x', 'x', 5, t0),
  end('x', 'x', 5, true),
  again('x', 'x'),
  init('y', 'x'),
  again('x', 'x'),
  described('x'),
  add('y', 'x', 5, t0),
  // It says who it is, with a transaction open: aborted all the same.
  again('y', 'x'),
  completed('x'),
  again('y', 'x'),
  init('y', 'x'),
];

const standingEpochs: TransactionStep[] = [
  init('v', 'v1', 1),
  add('v', 'v1', 3, t0),
  add('v', 'v1', 0, both),
  described('v1'),
  addOffsets('v', 'v1', 3, 'g'),
  end('v', 'v1', 4, true),
  completed('v1'),
  ...versions(0, 4).map((version) => end('v', 'v1', version, true)),
  ...versions(0, 4).map((version) => end('v', 'v1', version, false)),
  add('v', 'v1', 3, t0),
  end('v', 'v1', 1, false),
  completed('v1'),
  ...versions(0, 4).map((version) => end('v', 'v1', version, true)),
  ...versions(0, 4).map((version) => end('v', 'v1', version, false)),
  // A transaction without partitions.
  add('v', 'v1', 3, []),
  described('v1'),
  end('v', 'v1', 3, true),
  completed('v1'),
  add('v', 'v1', 3, t0),
  init('w', 'v1', 1),
  completed('v1'),
  init('w', 'v1', 1),
  end('v', 'v1', 3, true),
  described('v1'),
];

const batches: TransactionStep[] = [
  step('AddPartitionsToTxn: two transactions, one of them unknown, verify only', (session) =>
    session.addBatch(5, [
      { transactionalId: 'v1', ...session.producer('w'), verifyOnly: true, topics: t0 },
      { transactionalId: 'nobody', ...session.producer('w'), verifyOnly: true, topics: both },
    ]),
  ),
  step('AddPartitionsToTxn: two transactions', (session) =>
    session.addBatch(4, [
      { transactionalId: 'v1', ...session.producer('w'), topics: t0 },
      { transactionalId: 'x', ...session.producer('y'), topics: both },
    ]),
  ),
  step('AddPartitionsToTxn: verify only, one in it and one not', (session) =>
    session.addBatch(4, [{ transactionalId: 'v1', ...session.producer('w'), verifyOnly: true, topics: both }]),
  ),
  step('AddPartitionsToTxn: verify only, a wrong epoch', (session) =>
    session.addBatch(5, [
      { transactionalId: 'v1', ...session.producer('w'), producerEpoch: 40, verifyOnly: true, topics: both },
    ]),
  ),
  step('AddPartitionsToTxn: verify only, an empty id', (session) =>
    session.addBatch(5, [{ transactionalId: '', ...session.producer('w'), verifyOnly: true, topics: both }]),
  ),
  end('w', 'v1', 5, true),
  end('y', 'x', 5, false),
  completed('v1'),
  completed('x'),
];

const timeOuts: TransactionStep[] = [
  init('l', 'late', 5, { transactionTimeoutMs: 300 }),
  add('l', 'late', 5, t0),
  step('the transaction is aborted in time', async (session) => {
    for (let round = 0; round < 600; round++) {
      const state = await session.describe('late');
      if (state?.transactionState === 'CompleteAbort') return session.shown(state);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return 'never';
  }),
  add('l', 'late', 5, t0),
  end('l', 'late', 5, true),
  end('l', 'late', 5, false),
  again('l', 'late', 5, { producerEpoch: 0 }),
  described('late'),
];

export const lifeSteps: readonly TransactionStep[] = [
  ...movingEpochs,
  ...takeOver,
  ...standingEpochs,
  ...batches,
  ...timeOuts,
];
