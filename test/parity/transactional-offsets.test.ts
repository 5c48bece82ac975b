// Offsets that are committed with transactions: Millrace and Apache Kafka 4.3.1 asked the same, and each going on with
// what the other has left pending.
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Broker } from '../../src/index.ts';
import { ErrorCode, errorName } from '../../src/wire/error-code.ts';
import {
  deleteGroupsRequest,
  deleteGroupsResponse,
  newDeleteGroupsRequest,
} from '../../src/wire/generated/delete-groups.ts';
import {
  findCoordinatorRequest,
  findCoordinatorResponse,
  newFindCoordinatorRequest,
} from '../../src/wire/generated/find-coordinator.ts';
import {
  incrementalAlterConfigsRequest,
  incrementalAlterConfigsResponse,
  newAlterableConfig,
  newAlterConfigsResource,
  newIncrementalAlterConfigsRequest,
} from '../../src/wire/generated/incremental-alter-configs.ts';
import {
  newOffsetDeleteRequest,
  newOffsetDeleteRequestPartition,
  newOffsetDeleteRequestTopic,
  offsetDeleteRequest,
  offsetDeleteResponse,
} from '../../src/wire/generated/offset-delete.ts';
import {
  newOffsetFetchRequest,
  newOffsetFetchRequestGroup,
  newOffsetFetchRequestTopics,
  offsetFetchRequest,
  offsetFetchResponse,
} from '../../src/wire/generated/offset-fetch.ts';
import {
  newTxnOffsetCommitRequest,
  newTxnOffsetCommitRequestPartition,
  newTxnOffsetCommitRequestTopic,
  type TxnOffsetCommitRequest,
  txnOffsetCommitRequest,
  txnOffsetCommitResponse,
} from '../../src/wire/generated/txn-offset-commit.ts';
import { missingBroker, startBroker } from '../support/broker.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { waitUntil } from '../support/wait.ts';
import { write } from './transactions/produce.ts';
import { type Producer, TransactionSession } from './transactions/session.ts';
import { TypedConnection } from './typed-connection.ts';

type Kind = 'millrace' | 'kafka';

const VERIFICATION = 'transaction.partition.verification.enable';

const properties = { 'transaction.state.log.num.partitions': '4', 'offsets.topic.num.partitions': '4' };
const GROUP = 'g';
const reason = missingBroker('kafka');

const print = (value: unknown) =>
  JSON.stringify(value, (_key, field) => (typeof field === 'bigint' ? String(field) : field));

/** One broker and what came of everything that it was asked, in order. */
class Script {
  readonly session: TransactionSession;
  readonly lines: string[] = [];

  constructor(session: TransactionSession) {
    this.session = session;
  }

  async groupIsThere(): Promise<void> {
    const request = newFindCoordinatorRequest({ keyType: 0, coordinatorKeys: [GROUP] });
    await waitUntil('the coordinator of the group', async () => {
      const found = await this.session.connection.call(findCoordinatorRequest, findCoordinatorResponse, 4, request);
      if (found.coordinators[0]?.errorCode !== ErrorCode.NONE) return false;
      return (await this.#fetch(false))?.errorCode === ErrorCode.NONE;
    });
  }

  async commit(id: string, version: number, offset: bigint, fields: Partial<TxnOffsetCommitRequest> = {}) {
    const partitions = [0, 7].map((partitionIndex) =>
      newTxnOffsetCommitRequestPartition({ partitionIndex, committedOffset: offset }),
    );
    const topics = ['t', 'nowhere'].map((name) => newTxnOffsetCommitRequestTopic({ name, partitions }));
    const who = { transactionalId: id, groupId: GROUP, ...this.session.producer(id) };
    const request = newTxnOffsetCommitRequest({ ...who, topics, ...fields });
    const answer = await this.session.connection.call(
      txnOffsetCommitRequest,
      txnOffsetCommitResponse,
      version,
      request,
    );
    const codes = answer.topics.flatMap(({ name, partitions: answered }) =>
      answered.map(({ partitionIndex, errorCode }) => `${name}-${partitionIndex} ${errorName(errorCode)}`),
    );
    this.#say(`commit of ${id}, version ${version}`, codes.sort().join(', '));
  }

  async offsets(): Promise<void> {
    for (const stable of [false, true]) {
      const answer = await this.#fetch(stable);
      const shown = answer?.topics.flatMap(({ partitions }) =>
        partitions.map(({ committedOffset, errorCode }) => `${committedOffset} ${errorName(errorCode)}`),
      );
      this.#say(stable ? 'stable offsets' : 'offsets', `${shown?.join(', ')} ${errorName(answer?.errorCode ?? 0)}`);
    }
  }

  async end(id: string, version: number, committed: boolean, who: Producer = this.session.producer(id)) {
    await this.session.end(id, id, version, who, committed);
    await this.session.completed(id);
    await waitUntil('the marker', async () => {
      const answer = await this.#fetch(true);
      return answer?.topics[0]?.partitions[0]?.errorCode === ErrorCode.NONE;
    });
    this.#say(`end of ${id}`, String(committed));
  }

  async deleteOffset(): Promise<void> {
    const partitions = [newOffsetDeleteRequestPartition({ partitionIndex: 0 })];
    const topics = [newOffsetDeleteRequestTopic({ name: 't', partitions })];
    const request = newOffsetDeleteRequest({ groupId: GROUP, topics });
    const answer = await this.session.connection.call(offsetDeleteRequest, offsetDeleteResponse, 0, request);
    this.#say('deletion of the offset', errorName(answer.topics[0]?.partitions[0]?.errorCode ?? answer.errorCode));
  }

  /** `transaction.partition.verification.enable` becomes false while the broker runs; Apache Kafka takes a moment. */
  async trust(id: string): Promise<void> {
    const configs = [newAlterableConfig({ name: VERIFICATION, configOperation: 0, value: 'false' })];
    const resources = [newAlterConfigsResource({ resourceType: 4, resourceName: '', configs })];
    const request = newIncrementalAlterConfigsRequest({ resources });
    const codecs = [incrementalAlterConfigsRequest, incrementalAlterConfigsResponse] as const;
    const answer = await this.session.connection.call(...codecs, 1, request);
    this.#say('nothing is verified', errorName(answer.responses[0]?.errorCode ?? ErrorCode.UNKNOWN_SERVER_ERROR));
    const { run } = write(11, 'outside of the transaction', { by: id, id, sequence: 0 });
    await waitUntil('a record outside of its transaction', async () => print(await run(this.session)).includes('NONE'));
    this.#say(`record of ${id}`, print(await run(this.session)));
  }

  async deleteGroup(): Promise<void> {
    const request = newDeleteGroupsRequest({ groupsNames: [GROUP] });
    const answer = await this.session.connection.call(deleteGroupsRequest, deleteGroupsResponse, 2, request);
    this.#say('deletion of the group', errorName(answer.results[0]?.errorCode ?? ErrorCode.UNKNOWN_SERVER_ERROR));
  }

  async #fetch(requireStable: boolean) {
    const topics = [newOffsetFetchRequestTopics({ name: 't', partitionIndexes: [0] })];
    const groups = [newOffsetFetchRequestGroup({ groupId: GROUP, topics })];
    const request = newOffsetFetchRequest({ groups, requireStable });
    const answer = await this.session.connection.call(offsetFetchRequest, offsetFetchResponse, 9, request);
    return answer.groups[0];
  }

  #say(what: string, came: string): void {
    this.lines.push(`${what}: ${came}`);
  }
}

describe.skipIf(reason !== undefined)(`Transactional offsets${reason === undefined ? '' : ` (${reason})`}`, () => {
  let directory: string;

  beforeEach(async () => {
    directory = await temporaryDirectory('transactional-offsets');
  });

  afterEach(() => removeDirectory(directory));

  async function serve(kind: Kind, folder: string, use: (script: Script) => Promise<void>): Promise<string[]> {
    const dataDirectory = join(directory, folder);
    const broker =
      kind === 'kafka'
        ? await startBroker({ dataDirectory, properties }, 'kafka')
        : await Broker.start({ port: 0, dataDir: dataDirectory, properties });
    try {
      const script = new Script(new TransactionSession(await TypedConnection.open(broker.port)));
      await use(script);
      script.session.connection.close();
      return script.lines;
    } finally {
      await broker.close();
    }
  }

  async function conversation(script: Script): Promise<void> {
    const { session } = script;
    await session.prepare(['old', 'new']);
    await script.groupIsThere();
    await session.init('old', 4, { transactionalId: 'old' });
    await session.init('new', 4, { transactionalId: 'new' });
    // Not added to the transaction before: refused, but for the version that adds it.
    for (const version of [0, 1, 2, 3, 4]) await script.commit('old', version, 5n);
    await session.addOffsets('old', 3, session.producer('old'), GROUP);
    for (const version of [0, 1, 2, 3, 4]) await script.commit('old', version, BigInt(version));
    await script.commit('new', 5, 9n);
    await script.offsets();
    await script.commit('old', 3, 6n, { groupId: '' });
    await script.commit('old', 3, 6n, { memberId: 'ghost', generationId: 3 });
    await script.commit('old', 3, 6n, { memberId: 'ghost' });
    await script.commit('old', 3, 6n, { groupInstanceId: 'ghost' });
    await script.commit('new', 5, 9n, { producerEpoch: 30 });
    await script.commit('new', 5, 9n, { producerId: 987_654n });
    await script.commit('nobody', 5, 9n, { producerId: 987_654n, producerEpoch: 0 });
    await session.end('old', 'old', 3, session.producer('old'), true);
    await session.completed('old');
    await script.offsets();
    await script.end('new', 5, true);
    await script.offsets();
    await script.commit('new', 5, 20n);
    await script.end('new', 5, false);
    await script.offsets();
    await script.commit('new', 5, 30n);
    await script.deleteOffset();
    await script.offsets();
    await script.end('new', 5, true);
    await script.offsets();
    await script.commit('new', 5, 40n);
    await script.deleteGroup();
    await script.end('new', 5, true);
    await script.offsets();
    await script.commit('old', 3, 50n);
    await script.trust('old');
    await script.commit('old', 3, 50n);
    await script.offsets();
    // Whoever adds by writing is still asked for.
    await script.commit('new', 5, 60n, { producerEpoch: 30 });
  }

  it('are answered alike', { timeout: 240_000 }, async () => {
    const [theirs, ours] = await Promise.all([
      serve('kafka', 'theirs', conversation),
      serve('millrace', 'ours', conversation),
    ]);
    expect(ours).toEqual(theirs);
  });

  const journeys: [Kind, Kind][] = [
    ['kafka', 'millrace'],
    ['millrace', 'kafka'],
  ];

  it.each(journeys)('go on from %s to %s', { timeout: 240_000 }, async (from, to) => {
    let who: Producer | undefined;
    await serve(from, 'moving', async (script) => {
      await script.session.prepare(['new']);
      await script.groupIsThere();
      await script.session.init('new', 4, { transactionalId: 'new' });
      await script.commit('new', 5, 5n);
      await script.end('new', 5, true);
      await script.commit('new', 5, 6n);
      await script.end('new', 5, false);
      await script.commit('new', 5, 7n);
      who = script.session.producer('new');
    });
    const lines = await serve(to, 'moving', async (script) => {
      await script.session.coordinatorsOf(['new']);
      await script.groupIsThere();
      await script.offsets();
      await script.end('new', 5, true, who);
      await script.offsets();
    });
    expect(lines).toEqual([
      'offsets: 5 NONE NONE',
      'stable offsets: -1 UNSTABLE_OFFSET_COMMIT NONE',
      'end of new: true',
      'offsets: 7 NONE NONE',
      'stable offsets: 7 NONE NONE',
    ]);
  });
});
