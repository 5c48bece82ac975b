// The steps of the comparison: what is asked of both brokers, one after the other. Each step sees the answers that its
// own broker gave before.
import type { newInitProducerIdRequest } from '../../../src/wire/generated/init-producer-id.ts';
import type { Producer, Topic, TransactionSession } from './session.ts';

export interface TransactionStep {
  says: string;
  run(session: TransactionSession): Promise<unknown>;
}

type InitFields = Parameters<typeof newInitProducerIdRequest>[0];
/** What a producer says of itself instead of the truth. */
type Lie = Partial<Producer> | ((truth: Producer) => Partial<Producer>);

function lying(truth: Producer, lie: Lie): Producer {
  return { ...truth, ...(typeof lie === 'function' ? lie(truth) : lie) };
}

export function init(name: string, id: string, version = 5, fields: InitFields = {}): TransactionStep {
  return {
    says: `InitProducerId ${id} by ${name} ${print(fields)} (version ${version})`,
    run: (session) => session.init(name, version, { ...fields, transactionalId: id }),
  };
}

/** The producer says who it is, or lies. */
export function again(name: string, id: string, version = 5, lie: Lie = {}): TransactionStep {
  return {
    says: `InitProducerId ${id} by ${name}, who says who it is ${print(lie)} (version ${version})`,
    run: (session) => session.init(name, version, { ...lying(session.producer(name), lie), transactionalId: id }),
  };
}

export function add(name: string, id: string, version: number, topics: Topic[], lie: Lie = {}): TransactionStep {
  const text = topics.map((topic) => `${topic.name}-${topic.partitions.join('/')}`).join(',');
  return {
    says: `AddPartitionsToTxn ${id} by ${name}: [${text}] ${print(lie)} (version ${version})`,
    run: (session) => session.add(id, version, lying(session.producer(name), lie), topics),
  };
}

export function addOffsets(name: string, id: string, version: number, groupId: string, lie: Lie = {}): TransactionStep {
  return {
    says: `AddOffsetsToTxn ${id} by ${name}: ${groupId} ${print(lie)} (version ${version})`,
    run: (session) => session.addOffsets(id, version, lying(session.producer(name), lie), groupId),
  };
}

export function end(name: string, id: string, version: number, committed: boolean, lie: Lie = {}): TransactionStep {
  const what = committed ? 'commit' : 'abort';
  return {
    says: `EndTxn ${id} by ${name}: ${what} ${print(lie)} (version ${version})`,
    run: (session) => session.end(name, id, version, lying(session.producer(name), lie), committed),
  };
}

export function completed(id: string): TransactionStep {
  return { says: `DescribeTransactions ${id} once it is complete`, run: (session) => session.completed(id) };
}

export function described(id: string): TransactionStep {
  return { says: `DescribeTransactions ${id}`, run: (session) => session.described(id) };
}

export function step(says: string, run: (session: TransactionSession) => Promise<unknown>): TransactionStep {
  return { says, run };
}

function print(value: unknown): string {
  if (typeof value === 'function') return 'lying';
  const text = JSON.stringify(value, (_key, field) => (typeof field === 'bigint' ? `${field}` : field));
  return text === '{}' ? '' : text;
}
